import type {
  Button,
  ConversationView,
  MessageView,
  Outcome,
  PersonaView,
  SearchOutcome,
  Seeding,
  Status,
  TabToken,
} from '../tenant/wire.ts';

export type {
  Button,
  Change,
  ConversationView,
  MessageView,
  Outcome,
  PersonaView,
  SearchOutcome,
  SearchResult,
  Status,
} from '../tenant/wire.ts';

/** The local tenant did not answer, or refused: our own fault, not the bot's. */
export class TenantProblem extends Error {
  override readonly name = 'TenantProblem';
}

const part = encodeURIComponent;

const call = async <T>(path: string, body?: unknown): Promise<T> => {
  let response: Response;
  try {
    response = await fetch(
      path,
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          },
    );
  } catch (error) {
    if (error instanceof TypeError) throw new TenantProblem('unreachable');
    throw error;
  }
  if (!response.ok) throw new TenantProblem(`status ${response.status}`);
  return (await response.json()) as T;
};

/** The page's view of `/tenant/…`. The types are those of the server, so both sides are checked together. */
export const api = {
  status: () => call<Status>('/tenant/status'),
  personas: async () => (await call<{ personas: PersonaView[] }>('/tenant/personas')).personas,
  conversations: async (as: string) =>
    (await call<{ conversations: ConversationView[] }>(`/tenant/personas/${part(as)}/conversations`))
      .conversations,
  messages: async (as: string, conversationId: string) =>
    (
      await call<{ messages: MessageView[] }>(
        `/tenant/conversations/${part(conversationId)}/messages?as=${part(as)}`,
      )
    ).messages,
  /** Null when the message is gone. */
  message: async (as: string, conversationId: string, messageId: string) =>
    (
      await call<{ message: MessageView | null }>(
        `/tenant/conversations/${part(conversationId)}/messages/${part(messageId)}?as=${part(as)}`,
      )
    ).message,
  say: (as: string, conversationId: string, text: string) =>
    call<Outcome>('/tenant/messages', { as, conversationId, text }),
  search: (as: string, conversationId: string, query: string) =>
    call<SearchOutcome>('/tenant/searches', { as, conversationId, query }),
  sendResult: (as: string, conversationId: string, card: Record<string, unknown>) =>
    call<Outcome>('/tenant/results', { as, conversationId, card }),
  press: (as: string, conversationId: string, messageId: string, button: Button) =>
    call<Outcome>('/tenant/presses', { as, conversationId, messageId, button }),
  markRead: (as: string, conversationId: string, seq: number) =>
    call<unknown>(`/tenant/conversations/${part(conversationId)}/read`, { as, seq }),
  tabToken: async (as: string) => (await call<TabToken>('/tenant/tab-tokens', { as })).token,
  retrySeeding: () => call<Seeding>('/tenant/seeding', {}),
};
