import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { containers } from '../../src/store/containers.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { readAll, temporaryFolder } from '../builders/store.ts';

const CHILD = fileURLToPath(new URL('./sqlite-child.ts', import.meta.url));

describe('several processes on one SQLite file', () => {
  const running = new Set<ChildProcess>();
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    folder.remove();
  });

  const start = (...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [CHILD, folder.file, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };

  const allEnd = async (children: readonly ChildProcess[]): Promise<void> => {
    const ends = await Promise.all(children.map((child) => once(child, 'close')));
    for (const end of ends) assert.deepEqual(end, [0, null]);
  };

  const losesNothing = async (task: string): Promise<void> => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const child = start(task, '100000');
      let output = '';
      child.stdout?.setEncoding('utf8').on('data', (part: string) => {
        output += part;
        // Killed at a different moment of a write each time.
        if (output.length > 3000 + round * 777) child.kill('SIGKILL');
      });
      const [, signal] = (await once(child, 'close')) as [unknown, string];
      assert.equal(signal, 'SIGKILL');
      // The last line may be cut; its document was acknowledged, but nobody was told.
      acknowledged.push(...output.slice(0, output.lastIndexOf('\n')).split('\n'));
      const store = createSqliteStore({ file: folder.file, containers });
      const found = new Set((await readAll(store, 'incidents', { limit: 1000 })).map(({ doc }) => doc.id));
      assert.deepEqual(
        acknowledged.filter((id) => !found.has(id)),
        [],
      );
      await store.close();
    }
    assert.ok(acknowledged.length > 300, `${acknowledged.length} documents`);
  };

  for (const [task, how] of [
    ['write', 'writing'],
    ['write-together', 'writing several at once'],
  ] as const) {
    it(`lose no acknowledged document when one is killed in the middle of ${how}`, async function () {
      this.timeout(30_000);
      await losesNothing(task);
    });
  }

  it('start together on a new file, and lose no increment of one counter', async function () {
    this.timeout(30_000);
    await allEnd([start('write', '5'), start('write', '5'), start('write', '5')]);
    const store = createSqliteStore({ file: folder.file, containers });
    await store.create('incidents', { id: 'counter', pk: 'counter', value: 0 });
    await allEnd([start('count', '40'), start('count', '40'), start('count', '40')]);
    assert.equal((await store.read('incidents', 'counter', 'counter'))?.doc['value'], 120);
    assert.equal((await readAll(store, 'incidents', { limit: 7 })).length, 16);
    await store.close();
  });
});
