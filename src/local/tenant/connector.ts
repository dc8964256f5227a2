import { z } from 'zod';
import type { Hub } from './hub.ts';
import { type Call, type Route, Refusal, readJson } from './http.ts';
import {
  type Messages,
  type PostedActivity,
  type StoredMessage,
  postedActivitySchema,
} from './state/messages.ts';
import type { Directory, Persona, Room, Ward } from './ward.ts';

/** Teams refuses larger messages with 413. */
export const maxActivityBytes = 80 * 1024;

const createSchema = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  activity: postedActivitySchema.nullish(),
  channelData: z.looseObject({ channel: z.looseObject({ id: z.string() }).optional() }).nullish(),
});

const pageSize = 200;

/** The Bot Framework connector as Teams offers it to a bot: the only way in which the bot may act here. */
export const createConnector = (deps: {
  ward: Ward;
  directory: Directory;
  messages: Messages;
  hub: Hub;
  serviceUrl: () => string;
}): Route[] => {
  const { ward, directory, messages, hub, serviceUrl } = deps;

  const roomOf = (call: Call): Room => {
    const room = directory.room(call.params['conversation'] ?? '');
    if (room === undefined) throw new Refusal(404, 'ConversationNotFound', 'Conversation not found.');
    return room;
  };

  /** The thread that a `;messageid=` suffix names, when it names one. */
  const threadOf = (call: Call): string | null =>
    /;messageid=(\d+)/u.exec(call.params['conversation'] ?? '')?.[1] ?? null;

  const ownMessage = (call: Call, room: Room): StoredMessage => {
    const message = messages.find(room.id, call.params['activity'] ?? '');
    if (message === undefined) {
      throw new Refusal(
        404,
        'ActivityNotFoundInConversation',
        'The activity was not found in the conversation.',
      );
    }
    if (message.personaId !== null)
      throw new Refusal(403, 'Forbidden', 'Only own activities can be changed.');
    return message;
  };

  const keep = (room: Room, activity: PostedActivity, replyToId: string | null): string => {
    const id = messages.nextId();
    messages.add({ id, conversationId: room.id, personaId: null, replyToId, activity });
    hub.publish({ kind: 'message', conversationId: room.id, messageId: id, isNew: true });
    return id;
  };

  /**
   * Teams splits text beside a card into two messages and then gives no id back,
   * so such a post can never be updated. The same happens here.
   */
  const post = (room: Room, activity: PostedActivity, replyToId: string | null): { id?: string } => {
    if (activity.type === 'typing') {
      hub.publish({ kind: 'typing', conversationId: room.id });
      return { id: messages.nextId() };
    }
    if (activity.type !== 'message') {
      throw new Refusal(400, 'BadArgument', 'Only message and typing activities can be posted.');
    }
    const hasCard = (activity.attachments ?? []).length > 0;
    if (activity.text && hasCard) {
      const { attachments, ...words } = activity;
      const { text, ...card } = activity;
      keep(room, words, replyToId);
      keep(
        room,
        { ...card, attachments: attachments ?? [], text: text === undefined ? undefined : null },
        replyToId,
      );
      return {};
    }
    if (!activity.text && !hasCard) {
      throw new Refusal(400, 'BadArgument', 'The activity holds neither text nor attachments.');
    }
    return { id: keep(room, activity, replyToId) };
  };

  const rosterOf = (room: Room): readonly Persona[] =>
    room.kind === 'personal' ? [room.persona] : ward.personas;

  const member = (persona: Persona) => {
    const [surname = '', givenName = ''] = persona.name.split(' ');
    const mail = `${persona.id}@midori-ku.example`;
    return {
      id: persona.teamsId,
      name: persona.name,
      surname,
      givenName,
      objectId: persona.aadObjectId,
      aadObjectId: persona.aadObjectId,
      email: mail,
      userPrincipalName: mail,
      tenantId: ward.tenantId,
      userRole: 'user',
    };
  };

  const teamOnly = (call: Call): void => {
    if (call.params['team'] !== ward.team.id) throw new Refusal(404, 'NotFound', 'Team not found.');
  };

  return [
    {
      method: 'POST',
      path: '/v3/conversations',
      handle: async (call) => {
        const wish = await readJson(call.request, createSchema, maxActivityBytes);
        const channelId = wish.channelData?.channel?.id;
        if (channelId !== undefined) {
          const room = directory.room(channelId);
          if (room?.kind !== 'channel') throw new Refusal(404, 'ConversationNotFound', 'Channel not found.');
          if (!wish.activity) throw new Refusal(400, 'BadArgument', 'A thread needs a first activity.');
          const { id } = post(room, wish.activity, null);
          return {
            status: 201,
            json: { id: `${room.id};messageid=${id ?? ''}`, activityId: id, serviceUrl: serviceUrl() },
          };
        }
        const first = wish.members?.[0];
        if (first === undefined) throw new Refusal(400, 'BadArgument', 'A chat needs a member.');
        if (wish.isGroup) throw new Refusal(400, 'BadArgument', 'Bots cannot create group chats.');
        const persona = directory.personaByAccount(first.id);
        if (persona === undefined) {
          throw new Refusal(403, 'ForbiddenOperationException', 'The bot is not installed for this user.');
        }
        return { status: 201, json: { id: persona.chatId, serviceUrl: serviceUrl() } };
      },
    },
    {
      method: 'POST',
      path: '/v3/conversations/:conversation/activities',
      handle: async (call) => {
        const room = roomOf(call);
        const activity = await readJson(call.request, postedActivitySchema, maxActivityBytes);
        return { status: 201, json: post(room, activity, threadOf(call)) };
      },
    },
    {
      method: 'POST',
      path: '/v3/conversations/:conversation/activities/:activity',
      handle: async (call) => {
        const room = roomOf(call);
        const activity = await readJson(call.request, postedActivitySchema, maxActivityBytes);
        // The message that is answered may be gone; Teams then still posts the answer.
        return { status: 201, json: post(room, activity, call.params['activity'] ?? null) };
      },
    },
    {
      method: 'PUT',
      path: '/v3/conversations/:conversation/activities/:activity',
      handle: async (call) => {
        const room = roomOf(call);
        const activity = await readJson(call.request, postedActivitySchema, maxActivityBytes);
        const message = ownMessage(call, room);
        messages.replace(message.id, activity);
        hub.publish({ kind: 'message', conversationId: room.id, messageId: message.id, isNew: false });
        return { status: 200, json: { id: message.id } };
      },
    },
    {
      method: 'DELETE',
      path: '/v3/conversations/:conversation/activities/:activity',
      handle: (call) => {
        const room = roomOf(call);
        const message = ownMessage(call, room);
        messages.remove(message.id);
        hub.publish({ kind: 'removed', conversationId: room.id, messageId: message.id });
        return { status: 200, json: {} };
      },
    },
    {
      method: 'GET',
      path: '/v3/conversations/:conversation/members',
      handle: (call) => ({ status: 200, json: rosterOf(roomOf(call)).map(member) }),
    },
    {
      method: 'GET',
      path: '/v3/conversations/:conversation/members/:member',
      handle: (call) => {
        const persona = directory.personaByAccount(call.params['member'] ?? '');
        if (persona === undefined || !rosterOf(roomOf(call)).includes(persona)) {
          roomOf(call);
          throw new Refusal(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
        }
        return { status: 200, json: member(persona) };
      },
    },
    {
      method: 'GET',
      path: '/v3/conversations/:conversation/pagedmembers',
      handle: (call) => {
        const roster = rosterOf(roomOf(call));
        const size = Math.min(Math.max(Number(call.query.get('pageSize')) || pageSize, 1), 500);
        const start = Number(call.query.get('continuationToken')) || 0;
        const next = start + size;
        return {
          status: 200,
          json: {
            members: roster.slice(start, next).map(member),
            ...(next < roster.length ? { continuationToken: String(next) } : {}),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/v3/teams/:team',
      handle: (call) => {
        teamOnly(call);
        return {
          status: 200,
          json: {
            id: ward.team.id,
            name: ward.team.name,
            aadGroupId: ward.team.aadGroupId,
            type: 'standard',
            channelCount: ward.channels.length,
            memberCount: ward.personas.length,
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/v3/teams/:team/conversations',
      handle: (call) => {
        teamOnly(call);
        return {
          status: 200,
          json: { conversations: ward.channels.map(({ id, name }) => ({ id, name, type: 'standard' })) },
        };
      },
    },
  ];
};
