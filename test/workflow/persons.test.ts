import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { createPhoneKeys } from '../../src/domain/matching/index.ts';
import { mergeInto, newSubject, ownSubject, rootOf, undoMerge } from '../../src/domain/subject/subject.ts';
import { type NewTrace, reportOfTrace } from '../../src/domain/subject/trace.ts';
import { containers } from '../../src/store/containers.ts';
import { type DocumentStore, StoreFault } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { createPersons } from '../../src/workflow/persons.ts';
import type { Persons } from '../../src/workflow/ports.ts';
import { digest, NOW } from '../builders/records.ts';
import { temporaryFolder } from '../builders/store.ts';

const content = loadMatchingContent();
const phoneKeys = createPhoneKeys((text) => digest(`phone|${text}`).slice(0, 12));

const numberOf = (index: number): string => `261121-AAA${String(index).padStart(3, '0')}`;
const fileOf = (index: number): string => ownSubject(numberOf(index));

/** A trace of the day; `phone` and the words of the report are what it can be found by. */
function trace(
  index: number,
  over: Partial<Omit<NewTrace, 'report'>> & { report?: Partial<NewTrace['report']>; phone?: string } = {},
): NewTrace {
  const { report, phone = `090-1234-${String(1000 + index * 7)}`, ...rest } = over;
  const keys = phoneKeys(phone);
  return {
    number: numberOf(index),
    revision: 1,
    subject: fileOf(index),
    ...rest,
    report: {
      at: NOW.getTime() + index * 60_000,
      day: '2026-11-21',
      department: '福祉課',
      scene: 'counter',
      name: '',
      kana: '',
      ...(keys === undefined ? {} : { phone: { ...keys, masked: [...keys.masked], swapped: [] } }),
      age: 'unknown',
      gender: 'unknown',
      figure: '',
      glasses: 'unknown',
      hair: '',
      clothing: '',
      belongings: '',
      voice: '',
      look: '',
      demand: '',
      words: [],
      ...report,
    },
  };
}

/** What somebody with this trace's number would be asked about: a record that is not filed yet. */
const asked = (index: number, over: Parameters<typeof trace>[1] = {}) =>
  reportOfTrace({ ...trace(index, over), number: '261121-ZZZZZZ', changedAt: NOW.toISOString() });

/** Two instances of the service on one file, each with its own memory and its own connection. */
function open(over: (store: DocumentStore) => DocumentStore = (store) => store) {
  const folder = temporaryFolder();
  let at = NOW.getTime();
  const elapsed = (): number => at - NOW.getTime();
  const opened: DocumentStore[] = [];
  const instance = (slowBy = 0) => {
    const store = createSqliteStore({ file: folder.file, containers });
    opened.push(store);
    const repositories = createRepositories(over(store), undefined, () => new Date(at - slowBy));
    return { ...repositories, persons: createPersons(repositories, content, elapsed) };
  };
  return {
    instance,
    here: instance(),
    there: instance(),
    pass: (ms: number): void => {
      at += ms;
    },
    now: () => new Date(at),
    async close(): Promise<void> {
      for (const store of opened) await store.close();
      folder.remove();
    },
  };
}

type Instance = ReturnType<ReturnType<typeof open>['instance']>;

async function merge({ subjects }: Instance, one: string, into: string, now: Date): Promise<void> {
  await subjects.create(newSubject(one, now));
  await subjects.change(one, (subject) => ({
    next: mergeInto(subject, into, { by: 'p', now }, digest),
    result: undefined,
  }));
}

async function undo({ subjects }: Instance, one: string, now: Date): Promise<void> {
  await subjects.change(one, (subject) => ({
    next: undoMerge(subject, { by: 'p', now, apart: true }, digest),
    result: undefined,
  }));
}

const best = async (persons: Persons, report: ReturnType<typeof asked>): Promise<string | undefined> =>
  (await persons.rank(report))[0]?.subject;

const idsOf = async (persons: Persons, report: ReturnType<typeof asked>): Promise<string[]> =>
  (await persons.rank(report)).map(({ subject }) => subject).toSorted();

describe('the matching of persons over the store', () => {
  let ward: ReturnType<typeof open>;
  beforeEach(() => {
    ward = open();
  });
  afterEach(() => ward.close());

  it('finds at once what another instance filed', async () => {
    assert.deepEqual(await ward.there.persons.rank(asked(1)), []);
    await ward.here.traces.keep(trace(1));
    assert.equal(await best(ward.there.persons, asked(1)), fileOf(1));
  });

  it('does not compare a filed record with itself', async () => {
    await ward.here.traces.keep(trace(1));
    await ward.here.traces.keep(trace(2));
    const itself = reportOfTrace({ ...trace(1), changedAt: NOW.toISOString() });
    assert.deepEqual(await idsOf(ward.here.persons, itself), [fileOf(2)]);
    await ward.here.traces.keep(trace(3, { subject: fileOf(1), phone: '090-1234-1007' }));
    assert.equal(await best(ward.here.persons, itself), fileOf(1));
  });

  it('goes by the newest version of a record, and by no older one that comes late', async () => {
    await ward.here.traces.keep(trace(1, { report: { hair: '坊主頭' } }));
    await ward.there.persons.rank(asked(1));
    await ward.here.traces.keep(trace(1, { revision: 3, phone: '03-9999-0001' }));
    await ward.here.traces.keep(trace(1, { revision: 2 }));
    const [found] = await ward.there.persons.rank(asked(1, { phone: '03-9999-0001' }));
    assert.equal(found?.subject, fileOf(1));
    assert.ok(found?.reasons.some(({ kind }) => kind === 'phone'));
    const [before] = await ward.there.persons.rank(asked(1, { report: { hair: '坊主頭' } }));
    assert.ok(before?.reasons.every(({ kind }) => kind !== 'phone' && kind !== 'hair'));
  });

  it('follows a record to the person to whom it was linked, and back', async () => {
    await ward.here.traces.keep(trace(1));
    await ward.here.traces.keep(trace(2));
    await ward.there.persons.rank(asked(1));
    await ward.here.traces.keep(trace(2, { revision: 2, subject: fileOf(1) }));
    assert.deepEqual(await idsOf(ward.there.persons, asked(2)), [fileOf(1)]);
    await ward.here.traces.keep(trace(2, { revision: 3 }));
    assert.equal(await best(ward.there.persons, asked(2)), fileOf(2));
  });

  it('ranks merged files as one person, chains included, and takes a merge back', async () => {
    for (const index of [1, 2, 3]) await ward.here.traces.keep(trace(index));
    await ward.here.traces.keep(trace(4, { subject: fileOf(3), report: { day: '2026-11-20' } }));
    await ward.there.persons.rank(asked(1));
    await merge(ward.here, fileOf(3), fileOf(2), ward.now());
    await merge(ward.here, fileOf(2), fileOf(1), ward.now());
    for (const index of [1, 2, 3]) {
      assert.deepEqual(await idsOf(ward.there.persons, asked(index)), [fileOf(1)]);
    }
    await undo(ward.here, fileOf(2), ward.now());
    assert.equal(await best(ward.there.persons, asked(3)), fileOf(2));
    assert.equal(await best(ward.there.persons, asked(4)), fileOf(2));
    assert.equal(await best(ward.there.persons, asked(1)), fileOf(1));
    await undo(ward.here, fileOf(3), ward.now());
    assert.equal(await best(ward.there.persons, asked(4)), fileOf(3));
  });

  it('puts a record that is filed after the merge under the person who stands for its file', async () => {
    await ward.here.traces.keep(trace(1));
    await ward.here.traces.keep(trace(2));
    await merge(ward.here, fileOf(2), fileOf(1), ward.now());
    await ward.there.persons.rank(asked(1));
    await ward.here.traces.keep(trace(5, { subject: fileOf(2) }));
    assert.deepEqual(await idsOf(ward.there.persons, asked(5)), [fileOf(1)]);
  });

  it('finds what an instance with a slow clock files behind the last look', async () => {
    const slow = ward.instance(100_000);
    await ward.here.traces.keep(trace(1));
    await ward.there.persons.rank(asked(1));
    await slow.traces.keep(trace(2));
    assert.equal(await best(ward.there.persons, asked(2)), fileOf(2));
  });

  it('stamps a trace when it is written, so that one written late is found as well', async () => {
    const late = trace(1);
    ward.pass(3_600_000);
    await ward.here.traces.keep(trace(2));
    await ward.there.persons.rank(asked(2));
    await ward.here.traces.keep(late);
    assert.equal(await best(ward.there.persons, asked(1)), fileOf(1));
  });

  it('reads more records of one instant than a page holds, each once', async () => {
    for (let index = 0; index < 450; index += 1) {
      await ward.here.traces.keep(trace(index, { report: { day: '2026-11-20' } }));
    }
    for (const index of [0, 199, 200, 201, 399, 400, 449]) {
      assert.equal(await best(ward.there.persons, asked(index)), fileOf(index));
    }
  });
});

describe('looks of the matching at the store', () => {
  it('fails the question when the store fails, and answers the next', async () => {
    let broken = false;
    const ward = open((store) => ({
      ...store,
      query: async (...query) => {
        if (broken) throw new StoreFault('unavailable', 'the disk is gone');
        return store.query(...query);
      },
    }));
    try {
      await ward.here.traces.keep(trace(1));
      broken = true;
      await assert.rejects(ward.there.persons.rank(asked(1)), StoreFault);
      broken = false;
      assert.equal(await best(ward.there.persons, asked(1)), fileOf(1));
    } finally {
      await ward.close();
    }
  });

  it('lets others work while it reads many pages', async () => {
    const ward = open();
    try {
      for (let at = 0; at < 450; at += 1) await ward.here.traces.keep(trace(at));
      let turns = 0;
      let done = false;
      const count = (): void => {
        turns += 1;
        if (!done) setImmediate(count);
      };
      setImmediate(count);
      await ward.there.persons.rank(asked(1));
      done = true;
      assert.ok(turns >= 2, `${turns} turns`);
    } finally {
      await ward.close();
    }
  });

  it('looks again behind what came in shortly before, but reads nothing twice', async () => {
    let read = 0;
    const ward = open((store) => ({
      ...store,
      query: async (...query) => {
        const page = await store.query(...query);
        read += page.items.length;
        return page;
      },
    }));
    const readBy = async (instance: Instance): Promise<number> => {
      read = 0;
      await instance.persons.rank(asked(1));
      return read;
    };
    try {
      for (let at = 0; at < 250; at += 1) await ward.here.traces.keep(trace(at));
      assert.equal(await readBy(ward.there), 250);
      assert.equal(await readBy(ward.there), 0);
      ward.pass(121_000);
      assert.equal(await readBy(ward.there), 0);
      const slow = ward.instance(119_000);
      await slow.traces.keep(trace(300));
      assert.equal(await readBy(ward.there), 1);
      assert.equal(await best(ward.there.persons, asked(300)), fileOf(300));
      await slow.traces.keep(trace(300, { revision: 2 }));
      assert.equal(await readBy(ward.there), 1);
      assert.equal(await readBy(ward.there), 0);
    } finally {
      await ward.close();
    }
  });

  it('shares a look among all who ask meanwhile, and each sees what was filed before it asked', async () => {
    let queries = 0;
    const ward = open((store) => ({
      ...store,
      query: async (...query) => {
        queries += 1;
        return store.query(...query);
      },
    }));
    try {
      const early = Array.from({ length: 20 }, () => ward.there.persons.rank(asked(1)));
      await ward.here.traces.keep(trace(1));
      const late = Array.from({ length: 20 }, () => best(ward.there.persons, asked(1)));
      await Promise.all(early);
      assert.ok((await Promise.all(late)).every((found) => found === fileOf(1)));
      assert.ok(queries <= 8, `${queries} queries`);
    } finally {
      await ward.close();
    }
  });
});

/** Few enough that every person is among the five who are shown. */
const MOST = 5;
const index = fc.integer({ min: 0, max: MOST - 1 });
const step = fc.oneof(
  fc.record({ does: fc.constant('file' as const), one: index }),
  fc.record({ does: fc.constant('correct' as const), one: index }),
  fc.record({ does: fc.constant('link' as const), one: index, other: index }),
  fc.record({ does: fc.constant('merge' as const), one: index, other: index }),
  fc.record({ does: fc.constant('undo' as const), one: index }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.constantFrom(1, 1000, 300_000) }),
  fc.record({ does: fc.constant('look' as const) }),
);

describe('a long-lived index', () => {
  it('knows whose each record is, as one that was opened afterwards, whatever was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const ward = open();
        try {
          const known = new Map<number, NewTrace>();
          const into = new Map<string, string>();
          const keep = async (next: NewTrace, at: number): Promise<void> => {
            known.set(at, next);
            await ward.here.traces.keep(next);
          };
          for (const one of steps) {
            if (one.does === 'wait') ward.pass(one.ms);
            else if (one.does === 'look') await ward.there.persons.rank(asked(0));
            else if (one.does === 'merge' && one.one > one.other) {
              await merge(ward.here, fileOf(one.one), fileOf(one.other), ward.now());
              into.set(fileOf(one.one), fileOf(one.other));
            } else if (one.does === 'undo') {
              await undo(ward.here, fileOf(one.one), ward.now());
              into.delete(fileOf(one.one));
            } else if (one.does !== 'merge') {
              const before = known.get(one.one);
              if (one.does === 'file') {
                if (before === undefined) await keep(trace(one.one), one.one);
              } else if (before !== undefined) {
                const revision = before.revision + 1;
                const subject = one.does === 'link' ? fileOf(one.other) : before.subject;
                const hair = one.does === 'correct' ? `髪形${revision}` : before.report.hair;
                await keep({ ...before, revision, subject, report: { ...before.report, hair } }, one.one);
              }
            }
          }
          const rooted = (subject: string): string => rootOf(subject, (id) => into.get(id));
          const fresh = ward.instance().persons;
          for (const [at, filed] of known) {
            const others = [...known].filter(([other]) => other !== at).map(([, one]) => rooted(one.subject));
            const expected = [...new Set(others)].toSorted();
            const itself = reportOfTrace({ ...filed, changedAt: NOW.toISOString() });
            assert.deepEqual(await idsOf(ward.there.persons, itself), expected);
            assert.deepEqual(await idsOf(fresh, itself), expected);
          }
        } finally {
          await ward.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
