import assert from 'node:assert/strict';
import { settingsChanges } from '../../src/workflow/settings/changes.ts';
import { importSettings, previewImport } from '../../src/workflow/settings/import-settings.ts';
import { saveSection } from '../../src/workflow/settings/save-section.ts';
import { channelTag, setChannel } from '../../src/workflow/settings/set-channel.ts';
import { rolesTag, setRoles } from '../../src/workflow/settings/set-roles.ts';
import { exportSettings } from '../../src/workflow/settings/settings-file.ts';
import { asInstalled, coordinator, installed, type OpenHouse, openHouse } from '../builders/house.ts';
import { person } from '../builders/records.ts';
import { otherProcess } from '../builders/settings.ts';
import { isWrite, startCosmos, type TestCosmos } from '../builders/store-cosmos.ts';

const { rules } = asInstalled;

describe('settings, roles and channels on the Cosmos driver, over TLS', function () {
  this.timeout(30_000);
  let cosmos: TestCosmos;
  let open: OpenHouse;

  before(async () => {
    cosmos = await startCosmos();
    open = openHouse({ over: () => cosmos.store() });
    await open.settlePeople(coordinator(), person());
    await open.settleChannels(installed());
  });
  after(async () => {
    await open.close();
    await cosmos.stop();
  });

  const save = (tag: string, lateAfterHours: number) =>
    saveSection(open.house, open.settings, coordinator(), {
      section: 'rules',
      tag,
      content: { ...rules, lateAfterHours },
      note: '',
    });

  it('let one of 25 who save at once win, and hold in another process after one question', async () => {
    const other = otherProcess(open, () => cosmos.store());
    await other.settings.refresh();
    const outcomes = await Promise.all(Array.from({ length: 25 }, (_, index) => save('rules-0', 30 + index)));
    const kinds = outcomes.map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'saved').length, 1, kinds.join(' '));
    assert.equal(kinds.filter((kind) => kind === 'stale').length, 24, kinds.join(' '));
    cosmos.takeRequests();
    await other.settings.look();
    assert.equal(cosmos.takeRequests().length, 1);
    assert.equal(other.settings.recordRules.lateAfterHours, 30 + kinds.indexOf('saved'));
  });

  it('take a save whose answer was lost on the wire as saved, once', async () => {
    cosmos.breakNext(['reset-after'], isWrite);
    assert.deepEqual(await save('rules-1', 99), { kind: 'saved', changed: true });
    cosmos.heal();
    assert.equal((await open.house.settingsVersions.newest('rules'))?.version, 2);
  });

  it('cost two requests to save', async () => {
    cosmos.takeRequests();
    await save('rules-2', 98);
    assert.equal(cosmos.takeRequests().length, 2);
  });

  it('appoint, bind, list what was done, and go out and in as one file', async () => {
    const roles = { approverOf: ['zeimu'], deputyOf: ['zeimu'], coordinator: true };
    const tag = rolesTag(person(), open.house);
    const appointed = await setRoles(open.house, coordinator(), { person: person().key, tag, roles });
    assert.equal(appointed.kind, 'done');
    const order = { channel: installed().key, tag: channelTag(installed(), open.house), department: 'koen' };
    assert.equal((await setChannel(open.house, coordinator(), order)).kind, 'done');
    const changes = (await settingsChanges(open.house, open.settings)).map(({ what }) => what);
    assert.ok(changes.includes('佐藤 みどりさんを税務課の承認者の代理にしました'), changes.join('\n'));
    assert.ok(changes.includes('佐藤 みどりさんを調整担当にしました'));
    assert.ok(changes.includes('チャネル「税務課」を公園課に結び付けました'));
    const file = structuredClone(await exportSettings(open.house, open.settings));
    assert.equal(file.roles.length, 1);
    file.sections.rules = { ...rules, alertDays: 9 };
    file.channels = [{ key: installed().key, name: 'x', department: 'zeimu' }];
    const preview = await previewImport(open.house, open.settings, coordinator(), file);
    assert.ok(preview.kind === 'preview');
    const { basis } = preview;
    assert.deepEqual(await importSettings(open.house, open.settings, coordinator(), { file, basis }), {
      kind: 'imported',
      changed: ['期限としきい値', 'チャネル'],
    });
    assert.equal(open.house.alertRules.days, 9);
  });

  it('list hundreds of people page by page, each once', async () => {
    for (let index = 0; index < 70; index += 1) {
      await open.settlePeople(person({ id: `p${index}`, department: 'koen' }));
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await open.house.people.page({ department: 'koen', limit: 30, after });
      seen.push(...page.items.map(({ key }) => key));
      after = page.next;
    } while (after !== undefined);
    assert.deepEqual([seen.length, new Set(seen).size], [70, 70]);
  });
});
