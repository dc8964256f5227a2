import type { FormErrors } from '../domain/incident/read-form.ts';
import { textProblem } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import { standingOf } from '../domain/people/standing.ts';
import { rootOfFile } from '../domain/subject/file.ts';
import type { Flag } from '../domain/subject/flag.ts';
import {
  askFlag,
  decideFlag,
  FLAG_REASON_LIMIT,
  type FlagDecision,
  endFlag,
  flagRefusal,
  isReviewDay,
  mayEndFlag,
  isExemptFromMarks,
} from '../domain/subject/flagging.ts';
import { newSubject, type Subject } from '../domain/subject/subject.ts';
import { fileBehind, filesOf, recordsOf } from './views/files.ts';
import { readPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

export type AskingFlag =
  | { kind: 'asked'; subject: Subject; flag: Flag }
  | { kind: 'invalid'; errors: FormErrors }
  | { kind: 'refused'; why: 'no-such-file' | 'exempt' | 'open' };

/**
 * Asks for a 注意の印: anybody with a department who may see something of the person, with a reason and the
 * day on which it is looked at again. `nonce` makes a second press harmless.
 */
export async function askForFlag(
  house: House,
  ask: { subject: string; nonce: string; reason: string; reviewOn: string; person: Person },
): Promise<AskingFlag> {
  const { person } = ask;
  const now = house.now();
  const file = await readPersonFile(house, ask.subject, person);
  if (file === undefined || person.department === undefined) return { kind: 'refused', why: 'no-such-file' };
  const id = `f${house.digest(`flag|${person.key}|${ask.nonce}`).slice(0, 16)}`;
  // Merged or taken apart since the form was handed out: the mark stays where the first press put it.
  for (const member of file.files) {
    const known = await house.subjects.read(member);
    const flag = known?.flags.find((candidate) => candidate.id === id);
    if (known !== undefined && flag !== undefined) return { kind: 'asked', subject: known, flag };
  }
  if (file.exempt) return { kind: 'refused', why: 'exempt' };
  if (file.active !== undefined || file.asked !== undefined) return { kind: 'refused', why: 'open' };
  const reason = ask.reason.trim();
  const errors = problemsOf(reason, ask.reviewOn, now);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const root = rootOfFile(file);
  await house.subjects.create(newSubject(root, now));
  const changed = await house.subjects.change(root, (subject) => {
    const step = askFlag(
      subject,
      { id, reason, reviewOn: ask.reviewOn, by: person, department: person.department ?? '', now },
      house.digest,
    );
    return 'next' in step ? { next: step.next, result: 'asked' } : { result: step.refused };
  });
  if (!changed.found) throw new Error(`${root} was just written and is not there`);
  if (changed.result === 'open') return { kind: 'refused', why: 'open' };
  const flag = changed.item.flags.find((candidate) => candidate.id === id);
  if (flag === undefined) throw new Error(`${root} lost its mark`);
  house.outbox.nudge();
  return { kind: 'asked', subject: changed.item, flag };
}

function problemsOf(reason: string, reviewOn: string, now: Date): FormErrors {
  const errors: Record<string, string> = {};
  if (reason === '') errors['reason'] = '理由を書いてください。';
  else {
    const problem = textProblem(reason, FLAG_REASON_LIMIT);
    if (problem !== undefined) errors['reason'] = problem;
  }
  if (!isReviewDay(reviewOn, now)) {
    errors['reviewOn'] = '見直す日は、明日から1年以内の日にしてください。';
  }
  return errors;
}

export type DecidingFlag =
  | { kind: 'decided' | 'already-decided'; subject: Subject; flag: Flag }
  | { kind: 'invalid'; subject: Subject; flag: Flag; errors: FormErrors }
  | { kind: 'refused'; why: 'own-asking' | 'not-approver' | 'exempt' | 'unknown' };

type Result = 'decided' | 'already-decided' | 'needs-reason' | 'own-asking' | 'not-approver' | 'unknown';

/**
 * Decides about a 注意の印: another person than the one who asked, an approver of the asker's department or a
 * coordinator at this moment. The first decision counts; an exempt person is never marked.
 */
export async function decideOnFlag(
  house: House,
  decision: { subject: string; flag: string; action: FlagDecision; reason: string; person: Person },
): Promise<DecidingFlag> {
  const { person, action } = decision;
  const now = house.now();
  const standing = standingOf(person, house.rules);
  const reason = decision.reason.trim();
  const tooLong = textProblem(reason, FLAG_REASON_LIMIT);
  const standsOn = await fileWithFlag(house, decision);
  if (standsOn === undefined) return { kind: 'refused', why: 'unknown' };
  const records = await recordsOf(house, await filesOf(house, standsOn));
  const exempt = isExemptFromMarks(records, house.ward());
  const changed = await house.subjects.change<Result | 'exempt' | 'too-long'>(standsOn, (subject) => {
    const flag = subject.flags.find(({ id }) => id === decision.flag);
    if (flag === undefined) return { result: 'unknown' };
    const refusal = flagRefusal(standing, flag);
    if (refusal !== undefined) return { result: refusal };
    if (exempt && action === 'approve' && flag.state === 'asked') return { result: 'exempt' };
    if (tooLong !== undefined) return { result: 'too-long' };
    const step = decideFlag(subject, { flag: decision.flag, action, by: person, reason, now }, house.digest);
    return 'next' in step ? { next: step.next, result: 'decided' } : { result: step.refused };
  });
  if (!changed.found) return { kind: 'refused', why: 'unknown' };
  const { item: subject, result } = changed;
  const flag = subject.flags.find(({ id }) => id === decision.flag);
  if (flag === undefined) return { kind: 'refused', why: 'unknown' };
  switch (result) {
    case 'decided':
      house.outbox.nudge();
      return { kind: 'decided', subject, flag };
    case 'already-decided':
      return { kind: 'already-decided', subject, flag };
    case 'needs-reason':
      return { kind: 'invalid', subject, flag, errors: { reason: '却下のときは理由を書いてください。' } };
    case 'too-long':
      return { kind: 'invalid', subject, flag, errors: { reason: tooLong ?? '' } };
    case 'own-asking':
    case 'not-approver':
    case 'exempt':
    case 'unknown':
      return { kind: 'refused', why: result };
  }
}

/** The file on which a mark stands: the one of this id, or another of the same person. */
async function fileWithFlag(
  house: Pick<House, 'incidents' | 'subjects'>,
  { subject, flag }: { subject: string; flag: string },
): Promise<string | undefined> {
  for (const file of new Set([subject, ...(await filesOf(house, await fileBehind(house, subject)))])) {
    const known = await house.subjects.read(file);
    if (known?.flags.some(({ id }) => id === flag)) return file;
  }
  return undefined;
}

/** 注意の印を終える, before its day: by whoever may decide about it, or asked for it. */
export async function endMark(
  house: House,
  order: { subject: string; flag: string; person: Person },
): Promise<'ended' | 'refused'> {
  const standing = standingOf(order.person, house.rules);
  const file = await fileWithFlag(house, order);
  if (file === undefined) return 'refused';
  const changed = await house.subjects.change(file, (subject) => {
    const flag = subject.flags.find(({ id }) => id === order.flag);
    if (flag === undefined || !mayEndFlag(standing, flag)) return { result: 'refused' as const };
    const end = { flag: order.flag, by: order.person.key, now: house.now() };
    return { next: endFlag(subject, end, house.digest), result: 'ended' as const };
  });
  if (!changed.found) return 'refused';
  if (changed.result === 'ended') house.outbox.nudge();
  return changed.result;
}

/** Brings the decision card to somebody entitled who found the open mark on the file. */
export async function sendFlag(
  house: House,
  order: { subject: string; flag: string; person: Person },
): Promise<'sent' | 'refused'> {
  const { person } = order;
  const file = await fileWithFlag(house, order);
  const subject = file === undefined ? undefined : await house.subjects.read(file);
  const flag = subject?.flags.find(({ id }) => id === order.flag);
  if (subject === undefined || flag === undefined) return 'refused';
  if (flagRefusal(standingOf(person, house.rules), flag) !== undefined) return 'refused';
  await house.owed.owe(
    [
      {
        id: `flag-${flag.id}-${person.key}`,
        about: subject.id,
        to: { kind: 'person', person: person.key },
        shows: { kind: 'flag', subject: subject.id, flag: flag.id },
        wanted: subject.revision,
      },
    ],
    house.now(),
  );
  house.outbox.nudge();
  return 'sent';
}
