import assert from 'node:assert/strict';
import {
  importDoneSchema,
  importPreviewSchema,
  settingsChangesSchema,
  type SettingsFile,
  settingsFileSchema,
} from '../../../src/api/settings.ts';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import {
  asInstalled,
  cards,
  chief,
  COORDINATOR,
  coordinator,
  installed,
  type OpenHouse,
  openHouse,
} from '../../builders/house.ts';
import { digest, person } from '../../builders/records.ts';
import { openTabService, type Reply, type TabService } from './tab-service.ts';

describe('the settings as one file over the API', () => {
  let open: OpenHouse;
  let service: TabService;

  beforeEach(async () => {
    open = openHouse();
    service = await openTabService(open, cards);
    await open.settlePeople(coordinator(), chief(), person());
    await open.settleChannels(installed());
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  const get = (path: string, as = COORDINATOR): Promise<Reply> => service.call({ path, as });
  const post = (path: string, body: unknown, as = COORDINATOR): Promise<Reply> =>
    service.call({ method: 'POST', path, as, body });
  const exported = async (): Promise<SettingsFile> =>
    settingsFileSchema.parse((await get('/settings/export')).json());

  it('are for coordinators alone', async () => {
    const file = await exported();
    for (const as of ['kacho', 'sato']) {
      for (const path of ['/settings/changes', '/settings/export']) {
        assert.equal((await get(path, as)).status, 403, path);
      }
      assert.equal((await post('/settings/import/preview', file, as)).status, 403);
      assert.equal((await post('/settings/import', { file, basis: 'x' }, as)).status, 403);
    }
  });

  it('go out, are previewed, taken over and told of in the list of changes', async () => {
    const file = await exported();
    file.sections.rules = { ...asInstalled.rules, alertDays: 6 };
    const preview = importPreviewSchema.parse((await post('/settings/import/preview', file)).json());
    assert.deepEqual(preview.parts.find(({ part }) => part === 'rules')?.changes, [
      { where: 'アラートを終えるまで(日)', before: '3', after: '6' },
    ]);
    const done = await post('/settings/import', { file, basis: preview.basis });
    assert.deepEqual(importDoneSchema.parse(done.json()), { changed: ['期限としきい値'] });
    const { changes } = settingsChangesSchema.parse((await get('/settings/changes')).json());
    assert.deepEqual(
      changes.map(({ by, what }) => `${by}: ${what}`),
      [
        '総務 花子: 「期限としきい値」を変えました',
        '総務 花子: すべての設定を、役割とチャネルも含めて、ファイルに書き出しました',
      ],
    );
    assert.deepEqual(
      changes.map(({ section, version }) => [section, version]),
      [
        ['rules', 1],
        [undefined, undefined],
      ],
    );
  });

  it('leave an entry when they go out, once within a minute, in the chain of whoever took them', async () => {
    await exported();
    await exported();
    open.clock.skip(60_000);
    await exported();
    const { roleHistory = [] } = (await open.house.people.read(coordinator().key)) ?? {};
    assert.deepEqual(
      roleHistory.map(({ action, by }) => [action, by]),
      Array.from({ length: 2 }, () => ['settings-exported', coordinator().key]),
    );
    assert.equal(firstBrokenEntry(roleHistory, digest), undefined);
    assert.equal((await get('/settings/export', 'kacho')).status, 403);
    const { changes } = settingsChangesSchema.parse((await get('/settings/changes')).json());
    assert.equal(changes.filter(({ what }) => what.includes('書き出しました')).length, 2);
  });

  it('do not go out when that cannot be written down', async () => {
    open.house.people.change = () => Promise.reject(new Error('no disk'));
    const reply = await get('/settings/export');
    assert.equal(reply.status, 500);
    assert.ok(!reply.text.includes(COORDINATOR));
  });

  it('are refused as a whole with 422, and with 412 once something has changed', async () => {
    const file = await exported();
    file.sections.rules = { ...asInstalled.rules, alertDays: 99 };
    const { basis } = importPreviewSchema.parse((await post('/settings/import/preview', file)).json());
    const refused = await post('/settings/import', { file, basis });
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.json()['errors'], [
      { path: 'alertDays', message: 'アラートを終えるまで(日): 30以下の数にしてください。' },
    ]);
    file.sections.rules = { ...asInstalled.rules, alertDays: 9 };
    const late = await post('/settings/import', { file, basis });
    assert.equal(late.status, 412);
    assert.match(String(late.json()['detail']), /もう一度、変更点を確かめてから/u);
    assert.equal(open.house.alertRules.days, 3);
  });

  it('are no file of another kind', async () => {
    const file = await exported();
    for (const wrong of [
      {},
      { ...file, format: 'other' },
      { ...file, formatVersion: 2 },
      { ...file, sections: { none: 1 } },
    ]) {
      assert.equal((await post('/settings/import/preview', wrong)).status, 400);
    }
  });

  it('of the largest ward go out and come in', async () => {
    const { ward } = asInstalled;
    const ids = Array.from({ length: 200 - ward.departments.length }, (_, index) => `d${index}`);
    const own = ward.lines ?? [];
    const lines = Array.from({ length: 2000 - own.length }, (_, index) => ({
      id: `l${index}`,
      name: `${index}番の電話`,
      department: ids[index % ids.length],
      kind: 'line',
      records: true,
      announces: false,
      eraseDays: 30,
    }));
    const file = await exported();
    file.sections.ward = {
      ...ward,
      departments: [...ward.departments, ...ids.map((id) => ({ id, name: `課 ${id}` }))],
      lines: [...own, ...lines],
    };
    const preview = await post('/settings/import/preview', file);
    assert.equal(preview.status, 200, preview.text.slice(0, 300));
    const { basis, parts } = importPreviewSchema.parse(preview.json());
    assert.deepEqual(
      parts.flatMap(({ problems }) => problems),
      [],
    );
    assert.equal((await post('/settings/import', { file, basis })).status, 200);
    assert.deepEqual([open.house.ward().departments.length, open.house.ward().lines?.length], [200, 2000]);
  });
});
