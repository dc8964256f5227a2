import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pino from 'pino';
import { createBotAuthentication } from './bot/front-door/authentication.ts';
import { createEntry } from './bot/front-door/entry.ts';
import { describeFault } from './bot/front-door/log.ts';
import { createCards } from './cards/cards.ts';
import { localTabLink, teamsTabLink } from './cards/tab-link.ts';
import { loadTemplates } from './cards/template.ts';
import { type Config, readConfig } from './config.ts';
import { loadAnswers } from './content/answers/load.ts';
import { loadCompanion } from './content/companion/load.ts';
import { loadConductRules } from './content/conduct/load.ts';
import { loadLaw } from './content/law/load.ts';
import { loadSeverity } from './content/risk/load.ts';
import { loadMatchingContent } from './content/matching/load.ts';
import { demoWardFile, readWard } from './content/ward.ts';
import { loadWordingLexicon } from './content/wording/load.ts';
import { createAddressBook } from './delivery/address.ts';
import { createDelivery } from './delivery/delivery.ts';
import { createExpansion } from './delivery/expand.ts';
import { createDeliveryHealth } from './delivery/health.ts';
import { createLease } from './delivery/lease.ts';
import { createPresenter } from './delivery/present.ts';
import type { Rooms } from './delivery/rooms.ts';
import { createTroubleNotice } from './delivery/trouble.ts';
import { createSend } from './delivery/send.ts';
import { realTime } from './delivery/timer.ts';
import { createPhoneKeys } from './domain/matching/index.ts';
import type { Ward } from './domain/people/departments.ts';
import { createAssessing } from './domain/settings/assess.ts';
import { installedRules } from './domain/settings/rules.ts';
import { createWordingJudge } from './domain/wording/index.ts';
import { entraIssuer, localIssuer } from './http/api/issuers.ts';
import { createHttpServer } from './http/server.ts';
import { readTab } from './http/tab-files.ts';
import { createTab } from './http/tab.ts';
import type { Report } from './store/collection.ts';
import { containers } from './store/containers.ts';
import type { DocumentStore } from './store/document-store.ts';
import { incidentMapping } from './store/incidents.ts';
import { createReindex } from './store/reindex.ts';
import { createRepositories } from './store/repositories.ts';
import { createTeamsConnector } from './teams/connector.ts';
import { createPersons } from './workflow/persons.ts';
import { createSettingsPoll } from './workflow/settings/poll.ts';
import { createSettings } from './workflow/settings/settings.ts';
import { isLoopbackServiceUrl, isTeamsServiceUrl } from './teams/service-url.ts';

/** The driver that is not used is not loaded either. */
async function openStore(config: Config): Promise<DocumentStore> {
  if (config.mode === 'local') {
    const { createSqliteStore } = await import('./store/sqlite-store.ts');
    return createSqliteStore({ file: join(config.dataFolder, 'tate.sqlite'), containers });
  }
  const { createCosmosStore } = await import('./store/cosmos-store.ts');
  const { endpoint, database, key } = config.cosmos;
  if (key !== undefined) return createCosmosStore({ endpoint, database, containers, key });
  const { DefaultAzureCredential } = await import('@azure/identity');
  return createCosmosStore({ endpoint, database, containers, credential: new DefaultAzureCredential() });
}

/** Whose tokens for the tab are taken. */
const tabIssuers = (config: Config) =>
  config.mode === 'local'
    ? [localIssuer(config.tab.keys)]
    : config.tenants.map((tenantId) => entraIssuer({ tenantId, ...config.tab, now: Date.now }));

/** What holds until somebody saves settings: the files and the environment. */
function asInstalled(config: Config, ward: Ward) {
  const lists = loadConductRules();
  return {
    installed: {
      ward,
      rules: installedRules(config.records, config.alerts, lists),
      conduct: { entries: [] },
      companion: loadCompanion(),
      answers: loadAnswers(),
      law: loadLaw(),
    },
    assess: createAssessing({
      wording: createWordingJudge(loadWordingLexicon()),
      lists,
      severity: loadSeverity(),
    }),
  };
}

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
  const newReference = (): string => randomBytes(4).toString('hex').toUpperCase();

  const ward = readWard(local ? demoWardFile : config.wardFile);
  if (ward === undefined) {
    refuse(['TATE_WARD_FILE: cannot be read, or is not of the form of src/content/ward.json']);
    return;
  }
  const page = await readTab(join(import.meta.dirname, '../dist/tab'));
  if (page === undefined && !local) {
    refuse(['dist/tab is not there: the page of the tab is built by npm run build']);
    return;
  }
  if (page === undefined) log.warn({}, 'the page of the tab is not there: npm run build');
  const store = await openStore(config);
  const report: Report = (fault) => log.error({ fault: fault.message }, 'unreadable document left out');
  const repositories = createRepositories(store, report);
  const reindex = createReindex({ store, mapping: incidentMapping, report, after: realTime, log });
  const now = (): Date => new Date();
  const settings = createSettings({
    versions: repositories.settingsVersions,
    ...asInstalled(config, ward),
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
    digest: (text) => createHash('sha256').update(text).digest('hex'),
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
  const timing = { now: rooms.now, monotonic: () => performance.now(), after: realTime, log };
  const lease = createLease({
    leases: repositories.leases,
    owner: randomUUID(),
    alone: local,
    ...timing,
  });
  const deliveryHealth = createDeliveryHealth({
    owed: rooms.owed,
    licence: lease,
    tell: createTroubleNotice(rooms),
    ...timing,
  });
  const delivery = createDelivery({
    house: rooms,
    expansion: createExpansion(rooms),
    attempt: createSend({
      house: rooms,
      teams,
      draw: createPresenter(rooms, cards),
      addressOf: createAddressBook(rooms, teams),
      licence: lease,
      chance: Math.random,
      after: realTime,
      log,
    }),
    lease,
    onlySender: local,
    ...timing,
  });
  const house = { ...rooms, outbox: delivery };
  const server = createHttpServer({
    frontDoor: createEntry({
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
    health: {
      // Messages that wait do not make an instance unready: it stores reports all the same.
      async ready() {
        try {
          await store.ping();
          return { ok: true, checks: { store: 'ok', delivery: await deliveryHealth.figures() } };
        } catch {
          return { ok: false, checks: { store: 'unavailable' } };
        }
      },
    },
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
  delivery.start();
  deliveryHealth.start();
  reindex.start();
  log.info({ mode: config.mode, port }, 'listening');
  rooms.persons.ready().then(
    () => log.info({}, 'index of persons read'),
    // The next question reads it again.
    (fault: unknown) => log.warn(describeFault(fault), 'index of persons not read'),
  );

  const stop = async (): Promise<void> => {
    await server.stop(8_000);
    await settingsPoll.stop();
    await reindex.stop();
    await deliveryHealth.stop();
    await delivery.stop();
    await store.close();
    log.info({}, 'stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

await main();
