import type { Digest } from '../ids.ts';
import type { Person } from '../people/person.ts';
import type { FollowUp, SaidChoice } from './additions.ts';
import { changed, type Incident } from './incident.ts';

/** Questions that one record takes; a document has an end. */
export const MOST_FOLLOW_UPS = 40;

/** Longest claim and longest answer, in characters. */
export const CLAIM_LIMIT = 300;

export const findFollowUp = (incident: Incident, id: string): FollowUp | undefined =>
  incident.followUps.find((candidate) => candidate.id === id);

export const openFollowUps = (incident: Incident): FollowUp[] =>
  incident.followUps.filter(({ answer }) => answer === undefined);

/** 担当に確認する: the claim goes to the record's reporter. The id is derived by the caller from a nonce. */
export function askFollowUp(
  incident: Incident,
  ask: { id: string; claim: string; by: Person; now: Date },
  digest: Digest,
): { next: Incident } | { refused: 'repeated' | 'too-many' } {
  if (findFollowUp(incident, ask.id) !== undefined) return { refused: 'repeated' };
  if (incident.followUps.length >= MOST_FOLLOW_UPS) return { refused: 'too-many' };
  const at = ask.now.toISOString();
  const followUp: FollowUp = {
    id: ask.id,
    askedByKey: ask.by.key,
    askedByName: ask.by.name,
    department: ask.by.department ?? '',
    at,
    claim: ask.claim,
  };
  return {
    next: changed(
      incident,
      { followUps: [...incident.followUps, followUp] },
      { at, by: ask.by.key, action: 'follow-up-asked', about: ask.id },
      (revision) => [{ kind: 'follow-up', revision, followUp: ask.id }],
      digest,
    ),
  };
}

/** What the reporter remembers. The first answer stays. */
export function answerFollowUp(
  incident: Incident,
  given: { id: string; choice: SaidChoice; text: string; by: Person; now: Date },
  digest: Digest,
): { next: Incident } | { refused: 'unknown' | 'repeated' } {
  const asked = findFollowUp(incident, given.id);
  if (asked === undefined) return { refused: 'unknown' };
  if (asked.answer !== undefined) return { refused: 'repeated' };
  const at = given.now.toISOString();
  const answered: FollowUp = { ...asked, answer: { choice: given.choice, text: given.text, at } };
  return {
    next: changed(
      incident,
      { followUps: incident.followUps.map((known) => (known.id === given.id ? answered : known)) },
      { at, by: given.by.key, action: 'follow-up-answered', about: `${given.id} ${given.choice}` },
      (revision) => [{ kind: 'follow-up', revision, followUp: given.id }],
      digest,
    ),
  };
}
