import type { Ward } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { departmentChoices } from './choices.ts';
import { inert } from './inert.ts';
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

/** Where a coordinator appoints the people who decide. */
export function approvers(expand: Expand, ward: Ward, view: ApproversView): CardMessage {
  const card = expand('approvers', {
    chosen: view.department !== '',
    done: view.done,
    current: view.current.length === 0 ? 'いません' : inert(view.current.map((p) => p.name).join('、')),
    typed: { department: view.department, person: view.person },
    errors: { department: view.errors.department ?? '', person: view.errors.person ?? '' },
    choices: {
      departments: departmentChoices(ward),
      people: view.people.map((person) => ({ title: inert(person.name), value: person.key })),
    },
  });
  return { card, summary: '承認者の登録' };
}
