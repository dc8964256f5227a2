import assert from 'node:assert/strict';
import type { LookUp } from '../../src/domain/subject/look-up.ts';
import { askFlag, endFlags } from '../../src/domain/subject/flagging.ts';
import { newSubject } from '../../src/domain/subject/subject.ts';
import { containers } from '../../src/store/containers.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { digest, NOW, person } from '../builders/records.ts';
import { temporaryFolder } from '../builders/store.ts';

const sato = person();
const suzuki = person({ id: 'suzuki' });

const look = (index: number, by = sato): LookUp => ({
  id: `l${String(index).padStart(16, '0')}`,
  byKey: by.key,
  at: new Date(NOW.getTime() + index * 1000).toISOString(),
  kind: 'file',
  fields: [],
  shown: [{ subject: 's-261121-7K3F9Q', extent: 'outline' }],
  marks: [],
});

describe('the store of', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: DocumentStore;
  let house: ReturnType<typeof createRepositories>;
  beforeEach(() => {
    folder = temporaryFolder();
    store = createSqliteStore({ file: folder.file, containers });
    house = createRepositories(store);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('looks keeps each person’s own, newest first, and the first of two with one id', async () => {
    for (let index = 1; index <= 5; index += 1) await house.lookUps.create(look(index));
    await house.lookUps.create(look(9, suzuki));
    const again = await house.lookUps.create({ ...look(5), kind: 'search' });
    assert.deepEqual([again.created, again.item.kind], [false, 'file']);
    const newest = await house.lookUps.newest(sato.key, 2);
    assert.deepEqual(newest, [look(5), look(4)]);
    assert.equal((await house.lookUps.newest(suzuki.key, 9)).length, 1);
    assert.equal(await house.lookUps.read(suzuki.key, look(5).id), undefined);
  });

  it('looks has no index field but their time', async () => {
    await house.lookUps.create(look(1));
    const stored = await store.read('lookups', sato.key, look(1).id);
    assert.deepEqual(Object.keys(stored?.doc ?? {}).toSorted(), ['at', 'id', 'item', 'pk']);
  });

  it('files finds those with a mark that ends by a day, the first to end first, and none that ended', async () => {
    for (const [index, reviewOn] of ['2027-03-01', '2027-01-01', '2027-02-01'].entries()) {
      const id = `s-261121-7K3F9${index}`;
      const step = askFlag(
        newSubject(id, NOW),
        { id: `f${'0'.repeat(16)}`, reason: 'x', reviewOn, by: sato, department: 'fukushi', now: NOW },
        digest,
      );
      assert.ok('next' in step);
      await house.subjects.create(step.next);
    }
    await house.subjects.create(newSubject('s-261121-7K3F9Z', NOW));
    const due = (day: string) =>
      house.subjects.withFlagsEnding(day, 10).then((found) => found.map(({ id }) => id.slice(-1)));
    assert.deepEqual(await due('2026-12-31'), []);
    assert.deepEqual(await due('2027-02-01'), ['1', '2']);
    await house.subjects.change('s-261121-7K3F91', (subject) => ({
      next: endFlags(subject, new Date('2027-01-02T00:00:00Z'), digest),
      result: undefined,
    }));
    assert.deepEqual(await due('2099-12-31'), ['2', '0']);
  });
});
