import assert from 'node:assert/strict';
import {
  type Document,
  type DocumentStore,
  MAX_DOCUMENT_BYTES,
  StoreFault,
} from '../../src/store/document-store.ts';
import { readAll, storedIncident, uniqueWord } from '../builders/store.ts';

const CONTAINER = 'incidents';

const faultOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof StoreFault) return error.code;
    throw error;
  }
};

const ids = (items: readonly { readonly doc: Document }[]): string[] => items.map(({ doc }) => doc.id);

/**
 * What every implementation of the document port does, as sentences. Each test keeps to documents of
 * its own, so the suite may run on a database that holds others.
 *
 * @param open makes the store before the first test
 * @param gaps.protoKeysInQueries false where the stand-in for the database loses `__proto__` keys
 */
export const describeDocumentStore = (
  name: string,
  open: () => Promise<DocumentStore>,
  gaps: { readonly protoKeysInQueries: boolean } = { protoKeysInQueries: true },
): void => {
  describe(`the document port on ${name}`, () => {
    let store: DocumentStore;
    before(async () => {
      store = await open();
    });
    after(async () => {
      await store.close();
    });

    const put = async (overrides: Partial<Document> = {}) =>
      store.create(CONTAINER, storedIncident(overrides));

    describe('one document', () => {
      it('is read back as it was created, with the version that create returned', async () => {
        const doc = storedIncident({ nested: { list: [1, 2.5, null, 'x', { deep: true }] } });
        const created = await store.create(CONTAINER, doc);
        const read = await store.read(CONTAINER, doc.pk, doc.id);
        assert.deepEqual(created.doc, doc);
        assert.deepEqual(read, created);
        await store.remove(CONTAINER, doc.pk, doc.id, created.version);
      });

      it('is undefined when nobody created it', async () => {
        assert.equal(await store.read(CONTAINER, uniqueWord(), uniqueWord()), undefined);
      });

      it('belongs to its partition: the same id elsewhere is another document', async () => {
        const id = uniqueWord();
        const first = await put({ id, pk: `${id}a`, subject: 'first' });
        const second = await put({ id, pk: `${id}b`, subject: 'second' });
        assert.equal((await store.read(CONTAINER, `${id}a`, id))?.doc['subject'], 'first');
        assert.equal((await store.read(CONTAINER, `${id}b`, id))?.doc['subject'], 'second');
        await store.remove(CONTAINER, `${id}a`, id, first.version);
        assert.equal(await store.read(CONTAINER, `${id}a`, id), undefined);
        assert.equal((await store.read(CONTAINER, `${id}b`, id))?.version, second.version);
      });

      it('takes the new content and a new version when it is replaced', async () => {
        const { doc, version } = await put();
        const { subject: _, ...rest } = doc;
        const replaced = await store.replace(
          CONTAINER,
          { ...rest, id: doc.id, pk: doc.pk, open: false },
          version,
        );
        assert.notEqual(replaced.version, version);
        const read = await store.read(CONTAINER, doc.pk, doc.id);
        assert.deepEqual(read, replaced);
        assert.equal(read?.doc['open'], false);
        assert.equal('subject' in (read?.doc ?? {}), false);
      });

      it('is gone after it was removed, and may be created again', async () => {
        const { doc, version } = await put();
        await store.remove(CONTAINER, doc.pk, doc.id, version);
        assert.equal(await store.read(CONTAINER, doc.pk, doc.id), undefined);
        const again = await store.create(CONTAINER, doc);
        assert.notEqual(again.version, version);
        assert.equal(await faultOf(store.replace(CONTAINER, doc, version)), 'changed');
      });

      it('loses undefined properties, as JSON does, already in what create returns', async () => {
        const { doc } = await put({ nothing: undefined });
        assert.equal('nothing' in doc, false);
      });

      it('does not change with the object it was created from', async () => {
        const list = ['a'];
        const { doc } = await put({ list });
        list.push('b');
        assert.deepEqual(doc['list'], ['a']);
        assert.deepEqual((await store.read(CONTAINER, doc.pk, doc.id))?.doc['list'], ['a']);
      });
    });

    describe('a refusal', () => {
      it('is «conflict» when the id exists in the partition, and the document stays', async () => {
        const { doc, version } = await put();
        assert.equal(await faultOf(store.create(CONTAINER, { ...doc, subject: 'other' })), 'conflict');
        assert.equal((await store.read(CONTAINER, doc.pk, doc.id))?.version, version);
      });

      it('is «changed» when the document has another version, and the document stays', async () => {
        const { doc, version } = await put();
        const { version: current } = await store.replace(CONTAINER, { ...doc, subject: 'second' }, version);
        assert.equal(
          await faultOf(store.replace(CONTAINER, { ...doc, subject: 'third' }, version)),
          'changed',
        );
        assert.equal(await faultOf(store.remove(CONTAINER, doc.pk, doc.id, version)), 'changed');
        const read = await store.read(CONTAINER, doc.pk, doc.id);
        assert.equal(read?.version, current);
        assert.equal(read?.doc['subject'], 'second');
      });

      it('is «changed» for a text that never was a version', async () => {
        const { doc } = await put();
        for (const version of ['', '*', 'no-such-version', '"; drop', 'a\nb', '|']) {
          assert.equal(await faultOf(store.replace(CONTAINER, doc, version)), 'changed', version);
          assert.equal(await faultOf(store.remove(CONTAINER, doc.pk, doc.id, version)), 'changed', version);
        }
      });

      it('is «missing» when there is no document to replace or to remove', async () => {
        const { doc, version } = await put();
        await store.remove(CONTAINER, doc.pk, doc.id, version);
        assert.equal(await faultOf(store.replace(CONTAINER, doc, version)), 'missing');
        assert.equal(await faultOf(store.remove(CONTAINER, doc.pk, doc.id, version)), 'missing');
      });

      it('is «too-large» above the limit in bytes, not in characters', async () => {
        const text = '盾'.repeat(MAX_DOCUMENT_BYTES / 3);
        assert.equal(await faultOf(put({ text })), 'too-large');
        const { doc, version } = await put();
        assert.equal(await faultOf(store.replace(CONTAINER, { ...doc, text }, version)), 'too-large');
      });

      it('is a TypeError for keys with other characters, empty or too long', async () => {
        for (const bad of ['', 'a/b', 'a b', 'ä', '..', 'a?b', "a'b", 'a\0', 'a\n', 'x'.repeat(201)]) {
          await assert.rejects(store.read(CONTAINER, 'ok', bad), TypeError, bad);
          await assert.rejects(store.read(CONTAINER, bad, 'ok'), TypeError, bad);
          await assert.rejects(put({ id: bad, pk: 'ok' }), TypeError, bad);
          await assert.rejects(put({ id: 'ok', pk: bad }), TypeError, bad);
          await assert.rejects(store.remove(CONTAINER, bad, 'ok', 'v'), TypeError, bad);
          await assert.rejects(store.query(CONTAINER, { pk: bad, limit: 1 }), TypeError, bad);
        }
        const longest = `${uniqueWord()}_-`.padEnd(200, 'Z');
        assert.equal((await put({ id: longest, pk: longest })).doc.id, longest);
      });

      it('is a TypeError for a container that is not declared', async () => {
        for (const name of ['nobody', '__proto__', 'incidents"; drop table incidents; --']) {
          await assert.rejects(store.read(name, 'a', 'b'), TypeError);
          await assert.rejects(store.create(name, storedIncident()), TypeError);
          await assert.rejects(store.query(name, { limit: 1 }), TypeError);
        }
      });

      it('is a TypeError for properties that belong to the database', async () => {
        for (const key of ['_etag', '_ts', '_op', '_rid']) {
          await assert.rejects(put({ [key]: 'x' }), TypeError, key);
        }
      });

      it('is a TypeError for text that is not well-formed Unicode, wherever it stands', async () => {
        await assert.rejects(put({ text: 'half \ud83d' }), TypeError);
        await assert.rejects(put({ deep: [{ 'key\udc00': 1 }] }), TypeError);
        const looksLike = 'written out: \\ud83d and \\\\ud83d';
        assert.equal((await put({ looksLike })).doc['looksLike'], looksLike);
      });

      it('is a TypeError for endless nesting', async () => {
        let deep: unknown = 1;
        for (let level = 0; level < 150; level += 1) deep = [deep];
        await assert.rejects(put({ deep }), TypeError);
      });
    });

    describe('a race', () => {
      it('of 100 replaces of one version has one winner, and 99 learn «changed»', async () => {
        const { doc, version } = await put();
        const results = await Promise.all(
          Array.from({ length: 100 }, (_, n) => faultOf(store.replace(CONTAINER, { ...doc, n }, version))),
        );
        assert.equal(results.filter((code) => code === 'none').length, 1);
        assert.equal(results.filter((code) => code === 'changed').length, 99);
        const winner = results.indexOf('none');
        assert.equal((await store.read(CONTAINER, doc.pk, doc.id))?.doc['n'], winner);
      });

      it('of 50 creates of one id has one winner, and 49 learn «conflict»', async () => {
        const doc = storedIncident();
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, n) => faultOf(store.create(CONTAINER, { ...doc, n }))),
        );
        assert.deepEqual(results.toSorted(), [...Array<string>(49).fill('conflict'), 'none']);
      });

      it('of read-and-replace loops loses no increment', async () => {
        const { doc } = await put({ count: 0 });
        const addOne = async (): Promise<void> => {
          for (;;) {
            const current = await store.read(CONTAINER, doc.pk, doc.id);
            assert.ok(current);
            const next = { ...current.doc, count: Number(current.doc['count']) + 1 };
            if ((await faultOf(store.replace(CONTAINER, next, current.version))) === 'none') return;
          }
        };
        await Promise.all(Array.from({ length: 8 }, addOne));
        assert.equal((await store.read(CONTAINER, doc.pk, doc.id))?.doc['count'], 8);
      });
    });

    describe('text', () => {
      const hostile: Readonly<Record<string, string>> = {
        'a family of emoji and a flag': '👨‍👩‍👧‍👦🇯🇵',
        'NUL and other control characters': 'a\0b\u0001\u001f\u007f\u0085',
        'right-to-left marks and overrides': '\u200fabc\u202e\u2066xyz\u2069',
        'line separators and a byte order mark': '\ufeff\u2028\u2029\r\n',
        'decomposed and composed forms side by side': 'が\u304b\u3099 é e\u0301',
        'rare kanji and ideographic variants': '𠮷野家 葛\u{e0100} 辻\u{e0101}',
        'quotes, SQL and templates': `'; DROP TABLE incidents; -- " \\ \${x} {{y}} @p0 ?1`,
        'no-characters and private use': '\ufffe\uffff\ue000\u{10ffff}',
      };
      for (const [what, text] of Object.entries(hostile)) {
        it(`survives byte for byte and is found by equality: ${what}`, async () => {
          const tag = uniqueWord();
          const { doc } = await put({ id: tag, pk: tag, reporterKey: text, text, [text]: 'as a key' });
          const read = await store.read(CONTAINER, tag, tag);
          assert.equal(Buffer.compare(Buffer.from(String(read?.doc['text'])), Buffer.from(text)), 0);
          assert.deepEqual(read?.doc, doc);
          const where = [{ field: 'reporterKey', is: '=', value: text }] as const;
          assert.deepEqual(ids((await store.query(CONTAINER, { pk: tag, where, limit: 5 })).items), [tag]);
          const longer = [{ field: 'reporterKey', is: '=', value: `${text}x` }] as const;
          assert.deepEqual((await store.query(CONTAINER, { pk: tag, where: longer, limit: 5 })).items, []);
        });
      }

      it('of a megabyte survives', async () => {
        const text = '盾と\n"矛"😀'.repeat(65_000);
        assert.ok(Buffer.byteLength(text) > 1_000_000);
        const { doc } = await put({ text });
        assert.equal((await store.read(CONTAINER, doc.pk, doc.id))?.doc['text'], text);
      });

      it('as a key such as __proto__ or constructor is data, and changes no object', async () => {
        const tag = uniqueWord();
        const keys = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"toString":1}';
        const doc = JSON.parse(
          `{"id":"${tag}","pk":"${tag}","__proto__":{"admin":true},"inside":${keys}}`,
        ) as Document;
        const { version } = await store.create(CONTAINER, doc);
        const text = JSON.stringify((await store.read(CONTAINER, tag, tag))?.doc['inside']);
        assert.equal(text, keys);
        assert.equal(Object.hasOwn((await store.read(CONTAINER, tag, tag))?.doc ?? {}, '__proto__'), true);
        assert.equal(Reflect.get({}, 'admin'), undefined);
        await store.replace(CONTAINER, doc, version);
        assert.equal(JSON.stringify((await store.read(CONTAINER, tag, tag))?.doc['inside']), keys);
        if (gaps.protoKeysInQueries) {
          const { items } = await store.query(CONTAINER, { pk: tag, limit: 1 });
          assert.equal(JSON.stringify(items[0]?.doc['inside']), keys);
        }
      });

      it('keeps numbers to the last digit', async () => {
        const numbers = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53 - 1, -(2 ** 53) + 1, 1e21];
        const { doc } = await put({ numbers });
        assert.deepEqual((await store.read(CONTAINER, doc.pk, doc.id))?.doc['numbers'], numbers);
      });
    });

    describe('a query', () => {
      const tag = uniqueWord();
      const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'];
      before(async () => {
        for (const [n, filedAt] of days.entries()) {
          const id = `${tag}-${n}`;
          await put({ id, pk: tag, department: tag, filedAt, open: n % 2 === 0, reporterKey: `r${n}` });
        }
        await put({ id: `${tag}-x`, pk: `${tag}x`, department: tag, filedAt: '2026-11-03', open: true });
      });

      const found = async (
        ...where: { is: '=' | '<' | '<=' | '>' | '>='; field: string; value: string | boolean }[]
      ) =>
        ids((await store.query(CONTAINER, { pk: tag, where, limit: 100 })).items)
          .map((id) => id.slice(-1))
          .toSorted()
          .join('');

      it('with a partition sees that partition only', async () => {
        assert.equal(await found(), '01234');
      });

      it('compares with =, <, <=, > and >=', async () => {
        const field = 'filedAt';
        const value = '2026-11-03';
        assert.equal(await found({ field, is: '=', value }), '2');
        assert.equal(await found({ field, is: '<', value }), '01');
        assert.equal(await found({ field, is: '<=', value }), '012');
        assert.equal(await found({ field, is: '>', value }), '34');
        assert.equal(await found({ field, is: '>=', value }), '234');
      });

      it('meets all of its conditions at once', async () => {
        const open = { field: 'open', is: '=', value: true } as const;
        const from = { field: 'filedAt', is: '>', value: '2026-11-01' } as const;
        const until = { field: 'filedAt', is: '<=', value: '2026-11-04' } as const;
        assert.equal(await found(open, from, until), '2');
        assert.equal(await found(from, until), '123');
        assert.equal(await found(from, { ...from, value: '2026-11-03' }), '34');
      });

      it('without a partition sees every partition', async () => {
        const where = [
          { field: 'department', is: '=', value: tag },
          { field: 'open', is: '=', value: true },
        ] as const;
        const { items } = await store.query(CONTAINER, { where, limit: 100 });
        assert.deepEqual(ids(items).toSorted(), [`${tag}-0`, `${tag}-2`, `${tag}-4`, `${tag}-x`]);
      });

      it('orders by a field, both ways, and by id where the field is equal', async () => {
        const where = [{ field: 'department', is: '=', value: tag }] as const;
        const ask = async (direction: 'asc' | 'desc') =>
          ids(
            (await store.query(CONTAINER, { where, orderBy: { field: 'filedAt', direction }, limit: 100 }))
              .items,
          )
            .map((id) => id.at(-1))
            .join('');
        assert.equal(await ask('asc'), '012x34');
        assert.equal(await ask('desc'), '43x210');
      });

      it('returns versions that replace accepts', async () => {
        const own = await put();
        const { items } = await store.query(CONTAINER, { pk: own.doc.pk, limit: 1 });
        assert.deepEqual(items, [own]);
        await store.replace(CONTAINER, { ...own.doc, open: false }, items[0]?.version ?? '');
      });

      it('tells apart true, 1 and "1", and orders booleans before numbers before text', async () => {
        const pk = uniqueWord();
        const values: Readonly<Record<string, unknown>> = {
          a: false,
          b: true,
          c: -1,
          d: 0,
          e: 1,
          f: 2.5,
          g: '',
          h: '1',
          i: 'true',
          j: null,
          k: [1],
          l: {},
        };
        for (const [id, open] of Object.entries(values)) await put({ id, pk, open });
        await put({ id: 'm', pk, open: undefined });
        const ask = async (value: string | number | boolean, is: '=' | '>' = '=') => {
          const where = [{ field: 'open', is, value }] as const;
          return ids((await store.query(CONTAINER, { pk, where, limit: 50 })).items).join('');
        };
        assert.equal(await ask(true), 'b');
        assert.equal(await ask(1), 'e');
        assert.equal(await ask('1'), 'h');
        assert.equal(await ask(0, '>'), 'ef');
        assert.equal(await ask('', '>'), 'hi');
        assert.equal(await ask(false, '>'), 'b');
        for (const limit of [1, 2, 50]) {
          for (const direction of ['asc', 'desc'] as const) {
            const all = ids(
              await readAll(store, CONTAINER, { pk, orderBy: { field: 'open', direction }, limit }),
            );
            const expected = 'abcdefghi';
            assert.equal(all.join(''), direction === 'asc' ? expected : 'ihgfedcba');
          }
        }
      });

      it('refuses a field that is not declared as indexed, also one that tries to be SQL', async () => {
        for (const field of [
          'demeanour',
          'id',
          'pk',
          '',
          '__proto__',
          'open = open or "x',
          "open'] = 1 --",
        ]) {
          const where = [{ field, is: '=', value: 1 }] as const;
          await assert.rejects(store.query(CONTAINER, { where, limit: 1 }), TypeError, field);
          const orderBy = { field, direction: 'asc' } as const;
          await assert.rejects(store.query(CONTAINER, { orderBy, limit: 1 }), TypeError, field);
        }
      });

      it('refuses other operators, other values and other page sizes', async () => {
        const ask = (condition: object, limit = 1) =>
          store.query(CONTAINER, {
            where: [{ field: 'open', is: '=', value: true, ...condition } as never],
            limit,
          });
        for (const is of ['!=', 'LIKE', '= 1 OR 1', 'constructor'])
          await assert.rejects(ask({ is }), TypeError);
        for (const value of [null, undefined, Number.NaN, [1], {}, '\ud800']) {
          await assert.rejects(ask({ value }), TypeError);
        }
        for (const limit of [0, -1, 1.5, 1001, Number.NaN]) await assert.rejects(ask({}, limit), TypeError);
      });
    });

    describe('pages', () => {
      const fill = async (): Promise<string> => {
        const tag = uniqueWord();
        // 43 documents in 4 partitions, some with the same id, and only 5 different times.
        const docs = Array.from({ length: 43 }, (_, n) =>
          storedIncident({
            id: `d${n % 30}`,
            pk: `${tag}${Math.trunc(n / 30) * 2 + (n % 2)}`,
            department: tag,
            reporterKey: tag,
            filedAt: `2026-11-0${(n * 7) % 5}`,
          }),
        );
        await Promise.all(docs.map((doc) => store.create(CONTAINER, doc)));
        return tag;
      };

      for (const [what, order] of [
        ['by key', {}],
        ['by a field with equal values', { orderBy: { field: 'filedAt', direction: 'asc' } }],
        ['by a field with equal values, backwards', { orderBy: { field: 'filedAt', direction: 'desc' } }],
      ] as const) {
        for (const limit of [1, 4, 43, 1000]) {
          it(`of ${limit}, ${what}, hold every document once, in order`, async () => {
            const tag = await fill();
            const where = [{ field: 'department', is: '=', value: tag }] as const;
            const all = await readAll(store, CONTAINER, { where, limit, ...order });
            const keys = all.map(({ doc }) => `${doc.id} ${doc.pk}`);
            assert.equal(new Set(keys).size, 43);
            assert.equal(keys.length, 43);
            if ('orderBy' in order) {
              const times = all.map(({ doc }) => String(doc['filedAt']));
              const sorted = times.toSorted();
              assert.deepEqual(times, order.orderBy.direction === 'asc' ? sorted : sorted.toReversed());
            }
          });
        }
      }

      it('lose and repeat nothing while documents are added and removed between them', async () => {
        for (const direction of ['asc', 'desc'] as const) {
          const tag = await fill();
          const where = [{ field: 'department', is: '=', value: tag }] as const;
          const query = { where, limit: 5, orderBy: { field: 'filedAt', direction } } as const;
          let added = 0;
          const all = await readAll(store, CONTAINER, query, async () => {
            for (const filedAt of ['2026-10-31', '2026-11-02', '2026-11-09']) {
              added += 1;
              await put({ id: `new${added}`, pk: `${tag}new`, department: tag, filedAt });
            }
            const gone = await store.read(CONTAINER, `${tag}new`, `new${added}`);
            if (gone) await store.remove(CONTAINER, `${tag}new`, `new${added}`, gone.version);
          });
          const keys = all.map(({ doc }) => `${doc.id} ${doc.pk}`);
          assert.equal(new Set(keys).size, keys.length);
          assert.equal(keys.filter((key) => !key.startsWith('new')).length, 43);
        }
      });

      it('leave out the versions that the caller holds, and hold the newer versions of the same documents', async () => {
        const tag = await fill();
        const where = [{ field: 'department', is: '=', value: tag }] as const;
        for (const order of [{}, { orderBy: { field: 'filedAt', direction: 'asc' } }] as const) {
          const all = await readAll(store, CONTAINER, { where, limit: 100, ...order });
          const held = all.filter((_, n) => n % 3 !== 0);
          const [changed] = held;
          assert.ok(changed);
          const replaced = await store.replace(CONTAINER, changed.doc, changed.version);
          const except = new Set(held.map(({ version }) => version));
          const wanted = all
            .map((one) => (one === changed ? { ...one, version: replaced.version } : one))
            .filter(({ version }) => !except.has(version));
          for (const limit of [1, 4, 15, 16, 100]) {
            const rest = await readAll(store, CONTAINER, { where, limit, except, ...order });
            assert.deepEqual(rest, wanted, `by ${limit}`);
          }
          const none = new Set([...except, ...wanted.map(({ version }) => version)]);
          assert.deepEqual(await readAll(store, CONTAINER, { where, limit: 10, except: none, ...order }), []);
        }
        // The next query is asked for nothing of the kind.
        assert.equal((await readAll(store, CONTAINER, { where, limit: 100 })).length, 43);
      });

      it('go on behind the last document even when that document is gone', async () => {
        const tag = await fill();
        const query = { where: [{ field: 'department', is: '=', value: tag }], limit: 10 } as const;
        const first = await store.query(CONTAINER, query);
        for (const { doc, version } of first.items) await store.remove(CONTAINER, doc.pk, doc.id, version);
        assert.ok(first.next);
        const rest = await readAll(store, CONTAINER, { ...query, after: first.next });
        assert.equal(rest.length, 33);
      });

      it('end without a continuation when the last one is exactly full', async () => {
        const pk = uniqueWord();
        for (let n = 0; n < 4; n += 1) await put({ id: `d${n}`, pk });
        const first = await store.query(CONTAINER, { pk, limit: 2 });
        assert.ok(first.next);
        const second = await store.query(CONTAINER, { pk, limit: 2, after: first.next });
        assert.deepEqual(ids(second.items), ['d2', 'd3']);
        assert.equal('next' in second, false);
        assert.deepEqual(await store.query(CONTAINER, { pk: uniqueWord(), limit: 2 }), { items: [] });
      });

      it('go on within the range of the query, from both ends', async () => {
        const tag = await fill();
        const where = [
          { field: 'department', is: '=', value: tag },
          { field: 'filedAt', is: '>=', value: '2026-11-01' },
          { field: 'filedAt', is: '<', value: '2026-11-04' },
        ] as const;
        for (const direction of ['asc', 'desc'] as const) {
          const all = await readAll(store, CONTAINER, {
            where,
            limit: 4,
            orderBy: { field: 'filedAt', direction },
          });
          assert.deepEqual([...new Set(all.map(({ doc }) => String(doc['filedAt'])))].toSorted(), [
            '2026-11-01',
            '2026-11-02',
            '2026-11-03',
          ]);
        }
      });

      it('refuse a continuation that is forged or belongs to another query', async () => {
        const tag = await fill();
        const where = [{ field: 'department', is: '=', value: tag }] as const;
        const { next } = await store.query(CONTAINER, { where, limit: 2 });
        assert.ok(next);
        assert.match(next, /^[A-Za-z0-9_-]+$/);
        const forged = Buffer.from(JSON.stringify(['x', 'd1', tag])).toString('base64url');
        for (const after of ['', 'x', '{}', forged, `${next}AA`, Buffer.from('null').toString('base64url')]) {
          await assert.rejects(store.query(CONTAINER, { where, limit: 2, after }), TypeError, after);
        }
        await assert.rejects(store.query(CONTAINER, { limit: 2, after: next }), TypeError);
        // Rightly marked, but moved outside the range of the query.
        const range = [...where, { field: 'filedAt', is: '<', value: '2026-11-03' }] as const;
        const query = { where: range, orderBy: { field: 'filedAt', direction: 'desc' }, limit: 2 } as const;
        const page = await store.query(CONTAINER, query);
        const [mark] = JSON.parse(Buffer.from(page.next ?? '', 'base64url').toString()) as string[];
        for (const key of [
          ['2026-11-04', 'd1', tag],
          [true, 'd1', tag],
          ['2026-11-01', 1, tag],
          [],
          [null],
        ]) {
          const moved = Buffer.from(JSON.stringify([mark, ...key])).toString('base64url');
          await assert.rejects(store.query(CONTAINER, { ...query, after: moved }), TypeError);
        }
        await assert.rejects(store.query('alerts', { limit: 2, after: next }), TypeError);
      });
    });

    it('answers a ping', async () => {
      await store.ping();
    });
  });
};
