import type { Cards } from '../../../src/cards/cards.ts';
import type { TokenIssuer } from '../../../src/http/api/issuers.ts';
import type { Route } from '../../../src/http/route.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { createTab } from '../../../src/http/tab.ts';
import type { TabFiles } from '../../../src/http/tab-files.ts';
import { createRecordedLog } from '../../bot/front-door/recorded-log.ts';
import type { OpenHouse } from '../../builders/house.ts';
import { openLocalKeys } from './tab-keys.ts';

export type Reply = { status: number; headers: Headers; text: string; json: () => Record<string, unknown> };

type Request = {
  method?: string;
  /** Below /api/v1. */
  path: string;
  /** Object id of a persona, who signs in with a good token of the local tenant. */
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** The chat that the pages link to. */
export const CHAT_URL = 'http://127.0.0.1:3979/';

/** The bot's way in, which these tests do not take. */
const closedDoor = {
  refuseToken: () => ({ kind: 'problem', status: 401 }) as const,
  receive: async () => ({ kind: 'problem', status: 401 }) as const,
};

/** The real server with these routes on a loopback port, and a client that signs personas in. */
export async function serve(makeRoutes: (parts: Parts) => readonly Route[]) {
  const keys = await openLocalKeys();
  const recorded = createRecordedLog();
  let references = 0;
  const server = createHttpServer({
    frontDoor: closedDoor,
    health: { ready: async () => ({ ok: true, checks: {} }) },
    routes: makeRoutes({ issuers: [keys.issuer], log: recorded.log }),
    log: recorded.log,
    newReference: () => {
      references += 1;
      return `R${references}`;
    },
  });
  const port = await server.listen('127.0.0.1', 0);
  const origin = `http://127.0.0.1:${port}`;

  async function fetched(path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const json = () => JSON.parse(text) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, text, json };
  }

  return {
    port,
    keys,
    lines: recorded.lines,
    fetched,
    /** One call of the API. */
    async call({ method = 'GET', path, as, body, headers = {} }: Request): Promise<Reply> {
      return fetched(`/api/v1${path}`, {
        method,
        headers: {
          ...(as === undefined ? {} : { authorization: await keys.bearer(as) }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
    close: () => server.stop(0),
  };
}

type Parts = { issuers: readonly TokenIssuer[]; log: ReturnType<typeof createRecordedLog>['log'] };

/** All of the tab over a house, as `main.ts` puts it together in local mode. */
export const openTabService = (
  { house, settings }: Pick<OpenHouse, 'house' | 'settings'>,
  cards: Cards,
  files?: TabFiles,
) =>
  serve(({ issuers, log }) =>
    createTab({
      issuers,
      files,
      house,
      cards,
      settings,
      chatUrl: CHAT_URL,
      local: true,
      now: Date.now,
      log,
    }),
  );

export type TabService = Awaited<ReturnType<typeof openTabService>>;
