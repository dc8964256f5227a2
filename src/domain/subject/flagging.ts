import { z } from 'zod';
import type { Digest } from '../ids.ts';
import { currentContent, type Incident } from '../incident/incident.ts';
import type { Ward } from '../people/departments.ts';
import type { Person } from '../people/person.ts';
import { nameAsDecider } from '../people/roles.ts';
import type { Standing } from '../people/standing.ts';
import { wallClock } from '../time.ts';
import { isExempt } from './exempt.ts';
import { type Flag, REVIEW_DAYS } from './flag.ts';
import { changedSubject, type Subject } from './subject.ts';

/** Longest reason of a 注意の印, in characters. */
export const FLAG_REASON_LIMIT = 300;

/** Days to the review unless somebody says otherwise. */
export const USUAL_REVIEW_DAYS = 90;

const DAY_MS = 86_400_000;

/** The day so many days after this instant, in Japan (YYYY-MM-DD). */
export const dayAfter = (now: Date, days: number): string =>
  wallClock(new Date(now.getTime() + days * DAY_MS)).date;

/** A day that exists, from tomorrow to a year from today. */
export const isReviewDay = (day: string, now: Date): boolean =>
  z.iso.date().safeParse(day).success && day >= dayAfter(now, 1) && day <= dayAfter(now, REVIEW_DAYS);

/** Neither decided against nor over: asked for or active. */
export const isOpenFlag = (flag: Flag): boolean => flag.state === 'asked' || flag.state === 'active';

/**
 * The mark that holds at this instant. On its review day it is over, whether the sweep has come by or not.
 */
export const activeFlag = (subjects: readonly Subject[], now: Date): Flag | undefined =>
  subjects
    .flatMap(({ flags }) => flags)
    .find((flag) => flag.state === 'active' && flag.reviewOn > wallClock(now).date);

/** The mark that waits for a decision. */
export const askedFlag = (subjects: readonly Subject[], now: Date): Flag | undefined =>
  subjects
    .flatMap(({ flags }) => flags)
    .find((flag) => flag.state === 'asked' && flag.reviewOn > wallClock(now).date);

/** Day on which the first open mark of a file ends by itself; undefined when none is open. */
export const nextFlagEnd = (subject: Subject): string | undefined =>
  subject.flags
    .filter(isOpenFlag)
    .map(({ reviewOn }) => reviewOn)
    .toSorted()
    .at(0);

/**
 * Somebody who is never marked, whatever happened: one record that says 10代, or one that the ward keeps out
 * of all matching, is enough.
 */
export const isExemptFromMarks = (records: readonly Incident[], ward: Ward): boolean =>
  records.some((record) => {
    const content = currentContent(record);
    return content.features.age === '10s' || isExempt(content, ward);
  });

/** Why a decision by this person does not count, or undefined when it does. */
export function flagRefusal(standing: Standing, flag: Flag): 'own-asking' | 'not-approver' | undefined {
  if (flag.askedByKey === standing.person.key) return 'own-asking';
  return standing.coordinator || standing.person.approverOf.includes(flag.department)
    ? undefined
    : 'not-approver';
}

/** The id is derived by the caller from the form's nonce, so a second press finds the first. */
export function askFlag(
  subject: Subject,
  ask: { id: string; reason: string; reviewOn: string; by: Person; department: string; now: Date },
  digest: Digest,
): { next: Subject } | { refused: 'repeated' | 'open' } {
  if (subject.flags.some(({ id }) => id === ask.id)) return { refused: 'repeated' };
  if (subject.flags.some(isOpenFlag)) return { refused: 'open' };
  const at = ask.now.toISOString();
  const flag: Flag = {
    id: ask.id,
    state: 'asked',
    reason: ask.reason,
    askedAt: at,
    askedByKey: ask.by.key,
    askedByName: ask.by.name,
    department: ask.department,
    reviewOn: ask.reviewOn,
  };
  return {
    next: changedSubject(
      subject,
      { flags: [...subject.flags, flag] },
      { at, by: ask.by.key, action: 'flag-asked', about: `${flag.id} ${flag.reviewOn}` },
      (revision) => [{ kind: 'flag-asked', revision, flag: flag.id }],
      digest,
    ),
  };
}

const outcomes = { approve: 'active', reject: 'rejected' } as const;
export type FlagDecision = keyof typeof outcomes;
export const flagDecisions = ['approve', 'reject'] as const satisfies readonly FlagDecision[];

/** Entitlement is checked by the caller; the first decision counts. */
export function decideFlag(
  subject: Subject,
  decision: { flag: string; action: FlagDecision; by: Person; reason: string; now: Date },
  digest: Digest,
): { next: Subject } | { refused: 'unknown' | 'already-decided' | 'needs-reason' } {
  const flag = subject.flags.find(({ id }) => id === decision.flag);
  if (flag === undefined) return { refused: 'unknown' };
  if (flag.state !== 'asked' || flag.reviewOn <= wallClock(decision.now).date) {
    return { refused: 'already-decided' };
  }
  if (decision.action === 'reject' && decision.reason === '') return { refused: 'needs-reason' };
  const at = decision.now.toISOString();
  const state = outcomes[decision.action];
  const { by, reason } = decision;
  const decided: Flag = {
    ...flag,
    state,
    decision: { at, byKey: by.key, byName: nameAsDecider(by, flag.department), reason },
  };
  return {
    next: changedSubject(
      subject,
      { flags: subject.flags.map((known) => (known.id === flag.id ? decided : known)) },
      { at, by: by.key, action: `flag-${state}`, about: flag.id },
      (revision) => [{ kind: 'flag-decided', revision, flag: flag.id }],
      digest,
    ),
  };
}

/** Whoever may decide about a mark may end it, and so may whoever asked for it: it only takes a suspicion away. */
export const mayEndFlag = (standing: Standing, flag: Flag): boolean =>
  flag.askedByKey === standing.person.key || flagRefusal(standing, flag) === undefined;

/** Ends a mark before its day. One that is over already stays as it is. */
export function endFlag(
  subject: Subject,
  end: { flag: string; by: string; now: Date },
  digest: Digest,
): Subject {
  const flag = subject.flags.find(({ id }) => id === end.flag);
  if (flag === undefined || !isOpenFlag(flag)) return subject;
  return changedSubject(
    subject,
    {
      flags: subject.flags.map((known) => (known === flag ? { ...known, state: 'ended' as const } : known)),
    },
    { at: end.now.toISOString(), by: end.by, action: 'flag-ended', about: flag.id },
    (revision) => [{ kind: 'flag-decided', revision, flag: flag.id }],
    digest,
  );
}

/** Ends every mark whose review day has come, asked for or active. */
export function endFlags(subject: Subject, now: Date, digest: Digest): Subject {
  const today = wallClock(now).date;
  let next = subject;
  for (const flag of subject.flags) {
    if (flag.reviewOn <= today) next = endFlag(next, { flag: flag.id, by: 'system', now }, digest);
  }
  return next;
}
