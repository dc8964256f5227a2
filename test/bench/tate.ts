import { createHmac, hash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pino from 'pino';
import { createBotAuthentication } from '../../src/bot/front-door/authentication.ts';
import { createEntry } from '../../src/bot/front-door/entry.ts';
import { createPresses } from '../../src/bot/front-door/presses.ts';
import { createCards } from '../../src/cards/cards.ts';
import { localTabLink } from '../../src/cards/tab-link.ts';
import { loadTemplates } from '../../src/cards/template.ts';
import { loadInstalled } from '../../src/content/installed.ts';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import type { Rooms } from '../../src/delivery/rooms.ts';
import { createSending } from '../../src/delivery/sending.ts';
import { realTime } from '../../src/delivery/timer.ts';
import { createPhoneKeys } from '../../src/domain/matching/index.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createTab } from '../../src/http/tab.ts';
import { containers } from '../../src/store/containers.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { createTeamsConnector } from '../../src/teams/connector.ts';
import { isLoopbackServiceUrl } from '../../src/teams/service-url.ts';
import { createPersons } from '../../src/workflow/persons.ts';
import { createSettings } from '../../src/workflow/settings/settings.ts';
import { APP_ID, bearer, channelClaims, openKeyServer, TENANT } from '../bot/front-door/channel-keys.ts';
import { alertTimes, ward } from '../builders/records.ts';
import { openLocalKeys } from '../http/api/tab-keys.ts';
import { answerParent, jobOf } from './child.ts';
import { COORDINATOR, READERS } from './reports.ts';

/*
 * The service as src/main.ts puts it together, on a SQLite file and with the rules of production (token, tenant,
 * rate). Four things stand in for what no bench has: test keys for Microsoft's and for Entra's, a connector on
 * loopback for Teams, and the address rule of the local mode, without which that connector could not be reached.
 */

/** Records that a question about what is left to do reads; those that were filed first are matched first. */
const LOOKED_AT = 50;

const { file, serviceUrl } = jobOf() as { file: string; serviceUrl: string };
const log = pino({ level: 'info', base: null });
const keys = await openKeyServer();
const tabKeys = await openLocalKeys();
const store = createSqliteStore({ file, containers, together: true });
const repositories = createRepositories(store);
const newReference = (): string => randomUUID().slice(0, 8).toUpperCase();
const now = (): Date => new Date();
const settings = createSettings({
  versions: repositories.settingsVersions,
  ...loadInstalled(ward, { workdayEnd: '17:15', lateAfterHours: 24 }, alertTimes),
  now,
  log,
});
const rooms: Rooms = {
  ...repositories,
  persons: createPersons(repositories, loadMatchingContent()),
  phoneKeys: createPhoneKeys((text) =>
    createHmac('sha256', 'bench').update(text).digest('base64').slice(0, 12),
  ),
  ward: settings.ward,
  rules: { coordinators: new Set([COORDINATOR]), tenants: [TENANT], mayDeclareRoles: false },
  recordRules: settings.recordRules,
  alertRules: settings.alertRules,
  answers: settings.answers,
  companion: settings.companion,
  assessor: settings.assessor,
  now,
  digest: (text) => hash('sha256', text, 'hex'),
  random: () => randomBytes(8).toString('hex'),
};
const tab = { chatUrl: serviceUrl };
const cards = createCards(
  loadTemplates(join(import.meta.dirname, '../../cards')),
  settings.ward,
  settings.law,
  settings.answers,
  localTabLink(tab),
);
const teams = createTeamsConnector({
  // The way out has no token: it would be fetched from Microsoft.
  authentication: createBotAuthentication({ kind: 'local' }),
  appId: '',
  allowServiceUrl: isLoopbackServiceUrl,
  now: Date.now,
});
const presses = createPresses({ now: () => performance.now(), after: realTime });
const sending = createSending({
  rooms,
  leases: repositories.leases,
  teams,
  cards,
  owner: randomUUID(),
  alone: true,
  quiet: () => presses.quiet(),
  log,
});
const house = { ...rooms, outbox: sending.outbox };
const server = createHttpServer({
  frontDoor: presses.through(
    createEntry({
      authentication: keys.authentication,
      appId: APP_ID,
      tenants: [TENANT],
      local: false,
      allowServiceUrl: isLoopbackServiceUrl,
      house,
      cards,
      teams,
      now: Date.now,
      log,
      newReference,
    }),
  ),
  health: { ready: async () => ({ ok: true, checks: { store: 'ok' } }) },
  routes: createTab({
    issuers: [tabKeys.issuer],
    files: undefined,
    house,
    cards,
    settings,
    ...tab,
    local: false,
    now: Date.now,
    log,
  }),
  log,
  newReference,
});
const port = await server.listen('127.0.0.1', 0);
sending.start();
await rooms.persons.ready();

const readers = READERS.map(async (objectId) => [
  objectId,
  await tabKeys.bearer(objectId, { tid: TENANT, exp: Math.floor(Date.now() / 1000) + 3600 }),
]);
answerParent({
  port,
  authorization: bearer(channelClaims(Date.now(), { serviceurl: serviceUrl }), keys.privateKey),
  readers: Object.fromEntries(await Promise.all(readers)) as Record<string, string>,
  /** Every record is matched; and all that is owed because of it is written down and sent. */
  async rest() {
    const waiting = await rooms.incidents.withIntents(LOOKED_AT);
    const isMatched = !waiting.some(({ intents }) => intents.some(({ kind }) => kind === 'match'));
    const isSent =
      waiting.length === 0 &&
      (await rooms.alerts.withIntents(1)).length === 0 &&
      (await rooms.owed.due(now(), 1)).length === 0;
    return { isMatched, isSent };
  },
  async stop() {
    await server.stop(2_000);
    await sending.stop();
    await store.close();
    await keys.close();
  },
});
