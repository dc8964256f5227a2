import type { Alert } from '../domain/alert/alert.ts';
import {
  acknowledge,
  hasSighted,
  leave,
  sight,
  withdrawAlert,
  withdrawSightings,
} from '../domain/alert/responses.ts';
import { liveStops } from '../domain/alert/route.ts';
import type { Place } from '../domain/incident/choices.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import { mayLink, standingOf } from '../domain/people/standing.ts';
import { disownRecord } from './link-records.ts';
import type { House } from './ports.ts';

export type AlertAnswer =
  | { kind: 'shown'; alert: Alert }
  /** This department has said nothing that could be taken back. */
  | { kind: 'nothing-said'; alert: Alert }
  /** The department raised the alert itself: its writer, an approver or a coordinator takes it back. */
  | { kind: 'not-entitled' }
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
  /** What was seen of the person counts where the person is told of now; what was read, where it was read. */
  id: string = press.alert,
): Promise<AlertAnswer> {
  const changed = await house.alerts.change(id, (alert) => {
    const department = answeringDepartment(alert, press.person, press.channel);
    if (department === undefined) return { result: 'no-department' as const };
    const next = step(alert, { department, by: press.person.key, now: house.now() });
    return { next, result: 'shown' as const };
  });
  if (!changed.found) return { kind: 'no-such-alert' };
  if (changed.result === 'no-department') return { kind: 'no-department' };
  house.outbox.nudge();
  // The pressed card shows its own alert, which may have been told by another one since.
  const pressed = changed.item.id === press.alert ? changed.item : await house.alerts.read(press.alert);
  return { kind: 'shown', alert: pressed ?? changed.item };
}

/** Longest chain of joined alerts that is followed. */
const MOST_JOINS = 100;

/** The alert that tells of this one's person now: a press on an old card counts there. */
async function tellingId(house: Pick<House, 'alerts'>, id: string): Promise<string> {
  let telling = id;
  for (let step = 0; step < MOST_JOINS; step += 1) {
    const rest = (await house.alerts.read(telling))?.rest;
    if (rest?.why !== 'joined') return telling;
    telling = rest.into;
  }
  return telling;
}

/** 確認しました */
export const acknowledgeAlert = (house: House, press: AlertPress): Promise<AlertAnswer> =>
  answer(house, press, (alert, by) => acknowledge(alert, by, house.digest));

/** いま来ています, or 電話中: the alert moves along the person's way in every channel. */
export const reportSighting = async (
  house: House,
  press: AlertPress & { place: Place },
): Promise<AlertAnswer> =>
  answer(
    house,
    press,
    (alert, by) => sight(alert, { ...by, place: press.place, times: house.alertRules }, house.digest),
    await tellingId(house, press.alert),
  );

/** 退去しました */
export const reportLeaving = async (house: House, press: AlertPress): Promise<AlertAnswer> =>
  answer(house, press, (alert, by) => leave(alert, by, house.digest), await tellingId(house, press.alert));

/**
 * 別人でした. What this department saw is struck out; if it saw nobody, its records leave the person's way. Any
 * member of the department may say so: it can only take a suspicion away, and it can be taken back. Where the
 * alert is the department's own, whoever wrote the record, an approver or a coordinator ends it.
 */
export async function reportMistaken(house: House, press: AlertPress): Promise<AlertAnswer> {
  const id = await tellingId(house, press.alert);
  const alert = await house.alerts.read(id);
  const department =
    alert === undefined ? undefined : answeringDepartment(alert, press.person, press.channel);
  if (alert === undefined || department === undefined || hasSighted(alert, department)) {
    return answer(house, press, (current, by) => withdrawSightings(current, by, house.digest), id);
  }
  const stops = liveStops(alert);
  const own = stops.filter((stop) => stop.department === department && stop.record !== alert.id);
  if (own.length > 0) {
    for (const { record } of own) {
      const from = stops
        .map((stop) => stop.record)
        .filter((other) => !own.some((one) => one.record === other));
      await disownRecord(house, { number: record, from, person: press.person });
    }
    house.outbox.nudge();
    return { kind: 'shown', alert };
  }
  if (department !== alert.department) return { kind: 'nothing-said', alert };
  const origin = await house.incidents.read(alert.id);
  if (origin === undefined || !mayLink(standingOf(press.person, house.rules), origin)) {
    return { kind: 'not-entitled' };
  }
  return answer(house, press, (current, by) => withdrawAlert(current, by, house.digest), id);
}
