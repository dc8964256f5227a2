import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTab } from '../../src/local/build-tab.ts';
import { environment } from '../attack/service.ts';
import { startCosmos } from '../builders/store-cosmos.ts';
import { createTate } from './two-processes/process.ts';
import { eventually } from './two-processes/stage.ts';

describe('a start in production while the saved settings cannot be read', () => {
  it('is not ready and sends nothing, and does both as soon as they are read', async () => {
    await ensureTab();
    const cosmos = await startCosmos({ keepAlive: true });
    const folder = await mkdtemp(join(tmpdir(), 'tate-start-'));
    const trusted = join(folder, 'ca.pem');
    await writeFile(trusted, cosmos.account.certificate);
    const { endpoint, database, key } = cosmos.account;
    const tate = createTate({
      name: 'tate',
      environment: {
        ...environment,
        PORT: '0',
        COSMOS_ENDPOINT: endpoint,
        COSMOS_DATABASE: database,
        COSMOS_KEY: key,
        NODE_EXTRA_CA_CERTS: trusted,
        // Nothing is sent to anybody, so Microsoft's hosts need not be there.
        TATE_TEST_MICROSOFT_PORT: '9',
      },
    });
    const says = (message: string): boolean => tate.lines().some(({ msg }) => msg === message);
    const ready = async (): Promise<{ status: number; body: unknown }> => {
      const response = await fetch(`http://127.0.0.1:${tate.port()}/health/ready`);
      return { status: response.status, body: await response.json() };
    };
    try {
      const isSettings = ({ path }: { path: string }): boolean => path.includes('/colls/settings/');
      cosmos.breakAll({ status: 403 }, isSettings);
      tate.start();
      await eventually('it listens', () => tate.port());
      cosmos.takeRequests();
      const first = await ready();
      assert.equal(first.status, 503, tate.errors());
      assert.match(JSON.stringify(first.body), /"store":"ok".*"sender":false.*"settings":"not read"/u);
      await eventually('it asks again', () => cosmos.takeRequests().some(isSettings));
      assert.deepEqual(
        [says('this process sends'), says('settings not read: what holds goes on holding')],
        [false, true],
      );
      cosmos.heal();
      await eventually('it is ready', async () => (await ready()).status === 200);
      await eventually('it sends', () => says('this process sends'));
    } finally {
      await tate.kill();
      await cosmos.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }).timeout(120_000);
});
