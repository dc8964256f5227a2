import { personKeySchema } from '../domain/ids.ts';
import type { Person } from '../domain/people/person.ts';
import { mayAppoint, standingOf } from '../domain/people/standing.ts';
import type { House } from './ports.ts';

export type Appointment =
  | { kind: 'done'; department: string }
  | { kind: 'refused' }
  | { kind: 'invalid'; error: string };

/** A coordinator makes a registered person approver of a department, or ends it. */
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
  const changed = await house.people.change(order.person, (person) => {
    const others = person.approverOf.filter((department) => department !== order.department);
    return {
      next: { ...person, approverOf: order.appoint ? [...others, order.department] : others },
      result: undefined,
    };
  });
  if (!changed.found) return { kind: 'invalid', error: '人を選んでください。' };
  // Whatever waits for a decision in that department is shown to the new approver as well.
  if (order.appoint) {
    for (const incident of await house.incidents.undecidedIn(order.department, 100)) {
      const waiting = incident.escalations.filter((escalation) => escalation.state === 'pending');
      await house.owed.owe(
        waiting
          .filter(() => incident.reporter.key !== order.person)
          .map((escalation) => ({
            id: `decision-${escalation.id}-${order.person}`,
            about: incident.number,
            to: { kind: 'person' as const, person: order.person },
            shows: { kind: 'decision' as const, number: incident.number, escalation: escalation.id },
            wanted: incident.revision,
          })),
        house.now(),
      );
    }
    house.outbox.nudge();
  }
  return { kind: 'done', department: order.department };
}
