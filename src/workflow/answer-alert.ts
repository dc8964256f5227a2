import { acknowledge, type Alert, sight } from '../domain/alert/alert.ts';
import type { Place } from '../domain/incident/choices.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import type { House } from './ports.ts';

export type AlertAnswer =
  | { kind: 'shown'; alert: Alert }
  | { kind: 'no-such-alert' }
  /** Neither the person nor the channel belongs to a department. */
  | { kind: 'no-department' };

/**
 * For which department a press counts: the person's own when it was alerted, else the department
 * whose channel the card stands in.
 */
export function answeringDepartment(
  alert: Alert,
  person: Person,
  channel: Channel | undefined,
): string | undefined {
  if (person.department !== undefined && alert.audience.includes(person.department)) return person.department;
  return channel?.department ?? person.department;
}

async function answer(
  house: House,
  press: { alert: string; person: Person; channel: Channel | undefined },
  step: (alert: Alert, department: string) => Alert,
): Promise<AlertAnswer> {
  const changed = await house.alerts.change(press.alert, (alert) => {
    const department = answeringDepartment(alert, press.person, press.channel);
    if (department === undefined) return { result: 'no-department' as const };
    return { next: step(alert, department), result: 'shown' as const };
  });
  if (!changed.found) return { kind: 'no-such-alert' };
  if (changed.result === 'no-department') return { kind: 'no-department' };
  house.outbox.nudge();
  return { kind: 'shown', alert: changed.item };
}

/** 確認しました */
export const acknowledgeAlert = (
  house: House,
  press: { alert: string; person: Person; channel: Channel | undefined },
): Promise<AlertAnswer> =>
  answer(house, press, (alert, department) =>
    acknowledge(alert, { department, by: press.person.key, now: house.now() }, house.digest),
  );

/** いま来ています */
export const reportSighting = (
  house: House,
  press: { alert: string; place: Place; person: Person; channel: Channel | undefined },
): Promise<AlertAnswer> =>
  answer(house, press, (alert, department) =>
    sight(alert, { department, place: press.place, by: press.person.key, now: house.now() }, house.digest),
  );
