import { widenAudience } from '../domain/alert/alert.ts';
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
      ? { next: rebound(channel, department, { key: by.key, now }, house.digest), result: true }
      : { result: false },
  );
  if (!changed.found) return { found: false };
  const { item: channel, result: done } = changed;
  if (done && department !== undefined && channel.state === 'active')
    await catchUp(house, channel, department);
  return { found: true, done, channel };
}

async function catchUp(house: ChannelsHouse, channel: Channel, department: string): Promise<void> {
  const now = house.now();
  const current = await house.alerts.raisedSince(new Date(now.getTime() - STILL_CURRENT_MS), 50);
  for (const alert of current) {
    await house.alerts.change(alert.id, (present) => ({
      next: widenAudience(present, [department], now, house.digest),
      result: undefined,
    }));
  }
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
