import type { Person } from '../domain/people/person.ts';
import { type Need, needNames, needSchema } from '../domain/subject/needs.ts';
import { changedSubject, newSubject, type Subject } from '../domain/subject/subject.ts';
import { rootOfFile } from '../domain/subject/file.ts';
import { readPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

export type WritingNeeds =
  /** `subject` is what the file is called before this reader. */
  | { kind: 'saved'; subject: string; needs: readonly Need[] }
  | { kind: 'invalid'; error: string }
  | { kind: 'no-such-file' };

const order = Object.keys(needNames);

/**
 * 配慮事項, by anybody who may see something of the person. What is chosen takes the place of what was there
 * in every file of the person, so choosing again takes it back.
 */
export async function writeNeeds(
  house: House,
  choice: { subject: string; chosen: string; person: Person },
): Promise<WritingNeeds> {
  const { person } = choice;
  const file = await readPersonFile(house, choice.subject, person);
  if (file === undefined) return { kind: 'no-such-file' };
  const needs: Need[] = [];
  for (const item of new Set(choice.chosen.split(',').filter((part) => part !== ''))) {
    const need = needSchema.safeParse(item.trim());
    if (!need.success) return { kind: 'invalid', error: '一覧から選び直してください。' };
    needs.push(need.data);
  }
  needs.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const root = rootOfFile(file);
  if (needs.length > 0) await house.subjects.create(newSubject(root, house.now()));
  for (const member of file.files) {
    await house.subjects.change(member, (subject) => {
      const wanted = member === root ? needs : subject.needs.filter((need) => needs.includes(need));
      return { next: withNeeds(house, subject, wanted, person), result: undefined };
    });
  }
  return { kind: 'saved', subject: file.subject, needs };
}

function withNeeds(house: House, subject: Subject, needs: Need[], person: Person): Subject {
  if (subject.needs.join(' ') === needs.join(' ')) return subject;
  return changedSubject(
    subject,
    { needs },
    {
      at: house.now().toISOString(),
      by: person.key,
      action: 'needs-chosen',
      about: needs.length === 0 ? 'none' : needs.join(' '),
    },
    () => [],
    house.digest,
  );
}
