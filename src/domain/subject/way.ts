import { type Alert, type Stop, stopOf } from '../alert/alert.ts';
import { likelyNext } from '../alert/next.ts';
import { nextTogether, type Told } from '../alert/route.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { currentContent, currentVersion, type Incident } from '../incident/incident.ts';
import type { Ward } from '../people/departments.ts';
import { answerAbout, fileOf } from './link.ts';
import type { Likely, Subject } from './subject.ts';

/** Whose way a record belongs to: one that people confirmed, or one that the matching finds very likely. */
export type Whose = { file: string; by: 'confirmed' | 'likely' };

/**
 * The file by which records of the same person are looked for. A confirmed link wins; without one the
 * likeliest person counts when the matching says 可能性が高い and nobody said 別人.
 */
export function whoseWay(incident: Incident, sharesFile: boolean): Whose | undefined {
  if (incident.link !== undefined || sharesFile) return { file: fileOf(incident), by: 'confirmed' };
  const best = incident.likely.find(
    ({ subject, band }) => band === 'high' && answerAbout(incident, subject) !== 'other',
  );
  return best === undefined ? undefined : { file: best.subject, by: 'likely' };
}

/** Whether somebody said of one of the two records that the other's person is somebody else. */
export const saidApart = (
  one: Incident,
  other: Incident,
  filesOf: (incident: Incident) => readonly string[],
): boolean =>
  filesOf(other).some((file) => answerAbout(one, file) === 'other') ||
  filesOf(one).some((file) => answerAbout(other, file) === 'other');

/** Within so many hours of one another. */
export const within = (one: Incident, other: Incident, hours: number): boolean =>
  Math.abs(
    new Date(currentContent(one).occurredAt).getTime() - new Date(currentContent(other).occurredAt).getTime(),
  ) <=
  hours * 3_600_000;

/**
 * Whether a record may stand on the route that every department reads. An ordinary complaint is nobody
 * else's business, however often the person comes (条例5条).
 */
export const mayStand = (incident: Incident): boolean =>
  incident.alerted || currentVersion(incident).judged?.risk !== undefined;

/** Two departments, and conduct in both: the way itself is a reason to warn. */
export const isLadder = (incident: Incident, others: readonly Incident[]): boolean =>
  mayStand(incident) && others.some((other) => other.department !== incident.department && mayStand(other));

/** The alert that was raised first tells the story. */
export const firstRaised = (alerts: readonly Alert[]): Alert | undefined =>
  alerts.toSorted((a, b) =>
    a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : a.id < b.id ? -1 : 1,
  )[0];

/** How much less likely everybody else must be before 可能性が高い is said. */
const MARGIN = 8;

/**
 * Persons whom nobody has linked yet share the likelihood among them, and none of them seems very likely.
 * When the first of them stand on the way of one alert they count as one: the likeliest is 可能性が高い if
 * together they are, and everybody else is far behind. `wayOf` names the alert of a person.
 */
export function countAsOne(
  ranked: readonly Likely[],
  high: number,
  wayOf: (subject: string) => string | undefined,
): Likely[] {
  const [best, ...others] = ranked;
  const way = best === undefined ? undefined : wayOf(best.subject);
  if (best === undefined || best.band === 'high' || way === undefined) return [...ranked];
  const along = [best, ...others.filter(({ subject }) => wayOf(subject) === way)];
  const share = along.reduce((sum, { score }) => sum + score, 0);
  const rest = Math.max(
    0,
    ...others.filter(({ subject }) => wayOf(subject) !== way).map(({ score }) => score),
  );
  const speaking = best.reasons.filter(({ kind }) => kind !== 'against' && kind !== 'none').length;
  if (along.length < 2 || share < high || rest >= share / MARGIN || speaking < 2) return [...ranked];
  return [{ ...best, band: 'high', score: Math.min(1, share) }, ...others];
}

/** Whether one of these files was said to be somebody else than one of the others, when a merge was taken back. */
export const areApart = (
  subjects: readonly Subject[],
  one: readonly string[],
  other: readonly string[],
): boolean =>
  subjects.some(
    ({ id, apart }) =>
      (one.includes(id) && apart.some((file) => other.includes(file))) ||
      (other.includes(id) && apart.some((file) => one.includes(file))),
  );

/** A contact of today, as far as an alert is concerned: an old one that somebody touches warns nobody anew. */
export const isFresh = (incident: Incident, now: Date, hours: number): boolean =>
  Math.abs(now.getTime() - new Date(currentContent(incident).occurredAt).getTime()) <= hours * 3_600_000;

/** Who is near a record, seen from that record. */
export type Near = { by: 'confirmed' | 'likely'; others: readonly Incident[] };

/** A record that stands on a way, and why. */
export type OnWay = { incident: Incident; by: Stop['by'] };

/**
 * The records that are one way with the record that raised the alert: those that are near one another, step
 * by step. Ordinary complaints stand on no way, though they may lie between two others.
 */
export function wayFrom(
  origin: string,
  records: readonly Incident[],
  nears: ReadonlyMap<string, Near>,
): OnWay[] {
  const linked = (one: string, other: string): Near['by'] | undefined => {
    const says = (from: string, to: string): Near['by'] | undefined => {
      const near = nears.get(from);
      return near?.others.some(({ number }) => number === to) ? near.by : undefined;
    };
    const both = [says(one, other), says(other, one)];
    return both.includes('confirmed') ? 'confirmed' : both.find((by) => by !== undefined);
  };
  const found = new Map<string, Stop['by']>([[origin, 'origin']]);
  const queue = [origin];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const { number } of records) {
      const by = linked(from, number);
      if (by === undefined || number === origin) continue;
      const known = found.get(number);
      if (known === undefined) queue.push(number);
      if (known === undefined || by === 'confirmed') found.set(number, by);
    }
  }
  return records.flatMap((incident) => {
    const by = found.get(incident.number);
    return by === undefined || (by !== 'origin' && !mayStand(incident)) ? [] : [{ incident, by }];
  });
}

const latestDecision = (way: readonly OnWay[]): Alert['decision'] => {
  const made = way.flatMap(({ incident }) =>
    incident.escalations.flatMap((escalation) => decisionOf(incident, escalation)),
  );
  return made.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
};

const decisionOf = (
  { department }: Incident,
  { id, asked, state, decision }: Escalation,
): NonNullable<Alert['decision']>[] =>
  decision === undefined || state === 'pending'
    ? []
    : [{ escalation: id, asked, outcome: state, at: decision.at, department }];

/** What an alert tells of the records on its way: nothing in it was typed by anybody. */
export function toldBy(way: readonly OnWay[], ward: Ward, marked: boolean): Told {
  const incidents = way
    .map(({ incident }) => incident)
    .toSorted((a, b) => (currentContent(a).occurredAt < currentContent(b).occurredAt ? 1 : -1));
  const answered = new Map<string, Alert['answered'][number]>();
  for (const { department, answered: told } of incidents) {
    const known = answered.get(department);
    if (told !== undefined && (known === undefined || known.at < told.at)) {
      answered.set(department, { department, ...told });
    }
  }
  return {
    stops: way.map(({ incident, by }) => stopOf(incident, by)),
    next: nextTogether(incidents.map((incident) => likelyNext(incident, ward))),
    answered: [...answered.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    decision: latestDecision(way),
    marked,
    calls: new Set(incidents.filter(({ alerted }) => alerted).map(({ number }) => number)),
  };
}
