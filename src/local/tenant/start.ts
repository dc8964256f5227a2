import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createActing } from './acting.ts';
import { createActivities } from './activities.ts';
import { createBotLink } from './bot-link.ts';
import { createConnector } from './connector.ts';
import { Refusal, createRouter } from './http.ts';
import { createHub } from './hub.ts';
import { createPageApi } from './page-api.ts';
import { createPlaces } from './place.ts';
import { createPosting } from './posting.ts';
import { createSearching } from './searching.ts';
import { createSeeding } from './seeding.ts';
import { openDatabase } from './state/database.ts';
import { createMarks } from './state/marks.ts';
import { createMessages } from './state/messages.ts';
import { createPresses } from './state/presses.ts';
import { createStaticRoutes } from './static.ts';
import { createTabProxy } from './tab-proxy.ts';
import { createTabTokens } from './tab-tokens.ts';
import { createViews } from './views.ts';
import { createDirectory, demoWard } from './ward.ts';
import type { Seeding } from './wire.ts';

export type TenantOptions = {
  /** Folder of the tenant's file; made when missing. */
  dataDir: string;
  /** 0 takes any free port. */
  port: number;
  /** Base address of the bot's service. */
  botUrl: string;
  /** How long the bot may take to answer one activity. Default 15 seconds, as in Teams. */
  answerTimeoutMs?: number;
  /** How long the first card may take to appear after the install events. Default 10 seconds. */
  greetingTimeoutMs?: number;
  /** How long an introduction card may follow after a greeting without one. Default 1.5 seconds. */
  greetingQuietMs?: number;
  /** How long the service may say nothing while it answers the tab. Default 30 seconds. */
  tabTimeoutMs?: number;
};

export type Tenant = {
  /** The page, and the `serviceUrl` that the bot is told. Ends with `/`. */
  url: string;
  /** Public key of the tab's tokens, as a JSON Web Key Set: for the service. */
  tabKeys: string;
  /** Installs the bot everywhere and presses the introduction cards; failures are in the answer. */
  seed(): Promise<Seeding>;
  /** A sentence above the page, or null to take it away. */
  setNotice(text: string | null): void;
  stop(): Promise<void>;
};

/** Only addressed as loopback: a foreign page cannot get here by pointing its own name at 127.0.0.1. */
const isLoopbackName = (request: IncomingMessage): boolean =>
  /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/u.test(request.headers.host ?? '');

/** Starts the local tenant on 127.0.0.1. */
export const startTenant = async (options: TenantOptions): Promise<Tenant> => {
  const ward = demoWard;
  const now = Date.now;
  const directory = createDirectory(ward);
  const database = openDatabase(options.dataDir);
  const messages = createMessages(database, now);
  const marks = createMarks(database);
  const hub = createHub();
  const views = createViews({ ward, directory, messages, marks });

  let address = '';
  let notice: string | null = null;
  const serviceUrl = () => address;

  const place = createPlaces(directory);
  const activities = createActivities({ ward, serviceUrl, now });
  const botLink = createBotLink({ botUrl: options.botUrl, timeoutMs: options.answerTimeoutMs ?? 15_000 });
  const presses = createPresses(database);
  const acting = createActing({ place, messages, presses, views, activities, botLink, hub, now });
  const seeding = createSeeding({
    ward,
    directory,
    messages,
    marks,
    views,
    acting,
    hub,
    answerMs: options.greetingTimeoutMs ?? 10_000,
    quietMs: options.greetingQuietMs ?? 1500,
  });
  const tabTokens = createTabTokens({ tenantId: ward.tenantId, now });
  const route = createRouter(
    [
      ...createConnector({ ward, directory, messages, hub, serviceUrl }),
      ...createPageApi({
        ward,
        directory,
        messages,
        marks,
        views,
        acting,
        posting: createPosting({ place, messages, views, activities, botLink, hub, now }),
        searching: createSearching({ place, activities, botLink, now }),
        seeding,
        hub,
        notice: () => notice,
        tabTokens,
      }),
      ...createTabProxy({ serviceUrl: options.botUrl, timeoutMs: options.tabTimeoutMs ?? 30_000 }),
      ...createStaticRoutes(),
    ],
    (error) => console.error('The local tenant failed at a request:', error),
  );

  const pending = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    if (!isLoopbackName(request)) {
      const refusal = new Refusal(421, 'MisdirectedRequest', 'Only as 127.0.0.1 or localhost.');
      response.writeHead(refusal.status, { 'content-type': 'text/plain' });
      response.end(refusal.message);
      return;
    }
    const work = route(request, response).finally(() => pending.delete(work));
    pending.add(work);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  return {
    url: address,
    tabKeys: tabTokens.jwks,
    seed: seeding.run,
    setNotice: (text) => {
      notice = text;
      hub.publish({ kind: 'status' });
    },
    stop: async () => {
      server.closeAllConnections();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await seeding.stop();
      await closed;
      // What is still waiting for the bot must not find the file closed.
      await Promise.allSettled(pending);
      database.close();
    },
  };
};
