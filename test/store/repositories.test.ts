import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { acknowledge } from '../../src/domain/alert/responses.ts';
import { settleIntents } from '../../src/domain/incident/incident.ts';
import { beginAttempt, settleSent } from '../../src/domain/attempt.ts';
import { type Debt } from '../../src/domain/owed.ts';
import { containers } from '../../src/store/containers.ts';
import { type DocumentStore, StoreFault } from '../../src/store/document-store.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import {
  alertOf,
  approver,
  channel,
  decided,
  digest,
  escalated,
  incident,
  minimalIncident,
  NOW,
  nonceFor,
  person,
} from '../builders/records.ts';
import { temporaryFolder } from '../builders/store.ts';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);

const debt = (overrides: Partial<Debt> = {}): Debt => ({
  id: 'alert-c1',
  about: '261121-AAAAAA',
  to: { kind: 'channel', channel: 'c1' },
  shows: { kind: 'alert', alert: '261121-AAAAAA' },
  wanted: 1,
  ...overrides,
});

describe('the repositories', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let stores: DocumentStore[];
  let house: ReturnType<typeof createRepositories>;

  const open = (): DocumentStore => {
    const store = createSqliteStore({ file: folder.file, containers });
    stores.push(store);
    return store;
  };

  beforeEach(() => {
    folder = temporaryFolder();
    stores = [];
    house = createRepositories(open());
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    folder.remove();
  });

  it('hand back what is there already instead of writing over it', async () => {
    const one = person({ name: '一' });
    assert.deepEqual(await house.people.create(one), { created: true, item: one });
    assert.deepEqual(await house.people.create({ ...one, name: '二' }), { created: false, item: one });
  });

  it('write nothing when a step leaves things as they are', async () => {
    await house.people.create(person());
    let replaced = 0;
    const [store] = stores as [DocumentStore];
    const watched = createRepositories({
      ...store,
      replace: (...call) => {
        replaced += 1;
        return store.replace(...call);
      },
    });
    const same = await watched.people.change(person().key, (current) => ({ next: current, result: 'same' }));
    const none = await watched.people.change(person().key, () => ({ result: 'none' }));
    assert.deepEqual([same.found && same.result, none.found && none.result, replaced], ['same', 'none', 0]);
  });

  it('say that nothing is there to change', async () => {
    assert.deepEqual(await house.people.change(person().key, () => ({ result: 1 })), { found: false });
  });

  it('lose no change of two processes on one file', async () => {
    const other = createRepositories(open());
    const alert = alertOf(minimalIncident(), []);
    await house.alerts.create(alert);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        (index % 2 === 0 ? house : other).alerts.change(alert.id, (current) => ({
          next: acknowledge(current, { department: `d${index}`, by: 'p', now: NOW }, digest),
          result: undefined,
        })),
      ),
    );
    assert.equal((await house.alerts.read(alert.id))?.acknowledgements.length, 60);
  });

  it('go on with the next change of an item after one that failed', async () => {
    await house.people.create(person());
    const { key } = person();
    const failing = house.people.change(key, () => {
      throw new Error('a step that breaks');
    });
    const next = house.people.change(key, (one) => ({ next: { ...one, name: '次' }, result: undefined }));
    await assert.rejects(failing, /breaks/u);
    await next;
    assert.equal((await house.people.read(key))?.name, '次');
  });

  it('give up on an item that others change without end, and say so', async () => {
    await house.people.create(person());
    const [store] = stores as [DocumentStore];
    const busy = createRepositories({
      ...store,
      replace: () => Promise.reject(new StoreFault('changed', 'people')),
    });
    await assert.rejects(
      busy.people.change(person().key, (one) => ({ next: { ...one }, result: undefined })),
      (fault) => fault instanceof StoreFault && fault.code === 'unavailable',
    );
  });

  it('name the place of a document that cannot be read, and none of its values', async () => {
    const [store] = stores as [DocumentStore];
    const { key } = person();
    await store.create('people', {
      id: key,
      pk: key,
      department: '',
      approver: false,
      coordinator: false,
      item: { ...person({ name: '秘密' }), approverOf: '秘密' },
    });
    await assert.rejects(house.people.read(key), (fault: Error) => {
      assert.match(fault.message, new RegExp(`people/${key} cannot be read: approverOf`, 'u'));
      assert.doesNotMatch(fault.message, /秘密/u);
      return true;
    });
  });

  it('keep what people type out of the index fields', async () => {
    const one = person({ name: 'department' });
    await house.people.create(one);
    const [store] = stores as [DocumentStore];
    const found = await store.read('people', one.key, one.key);
    assert.deepEqual(Object.keys(found?.doc ?? {}).sort(), [
      'approver',
      'changedAt',
      'coordinator',
      'department',
      'id',
      'item',
      'pk',
    ]);
  });

  describe('of records', () => {
    it('find those with work left, and no others', async () => {
      const one = minimalIncident({ word: 'one' });
      const two = minimalIncident({ word: 'two' });
      await house.incidents.create(one);
      await house.incidents.create(two);
      await house.incidents.change(one.number, (current) => ({
        next: settleIntents(current, 1),
        result: undefined,
      }));
      assert.deepEqual(
        (await house.incidents.withIntents(10)).map(({ number }) => number),
        [two.number],
      );
    });

    it("list a person's own, newest first, up to the limit and over many pages", async () => {
      for (let i = 0; i < 210; i += 1) {
        await house.incidents.create(minimalIncident({ word: `w${i}`, now: later(i * 1000) }));
      }
      await house.incidents.create(minimalIncident({ word: 'other', reporter: person({ id: 'other' }) }));
      const all = await house.incidents.filedBy(person().key, 1000);
      assert.equal(all.length, 210);
      const times = all.map(({ filedAt }) => filedAt);
      assert.deepEqual(times, times.toSorted().reverse());
      assert.deepEqual(
        (await house.incidents.filedBy(person().key, 3)).map(({ filedAt }) => filedAt),
        times.slice(0, 3),
      );
    });

    it('find those that wait for a decision in a department until it is taken', async () => {
      const waiting = escalated(incident()).incident;
      await house.incidents.create(waiting);
      await house.incidents.create(minimalIncident({ word: 'calm' }));
      const found = async (department: string): Promise<number> =>
        (await house.incidents.undecidedIn(department, 10)).length;
      assert.deepEqual([await found('fukushi'), await found('zeimu')], [1, 0]);
      await house.incidents.change(waiting.number, (current) => ({
        next: decided(current).incident,
        result: undefined,
      }));
      assert.equal(await found('fukushi'), 0);
    });
  });

  it('find alerts of a time, newest first, its first instant included', async () => {
    for (let i = 0; i < 5; i += 1) {
      await house.alerts.create(alertOf(minimalIncident({ word: `w${i}` }), [], later(i * 1000)));
    }
    const found = await house.alerts.raisedSince(later(2000), 10);
    assert.deepEqual(
      found.map(({ raisedAt }) => new Date(raisedAt).getTime() - NOW.getTime()),
      [4000, 3000, 2000],
    );
    assert.equal((await house.alerts.raisedSince(later(0), 2)).length, 2);
  });

  describe('of people', () => {
    it('find the approvers of a department, also of several, and coordinators who declared it', async () => {
      await house.people.create(person());
      await house.people.create(approver());
      await house.people.create(approver({ id: 'both', approverOf: ['zeimu', 'fukushi'] }));
      await house.people.create(approver({ id: 'zeimu', approverOf: ['zeimu'] }));
      await house.people.create(person({ id: 'soumu', declaredCoordinator: true }));
      assert.equal((await house.people.approversOf('fukushi')).length, 2);
      assert.equal((await house.people.approversOf('zeimu')).length, 2);
      assert.deepEqual(await house.people.approversOf('koen'), []);
      assert.deepEqual(
        (await house.people.coordinators()).map(({ objectId }) => objectId),
        ['soumu'],
      );
    });

    it('follow a change of department', async () => {
      await house.people.create(person());
      await house.people.change(person().key, (one) => ({
        next: { ...one, department: 'koen' },
        result: undefined,
      }));
      assert.equal((await house.people.inDepartment('koen', 10)).length, 1);
      assert.deepEqual(await house.people.inDepartment('fukushi', 10), []);
    });
  });

  it('find every active channel, over many pages, bound or not', async () => {
    for (let i = 0; i < 210; i += 1) await house.channels.create(channel({ id: `c${i}` }));
    await house.channels.create(channel({ id: 'gone', state: 'removed' }));
    const active = await house.channels.active();
    assert.equal(active.length, 210);
    assert.equal(new Set(active.map(({ key }) => key)).size, 210);
  });

  it('write the newest press of a form over the one before, with strange keys', async () => {
    const form = { nonce: nonceFor('f'), personKey: person().key, issuedAt: NOW.toISOString() };
    await house.forms.keep(form);
    const typed = JSON.parse('{"__proto__":"x","constructor":"y","a b":"z","":"w","name":"山本"}') as Record<
      string,
      string
    >;
    await house.forms.keep({ ...form, messageId: 'm1', typed });
    const kept = await house.forms.read(form.personKey, form.nonce);
    assert.equal(kept?.messageId, 'm1');
    assert.equal(kept?.typed?.['name'], '山本');
    assert.equal(await house.forms.read('p0', form.nonce), undefined);
  });

  describe('of owed messages', () => {
    it('write a debt once, however many owe it at once, and keep the highest version', async () => {
      await Promise.all(
        Array.from({ length: 30 }, (_, index) => house.owed.owe([debt({ wanted: (index % 10) + 1 })], NOW)),
      );
      const rows = await house.owed.about('261121-AAAAAA');
      assert.deepEqual(
        rows.map(({ wanted }) => wanted),
        [10],
      );
    });

    it('give what is due, oldest first, and nothing that is done or not due yet', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      for (const [index, id] of ids.entries()) await house.owed.owe([debt({ id })], later(index * 1000));
      await house.owed.change('261121-AAAAAA', 'b', (row) => ({
        next: settleSent(beginAttempt(row, NOW), 1, 'm', NOW),
        result: undefined,
      }));
      const due = await house.owed.due(later(3000), 10);
      assert.deepEqual(
        due.map(({ id }) => id),
        ['a', 'c', 'd'],
      );
      assert.deepEqual(
        (await house.owed.due(later(3000), 2)).map(({ id }) => id),
        ['a', 'c'],
      );
      assert.equal((await house.owed.nextDue())?.getTime(), NOW.getTime());
    });

    it('have no next one when everything is done', async () => {
      assert.equal(await house.owed.nextDue(), undefined);
      await house.owed.owe([debt()], NOW);
      await house.owed.change('261121-AAAAAA', 'alert-c1', (row) => ({
        next: { ...row, state: 'parked', reason: 'gone' },
        result: undefined,
      }));
      assert.equal(await house.owed.nextDue(), undefined);
      assert.deepEqual(await house.owed.due(new Date('9999-01-01'), 10), []);
    });

    it('list every row about one thing, and none about another', async () => {
      await house.owed.owe(
        Array.from({ length: 250 }, (_, index) => debt({ id: `alert-c${index}` })),
        NOW,
      );
      await house.owed.owe([debt({ about: '261121-BBBBBB' })], NOW);
      assert.equal((await house.owed.about('261121-AAAAAA')).length, 250);
    });

    it('never lower a wanted version, in whatever order debts come', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
          fc.uuid(),
          async (list, id) => {
            for (const wanted of list) await house.owed.owe([debt({ id, wanted })], NOW);
            const row = (await house.owed.about('261121-AAAAAA')).find((one) => one.id === id);
            assert.equal(row?.wanted, Math.max(...list));
          },
        ),
        { numRuns: 15 },
      );
    });
  });
});
