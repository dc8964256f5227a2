import { TENANT } from '../bot/front-door/channel-keys.ts';

/** The address of Teams for Japan; posts to it are recorded, never sent. */
export const TEAMS_URL = 'https://smba.trafficmanager.net/jp/';
const BOT = '28:tate';

/** Object ids of people; the coordinator stands in the settings. */
export const COORDINATOR = 'c0000000-0000-4000-8000-000000000001';
export const REPORTER = 'a0000000-0000-4000-8000-000000000001';
export const COLLEAGUE = 'a0000000-0000-4000-8000-000000000002';
export const BYSTANDER = 'b0000000-0000-4000-8000-000000000001';
export const CHIEF = 'a0000000-0000-4000-8000-0000000000c1';
export const DEPUTY = 'a0000000-0000-4000-8000-0000000000c2';
export const DISMISSED = 'a0000000-0000-4000-8000-0000000000c3';
export const OTHER_CHIEF = 'b0000000-0000-4000-8000-0000000000c1';

/** Words that only those concerned may read. None may ever be found in the log. */
export const secrets = {
  name: '秘密山 個人太郎',
  phone: '090-1234-9876',
  demand: '内緒の要求を今日中に通せ',
  words: '夜道に気をつけろと言った',
  clerk: '職員氏名 秘子',
} as const;

export type Where = { scope?: 'personal' | 'channel' | 'groupChat'; room?: string };

const places = {
  personal: (id: string) => ({ id: `chat-${id}`, conversationType: 'personal' }),
  channel: (room: string) => ({ id: `19:${room}@thread.tacv2`, conversationType: 'channel', isGroup: true }),
  groupChat: (room: string) => ({
    id: `19:${room}@unq.gbl.spaces`,
    conversationType: 'groupChat',
    isGroup: true,
  }),
} as const;

/** The id of the conversation that such an activity comes from. */
export const conversationOf = (id: string, { scope = 'personal', room }: Where = {}): string =>
  places[scope](room ?? id).id;

/** An activity as Teams sends it for this person. `rest` replaces whole parts. */
export function activityOf(id: string, rest: object, where: Where = {}): Record<string, unknown> {
  const { scope = 'personal', room } = where;
  return {
    channelId: 'msteams',
    serviceUrl: TEAMS_URL,
    id: `f:${id}`,
    from: { id: `29:${id}`, aadObjectId: id, name: secrets.clerk },
    recipient: { id: BOT, name: 'Tate' },
    conversation: { ...places[scope](room ?? id), tenantId: TENANT },
    channelData: {
      tenant: { id: TENANT },
      ...(scope === 'channel' ? { channel: { id: `19:${room}@thread.tacv2`, name: '課のチャネル' } } : {}),
    },
    ...rest,
  };
}

/** A button of a card, pressed by a client that knows Action.Execute. */
export const executed = (verb: unknown, data: object, messageId?: string): object => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb, data } },
  replyToId: messageId,
});
