import { containers } from '../../src/store/containers.ts';
import { StoreFault } from '../../src/store/document-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';

/**
 * Run as a process of its own: `node sqlite-child.ts <file> write|write-together|count <times>`.
 * `write` creates documents and prints the id of each one after it was acknowledged, `write-together` eight at a
 * time; `count` adds one to a shared counter, as often as told, against whoever else does the same.
 */
const [file = '', task = '', times = '0'] = process.argv.slice(2);
const store = createSqliteStore({ file, containers, together: task === 'write-together' });

const write = async (lane: number): Promise<void> => {
  for (let n = 0; n < Number(times); n += 1) {
    const id = `w${process.pid}-${lane}-${n}`;
    await store.create('incidents', { id, pk: id, n, text: 'x'.repeat(n % 5000) });
    process.stdout.write(`${id}\n`);
  }
};

const count = async (): Promise<void> => {
  let done = 0;
  while (done < Number(times)) {
    const current = await store.read('incidents', 'counter', 'counter');
    if (!current) throw new Error('no counter');
    try {
      const next = { ...current.doc, value: Number(current.doc['value']) + 1 };
      await store.replace('incidents', next, current.version);
      done += 1;
    } catch (error) {
      if (!(error instanceof StoreFault && error.code === 'changed')) throw error;
    }
  }
};

const lanes = task === 'write-together' ? 8 : 1;
await (task === 'count' ? count() : Promise.all(Array.from({ length: lanes }, (_, lane) => write(lane))));
await store.close();
