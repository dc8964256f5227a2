import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Card = Record<string, unknown>;

type Post = { id: string; conversation: string; card: Card; versions: Card[] };

export type Someone = { id: string; aadObjectId?: string; name: string };

/** What a conversation is, as an independent client would name it. */
export type Room = { id: string; conversationType?: string; name?: string };

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
}

const cardOf = (activity: Record<string, unknown>): Card => {
  const attachments = activity['attachments'] as { content: Card }[] | undefined;
  return attachments?.[0]?.content ?? {};
};

/**
 * A Bot Framework client written from the REST reference alone: it knows nothing of the bot's code or
 * of the local tenant. `serviceUrl` is a loopback port of its own.
 */
export async function createConnector(botUrl: string) {
  const posts = new Map<string, Post>();
  const chats = new Map<string, string>();
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const parts =
        (request.url ?? '').split('?')[0]?.split('/').filter(Boolean).map(decodeURIComponent) ?? [];
      const answer = (status: number, value: unknown): void => {
        // Not chained: restify, when it lives in the same process, patches writeHead to return nothing.
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (parts[0] !== 'v3' || parts[1] !== 'conversations') return answer(404, {});
      if (request.method === 'POST' && parts.length === 2) {
        const member = (body['members'] as { id: string }[])[0]?.id ?? '';
        const chat = chats.get(member) ?? `chat-${randomUUID()}`;
        chats.set(member, chat);
        return answer(201, { id: chat });
      }
      const conversation = parts[2] ?? '';
      if (request.method === 'POST' && parts[3] === 'activities') {
        const id = randomUUID();
        const card = cardOf(body);
        posts.set(id, { id, conversation, card, versions: [card] });
        return answer(201, { id });
      }
      const known = posts.get(parts[4] ?? '');
      if (request.method === 'PUT' && known !== undefined) {
        known.card = cardOf(body);
        known.versions.push(known.card);
        return answer(200, { id: known.id });
      }
      return answer(404, { error: { code: 'NotFound', message: 'not found' } });
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const serviceUrl = `http://127.0.0.1:${address.port}`;

  async function send(
    activity: Record<string, unknown>,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${botUrl}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: randomUUID(),
        timestamp: new Date().toISOString(),
        channelId: 'emulator',
        serviceUrl,
        recipient: { id: 'bot-id', name: 'bot' },
        ...activity,
      }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }

  const seen = (room: Room): Post[] => [...posts.values()].filter((post) => post.conversation === room.id);

  return {
    serviceUrl,
    posts,
    seen,
    send,
    install: (who: Someone, room: Room) =>
      send({
        type: 'conversationUpdate',
        from: who,
        conversation: room,
        membersAdded: [{ id: 'bot-id' }, { id: who.id }],
      }),
    say: (who: Someone, room: Room, text: string) =>
      send({ type: 'message', from: who, conversation: room, text }),
    execute: (who: Someone, room: Room, post: Post, button: Button, inputs: Record<string, string> = {}) =>
      send({
        type: 'invoke',
        name: 'adaptiveCard/action',
        from: who,
        conversation: room,
        replyToId: post.id,
        value: {
          action: { type: 'Action.Execute', verb: button.verb, data: { ...button.data, ...inputs } },
          trigger: 'manual',
        },
      }),
    submit: (who: Someone, room: Room, post: Post, button: Button, inputs: Record<string, string> = {}) =>
      send({
        type: 'message',
        from: who,
        conversation: room,
        replyToId: post.id,
        value: { ...button.fallback?.data, ...inputs },
      }),
    /** Waits for a post in the room whose newest card shows the words; with `id`, for that very post. */
    async waitFor(room: Room, words: string, timeoutMs = 10_000, id?: string): Promise<Post> {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = seen(room).findLast(
          (post) => (id === undefined || post.id === id) && JSON.stringify(post.card).includes(words),
        );
        if (found !== undefined) return found;
        if (Date.now() > deadline) throw new Error(`nothing in ${room.id} says ${words}`);
        await delay(25);
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Connector = Awaited<ReturnType<typeof createConnector>>;

export type Button = {
  type: string;
  title: string;
  verb: string;
  data: Record<string, unknown>;
  fallback?: { data: Record<string, unknown> };
};

/** Every Action.Execute of a card, wherever it stands. */
export function buttonsOf(node: unknown): Button[] {
  if (Array.isArray(node)) return node.flatMap(buttonsOf);
  if (typeof node !== 'object' || node === null) return [];
  const own = (node as { type?: unknown }).type === 'Action.Execute' ? [node as Button] : [];
  return [
    ...own,
    ...Object.entries(node).flatMap(([key, value]) => (key === 'fallback' ? [] : buttonsOf(value))),
  ];
}

export function buttonOf(card: Card, title: string): Button {
  const found = buttonsOf(card).find((button) => button.title === title);
  if (found === undefined) throw new Error(`no button ${title}`);
  return found;
}

/** The choice whose title is given, of the input with this id. */
export function choiceOf(card: Card, id: string, title: string): string {
  const find = (node: unknown): string | undefined => {
    if (Array.isArray(node)) {
      for (const item of node) {
        const found = find(item);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (typeof node !== 'object' || node === null) return undefined;
    const { id: own, choices } = node as { id?: string; choices?: { title: string; value: string }[] };
    if (own === id) return choices?.find((choice) => choice.title === title)?.value;
    return find(Object.values(node));
  };
  const value = find(card);
  if (value === undefined) throw new Error(`no choice ${title} in ${id}`);
  return value;
}
