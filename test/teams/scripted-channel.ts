import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: unknown };

/** What the channel does with a request. */
export type Reaction =
  | { status: number; body?: unknown; raw?: string; headers?: Record<string, string>; delayMs?: number }
  | 'reset'
  | 'hang'
  | 'half-answer';

export type ScriptedChannel = {
  url: string;
  received: Received[];
  /** Reactions in order; the last one stays. */
  script(...reactions: Reaction[]): void;
  close(): Promise<void>;
};

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function react(reaction: Reaction, request: IncomingMessage, response: ServerResponse): void {
  if (reaction === 'hang') return;
  if (reaction === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (reaction === 'half-answer') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
    response.write('{"id":');
    return;
  }
  const { status, body = {}, raw, headers = {}, delayMs = 0 } = reaction;
  setTimeout(() => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(raw ?? JSON.stringify(body));
  }, delayMs);
}

/** A real HTTP server on loopback that plays the connector service. */
export async function openScriptedChannel(): Promise<ScriptedChannel> {
  const received: Received[] = [];
  let reactions: Reaction[] = [];
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const { method = '', url = '', headers } = request;
    received.push({ method, path: url, headers, body: text === '' ? undefined : JSON.parse(text) });
    const [next] = reactions;
    if (reactions.length > 1) reactions.shift();
    react(next ?? { status: 201, body: { id: `m-${received.length}` } }, request, response);
  }
  const server = createServer((request, response) => {
    // A sender that goes away in the middle of its body is dropped.
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    script: (...next) => {
      reactions = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
