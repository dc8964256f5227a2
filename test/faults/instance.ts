import { createBot } from '../../src/bot/bot.ts';
import { checkTenant } from '../../src/bot/front-door/tenant.ts';
import { createAddressBook } from '../../src/delivery/address.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { createExpansion } from '../../src/delivery/expand.ts';
import { createLease, type Lease } from '../../src/delivery/lease.ts';
import { createPresenter } from '../../src/delivery/present.ts';
import { createSend } from '../../src/delivery/send.ts';
import type { OwedMessage } from '../../src/domain/owed.ts';
import { type DocumentStore, StoreFault } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import type { House } from '../../src/workflow/ports.ts';
import { TeamsFault, type TeamsPort } from '../../src/workflow/teams-port.ts';
import { cards } from '../builders/house.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import { CALL_MS, type SimulatedTenant } from './tenant.ts';
import type { Timeline } from './timeline.ts';

/** One protection taken away, to show that the checker misses it. */
export type Alteration = {
  readonly store?: (store: DocumentStore) => DocumentStore;
  readonly house?: (house: House) => House;
  readonly lease?: (lease: Lease) => Lease;
  readonly teams?: (teams: TeamsPort) => TeamsPort;
};

/** Never answers: what a dead process says. */
const silence = <T>(): Promise<T> => new Promise<T>(() => {});

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * One process of the service: the real workflow, bot and delivery over a store and a connector in which
 * things go wrong. It may be killed or held up at each of its awaits, and its clock may be set.
 */
export function createInstance(deps: {
  name: string;
  timeline: Timeline;
  random: Random;
  faults: Faults;
  /** What all instances share, behind everything that goes wrong. */
  store: DocumentStore;
  tenant: SimulatedTenant;
  /** Everything of a house that is no repository. */
  base: House;
  /** The matching of persons over the process's own repositories. */
  persons: (repositories: Pick<House, 'traces' | 'subjects'>) => House['persons'];
  /** The only process on its store. */
  alone: boolean;
  alter: Alteration;
  onDeath: () => void;
}) {
  const { name, timeline, random, faults, tenant, base, persons, alone, alter, onDeath } = deps;
  const bootedAt = timeline.now();
  const death = new AbortController();
  let pausedUntil = 0;
  let clockOff = 0;

  /** Goes on when this process runs; never, when it is dead. */
  async function running(): Promise<void> {
    while (!death.signal.aborted && timeline.now() < pausedUntil)
      await timeline.sleep(pausedUntil - timeline.now());
    if (death.signal.aborted) await silence();
  }

  function kill(): void {
    if (death.signal.aborted) return;
    death.abort();
    onDeath();
  }

  const after = (ms: number, run: () => void): (() => void) => {
    let cancelled = false;
    const fire = (): void => {
      if (cancelled || death.signal.aborted) return;
      if (timeline.now() < pausedUntil) timeline.at(pausedUntil, fire);
      else run();
    };
    timeline.after(ms, fire);
    return () => {
      cancelled = true;
    };
  };

  /** The moments before and after a call to the outside, at which a process can die or be held up. */
  async function moment(): Promise<void> {
    if (faults.isFatal() || faults.hits('kill', 0.0015)) kill();
    if (faults.hits('pause', 0.0015)) pausedUntil = timeline.now() + random.between(1_000, 70_000);
    await running();
  }

  async function stored<T>(write: boolean, work: () => Promise<T>): Promise<T> {
    await moment();
    if (faults.hits('store-slow', 0.02)) await timeline.sleep(random.between(20, 4_000));
    else if (random.chance(0.3)) await timeline.sleep(random.between(1, 15));
    if (tenant.storeAway() || faults.hits('store-unavailable', 0.008)) {
      throw new StoreFault('unavailable', 'simulated');
    }
    const result = await work();
    if (write && faults.hits('store-committed-unanswered', 0.008)) {
      throw new StoreFault('unavailable', 'simulated after the commit');
    }
    await moment();
    return result;
  }

  const { store: shared } = deps;
  const faulty: DocumentStore = {
    ...shared,
    read: (...call) => stored(false, () => shared.read(...call)),
    query: (...call) => stored(false, () => shared.query(...call)),
    create: (...call) => stored(true, () => shared.create(...call)),
    replace: (...call) =>
      stored(true, () =>
        faults.hits('store-changed', 0.015)
          ? Promise.reject(new StoreFault('changed', 'simulated'))
          : shared.replace(...call),
      ),
    remove: (...call) => stored(true, () => shared.remove(...call)),
  };

  async function called<T>(work: () => Promise<T>): Promise<T> {
    const from = timeline.now();
    await moment();
    // As the real connector does it at the moment of departure; see src/teams/single-request.ts.
    if (timeline.now() - from >= CALL_MS) throw new TeamsFault('unreachable');
    try {
      return await work();
    } finally {
      await running();
      await moment();
    }
  }

  const connector = tenant.portOf(name);
  const teams: TeamsPort = {
    post(to, message) {
      tenant.handOver(name, to.conversationId, message.card);
      return called(() => connector.post(to, message));
    },
    update(to, activityId, message) {
      tenant.handOver(name, to.conversationId, message.card);
      return called(() => connector.update(to, activityId, message));
    },
    openPersonalChat: (...call) => called(() => connector.openPersonalChat(...call)),
  };
  const port = alter.teams?.(teams) ?? teams;

  const now = (): Date => new Date(timeline.now() + clockOff);
  const monotonic = (): number => timeline.now() - bootedAt;
  // A document that cannot be read is one of the faults; it is left out, and the log would say so.
  const repositories = createRepositories(alter.store?.(faulty) ?? faulty, () => {});
  const plain: House = {
    ...base,
    ...repositories,
    persons: persons(repositories),
    now,
    random: () => random.hex(16),
    outbox: { nudge: () => delivery.nudge() },
  };
  const house = alter.house?.(plain) ?? plain;
  const timing = { now, monotonic, after, log: quiet };
  const own = createLease({ leases: repositories.leases, owner: name, alone, ...timing });
  const lease = alter.lease?.(own) ?? own;
  const present = createPresenter(house, cards);
  const delivery = createDelivery({
    house,
    expansion: createExpansion(house),
    attempt: createSend({
      house,
      teams: port,
      draw: async (row: OwedMessage) => {
        const message = await present(row);
        if (message !== undefined) tenant.tag(message.card, `${row.about}/${row.id}`);
        return message;
      },
      addressOf: createAddressBook(house, port),
      licence: lease,
      chance: random.next,
      after,
      log: quiet,
    }),
    lease,
    onlySender: alone,
    ...timing,
  });
  const takeTurn = createBot({
    house,
    cards,
    teams: port,
    admit: (activity) => checkTenant(activity, { tenants: ['local'], local: true }),
    log: quiet,
  });

  return {
    name,
    start: (): void => delivery.start(),
    isAlive: () => !death.signal.aborted,
    kill,
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, timeline.now() + ms);
    },
    setClock(ms: number): void {
      clockOff += ms;
    },
    /** An activity that arrives here. Never settles when the process dies meanwhile. */
    async take(activity: object): ReturnType<typeof takeTurn> {
      await running();
      try {
        return await takeTurn(activity);
      } finally {
        await running();
      }
    },
  };
}

export type Instance = ReturnType<typeof createInstance>;
