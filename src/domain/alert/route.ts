import type { Digest } from '../ids.ts';
import type { Danger, Conduct } from '../incident/choices.ts';
import { severitySchema } from '../risk/severity.ts';
import { type Alert, type AlertTimes, changedAlert, type Stop } from './alert.ts';
import { awake, news, SIGHTINGS_KEPT } from './responses.ts';

/** More stops than one person's way through a house has in a day; the audit chain keeps all. */
export const STOPS_KEPT = 20;

const isLive = (stop: Stop): boolean => stop.withdrawn === undefined;

/** Stops that still count. */
export const liveStops = (alert: Alert): Stop[] => alert.route.filter(isLive);

/** What an alert tells, worked out anew from the records that stand on its way now. */
export type Told = {
  readonly stops: readonly Stop[];
  readonly next: Alert['next'];
  readonly answered: Alert['answered'];
  readonly decision: Alert['decision'];
  readonly marked: boolean;
  /** Records that wanted an alert of their own. */
  readonly calls: ReadonlySet<string>;
};

/**
 * はしご: the alert tells what the records on the way say now. A record that is not among them any more is
 * struck out and stays, so that whoever has read it learns of it in the same place. `wakes`: a new stop is news
 * of today; an alert that rested because the person had gone is fresh again. Saying the same changes nothing.
 */
export function retell(
  alert: Alert,
  told: Told,
  when: { now: Date; times: AlertTimes; wakes: boolean },
  digest: Digest,
): Alert {
  const at = when.now.toISOString();
  const known = new Map(alert.route.map((stop) => [stop.record, stop]));
  const wanted = new Map(told.stops.map((stop) => [stop.record, stop]));
  const dropped = liveStops(alert).filter(({ record, by }) => by !== 'origin' && !wanted.has(record));
  const before = alert.route.map(
    (stop) =>
      wanted.get(stop.record) ?? (stop.by === 'origin' ? stop : { ...stop, withdrawn: stop.withdrawn ?? at }),
  );
  const route = keepStops([...before, ...told.stops.filter(({ record }) => !known.has(record))]);
  const added = route.filter(
    (stop) => (isLive(stop) && known.get(stop.record)?.withdrawn !== undefined) || !known.has(stop.record),
  );
  const { decision: _, ...rest } = alert;
  const parts = {
    route,
    next: told.next,
    answered: told.answered,
    marked: told.marked,
    ...(told.decision === undefined ? {} : { decision: told.decision }),
  };
  if (sameParts(alert, parts)) return alert;
  const action = added.length > 0 ? 'joined' : dropped.length > 0 ? 'stop-withdrawn' : 'retold';
  const about = [...added, ...dropped].map(({ record }) => record).join(' ');
  const first = liveStops(alert)[0]?.department;
  const woken = when.wakes && added.length > 0;
  return changedAlert(
    woken ? awake(rest) : rest,
    { ...parts, ...(woken ? news(when.now, when.times) : {}) },
    { at, by: 'system', action, about: about === '' ? alert.id : about },
    digest,
    (revision) => [
      // Whoever was called for a stop that is struck out now reads so in the same line.
      ...[...added.filter(({ record }) => told.calls.has(record)), ...dropped].map(({ record }) => ({
        kind: 'call' as const,
        revision,
        record,
      })),
      // The department where the way began is another one now: its approvers are asked for the one answer.
      ...(first === undefined || route.find(isLive)?.department === first
        ? []
        : [{ kind: 'ask-answer' as const, revision }]),
    ],
  );
}

type Parts = Pick<Alert, 'route' | 'next' | 'answered' | 'marked' | 'decision'>;

const sameParts = (alert: Alert, parts: Parts): boolean => {
  const text = ({ route, next, answered, marked, decision }: Parts): string =>
    JSON.stringify([route, next, answered, marked, decision ?? null]);
  return text(alert) === text(parts);
};

/** Struck out stops that stay on the card. */
const WITHDRAWN_KEPT = 6;

/** In the order of time, within one minute in the order in which they joined; the origin always among them. */
function keepStops(stops: readonly Stop[]): Stop[] {
  const inTime = stops.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const live = inTime.filter(isLive);
  const others = live.filter(({ by }) => by !== 'origin');
  const kept = new Set([
    ...live.filter(({ by }) => by === 'origin'),
    ...others.slice(-(STOPS_KEPT - 1)),
    ...inTime.filter((stop) => !isLive(stop)).slice(-WITHDRAWN_KEPT),
  ]);
  return inTime.filter((stop) => kept.has(stop));
}

/** What people said counts until they were there; what usually follows counts from the last department. */
export function nextTogether(latestFirst: readonly Alert['next'][]): Alert['next'] {
  const [latest = []] = latestFirst;
  const all = [
    ...latestFirst.flat().filter(({ why }) => why === 'said'),
    ...latest.filter(({ why }) => why === 'usual'),
  ];
  return all.filter(
    ({ department }, index) => all.findIndex((one) => one.department === department) === index,
  );
}

/** What the joined alert knew beside its records: who saw the person, and the one answer. */
export function absorb(alert: Alert, other: Alert, now: Date, digest: Digest): Alert {
  const has = (sighting: Alert['sightings'][number]): boolean =>
    alert.sightings.some(({ department, at }) => department === sighting.department && at === sighting.at);
  const fresh = other.sightings.filter((sighting) => !has(sighting));
  const answer = alert.answer ?? other.answer;
  if (fresh.length === 0 && answer === alert.answer) return alert;
  const sightings = [...alert.sightings, ...fresh]
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-SIGHTINGS_KEPT);
  return changedAlert(
    alert,
    { sightings, ...(answer === undefined ? {} : { answer }) },
    { at: now.toISOString(), by: 'system', action: 'absorbed', about: other.id },
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
