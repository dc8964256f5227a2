import type { Alert } from '../domain/alert/alert.ts';
import { acknowledge, leave, sight, withdrawSightings } from '../domain/alert/responses.ts';
import { liveStops } from '../domain/alert/route.ts';
import type { Place } from '../domain/incident/choices.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import { disownRecord } from './link-records.ts';
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

type AlertPress = { alert: string; person: Person; channel: Channel | undefined };

async function answer(
  house: House,
  press: AlertPress,
  step: (alert: Alert, by: { department: string; by: string; now: Date }) => Alert,
): Promise<AlertAnswer> {
  const changed = await house.alerts.change(press.alert, (alert) => {
    const department = answeringDepartment(alert, press.person, press.channel);
    if (department === undefined) return { result: 'no-department' as const };
    const next = step(alert, { department, by: press.person.key, now: house.now() });
    return { next, result: 'shown' as const };
  });
  if (!changed.found) return { kind: 'no-such-alert' };
  if (changed.result === 'no-department') return { kind: 'no-department' };
  house.outbox.nudge();
  return { kind: 'shown', alert: changed.item };
}

/** 確認しました */
export const acknowledgeAlert = (house: House, press: AlertPress): Promise<AlertAnswer> =>
  answer(house, press, (alert, by) => acknowledge(alert, by, house.digest));

/** いま来ています, or 電話中: the alert moves along the person's way in every channel. */
export const reportSighting = (house: House, press: AlertPress & { place: Place }): Promise<AlertAnswer> =>
  answer(house, press, (alert, by) =>
    sight(alert, { ...by, place: press.place, times: house.alertRules }, house.digest),
  );

/** 退去しました */
export const reportLeaving = (house: House, press: AlertPress): Promise<AlertAnswer> =>
  answer(house, press, (alert, by) => leave(alert, by, house.digest));

/**
 * 別人でした: what this department saw is struck out, and its records leave the person's way. Any member of
 * the department may say so: it can only take a suspicion away, and it can be taken back.
 */
export async function reportMistaken(house: House, press: AlertPress): Promise<AlertAnswer> {
  const alert = await house.alerts.read(press.alert);
  const department =
    alert === undefined ? undefined : answeringDepartment(alert, press.person, press.channel);
  if (alert !== undefined && department !== undefined) {
    for (const { record } of liveStops(alert).filter((stop) => stop.department === department)) {
      if (record !== alert.id)
        await disownRecord(house, { number: record, from: alert.id, person: press.person });
    }
  }
  return answer(house, press, (current, by) => withdrawSightings(current, by, house.digest));
}
