import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame, Locator } from 'playwright-core';
import { asInstalled } from '../builders/house.ts';
import { openBrowser } from '../local/browser.ts';
import { type Asked, type Harness, openHarness, problem, type Told } from './harness.ts';
import { largeWard, openSettingsService, type SettingsService } from './settings-service.ts';
import { findings, phone, until, type Visit, visit } from './visit.ts';

const pictures = process.env['TATE_PICTURES'];

const { rules, ward } = asInstalled;

describe('a coordinator who changes settings', function () {
  this.timeout(60_000);

  let browser: Browser;
  let harness: Harness;
  let service: SettingsService;
  let here: Visit;

  before(async () => {
    [browser, harness] = [await openBrowser(), await openHarness()];
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
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

  const come = async (at: string, opening: Parameters<typeof visit>[2] = {}): Promise<Frame> => {
    here = await visit(browser, harness, { at, ...opening });
    return here.frame;
  };
  const picture = async (name: string): Promise<void> => {
    if (pictures === undefined) return;
    await here.frame.evaluate('document.fonts.ready.then(() => undefined)');
    await here.page.screenshot({ path: join(pictures, `settings-flow-${name}.png`) });
  };
  const save = (frame: Frame): Locator => frame.getByRole('button', { name: '保存する', exact: true });
  const isFocused = async (place: Locator): Promise<void> => {
    await until('the focus does not come', () =>
      place.evaluate((one) => one.ownerDocument.activeElement === one),
    );
  };
  const saves = (): number => service.calls.filter(({ name }) => name === 'saveSection').length;
  /** The next call of an operation does not reach the service, or its answer does not come back. */
  const breakOnce = (name: 'saveSection' | 'importSettings', how: 'before' | 'after'): void => {
    harness.answer(name, async (asked: Asked): Promise<Told> => {
      service.answer();
      if (how === 'after') await service.serve(name)(asked);
      return problem(503);
    });
  };

  it('is told beside the field what is wrong, keeps what was typed, and saves once it is right', async () => {
    const frame = await come('settings/rules');
    const days = frame.getByRole('textbox', { name: 'アラートを終えるまで' });
    const minutes = frame.getByLabel('確認のない課へ知らせ直すまで');
    await minutes.fill('45');
    await days.fill('400');
    await save(frame).click();
    await frame.getByText('直すところが1か所あります').waitFor();
    await isFocused(days);
    assert.equal(await days.inputValue(), '400');
    assert.equal(await minutes.inputValue(), '45');
    const described = await days.getAttribute('aria-describedby');
    assert.match(await frame.locator(`[id="${described?.split(' ')[0]}"]`).innerText(), /30以下の数に/u);
    assert.equal(await days.getAttribute('aria-invalid'), 'true');

    await days.fill('１０');
    await frame.getByLabel('変更のメモ').fill('年度の見直し');
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    assert.equal(service.open.house.alertRules.days, 10);
    assert.equal(service.open.house.alertRules.chaseMinutes, 45);
    assert.equal(await days.inputValue(), '10');
    await isFocused(save(frame));
  });

  it('presses twice and saves once', async () => {
    const frame = await come('settings/rules');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    harness.answer('saveSection', async (asked) => {
      await held;
      return service.serve('saveSection')(asked);
    });
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
    await save(frame).dblclick();
    const button = frame.getByRole('button', { name: '保存しています' });
    await button.waitFor();
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await button.press('Enter');
    letGo();
    await frame.getByText('保存しました(第1版)。').waitFor();
    assert.equal(saves(), 1);
  });

  it('who is the second of two is told by whom, and loses nothing', async () => {
    const frame = await come('settings/rules');
    const days = frame.getByRole('textbox', { name: 'アラートを終えるまで' });
    await days.fill('9');
    await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).fill('90');
    await service.savedByOther('rules', { ...rules, alertDays: 5, chaseMinutes: 20 }, '見直し');
    await save(frame).click();
    const heading = frame.getByRole('heading', { name: '先にほかの人が保存しました' });
    await isFocused(heading);
    await frame.getByText(/山本 恵さんが.*に保存しました\(第1版\)/u).waitFor();
    const choice = frame.getByRole('radiogroup', { name: 'アラートを終えるまで' });
    await choice.getByRole('radio', { name: /相手の内容\s*5日/u }).waitFor();
    await choice.getByRole('radio', { name: /自分の内容\s*9日/u }).waitFor();
    await frame.getByRole('button', { name: '相手だけが変えたところ(1か所)' }).click();
    await picture('conflict');
    for (const theme of ['dark', 'contrast', 'default'] as const) {
      await here.setTheme(theme);
      await picture(`conflict-${theme}`);
      assert.deepEqual(await findings(frame), [], theme);
    }

    // Nothing is saved while it is open what holds.
    await frame.getByRole('button', { name: '合わせた内容を保存する' }).click();
    await frame.getByText('どちらかを選んでください。').waitFor();
    assert.equal(saves(), 1);
    await choice.getByRole('radio', { name: /自分の内容\s*9日/u }).click();
    await frame.getByRole('button', { name: '合わせた内容を保存する' }).click();
    await frame.getByText('保存しました(第2版)。').waitFor();
    const { house, settings } = service.open;
    assert.deepEqual([house.alertRules.days, house.alertRules.chaseMinutes], [9, 20]);
    assert.equal(settings.content().rules.longMinutes, 90);
    assert.equal(await frame.getByLabel('確認のない課へ知らせ直すまで').inputValue(), '20');
  });

  it('takes the other’s content where it says so, and goes on in the fields before saving', async () => {
    const frame = await come('settings/rules');
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
    await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).fill('90');
    await service.savedByOther('rules', { ...rules, alertDays: 5 });
    await save(frame).click();
    await frame.getByRole('button', { name: 'すべて相手の内容' }).click();
    await frame.getByRole('button', { name: '保存しないで画面で直す' }).click();
    assert.equal(await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).inputValue(), '5');
    assert.equal(await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).inputValue(), '90');
    await frame.getByText('保存していない変更があります').waitFor();
    await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).fill('80');
    await save(frame).click();
    await frame.getByText('保存しました(第2版)。').waitFor();
    assert.equal(service.open.settings.content().rules.longMinutes, 80);
    assert.equal(service.open.house.alertRules.days, 5);
  });

  it('keeps what was typed when the service cannot be reached, and saves with the next press', async () => {
    const frame = await come('settings/rules');
    breakOnce('saveSection', 'before');
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
    await save(frame).click();
    const again = frame.getByRole('button', { name: 'もう一度保存' });
    await again.waitFor();
    await picture('unreachable');
    assert.deepEqual(await findings(frame), []);
    assert.equal(await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).inputValue(), '9');
    await again.click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    assert.equal(service.open.house.alertRules.days, 9);
  });

  it('is not held up by its own save whose answer was lost', async () => {
    const frame = await come('settings/rules');
    breakOnce('saveSection', 'after');
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
    await save(frame).click();
    await frame.getByRole('button', { name: 'もう一度保存' }).waitFor();
    await frame.getByLabel('確認のない課へ知らせ直すまで').fill('25');
    await frame.getByRole('button', { name: 'もう一度保存' }).click();
    await frame.getByText('保存しました(第2版)。').waitFor();
    assert.deepEqual(
      [service.open.house.alertRules.days, service.open.house.alertRules.chaseMinutes],
      [9, 25],
    );
  });

  it('who is no coordinator any more is told so, keeps what was typed to copy it, and is offered no repeat', async () => {
    const frame = await come('settings/rules');
    const days = frame.getByRole('textbox', { name: 'アラートを終えるまで' });
    await days.fill('9');
    service.takeRoleAway();
    await save(frame).click();
    await frame.getByText('調整担当から外れているため、保存できません', { exact: true }).waitFor();
    await frame.getByRole('tab', { name: '設定' }).waitFor({ state: 'detached' });
    await picture('role-gone');
    assert.deepEqual(await findings(frame), []);
    assert.equal(await days.inputValue(), '9');
    assert.equal(await frame.getByRole('button', { name: /保存/u }).count(), 0);
    assert.equal(service.open.house.alertRules.days, rules.alertDays);
    // What is left behind is asked about; the settings do not open again.
    await frame.getByRole('link', { name: '変更の履歴' }).click();
    await frame.getByRole('button', { name: '保存しないで移る' }).click();
    await frame.getByText('この画面を見る権限がありません').waitFor();
  });

  it('who is no coordinator any more sees nothing of what is missing in which department', async () => {
    const frame = await come('settings');
    await frame.getByText(/まだ足りないところがあります/u).waitFor();
    await frame.getByRole('tab', { name: '台帳' }).click();
    await frame.getByRole('heading', { name: '記録台帳' }).waitFor();
    service.takeRoleAway();
    await frame.getByRole('tab', { name: '設定' }).click();
    await frame.getByText('この画面を見る権限がありません').waitFor();
    await frame.getByRole('tab', { name: '設定' }).waitFor({ state: 'detached' });
    assert.equal(await frame.getByText(/まだ足りないところがあります/u).count(), 0);
    assert.equal(await frame.getByRole('link', { name: /を決める/u }).count(), 0);
  });

  it('is asked before leaving with changes that are not saved', async () => {
    const frame = await come('settings/rules');
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
    await frame.getByRole('tab', { name: '台帳' }).click();
    await frame.getByRole('button', { name: 'この画面に残る' }).click();
    assert.equal(await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).inputValue(), '9');
    await frame.getByRole('tab', { name: '台帳' }).click();
    await frame.getByRole('button', { name: '保存しないで移る' }).click();
    await frame.getByRole('heading', { name: '記録台帳' }).waitFor();
    assert.equal(saves(), 0);
  });

  it('takes changes back one by one, or all of them', async () => {
    const frame = await come('settings/rules');
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
    await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).fill('90');
    await frame.getByRole('button', { name: '変えたところを見る(2か所)' }).click();
    await frame.getByRole('button', { name: 'アラートを終えるまでを元に戻す' }).click();
    assert.equal(
      await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).inputValue(),
      String(rules.alertDays),
    );
    assert.equal(await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).inputValue(), '90');
    await frame.getByRole('button', { name: 'すべて元に戻す' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'すべて元に戻す' }).click();
    await frame.getByText('保存していない変更があります').waitFor({ state: 'detached' });
    assert.equal(
      await frame.getByRole('textbox', { name: '時間拘束とみなす長さ' }).inputValue(),
      String(rules.longMinutes),
    );
  });

  it('removes a department with its lines, takes that back, and is told when it is still needed', async () => {
    const frame = await come('settings/ward');
    await frame.locator('[data-item="zeimu"]').click();
    await frame.getByRole('button', { name: 'この課を外す' }).click();
    await frame.getByText('電話・窓口3件も、いっしょに外します。').waitFor();
    await frame.getByRole('alertdialog').getByRole('button', { name: '外す' }).click();
    await frame.locator('[data-item="zeimu"]').waitFor({ state: 'detached' });
    await frame.locator('[data-item="fukushi"]').click();
    await frame.getByLabel('名前').first().fill('生活福祉課');
    await frame.getByRole('button', { name: '元に戻す', exact: true }).click();
    await frame.locator('[data-item="zeimu"]').waitFor();
    await frame.getByRole('button', { name: '変えたところを見る(1か所)' }).waitFor();

    await frame.locator('[data-item="zeimu"]').click();
    await frame.getByRole('button', { name: 'この課を外す' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: '外す' }).click();
    await save(frame).click();
    await frame.getByText(/「税務課」は、まだなくせません.*チャネル/u).waitFor();
    await picture('refused-removal');
    assert.deepEqual(await findings(frame), []);
    assert.equal(service.open.house.ward().departments.length, ward.departments.length);
  });

  it('is asked why a department goes, and stays beside the departments', async () => {
    const frame = await come('settings/ward');
    await frame.locator('[data-item="koen"]').click();
    await frame.getByRole('button', { name: 'この課を外す' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: '外す' }).click();
    await save(frame).click();
    await frame.locator('[data-path]:focus').waitFor();
    assert.equal(await frame.locator('[data-path]:focus').getAttribute('data-path'), '["#note"]');
    assert.equal(await frame.locator('[data-item="fukushi"]').count(), 1);
    assert.equal(await frame.getByText('(なくてもよい)').count(), 0);
    await frame.getByLabel('変更のメモ').fill('土木課にまとめた');
    await frame.getByText('(なくてもよい)').waitFor();
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    assert.ok(service.open.house.ward().departments.every(({ id }) => id !== 'koen'));
  });

  it('adds a department and a line, and is led to the field that is wrong wherever it is', async () => {
    const frame = await come('settings/ward');
    await frame.getByRole('button', { name: '課を加える' }).click();
    await frame.getByLabel('名前').first().fill('防災課');
    await frame.getByRole('button', { name: '電話・窓口を加える' }).click();
    await frame.getByLabel('録音する').check();
    await frame.locator('[data-item="koseki"]').click();
    await save(frame).click();
    await frame.getByText('直すところが2か所あります').waitFor();
    // The first of them: the name of the line, in a department that was not on the screen.
    const focused = frame.locator('input:focus');
    await until('no field has the focus', async () => (await focused.count()) === 1);
    assert.match((await focused.getAttribute('data-path')) ?? '', /"lines".*"name"/u);
    await focused.fill('防災課 代表');
    await frame.getByRole('button', { name: /消去までの日数/u }).click();
    await frame.getByLabel('消去までの日数').fill('30');
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    const { departments, lines = [] } = service.open.house.ward();
    const added = departments.at(-1);
    assert.equal(added?.name, '防災課');
    assert.match(added?.id ?? '', /^ka-[a-z0-9]{7}$/u);
    assert.deepEqual(
      lines
        .filter(({ department }) => department === added?.id)
        .map(({ name, eraseDays }) => [name, eraseDays]),
      [['防災課 代表', 30]],
    );
    // Lists of the other pages know it at once.
    await frame.getByRole('tab', { name: '設定' }).click();
    await frame.getByRole('link', { name: 'チャネル', exact: true }).click();
    await frame.getByLabel('一般の課', { exact: true }).selectOption({ label: '防災課' });
  });

  it('draws the fields of one department only, also in the largest ward', async () => {
    await service.close();
    service = await openSettingsService(harness, { ward: largeWard });
    service.answer();
    const frame = await come('settings/ward');
    await frame.locator('[data-item="fukushi"]').click();
    await frame.getByRole('button', { name: '1番電話を変える', exact: true }).click();
    const fields = await frame.locator('input, select, textarea').count();
    const buttons = await frame.getByRole('button').count();
    assert.ok(fields < 20, `${fields} fields`);
    assert.ok(buttons < 350, `${buttons} buttons`);
    await frame.getByLabel('名前').first().fill('生活福祉課');
    await frame.getByLabel('課をさがす').fill('第150');
    await frame.getByText('1件見つかりました').waitFor();
    await frame.getByLabel('課をさがす').fill('');
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    assert.equal(service.open.house.ward().lines?.length, 2000);
  });

  it('works on a phone: first the list, then one of it, and back to where it was', async () => {
    const frame = await come('settings/ward', { viewport: phone });
    await frame.locator('[data-item="koseki"]').click();
    await frame.getByRole('button', { name: '課の一覧へ' }).waitFor();
    await isFocused(frame.getByRole('region', { name: '選んだ課' }));
    await frame.getByLabel('名前').first().fill('戸籍課');
    await picture('phone-department');
    await frame.getByRole('button', { name: '課の一覧へ' }).click();
    await isFocused(frame.locator('[data-item="koseki"]'));
    await picture('phone-list');
    assert.match(await frame.locator('[data-item="koseki"]').innerText(), /戸籍課.*未保存/su);
  });

  it('works with the keyboard alone', async () => {
    const frame = await come('settings/rules');
    const { keyboard } = here.page;
    await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).focus();
    await keyboard.press('Control+A');
    await keyboard.type('9');
    await save(frame).focus();
    await keyboard.press('Enter');
    await frame.getByText('保存しました(第1版)。').waitFor();
    assert.equal(service.open.house.alertRules.days, 9);
  });

  for (const [device, viewport] of [
    ['a desktop', { width: 1280, height: 600 }],
    ['a phone', phone],
  ] as const) {
    it(`sees what has the focus, all the way through the page of ${device}`, async () => {
      const frame = await come('settings/rules', { viewport });
      await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).fill('9');
      await frame.getByLabel('速報を仕上げる時刻').focus();
      const hidden: string[] = [];
      for (let step = 0; step < 24; step += 1) {
        const covered = await frame.evaluate<string>(`(() => {
          const one = document.activeElement;
          const { left, right, top, bottom } = one.getBoundingClientRect();
          const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          return one.closest('main') === null || one.contains(seen) || seen?.contains(one) ? '' : one.outerHTML.slice(0, 90);
        })()`);
        if (covered !== '') hidden.push(covered);
        await here.page.keyboard.press('Tab');
      }
      assert.deepEqual(hidden, []);
    });
  }

  it('adds words to a kind of conduct, and removes them again', async () => {
    const frame = await come('settings/conduct');
    await frame.locator('[data-item="threat"]').click();
    for (const words of ['覚えていろよ', '夜道に気をつけろ']) {
      await frame.getByRole('button', { name: '言葉を加える' }).click();
      await frame.getByLabel('言葉', { exact: true }).last().fill(words);
      await frame.getByLabel('なぜ').last().fill('仕返しをほのめかす');
    }
    await frame.getByLabel('出どころ').fill('区の手引');
    // The house stands a day before the browser, and nobody has checked anything tomorrow.
    await frame.getByLabel('確かめた日').fill('2026-11-20');
    await frame.getByLabel('確かめた人').fill('総務課');
    await frame.getByRole('button', { name: '1番目の言葉を外す' }).click();
    assert.equal(await frame.getByLabel('言葉', { exact: true }).inputValue(), '夜道に気をつけろ');
    await frame.getByRole('button', { name: '元に戻す', exact: true }).click();
    assert.equal(await frame.getByLabel('言葉', { exact: true }).first().inputValue(), '覚えていろよ');
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    const [entry] = service.open.settings.content().conduct.entries;
    assert.deepEqual([entry?.label, entry?.phrases.length], ['threat', 2]);
  });

  it('is warned of words that are part of many others, and is refused those that stand everywhere', async () => {
    const frame = await come('settings/conduct');
    await frame.locator('[data-item="threat"]').click();
    await frame.getByRole('button', { name: '言葉を加える' }).click();
    const words = frame.getByLabel('言葉', { exact: true });
    await words.fill('どけよ');
    await frame.getByText(/ひらがな2〜3字だけの言葉は/u).waitFor();
    assert.deepEqual(await findings(frame), []);
    await words.fill('そこをどけよ');
    await frame.getByText(/ひらがな2〜3字だけの言葉は/u).waitFor({ state: 'detached' });
    await words.fill('ました');
    await frame.getByLabel('なぜ').fill('例');
    await frame.getByLabel('出どころ').fill('区の手引');
    await frame.getByLabel('確かめた日').fill('2026-11-20');
    await frame.getByLabel('確かめた人').fill('総務課');
    await save(frame).click();
    await frame
      .getByText(/どの文にも出る言葉/u)
      .first()
      .waitFor();
    await isFocused(words);
  });

  it('opens what a change was about from the list of changes', async () => {
    await service.savedByOther('rules', { ...rules, alertDays: 5 }, '年度の見直し');
    const frame = await come('settings/changes');
    await frame.getByRole('link', { name: '「期限としきい値」を変えました(第1版)' }).click();
    await frame.getByRole('heading', { name: '期限としきい値 第1版' }).waitFor();
    await frame.getByText('アラートを終えるまで').waitFor();
  });

  it('edits a sentence in its languages, and sees at once when it is too long', async () => {
    const frame = await come('settings/companion');
    await frame.getByLabel('場面をさがす').fill('録音');
    await frame.locator('[data-item="record-declared"]').click();
    await frame.getByLabel('次にすること').fill('用件をそのままうかがいます。');
    await frame.getByRole('tab', { name: '言い方' }).click();
    await frame.locator('[data-item="rec-known-phone"]').click();
    await frame.getByLabel('韓国語').waitFor();
    const english = frame.getByLabel('英語');
    await english.fill('x'.repeat(201));
    await frame.getByText('200字までです(いま201字)。').waitFor();
    await english.fill('This call is recorded.');
    await frame.getByText(/22\/200字/u).waitFor();
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    const { sentences, situations } = service.open.settings.content().companion;
    assert.equal(sentences.find(({ id }) => id === 'rec-known-phone')?.text.en, 'This call is recorded.');
    assert.equal(situations.find(({ id }) => id === 'record-declared')?.next, '用件をそのままうかがいます。');
  });

  it('adds a sentence of the one answer, and may not name a private matter in it', async () => {
    const frame = await come('settings/answers');
    await frame.getByRole('button', { name: '文を加える' }).click();
    await frame.getByRole('textbox', { name: '文', exact: true }).fill('生活保護の担当からお答えします');
    await save(frame).click();
    await frame
      .getByText(/個人の事情がわからない言い方/u)
      .first()
      .waitFor();
    await isFocused(frame.getByRole('textbox', { name: '文', exact: true }));
    await frame
      .getByRole('textbox', { name: '文', exact: true })
      .fill('担当の課から、あらためてご連絡します');
    await frame.getByLabel('言わない: その場で特別な扱いを約束する').check();
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    const entry = service.open.house.answers.entries.at(-1);
    assert.deepEqual([entry?.text, entry?.contradicts.length], ['担当の課から、あらためてご連絡します', 1]);
  });

  it('writes down how a law changes on a day', async () => {
    const frame = await come('settings/law');
    await frame.locator('[data-item="jorei-2-4"]').click();
    await frame.getByRole('button', { name: '別の期間の説明を加える' }).click();
    await frame.getByLabel('この日から').last().fill('2027-04-01');
    await frame.getByLabel('説明', { exact: true }).last().fill('新しい説明');
    await save(frame).click();
    await frame
      .getByText(/期間が、ほかの文の期間と重なっています/u)
      .first()
      .waitFor();
    await isFocused(frame.getByLabel('この日から').last());
    await frame.getByLabel('この日まで').first().fill('2027-03-31');
    await save(frame).click();
    await frame.getByText('保存しました(第1版)。').waitFor();
    const entry = service.open.settings.content().law.entries.find(({ id }) => id === 'jorei-2-4');
    assert.deepEqual(
      entry?.texts.map(({ from, until: end }) => [from, end]),
      [
        ['2025-04-01', '2027-03-31'],
        ['2027-04-01', undefined],
      ],
    );
  });

  it('goes back to an earlier version by the same fields, as a new version', async () => {
    await service.savedByOther('rules', { ...rules, alertDays: 5 }, '年度の見直し');
    await service.savedByOther('rules', { ...rules, alertDays: 7 });
    const frame = await come('settings/rules');
    await frame.getByRole('link', { name: '変更の履歴' }).click();
    await frame.getByText('「年度の見直し」').waitFor();
    await frame.getByRole('link', { name: '第1版の変更点' }).click();
    await frame.getByText('「年度の見直し」').waitFor();
    await frame.getByRole('button', { name: 'この内容に戻す' }).click();
    await frame.getByText('第1版の内容を入れました').waitFor();
    assert.equal(await frame.getByRole('textbox', { name: 'アラートを終えるまで' }).inputValue(), '5');
    assert.equal(service.open.house.alertRules.days, 7);
    await save(frame).click();
    await frame.getByText('保存しました(第3版)。').waitFor();
    assert.equal(service.open.house.alertRules.days, 5);
    assert.equal(service.open.settings.held('rules').newest?.note, '第1版の内容に戻す');
  });
});
