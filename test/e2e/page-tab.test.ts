import assert from 'node:assert/strict';
import { phone } from './page.ts';
import { frameOf, openTabPages, type TabPages } from './tab.ts';

/** The alerted record of the 福祉課, with everything that only that department may see. */
const threat = {
  scene: 'counter',
  conduct: 'threat',
  row1At: '14:05',
  row1Words: '出せないなら、お前の首を飛ばしてやる',
  name: '乙川 三郎',
  phone: '03-1234-5678',
  clothing: '紺の上着、灰色の帽子',
  demand: '給付を今日中に決めてほしい',
  taken: '係長に代わった',
  ending: 'left',
  urgent: 'true',
};

const call = {
  scene: 'phone',
  conduct: 'abuse',
  row1Words: 'お前は税金どろぼうだ',
  taken: '折り返すと伝えた',
  ending: 'asked',
};

const complaint = {
  scene: 'counter',
  row1Words: '説明が先月と違います。調べて返事をください',
  taken: '来週までに返事をすると伝えた',
};

describe('the register in the tab, clicked in a real browser on the real service', function () {
  this.timeout(60_000);

  let pages: TabPages;
  let alerted = '';
  let called = '';
  let complained = '';

  before(async function () {
    this.timeout(120_000);
    pages = await openTabPages();
    alerted = await pages.file('佐藤', threat);
    called = await pages.file('鈴木', call);
    complained = await pages.file('鈴木', complaint);
  });
  afterEach(() => {
    assert.deepEqual(pages.complaints.splice(0), []);
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  it('opens from the receipt at the record, and leads back into the chat', async () => {
    const { open, watch, keep } = pages;
    const page = watch(await open('佐藤'));
    await page.getByRole('link', { name: '台帳で開く' }).last().click();
    const tab = frameOf(page);
    await tab
      .getByRole('heading', { name: `記録 ${alerted}` })
      .first()
      .waitFor();
    await tab.getByText('乙川 三郎').waitFor();
    await keep(page, 'tab-record');
    await tab.getByRole('button', { name: 'チャットで開く' }).click();
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).waitFor();
    await page.getByText(`受付番号 ${alerted}`).first().waitFor();
  });

  it('shows a reporter their own records and no others', async () => {
    const page = await pages.openTab('佐藤');
    const tab = frameOf(page);
    await tab.getByRole('link', { name: alerted }).waitFor();
    assert.equal(await tab.getByRole('link', { name: /^\d{6}-/u }).count(), 1);
    assert.equal(await tab.getByRole('tab', { name: '設定' }).count(), 0);
  });

  it('says to staff of another department that a record by link is not there, as for any made-up number', async () => {
    const page = pages.watch(await pages.open('鈴木', '税務課'));
    await page.getByRole('link', { name: '台帳で開く' }).last().click();
    const tab = frameOf(page);
    const notThere = tab.getByText('見つからないか、見る権限がありません');
    await notThere.waitFor();
    const said = await tab.getByRole('alert').innerText();
    assert.equal(await tab.getByText('乙川').count(), 0);
    const madeUp = frameOf(await pages.openTab('鈴木', 'records/261121-000000'));
    await madeUp.getByText('見つからないか、見る権限がありません').waitFor();
    assert.equal(await madeUp.getByRole('alert').innerText(), said);
  });

  it('shows an approver of another department the conduct, without a name or the matter, from the alert card', async () => {
    const page = pages.watch(await pages.open('高橋', '税務課'));
    await page.getByRole('link', { name: '台帳で開く' }).last().click();
    const tab = frameOf(page);
    await tab.getByText('担当の課の情報のため表示していません').waitFor();
    await tab.getByText('ふるまいのみ').waitFor();
    await tab.getByText('お前の首を飛ばしてやる').waitFor();
    const shown = await tab.locator('body').innerText();
    for (const word of ['乙川', '三郎', '03-1234-5678', '給付を今日中に', '佐藤']) {
      assert.ok(!shown.includes(word), word);
    }
    await tab.getByRole('button', { name: /もどる$/u }).click();
    await tab.getByRole('link', { name: called }).waitFor();
    await tab.getByRole('link', { name: complained }).waitFor();
    assert.equal(await tab.getByText('ふるまいのみ').count(), 1);
    const other = frameOf(await pages.openTab('田中'));
    await other.getByRole('link', { name: alerted }).waitFor();
    await other.getByRole('link', { name: called }).waitFor();
    assert.equal(await other.getByRole('link', { name: complained }).count(), 0, '条例5条');
  });

  it('shows the coordinator everything, and narrows it down by filters and by words', async () => {
    const page = await pages.openTab('山本');
    const tab = frameOf(page);
    const links = tab.getByRole('link', { name: /^\d{6}-/u });
    await tab.getByText('全部で3件').waitFor();
    await pages.keep(page, 'tab-register');

    await tab.getByLabel('課', { exact: true }).selectOption({ label: '税務課' });
    await tab.getByText('全部で2件').waitFor();
    await tab.getByLabel('場面').selectOption({ label: '電話' });
    await tab.getByText('全部で1件').waitFor();
    assert.deepEqual(await links.allInnerTexts(), [called]);
    await tab.getByRole('button', { name: 'すべて外す' }).click();
    await tab.getByText('全部で3件').waitFor();

    await tab.getByLabel('ことば・記録番号').fill('首を飛ばして');
    await tab.getByRole('button', { name: 'さがす', exact: true }).click();
    await tab.getByText('全部で1件').waitFor();
    assert.deepEqual(await links.allInnerTexts(), [alerted]);
    assert.ok(!page.url().includes(encodeURIComponent('首')), 'words stand in no address');
    await links.first().click();
    await tab
      .getByRole('heading', { name: `記録 ${alerted}` })
      .first()
      .waitFor();
    await tab.getByRole('button', { name: /もどる$/u }).click();
    await tab.getByText('全部で1件').waitFor();
    assert.equal(await tab.getByLabel('ことば・記録番号').inputValue(), '首を飛ばして');
    await tab.getByLabel('ことば・記録番号').fill('どこにもない言葉');
    await tab.getByRole('button', { name: 'さがす', exact: true }).click();
    await tab.getByText('この条件に合う記録はありません').waitFor();
  });

  it('shows what became of a record: versions, its way, the alert in every channel, who confirmed', async () => {
    const reporter = await pages.open('佐藤');
    await reporter.getByRole('button', { name: '書き足す・直す' }).last().click();
    await reporter.getByLabel('どこを開きますか').selectOption({ label: '誰が' });
    await pages.press(reporter, '開く');
    await reporter.getByLabel('服装').fill('紺の上着、黒い帽子');
    await reporter.getByLabel('直す理由').fill('帽子の色を確かめた');
    await pages.press(reporter, '保存する');
    await pages.sees(reporter, '第2版');
    const colleague = await pages.open('伊藤', '国保年金課');
    await pages.press(colleague, '確認しました');
    await pages.sees(colleague, '確認 1/5(国保年金課)');

    const page = await pages.openTab('田中', `records/${alerted}`);
    const tab = frameOf(page);
    await tab.getByRole('tab', { name: /^版/u }).click();
    await tab.getByText('紺の上着、灰色の帽子').waitFor();
    await tab.getByText('紺の上着、黒い帽子').waitFor();
    await tab.getByText('帽子の色を確かめた').waitFor();
    await pages.keep(page, 'tab-versions');
    await tab.getByRole('tab', { name: 'アラート' }).click();
    const row = tab.getByRole('row', { name: /国保年金課/u });
    await row.getByText('届きました').waitFor();
    assert.equal(await row.getByText('まだです').count(), 0);
    assert.equal(await tab.getByText('まだです').count(), 4);
    await pages.keep(page, 'tab-alert');
    await tab.getByRole('tab', { name: '経過' }).click();
    await tab.getByRole('list', { name: '経過' }).getByRole('listitem').first().waitFor();
  });

  it('follows the colours of Teams while somebody reads, without loading anew', async () => {
    const page = await pages.openTab('山本', `records/${alerted}`);
    const tab = frameOf(page);
    await tab.getByText('乙川 三郎').waitFor();
    await tab.locator('h1').evaluate((heading) => heading.setAttribute('data-kept', 'yes'));
    const grounds: string[] = [];
    for (const theme of ['明るい', '暗い', 'ハイコントラスト'] as const) {
      await page.getByLabel('画面の色').selectOption({ label: theme });
      for (let turn = 0; turn < 100 && grounds.includes(await pages.ground(page)); turn += 1) {
        await page.waitForTimeout(20);
      }
      grounds.push(await pages.ground(page));
      assert.deepEqual(await pages.findings(page), [], theme);
      await pages.keep(page, `tab-record-${grounds.length}`);
    }
    assert.equal(new Set(grounds).size, 3, grounds.join());
    assert.equal(await tab.locator('h1').getAttribute('data-kept'), 'yes');
    await page.getByLabel('画面の色').selectOption({ label: '明るい' });
  });

  it('fits a phone: list, filters, record and the way back, nothing too wide or too small for a finger', async () => {
    const page = await pages.openTab('山本', undefined, phone);
    const tab = frameOf(page);
    await tab.getByRole('link', { name: alerted }).waitFor();
    await pages.keep(page, 'phone-tab-register');
    assert.ok((await pages.overflow(page)) <= 0);
    await tab.getByRole('button', { name: 'しぼりこみ' }).click();
    await tab.getByRole('dialog').getByLabel('場面').selectOption({ label: '電話' });
    await tab.getByRole('button', { name: '一覧を見る' }).click();
    await tab.getByRole('button', { name: 'しぼりこみ(1)' }).waitFor();
    await tab.getByRole('link', { name: called }).click();
    await tab
      .getByRole('heading', { name: `記録 ${called}` })
      .first()
      .waitFor();
    await pages.keep(page, 'phone-tab-record');
    assert.ok((await pages.overflow(page)) <= 0);
    for (const control of await tab.getByRole('button').or(tab.getByRole('tab')).all()) {
      const box = await control.boundingBox();
      if (box !== null) assert.ok(box.height >= 40, `${await control.innerText()}: ${box.height} px`);
    }
    await page.getByRole('button', { name: '会話の一覧に戻る' }).click();
    await page.getByRole('link', { name: '記録台帳' }).waitFor();
  });

  it('keeps nobody out: axe-core finds nothing serious on any page', async () => {
    for (const [as, at, sign] of [
      ['山本', 'register', '記録台帳'],
      ['佐藤', 'register', '記録台帳'],
      ['高橋', `records/${alerted}`, `記録 ${alerted}`],
      ['山本', `records/${alerted}?view=versions`, `記録 ${alerted}`],
      ['山本', `records/${alerted}?view=alert`, `記録 ${alerted}`],
      ['山本', 'subjects', '対象者をさがす'],
      ['鈴木', `records/${alerted}`, '見つからないか'],
    ] as const) {
      const page = await pages.openTab(as, at);
      await frameOf(page).getByRole('heading', { name: sign }).first().waitFor();
      assert.deepEqual(await pages.findings(page), [], `${as} ${at}`);
      await page.close();
    }
  });

  it('finds a person, and opens the file with what happened', async () => {
    const page = await pages.openTab('田中', 'subjects');
    const tab = frameOf(page);
    await tab.getByLabel('名前').fill('乙川 三郎');
    await tab.getByRole('button', { name: 'さがす', exact: true }).click();
    await tab.getByRole('link', { name: '1人目のファイルを見る' }).click();
    await tab.getByText('これまでの対応').first().waitFor();
    await tab.getByText(alerted).first().waitFor();
    assert.deepEqual(await pages.findings(page), []);
    await pages.keep(page, 'tab-subject');
  });
});
