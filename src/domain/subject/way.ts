import type { Alert } from '../alert/alert.ts';
import type { Incident } from '../incident/incident.ts';
import { currentContent, currentVersion } from '../incident/incident.ts';
import { answerAbout, fileOf } from './link.ts';
import type { Likely } from './subject.ts';

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
