import { CONVERSATION_LIMITS, type Limit, TENANT_LIMITS } from '../../src/delivery/pace.ts';
import { containers } from '../../src/store/containers.ts';
import { openHouse } from '../builders/house.ts';
import { wrongIn } from './checker.ts';
import { createMemoryStore } from './memory-store.ts';
import { play } from './world.ts';

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
