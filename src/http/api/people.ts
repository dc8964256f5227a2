import type { PersonRoles } from '../../api/settings.ts';
import { departmentName } from '../../domain/people/departments.ts';
import type { Person } from '../../domain/people/person.ts';
import { rolesOf } from '../../domain/people/roles.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import { isFixed, type RolesHouse, rolesTag, setRoles } from '../../workflow/settings/set-roles.ts';
import type { ApiRefusal, Handlers } from './operation.ts';
import { invalid, notCoordinator, stale } from './refusals.ts';

/** People of one page. */
const PEOPLE = 50;

const notRegistered: ApiRefusal = {
  kind: 'refused',
  status: 404,
  detail: 'この職員は登録されていません。一度、Tateとのチャットを開いてもらってください。',
};

const lostPlace: ApiRefusal = {
  kind: 'refused',
  status: 400,
  detail: '続きの場所がわからなくなりました。はじめから表示し直してください。',
};

/** Registered staff and their roles, for coordinators. */
export function createPeopleHandlers({ house }: { house: RolesHouse }): Handlers<'people' | 'saveRoles'> {
  function shown(person: Person): PersonRoles {
    const { key, name, department } = person;
    const { approverOf, deputyOf } = person;
    return {
      key,
      name,
      ...(department === undefined
        ? {}
        : { department: { id: department, name: departmentName(house.ward(), department) } }),
      approverOf,
      deputyOf,
      coordinator: rolesOf(person, house.rules).coordinator || isFixed(person, house),
      fixed: isFixed(person, house),
      etag: rolesTag(person, house),
    };
  }

  /** Those who decide for the department and work elsewhere: they stand on its first page. */
  async function decidingFrom(department: string): Promise<Person[]> {
    const approvers = await house.people.approversOf(department);
    return approvers.filter((person) => person.department !== department);
  }

  /** Undefined for a continuation that is none, or another list's. */
  async function pageOf(query: Parameters<RolesHouse['people']['page']>[0]) {
    try {
      return await house.people.page(query);
    } catch (fault) {
      if (fault instanceof TypeError) return undefined;
      throw fault;
    }
  }

  return {
    async people({ person, query }) {
      if (!maySet(standingOf(person, house.rules))) return notCoordinator;
      const department = query.get('department') ?? undefined;
      const after = query.get('after') ?? undefined;
      const page = await pageOf({ department, limit: PEOPLE, after });
      if (page === undefined) return lostPlace;
      const others = department === undefined || after !== undefined ? [] : await decidingFrom(department);
      const { items, next } = page;
      const all = [...others, ...items].map(shown);
      return { kind: 'ok', body: { people: all, ...(next === undefined ? {} : { next }) } };
    },

    async saveRoles({ person, params, body, ifMatch }) {
      const order = { person: params['key'] ?? '', tag: ifMatch, roles: body };
      const outcome = await setRoles(house, person, order);
      switch (outcome.kind) {
        case 'done':
          return { kind: 'ok', body: shown(outcome.person), etag: rolesTag(outcome.person, house) };
        case 'stale':
          return stale(shown(outcome.person), rolesTag(outcome.person, house));
        case 'invalid':
          return invalid(outcome.problems);
        case 'unknown':
          return notRegistered;
        case 'refused':
          return notCoordinator;
      }
    },
  };
}
