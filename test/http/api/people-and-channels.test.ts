import assert from 'node:assert/strict';
import {
  channelListSchema,
  channelViewSchema,
  type PeoplePage,
  peoplePageSchema,
  personRolesSchema,
} from '../../../src/api/settings.ts';
import {
  cards,
  chief,
  COORDINATOR,
  coordinator,
  installed,
  type OpenHouse,
  openHouse,
} from '../../builders/house.ts';
import { person } from '../../builders/records.ts';
import { openTabService, type Reply, type TabService } from './tab-service.ts';

describe('people, roles and channels over the API', () => {
  let open: OpenHouse;
  let service: TabService;

  beforeEach(async () => {
    open = openHouse();
    service = await openTabService(open, cards);
    await open.settlePeople(coordinator(), chief(), person());
    await open.settleChannels(installed(), installed({ id: 'gone', name: '旧相談', state: 'removed' }));
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  const get = (path: string, as = COORDINATOR): Promise<Reply> => service.call({ path, as });
  const put = (path: string, tag: string | undefined, body: unknown, as = COORDINATOR): Promise<Reply> =>
    service.call({
      method: 'PUT',
      path,
      as,
      body,
      headers: tag === undefined ? {} : { 'if-match': `"${tag}"` },
    });
  const people = async (query = ''): Promise<PeoplePage> =>
    peoplePageSchema.parse((await get(`/people${query}`)).json());

  const roles = { approverOf: ['zeimu'], deputyOf: ['zeimu'], coordinator: false };

  it('are for coordinators alone', async () => {
    const etag = (await people()).people.find(({ name }) => name === '佐藤 みどり')?.etag;
    for (const as of ['kacho', 'sato']) {
      for (const path of ['/people', '/channels']) assert.equal((await get(path, as)).status, 403, path);
      assert.equal((await put(`/people/${person().key}/roles`, etag, roles, as)).status, 403);
      assert.equal((await put(`/channels/${installed().key}`, etag, { department: null }, as)).status, 403);
    }
    assert.deepEqual((await open.house.people.read(person().key))?.approverOf, []);
  });

  it('list who is registered, with their roles, of all or of one department', async () => {
    const all = await people();
    assert.equal(all.next, undefined);
    const { etag: _, ...boss } = all.people.find(({ name }) => name === '高橋 一郎') ?? { etag: '' };
    assert.deepEqual(boss, {
      key: chief().key,
      name: '高橋 一郎',
      department: { id: 'fukushi', name: '福祉課' },
      approverOf: ['fukushi'],
      deputyOf: [],
      coordinator: false,
      fixed: false,
    });
    const main = all.people.find(({ name }) => name === '総務 花子');
    assert.deepEqual([main?.coordinator, main?.fixed], [true, true]);
    await open.settlePeople(
      chief({ id: 'far', department: 'koen', approverOf: ['fukushi'], name: '遠山 遠' }),
    );
    assert.deepEqual(
      (await people('?department=fukushi')).people.map(({ name }) => name).toSorted(),
      ['遠山 遠', '佐藤 みどり', '高橋 一郎'].toSorted(),
    );
    assert.deepEqual((await people('?department=hoiku')).people, []);
  });

  it('list hundreds page by page, each once', async () => {
    for (let index = 0; index < 120; index += 1) {
      await open.settlePeople(person({ id: `p${index}`, name: `職員 ${index}`, department: 'koen' }));
    }
    for (const [query, count] of [
      ['', 123],
      ['?department=koen', 120],
    ] as const) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const mark = query === '' ? '?' : '&';
        const page = await people(
          after === undefined ? query : `${query}${mark}after=${encodeURIComponent(after)}`,
        );
        seen.push(...page.people.map(({ key }) => key));
        after = page.next;
      } while (after !== undefined);
      assert.deepEqual([seen.length, new Set(seen).size], [count, count]);
    }
    const [first] = [await people()];
    const foreign = await get(`/people?department=koen&after=${encodeURIComponent(first.next ?? '')}`);
    assert.equal(foreign.status, 400);
    assert.match(String(foreign.json()['detail']), /はじめから表示し直して/u);
    assert.equal((await get('/people?after=xyz')).status, 400);
  });

  it('set the roles of one person, tell the second editor what the first has set, and save on top of it', async () => {
    const path = `/people/${person().key}/roles`;
    const { etag = '' } = (await people()).people.find(({ key }) => key === person().key) ?? {};
    assert.equal((await put(path, undefined, roles)).status, 428);
    const done = await put(path, etag, roles);
    assert.equal(done.status, 200);
    const now = personRolesSchema.parse(done.json());
    assert.deepEqual([now.approverOf, now.deputyOf], [['zeimu'], ['zeimu']]);
    assert.equal(done.headers.get('etag'), `"${now.etag}"`);
    const late = await put(path, etag, { ...roles, approverOf: ['koen'], deputyOf: [] });
    assert.equal(late.status, 412);
    assert.deepEqual(personRolesSchema.parse(late.json()['current']), now);
    assert.equal((await put(path, now.etag, { ...roles, approverOf: ['koen'], deputyOf: [] })).status, 200);
    const refused = await put(path, 'any', { ...roles, approverOf: [] });
    assert.deepEqual(refused.json()['errors'], [
      {
        path: 'deputyOf',
        message: '代理は、承認者になっている課でだけ選べます。先に承認者に選んでください。',
      },
    ]);
    assert.equal((await put(`/people/p${'0'.repeat(24)}/roles`, 'any', roles)).status, 404);
  });

  it('make an appointed coordinator one at the next call, and none when it ends', async () => {
    const path = `/people/${person().key}/roles`;
    const roles = { approverOf: [], deputyOf: [], coordinator: true };
    const { etag = '' } = (await people()).people.find(({ key }) => key === person().key) ?? {};
    assert.equal((await get('/people', 'sato')).status, 403);
    const done = personRolesSchema.parse((await put(path, etag, roles)).json());
    assert.equal((await get('/people', 'sato')).status, 200);
    assert.equal((await put(path, done.etag, { ...roles, coordinator: false }, 'sato')).status, 200);
    assert.equal((await get('/people', 'sato')).status, 403);
  });

  it('list channels and those that the bot has left, and give one to another department or to none', async () => {
    const { channels } = channelListSchema.parse((await get('/channels')).json());
    assert.deepEqual(
      new Set(channels.map(({ name, state, department }) => `${name} ${state} ${department?.name}`)),
      new Set(['旧相談 removed 税務課', '税務課 active 税務課']),
    );
    const one = channels.find(({ state }) => state === 'active');
    const path = `/channels/${one?.key ?? ''}`;
    const freed = await put(path, one?.etag, { department: null });
    const now = channelViewSchema.parse(freed.json());
    assert.deepEqual([freed.status, now.department], [200, undefined]);
    const late = await put(path, one?.etag, { department: 'koen' });
    assert.deepEqual([late.status, channelViewSchema.parse(late.json()['current'])], [412, now]);
    assert.equal((await put(path, now.etag, { department: 'koen' })).status, 200);
    assert.equal((await put(path, 'any', { department: 'uchu' })).status, 422);
    assert.equal((await put(`/channels/c${'0'.repeat(24)}`, 'any', { department: null })).status, 404);
  });
});
