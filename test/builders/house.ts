import { join } from 'node:path';
import { createCards } from '../../src/cards/cards.ts';
import { loadTemplates } from '../../src/cards/template.ts';
import { createAddressBook } from '../../src/delivery/address.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { createExpansion } from '../../src/delivery/expand.ts';
import { createPresenter } from '../../src/delivery/present.ts';
import { createSend } from '../../src/delivery/send.ts';
import { channelKey } from '../../src/domain/ids.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Ward } from '../../src/domain/people/departments.ts';
import type { Channel, Person } from '../../src/domain/people/person.ts';
import { containers } from '../../src/store/containers.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import type { House } from '../../src/workflow/ports.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import { type Clock, createClock } from './clock.ts';
import { approver, channel, digest, minimalTyped, NOW, person, richTyped, ward } from './records.ts';
import { temporaryFolder } from './store.ts';
import { createRecordingTeams, type RecordingTeams } from './teams.ts';

export const cards = createCards(loadTemplates(join(import.meta.dirname, '../../cards')), () => ward);

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
  const house: House = {
    ...createRepositories(over(store)),
    ward: () => wish.ward ?? ward,
    rules: {
      coordinators: new Set(local ? [] : [COORDINATOR]),
      tenants: ['local'],
      mayDeclareRoles: local,
    },
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

/** The delivery of a process over a house, with the house's own clock. */
export function openDelivery(
  open: OpenHouse,
  wishes: { teams?: RecordingTeams; onlySender?: boolean; chance?: () => number } = {},
) {
  const { house, clock } = open;
  const teams = wishes.teams ?? createRecordingTeams(clock);
  const recorded = createRecordedLog();
  const delivery = createDelivery({
    house,
    expansion: createExpansion(house),
    attempt: createSend({
      house,
      teams: teams.port,
      draw: createPresenter(house, cards),
      addressOf: createAddressBook(house, teams.port),
      chance: wishes.chance ?? (() => 0.5),
      log: recorded.log,
    }),
    onlySender: wishes.onlySender ?? true,
    log: recorded.log,
    after: clock.after,
  });
  return { delivery, teams, lines: recorded.lines };
}

export type { Clock };
