import type { Incident } from '../../domain/incident/incident.ts';
import type { Person } from '../../domain/people/person.ts';
import { standingOf } from '../../domain/people/standing.ts';
import { firstFiled, idsFor, type PersonFile, personFile } from '../../domain/subject/file.ts';
import { extentFor, isOrdinaryComplaint } from '../../domain/subject/outline.ts';
import { numberIn, type Subject } from '../../domain/subject/subject.ts';
import type { House } from '../ports.ts';
import { fileBehind, filesOf, idThrough, recordsOf } from './files.ts';

type Needs = Pick<House, 'subjects' | 'incidents' | 'rules' | 'ward' | 'now'>;

/** What was said about these files beside their records. */
async function subjectsOf(house: Pick<House, 'subjects'>, members: readonly string[]): Promise<Subject[]> {
  const found = await Promise.all(members.map((member) => house.subjects.read(member)));
  return found.filter((subject) => subject !== undefined);
}

/** The records that began these files and are another person's now. */
async function departed(
  house: Pick<House, 'incidents'>,
  members: readonly string[],
  records: readonly Incident[],
): Promise<Incident[]> {
  const here = new Set(records.map(({ number }) => number));
  const gone = [...new Set(members.map(numberIn))].filter((number) => !here.has(number));
  const found = await Promise.all(gone.map((number) => house.incidents.read(number)));
  return found.filter((incident) => incident !== undefined);
}

/**
 * The file of this id as the reader may see it now, for ids that we keep ourselves; see {@link readPersonFile}
 * for ids that somebody sends.
 */
export async function drawPersonFile(
  house: Needs,
  file: string,
  person: Person,
): Promise<PersonFile | undefined> {
  const standing = standingOf(person, house.rules);
  const members = await filesOf(house, file);
  const [subjects, records] = await Promise.all([subjectsOf(house, members), recordsOf(house, members)]);
  const first = firstFiled(records.filter((incident) => extentFor(standing, incident) !== 'hidden'));
  if (first === undefined) return undefined;
  const named = idsFor(standing, members, [...records, ...(await departed(house, members, records))]);
  const ids = named.length > 0 ? named : [await idThrough(house, first)];
  return personFile(standing, { members, ids, subjects, records }, { now: house.now(), ward: house.ward() });
}

/** The id tells of a record that this reader may not know of. */
export async function isHiddenId(
  house: Pick<House, 'incidents' | 'rules'>,
  id: string,
  person: Person,
): Promise<boolean> {
  const incident = await house.incidents.read(numberIn(id));
  return incident !== undefined && extentFor(standingOf(person, house.rules), incident) === 'hidden';
}

/**
 * A person's file as this reader may see it now; undefined when there is none, or nothing in it is for them, or
 * the id is of a record that is hidden from them, which must look like no record at all.
 * Leaves no trace: whoever shows it has written down before that it is shown.
 * @param id one that was handed out, to this reader or another
 */
export async function readPersonFile(
  house: Needs,
  id: string,
  person: Person,
): Promise<PersonFile | undefined> {
  if (await isHiddenId(house, id, person)) return undefined;
  return drawPersonFile(house, await fileBehind(house, id), person);
}

/** What this file, or what came of it, is called before this reader; undefined when nothing in it is for them. */
export async function idFor(house: Needs, file: string, person: Person): Promise<string | undefined> {
  return (await drawPersonFile(house, file, person))?.subject;
}

/**
 * An id for places where others read along: of a record that is shown to everybody. Undefined when the reader
 * knows of complaints only, about which nobody else may learn anything.
 */
export async function publicId(
  house: Pick<House, 'subjects' | 'incidents'>,
  file: PersonFile,
): Promise<string | undefined> {
  const shown = file.entries
    .map(({ incident }) => incident)
    .filter((incident) => !isOrdinaryComplaint(incident));
  const numbers = new Set(shown.map(({ number }) => number));
  const own = file.files.find((member) => numbers.has(numberIn(member)));
  const first = firstFiled(shown);
  return own ?? (first === undefined ? undefined : idThrough(house, first));
}
