import type { ConversationAddress } from '../domain/address.ts';
import type { Recipient } from '../domain/owed.ts';
import type { Rooms } from './rooms.ts';
import type { TeamsPort } from '../workflow/teams-port.ts';

/** Finds the conversation of a recipient, opening the 1:1 chat when it is not known yet. */
export function createAddressBook(house: Rooms, teams: TeamsPort) {
  /** `departing` is told when a request leaves. */
  return async function addressOf(
    to: Recipient,
    departing: () => void,
  ): Promise<ConversationAddress | undefined> {
    if (to.kind === 'channel') {
      const channel = await house.channels.read(to.channel);
      return channel?.state === 'active' ? channel.address : undefined;
    }
    const person = await house.people.read(to.person);
    if (person === undefined) return undefined;
    if (person.chat !== undefined) return person.chat;
    departing();
    const chat = await teams.openPersonalChat({
      serviceUrl: person.reach.serviceUrl,
      botId: person.reach.botId,
      tenantId: person.tenantId,
      userId: person.teamsId,
    });
    await house.people.change(person.key, (current) => ({ next: { ...current, chat }, result: undefined }));
    return chat;
  };
}
