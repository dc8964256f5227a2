import assert from 'node:assert/strict';
import { openPages, type Pages, phone } from './page.ts';

describe('the story clicked in a real browser', () => {
  let pages: Pages;

  before(async function () {
    this.timeout(60_000);
    pages = await openPages();
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  it('goes from the first word to the decision', async () => {
    const { open, press, sees, keep } = pages;
    const reporter = await open('佐藤');
    await press(reporter, '記録する');
    await sees(reporter, '対応の記録(5W1H)');
    await keep(reporter, 'form');

    await reporter.getByLabel('1つ目の時刻').fill('14:05');
    await reporter.getByLabel('言葉(聞いたとおりに)').first().fill('出せないなら、お前の首を飛ばしてやる');
    await reporter.getByLabel('服装').fill('紺の上着、灰色の帽子');
    await reporter.getByLabel('名前(わかるとき)').fill('乙川 三郎');
    await press(reporter, '言葉の行を3つ増やす');
    await reporter.getByLabel('6つ目の時刻').waitFor();
    assert.equal(await reporter.getByLabel('服装').inputValue(), '紺の上着、灰色の帽子');

    await press(reporter, '記録する');
    await sees(reporter, '対面・電話・訪問・インターネットから選んでください');
    assert.equal(
      await reporter.getByLabel('言葉(聞いたとおりに)').first().inputValue(),
      '出せないなら、お前の首を飛ばしてやる',
    );
    await reporter.getByLabel('対面', { exact: true }).check();
    await reporter.getByLabel('威嚇・脅迫').check();
    await reporter.getByLabel('緊急アラートを全課に送る').check();
    await press(reporter, '記録する');
    await sees(reporter, '受付番号');

    const colleague = await open('鈴木', '税務課');
    await sees(colleague, '緊急アラート');
    await sees(colleague, '紺の上着、灰色の帽子');
    assert.equal(await colleague.getByText('乙川').count(), 0);
    await keep(colleague, 'alert');
    await press(colleague, '確認しました');
    await sees(colleague, '確認 1/5(税務課)');
    const elsewhere = await open('佐藤', '福祉課');
    await sees(elsewhere, '確認 1/5(税務課)');
    await press(colleague, 'いま来ています');
    await sees(elsewhere, 'いま来ています: 税務課 課の窓口');
    await press(colleague, '詳しく');
    const own = await open('鈴木');
    await sees(own, '詳しい内容は表示できません');

    await press(reporter, '上申する');
    await sees(reporter, 'あなたの課の承認者全員に届きます');
    await reporter.getByLabel('二次対応').check();
    await reporter.getByLabel('理由').fill('一人では対応できない');
    await press(reporter, '上申する');
    await sees(reporter, '上申しました');

    const approver = await open('田中');
    await sees(approver, '上申が届いています');
    await press(approver, '差し戻し');
    await sees(approver, '差し戻し・却下のときは理由を書いてください');
    await press(approver, '承認');
    await sees(approver, '承認: 二次対応');
    await sees(reporter, '上申: 承認');
    await sees(elsewhere, '福祉課の上申(二次対応): 承認');
    const second = await open('木村');
    await sees(second, '承認: 二次対応');
    assert.equal(await second.getByRole('button', { name: '却下' }).count(), 0);
  }).timeout(90_000);

  it('fits a phone: nothing is cut off and every button can be hit', async () => {
    const { open, sees, keep } = pages;
    for (const [as, channel, picture] of [
      ['佐藤', undefined, undefined],
      ['鈴木', '税務課', 'phone-alert'],
    ] as const) {
      const page = await open(as, channel, phone);
      await sees(page, channel === undefined ? '上申する' : '緊急アラート');
      if (picture !== undefined) await keep(page, picture);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      assert.ok(Number(overflow) <= 0, 'the page scrolls sideways');
      for (const button of await page.getByRole('button').all()) {
        const box = await button.boundingBox();
        if (box !== null) assert.ok(box.height >= 32, `a button of ${box.height} px`);
      }
    }
  }).timeout(60_000);
});
