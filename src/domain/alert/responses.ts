import type { Digest } from '../ids.ts';
import type { Place } from '../incident/choices.ts';
import { type Alert, type AlertTimes, changedAlert, stepsFrom } from './alert.ts';

/** What a department answers from its channel. */

const hasSeen = (alert: Alert, department: string): boolean =>
  alert.acknowledgements.some((ack) => ack.department === department);

/** A department that got its channel after the alert was raised counts from its first press. */
const withAcknowledgement = (alert: Alert, department: string, at: string): Partial<Alert> =>
  hasSeen(alert, department)
    ? {}
    : {
        acknowledgements: [...alert.acknowledgements, { department, at }],
        audience: alert.audience.includes(department) ? alert.audience : [...alert.audience, department],
      };

/** One 確認 per department: pressing again changes nothing. */
export function acknowledge(
  alert: Alert,
  press: { department: string; by: string; now: Date },
  digest: Digest,
): Alert {
  if (hasSeen(alert, press.department)) return alert;
  const at = press.now.toISOString();
  return changedAlert(
    alert,
    withAcknowledgement(alert, press.department, at),
    { at, by: press.by, action: 'acknowledged', about: press.department },
    digest,
  );
}

/** Two presses for the same place within this time are one sighting. */
export const SAME_SIGHTING_MS = 60_000;

/** How many sightings an alert keeps on the card; the audit chain keeps all. */
export const SIGHTINGS_KEPT = 10;

/** News of the person: the alert is as fresh as on its first day. */
export const news = (now: Date, times: AlertTimes): Pick<Alert, 'stage' | 'stepsAt'> => ({
  stage: 1,
  stepsAt: stepsFrom(now, 1, times),
});

/** An alert that rested because the person had gone, or because its time was over, and has news again. */
export function awake(alert: Alert): Alert {
  if (alert.rest?.why !== 'left' && alert.rest?.why !== 'expired') return alert;
  const { rest: _, ...risen } = alert;
  return risen;
}

/** いま来ています. Whoever says so has read the alert, so it counts as 確認 as well. */
export function sight(
  alert: Alert,
  press: { department: string; place: Place; by: string; now: Date; times: AlertTimes },
  digest: Digest,
): Alert {
  // Another alert tells of the person, or nobody was there: a press on an old card changes nothing here.
  if (alert.rest?.why === 'joined' || alert.rest?.why === 'withdrawn') return alert;
  const last = alert.sightings.findLast((sighting) => sighting.department === press.department);
  if (
    last !== undefined &&
    last.withdrawn === undefined &&
    alert.rest === undefined &&
    last.place === press.place &&
    press.now.getTime() - new Date(last.at).getTime() < SAME_SIGHTING_MS
  ) {
    return alert;
  }
  const at = press.now.toISOString();
  return changedAlert(
    awake(alert),
    {
      ...withAcknowledgement(alert, press.department, at),
      ...news(press.now, press.times),
      sightings: [...alert.sightings, { department: press.department, place: press.place, at }].slice(
        -SIGHTINGS_KEPT,
      ),
    },
    { at, by: press.by, action: 'sighted', about: `${press.department} ${press.place}` },
    digest,
  );
}

/** 退去しました: the way ends here, until somebody sees the person again. */
export function leave(
  alert: Alert,
  press: { department: string; by: string; now: Date },
  digest: Digest,
): Alert {
  if (alert.rest !== undefined) return alert;
  const at = press.now.toISOString();
  return changedAlert(
    alert,
    {
      ...withAcknowledgement(alert, press.department, at),
      rest: { why: 'left', department: press.department, at },
    },
    { at, by: press.by, action: 'left', about: press.department },
    digest,
  );
}

/** Whether the department has said that the person is there, and has not taken it back. */
export const hasSighted = (alert: Alert, department: string): boolean =>
  alert.sightings.some((sighting) => sighting.department === department && sighting.withdrawn === undefined);

/** 別人でした about what this department saw: its sightings are struck out in every channel. */
export function withdrawSightings(
  alert: Alert,
  press: { department: string; by: string; now: Date },
  digest: Digest,
): Alert {
  if (!hasSighted(alert, press.department)) return alert;
  const at = press.now.toISOString();
  return changedAlert(
    alert,
    {
      ...withAcknowledgement(alert, press.department, at),
      sightings: alert.sightings.map((sighting) =>
        sighting.department === press.department && sighting.withdrawn === undefined
          ? { ...sighting, withdrawn: at }
          : sighting,
      ),
    },
    { at, by: press.by, action: 'sighting-withdrawn', about: press.department },
    digest,
  );
}

/** Whoever raised the alert says that it is wrong: it ends, and says so in every message. */
export function withdrawAlert(
  alert: Alert,
  press: { department: string; by: string; now: Date },
  digest: Digest,
): Alert {
  if (alert.rest !== undefined && alert.rest.why !== 'left') return alert;
  const at = press.now.toISOString();
  const { stepsAt: _, ...still } = alert;
  return changedAlert(
    still,
    { rest: { why: 'withdrawn', department: press.department, at } },
    { at, by: press.by, action: 'alert-withdrawn', about: alert.id },
    digest,
  );
}
