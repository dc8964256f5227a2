import { containers } from '../../src/store/containers.ts';
import { StoreFault } from '../../src/store/document-store.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';

/**
 * Run as a process of its own: `node sqlite-child.ts <file> write|count <times>`.
 * `write` creates documents and prints the id of each one after it was acknowledged; `count` adds one
 * to a shared counter, as often as told, against whoever else does the same.
 */
const [file = '', task = '', times = '0'] = process.argv.slice(2);
const store = createSqliteStore({ file, containers });

const write = async (): Promise<void> => {
  for (let n = 0; n < Number(times); n += 1) {
    const id = `w${process.pid}-${n}`;
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

await (task === 'write' ? write() : count());
await store.close();
