import type { Ward } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { departmentChoices } from './choices.ts';
import { inert, shorten } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

export type ApproversView = {
  department: string;
  /** People of the department, once it is chosen. */
  people: readonly Person[];
  current: readonly Person[];
  person: string;
  done: string;
  errors: { department?: string; person?: string };
};

/** Characters of a name in a list; names come from Teams and have no limit of ours. */
const NAME = 40;

/** Names of the present approvers that the card spells out. */
const NAMES = 20;

const listed = (people: readonly Person[]): string => {
  const names = people.slice(0, NAMES).map(nameOf);
  const more = people.length - names.length;
  return `${names.join('、')}${more === 0 ? '' : ` ほか${more}人`}`;
};

const nameOf = (person: Person): string =>
  person.name.trim() === '' ? '(名前が届いていません)' : shorten(person.name, NAME);

/** Where a coordinator appoints the people who decide. */
export function approvers(expand: Expand, ward: Ward, view: ApproversView): CardMessage {
  const card = expand('approvers', {
    chosen: view.department !== '',
    // A choice set without choices is refused by clients.
    mayChoose: view.department !== '' && view.people.length > 0,
    nobody: view.department !== '' && view.people.length === 0,
    done: view.done,
    current: view.current.length === 0 ? 'いません' : inert(listed(view.current)),
    typed: { department: view.department, person: view.person },
    errors: { department: view.errors.department ?? '', person: view.errors.person ?? '' },
    choices: {
      departments: departmentChoices(ward),
      people: view.people.map((person) => ({ title: inert(nameOf(person)), value: person.key })),
    },
  });
  return { card, summary: '承認者の登録' };
}
