import { z } from 'zod';
import { type CardAction, actionSchema } from '../cards/actions.ts';
import type { ConversationAddress } from '../domain/address.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { Actor } from '../workflow/meet.ts';
import type { TenantVerdict } from './front-door/tenant.ts';

/** What came in, after the front door has found out that it may. */
export type Inbound = {
  readonly actor: Actor;
  readonly from: ConversationAddress;
  readonly scope: 'personal' | 'channel' | 'group';
  /** The client said so itself; otherwise the scope is a guess that must not open anything private. */
  readonly scopeSaid: boolean;
  readonly channelName: string;
  /** When the client says that it happened; events may arrive in another order. */
  readonly sentAt?: string;
} & (
  | { readonly kind: 'installed' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'action';
      /** `execute` wants its answer in the HTTP response, `submit` as a change of the message. */
      readonly via: 'execute' | 'submit';
      readonly action: CardAction;
      readonly typed: TypedValues;
      /** The message that holds the card. */
      readonly messageId: string | undefined;
    }
  /** Somebody types into a search box of the message extension; empty when the box was just opened. */
  | { readonly kind: 'search'; readonly command: SearchCommand; readonly query: string }
  | { readonly kind: 'unsupported'; readonly reason: string; readonly invoke: boolean }
);

/** An activity that was admitted, and what it says; undefined when that cannot be read. */
export type Seen = {
  readonly verdict: Extract<TenantVerdict, { allowed: true }>;
  readonly inbound: Inbound | undefined;
};

const text = z.string().max(2000);

/** A name that somebody cut in the middle of a character could not be stored. */
const name = text.transform((given) => given.toWellFormed());

const activitySchema = z.object({
  type: text,
  name: text.nullish(),
  id: text.nullish(),
  action: text.nullish(),
  text: z.string().nullish(),
  replyToId: text.nullish(),
  timestamp: text.nullish(),
  serviceUrl: z.url(),
  recipient: z.object({ id: text }),
  from: z.object({ id: text, name: name.nullish() }).nullish(),
  conversation: z.object({
    id: text.min(1),
    conversationType: text.nullish(),
    isGroup: z.boolean().nullish(),
    name: name.nullish(),
  }),
  membersAdded: z.array(z.object({ id: text })).nullish(),
  membersRemoved: z.array(z.object({ id: text })).nullish(),
  channelData: z
    .object({
      channel: z.object({ id: text.nullish(), name: name.nullish() }).nullish(),
      teamsChannelId: text.nullish(),
      eventType: text.nullish(),
      team: z.object({ id: text.nullish(), name: text.nullish() }).nullish(),
    })
    .nullish(),
  attachments: z.array(z.object({ contentType: text })).nullish(),
  value: z.unknown().optional(),
});

type Activity = z.infer<typeof activitySchema>;

const executeSchema = z.object({
  action: z.object({ verb: text.nullish(), data: z.looseObject({}).nullish() }),
});

/** The commands of the message extension, as the app manifest names them. */
const searchCommandSchema = z.enum(['find', 'contact']);
type SearchCommand = z.infer<typeof searchCommandSchema>;

const querySchema = z.object({
  commandId: searchCommandSchema,
  parameters: z
    .array(z.object({ name: text, value: z.unknown() }))
    .max(20)
    .nullish(),
});

/** Names that buttons send beside what people typed. */
const CARRIED = new Set([
  'action',
  'nonce',
  'rows',
  'alert',
  'escalation',
  'decision',
  'next',
  'msteams',
  'base',
  'part',
  'review',
  'seen',
  'subject',
  'answer',
  'page',
  'flag',
  'statement',
  'mark',
  'followUp',
  'contact',
  'what',
  'which',
  'live',
  'via',
  'view',
  'owner',
  'of',
  'scenario',
  'turn',
  'choice',
]);

/** More fields than the largest form has. */
const MOST_FIELDS = 200;

/** A list of choices as Teams writes it; what no field of ours sends becomes text that the form refuses aloud. */
function typedText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  return JSON.stringify(value).slice(0, 200);
}

/** What was typed, as text. Nothing is dropped in silence: a danger mark of a wrong type is still a danger mark. */
function typedValues(data: Readonly<Record<string, unknown>>): TypedValues {
  const entries = Object.entries(data)
    .filter(([key]) => !CARRIED.has(key))
    .slice(0, MOST_FIELDS)
    .flatMap(([key, value]) => {
      if (value === null || value === undefined) return [];
      return [[key, typedText(value).toWellFormed()]];
    });
  return Object.fromEntries(entries) as TypedValues;
}

function scopeOf(activity: Activity): Inbound['scope'] {
  const { conversationType, isGroup } = activity.conversation;
  if (
    conversationType === 'channel' ||
    activity.channelData?.channel?.id ||
    activity.channelData?.teamsChannelId
  ) {
    return 'channel';
  }
  if (conversationType === 'groupChat' || isGroup === true) return 'group';
  // Two people's own chat calls itself personal as well, and a card that one of them sent may be pressed there.
  // Chats with the bot have ids of another kind (`a:`).
  if (conversationType === 'personal' && activity.conversation.id.startsWith('19:')) return 'group';
  // Only channels and group chats have such ids; a client that leaves the type out means one of them.
  if (conversationType !== 'personal' && activity.conversation.id.startsWith('19:')) return 'channel';
  return 'personal';
}

/** In a channel the id of the thread's first message hangs on the conversation id; the channel is what stands before. */
const baseConversation = (id: string): string => id.split(';messageid=')[0] ?? id;

/**
 * `<at>Tate</at>` before the words, as every message in a channel has it. Neither part may run over a `<`:
 * a long message of broken mentions would otherwise be read once per mention.
 */
const withoutMention = (words: string): string => words.replaceAll(/<at[^<>]*>[^<]*<\/at>/giu, ' ').trim();

/**
 * Reads an authenticated activity of unknown shape. Returns undefined when it lacks even the parts that
 * every activity has; `unsupported` names what it is that we do not answer.
 */
export function readActivity(
  unknownActivity: unknown,
  established: { tenantId: string; personId: string | undefined },
): Inbound | undefined {
  const parsed = activitySchema.safeParse(unknownActivity);
  if (!parsed.success) return undefined;
  const activity = parsed.data;
  const common = {
    actor: {
      tenantId: established.tenantId,
      objectId: established.personId ?? '',
      teamsId: activity.from?.id ?? '',
      name: activity.from?.name ?? '',
    },
    from: {
      serviceUrl: activity.serviceUrl,
      conversationId: baseConversation(activity.conversation.id),
      tenantId: established.tenantId,
      botId: activity.recipient.id,
    },
    scope: scopeOf(activity),
    scopeSaid: typeof activity.conversation.conversationType === 'string',
    channelName: activity.channelData?.channel?.name ?? activity.conversation.name ?? '',
    ...sentAt(activity.timestamp),
  };
  return { ...common, ...kindOf(activity) };
}

/** A time that cannot be read is no time. */
function sentAt(timestamp: string | null | undefined): { sentAt?: string } {
  const at = new Date(timestamp ?? '');
  return Number.isNaN(at.getTime()) ? {} : { sentAt: at.toISOString() };
}

type Kind = Inbound extends infer T
  ? T extends { kind: string }
    ? Omit<T, 'actor' | 'from' | 'scope' | 'scopeSaid' | 'channelName' | 'sentAt'>
    : never
  : never;

function kindOf(activity: Activity): Kind {
  const unsupported = (reason: string): Kind => ({
    kind: 'unsupported',
    reason,
    invoke: activity.type === 'invoke',
  });
  switch (activity.type) {
    case 'installationUpdate':
      return activity.action?.startsWith('remove') ? { kind: 'removed' } : { kind: 'installed' };
    case 'conversationUpdate': {
      const bot = activity.recipient.id;
      if (activity.membersRemoved?.some((member) => member.id === bot)) return { kind: 'removed' };
      if ((activity.membersAdded?.length ?? 0) > 0) {
        // In a chat any newcomer means that the chat began; in a channel only the bot's own arrival counts.
        const own =
          scopeOf(activity) === 'personal' || activity.membersAdded?.some((member) => member.id === bot);
        return own === true ? { kind: 'installed' } : unsupported('somebody joined');
      }
      return unsupported('conversationUpdate');
    }
    case 'message': {
      const data = submittedData(activity.value);
      if (data !== undefined) return actionOf(activity, data, undefined, 'submit', unsupported);
      // A card that somebody chose in the search and sent has no words for us.
      if (!activity.text && (activity.attachments?.length ?? 0) > 0) return unsupported('a card or file');
      return { kind: 'text', text: withoutMention(activity.text ?? '') };
    }
    case 'invoke': {
      if (activity.name === 'composeExtension/query') return searchOf(activity, unsupported);
      if (activity.name !== 'adaptiveCard/action') return unsupported('another invoke');
      const execute = executeSchema.safeParse(activity.value);
      if (!execute.success) return unsupported('adaptiveCard/action without an action');
      const { verb, data } = execute.data.action;
      return actionOf(activity, data ?? {}, verb ?? undefined, 'execute', unsupported);
    }
    default:
      return unsupported('another type of activity');
  }
}

/** What was typed into the search box; `initialRun` comes without any words. */
function searchOf(activity: Activity, unsupported: (reason: string) => Kind): Kind {
  const parsed = querySchema.safeParse(activity.value);
  if (!parsed.success) return unsupported('search that does not exist');
  const typed = parsed.data.parameters?.find(({ name }) => name === 'query')?.value;
  return {
    kind: 'search',
    command: parsed.data.commandId,
    query: typeof typed === 'string' ? typed.slice(0, 2000).toWellFormed() : '',
  };
}

/** What a plain Action.Submit sends; some clients send it as the text of a JSON object. */
function submittedData(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value === 'string' && value.trimStart().startsWith('{')) {
    try {
      return submittedData(JSON.parse(value));
    } catch (fault) {
      if (fault instanceof SyntaxError) return undefined;
      throw fault;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function actionOf(
  activity: Activity,
  data: Readonly<Record<string, unknown>>,
  verb: string | undefined,
  via: 'execute' | 'submit',
  unsupported: (reason: string) => Kind,
): Kind {
  const action = actionSchema.safeParse(verb === undefined ? data : { ...data, action: verb });
  if (!action.success) return unsupported('card action that does not exist');
  return {
    kind: 'action',
    via,
    action: action.data,
    typed: typedValues(data),
    messageId: activity.replyToId === '' ? undefined : (activity.replyToId ?? undefined),
  };
}
