import type { Digest } from '../ids.ts';
import type { Danger, Conduct } from '../incident/choices.ts';
import { severitySchema } from '../risk/severity.ts';
import { type Alert, type AlertTimes, changedAlert, type Stop } from './alert.ts';
import { awake, news } from './responses.ts';

/** More stops than one person's way through a house has in a day; the audit chain keeps all. */
export const STOPS_KEPT = 20;

const isLive = (stop: Stop): boolean => stop.withdrawn === undefined;

/** Stops that still count. */
export const liveStops = (alert: Alert): Stop[] => alert.route.filter(isLive);

/**
 * はしご: a record of the same person joins the alert instead of raising one of its own. `calls`: it wanted
 * an alert itself. A record that is on the route already is brought up to date.
 */
export function joinRoute(
  alert: Alert,
  join: {
    stop: Stop;
    /** The record is settled itself; another's, seen from there, keeps what stands about it. */
    own: boolean;
    calls: boolean;
    next: Alert['next'];
    now: Date;
    times: AlertTimes;
  },
  digest: Digest,
): Alert {
  const known = alert.route.find(({ record }) => record === join.stop.record);
  const stop: Stop =
    known !== undefined && (known.by === 'origin' || !join.own) ? { ...join.stop, by: known.by } : join.stop;
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(stop)) return alert;
  const { now, times } = join;
  const at = now.toISOString();
  return changedAlert(
    awake(alert),
    {
      ...news(now, times),
      route: keepStops(
        known === undefined ? [...alert.route, stop] : alert.route.map((one) => (one === known ? stop : one)),
      ),
      next: nextTogether(join.next, alert.next),
    },
    { at, by: 'system', action: known === undefined ? 'joined' : 'stop-changed', about: stop.record },
    digest,
    (revision) =>
      join.calls && known === undefined ? [{ kind: 'call', revision, record: stop.record }] : [],
  );
}

/** What people said counts until they were there; what usually follows counts from the last department. */
function nextTogether(latest: Alert['next'], before: Alert['next']): Alert['next'] {
  const said = [...latest, ...before].filter(({ why }) => why === 'said');
  const all = [...said, ...latest.filter(({ why }) => why === 'usual')];
  return all.filter(
    ({ department }, index) => all.findIndex((one) => one.department === department) === index,
  );
}

/** In the order of time, within one minute in the order in which they joined; the origin always among them. */
function keepStops(stops: readonly Stop[]): Stop[] {
  const inTime = stops.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (inTime.length <= STOPS_KEPT) return inTime;
  const origin = inTime.filter(({ by }) => by === 'origin');
  return [...origin, ...inTime.filter(({ by }) => by !== 'origin').slice(-(STOPS_KEPT - origin.length))];
}

/** 別人でした: the stop stays, struck out, so that whoever has read it learns of it in the same place. */
export function withdrawStop(alert: Alert, record: string, now: Date, digest: Digest): Alert {
  const stop = alert.route.find((candidate) => candidate.record === record);
  if (stop === undefined || stop.by === 'origin' || !isLive(stop)) return alert;
  const at = now.toISOString();
  return changedAlert(
    alert,
    { route: alert.route.map((one) => (one.record === record ? { ...one, withdrawn: at } : one)) },
    { at, by: 'system', action: 'stop-withdrawn', about: record },
    digest,
  );
}

/** Another alert of the same person tells the story from now on. */
export function joinAlert(alert: Alert, into: string, now: Date, digest: Digest): Alert {
  if (alert.rest?.why === 'joined') return alert;
  const at = now.toISOString();
  const { stepsAt: _, ...still } = alert;
  return changedAlert(
    still,
    { rest: { why: 'joined', into, at } },
    { at, by: 'system', action: 'alert-joined', about: into },
    digest,
  );
}

/** The join is taken back: the alert speaks for itself again. */
export function partAlert(alert: Alert, now: Date, times: AlertTimes, digest: Digest): Alert {
  if (alert.rest?.why !== 'joined') return alert;
  const { rest, ...risen } = alert;
  return changedAlert(
    risen,
    news(now, times),
    { at: now.toISOString(), by: 'system', action: 'alert-parted', about: rest.into },
    digest,
  );
}

/** Conduct, danger and the highest severity of all stops that count. */
export function together(alert: Alert): {
  conduct: Conduct[];
  danger: Danger[];
  risk: Alert['risk'];
} {
  const stops = liveStops(alert).filter(({ by }) => by !== 'origin');
  const risks = [alert.risk, ...stops.map(({ risk }) => risk)].filter((risk) => risk !== undefined);
  const rank = (risk: NonNullable<Alert['risk']>): number => severitySchema.options.indexOf(risk.level);
  return {
    conduct: [...new Set([...alert.conduct, ...stops.flatMap(({ conduct }) => conduct)])],
    danger: [...new Set([...alert.danger, ...stops.flatMap(({ danger }) => danger)])],
    risk: risks.toSorted((a, b) => rank(b) - rank(a))[0],
  };
}

/** One place on the way, as the card tells it. */
export type Leg = {
  department: string;
  at: string;
  /** `here`: seen there and not gone yet. */
  what: 'record' | 'sighted';
  place?: string | undefined;
  by?: Stop['by'];
  withdrawn: boolean;
};

/** The way in the order of time: records and sightings, one leg for each run of one department. */
export function legsOf(alert: Alert): Leg[] {
  const stops: Leg[] = alert.route.map(({ department, at, by, withdrawn }) => ({
    department,
    at,
    what: 'record',
    by,
    withdrawn: withdrawn !== undefined,
  }));
  const sightings: Leg[] = alert.sightings.map(({ department, at, place, withdrawn }) => ({
    department,
    at,
    what: 'sighted',
    place,
    withdrawn: withdrawn !== undefined,
  }));
  return [...stops, ...sightings].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
