import { join } from 'node:path';
import { createBot } from '../../src/bot/bot.ts';
import { checkTenant } from '../../src/bot/front-door/tenant.ts';
import { createCards } from '../../src/cards/cards.ts';
import { loadTemplates } from '../../src/cards/template.ts';
import { loadAnswers } from '../../src/content/answers/load.ts';
import { loadCompanion } from '../../src/content/companion/load.ts';
import { loadConductRules } from '../../src/content/conduct/load.ts';
import { loadLaw } from '../../src/content/law/load.ts';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { loadSeverity } from '../../src/content/risk/load.ts';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { createAddressBook } from '../../src/delivery/address.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { createExpansion } from '../../src/delivery/expand.ts';
import { createLease } from '../../src/delivery/lease.ts';
import { createPresenter } from '../../src/delivery/present.ts';
import { createSend } from '../../src/delivery/send.ts';
import { channelKey } from '../../src/domain/ids.ts';
import { createPhoneKeys } from '../../src/domain/matching/index.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Ward } from '../../src/domain/people/departments.ts';
import type { Channel, Person } from '../../src/domain/people/person.ts';
import { createAssessing } from '../../src/domain/settings/assess.ts';
import { installedRules } from '../../src/domain/settings/rules.ts';
import type { SettingsContent } from '../../src/domain/settings/section.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';
import { containers } from '../../src/store/containers.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import type { House } from '../../src/workflow/ports.ts';
import { createPersons } from '../../src/workflow/persons.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { createSettings } from '../../src/workflow/settings/settings.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import { createClock } from './clock.ts';
import {
  alertTimes,
  approver,
  channel,
  digest,
  minimalTyped,
  NOW,
  person,
  richTyped,
  ward,
} from './records.ts';
import { temporaryFolder } from './store.ts';
import { createRecordingTeams, type RecordingTeams } from './teams.ts';

export const cards = createCards(
  loadTemplates(join(import.meta.dirname, '../../cards')),
  () => ward,
  loadLaw(),
  loadAnswers(),
);

const lists = loadConductRules();

const assessing = createAssessing({
  wording: createWordingJudge(loadWordingLexicon()),
  lists,
  severity: loadSeverity(),
});

const matching = loadMatchingContent();

export const answers = loadAnswers();

export const companion = loadCompanion();

/** What holds in a house until somebody saves settings. */
export const asInstalled: SettingsContent = {
  ward,
  rules: installedRules({ workdayEnd: '17:15', lateAfterHours: 24 }, alertTimes, lists),
  conduct: { entries: [] },
  companion,
  answers,
  law: loadLaw(),
};

const installedAssessor = assessing(asInstalled, '2026-11-21');

/** The word lists as installed compile once for all houses. */
export const assess: typeof assessing = (content, day) =>
  content.rules === asInstalled.rules && content.conduct === asInstalled.conduct
    ? installedAssessor
    : assessing(content, day);

const phoneKeys = createPhoneKeys((text) => digest(`phone|${text}`).slice(0, 12));

/** Coordinator of the settings in a house of production. */
export const COORDINATOR = '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f';

type Wish = {
  local?: boolean;
  now?: Date;
  ward?: Ward;
  digest?: House['digest'];
  /** Stands between the house and its store. */
  over?: (store: DocumentStore) => DocumentStore;
};

/** A house on a real file store in a folder of its own, with a clock that stands still. */
export function openHouse(wish: Wish = {}) {
  const { local = false, now = NOW, over = (store) => store } = wish;
  const folder = temporaryFolder();
  const store = createSqliteStore({ file: folder.file, containers });
  const clock = createClock(now);
  let nudges = 0;
  let drawn = 0;
  const repositories = createRepositories(over(store));
  const recorded = createRecordedLog();
  const settings = createSettings({
    versions: repositories.settingsVersions,
    installed: { ...asInstalled, ward: wish.ward ?? ward },
    assess,
    now: clock.now,
    log: recorded.log,
  });
  const house: House = {
    ...repositories,
    persons: createPersons(repositories, matching),
    phoneKeys,
    ward: settings.ward,
    rules: {
      coordinators: new Set(local ? [] : [COORDINATOR]),
      tenants: ['local'],
      mayDeclareRoles: local,
    },
    recordRules: settings.recordRules,
    alertRules: settings.alertRules,
    answers: settings.answers,
    companion: settings.companion,
    assessor: settings.assessor,
    outbox: {
      nudge: () => {
        nudges += 1;
      },
    },
    now: clock.now,
    digest: wish.digest ?? digest,
    random: () => {
      drawn += 1;
      return drawn.toString(16).padStart(16, '0');
    },
  };

  return {
    house,
    clock,
    store,
    settings,
    /** What the settings have logged. */
    settingsLines: recorded.lines,
    nudges: () => nudges,
    async settlePeople(...people: Person[]): Promise<void> {
      for (const one of people) await house.people.create(one);
    },
    async settleChannels(...channels: Channel[]): Promise<void> {
      for (const one of channels) await house.channels.create(one);
    },
    async file(
      wishes: { reporter?: Person; typed?: Record<string, string>; word?: string; messageId?: string } = {},
    ): Promise<Incident> {
      const { reporter = person(), typed = richTyped, word = 'first', messageId } = wishes;
      await house.people.create(reporter);
      const outcome = await recordIncident(house, {
        person: reporter,
        nonce: `261121-${digest(word).slice(0, 16)}`,
        messageId,
        typed,
      });
      if (outcome.kind !== 'filed') throw new Error(`not filed: ${JSON.stringify(outcome)}`);
      return outcome.incident;
    },
    async close(): Promise<void> {
      await store.close();
      folder.remove();
    },
  };
}

export type OpenHouse = ReturnType<typeof openHouse>;

/** A channel under the key that the bot gives it when it meets it. */
export function installed(overrides: Parameters<typeof channel>[0] = {}): Channel {
  const one = channel(overrides);
  return { ...one, key: channelKey(one.address.tenantId, one.address.conversationId, digest) };
}

/** A channel per department, in the ward's order. */
export const channelsOf = (count: number): Channel[] =>
  ward.departments.slice(0, count).map(({ id, name }) => installed({ id, name, department: id }));

/** A form that raises no alert. */
export const quietTyped = minimalTyped;

export const coordinator = (overrides: Parameters<typeof person>[0] = {}): Person =>
  person({ id: COORDINATOR, name: '総務 花子', department: 'somu', ...overrides });

/** A person with a chat that is known. */
export const reachable = (one: Person): Person => ({
  ...one,
  chat: {
    serviceUrl: one.reach.serviceUrl,
    conversationId: `chat-${one.objectId}`,
    tenantId: one.tenantId,
    botId: one.reach.botId,
  },
});

export const chatOf = (one: Person): string => `chat-${one.objectId}`;

export const reporter = (): Person => reachable(person());
export const chief = (overrides: Parameters<typeof person>[0] = {}): Person => reachable(approver(overrides));

/** Tells processes of one test run apart. */
let owners = 0;

/** The delivery of a process over a house, with the house's own clock. */
export function openDelivery(
  open: OpenHouse,
  wishes: { teams?: RecordingTeams; onlySender?: boolean; chance?: () => number } = {},
) {
  const { house, clock } = open;
  const teams = wishes.teams ?? createRecordingTeams(clock);
  const recorded = createRecordedLog();
  const onlySender = wishes.onlySender ?? true;
  const timing = { monotonic: () => clock.now().getTime(), after: clock.after, log: recorded.log };
  owners += 1;
  const lease = createLease({
    leases: createRepositories(open.store).leases,
    owner: `process-${owners}`,
    alone: onlySender,
    now: clock.now,
    ...timing,
  });
  const delivery = createDelivery({
    house,
    expansion: createExpansion(house),
    attempt: createSend({
      house,
      teams: teams.port,
      draw: createPresenter(house, cards),
      addressOf: createAddressBook(house, teams.port),
      licence: lease,
      chance: wishes.chance ?? (() => 0.5),
      after: clock.after,
      log: recorded.log,
    }),
    lease,
    onlySender,
    ...timing,
  });
  return { delivery, lease, teams, lines: recorded.lines };
}

/** Lets a process of the delivery do what is due within so many milliseconds, and ends it. */
export async function deliverAll(open: OpenHouse, teams: RecordingTeams, ms = 4_000): Promise<void> {
  const { delivery } = openDelivery(open, { teams });
  delivery.start();
  await open.clock.pass(ms);
  const stopped = delivery.stop();
  await open.clock.pass(6_000);
  await stopped;
}

const PLACES = {
  personal: (id: string) => ({ id: `chat-${id}`, conversationType: 'personal' }),
  channel: (id: string) => ({
    id: `19:${id}@thread.tacv2;messageid=17`,
    conversationType: 'channel',
    isGroup: true,
  }),
  group: (id: string) => ({ id: `19:${id}@unq.gbl.spaces`, conversationType: 'groupChat', isGroup: true }),
} as const;

type Where = { in?: keyof typeof PLACES; room?: string };

/** The bot over a house, and activities as a client sends them. */
export function openBot(open: OpenHouse, teams = createRecordingTeams(open.clock)) {
  const recorded = createRecordedLog();
  const takeTurn = createBot({
    house: open.house,
    cards,
    teams: teams.port,
    admit: (activity) => checkTenant(activity, { tenants: ['local'], local: true }),
    log: recorded.log,
  });
  const activity = (id: string, where: Where, rest: object): object => ({
    serviceUrl: 'http://127.0.0.1:3999/',
    from: { id: `29:${id}`, aadObjectId: id, name: `名前-${id}` },
    recipient: { id: '28:tate', name: 'Tate' },
    conversation: PLACES[where.in ?? 'personal'](where.room ?? id),
    ...rest,
  });
  return {
    teams,
    lines: recorded.lines,
    takeTurn,
    /** A word in a chat or a channel. */
    say: (id: string, text: string, where: Where = {}) =>
      takeTurn(activity(id, where, { type: 'message', text })),
    event: (id: string, rest: object, where: Where = {}) => takeTurn(activity(id, where, rest)),
    /** A button pressed by a client that knows Action.Execute; what it shows the presser. */
    async execute(id: string, data: Record<string, unknown>, where: Where & { messageId?: string } = {}) {
      const { action, ...rest } = data;
      const outcome = await takeTurn(
        activity(id, where, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb: action, data: rest } },
          replyToId: where.messageId,
        }),
      );
      if (outcome.kind !== 'invoke') throw new Error('an invoke without an answer');
      return outcome.body as { statusCode: number; type: string; value: unknown };
    },
    /** The same button pressed by a client that knows Action.Submit only. */
    submit: (id: string, data: Record<string, unknown>, where: Where & { messageId?: string } = {}) =>
      takeTurn(activity(id, where, { type: 'message', value: data, replyToId: where.messageId })),
  };
}
