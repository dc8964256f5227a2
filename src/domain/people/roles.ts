import { appendAudit } from '../audit.ts';
import type { Digest } from '../ids.ts';
import type { Person } from './person.ts';

/** What coordinators appoint and end. */
export type Roles = {
  /** All departments that the person decides for. */
  readonly approverOf: readonly string[];
  /** Of these, where the person stands in for somebody. */
  readonly deputyOf: readonly string[];
  readonly coordinator: boolean;
};

/** What an appointment is written down as. */
export const roleActions = [
  'approver-appointed',
  'approver-removed',
  'deputy-appointed',
  'deputy-removed',
  'coordinator-appointed',
  'coordinator-removed',
] as const;
export type RoleAction = (typeof roleActions)[number];

/** The roles as they are; in local mode what somebody declared is a role like any other. */
export const rolesOf = (person: Person, rules: { readonly mayDeclareRoles: boolean }): Roles => ({
  approverOf: person.approverOf,
  deputyOf: person.deputyOf,
  coordinator: person.coordinator || (rules.mayDeclareRoles && person.declaredCoordinator),
});

const kindIn = (roles: Roles, department: string): 'approver' | 'deputy' | undefined => {
  if (!roles.approverOf.includes(department)) return undefined;
  return roles.deputyOf.includes(department) ? 'deputy' : 'approver';
};

/** How a decision names who took it: 「田中 一郎(代理)」 where the person stands in for somebody. */
export const nameAsDecider = ({ name, deputyOf }: Person, department: string): string =>
  deputyOf.includes(department) ? `${name}(代理)` : name;

type Fact = { readonly action: RoleAction; readonly about: string };

function factIn(before: Roles, after: Roles, about: string): Fact[] {
  const [was, is] = [kindIn(before, about), kindIn(after, about)];
  if (was === is) return [];
  if (is !== undefined) return [{ action: `${is}-appointed`, about }];
  return was === undefined ? [] : [{ action: `${was}-removed`, about }];
}

/** What is to be written down of a change of roles, one fact for each appointment and each end. */
function factsOf(before: Roles, after: Roles): Fact[] {
  const departments = [...new Set([...before.approverOf, ...after.approverOf])];
  const facts = departments.flatMap((about) => factIn(before, after, about));
  if (before.coordinator === after.coordinator) return facts;
  return [
    ...facts,
    { action: after.coordinator ? 'coordinator-appointed' : 'coordinator-removed', about: 'ward' },
  ];
}

/** The person with these roles and what changed in the chain; the same person when nothing does. */
export function withRoles(
  person: Person,
  wanted: Roles,
  by: { key: string; now: Date; mayDeclareRoles: boolean },
  digest: Digest,
): Person {
  const before = rolesOf(person, by);
  const approverOf = [
    ...person.approverOf.filter((id) => wanted.approverOf.includes(id)),
    ...new Set(wanted.approverOf.filter((id) => !person.approverOf.includes(id))),
  ];
  const deputyOf = approverOf.filter((id) => wanted.deputyOf.includes(id));
  const after = { approverOf, deputyOf, coordinator: wanted.coordinator };
  const facts = factsOf(before, after);
  if (facts.length === 0) return person;
  const at = by.now.toISOString();
  return {
    ...person,
    approverOf,
    deputyOf,
    // Who declared it in local mode keeps it that way; an end ends both.
    coordinator: wanted.coordinator && (person.coordinator || !before.coordinator),
    declaredCoordinator: wanted.coordinator && person.declaredCoordinator,
    roleHistory: facts.reduce(
      (chain, fact) => appendAudit(chain, { at, by: by.key, ...fact }, digest),
      person.roleHistory,
    ),
  };
}
