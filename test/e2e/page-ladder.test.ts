import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openPages, type Pages, phone } from './page.ts';

describe('one person in three departments, clicked in a real browser', () => {
  let pages: Pages;

  before(async function () {
    this.timeout(60_000);
    pages = await openPages();
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  /** A record of the same visitor, in the words of one department. */
  async function record(page: Page, words: string, more: (page: Page) => Promise<void>): Promise<void> {
    const { press, sees } = pages;
    await press(page, '記録する');
    await sees(page, '対応の記録(5W1H)');
    await page.getByLabel('対面', { exact: true }).check();
    await page.getByLabel('言葉(聞いたとおりに)').first().fill(words);
    await page.getByLabel('電話番号').fill('090-5555-0147');
    await page.getByLabel('声・話し方').fill('かすれた声');
    await more(page);
    await press(page, '記録する');
    await sees(page, '受付番号');
  }

  it('goes from the first department to one answer everywhere, and back when it was somebody else', async () => {
    const { open, press, sees, keep } = pages;
    const sato = await open('佐藤');
    await record(sato, 'これから税務課に行く。お前の家に火をつけてやる', async (page) => {
      await page.getByLabel('名前(わかるとき)').fill('丁野 五郎');
      await page.getByLabel('服装').fill('茶色のジャンパー、黒い野球帽');
      await page.getByLabel('危害を加えると言った').check();
      await page.getByLabel('威嚇・脅迫').check();
    });

    const tanaka = await open('田中', undefined, phone);
    await sees(tanaka, '統一回答を決めてください');
    await keep(tanaka, 'phone-answer');
    await press(tanaka, '統一回答にする');
    await sees(tanaka, '統一回答を決めました');

    const third = await open('伊藤', '国保年金課', phone);
    await sees(third, '税務課(本人が話した)');
    await sees(third, '担当の課が確かめて、区としてあらためてお答えします');
    await keep(third, 'phone-alert-answer');

    const suzuki = await open('鈴木', undefined, phone);
    await record(suzuki, 'さっき福祉課で断られた。家に火をつけてやるぞ', async (page) => {
      await page.getByLabel('服装').fill('ブラウンの上着、黒いキャップ');
      await page.getByLabel('威嚇・脅迫').check();
    });
    await sees(suzuki, '同じ方かもしれない記録があります');
    await keep(suzuki, 'phone-match');
    assert.equal(await suzuki.getByText('丁野').count(), 0);
    await sees(third, '税務課');
    await third.getByText(/福祉課 \d\d:\d\d → 税務課 \d\d:\d\d/u).waitFor();
    await press(suzuki, '同一人物');
    await sees(suzuki, '「同一人物」としてつなぎました');
    await third.getByText(/→ 税務課 \d\d:\d\d$/u).waitFor();

    await press(suzuki, '答えたことを書く');
    await sees(suzuki, '何と答えましたか');
    await suzuki.getByLabel('その場で特別な扱いを約束する').check();
    await keep(suzuki, 'phone-told');
    await press(suzuki, '書きとめる');
    await sees(suzuki, '統一回答と食い違うところがあります');
    await sees(third, '食い違い');
    await keep(third, 'phone-alert-way');

    await press(suzuki, '別人');
    await sees(suzuki, '「別人」と答えました');
    await sees(third, 'の方は別人でした');
    await keep(third, 'phone-alert-corrected');

    await press(third, 'いま来ています');
    await sees(third, 'いま来ています: 国保年金課 課の窓口');
    await press(third, '退去しました');
    await sees(third, '国保年金課から退去しました');
    const overflow = await third.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(overflow) <= 0, 'the page scrolls sideways');
  }).timeout(90_000);

  it('finds the person before the telephone is picked up, by 調べる and from beside the message field', async () => {
    const { open, press, sees, keep } = pages;
    const ito = await open('伊藤', undefined, phone);
    await press(ito, '調べる');
    await sees(ito, 'わかっていることを、どれか一つ入れてください');
    await ito.getByLabel('名前・よみ').fill('丁野');
    await press(ito, '調べる');
    await sees(ito, '似ている順です');
    await keep(ito, 'phone-found');
    await ito.getByRole('button', { name: '開く', exact: true }).first().click();
    await sees(ito, '経過(新しい順)');
    await keep(ito, 'phone-person');
    assert.equal(await ito.getByText('丁野').count(), 0);

    await press(ito, '前の担当者は…');
    await sees(ito, '相手が話していること');
    await ito.getByLabel('相手が話していること').fill('前の担当者は今日中に決めると言った');
    await press(ito, 'くらべる');
    await sees(ito, '記録なし');
    await keep(ito, 'phone-statements');

    await ito.getByRole('button', { name: 'Tateで調べる' }).click();
    await ito.getByRole('combobox', { name: '調べることば' }).fill('丁野');
    await ito.locator('.search-results').getByRole('option').first().waitFor();
    await keep(ito, 'phone-search');
    await ito.locator('.search-results').getByRole('option').first().click();
    await ito.getByRole('region', { name: '送るカードの確認' }).getByRole('button', { name: '送る' }).click();
    await press(ito, '自分のチャットで見る');
    await sees(ito, '経過(新しい順)');
  }).timeout(60_000);
});
