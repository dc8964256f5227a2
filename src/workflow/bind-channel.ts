import { widenAudience } from '../domain/alert/alert.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import { mayBindChannel, standingOf } from '../domain/people/standing.ts';
import { catchUpChannel, STILL_CURRENT_MS } from './catch-up-channel.ts';
import type { House } from './ports.ts';

export type Binding =
  | { kind: 'bound'; channel: Channel }
  | { kind: 'invalid'; error: string }
  | { kind: 'refused' };

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
  if (!may(department) || (channel.department !== undefined && !may(channel.department))) {
    return { kind: 'refused' };
  }
  const changed = await house.channels.change(channel.key, (current) => ({
    next: { ...current, department },
    result: undefined,
  }));
  if (!changed.found) throw new Error(`channel ${channel.key} vanished while being bound`);
  const now = house.now();
  const current = await house.alerts.raisedSince(new Date(now.getTime() - STILL_CURRENT_MS), 50);
  for (const alert of current) {
    await house.alerts.change(alert.id, (present) => ({
      next: widenAudience(present, [department], now, house.digest),
      result: undefined,
    }));
  }
  // The channel may be its department's second one: then the alert itself has not changed.
  await catchUpChannel(house, changed.item);
  return { kind: 'bound', channel: changed.item };
}
