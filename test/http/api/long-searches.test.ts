import assert from 'node:assert/strict';
import { cards, openHouse, type OpenHouse } from '../../builders/house.ts';
import { approver, person } from '../../builders/records.ts';
import { registered } from '../../builders/register.ts';
import { openTabService, type Reply, type TabService } from './tab-service.ts';

describe('searches that look at many records', () => {
  let open: OpenHouse;
  let service: TabService;
  /** Pages of the register that wait to be read, oldest first. */
  let pages: { let: () => void }[];
  let held: boolean;
  const chiefs = ['a', 'b', 'c'].map((id) => approver({ id, approverOf: ['zeimu'] }));

  beforeEach(async () => {
    open = openHouse();
    pages = [];
    held = true;
    await open.settlePeople(person(), ...chiefs);
    await open.house.incidents.create(registered({ word: 'one', severity: 'alarm' }));
    const { incidents } = open.house;
    const page = incidents.page.bind(incidents);
    incidents.page = async (query) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (held) {
        pages.push({ let: resolve });
        await promise;
      }
      return page(query);
    };
    service = await openTabService(open, cards);
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  const search = (as: string, body: object): Promise<Reply> =>
    service.call({ method: 'POST', path: '/records/search', as, body });

  /** Until so many pages wait. */
  async function waiting(count: number): Promise<void> {
    while (pages.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  function letAll(): void {
    held = false;
    for (const one of pages) one.let();
  }

  it('are carried out one by one for each person; of many at once the most are told when to come back', async () => {
    const replies = Array.from({ length: 40 }, () => search('a', { words: '山本' }));
    await waiting(1);
    const refused: Reply[] = [];
    for (const reply of replies) {
      void reply.then((one) => (one.status === 429 ? refused.push(one) : undefined));
    }
    while (refused.length < 36) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(pages.length, 1, 'one of them is at the store');
    letAll();
    const all = await Promise.all(replies);
    assert.equal(all.filter(({ status }) => status === 200).length, 4);
    for (const reply of all.filter(({ status }) => status !== 200)) {
      assert.equal(reply.status, 429);
      assert.equal(reply.headers.get('retry-after'), '1');
      assert.match(String(reply.json()['detail']), /待って/u);
    }
  });

  it('are two at once for all persons, and everybody gets an answer', async () => {
    const replies = ['a', 'b', 'c'].map((as) => search(as, { words: '山本' }));
    await waiting(2);
    assert.equal((await service.call({ path: '/me', as: 'sato' })).status, 200);
    assert.equal(pages.length, 2);
    letAll();
    assert.deepEqual(
      (await Promise.all(replies)).map(({ status }) => status),
      [200, 200, 200],
    );
  });

  it('hold up no listing, not even of the same person', async () => {
    const long = search('a', { conduct: 'threat' });
    await waiting(1);
    const listing = search('a', { severity: 'alarm' });
    await waiting(2);
    pages[1]?.let();
    assert.equal((await listing).status, 200);
    letAll();
    assert.equal((await long).status, 200);
  });
});
