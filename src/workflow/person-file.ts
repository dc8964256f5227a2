import type { Incident } from '../domain/incident/incident.ts';
import type { House } from './ports.ts';

/** More merges than one person's file ever has; beyond it the file is cut, never the request. */
const MOST_FILES = 50;

/** Records of one person that a look opens. */
const MOST_RECORDS = 300;

/** The file that stands for this one, and every file that was merged into it, itself included. */
export type Files = { readonly root: string; readonly members: readonly string[] };

/** Follows the merges up to the root and down again, at most {@link MOST_FILES} files. */
export async function filesOf(house: Pick<House, 'subjects'>, id: string): Promise<Files> {
  let root = id;
  for (let step = 0; step < MOST_FILES; step += 1) {
    const into = (await house.subjects.read(root))?.into;
    // A file is merged into a smaller id only, so nothing else is followed.
    if (into === undefined || into >= root) break;
    root = into;
  }
  const members = [root];
  for (let index = 0; index < members.length && members.length < MOST_FILES; index += 1) {
    const merged = await house.subjects.mergedInto(members[index] ?? '', MOST_FILES - members.length);
    members.push(...merged.map((subject) => subject.id).filter((found) => !members.includes(found)));
  }
  return { root, members };
}

/** Every record of these files, newest contact first. */
export async function recordsOf(
  house: Pick<House, 'incidents'>,
  members: readonly string[],
): Promise<Incident[]> {
  const records: Incident[] = [];
  for (const member of members) {
    const room = MOST_RECORDS - records.length;
    if (room <= 0) break;
    records.push(...(await house.incidents.ofSubject(member, room)));
  }
  const when = (incident: Incident): string => incident.versions.at(-1)?.content.occurredAt ?? '';
  return records.toSorted((a, b) => when(b).localeCompare(when(a)) || b.number.localeCompare(a.number));
}
