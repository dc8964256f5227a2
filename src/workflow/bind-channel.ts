import { type Alert, narrowAudience, widenAudience } from '../domain/alert/alert.ts';
import { appendAudit } from '../domain/audit.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import { mayBindChannel, standingOf } from '../domain/people/standing.ts';
import { catchUpChannel, STILL_CURRENT_MS } from './catch-up-channel.ts';
import type { House } from './ports.ts';

export type Binding =
  | { kind: 'bound'; channel: Channel }
  | { kind: 'invalid'; error: string }
  | { kind: 'refused' };

export type ChannelsHouse = Pick<
  House,
  'channels' | 'alerts' | 'owed' | 'outbox' | 'ward' | 'rules' | 'now' | 'digest'
>;

/** The channel given to another department, or to none, with who did it and when in its chain. */
function rebound(
  channel: Channel,
  department: string | undefined,
  by: { key: string; now: Date },
  digest: House['digest'],
): Channel {
  const { department: before, ...rest } = channel;
  if (department === before) return channel;
  const fact =
    department === undefined
      ? { action: 'unbound', about: before ?? '' }
      : { action: 'bound', about: department };
  return {
    ...rest,
    ...(department === undefined ? {} : { department }),
    history: appendAudit(channel.history, { at: by.now.toISOString(), by: by.key, ...fact }, digest),
  };
}

/**
 * One change of a channel's department, worked out from what it is at that moment. A channel that gets one is owed
 * the alerts of the last day, and its department joins their audience.
 * @param may whether the change may still be made, once the channel was read
 */
export async function changeDepartment(
  house: ChannelsHouse,
  by: Person,
  key: string,
  department: string | undefined,
  may: (channel: Channel) => boolean,
): Promise<{ found: false } | { found: true; done: boolean; channel: Channel }> {
  const now = house.now();
  const changed = await house.channels.change(key, (channel) =>
    may(channel)
      ? {
          next: rebound(channel, department, { key: by.key, now }, house.digest),
          result: { before: channel.department },
        }
      : { result: undefined },
  );
  if (!changed.found) return { found: false };
  const { item: channel, result } = changed;
  if (result !== undefined && channel.state === 'active') {
    const { before } = result;
    if (before !== undefined && before !== department) await leaveOut(house, before);
    if (department !== undefined) await catchUp(house, channel, department);
  }
  return { found: true, done: result !== undefined, channel };
}

/** One step over every alert that is still current. */
async function changeCurrent(house: ChannelsHouse, step: (alert: Alert, now: Date) => Alert): Promise<void> {
  const now = house.now();
  const current = await house.alerts.raisedSince(new Date(now.getTime() - STILL_CURRENT_MS), 50);
  for (const alert of current) {
    await house.alerts.change(alert.id, (present) => ({ next: step(present, now), result: undefined }));
  }
}

/** A department without any channel left is waited for no longer. */
async function leaveOut(house: ChannelsHouse, department: string): Promise<void> {
  const active = await house.channels.active();
  if (active.some((channel) => channel.department === department)) return;
  await changeCurrent(house, (alert, now) => narrowAudience(alert, department, now, house.digest));
  house.outbox.nudge();
}

async function catchUp(house: ChannelsHouse, channel: Channel, department: string): Promise<void> {
  await changeCurrent(house, (alert, now) => widenAudience(alert, [department], now, house.digest));
  // The channel may be its department's second one: then the alert itself has not changed.
  await catchUpChannel(house, channel);
}

/** Gives a channel to a department, and the channel the alerts of the last day. */
export async function bindChannel(
  house: House,
  channel: Channel,
  by: Person,
  department: string,
): Promise<Binding> {
  if (!house.ward().departments.some((known) => known.id === department)) {
    return { kind: 'invalid', error: '課を選んでください。' };
  }
  const standing = standingOf(by, house.rules);
  const may = (whose: string): boolean => mayBindChannel(standing, whose, house.rules.mayDeclareRoles);
  // Whoever takes a channel away from a department must be entitled there as well.
  const changed = await changeDepartment(
    house,
    by,
    channel.key,
    department,
    (current) => may(department) && (current.department === undefined || may(current.department)),
  );
  if (!changed.found) throw new Error(`channel ${channel.key} vanished while being bound`);
  return changed.done ? { kind: 'bound', channel: changed.channel } : { kind: 'refused' };
}
