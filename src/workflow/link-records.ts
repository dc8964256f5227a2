import type { Incident } from '../domain/incident/incident.ts';
import type { Person } from '../domain/people/person.ts';
import { mayLink, mayMergeFiles, standingOf } from '../domain/people/standing.ts';
import { fileOf, moveTo, sayAbout } from '../domain/subject/link.ts';
import {
  type Answer,
  type Likely,
  mergeInto,
  mergeOrder,
  newSubject,
  ownSubject,
  type Subject,
  subjectIdSchema,
  undoMerge,
} from '../domain/subject/subject.ts';
import type { House } from './ports.ts';
import { fileBehind, filesOf, rootFile } from './views/files.ts';
import { isHiddenId } from './views/person-file.ts';

export type Answering =
  | { kind: 'answered'; incident: Incident }
  | { kind: 'refused'; why: 'not-entitled' | 'no-such-record' | 'no-such-person' };

/** The first file of this record that is nobody's but its own: no other record in it, and merged with nothing. */
async function freeFile(house: Pick<House, 'incidents' | 'subjects'>, number: string): Promise<string> {
  const own = ownSubject(number);
  for (let count = 1; count < 1000; count += 1) {
    const file = count === 1 ? own : `${own}-${count}`;
    const company = (await house.incidents.ofSubject(file, 2)).some((other) => other.number !== number);
    const merged = (await house.subjects.read(file))?.into !== undefined;
    if (!company && !merged && (await house.subjects.mergedInto(file, 1)).length === 0) return file;
  }
  throw new Error(`no free file for ${number}`);
}

/** Writes a change of a file down; the file comes to be with the first thing that is said about it. */
export async function changeFile<R>(
  house: Pick<House, 'subjects' | 'now'>,
  id: string,
  step: (subject: Subject) => { next?: Subject; result: R },
): Promise<{ subject: Subject; result: R }> {
  await house.subjects.create(newSubject(id, house.now()));
  const changed = await house.subjects.change(id, step);
  if (!changed.found) throw new Error(`${id} was not written`);
  return { subject: changed.item, result: changed.result };
}

/**
 * 同一人物・別人・わからない about a likely person of a record. `subject` must be one that was shown, or a file
 * that exists. A record that already shares its file with others brings them along: two files become one.
 */
export async function answerLikely(
  house: House,
  said: { number: string; subject: string; answer: Answer; person: Person },
): Promise<Answering> {
  const { number, answer, person } = said;
  const incident = await house.incidents.read(number);
  if (incident === undefined) return { kind: 'refused', why: 'no-such-record' };
  if (!mayLink(standingOf(person, house.rules), incident)) return { kind: 'refused', why: 'not-entitled' };
  const likely = await likelyBehind(house, incident, said.subject, person);
  if (likely === undefined) return { kind: 'refused', why: 'no-such-person' };
  const { subject } = likely;
  const by = { by: person.key, now: house.now() };
  const after = await fileAfter(house, incident, { subject, answer }, person);
  const changed = await house.incidents.change(number, (current) => ({
    next: sayAbout(current, { subject, answer, ...after, ...by }, house.digest),
    result: undefined,
  }));
  if (!changed.found) return { kind: 'refused', why: 'no-such-record' };
  house.outbox.nudge();
  return { kind: 'answered', incident: changed.item };
}

/** The likely person whom an id means that was handed out; see {@link fileBehind}. */
async function likelyBehind(
  house: House,
  incident: Incident,
  id: string,
  person: Person,
): Promise<Likely | undefined> {
  if (await isHiddenId(house, id, person)) return undefined;
  const known = incident.likely.find(({ subject }) => subject === id);
  if (known !== undefined) return known;
  const file = await fileBehind(house, id);
  for (const likely of incident.likely) {
    if ((await rootFile(house, likely.subject)) === file) return likely;
  }
  return undefined;
}

/**
 * Where the record belongs after this answer; nothing when it stays. Two files become one by the one order of
 * merges, so that two people who say the same of each other's records at the same moment mean one person.
 */
async function fileAfter(
  house: House,
  incident: Incident,
  { subject, answer }: { subject: string; answer: Answer },
  person: Person,
): Promise<{ file?: string; merged?: string }> {
  const own = fileOf(incident);
  const [ownRoot, root] = [await rootFile(house, own), await rootFile(house, subject)];
  if (answer === 'same') {
    if (ownRoot === root) return {};
    const company = (await house.incidents.ofSubject(own, 2)).some(
      (other) => other.number !== incident.number,
    );
    const merged = (await house.subjects.mergedInto(own, 1)).length > 0;
    if (!company && !merged && own === ownRoot && root < own) return { file: root };
    await mergeRoots(house, ownRoot, root, person);
    return { merged: mergeOrder(ownRoot, root).from };
  }
  if (ownRoot !== root) return {};
  // 同一人物 that made two files one is taken back as such: whoever came along goes back as well.
  const made = incident.verdicts.findLast((verdict) => verdict.subject === subject)?.merged;
  if (made !== undefined) {
    await house.subjects.change(made, (known) => ({
      next: undoMerge(known, { by: person.key, now: house.now(), apart: answer === 'other' }, house.digest),
      result: undefined,
    }));
    if ((await rootFile(house, own)) !== (await rootFile(house, subject))) return {};
  }
  return { file: await freeFile(house, incident.number) };
}

async function mergeRoots(house: House, one: string, other: string, person: Person): Promise<void> {
  const { from, into } = mergeOrder(one, other);
  await changeFile(house, from, (subject) => ({
    next: mergeInto(subject, into, { by: person.key, now: house.now() }, house.digest),
    result: undefined,
  }));
}

export type Linking =
  | { kind: 'done'; file: string }
  | { kind: 'refused'; why: 'not-entitled' | 'no-such-record' | 'no-such-file' | 'same-file' | 'not-merged' };

/** この記録を分ける: the record leaves its file and begins one of its own. */
export async function splitRecord(house: House, order: { number: string; person: Person }): Promise<Linking> {
  const { number, person } = order;
  const incident = await house.incidents.read(number);
  if (incident === undefined) return { kind: 'refused', why: 'no-such-record' };
  if (!mayLink(standingOf(person, house.rules), incident)) return { kind: 'refused', why: 'not-entitled' };
  const left = await filesOf(house, fileOf(incident));
  const file = await freeFile(house, number);
  await house.incidents.change(number, (current) => ({
    next: moveTo(current, file, left, { by: person.key, now: house.now() }, house.digest),
    result: undefined,
  }));
  house.outbox.nudge();
  return { kind: 'done', file };
}

/** 別の対象者とまとめる: the two files are one person's from now on. Reversible by {@link undoMergeOf}. */
export async function mergeFiles(
  house: House,
  order: { one: string; other: string; person: Person },
): Promise<Linking> {
  const { one, other, person } = order;
  if (!mayMergeFiles(standingOf(person, house.rules))) return { kind: 'refused', why: 'not-entitled' };
  const roots: string[] = [];
  for (const id of [one, other]) {
    const file = subjectIdSchema.safeParse(id).success ? await fileBehind(house, id) : undefined;
    if (file === undefined || !(await fileExists(house, file))) {
      return { kind: 'refused', why: 'no-such-file' };
    }
    roots.push(file);
  }
  const [left = '', right = ''] = roots;
  if (left === right) return { kind: 'refused', why: 'same-file' };
  await mergeRoots(house, left, right, person);
  house.outbox.nudge();
  return { kind: 'done', file: mergeOrder(left, right).into };
}

const fileExists = async (house: Pick<House, 'subjects' | 'incidents'>, file: string): Promise<boolean> =>
  (await house.subjects.read(file)) !== undefined || (await house.incidents.ofSubject(file, 1)).length > 0;

/** まとめを取り消す: every record is where it was before the merge. `subject` is the file that was merged away. */
export async function undoMergeOf(
  house: House,
  order: { subject: string; person: Person },
): Promise<Linking> {
  const { subject, person } = order;
  if (!mayMergeFiles(standingOf(person, house.rules))) return { kind: 'refused', why: 'not-entitled' };
  const changed = await house.subjects.change(subject, (known) =>
    known.into === undefined
      ? { result: 'not-merged' as const }
      : {
          next: undoMerge(known, { by: person.key, now: house.now(), apart: true }, house.digest),
          result: 'done' as const,
        },
  );
  if (!changed.found) return { kind: 'refused', why: 'no-such-file' };
  if (changed.result === 'not-merged') return { kind: 'refused', why: 'not-merged' };
  house.outbox.nudge();
  return { kind: 'done', file: subject };
}

/** 別人でした from a channel: the record is not of the person of whom these other records tell. */
export async function disownRecord(
  house: House,
  order: { number: string; from: readonly string[]; person: Person },
): Promise<void> {
  const { number, from, person } = order;
  for (const other of from) {
    const [origin, incident] = [await house.incidents.read(other), await house.incidents.read(number)];
    if (origin === undefined || incident === undefined || other === number) continue;
    const subject = await rootFile(house, fileOf(origin));
    const together = (await rootFile(house, fileOf(incident))) === subject;
    const file = together ? await freeFile(house, number) : fileOf(incident);
    await house.incidents.change(number, (current) => ({
      next: sayAbout(
        current,
        { subject, answer: 'other', file, by: person.key, now: house.now() },
        house.digest,
      ),
      result: undefined,
    }));
  }
}
