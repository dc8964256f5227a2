import { randomUUID } from 'node:crypto';
import type { Persona, Room, Ward } from './ward.ts';

/** A Bot Framework activity as it goes over the wire. */
export type Activity = Record<string, unknown> & { readonly type: string; readonly id: string };

const tokyoOffsetMs = 9 * 60 * 60 * 1000;

/** Id of the search command in the app's manifest. */
const searchCommand = 'find';

/** Japan has no summer time, so the offset is fixed. */
const tokyoTime = (at: number): string => new Date(at + tokyoOffsetMs).toISOString().replace('Z', '+09:00');

/**
 * Writes activities in the shape in which Teams sends them.
 * In a channel the conversation id carries `;messageid=` of the thread's first message, as in Teams.
 */
export const createActivities = (deps: { ward: Ward; serviceUrl: () => string; now: () => number }) => {
  const { ward, serviceUrl, now } = deps;

  const account = (persona: Persona) => ({
    id: persona.teamsId,
    name: persona.name,
    aadObjectId: persona.aadObjectId,
  });

  const channelDataOf = (room: Room): Record<string, unknown> =>
    room.kind === 'personal'
      ? { tenant: { id: ward.tenantId } }
      : {
          teamsChannelId: room.channel.id,
          teamsTeamId: ward.team.id,
          channel: { id: room.channel.id, name: room.channel.name },
          team: { id: ward.team.id, name: ward.team.name, aadGroupId: ward.team.aadGroupId },
          tenant: { id: ward.tenantId },
        };

  const conversationOf = (room: Room, thread: string | undefined): Record<string, unknown> =>
    room.kind === 'personal'
      ? { conversationType: 'personal', tenantId: ward.tenantId, id: room.id, isGroup: false }
      : {
          conversationType: 'channel',
          tenantId: ward.tenantId,
          id: thread === undefined ? room.id : `${room.id};messageid=${thread}`,
          isGroup: true,
          name: room.channel.name,
        };

  const base = (type: string, id: string, persona: Persona, room: Room, thread?: string): Activity => {
    const at = now();
    return {
      type,
      id,
      timestamp: new Date(at).toISOString(),
      localTimestamp: tokyoTime(at),
      localTimezone: 'Asia/Tokyo',
      channelId: 'msteams',
      serviceUrl: serviceUrl(),
      from: account(persona),
      recipient: { id: ward.bot.id, name: ward.bot.name },
      conversation: conversationOf(room, thread),
      channelData: channelDataOf(room),
      locale: 'ja-JP',
      entities: [
        { type: 'clientInfo', locale: 'ja-JP', country: 'JP', platform: 'Web', timezone: 'Asia/Tokyo' },
      ],
    };
  };

  const withChannelData = (activity: Activity, more: Record<string, unknown>): Activity => ({
    ...activity,
    channelData: { ...(activity['channelData'] as Record<string, unknown>), ...more },
  });

  const selectedChannel = (room: Room): Record<string, unknown> =>
    room.kind === 'channel' ? { settings: { selectedChannel: { id: room.channel.id } } } : {};

  return {
    /** What Teams sends when somebody installs the app: two activities, in this order. */
    installed: (persona: Persona, room: Room): [Activity, Activity] => [
      {
        ...withChannelData(base('conversationUpdate', `f:${randomUUID()}`, persona, room), {
          ...selectedChannel(room),
          ...(room.kind === 'channel' ? { eventType: 'teamMemberAdded' } : {}),
        }),
        membersAdded: [
          { id: ward.bot.id, name: ward.bot.name },
          ...(room.kind === 'personal' ? [{ id: persona.teamsId, aadObjectId: persona.aadObjectId }] : []),
        ],
      },
      {
        ...withChannelData(base('installationUpdate', `f:${randomUUID()}`, persona, room), {
          ...selectedChannel(room),
          source: { name: 'message' },
        }),
        action: 'add',
      },
    ],

    /** Words typed by a person. In a channel the bot only hears what mentions it. */
    message: (persona: Persona, room: Room, id: string, text: string): Activity => {
      const activity = base('message', id, persona, room, id);
      if (room.kind === 'personal') return { ...activity, text, textFormat: 'plain' };
      const mention = `<at>${ward.bot.name}</at>`;
      return {
        ...activity,
        text: `${mention} ${text}`,
        textFormat: 'plain',
        entities: [
          { type: 'mention', text: mention, mentioned: { id: ward.bot.id, name: ward.bot.name } },
          ...(activity['entities'] as unknown[]),
        ],
      };
    },

    /** A card that the person sends into the own chat with the bot: a message without words that carries it. */
    cardMessage: (persona: Persona, room: Room, id: string, card: Record<string, unknown>): Activity => ({
      ...base('message', id, persona, room, id),
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    }),

    /**
     * What Teams asks while somebody types into the search box of the message extension. The words stay as
     * they were typed; an empty box is the first look, and then there is no `query` at all.
     */
    query: (persona: Persona, room: Room, typed: string): Activity => ({
      ...withChannelData(base('invoke', `f:${randomUUID()}`, persona, room), { source: { name: 'compose' } }),
      name: 'composeExtension/query',
      value: {
        commandId: searchCommand,
        parameters: [
          typed.trim() === '' ? { name: 'initialRun', value: 'true' } : { name: 'query', value: typed },
        ],
        queryOptions: { skip: 0, count: 25 },
      },
    }),

    /** A plain Action.Submit: a message without words that carries the data and inputs. */
    submit: (
      persona: Persona,
      room: Room,
      press: { id: string; messageId: string; thread: string; data: Record<string, unknown> },
    ): Activity => ({
      ...withChannelData(base('message', press.id, persona, room, press.thread), {
        source: { name: 'message' },
        legacy: { replyToId: `1:${press.messageId}` },
      }),
      value: press.data,
      replyToId: press.messageId,
    }),

    /** An Action.Execute: an invoke whose answer decides what happens to the card. */
    execute: (
      persona: Persona,
      room: Room,
      press: {
        id: string;
        messageId: string;
        thread: string;
        actionId: string | undefined;
        verb: string | undefined;
        data: Record<string, unknown>;
      },
    ): Activity => ({
      ...withChannelData(base('invoke', press.id, persona, room, press.thread), {
        source: { name: 'message' },
        legacy: { replyToId: `1:${press.messageId}` },
      }),
      name: 'adaptiveCard/action',
      value: {
        action: {
          type: 'Action.Execute',
          ...(press.actionId === undefined ? {} : { id: press.actionId }),
          ...(press.verb === undefined ? {} : { verb: press.verb }),
          data: press.data,
        },
        trigger: 'manual',
      },
      replyToId: press.messageId,
    }),

    /** The same press as Teams sends it again: another activity id and time, the rest alike. */
    again: (activity: Record<string, unknown>, id: string): Activity => {
      const at = now();
      return {
        ...activity,
        type: String(activity['type']),
        id,
        timestamp: new Date(at).toISOString(),
        localTimestamp: tokyoTime(at),
      };
    },
  };
};

export type Activities = ReturnType<typeof createActivities>;
