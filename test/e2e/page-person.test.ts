import type { Page } from 'playwright-core';
import { openPages, type Pages, phone } from './page.ts';

describe('a person’s file, clicked in a real browser', () => {
  let pages: Pages;

  before(async function () {
    this.timeout(60_000);
    pages = await openPages();
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  /** From the menu to the file, by the end of the number. */
  async function openFile(page: Page): Promise<void> {
    const { press, sees } = pages;
    await press(page, '調べる');
    await sees(page, 'わかっていることを、どれか一つ入れてください');
    await page.getByLabel('電話番号(下4桁だけでも)').last().fill('0147');
    await press(page, '調べる');
    await sees(page, '似ている順です');
    await page.getByRole('button', { name: '開く', exact: true }).last().click();
    await sees(page, '経過(新しい順)');
  }

  it('takes a mark from the asker to the approver and back, and a question to the writer and back', async () => {
    const { open, press, sees } = pages;
    const sato = await open('佐藤');
    await press(sato, '記録する');
    await sees(sato, '対応の記録(5W1H)');
    await sato.getByLabel('対面', { exact: true }).check();
    await sato.getByLabel('言葉(聞いたとおりに)').first().fill('お前の家に火をつけてやる');
    await sato.getByLabel('電話番号').fill('090-5555-0147');
    await sato.getByLabel('威嚇・脅迫').check();
    await press(sato, '記録する');
    await sees(sato, '受付番号');

    const suzuki = await open('鈴木', undefined, phone);
    await openFile(suzuki);
    await press(suzuki, '配慮事項を書く');
    await suzuki.getByLabel('手話・筆談').check();
    await press(suzuki, '保存する');
    await sees(suzuki, '配慮事項を保存しました');

    await press(suzuki, '注意の印を上申する');
    await suzuki.getByLabel('理由(何があったか。事実だけ)').fill('窓口で職員の腕をつかんだ');
    await press(suzuki, '上申する');
    await sees(suzuki, '上申しました: 注意の印');
    const takahashi = await open('高橋');
    await sees(takahashi, '注意の印の上申が届いています');
    await sees(takahashi, '窓口で職員の腕をつかんだ');
    await press(takahashi, '承認');
    await sees(takahashi, '承認: 注意の印');
    await sees(suzuki, '承認: 注意の印');

    await openFile(suzuki);
    await sees(suzuki, '手話・筆談');
    await sees(suzuki, '複数で対応してください');
    await press(suzuki, '前の担当者は…');
    await suzuki.getByLabel('相手が話していること').last().fill('前の担当者は今月中に返事をすると言った');
    await press(suzuki, 'くらべる');
    await sees(suzuki, '記録なし');
    await press(suzuki, '担当に確認する');
    await sees(sato, '前にどう答えたかを教えてください');
    await sato.getByLabel('言い方が違う').check();
    await sato.getByLabel('実際の言い方(1行)').fill('係長から電話すると言った');
    await press(sato, '答える');
    await sees(suzuki, '係長から電話すると言った');
  }).timeout(90_000);
});
