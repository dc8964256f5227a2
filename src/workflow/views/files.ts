import type { Incident } from '../../domain/incident/incident.ts';
import { fileOf } from '../../domain/subject/link.ts';
import { numberIn, ownSubject } from '../../domain/subject/subject.ts';
import type { House } from '../ports.ts';

/** Longest chain of merges that is followed, and most files that one person has. */
const MOST_FILES = 100;

/** Records of one file that are read. */
const MOST_RECORDS = 500;

type Subjects = Pick<House, 'subjects'>;

/** The file that stands for this one after all merges, read from the store. */
export async function rootFile(house: Subjects, file: string): Promise<string> {
  let root = file;
  for (let step = 0; step < MOST_FILES; step += 1) {
    const into = (await house.subjects.read(root))?.into;
    if (into === undefined) return root;
    root = into;
  }
  return root;
}

/** Every file of one person: the one that stands for all comes first, then what was merged into it. */
export async function filesOf(house: Subjects, file: string): Promise<string[]> {
  const files = [await rootFile(house, file)];
  for (let index = 0; index < Math.min(files.length, MOST_FILES); index += 1) {
    const merged = await house.subjects.mergedInto(files[index] ?? '', MOST_FILES);
    files.push(...merged.map(({ id }) => id).filter((id) => !files.includes(id)));
  }
  return files;
}

type Both = Pick<House, 'incidents' | 'subjects'>;

/** Whether something stands in this file itself: a record, or files that were merged. */
async function isTaken(house: Both, file: string): Promise<boolean> {
  if ((await house.incidents.ofSubject(file, 1)).length > 0) return true;
  if ((await house.subjects.read(file))?.into !== undefined) return true;
  return (await house.subjects.mergedInto(file, 1)).length > 0;
}

/**
 * The file that an id means which was handed out to somebody, after all merges: the file of this id, and where
 * nothing stands in it, the one to which the record of its number belongs.
 */
export async function fileBehind(house: Both, id: string): Promise<string> {
  if (await isTaken(house, id)) return rootFile(house, id);
  const incident = await house.incidents.read(numberIn(id));
  return incident === undefined ? id : rootFile(house, fileOf(incident));
}

/** An id by which {@link fileBehind} finds the file of this record, and which tells of no other record. */
export async function idThrough(house: Both, incident: Incident): Promise<string> {
  const own = ownSubject(incident.number);
  for (let count = 1; count < 1000; count += 1) {
    const id = count === 1 ? own : `${own}-${count}`;
    if (fileOf(incident) === id || !(await isTaken(house, id))) return id;
  }
  throw new Error(`no free id for ${incident.number}`);
}

/** The records of these files, in no order. */
export async function recordsOf(
  house: Pick<House, 'incidents'>,
  files: readonly string[],
): Promise<Incident[]> {
  const records = await Promise.all(files.map((file) => house.incidents.ofSubject(file, MOST_RECORDS)));
  return records.flat();
}
