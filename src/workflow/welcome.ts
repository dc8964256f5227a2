import type { Channel, Person } from '../domain/people/person.ts';
import { catchUpChannel } from './catch-up-channel.ts';
import type { House } from './ports.ts';

/** Owes a person the greeting, once per chat however often Teams says that the bot was installed. */
export async function welcomePerson(
  house: Pick<House, 'owed' | 'outbox' | 'now'>,
  person: Person,
): Promise<void> {
  await house.owed.owe(
    [
      {
        id: 'welcome',
        about: person.key,
        to: { kind: 'person', person: person.key },
        shows: { kind: 'welcome', person: person.key },
        wanted: 1,
      },
    ],
    house.now(),
  );
  house.outbox.nudge();
}

/**
 * Owes an unbound channel the question whose channel it is, once. A bound one into which the bot comes back
 * is owed the alerts that it missed.
 */
export async function welcomeChannel(
  house: Pick<House, 'alerts' | 'owed' | 'outbox' | 'now'>,
  channel: Channel,
): Promise<void> {
  if (channel.department !== undefined) {
    await catchUpChannel(house, channel);
    return;
  }
  await house.owed.owe(
    [
      {
        id: 'bind',
        about: channel.key,
        to: { kind: 'channel', channel: channel.key },
        shows: { kind: 'bind', channel: channel.key },
        wanted: 1,
      },
    ],
    house.now(),
  );
  house.outbox.nudge();
}
