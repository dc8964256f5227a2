import type { Incident } from '../../domain/incident/incident.ts';
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

/** The records of these files, in no order. */
export async function recordsOf(
  house: Pick<House, 'incidents'>,
  files: readonly string[],
): Promise<Incident[]> {
  const records = await Promise.all(files.map((file) => house.incidents.ofSubject(file, MOST_RECORDS)));
  return records.flat();
}
