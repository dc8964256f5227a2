import { personKey } from '../domain/ids.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Person } from '../domain/people/person.ts';
import type { Rooms } from './rooms.ts';

/** Keys of the coordinators whom the bot has met: named by the operator, appointed, or (local mode) by themselves. */
export async function coordinatorKeys(house: Pick<Rooms, 'people' | 'rules' | 'digest'>): Promise<string[]> {
  const { coordinators, tenants, mayDeclareRoles } = house.rules;
  const named = tenants.flatMap((tenant) =>
    [...coordinators].map((objectId) => personKey(tenant, objectId, house.digest)),
  );
  const known = await Promise.all(named.map((key) => house.people.read(key)));
  const others = (await house.people.coordinators()).filter((one) => one.coordinator || mayDeclareRoles);
  const all = [...known.filter((person) => person !== undefined), ...others];
  return [...new Set(all.map((person) => person.key))];
}

/** Who may decide about this record now: the approvers of its department, never its reporter. */
export async function entitledApprovers(
  house: Pick<Rooms, 'people'>,
  incident: Incident,
): Promise<readonly Person[]> {
  const approvers = await house.people.approversOf(incident.department);
  return approvers.filter((person) => person.key !== incident.reporter.key);
}
