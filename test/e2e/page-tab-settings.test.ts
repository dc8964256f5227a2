import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { FrameLocator, Page } from 'playwright-core';
import { phone } from './page.ts';
import { frameOf, openTabPages, type TabPages } from './tab.ts';

const call = {
  scene: 'phone',
  conduct: 'abuse',
  row1Words: 'お前は税金どろぼうだ',
  taken: '折り返すと伝えた',
  ending: 'asked',
};

describe('the settings in the tab, clicked in a real browser on the real service', function () {
  this.timeout(60_000);

  let pages: TabPages;
  before(async function () {
    this.timeout(120_000);
    pages = await openTabPages();
  });
  afterEach(() => {
    assert.deepEqual(pages.complaints.splice(0), []);
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  const openSettings = async (as: string, at: string): Promise<{ page: Page; tab: FrameLocator }> => {
    const page = await pages.openTab(as, at);
    return { page, tab: frameOf(page) };
  };
  const save = (tab: FrameLocator): Promise<void> =>
    tab.getByRole('button', { name: '保存する', exact: true }).click();
  const saved = (tab: FrameLocator, version: number): Promise<void> =>
    tab.getByText(`保存しました(第${version}版)。`).first().waitFor();

  it('are for coordinators alone: everybody else is told so, by the page and by the service', async () => {
    for (const as of ['佐藤', '田中']) {
      const { page, tab } = await openSettings(as, 'settings');
      await tab.getByText('この画面を見る権限がありません').waitFor();
      const token = await pages.client.tabToken(pages.someone(as).id);
      const answer = await fetch(new URL('/api/v1/settings', pages.local.url), {
        headers: { authorization: `Bearer ${token}`, connection: 'close' },
      });
      assert.equal(answer.status, 403, as);
      await page.close();
    }
  });

  it('begin with what is missing, and lead to where it is put right', async () => {
    const { page, tab } = await openSettings('山本', 'settings');
    await tab.getByText('国保年金課には、判断する承認者がいません。').waitFor();
    await pages.keep(page, 'tab-settings');
    await tab.getByRole('link', { name: '国保年金課の承認者を決める' }).click();
    await tab.getByRole('button', { name: /伊藤 実/u }).click();
    await tab.getByRole('button', { name: '国保年金課の承認者にする' }).click();
    await save(tab);
    await tab.getByText('伊藤 実さんの役割を保存しました。').first().waitFor();
    await pages.keep(page, 'tab-settings-people');
    await tab.getByRole('tab', { name: '設定' }).click();
    await tab.getByText('戸籍住民課には、判断する承認者がいません。').waitFor();
    assert.equal(await tab.getByText('国保年金課には、判断する承認者がいません。').count(), 0);
  });

  it('hold at once: a department under a new name stands on the next card', async () => {
    const { page, tab } = await openSettings('山本', 'settings/ward');
    await tab.getByRole('button', { name: /^税務課/u }).click();
    await tab.getByLabel('名前', { exact: true }).first().fill('税務課(本庁舎)');
    await tab.getByText('保存していない変更があります').waitFor();
    await pages.keep(page, 'tab-settings-ward');
    await save(tab);
    await saved(tab, 1);
    await pages.file('鈴木', call);
    const chat = await pages.open('鈴木');
    await pages.sees(chat, '税務課(本庁舎) 電話');
  });

  it('refuse what makes no sense, with the reason beside its field, and keep what was typed', async () => {
    const { page, tab } = await openSettings('山本', 'settings/rules');
    const field = tab.getByLabel('確認のない課へ知らせ直すまで');
    await field.fill('99999');
    await save(tab);
    await tab.getByText('直すところが1か所あります。まだ保存していません。').waitFor();
    assert.equal(await field.inputValue(), '99999');
    await pages.keep(page, 'tab-settings-refused');
    assert.deepEqual(await pages.findings(page), []);

    const { tab: ward } = await openSettings('山本', 'settings/ward');
    await ward.getByRole('button', { name: /^福祉課/u }).click();
    await ward.getByRole('button', { name: 'この課を外す' }).click();
    await ward
      .getByRole('dialog')
      .or(ward.getByRole('alertdialog'))
      .getByRole('button', { name: '外す' })
      .click();
    // By keyboard: the toast with 元に戻す stands over the button for a while.
    await ward.getByRole('button', { name: '保存する', exact: true }).press('Enter');
    await ward.getByText(/直すところが\d+か所あります。まだ保存していません。/u).waitFor();
    await ward
      .getByText(/チャネル|チャネル/u)
      .first()
      .waitFor();
    const { tab: again } = await openSettings('山本', 'settings/ward');
    await again.getByRole('button', { name: /^福祉課/u }).waitFor();
  });

  it('ask before changes are left behind that nobody has saved', async () => {
    const { tab } = await openSettings('山本', 'settings/rules');
    await tab.getByLabel('リピートとみなす一日の電話').fill('7');
    await tab.getByRole('tab', { name: '台帳' }).click();
    await tab.getByRole('button', { name: 'この画面に残る' }).click();
    assert.equal(await tab.getByLabel('リピートとみなす一日の電話').inputValue(), '7');
    await tab.getByRole('tab', { name: '台帳' }).click();
    await tab.getByRole('button', { name: '保存しないで移る' }).click();
    await tab.getByRole('heading', { name: '記録台帳' }).waitFor();
  });

  it('tell the second of two who edit at once, and lose nothing that either has typed', async () => {
    const people = await openSettings('山本', 'settings/people');
    await people.tab.getByRole('button', { name: /木村 直子/u }).click();
    await people.tab.getByRole('switch', { name: /^調整担当/u }).check();
    await save(people.tab);
    await people.tab.getByText('木村 直子さんの役割を保存しました。').first().waitFor();

    const first = await openSettings('木村', 'settings/rules');
    const second = await openSettings('山本', 'settings/rules');
    await second.tab.getByLabel('確認のない課へ知らせ直すまで').fill('30');
    await second.tab.getByLabel('リピートとみなす一週間の来庁').fill('4');
    await first.tab.getByLabel('確認のない課へ知らせ直すまで').fill('20');
    await first.tab.getByLabel('アラートを終えるまで').fill('5');
    await save(first.tab);
    await saved(first.tab, 1);
    await save(second.tab);
    await second.tab.getByRole('heading', { name: '先にほかの人が保存しました' }).waitFor();
    await second.tab.getByText('木村 直子さんが').waitFor();
    await pages.keep(second.page, 'tab-settings-conflict');
    assert.deepEqual(await pages.findings(second.page), []);
    await second.tab.getByRole('radio', { name: /自分の内容/u }).check();
    await second.tab.getByRole('button', { name: '合わせた内容を保存する' }).click();
    await saved(second.tab, 2);

    const { tab } = await openSettings('木村', 'settings/rules');
    for (const [label, value] of [
      ['確認のない課へ知らせ直すまで', '30'],
      ['リピートとみなす一週間の来庁', '4'],
      ['アラートを終えるまで', '5'],
    ] as const) {
      assert.equal(await tab.getByLabel(label).inputValue(), value, label);
    }
    await tab.getByRole('link', { name: '変更の履歴' }).click();
    await tab.getByText('第2版').first().waitFor();
    await tab.getByText('第1版').first().waitFor();
  });

  it('go out as one file and come back after a preview, and not before somebody has said so', async () => {
    const { page, tab } = await openSettings('山本', 'settings/transfer');
    await tab.getByRole('button', { name: '設定を書き出す' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      tab.getByRole('link', { name: 'ファイルを保存する' }).click(),
    ]);
    const file = await download.path();
    const text = await readFile(file, 'utf8');
    assert.match(text, /税務課\(本庁舎\)/u);
    const changed = `${file}.json`;
    await writeFile(changed, text.replaceAll('税務課(本庁舎)', '税務課'));

    const choose = async (): Promise<void> => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        tab.getByRole('button', { name: 'ファイルを選ぶ' }).click(),
      ]);
      await chooser.setFiles(changed);
    };
    await choose();
    await tab.getByText('まだ何も変えていません').first().waitFor();
    await tab.getByText('税務課(本庁舎)').first().waitFor();
    await pages.keep(page, 'tab-settings-import');
    assert.deepEqual(await pages.findings(page), []);
    await tab.getByRole('button', { name: '取り込まない' }).click();
    const { tab: ward } = await openSettings('山本', 'settings/ward');
    await ward.getByRole('button', { name: /^税務課\(本庁舎\)/u }).waitFor();

    await choose();
    await tab.getByRole('button', { name: '取り込む', exact: true }).click();
    await tab
      .getByRole('dialog')
      .or(tab.getByRole('alertdialog'))
      .getByRole('button', { name: '取り込む' })
      .click();
    await tab.getByRole('heading', { name: '取り込みました' }).waitFor();
    const { tab: after } = await openSettings('山本', 'settings/ward');
    await after
      .getByRole('button', { name: /^税務課(?!\()/u })
      .first()
      .waitFor();
    const { tab: changes } = await openSettings('山本', 'settings/changes');
    await changes.getByText('山本 恵').first().waitFor();
    await changes.getByText('木村 直子').first().waitFor();
  });

  it('fit a phone and keep nobody out, on every page', async () => {
    for (const at of [
      'settings',
      'settings/ward',
      'settings/rules',
      'settings/conduct',
      'settings/companion',
      'settings/answers',
      'settings/law',
      'settings/people',
      'settings/channels',
      'settings/changes',
      'settings/transfer',
    ]) {
      const page = await pages.openTab('山本', at, phone);
      await frameOf(page).locator('main h1').waitFor();
      await frameOf(page).getByText('読み込んでいます').first().waitFor({ state: 'detached' });
      assert.ok((await pages.overflow(page)) <= 0, `${at} is too wide`);
      assert.deepEqual(await pages.findings(page), [], at);
      if (at === 'settings/companion') await pages.keep(page, 'phone-tab-settings');
      await page.close();
    }
  }).timeout(120_000);
});
