import type { ConversationAddress } from '../domain/address.ts';
import { channelKey, personKey } from '../domain/ids.ts';
import type { Channel, Person } from '../domain/people/person.ts';
import type { House } from './ports.ts';

/** Who acted, as the front door established it. */
export type Actor = { tenantId: string; objectId: string; teamsId: string; name: string };

const sameAddress = (a: ConversationAddress | undefined, b: ConversationAddress): boolean =>
  a !== undefined &&
  a.conversationId === b.conversationId &&
  a.serviceUrl === b.serviceUrl &&
  a.botId === b.botId &&
  a.tenantId === b.tenantId;

/** Whose department is no more works nowhere until they say where: then the bot asks, as it asks a newcomer. */
function placed(house: Pick<House, 'ward'>, person: Person): Person {
  const { department, ...rest } = person;
  return department === undefined || house.ward().departments.some(({ id }) => id === department)
    ? person
    : rest;
}

/**
 * The person behind an activity, newly written down or brought up to date. Writes only when
 * something changed. `from` is the conversation of the activity, `own` whether it is the person's own chat.
 */
export const meetPerson = async (
  house: Pick<House, 'people' | 'digest' | 'ward'>,
  actor: Actor,
  from: ConversationAddress,
  own: boolean,
): Promise<Person> => placed(house, await met(house, actor, from, own));

async function met(
  house: Pick<House, 'people' | 'digest'>,
  actor: Actor,
  from: ConversationAddress,
  own: boolean,
): Promise<Person> {
  const key = personKey(actor.tenantId, actor.objectId, house.digest);
  const seen = {
    teamsId: actor.teamsId,
    reach: { serviceUrl: from.serviceUrl, botId: from.botId },
    ...(actor.name === '' ? {} : { name: actor.name }),
    ...(own ? { chat: from } : {}),
  };
  const known = await house.people.read(key);
  if (known === undefined) {
    const { item } = await house.people.create({
      key,
      tenantId: actor.tenantId,
      objectId: actor.objectId,
      name: '',
      approverOf: [],
      deputyOf: [],
      coordinator: false,
      declaredCoordinator: false,
      roleHistory: [],
      ...seen,
    });
    return item;
  }
  const unchanged =
    known.teamsId === seen.teamsId &&
    known.reach.serviceUrl === from.serviceUrl &&
    known.reach.botId === from.botId &&
    (actor.name === '' || known.name === actor.name) &&
    (!own || sameAddress(known.chat, from));
  if (unchanged) return known;
  const changed = await house.people.change(key, (person) => ({
    next: { ...person, ...seen },
    result: undefined,
  }));
  return changed.found ? changed.item : { ...known, ...seen };
}

/** The channel behind an activity, newly written down or brought up to date. */
export async function meetChannel(
  house: Pick<House, 'channels' | 'digest'>,
  address: ConversationAddress,
  name: string,
  /** The bot was put into it then, when that is what happened. */
  cameAt?: string,
): Promise<Channel> {
  const key = channelKey(address.tenantId, address.conversationId, house.digest);
  const known = await house.channels.read(key);
  if (known === undefined) {
    const came = cameAt === undefined ? {} : { cameAt };
    const { item } = await house.channels.create({
      key,
      address,
      name,
      state: 'active',
      history: [],
      ...came,
    });
    return item;
  }
  const unchanged =
    known.state === 'active' &&
    sameAddress(known.address, address) &&
    (name === '' || name === known.name) &&
    (cameAt === undefined || (known.cameAt ?? '') >= cameAt);
  if (unchanged) return known;
  const fresh = (channel: Channel): Channel => ({
    ...channel,
    address,
    name: name === '' ? channel.name : name,
    state: 'active',
    ...(cameAt === undefined || (channel.cameAt ?? '') >= cameAt ? {} : { cameAt }),
  });
  const changed = await house.channels.change(key, (channel) => ({
    next: fresh(channel),
    result: undefined,
  }));
  return changed.found ? changed.item : fresh(known);
}

/**
 * The bot was taken out of a channel: nothing is sent there until it is installed again. News of an earlier
 * removal that arrives after the installation changes nothing: the department must go on being warned.
 */
export async function leaveChannel(
  house: Pick<House, 'channels' | 'digest'>,
  address: ConversationAddress,
  leftAt?: string,
): Promise<void> {
  const key = channelKey(address.tenantId, address.conversationId, house.digest);
  await house.channels.change(key, (channel) =>
    leftAt !== undefined && channel.cameAt !== undefined && leftAt < channel.cameAt
      ? { result: undefined }
      : { next: { ...channel, state: 'removed' }, result: undefined },
  );
}
