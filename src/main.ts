import { createHmac, hash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pino from 'pino';
import { createBotAuthentication } from './bot/front-door/authentication.ts';
import { createEntry } from './bot/front-door/entry.ts';
import { describeFault } from './bot/front-door/log.ts';
import { createPresses } from './bot/front-door/presses.ts';
import { createCards } from './cards/cards.ts';
import { localTabLink, teamsTabLink } from './cards/tab-link.ts';
import { loadTemplates } from './cards/template.ts';
import { type Config, readConfig } from './config.ts';
import { loadInstalled } from './content/installed.ts';
import { loadMatchingContent } from './content/matching/load.ts';
import { demoWardFile, readWard } from './content/ward.ts';
import type { Rooms } from './delivery/rooms.ts';
import { createSending } from './delivery/sending.ts';
import { realTime } from './delivery/timer.ts';
import { createPhoneKeys } from './domain/matching/index.ts';
import { entraIssuer, localIssuer } from './http/api/issuers.ts';
import { createReadiness } from './http/readiness.ts';
import { createHttpServer } from './http/server.ts';
import { readTab } from './http/tab-files.ts';
import { createTab } from './http/tab.ts';
import type { Report } from './store/collection.ts';
import { incidentMapping } from './store/incidents.ts';
import { openStore } from './store/open.ts';
import { createReindex } from './store/reindex.ts';
import { createRepositories } from './store/repositories.ts';
import { createTeamsConnector } from './teams/connector.ts';
import { createPersons } from './workflow/persons.ts';
import { createSettingsPoll } from './workflow/settings/poll.ts';
import { createSettings } from './workflow/settings/settings.ts';
import { isLoopbackServiceUrl, isTeamsServiceUrl } from './teams/service-url.ts';

/** Whose tokens for the tab are taken. */
const tabIssuers = (config: Config) =>
  config.mode === 'local'
    ? [localIssuer(config.tab.keys)]
    : config.tenants.map((tenantId) => entraIssuer({ tenantId, ...config.tab, now: Date.now }));

function refuse(problems: readonly string[]): void {
  const list = problems.map((problem) => `  - ${problem}\n`).join('');
  process.stderr.write(`Tate cannot start:\n${list}To try it on this machine, run: npm run local\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const read = readConfig();
  if (!read.ok) {
    refuse(read.problems);
    return;
  }
  const { config } = read;
  const local = config.mode === 'local';
  const log = pino({ level: config.logLevel, base: null });
  const registration = local ? { kind: 'local' as const } : config.registration;
  const appId = registration.kind === 'local' ? '' : registration.appId;
  const tenants = local ? ['local'] : config.tenants;
  const allowServiceUrl = local ? isLoopbackServiceUrl : isTeamsServiceUrl;
  const newReference = (): string => randomUUID().slice(0, 8).toUpperCase();

  const wardRead = readWard(local ? demoWardFile : config.wardFile);
  if (!wardRead.ok) {
    refuse(wardRead.problems.map((problem) => `TATE_WARD_FILE: ${problem}`));
    return;
  }
  const { ward } = wardRead;
  const page = await readTab(join(import.meta.dirname, '../dist/tab'));
  if (page === undefined && !local) {
    refuse(['dist/tab is not there: the page of the tab is built by npm run build']);
    return;
  }
  if (page === undefined) log.warn({}, 'the page of the tab is not there: npm run build');
  const store = await openStore(
    local
      ? { kind: 'file', file: join(config.dataFolder, 'tate.sqlite') }
      : { kind: 'cosmos', ...config.cosmos },
  );
  const report: Report = (fault) => log.error({ fault: fault.message }, 'unreadable document left out');
  const repositories = createRepositories(store, report);
  const reindex = createReindex({ store, mapping: incidentMapping, report, after: realTime, log });
  const now = (): Date => new Date();
  const settings = createSettings({
    versions: repositories.settingsVersions,
    ...loadInstalled(ward, config.records, config.alerts),
    now,
    log,
  });
  // What the local tenant holds lies beside this key in clear, so there is nothing for it to guard.
  const phoneKey = local ? 'local' : config.phoneKey;
  const rooms: Rooms = {
    ...repositories,
    persons: createPersons(repositories, loadMatchingContent()),
    phoneKeys: createPhoneKeys((text) =>
      createHmac('sha256', phoneKey).update(text).digest('base64').slice(0, 12),
    ),
    ward: settings.ward,
    rules: { coordinators: new Set(local ? [] : config.coordinators), tenants, mayDeclareRoles: local },
    recordRules: settings.recordRules,
    alertRules: settings.alertRules,
    answers: settings.answers,
    companion: settings.companion,
    assessor: settings.assessor,
    now,
    digest: (text) => hash('sha256', text, 'hex'),
    random: () => randomBytes(8).toString('hex'),
  };
  const cards = createCards(
    loadTemplates(join(import.meta.dirname, '../cards')),
    settings.ward,
    settings.law,
    settings.answers,
    local ? localTabLink(config.tab) : teamsTabLink(config.tab),
  );
  const authentication = createBotAuthentication(registration);
  const teams = createTeamsConnector({ authentication, appId, allowServiceUrl, now: Date.now });
  const presses = createPresses({ now: () => performance.now(), after: realTime });
  const sending = createSending({
    rooms,
    leases: repositories.leases,
    teams,
    cards,
    owner: randomUUID(),
    alone: local,
    quiet: () => presses.quiet(),
    log,
  });
  const house = { ...rooms, outbox: sending.outbox };
  const server = createHttpServer({
    frontDoor: presses.through(
      createEntry({
        authentication,
        appId,
        tenants,
        local,
        allowServiceUrl,
        house,
        cards,
        teams,
        now: Date.now,
        log,
        newReference,
      }),
    ),
    health: createReadiness({
      ping: () => store.ping(),
      settingsRead: settings.wasRead,
      delivery: () => sending.figures(),
    }),
    routes: createTab({
      issuers: tabIssuers(config),
      files: page,
      house,
      cards,
      settings,
      chatUrl: config.tab.chatUrl,
      local,
      now: Date.now,
      log,
    }),
    log,
    newReference,
  });

  const settingsPoll = createSettingsPoll({ settings, after: realTime, log });
  await settingsPoll.start();

  // First the port: a second process on the same data folder must not take the sending away and then stop.
  const port = await server.listen(local ? '127.0.0.1' : '0.0.0.0', config.port);
  // Who is matched with nobody is the ward's to say, so nothing is matched and told before that was read.
  void settingsPoll.firstRead.then(() => sending.start());
  reindex.start();
  log.info({ mode: config.mode, port }, 'listening');
  rooms.persons.ready().then(
    () => log.info({}, 'index of persons read'),
    // The next question reads it again.
    (fault: unknown) => log.warn(describeFault(fault), 'index of persons not read'),
  );

  const stop = async (): Promise<void> => {
    // First the front end learns that we leave; nobody stands before the local one.
    await server.stop(5_000, local ? 0 : 3_000);
    await settingsPoll.stop();
    await reindex.stop();
    await sending.stop();
    await store.close();
    log.info({}, 'stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

await main();
