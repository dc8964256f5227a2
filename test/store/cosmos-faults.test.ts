import assert from 'node:assert/strict';
import type { CosmosStoreDeps } from '../../src/store/cosmos-store.ts';
import { type DocumentStore, StoreFault } from '../../src/store/document-store.ts';
import {
  createQuickTime,
  isRead,
  isWrite,
  startCosmos,
  type TestCosmos,
  type WireFault,
} from '../builders/store-cosmos.ts';
import { storedIncident } from '../builders/store.ts';

const CONTAINER = 'incidents';

const is = (code: string) => (error: unknown) => error instanceof StoreFault && error.code === code;

/** Faults after which nobody knows whether the write happened, each before and after the commit. */
const doubtful: Readonly<Record<string, WireFault>> = {
  'a reset before the commit': 'reset-before',
  'a reset after the commit': 'reset-after',
  'a timeout after the commit': 'hang-after',
  'a 408 before the commit': { status: 408 },
  'a 408 after the commit': { status: 408, committed: true },
  'a 449 before the commit': { status: 449 },
  'a 503 before the commit': { status: 503 },
  'a 503 after the commit': { status: 503, committed: true },
  'a 500 after the commit': { status: 500, committed: true },
  'a page of a broken gateway before the commit': { status: 502, text: '<html>bad gateway</html>' },
  'an answer cut short after the commit': { status: 201, committed: true, text: '{"id":"x","sub' },
};

describe('the Cosmos driver on a bad wire', () => {
  let cosmos: TestCosmos;
  let store: DocumentStore;
  let time: ReturnType<typeof createQuickTime>;
  const reopen = (overrides: Partial<CosmosStoreDeps> = {}): DocumentStore =>
    cosmos.store({ time, requestTimeoutMs: 250, ...overrides });

  before(async () => {
    cosmos = await startCosmos();
  });
  after(() => cosmos.stop());
  beforeEach(async () => {
    cosmos.heal();
    time = createQuickTime();
    store = reopen();
    // Lets the SDK learn the partition keys, so that the next request is the one under test.
    await store.create(CONTAINER, storedIncident());
    cosmos.takeRequests();
  });
  afterEach(async () => {
    cosmos.heal();
    await store.close();
  });

  const writes = (): number => cosmos.takeRequests().filter(isWrite).length;

  for (const [what, fault] of Object.entries(doubtful)) {
    describe(`after ${what}`, () => {
      it('create succeeds once, and its version is the one that is stored', async () => {
        cosmos.breakNext([fault], isWrite);
        const doc = storedIncident();
        const created = await store.create(CONTAINER, doc);
        assert.deepEqual(created.doc, doc);
        assert.deepEqual(await store.read(CONTAINER, doc.pk, doc.id), created);
        await store.replace(CONTAINER, { ...doc, open: false }, created.version);
      });

      it('replace succeeds once, and its version is the one that is stored', async () => {
        const { doc, version } = await store.create(CONTAINER, storedIncident());
        cosmos.breakNext([fault], isWrite);
        const replaced = await store.replace(CONTAINER, { ...doc, subject: 'second' }, version);
        assert.equal(replaced.doc['subject'], 'second');
        assert.deepEqual(await store.read(CONTAINER, doc.pk, doc.id), replaced);
      });

      it('remove succeeds', async () => {
        const { doc, version } = await store.create(CONTAINER, storedIncident());
        cosmos.breakNext([fault], isWrite);
        await store.remove(CONTAINER, doc.pk, doc.id, version);
        assert.equal(await store.read(CONTAINER, doc.pk, doc.id), undefined);
      });

      it('create of an id that exists is «conflict», replace with an old version «changed»', async () => {
        const { doc, version } = await store.create(CONTAINER, storedIncident());
        cosmos.breakNext([fault], isWrite);
        await assert.rejects(store.create(CONTAINER, doc), is('conflict'));
        await store.replace(CONTAINER, { ...doc, n: 1 }, version);
        cosmos.breakNext([fault], isWrite);
        await assert.rejects(store.replace(CONTAINER, { ...doc, n: 2 }, version), is('changed'));
        cosmos.breakNext([fault], isWrite);
        await assert.rejects(store.remove(CONTAINER, doc.pk, doc.id, version), is('changed'));
        assert.equal((await store.read(CONTAINER, doc.pk, doc.id))?.doc['n'], 1);
      });
    });
  }

  it('sends a write that was committed no second time', async () => {
    cosmos.breakNext(['reset-after'], isWrite);
    await store.create(CONTAINER, storedIncident());
    assert.equal(writes(), 1);
  });

  it('recognises its own create behind a 409 although it could not look in between', async () => {
    // The look after the lost answer fails as well, so the write goes out again and meets itself.
    cosmos.breakNext(
      ['reset-after', { status: 503 }, { status: 503 }],
      (asked) => isWrite(asked) || isRead(asked),
    );
    const doc = storedIncident();
    const created = await store.create(CONTAINER, doc);
    assert.deepEqual(await store.read(CONTAINER, doc.pk, doc.id), created);
    assert.equal(writes(), 2);
  });

  it('recognises its own replace behind a 412 that came out of nowhere', async () => {
    const { doc, version } = await store.create(CONTAINER, storedIncident());
    cosmos.breakNext([{ status: 412, committed: true }], isWrite);
    const replaced = await store.replace(CONTAINER, { ...doc, n: 1 }, version);
    assert.deepEqual(await store.read(CONTAINER, doc.pk, doc.id), replaced);
  });

  it('recognises its own replace below the replace of somebody else', async () => {
    const other = cosmos.store();
    const { doc, version } = await store.create(CONTAINER, storedIncident({ log: ['created'] }));
    cosmos.breakNext(['reset-after'], isWrite);
    // Before our look arrives, somebody reads what we wrote and writes on top of it, several times.
    cosmos.interrupt(isRead, async () => {
      for (let n = 0; n < 5; n += 1) {
        const now = await other.read(CONTAINER, doc.pk, doc.id);
        assert.ok(now && now.version !== version);
        await other.replace(
          CONTAINER,
          { ...now.doc, log: [...(now.doc['log'] as string[]), `theirs ${n}`] },
          now.version,
        );
      }
    });
    const own = await store.replace(CONTAINER, { ...doc, log: ['created', 'ours'] }, version);
    assert.deepEqual(own.doc['log'], ['created', 'ours']);
    const last = await other.read(CONTAINER, doc.pk, doc.id);
    assert.equal((last?.doc['log'] as string[] | undefined)?.length, 7);
    await assert.rejects(store.replace(CONTAINER, doc, own.version), is('changed'));
    await other.close();
  });

  it('answers «missing» to a remove of nothing when no answer was lost', async () => {
    const { doc, version } = await store.create(CONTAINER, storedIncident());
    await store.remove(CONTAINER, doc.pk, doc.id, version);
    await assert.rejects(store.remove(CONTAINER, doc.pk, doc.id, version), is('missing'));
  });

  describe('that throttles', () => {
    it('waits as long as it is told and then succeeds', async () => {
      cosmos.breakNext([{ status: 429, headers: { 'x-ms-retry-after-ms': '1234' } }], isWrite);
      await store.create(CONTAINER, storedIncident());
      assert.deepEqual(time.sleeps, [1234]);
      assert.equal(writes(), 2);
    });

    it('does not believe an absurd time', async () => {
      cosmos.breakNext([{ status: 429, headers: { 'x-ms-retry-after-ms': '86400000' } }], isWrite);
      await store.create(CONTAINER, storedIncident());
      assert.deepEqual(time.sleeps, [3000]);
    });

    it('waits longer each time when it is not told', async () => {
      cosmos.breakNext([{ status: 429 }, { status: 429 }, { status: 429 }], isWrite);
      await store.create(CONTAINER, storedIncident());
      assert.deepEqual(time.sleeps, [60, 120, 240]);
    });

    it('reads and queries come again too', async () => {
      const own = await store.create(CONTAINER, storedIncident());
      cosmos.breakNext([{ status: 429, headers: { 'x-ms-retry-after-ms': '50' } }]);
      assert.deepEqual(await store.read(CONTAINER, own.doc.pk, own.doc.id), own);
      cosmos.breakNext([{ status: 429, headers: { 'x-ms-retry-after-ms': '50' } }]);
      assert.deepEqual((await store.query(CONTAINER, { pk: own.doc.pk, limit: 1 })).items, [own]);
    });
  });

  describe('that stays bad', () => {
    it('is «unavailable» after about eight seconds, whatever was called', async () => {
      const { doc, version } = await store.create(CONTAINER, storedIncident());
      await store.close();
      store = reopen({ requestTimeoutMs: 40 });
      for (const fault of [{ status: 503 }, { status: 429 }, 'reset-before'] as const) {
        cosmos.breakAll(fault);
        for (const call of [
          () => store.read(CONTAINER, doc.pk, doc.id),
          () => store.create(CONTAINER, storedIncident()),
          () => store.replace(CONTAINER, doc, version),
          () => store.remove(CONTAINER, doc.pk, doc.id, version),
          () => store.query(CONTAINER, { pk: doc.pk, limit: 1 }),
          () => store.ping(),
        ]) {
          const start = time.now();
          await assert.rejects(call(), is('unavailable'));
          assert.ok(time.now() - start < 8500, `${time.now() - start} ms`);
        }
      }
    });

    it('ends a call that never gets an answer by the clock, too', async () => {
      const quick = reopen({ totalTimeoutMs: 600 });
      cosmos.breakAll('hang-after', (asked) => isRead(asked) || isWrite(asked));
      const start = performance.now();
      await assert.rejects(quick.read(CONTAINER, 'a', 'b'), is('unavailable'));
      await assert.rejects(quick.create(CONTAINER, storedIncident()), is('unavailable'));
      assert.ok(performance.now() - start < 4000);
      await quick.close();
    });

    it('is «unavailable» at once when the account refuses us', async () => {
      for (const status of [401, 403]) {
        cosmos.breakAll({ status });
        await assert.rejects(store.read(CONTAINER, 'a', 'b'), is('unavailable'));
        await assert.rejects(store.create(CONTAINER, storedIncident()), is('unavailable'));
        await assert.rejects(store.ping(), is('unavailable'));
      }
      assert.deepEqual(time.sleeps, []);
    });

    it('is «unavailable», not an empty answer, when the container does not exist', async () => {
      cosmos.breakAll({ status: 404, headers: { 'x-ms-substatus': '1003' } });
      await assert.rejects(store.read(CONTAINER, 'a', 'b'), is('unavailable'));
      await assert.rejects(store.ping(), is('unavailable'));
    });

    it('reads again when a replica has not caught up', async () => {
      const own = await store.create(CONTAINER, storedIncident());
      cosmos.breakNext([{ status: 404, headers: { 'x-ms-substatus': '1002' } }], isRead);
      assert.deepEqual(await store.read(CONTAINER, own.doc.pk, own.doc.id), own);
    });

    it('is «too-large» when the database finds it so', async () => {
      cosmos.breakNext([{ status: 413 }], isWrite);
      await assert.rejects(store.create(CONTAINER, storedIncident()), is('too-large'));
    });

    it('is «unavailable» at once without a token, and works with one', async () => {
      const fails = async (): Promise<never> => {
        throw Object.assign(new Error('no identity'), { name: 'CredentialUnavailableError' });
      };
      const without = cosmos.storeWithLogin({ getToken: fails }, { time });
      await assert.rejects(without.read(CONTAINER, 'a', 'b'), is('unavailable'));
      await assert.rejects(without.create(CONTAINER, storedIncident()), is('unavailable'));
      assert.deepEqual(time.sleeps, []);
      await without.close();
      const token = { token: 'x', expiresOnTimestamp: Date.now() + 3_600_000 };
      const withToken = cosmos.storeWithLogin({ getToken: async () => token }, {});
      const own = await withToken.create(CONTAINER, storedIncident());
      assert.deepEqual(await withToken.read(CONTAINER, own.doc.pk, own.doc.id), own);
      await withToken.close();
    });
  });

  it('lets no word of a record into an error', async () => {
    const words = '山田太郎が怒鳴った';
    await store.close();
    store = reopen({ requestTimeoutMs: 40 });
    for (const fault of [
      'reset-before',
      'reset-after',
      { status: 400 },
      { status: 201, text: words },
    ] as const) {
      cosmos.breakAll(fault);
      const error: unknown = await store.create(CONTAINER, storedIncident({ subject: words })).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Error);
      const everything = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error.cause);
      assert.equal(everything.includes('山田'), false);
    }
  });
});
