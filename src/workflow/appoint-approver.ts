import { personKeySchema } from '../domain/ids.ts';
import type { Person } from '../domain/people/person.ts';
import { rolesOf } from '../domain/people/roles.ts';
import { mayAppoint, standingOf } from '../domain/people/standing.ts';
import type { House } from './ports.ts';
import { changeRoles, OWN_OFFICE } from './settings/set-roles.ts';

export type Appointment =
  | { kind: 'done'; department: string }
  | { kind: 'refused' }
  | { kind: 'invalid'; error: string };

/** A coordinator makes a registered person approver of a department, but not themselves, or ends it. */
export async function appointApprover(
  house: House,
  by: Person,
  order: { person: string; department: string; appoint: boolean },
): Promise<Appointment> {
  if (!mayAppoint(standingOf(by, house.rules))) return { kind: 'refused' };
  if (!house.ward().departments.some((department) => department.id === order.department)) {
    return { kind: 'invalid', error: '課を選んでください。' };
  }
  // Pressed with nobody chosen, the card sends an empty key.
  if (!personKeySchema.safeParse(order.person).success)
    return { kind: 'invalid', error: '人を選んでください。' };
  const { department } = order;
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== department);
  const changed = await changeRoles(house, by, order.person, (person) => {
    const { approverOf, deputyOf, coordinator } = rolesOf(person, house.rules);
    return {
      approverOf: order.appoint ? [...without(approverOf), department] : without(approverOf),
      deputyOf: without(deputyOf),
      coordinator,
    };
  });
  if (!changed.found) return { kind: 'invalid', error: '人を選んでください。' };
  return changed.ownOffice ? { kind: 'invalid', error: OWN_OFFICE.message } : { kind: 'done', department };
}
