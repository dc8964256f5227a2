import { z } from 'zod';

/**
 * The words spoken between the local tenant and its page, the demo and the tests.
 * Nothing here is known to the bot.
 */

/** A person as the page shows them. */
export const personaViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  department: z.string(),
  title: z.string(),
  role: z.enum(['staff', 'approver', 'coordinator']),
  teamsId: z.string(),
  aadObjectId: z.string(),
  /** Conversation id of the 1:1 chat with the bot. */
  chatId: z.string(),
});
export type PersonaView = z.infer<typeof personaViewSchema>;

export const channelViewSchema = z.object({ id: z.string(), name: z.string(), department: z.string() });
export type ChannelView = z.infer<typeof channelViewSchema>;

export const conversationViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['personal', 'channel']),
  name: z.string(),
  /** True for the channel of the person's own department. */
  own: z.boolean(),
  unread: z.number(),
  last: z.object({ at: z.string(), preview: z.string(), fromBot: z.boolean() }).nullable(),
});
export type ConversationView = z.infer<typeof conversationViewSchema>;

/** A message as one person sees it: an answer to that person's press replaces the card for them only. */
export const messageViewSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Grows with every message of the tenant. */
  seq: z.number(),
  /** Grows with every change; a view with a smaller number is out of date. */
  revision: z.number(),
  fromBot: z.boolean(),
  from: z.string(),
  personaId: z.string().nullable(),
  at: z.string(),
  editedAt: z.string().nullable(),
  text: z.string().nullable(),
  summary: z.string().nullable(),
  replyToId: z.string().nullable(),
  cards: z.array(z.record(z.string(), z.unknown())),
  /** Content types of attachments this page cannot show. */
  otherAttachments: z.array(z.string()),
  /** True when the card was replaced for this person alone. */
  onlyForYou: z.boolean(),
});
export type MessageView = z.infer<typeof messageViewSchema>;

/** Something that the bot did not take. */
const undeliveredSchema = z.object({
  delivered: z.literal(false),
  activityId: z.string(),
  tookMs: z.number(),
  /** HTTP status of the bot; null when it could not be reached or did not answer in time. */
  status: z.number().nullable(),
  reason: z.string(),
  /** What the person is told. */
  text: z.string(),
});
export type Undelivered = z.infer<typeof undeliveredSchema>;

/** What the bot did with what was sent. `answer.kind` is how Teams would treat the answer. */
export const outcomeSchema = z.discriminatedUnion('delivered', [
  z.object({
    delivered: z.literal(true),
    activityId: z.string(),
    tookMs: z.number(),
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), card: z.record(z.string(), z.unknown()) }),
      z.object({ kind: z.literal('toast'), text: z.string() }),
      z.object({ kind: z.literal('error'), code: z.string(), text: z.string() }),
      z.object({ kind: z.literal('accepted') }),
    ]),
    /** The pressed message as the person sees it now. */
    message: messageViewSchema.nullable(),
  }),
  undeliveredSchema,
]);
export type Outcome = z.infer<typeof outcomeSchema>;

export const sayRequestSchema = z.object({
  as: z.string(),
  conversationId: z.string(),
  text: z.string().min(1).max(20_000),
});
export type SayRequest = z.infer<typeof sayRequestSchema>;

export const searchRequestSchema = z.object({
  as: z.string(),
  conversationId: z.string(),
  /** As typed; nothing typed asks for what the bot offers on opening. */
  query: z.string().max(1000),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

/** One line of the list: title and text are plain text; the card is what would be sent. */
const searchResultSchema = z.object({
  title: z.string(),
  text: z.string(),
  card: z.record(z.string(), z.unknown()),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

const searchAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('results'), results: z.array(searchResultSchema) }),
  /** A line shown instead of results. */
  z.object({ kind: z.literal('message'), text: z.string() }),
]);
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

/** What came of a search. Not delivered also stands for an answer that Teams could not show. */
export const searchOutcomeSchema = z.discriminatedUnion('delivered', [
  z.object({
    delivered: z.literal(true),
    activityId: z.string(),
    tookMs: z.number(),
    answer: searchAnswerSchema,
  }),
  undeliveredSchema,
]);
export type SearchOutcome = z.infer<typeof searchOutcomeSchema>;

/** The card of a chosen result, to be posted by the person. */
export const sendResultRequestSchema = z.object({
  as: z.string(),
  conversationId: z.string(),
  card: z.record(z.string(), z.unknown()),
});
export type SendResultRequest = z.infer<typeof sendResultRequestSchema>;

/**
 * Which button. `verb`, `title`, `action` (data.action) and `index` search the card as the person sees it;
 * `exact` carries what a card renderer already put together.
 */
export const buttonSchema = z.union([
  z.strictObject({ verb: z.string() }),
  z.strictObject({ action: z.string() }),
  z.strictObject({ title: z.string() }),
  z.strictObject({ index: z.int().min(0) }),
  z.strictObject({
    exact: z.object({
      type: z.enum(['Action.Execute', 'Action.Submit']),
      id: z.string().optional(),
      verb: z.string().optional(),
      data: z.record(z.string(), z.unknown()),
    }),
  }),
]);
export type Button = z.infer<typeof buttonSchema>;

export const pressRequestSchema = z.object({
  as: z.string(),
  conversationId: z.string(),
  messageId: z.string(),
  button: buttonSchema,
  /** Values typed into the card; inputs not named keep what the card shows. Not used with `exact`. */
  inputs: z.record(z.string(), z.string()).default({}),
  /** `submit` presses the Action.Submit fallback, as an old client would. */
  via: z.enum(['execute', 'submit']).default('execute'),
});
export type PressRequest = z.input<typeof pressRequestSchema>;

export const seedingSchema = z.object({
  done: z.boolean(),
  /** Conversations made ready, of how many. */
  ready: z.number(),
  total: z.number(),
  current: z.string().nullable(),
  failures: z.array(z.object({ conversationId: z.string(), name: z.string(), reason: z.string() })),
});
export type Seeding = z.infer<typeof seedingSchema>;

/** Asks for what Teams' `getAuthToken` gives the tab of this person. */
export const tabTokenRequestSchema = z.object({ as: z.string() });
export const tabTokenSchema = z.object({ token: z.string() });
export type TabToken = z.infer<typeof tabTokenSchema>;

/** What the page says above everything else. */
export const statusSchema = z.object({
  ward: z.string(),
  tenantId: z.string(),
  bot: z.string(),
  seeding: seedingSchema,
  notice: z.string().nullable(),
});
export type Status = z.infer<typeof statusSchema>;

/** A change worth looking at again. Carries ids only: each person fetches their own view. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    conversationId: z.string(),
    messageId: z.string(),
    isNew: z.boolean(),
  }),
  z.object({ kind: z.literal('removed'), conversationId: z.string(), messageId: z.string() }),
  z.object({ kind: z.literal('typing'), conversationId: z.string() }),
  z.object({ kind: z.literal('read'), personaId: z.string() }),
  z.object({ kind: z.literal('status') }),
]);
export type Change = z.infer<typeof changeSchema>;
