import type { Person } from '../../domain/people/person.ts';
import { standingOf } from '../../domain/people/standing.ts';
import { type PersonFile, personFile } from '../../domain/subject/file.ts';
import type { Subject } from '../../domain/subject/subject.ts';
import type { House } from '../ports.ts';
import { filesOf, recordsOf } from './files.ts';

/** What was said about these files beside their records. */
async function subjectsOf(house: Pick<House, 'subjects'>, members: readonly string[]): Promise<Subject[]> {
  const found = await Promise.all(members.map((member) => house.subjects.read(member)));
  return found.filter((subject) => subject !== undefined);
}

/**
 * A person's file as this reader may see it now; undefined when there is none, or nothing in it is for them.
 * Leaves no trace: whoever shows it has written down before that it is shown.
 */
export async function readPersonFile(
  house: Pick<House, 'subjects' | 'incidents' | 'rules' | 'ward' | 'now'>,
  subject: string,
  person: Person,
): Promise<PersonFile | undefined> {
  const members = await filesOf(house, subject);
  const [subjects, records] = await Promise.all([subjectsOf(house, members), recordsOf(house, members)]);
  return personFile(
    standingOf(person, house.rules),
    { members, subjects, records },
    { now: house.now(), ward: house.ward() },
  );
}
