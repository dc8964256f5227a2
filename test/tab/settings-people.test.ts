import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Frame } from 'playwright-core';
import { setChannel } from '../../src/workflow/settings/set-channel.ts';
import { channelTag } from '../../src/workflow/settings/set-channel.ts';
import { rolesTag, setRoles } from '../../src/workflow/settings/set-roles.ts';
import { asInstalled, installed } from '../builders/house.ts';
import { approver, person } from '../builders/records.ts';
import { openBrowser } from '../local/browser.ts';
import { type Asked, type Harness, openHarness, problem, type Told } from './harness.ts';
import { openSettingsService, other, type SettingsService } from './settings-service.ts';
import { findings, until, type Visit, visit } from './visit.ts';

describe('a coordinator who appoints, binds channels and takes files over', function () {
  this.timeout(60_000);

  let browser: Browser;
  let harness: Harness;
  let service: SettingsService;
  let here: Visit;

  before(async () => {
    [browser, harness] = [await openBrowser(), await openHarness()];
  });
  beforeEach(async () => {
    service = await openSettingsService(harness);
    service.answer();
  });
  afterEach(async () => {
    await here.close();
    harness.reset();
    await service.close();
  });
  after(() => harness.close());

  const come = async (at: string): Promise<Frame> => {
    here = await visit(browser, harness, { at });
    return here.frame;
  };
  const save = (frame: Frame): Promise<void> =>
    frame.getByRole('button', { name: '保存する', exact: true }).click();
  const chiefKey = approver().key;
  const chief = async () => {
    const found = await service.open.house.people.read(chiefKey);
    assert.ok(found !== undefined);
    return found;
  };
  /** The other coordinator changes the roles of the chief meanwhile. */
  const otherAppoints = async (approverOf: string[], deputyOf: string[]): Promise<void> => {
    const { house } = service.open;
    const roles = { approverOf, deputyOf, coordinator: false };
    const tag = rolesTag(await chief(), house);
    const outcome = await setRoles(house, other, { person: chiefKey, tag, roles });
    assert.equal(outcome.kind, 'done');
  };

  it('appoints somebody for a department, as a deputy, and sees it in the list', async () => {
    const frame = await come('settings/people');
    await frame.getByRole('button', { name: /鈴木 次郎/u }).click();
    await frame.getByRole('checkbox', { name: '国保年金課', exact: true }).check();
    await frame.getByRole('checkbox', { name: '国保年金課は代理' }).check();
    await save(frame);
    await frame.getByText('鈴木 次郎さんの役割を保存しました。').waitFor();
    const stored = await service.open.house.people.read(person({ id: 'chief-2' }).key);
    assert.deepEqual([stored?.approverOf, stored?.deputyOf], [['kokuho'], ['kokuho']]);
    await frame.getByRole('button', { name: /鈴木 次郎.*国保年金課の代理/u }).waitFor();
  });

  it('is asked before going to another person with changes that are not saved', async () => {
    const frame = await come('settings/people');
    await frame.getByRole('button', { name: /鈴木 次郎/u }).click();
    await frame.getByRole('checkbox', { name: '税務課', exact: true }).check();
    await frame.getByRole('button', { name: /田中 一郎/u }).click();
    await frame.getByRole('button', { name: 'この画面に残る' }).click();
    assert.equal(await frame.getByRole('checkbox', { name: '税務課', exact: true }).isChecked(), true);
    await frame.getByLabel('課でしぼる').selectOption({ label: '福祉課' });
    await frame.getByRole('button', { name: '保存しないで移る' }).click();
    await until('the list is not of one department', async () => {
      const text = await frame.getByRole('list', { name: '職員' }).innerText();
      return text.includes('田中 一郎') && !text.includes('総務 花子');
    });
  });

  it('is overtaken in the roles of one person, and both changes hold', async () => {
    const frame = await come('settings/people');
    await frame.getByRole('button', { name: /田中 一郎/u }).click();
    await frame.getByRole('checkbox', { name: '税務課', exact: true }).check();
    await otherAppoints(['fukushi', 'kokuho'], ['kokuho']);
    await save(frame);
    await frame.getByRole('heading', { name: '先にほかの人が保存しました' }).waitFor();
    await frame.getByText('同じところは変えていません。').waitFor();
    assert.deepEqual(await findings(frame), []);
    await frame.getByRole('button', { name: '合わせた内容を保存する' }).click();
    await frame.getByText('田中 一郎さんの役割を保存しました。').waitFor();
    const stored = await chief();
    assert.deepEqual(stored.approverOf.toSorted(), ['fukushi', 'kokuho', 'zeimu']);
    assert.deepEqual(stored.deputyOf, ['kokuho']);
  });

  it('is asked where both changed the same department', async () => {
    const frame = await come('settings/people');
    await frame.getByRole('button', { name: /田中 一郎/u }).click();
    await frame.getByRole('checkbox', { name: '福祉課は代理' }).check();
    await otherAppoints([], []);
    await save(frame);
    const choice = frame.getByRole('radiogroup', { name: '判断する課 › 福祉課' });
    await choice.getByRole('radio', { name: /相手の内容.*なくす/u }).waitFor();
    await choice.getByRole('radio', { name: /自分の内容.*代理/u }).check();
    await frame.getByRole('button', { name: '合わせた内容を保存する' }).click();
    await frame.getByText('田中 一郎さんの役割を保存しました。').waitFor();
    assert.deepEqual((await chief()).deputyOf, ['fukushi']);
  });

  it('cannot take the role of somebody whom the operator named, and reads why', async () => {
    const frame = await come('settings/people');
    await frame.getByRole('button', { name: /総務 花子/u }).click();
    const own = frame.getByRole('switch', { name: '調整担当にする' });
    assert.deepEqual([await own.isChecked(), await own.isDisabled()], [true, true]);
    await frame.getByText('導入時の設定で調整担当になっています。', { exact: false }).waitFor();
  });

  const bound = async (id: string): Promise<string | undefined> =>
    (await service.open.house.channels.read(installed({ id }).key))?.department;

  it('binds a channel, and is asked before taking one away', async () => {
    const frame = await come('settings/channels?department=fukushi');
    await frame.getByText('福祉課には、アラートの届くチャネルがありません。', { exact: false }).waitFor();
    await frame.getByLabel('一般の課', { exact: true }).selectOption({ label: '福祉課' });
    await frame.getByRole('button', { name: '一般の課を保存する' }).click();
    await frame.getByText('「一般」を福祉課に結び付けました').first().waitFor();
    assert.equal(await bound('c-free'), 'fukushi');
    await frame
      .getByText('福祉課には、アラートの届くチャネルがありません。', { exact: false })
      .waitFor({ state: 'detached' });

    await frame.getByLabel('税務課 アラートの課', { exact: true }).selectOption({ label: '結び付けない' });
    await frame.getByRole('button', { name: '税務課 アラートの課を保存する' }).click();
    await frame.getByText('税務課のアラートは、このチャネルに届かなくなります。').waitFor();
    await frame.getByRole('alertdialog').getByRole('button', { name: '外す' }).click();
    await frame.getByText('「税務課 アラート」を課から外しました').first().waitFor();
    assert.equal(await bound('c-zeimu'), undefined);
    assert.equal(await frame.getByLabel('前のチャネルの課', { exact: true }).isDisabled(), true);
  });

  it('is told when somebody bound the channel first, and decides then', async () => {
    const frame = await come('settings/channels');
    await frame.getByLabel('一般の課', { exact: true }).selectOption({ label: '福祉課' });
    const { house } = service.open;
    const key = installed({ id: 'c-free' }).key;
    const channel = await house.channels.read(key);
    assert.ok(channel !== undefined);
    const tag = channelTag(channel, house);
    assert.equal((await setChannel(house, other, { channel: key, tag, department: 'koseki' })).kind, 'done');
    await frame.getByRole('button', { name: '一般の課を保存する' }).click();
    await frame.getByText('いまは「戸籍住民課」です。', { exact: false }).waitFor();
    assert.deepEqual(await findings(frame), []);
    assert.equal(await bound('c-free'), 'koseki');
    await frame.getByRole('button', { name: '「福祉課」にする' }).click();
    await until('it is not bound', async () => (await bound('c-free')) === 'fukushi');
  });

  const fileOf = async (change: (file: Record<string, unknown>) => void): Promise<Buffer> => {
    const told = await service.serve('exportSettings')({
      persona: 'coordinator',
      params: {},
      query: new URLSearchParams(),
      body: undefined,
      ifMatch: undefined,
    });
    const file = structuredClone(told.body) as Record<string, unknown>;
    change(file);
    return Buffer.from(`\uFEFF${JSON.stringify(file)}`);
  };
  const choose = async (frame: Frame, buffer: Buffer): Promise<void> => {
    await frame
      .locator('input[type="file"]')
      .setInputFiles({ name: 'tate.json', mimeType: 'application/json', buffer });
  };
  const withDays = (days: number) => (file: Record<string, unknown>) => {
    file['sections'] = { rules: { ...asInstalled.rules, alertDays: days } };
  };
  const take = async (frame: Frame): Promise<void> => {
    await frame.getByRole('button', { name: '取り込む', exact: true }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: '取り込む' }).click();
  };

  it('saves the settings as a file, and can copy them where that is blocked', async () => {
    const frame = await come('settings/transfer');
    await frame.getByRole('button', { name: '設定を書き出す' }).click();
    const [download] = await Promise.all([
      here.page.waitForEvent('download'),
      frame.getByRole('link', { name: 'ファイルを保存する' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    assert.equal((JSON.parse(text) as { format: string }).format, 'tate-settings');
    assert.match(download.suggestedFilename(), /^tate-settings-\d{4}-\d{2}-\d{2}\.json$/u);

    // The host did not let the page write to the clipboard.
    await frame.getByRole('button', { name: 'コピー', exact: true }).click();
    const byHand = frame.getByLabel('設定の内容');
    await byHand.waitFor();
    assert.equal(await byHand.inputValue(), text);
    await until('it is not selected', () =>
      byHand.evaluate((one) => Number(Reflect.get(one, 'selectionEnd')) > 100),
    );
  });

  it('looks at what a file changes before anything is written, and takes it over then', async () => {
    const frame = await come('settings/transfer');
    await choose(frame, await fileOf(withDays(9)));
    await frame.getByRole('heading', { name: 'tate.jsonの変更点' }).waitFor();
    const part = frame.getByRole('region', { name: '期限としきい値' });
    assert.match(await part.innerText(), /アラートを終えるまで.*前\s*3.*後\s*9/su);
    assert.equal(service.open.house.alertRules.days, 3);
    assert.deepEqual(await findings(frame), []);
    await take(frame);
    await frame.getByRole('heading', { name: '取り込みました' }).waitFor();
    assert.equal(service.open.house.alertRules.days, 9);
  });

  it('cannot take over a file in which something is wrong, and reads what', async () => {
    const frame = await come('settings/transfer');
    await choose(frame, await fileOf(withDays(900)));
    await frame.getByText(/アラートを終えるまで.*30以下の数にしてください。/u).waitFor();
    assert.equal(await frame.getByRole('button', { name: '取り込む', exact: true }).count(), 0);
    await frame.getByText('「期限としきい値」に直すところがあり、取り込めません。').waitFor();
    await frame.getByRole('button', { name: 'ほかのファイルを選ぶ' }).click();
    await choose(frame, Buffer.from('{"format": "other"}'));
    await frame.getByText('Tateの設定のファイルではありません。', { exact: false }).waitFor();
    await choose(frame, Buffer.from('PK\u0003\u0004'));
    await frame.getByText('このファイルは読めません。', { exact: false }).waitFor();
    await choose(frame, await fileOf(() => undefined));
    await frame.getByText('このファイルの内容は、いまの設定と同じです。').waitFor();
  });

  it('looks again when somebody changed something after the preview', async () => {
    const frame = await come('settings/transfer');
    await choose(frame, await fileOf(withDays(9)));
    await frame.getByRole('button', { name: '取り込む', exact: true }).waitFor();
    await service.savedByOther('rules', { ...asInstalled.rules, alertDays: 5 });
    await take(frame);
    await frame.getByText('今の変更点は次のとおりです。', { exact: false }).waitFor();
    assert.equal(service.open.house.alertRules.days, 5);
    assert.match(await frame.getByRole('region', { name: '期限としきい値' }).innerText(), /前\s*5.*後\s*9/su);
    await take(frame);
    await frame.getByRole('heading', { name: '取り込みました' }).waitFor();
    assert.equal(service.open.house.alertRules.days, 9);
  });

  it('goes on after a fault in the middle of taking a file over', async () => {
    const frame = await come('settings/transfer');
    await choose(frame, await fileOf(withDays(9)));
    await frame.getByRole('button', { name: '取り込む', exact: true }).waitFor();
    harness.answer('importSettings', async (asked: Asked): Promise<Told> => {
      service.answer();
      await service.serve('importSettings')(asked);
      return problem(503);
    });
    await take(frame);
    await frame.getByRole('heading', { name: '取り込みを終えられませんでした' }).waitFor();
    await frame.getByRole('button', { name: 'もう一度確かめる' }).click();
    await frame.getByText('このファイルの内容は、いまの設定と同じです。').waitFor();
    assert.equal(service.open.house.alertRules.days, 9);
  });
});
