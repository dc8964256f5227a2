import type { Person } from '../../domain/people/person.ts';
import { type Roles, rolesOf, withRoles } from '../../domain/people/roles.ts';
import { mayAppoint, standingOf } from '../../domain/people/standing.ts';
import { canonical } from '../../domain/settings/canonical.ts';
import type { Problem } from '../../domain/settings/problems.ts';
import type { House } from '../ports.ts';

export type RolesHouse = Pick<
  House,
  'people' | 'incidents' | 'owed' | 'outbox' | 'ward' | 'rules' | 'now' | 'digest'
>;

export type SettingRoles =
  | { kind: 'done'; person: Person; changed: boolean }
  | { kind: 'refused' }
  | { kind: 'unknown' }
  /** Somebody was faster; this is what holds. */
  | { kind: 'stale'; person: Person }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** What an edit of somebody's roles starts from. */
export function rolesTag(person: Person, { rules, digest }: Pick<House, 'rules' | 'digest'>): string {
  const { approverOf, deputyOf, coordinator } = rolesOf(person, rules);
  const sorted = (ids: readonly string[]): string[] => ids.toSorted((a, b) => (a < b ? -1 : 1));
  return digest(`roles|${canonical([sorted(approverOf), sorted(deputyOf), coordinator])}`).slice(0, 24);
}

/** Coordinators whom the operator named: no screen can end it. */
export const isFixed = (person: Person, { rules }: Pick<House, 'rules'>): boolean =>
  rules.coordinators.has(person.objectId);

export const OWN_OFFICE: Problem = {
  path: 'approverOf',
  message:
    '自分を承認者にすることはできません。ほかの調整担当に頼んでください(自分の役割を外すことはできます)。',
};

/**
 * Whether somebody would make themselves approver. A coordinator does not read the care notes of a department
 * (`mayReadCare`); an approver does, so that takes a second coordinator. In local mode people declare their roles.
 */
const takesOffice = ({ rules }: Pick<House, 'rules'>, by: Person, person: Person, wanted: Roles): boolean =>
  by.key === person.key &&
  !rules.mayDeclareRoles &&
  !wanted.approverOf.every((id) => person.approverOf.includes(id));

/** What is wrong with the roles that somebody would give to a person. */
export function problemsOfRoles(
  house: Pick<House, 'rules'>,
  departments: ReadonlySet<string>,
  by: Person,
  person: Person,
  wanted: Roles,
): Problem[] {
  const problems: Problem[] = [];
  const known = (id: string): boolean => departments.has(id) || person.approverOf.includes(id);
  if (!wanted.approverOf.every(known)) {
    problems.push({ path: 'approverOf', message: '一覧にない課が選ばれています。選び直してください。' });
  }
  if (takesOffice(house, by, person, wanted)) problems.push(OWN_OFFICE);
  if (!wanted.deputyOf.every((id) => wanted.approverOf.includes(id))) {
    problems.push({
      path: 'deputyOf',
      message: '代理は、承認者になっている課でだけ選べます。先に承認者に選んでください。',
    });
  }
  if (isFixed(person, house) && !wanted.coordinator) {
    problems.push({
      path: 'coordinator',
      message:
        'この人は、導入時の設定で決められた調整担当です。ここでは外せません。情報政策課に頼んでください。',
    });
  }
  return problems;
}

export const LAST_COORDINATOR: Problem = {
  path: 'coordinator',
  message: '最後の調整担当は外せません。先に、ほかの人を調整担当にしてください。',
};

/** Whether anybody would still coordinate without these persons. */
export async function othersCoordinate(
  { people, rules }: Pick<House, 'people' | 'rules'>,
  without: ReadonlySet<string>,
): Promise<boolean> {
  if (rules.coordinators.size > 0) return true;
  const all = await people.coordinators();
  return all.some((one) => !without.has(one.key) && standingOf(one, rules).coordinator);
}

/** Whatever waits for a decision in these departments is shown to somebody who decides for them from now on. */
export async function tellWaiting(
  house: Pick<House, 'incidents' | 'owed' | 'outbox' | 'now'>,
  person: string,
  departments: readonly string[],
): Promise<void> {
  for (const department of departments) {
    for (const incident of await house.incidents.undecidedIn(department, 100)) {
      const waiting = incident.escalations.filter((escalation) => escalation.state === 'pending');
      await house.owed.owe(
        waiting
          .filter(() => incident.reporter.key !== person)
          .map((escalation) => ({
            id: `decision-${escalation.id}-${person}`,
            about: incident.number,
            to: { kind: 'person' as const, person },
            shows: { kind: 'decision' as const, number: incident.number, escalation: escalation.id },
            wanted: incident.revision,
          })),
        house.now(),
      );
    }
  }
  if (departments.length > 0) house.outbox.nudge();
}

/**
 * One change of somebody's roles, worked out from what they are at that moment and written down with who made it.
 * Whatever leads here, nobody makes themselves approver: then nothing is changed, and `ownOffice` says so.
 * @param wanted the roles, or undefined to leave everything
 */
export async function changeRoles(
  house: RolesHouse,
  by: Person,
  key: string,
  wanted: (person: Person) => Roles | undefined,
): Promise<{ found: false } | { found: true; before: Person; person: Person; ownOffice: boolean }> {
  const { mayDeclareRoles } = house.rules;
  const made = { key: by.key, now: house.now(), mayDeclareRoles };
  const changed = await house.people.change(key, (person) => {
    const roles = wanted(person);
    const ownOffice = roles !== undefined && takesOffice(house, by, person, roles);
    const next = roles === undefined || ownOffice ? person : withRoles(person, roles, made, house.digest);
    return { next, result: { before: person, ownOffice } };
  });
  if (!changed.found) return { found: false };
  const { item: person, result } = changed;
  const { before } = result;
  const fresh = person.approverOf.filter((id) => !before.approverOf.includes(id));
  await tellWaiting(house, key, fresh);
  return { found: true, person, ...result };
}

const wantedOf = (house: Pick<House, 'rules'>, person: Person, roles: Roles): Roles =>
  // Whom the operator named needs no appointment; what was appointed before stays for the day when that ends.
  isFixed(person, house) ? { ...roles, coordinator: rolesOf(person, house.rules).coordinator } : roles;

/**
 * A coordinator sets what somebody decides for, where they stand in, and whether they coordinate. `tag` is what the
 * edit began from. Somebody always coordinates.
 */
export async function setRoles(
  house: RolesHouse,
  by: Person,
  order: { person: string; tag: string; roles: Roles },
): Promise<SettingRoles> {
  if (!mayAppoint(standingOf(by, house.rules))) return { kind: 'refused' };
  const { roles, tag } = order;
  const known = await house.people.read(order.person);
  if (known === undefined) return { kind: 'unknown' };
  // An office that somebody else ended meanwhile is nothing that the editor would take.
  if (takesOffice(house, by, known, roles) && rolesTag(known, house) !== tag) {
    return { kind: 'stale', person: known };
  }
  const departments = new Set(house.ward().departments.map(({ id }) => id));
  const problems = problemsOfRoles(house, departments, by, known, roles);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const wanted = (person: Person): Roles => wantedOf(house, person, roles);
  const goes = (person: Person): boolean =>
    rolesOf(person, house.rules).coordinator && !wanted(person).coordinator;
  if (goes(known) && !(await othersCoordinate(house, new Set([known.key])))) {
    return { kind: 'invalid', problems: [LAST_COORDINATOR] };
  }
  const isStale = (person: Person): boolean => {
    const made = { key: by.key, now: house.now(), mayDeclareRoles: house.rules.mayDeclareRoles };
    // A repeat of an edit whose answer was lost finds its own work.
    return (
      rolesTag(person, house) !== tag && withRoles(person, wanted(person), made, house.digest) !== person
    );
  };
  let stale = false;
  const changed = await changeRoles(house, by, order.person, (person) => {
    stale = isStale(person);
    return stale ? undefined : wanted(person);
  });
  if (!changed.found) return { kind: 'unknown' };
  const { before, person, ownOffice } = changed;
  if (ownOffice) return { kind: 'invalid', problems: [OWN_OFFICE] };
  if (stale) return { kind: 'stale', person };
  // Two who end one another's at the same moment must not leave nobody.
  if (goes(before) && !(await othersCoordinate(house, new Set()))) {
    await changeRoles(house, by, person.key, (one) => ({ ...rolesOf(one, house.rules), coordinator: true }));
    return { kind: 'invalid', problems: [LAST_COORDINATOR] };
  }
  return { kind: 'done', person, changed: before !== person };
}
