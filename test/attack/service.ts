import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { createBot } from '../../src/bot/bot.ts';
import { createFrontDoor, type FrontDoor } from '../../src/bot/front-door/adapter.ts';
import { createBotAuthentication } from '../../src/bot/front-door/authentication.ts';
import { createEntry } from '../../src/bot/front-door/entry.ts';
import { createGuard, type Guard } from '../../src/bot/front-door/guard.ts';
import { createPacedTurn } from '../../src/bot/front-door/pace.ts';
import { createRateLimit } from '../../src/bot/front-door/rate.ts';
import { checkTenant } from '../../src/bot/front-door/tenant.ts';
import { readConfig } from '../../src/config.ts';
import { demoWardFile } from '../../src/content/ward.ts';
import { createApi } from '../../src/http/api/create-api.ts';
import { createHandlers } from '../../src/http/api/create-handlers.ts';
import type { SignIn } from '../../src/http/api/sign-in.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createTab } from '../../src/http/tab.ts';
import { createTeamsConnector } from '../../src/teams/connector.ts';
import { isTeamsServiceUrl } from '../../src/teams/service-url.ts';
import type { House, People, Rules } from '../../src/workflow/ports.ts';
import type { OutgoingMessage, TeamsPort } from '../../src/workflow/teams-port.ts';
import { APP_ID, openKeyServer, TENANT } from '../bot/front-door/channel-keys.ts';
import { cards, openDelivery, openHouse } from '../builders/house.ts';
import { createRecordingTeams } from '../builders/teams.ts';
import { HOST, openTabKeys, TAB_APP_ID } from '../http/api/tab-keys.ts';
import { COORDINATOR } from './people.ts';
import { captureLog } from './captured-log.ts';

/** A protection that is taken out, to see that the table notices. */
export const weaknesses = [
  'no signature check',
  'no signature check at the tab',
  'no guard',
  'no tenant check',
  'no pace',
  'everybody is entitled',
  'any address',
  'live text',
  'talkative log',
] as const;
export type Weakness = (typeof weaknesses)[number];

/** What an operator sets; the values are made up, the reader is the one of production. */
export const environment = {
  TATE_MODE: 'production',
  MICROSOFT_APP_ID: APP_ID,
  MICROSOFT_APP_TENANT_ID: TENANT,
  MICROSOFT_APP_TYPE: 'SingleTenant',
  MICROSOFT_APP_PASSWORD: 'not-a-secret',
  COSMOS_ENDPOINT: 'https://127.0.0.1:9',
  COSMOS_KEY: 'not-a-key',
  TATE_PHONE_KEY: 'not-a-key-'.repeat(8),
  TATE_WARD_FILE: fileURLToPath(demoWardFile),
  TATE_COORDINATORS: COORDINATOR,
  TATE_HOST: HOST,
  TATE_TAB_APP_ID: TAB_APP_ID,
  TEAMS_APP_ID: '5a6b7c8d-1111-4222-8333-0a0b0c0d0e0f',
};

/** A register in which everybody holds every role. */
function generous(people: People, departments: readonly string[]): People {
  const raised = <T extends { approverOf: string[] }>(person: T): T => ({
    ...person,
    approverOf: [...departments],
  });
  return {
    ...people,
    async read(key) {
      const person = await people.read(key);
      return person === undefined ? undefined : raised(person);
    },
  };
}

/** The same card with what people wrote in blocks that know markdown. */
const withLiveText = ({ card, summary }: OutgoingMessage): OutgoingMessage => ({
  card: JSON.parse(JSON.stringify(card).replaceAll('"TextRun"', '"TextBlock"')) as object,
  summary,
});

/** Listens on loopback and counts who comes; nobody ever should. */
async function openCanary() {
  let hits = 0;
  const server = createServer((_request, response) => {
    hits += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    hits: () => hits,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type EntryParts = Parameters<typeof createEntry>[0];

/** The way in with one protection missing. Without a weakness it is `createEntry`, which `main.ts` calls as well. */
function openEntry(parts: EntryParts, weakness: Weakness | undefined): FrontDoor {
  if (weakness === 'talkative log') {
    const door = createEntry(parts);
    return {
      ...door,
      receive(request) {
        parts.log.info({ body: request.body }, 'received');
        return door.receive(request);
      },
    };
  }
  if (weakness !== 'no guard' && weakness !== 'no tenant check' && weakness !== 'no pace') {
    return createEntry(parts);
  }
  const { authentication, appId, tenants, allowServiceUrl, now, log, newReference } = parts;
  const { house, cards, teams } = parts;
  const admit: Parameters<typeof createBot>[0]['admit'] = (activity) =>
    checkTenant(activity, { tenants, local: weakness === 'no tenant check' });
  const takeTurn = createBot({ house, cards, teams, admit, log });
  const paced = createPacedTurn({ takeTurn, admit, rate: createRateLimit({ now }), teams, cards, log });
  const open: Guard = { checkToken: () => ({ pass: true }), check: () => ({ pass: true }) };
  return createFrontDoor({
    authentication,
    guard: weakness === 'no guard' ? open : createGuard({ appId, tenants, allowServiceUrl, now }),
    answer: weakness === 'no pace' ? takeTurn : paced,
    log,
    newReference,
  });
}

/** A sign-in that believes whatever a token says. */
const credulous: SignIn = async (authorization = '') => {
  const [, payload = ''] = authorization.split('.');
  try {
    const { tid, oid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, string>;
    return { kind: 'signed-in', tenantId: tid ?? '', objectId: oid ?? '' };
  } catch {
    return { kind: 'refused', status: 401, reason: 'malformed-token' };
  }
};

type TabParts = Parameters<typeof createTab>[0];

/** The tab as `main.ts` has it, or with one protection missing. */
function openTab(parts: TabParts, weakness: Weakness | undefined): ReturnType<typeof createTab> {
  if (weakness !== 'no signature check at the tab') return createTab(parts);
  const { house, now, log } = parts;
  return createApi({ signIn: credulous, handlers: createHandlers(parts), house, now, log });
}

/**
 * The service in production mode on a loopback port. Test keys stand in for Microsoft's: they are handed in by
 * this composition, and no setting that production reads could do the same. Posts to the hosts of Teams are
 * recorded instead of sent; every other address goes through the real connector, which refuses it.
 */
export async function openService(weakness?: Weakness) {
  const settings = readConfig(environment);
  if (!settings.ok) throw new Error(settings.problems.join(', '));
  if (settings.config.mode !== 'production') throw new Error('not a production setting');
  const { config } = settings;
  const open = openHouse();
  const keys = await openKeyServer();
  const tabKeys = await openTabKeys();
  const canary = await openCanary();
  const captured = captureLog();
  const log = pino({ level: 'debug', base: null }, captured.stream);
  const newReference = (): string => randomBytes(4).toString('hex').toUpperCase();
  const allowServiceUrl = weakness === 'any address' ? () => true : isTeamsServiceUrl;

  const recording = createRecordingTeams();
  const connector = createTeamsConnector({
    authentication: createBotAuthentication({ kind: 'local' }),
    appId: '',
    allowServiceUrl,
    now: Date.now,
    timeoutMs: 2000,
  });
  const towards = (serviceUrl: string): TeamsPort =>
    isTeamsServiceUrl(serviceUrl) ? recording.port : connector;
  const drawn = (message: OutgoingMessage): OutgoingMessage =>
    weakness === 'live text' ? withLiveText(message) : message;
  const teams: TeamsPort = {
    post: (to, message) => towards(to.serviceUrl).post(to, drawn(message)),
    update: (to, id, message) => towards(to.serviceUrl).update(to, id, drawn(message)),
    openPersonalChat: (order) => towards(order.serviceUrl).openPersonalChat(order),
  };

  const entitled = weakness === 'everybody is entitled';
  const coordinators = new Set(config.coordinators);
  if (entitled) coordinators.has = () => true;
  const rules: Rules = { coordinators, tenants: config.tenants, mayDeclareRoles: false };
  const departments = open.house.ward().departments.map(({ id }) => id);
  // A real sqlite store in a folder of its own, at the real time and under the rules of production.
  const rooms = {
    ...open.house,
    people: entitled ? generous(open.house.people, departments) : open.house.people,
    rules,
    recordRules: config.records,
    now: () => new Date(),
    random: () => randomBytes(8).toString('hex'),
  };
  const after = (ms: number, run: () => void): (() => boolean) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
      return true;
    };
  };
  const { delivery, lines } = openDelivery(
    {
      ...open,
      house: { ...rooms, outbox: open.house.outbox },
      clock: { ...open.clock, now: rooms.now, after },
    },
    { teams: { ...recording, port: teams } },
  );
  const house: House = { ...rooms, outbox: delivery };
  const parts: EntryParts = {
    authentication:
      weakness === 'no signature check' ? createBotAuthentication({ kind: 'local' }) : keys.authentication,
    appId: config.registration.appId,
    tenants: config.tenants,
    local: false,
    allowServiceUrl,
    house,
    cards,
    teams,
    now: Date.now,
    log,
    newReference,
  };
  const server = createHttpServer({
    frontDoor: openEntry(parts, weakness),
    health: { ready: async () => ({ ok: true, checks: { store: 'ok' } }) },
    routes: openTab(
      {
        issuers: config.tenants.map(tabKeys.issuerOf(config.tab)),
        files: undefined,
        house,
        cards,
        settings: open.settings,
        chatUrl: config.tab.chatUrl,
        local: false,
        now: Date.now,
        log,
      },
      weakness,
    ),
    log,
    newReference,
  });
  delivery.start();
  const port = await server.listen('127.0.0.1', 0);

  return {
    port,
    keys,
    tabKeys,
    canary,
    captured,
    /** What the delivery has logged; the house of the tests gives it a log of its own. */
    deliveryLines: lines,
    teams: recording,
    house,
    async close(): Promise<void> {
      await server.stop(500);
      await delivery.stop();
      await open.close();
      await keys.close();
      await tabKeys.close();
      await canary.close();
      captured.release();
    },
  };
}

export type Service = Awaited<ReturnType<typeof openService>>;
