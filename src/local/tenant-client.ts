import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import {
  type ChannelView,
  type ConversationView,
  type MessageView,
  type Outcome,
  type PersonaView,
  type PressRequest,
  type SayRequest,
  type SearchOutcome,
  type SearchRequest,
  type Seeding,
  type SendResultRequest,
  type Status,
  channelViewSchema,
  conversationViewSchema,
  messageViewSchema,
  outcomeSchema,
  personaViewSchema,
  searchOutcomeSchema,
  seedingSchema,
  statusSchema,
  tabTokenSchema,
} from './tenant/wire.ts';

export type {
  ChannelView,
  ConversationView,
  MessageView,
  Outcome,
  PersonaView,
  PressRequest,
  SayRequest,
  SearchOutcome,
  SearchRequest,
  Seeding,
  SendResultRequest,
  Status,
} from './tenant/wire.ts';

/** The tenant refused a request: a wrong id, a button or an input that is not on the card. */
export class TenantRefusal extends Error {
  override readonly name = 'TenantRefusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const pollMs = 40;

/**
 * Does over HTTP what a person does with the page. `url` is the address of the local tenant.
 * Every call throws `TenantRefusal` when the tenant refuses it; what the bot does with a message or
 * a press is in the returned outcome.
 */
export const createTenantClient = (url: string): TenantClient => {
  const call = async <T>(path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(path, url), {
      // A kept-alive connection would not survive a restart of the tenant.
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    if (!response.ok) {
      const { error } = refusalSchema.parse(json);
      throw new TenantRefusal(response.status, error.code, error.message);
    }
    return schema.parse(json);
  };
  const part = encodeURIComponent;

  const messages: TenantClient['messages'] = async (as, conversationId) => {
    const path = `/tenant/conversations/${part(conversationId)}/messages?as=${part(as)}`;
    return (await call(path, z.object({ messages: z.array(messageViewSchema) }))).messages;
  };

  return {
    status: () => call('/tenant/status', statusSchema),
    personas: async () =>
      (await call('/tenant/personas', z.object({ personas: z.array(personaViewSchema) }))).personas,
    channels: async () =>
      (await call('/tenant/channels', z.object({ channels: z.array(channelViewSchema) }))).channels,
    conversations: async (as) =>
      (
        await call(
          `/tenant/personas/${part(as)}/conversations`,
          z.object({ conversations: z.array(conversationViewSchema) }),
        )
      ).conversations,
    messages,
    say: (request) => call('/tenant/messages', outcomeSchema, request),
    search: (request) => call('/tenant/searches', searchOutcomeSchema, request),
    sendResult: (request) => call('/tenant/results', outcomeSchema, request),
    press: (request) => call('/tenant/presses', outcomeSchema, request),
    resend: (activityId) => call(`/tenant/presses/${part(activityId)}/again`, outcomeSchema, {}),
    tabToken: async (as) => (await call('/tenant/tab-tokens', tabTokenSchema, { as })).token,
    retrySeeding: () => call('/tenant/seeding', seedingSchema, {}),
    waitForMessage: async (as, conversationId, wanted, options = {}) => {
      const { timeoutMs = 5000, afterSeq = 0 } = options;
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = (await messages(as, conversationId)).findLast(
          (message) => message.seq > afterSeq && wanted(message),
        );
        if (found !== undefined) return found;
        if (Date.now() >= deadline) {
          throw new Error(`No such message within ${timeoutMs} ms for ${as} in ${conversationId}.`);
        }
        await delay(pollMs);
      }
    },
  };
};

export type TenantClient = {
  /** Seeding state and the notice above the page. */
  status(): Promise<Status>;
  personas(): Promise<PersonaView[]>;
  channels(): Promise<ChannelView[]>;
  /** The conversations of a person, own chat first, with unread counts. */
  conversations(as: string): Promise<ConversationView[]>;
  /** The newest 200 messages as that person sees them, oldest first. */
  messages(as: string, conversationId: string): Promise<MessageView[]>;
  /** Writes as a person; in a channel with a mention of the bot. */
  say(request: SayRequest): Promise<Outcome>;
  /** Asks the bot's message extension (調べる) as a person; an empty query asks as on opening the box. */
  search(request: SearchRequest): Promise<SearchOutcome>;
  /** Posts the card of a search result as a person; its buttons are pressed like any other card's. */
  sendResult(request: SendResultRequest): Promise<Outcome>;
  /** Presses a button of a card as a person. */
  press(request: PressRequest): Promise<Outcome>;
  /** Sends an earlier press (`outcome.activityId`) once more, with a new activity id and nothing else new. */
  resend(activityId: string): Promise<Outcome>;
  /** What Teams' `getAuthToken` gives the tab of this person. */
  tabToken(as: string): Promise<string>;
  /** Tries again what could not be made ready. */
  retrySeeding(): Promise<Seeding>;
  /**
   * Waits until the person sees a message that satisfies `wanted`, and returns the newest such one.
   * `afterSeq` looks at later messages only. Throws after `timeoutMs` (default 5000).
   */
  waitForMessage(
    as: string,
    conversationId: string,
    wanted: (message: MessageView) => boolean,
    options?: { timeoutMs?: number; afterSeq?: number },
  ): Promise<MessageView>;
};
