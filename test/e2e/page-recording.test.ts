import assert from 'node:assert/strict';
import { openPages, type Pages, phone } from './page.ts';

describe('recording under stress, clicked in a real browser', () => {
  let pages: Pages;

  before(async function () {
    this.timeout(60_000);
    pages = await openPages();
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  it('sends a 速報 from a phone with four answers, and takes the rest later', async () => {
    const { open, press, sees, keep } = pages;
    const page = await open('佐藤', undefined, phone);
    await press(page, '速報(急ぐとき)');
    await sees(page, '四つだけで送れます');
    await keep(page, 'phone-quick');
    await page.getByLabel('誰らしき人').fill('50代くらいの男性、紺の上着');
    await page.getByLabel('言われた言葉を一つ').fill('お前の家は知っているぞ');
    await page.getByLabel('危害を加えると言った').check();
    await press(page, '速報を送る');
    await sees(page, '速報を記録しました');
    const channel = await open('鈴木', '税務課', phone);
    await sees(channel, '50代くらいの男性、紺の上着');

    await press(page, '続きを書く');
    await sees(page, '速報の内容を写してあります');
    const words = page.getByLabel('言葉(聞いたとおりに)').first();
    assert.equal(await words.inputValue(), 'お前の家は知っているぞ');
    await page.getByLabel('服装').fill('紺の上着、黒い手袋');
    await page.getByLabel('こちらの対応', { exact: true }).fill('14:10に係長へ交代した');
    await press(page, '記録する');
    await sees(page, '保存しました');
    await sees(channel, '紺の上着、黒い手袋');
  }).timeout(90_000);

  it('advises on the words before an ordinary record is kept, and moves a feeling to the care note', async () => {
    const { open, press, sees } = pages;
    const page = await open('鈴木');
    await press(page, '記録する');
    await sees(page, '対応の記録(5W1H)');
    await page.getByLabel('対面', { exact: true }).check();
    await page.getByLabel('言葉(聞いたとおりに)').first().fill('明細を出せ');
    await page.getByLabel('様子(見たこと・聞こえたこと)').fill('窓口で激しく怒鳴られ、とても怖かった。');
    await press(page, '記録する');
    await sees(page, 'まだ保存していません。書き方の助言が');
    await page.getByLabel('ケアのためのメモに移す').first().check();
    await page
      .getByLabel('様子(見たこと・聞こえたこと)')
      .fill('窓口でカウンターを手で2回たたいた。とても怖かった。');
    await press(page, '記録する');
    await sees(page, '受付番号');
    await press(page, '内容を見る');
    await sees(page, '職員のケアのためのメモ');
    assert.equal(await page.getByText('カウンターを手で2回たたいた').last().isVisible(), true);
  }).timeout(90_000);

  it('keeps a draft over a reload and on another device', async () => {
    const { open, press, sees } = pages;
    const page = await open('伊藤');
    await press(page, '記録する');
    await page.getByLabel('求めていること').fill('保険料の内訳を知りたい');
    await press(page, '下書きに保存');
    await sees(page, '下書きを保存しました');
    await pages.local.killService();
    await pages.local.restartService();
    const other = await open('伊藤', undefined, phone);
    await other.getByPlaceholder('Tate にメッセージ').fill('記録');
    await press(other, '送る');
    await sees(other, '下書きの続きです');
    assert.equal(await other.getByLabel('求めていること').last().inputValue(), '保険料の内訳を知りたい');
  }).timeout(90_000);

  it('sends a record back with a question, and the reporter gets just that field', async () => {
    const { open, press, sees } = pages;
    const reporter = await open('佐藤');
    await press(reporter, '上申する');
    await sees(reporter, 'あなたの課の承認者全員に届きます');
    await reporter.getByLabel('警察相談').check();
    await reporter.getByLabel('理由').fill('家を知っていると言われた');
    await press(reporter, '上申する');
    const approver = await open('田中');
    await sees(approver, '上申が届いています');
    await press(approver, '書いた人に質問する');
    await approver.getByLabel('1つ目の欄').selectOption({ label: '見ていた人' });
    await approver.getByRole('textbox', { name: '質問' }).first().fill('近くにだれがいましたか。');
    await press(approver, '質問を送る');
    await sees(approver, '質問を送りました');
    await sees(reporter, '近くにだれがいましたか。');
    await reporter.getByLabel('見ていた人').last().fill('5番窓口の職員');
    await press(reporter, '保存する');
    await sees(reporter, '保存しました');
    await sees(approver, '質問への答えが届きました');
    await sees(approver, '5番窓口の職員');
  }).timeout(90_000);
});
