import assert from 'node:assert/strict';
import { containers } from '../../src/store/containers.ts';
import { type DocumentStore, StoreFault } from '../../src/store/document-store.ts';
import { incidentMapping } from '../../src/store/incidents.ts';
import { createReindex } from '../../src/store/reindex.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createClock } from '../builders/clock.ts';
import { NOW } from '../builders/records.ts';
import { registered } from '../builders/register.ts';

/** Fields that a record of the version before the register had. */
const EARLIER = ['open', 'filedAt', 'department', 'reporterKey', 'undecided', 'subject'];

/** The upgrade of stored records over one driver of the store. */
export function describeReindex(
  name: string,
  start: () => Promise<{ store: DocumentStore; stop: () => Promise<void> }>,
): void {
  describe(`records of an earlier version on ${name}`, () => {
    let store: DocumentStore;
    let stop: () => Promise<void>;
    let written: number;
    let lines: string[];
    const unreadable: string[] = [];
    const clock = createClock(NOW);

    beforeEach(async function () {
      this.timeout(30_000);
      ({ store, stop } = await start());
      written = 0;
      lines = [];
      unreadable.length = 0;
    });
    afterEach(() => stop());

    const counting = (over: Partial<DocumentStore> = {}): DocumentStore => ({
      ...store,
      replace: (container, doc, version) => {
        if (container === 'incidents') written += 1;
        return store.replace(container, doc, version);
      },
      ...over,
    });

    /** A process of this version; `work` lets it run until it has nothing more to do now. */
    const open = (over: DocumentStore = counting()) => {
      const log = {
        info: (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`),
        warn: (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`),
      };
      const report = (fault: Error): void => {
        unreadable.push(fault.message);
      };
      return createReindex({ store: over, mapping: incidentMapping, report, after: clock.after, log });
    };
    /** Real answers of a database need real time; the clock's own time does not pass for that. */
    const until = async (done: () => boolean): Promise<void> => {
      for (let turn = 0; turn < 2000 && !done(); turn += 1) {
        await clock.pass(20);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      assert.ok(done());
    };
    const isMarked = async (): Promise<boolean> =>
      (await store.read('leases', 'leases', 'indexed-incidents')) !== undefined;

    async function write(count: number, fields: readonly string[]): Promise<void> {
      for (let index = 0; index < count; index += 1) {
        const incident = registered({ word: `${fields.length} ${index}`, minutesAgo: 5 + index });
        const all: Record<string, unknown> = incidentMapping.index(incident);
        const kept = Object.fromEntries(fields.map((field) => [field, all[field]]));
        await store.create('incidents', {
          ...kept,
          ...incidentMapping.place(incident.number),
          item: incident,
        });
      }
    }
    const found = async (): Promise<number> => {
      const { incidents } = createRepositories(store);
      return (await incidents.page({ any: [{}], sort: 'occurred', order: 'newest', limit: 500 })).items
        .length;
    };

    it('come to stand in the register, and are walked over once more and then never again', async function () {
      this.timeout(30_000);
      await write(70, EARLIER);
      await write(3, containers.incidents.indexed);
      assert.equal(await found(), 3);
      const first = open();
      first.start();
      await until(() => lines.length === 1);
      assert.deepEqual([await found(), written], [73, 70]);
      assert.ok(!(await isMarked()), 'an instance of the version before may still write');
      // Which it does.
      const late = registered({ word: 'late' });
      await store.create('incidents', {
        open: false,
        filedAt: late.filedAt,
        ...incidentMapping.place(late.number),
        item: late,
      });
      await clock.pass(15 * 60_000);
      await until(() => lines.length === 2);
      assert.deepEqual([await found(), written], [74, 71]);
      await clock.pass(15 * 60_000);
      for (let turn = 0; turn < 500 && !(await isMarked()); turn += 1) await clock.pass(20);
      assert.ok(await isMarked());
      assert.equal(written, 71);
      await first.stop();

      let asked = 0;
      const second = open(
        counting({
          query: (container, query) => {
            asked += 1;
            return store.query(container, query);
          },
        }),
      );
      second.start();
      await clock.pass(1000);
      await second.stop();
      assert.equal(asked, 0);
    });

    it('keep everything else as it was, and what somebody changes meanwhile', async function () {
      this.timeout(30_000);
      await write(2, EARLIER);
      const [one] = (await store.query('incidents', { limit: 1 })).items;
      assert.ok(one);
      const before = one.doc['item'];
      const { incidents } = createRepositories(store);
      const number = one.doc.id;
      let raced = false;
      const racing = open(
        counting({
          async replace(container, doc, version) {
            if (container === 'incidents' && doc.id === number && !raced) {
              raced = true;
              await incidents.change(number, (incident) => ({
                next: { ...incident, alerted: true },
                result: undefined,
              }));
            }
            return store.replace(container, doc, version);
          },
        }),
      );
      racing.start();
      await until(() => lines.length === 1);
      await racing.stop();
      assert.equal((await incidents.read(number))?.alerted, true);
      const after = (await store.read('incidents', number, number))?.doc['item'];
      assert.deepEqual(after, { ...(before as object), alerted: true });
      assert.equal(await found(), 2);
    });

    it('wait for a database that is away, and pass over what cannot be read', async function () {
      this.timeout(30_000);
      await write(2, EARLIER);
      await store.create('incidents', { id: 'junk', pk: 'junk', filedAt: 'x', item: { words: '秘密' } });
      let away = true;
      const patient = open(
        counting({
          query: (container, query) =>
            away
              ? Promise.reject(new StoreFault('unavailable', 'no network'))
              : store.query(container, query),
        }),
      );
      patient.start();
      await until(() => lines.length === 1);
      assert.match(lines[0] ?? '', /not written yet/u);
      away = false;
      await clock.pass(15 * 60_000);
      await until(() => lines.length === 2);
      assert.equal(await found(), 2);
      assert.deepEqual(unreadable, ['incidents/junk cannot be indexed']);
      await patient.stop();
    });

    it('are left where they are when the process stops', async () => {
      await write(30, EARLIER);
      const short = open();
      short.start();
      await until(() => written > 3);
      const stopped = short.stop();
      await clock.pass(100);
      await stopped;
      const then = written;
      await clock.pass(60 * 60_000);
      assert.equal(written, then);
      assert.ok(written < 30);
    });
  });
}
