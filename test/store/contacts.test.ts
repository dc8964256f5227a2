import assert from 'node:assert/strict';
import type { Contact } from '../../src/domain/companion/contact.ts';
import { type Unreadable } from '../../src/store/collection.ts';
import { containers } from '../../src/store/containers.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { temporaryFolder } from '../builders/store.ts';
import { contactAfter, eventful } from '../cards/gallery-companion.ts';

describe('contacts in the store', () => {
  let store: DocumentStore;
  let folder: ReturnType<typeof temporaryFolder>;
  let reported: Unreadable[];
  const open = () => createRepositories(store, (fault) => reported.push(fault)).contacts;

  beforeEach(() => {
    folder = temporaryFolder();
    reported = [];
    store = createSqliteStore({ file: folder.file, containers });
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  const at = (hour: number): string => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();
  const one = (overrides: Partial<Contact> = {}): Contact => contactAfter([], overrides);

  it('come back as they were, with everything that can be tapped', async () => {
    const full = contactAfter([...eventful('言葉\n「引用」', '高橋'), { what: 'ended' }], {
      messages: ['m1'],
    });
    assert.equal((await open().create(full)).created, true);
    assert.deepEqual(await open().read(full.personKey, full.id), full);
    assert.equal((await open().create({ ...full, line: '' })).created, false);
  });

  it('are found by their person only', async () => {
    const mine = one();
    await open().create(mine);
    assert.equal(await open().read('p000000000000000000000000', mine.id), undefined);
    const changed = await open().change('p000000000000000000000000', mine.id, (current) => ({
      next: current,
      result: 1,
    }));
    assert.deepEqual(changed, { found: false });
  });

  it('are listed newest first, a person’s own', async () => {
    for (const [index, hour] of [2, 5, 3].entries()) {
      await open().create(one({ id: `t000000000000000${index}`, startedAt: at(hour) }));
    }
    await open().create(one({ id: 't0000000000000009', personKey: 'p000000000000000000000000' }));
    const { personKey } = one();
    assert.deepEqual(
      (await open().newest(personKey, 2)).map(({ startedAt }) => startedAt),
      [at(5), at(3)],
    );
  });

  it('are open from a tap until its messages are written down as owed', async () => {
    const tapped = contactAfter([{ what: 'support' }]);
    await open().create(tapped);
    await open().create(one({ id: 't0000000000000001' }));
    assert.deepEqual(await open().unexpanded(10), [tapped]);
    await open().change(tapped.personKey, tapped.id, (current) => ({
      next: { ...current, expanded: current.revision },
      result: undefined,
    }));
    assert.deepEqual(await open().unexpanded(10), []);
  });

  it('that cannot be read hide no other, and their report names no word of them', async () => {
    const bad = contactAfter([{ what: 'note', words: '秘密の言葉' }], { id: 't0000000000000002' });
    await store.create('contacts', {
      id: bad.id,
      pk: bad.personKey,
      open: true,
      startedAt: bad.startedAt,
      item: { ...bad, scene: '秘密の場面' },
    });
    const good = contactAfter([{ what: 'support' }]);
    await open().create(good);
    assert.deepEqual(await open().unexpanded(10), [good]);
    assert.equal(reported.length, 1);
    assert.doesNotMatch(reported[0]?.message ?? '', /秘密/u);
  });
});
