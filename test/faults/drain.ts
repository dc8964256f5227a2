import { CONVERSATION_LIMITS, type Limit, TENANT_LIMITS } from '../../src/delivery/pace.ts';
import { containers } from '../../src/store/containers.ts';
import { createExpansion } from '../../src/delivery/expand.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import type { House } from '../../src/workflow/ports.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { openHouse, reachable } from '../builders/house.ts';
import { nonceFor, NOW, person, richTyped } from '../builders/records.ts';
import { judgeLimits, wrongIn } from './checker.ts';
import { createFaults } from './faults.ts';
import { createInstance } from './instance.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRandom } from './random.ts';
import { type Appearance, createSimulatedTenant } from './tenant.ts';
import { createTimeline } from './timeline.ts';
import { manyChannels, play, SERVICE_URL } from './world.ts';

/** The least time in which so many requests may leave under these limits, in milliseconds. */
function leastMs(requests: number, limits: readonly Limit[]): number {
  return Math.max(...limits.map(({ sends, withinMs }) => Math.floor((requests - 1) / sends) * withinMs));
}

/**
 * Many reports within a simulated minute, and no faults: how long until the last channel has the last warning,
 * beside the least time that the published limits allow.
 */
export async function drain(wish: { reports: number; channels: number }) {
  const open = openHouse();
  const verdict = await play(
    {
      seed: 1,
      ...wish,
      withinMs: 60_000,
      intensity: 0,
      life: false,
      instances: 2,
      store: createMemoryStore({ containers }),
    },
    open.house,
  );
  await open.close();
  const { reports, channels } = wish;
  const perChannel = leastMs(reports, CONVERSATION_LIMITS);
  const perTenant = leastMs(reports * channels, TENANT_LIMITS);
  const { alerts, repeats, limits, stuck, lastAlertMs } = verdict;
  const least = Math.max(perChannel, perTenant);
  return {
    reports: verdict.reports,
    alerts,
    repeats,
    limits,
    stuck,
    secondsToTheLastWarning: Math.round(lastAlertMs / 1000),
    leastSecondsByTheLimits: Math.round(least / 1000),
    ratio: Number((lastAlertMs / least).toFixed(2)),
    wrong: wrongIn(verdict),
  };
}

/**
 * A process starts and finds so many warnings owed: how long until the last has gone out. What was owed was filed and
 * expanded by the real code while nobody sent.
 */
export async function drainAtRestart(wish: { reports: number; channels: number }) {
  const open = openHouse();
  const { reports, channels } = wish;
  const random = createRandom(1);
  const timeline = createTimeline(NOW.getTime());
  const faults = createFaults(random, 0);
  const tenant = createSimulatedTenant({ timeline, random, faults, serviceUrl: SERVICE_URL });
  const store = createMemoryStore({ containers });
  const house: House = { ...open.house, ...createRepositories(store) };
  for (const one of manyChannels(channels)) await house.channels.create(one);
  const reporter = reachable(person());
  await house.people.create(reporter);
  for (let n = 0; n < reports; n += 1) {
    const form = {
      person: reporter,
      nonce: nonceFor(`report ${n}`),
      messageId: `form-${n}`,
      typed: richTyped,
    };
    const filed = await recordIncident(house, form);
    if (filed.kind !== 'filed') throw new Error(`not filed: ${filed.kind}`);
  }
  const expansion = createExpansion(house);
  const refuse = (about: string, fault: unknown): never => {
    throw new Error(`${about} not expanded`, { cause: fault });
  };
  for (let opened = 1; opened > 0; ) opened = await expansion.sweep(refuse);

  const owed = reports * channels;
  const started = timeline.now();
  const instance = createInstance({
    name: 'restarted',
    timeline,
    random,
    faults,
    store,
    tenant,
    base: open.house,
    persons: () => open.house.persons,
    alone: false,
    alter: {},
    onDeath: () => {},
  });
  instance.start();
  const posts = (): Appearance[] =>
    tenant.appearances.filter(({ kind, row }) => kind === 'post' && row?.includes('/alert-') === true);
  await timeline.runUntil(
    started + 3_600_000,
    () => tenant.appearances.length >= owed && posts().length >= owed,
  );
  await open.close();
  const sent = posts();
  const lastMs = (sent.at(-1)?.acceptedAt ?? started) - started;
  const least = Math.max(leastMs(reports, CONVERSATION_LIMITS), leastMs(owed, TENANT_LIMITS));
  const lost = owed - new Set(sent.map(({ row }) => row)).size;
  const limitsExceeded = judgeLimits(tenant);
  return {
    owedAtRestart: owed,
    sent: sent.length,
    lost,
    limitsExceeded,
    secondsToTheLastWarning: Math.round(lastMs / 1000),
    leastSecondsByTheLimits: Math.round(least / 1000),
    ratio: Number((lastMs / least).toFixed(2)),
    wrong: lost > 0 || limitsExceeded > 0 || sent.length > owed ? ['see the counts'] : [],
  };
}
