import type { Alert } from '../domain/alert/alert.ts';
import { isAlive } from '../domain/alert/life.ts';
import { reopen } from '../domain/owed.ts';
import type { Channel } from '../domain/people/person.ts';
import type { House } from './ports.ts';

/** An alert this young still concerns a department whose channel appears only now. */
export const STILL_CURRENT_MS = 24 * 60 * 60 * 1000;

/** More alerts than a ward raises in a day. */
const MOST = 50;

/**
 * Owes a channel the alerts of the last day: it was bound only now, or the bot came back to it. What
 * was given up while the bot was not there is tried again.
 */
export async function catchUpChannel(
  house: Pick<House, 'alerts' | 'owed' | 'outbox' | 'now'>,
  channel: Channel,
): Promise<void> {
  const now = house.now();
  const recent = await house.alerts.raisedSince(new Date(now.getTime() - STILL_CURRENT_MS), MOST);
  const id = `alert-${channel.key}`;
  const alerts: Alert[] = [];
  for (const alert of recent) {
    // What is over, or told by another alert, is no news for a newcomer; who has its card must see it end.
    if (isAlive(alert) || (await house.owed.about(alert.id)).some((row) => row.id === id)) alerts.push(alert);
  }
  if (alerts.length === 0) return;
  const rows = await house.owed.owe(
    alerts.map((alert) => ({
      id,
      about: alert.id,
      to: { kind: 'channel', channel: channel.key },
      shows: { kind: 'alert', alert: alert.id },
      wanted: alert.revision,
    })),
    now,
  );
  for (const { about, id, state } of rows) {
    if (state !== 'parked') continue;
    await house.owed.change(about, id, (row) => ({ next: reopen(row, now), result: undefined }));
  }
  house.outbox.nudge();
}
