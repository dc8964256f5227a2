import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureTab } from '../../../src/local/build-tab.ts';
import { createRepositories } from '../../../src/store/repositories.ts';
import { environment } from '../../attack/service.ts';
import { startCosmos } from '../../builders/store-cosmos.ts';
import { openBalancer } from './balancer.ts';
import { openMicrosoft } from './microsoft.ts';
import { createTate, type Tate } from './process.ts';

/** Far above what any of it takes, on a busy machine as well. */
const PATIENCE_MS = 60_000;

/** Asks again and again; what it said when it said something. */
export async function eventually<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const said = await ask();
    if (said !== undefined && said !== null && said !== false) return said;
    await delay(50);
  }
  throw new Error(`never: ${what}`);
}

/** Two processes of the service on one database, Microsoft's hosts, and the balancer in front. */
export async function openStage() {
  // Production does not start without the page of the tab.
  await ensureTab();
  const cosmos = await startCosmos({ keepAlive: true });
  const microsoft = await openMicrosoft();
  const folder = await mkdtemp(join(tmpdir(), 'tate-two-'));
  const trusted = join(folder, 'ca.pem');
  await writeFile(trusted, `${cosmos.account.certificate}\n${microsoft.certificate}`);
  const { endpoint, database, key } = cosmos.account;
  const settings = {
    ...environment,
    PORT: '0',
    COSMOS_ENDPOINT: endpoint,
    COSMOS_DATABASE: database,
    COSMOS_KEY: key,
    NODE_EXTRA_CA_CERTS: trusted,
  };
  const open = async (name: string): Promise<Tate> => {
    const port = String(await microsoft.lineOf(name));
    return createTate({ name, environment: { ...settings, TATE_TEST_MICROSOFT_PORT: port } });
  };
  const [a, b] = [await open('a'), await open('b')];
  const balancer = await openBalancer([a, b]);
  const store = cosmos.store();
  const rooms = createRepositories(store, () => {
    throw new Error('an unreadable document');
  });

  /** Starts it and waits until it gets its share of the requests. */
  async function start(tate: Tate): Promise<void> {
    tate.start();
    await eventually(`${tate.name} is ready`, () => {
      if (!tate.isAlive()) throw new Error(`${tate.name} did not start: ${tate.errors()}`);
      return balancer.isReady(tate);
    });
  }

  return {
    cosmos,
    microsoft,
    balancer,
    a,
    b,
    /** What is stored, read past both processes. */
    rooms,
    start,
    /** The process that holds the lease, and its fence. */
    sender: () =>
      eventually('one process sends', async () => {
        const lease = await rooms.leases.read('delivery');
        if (lease === undefined || lease.owner === '') return undefined;
        const tate = [a, b].find((one) =>
          one.lines().some(({ msg, fence }) => msg === 'this process sends' && fence === lease.fence),
        );
        return tate?.isAlive() === true ? { tate, other: tate === a ? b : a, lease } : undefined;
      }),
    async close() {
      for (const tate of [a, b]) await tate.kill();
      await balancer.close();
      await store.close();
      await microsoft.close();
      await cosmos.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
