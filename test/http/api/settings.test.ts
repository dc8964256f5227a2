import assert from 'node:assert/strict';
import {
  settingsOverviewSchema,
  settingsSectionSchema,
  settingsVersionSchema,
} from '../../../src/api/settings.ts';
import {
  asInstalled,
  cards,
  chief,
  COORDINATOR,
  coordinator,
  type OpenHouse,
  openHouse,
} from '../../builders/house.ts';
import { person } from '../../builders/records.ts';
import { openTabService, type Reply, type TabService } from './tab-service.ts';

const { rules, ward } = asInstalled;

describe('the sections of the settings over the API', () => {
  let open: OpenHouse;
  let service: TabService;

  beforeEach(async () => {
    open = openHouse();
    service = await openTabService(open, cards);
    await open.settlePeople(coordinator(), chief(), person());
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  const put = (
    section: string,
    tag: string | undefined,
    content: unknown,
    { as = COORDINATOR, note = '' }: { as?: string; note?: string } = {},
  ): Promise<Reply> =>
    service.call({
      method: 'PUT',
      path: `/settings/sections/${section}`,
      as,
      body: { content, note },
      headers: tag === undefined ? {} : { 'if-match': `"${tag}"` },
    });

  const get = (path: string, as = COORDINATOR): Promise<Reply> => service.call({ path, as });

  const paths = ['/settings', '/settings/sections/ward', '/settings/sections/ward/versions/0'];
  for (const [who, as, status] of [
    ['a coordinator', COORDINATOR, 200],
    ['an approver', 'kacho', 403],
    ['a reporter', 'sato', 403],
  ] as const) {
    it(`are answered to ${who} with ${status}`, async () => {
      for (const path of paths) {
        const reply = await get(path, as);
        assert.equal(reply.status, status, path);
        if (status === 403) assert.match(String(reply.json()['detail']), /^設定は、調整担当だけ/u);
      }
      const saved = await put('rules', 'rules-0', { ...rules, alertDays: 9 }, { as });
      assert.equal(saved.status, status);
      assert.equal(open.house.alertRules.days, status === 200 ? 9 : 3);
    });
  }

  it('are listed with their names and the version that holds', async () => {
    await put('rules', 'rules-0', { ...rules, alertDays: 9 }, { note: '見直し' });
    const { sections } = settingsOverviewSchema.parse((await get('/settings')).json());
    assert.deepEqual(
      sections.map(({ name }) => name),
      ['課・電話と窓口', '期限としきい値', '行為の言葉', '対応中の言い方', '統一回答の文', '法令の説明'],
    );
    assert.deepEqual(sections.at(1), {
      section: 'rules',
      name: '期限としきい値',
      version: 1,
      at: open.clock.now().toISOString(),
      by: '総務 花子',
      note: '見直し',
    });
    assert.deepEqual(sections.at(0), { section: 'ward', name: '課・電話と窓口', version: 0 });
  });

  it('come with a tag, with which they are saved, and with their history', async () => {
    const first = await get('/settings/sections/rules');
    assert.equal(first.headers.get('etag'), '"rules-0"');
    assert.deepEqual(settingsSectionSchema.parse(first.json()), {
      section: 'rules',
      version: 0,
      content: rules,
      history: [],
    });
    const saved = await put('rules', 'rules-0', { ...rules, alertDays: 9 }, { note: '見直し' });
    assert.equal(saved.headers.get('etag'), '"rules-1"');
    await put('rules', 'rules-1', { ...rules, alertDays: 10 });
    const now = settingsSectionSchema.parse((await get('/settings/sections/rules')).json());
    assert.equal(now.version, 2);
    assert.deepEqual(
      now.history.map(({ version, note }) => [version, note]),
      [
        [1, '見直し'],
        [0, undefined],
      ],
    );
  });

  it('tell the second of two editors what the first has saved, and how to save over it', async () => {
    await put('rules', 'rules-0', { ...rules, alertDays: 9 });
    const late = await put('rules', 'rules-0', { ...rules, chaseMinutes: 30 });
    assert.equal(late.status, 412);
    assert.equal(late.headers.get('etag'), '"rules-1"');
    const problem = late.json();
    assert.match(String(problem['detail']), /ほかの人が先に変更しました/u);
    const current = settingsSectionSchema.parse(problem['current']);
    assert.deepEqual(
      [current.version, current.by, current.content],
      [1, '総務 花子', { ...rules, alertDays: 9 }],
    );
    assert.equal((await put('rules', 'rules-1', { ...rules, alertDays: 9, chaseMinutes: 30 })).status, 200);
  });

  it('let one of 25 editors at once win over the wire, and tell all others', async () => {
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        put('rules', 'rules-0', { ...rules, lateAfterHours: index + 30 }),
      ),
    );
    const statuses = replies.map(({ status }) => status).filter((status) => status !== 429);
    assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join(' '));
    assert.ok(
      statuses.every((status) => status === 200 || status === 412),
      statuses.join(' '),
    );
  });

  it('are not saved without the version that the edit began from', async () => {
    assert.equal((await put('rules', undefined, { ...rules, alertDays: 9 })).status, 428);
    assert.equal(open.house.alertRules.days, 3);
  });

  it('are refused with each problem beside its place, in Japanese', async () => {
    const reply = await put('rules', 'rules-0', { ...rules, alertDays: 99, workdayEnd: '' });
    assert.equal(reply.status, 422);
    assert.deepEqual(reply.json()['errors'], [
      { path: 'workdayEnd', message: '「17:15」のように、時と分を2桁ずつで書いてください。' },
      { path: 'alertDays', message: '30以下の数にしてください。' },
    ]);
    assert.match(String(reply.json()['detail']), /まだ保存していません/u);
  });

  it('show of one version what it changed', async () => {
    const departments = ward.departments.map((one) =>
      one.id === 'zeimu' ? { ...one, name: '納税課' } : one,
    );
    await put('ward', 'ward-0', { ...ward, departments }, { note: '課名の変更' });
    const reply = await get('/settings/sections/ward/versions/1');
    const version = settingsVersionSchema.parse(reply.json());
    assert.equal(version.note, '課名の変更');
    assert.deepEqual(version.changes.slice(0, 1), [
      { where: '課 › 税務課 › 名前', before: '税務課', after: '納税課' },
    ]);
    assert.deepEqual(
      settingsVersionSchema.parse((await get('/settings/sections/ward/versions/0')).json()).changes,
      [],
    );
  });

  it('are not found where there is no such section or version', async () => {
    for (const path of [
      '/settings/sections/none',
      '/settings/sections/ward/versions/7',
      '/settings/sections/ward/versions/x',
    ]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });
});
