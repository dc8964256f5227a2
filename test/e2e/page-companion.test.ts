import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openPages, type Pages, phone } from './page.ts';

describe('a contact that the card accompanies, pressed with a thumb in a real browser', () => {
  let pages: Pages;

  before(async function () {
    this.timeout(60_000);
    pages = await openPages();
  });
  after(async function () {
    this.timeout(30_000);
    await pages.close();
  });

  async function fits(page: Page): Promise<void> {
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(overflow) <= 0, 'the page scrolls sideways');
  }

  it('goes with a 「録音しているぞ」 call from the first sentence to the filled form', async () => {
    const { open, press, sees, keep } = pages;
    const sato = await open('佐藤', undefined, phone);
    const tanaka = await open('田中', undefined, phone);
    const channel = await open('鈴木', '福祉課', phone);

    await press(sato, '対応中');
    await sees(sato, '次に言う一文を出します');
    await keep(sato, 'phone-contact-start');
    await press(sato, '福祉課 代表電話');
    await sees(sato, 'いまの場面を押してください');
    await keep(sato, 'phone-contact-situations');
    await press(sato, '録音すると言われた');
    await sees(sato, '録音なさっていることは、わかりました。');
    await keep(sato, 'phone-contact-say');
    await press(sato, '言いました');
    await sees(sato, 'この電話は、録音しています。');
    await press(sato, '言いました');
    await press(sato, '場面を選ぶ');
    await press(sato, 'ネットに出すと言う');
    await sees(sato, '職員の名前や声、顔をネットに出すことは、おやめください。');
    await sato.getByLabel('言われた言葉').last().fill('お前の名前を付けて動画に上げてやる');
    await press(sato, '書きとめる');
    await sees(sato, '相手「お前の名前を付けて動画に上げてやる」');
    for (const _ of [1, 2, 3]) {
      await press(sato, '言わずに次へ');
    }
    await press(sato, '中止の要請 1回目を言いました');
    await press(sato, '中止の要請 2回目を言いました');
    await sees(sato, 'これが最後のお願いです。');
    await keep(sato, 'phone-contact-ladder');
    await press(sato, '応援を呼ぶ');
    await sees(channel, '応援をお願いします');
    await keep(channel, 'phone-contact-support');
    assert.equal(await channel.getByText('動画に上げてやる').count(), 0);
    await press(sato, '最終警告を言いました');
    await press(sato, '対応中止の承認を求める');
    await sees(tanaka, '対応中止の承認のお願いが届いています');
    await sees(tanaka, '動画に上げてやる');
    await keep(tanaka, 'phone-contact-ask');
    await press(tanaka, '承認する');
    await sees(tanaka, '対応中止の承認: 承認');
    await sees(sato, 'これ以上は、お話を続けられません。');
    await keep(sato, 'phone-contact-stop');
    await press(sato, 'ことば・ほか');
    await press(sato, '英語');
    await sees(sato, 'I cannot go on with this conversation');
    await keep(sato, 'phone-contact-english');
    await press(sato, 'ことば・ほか');
    await keep(sato, 'phone-contact-more');
    await press(sato, 'もどる');
    await press(sato, '言いました');
    await press(sato, '終わりました');
    await sees(sato, '対応が終わりました');
    await sees(sato, '対応中の経過を写してあります');
    await sato.getByText('対応中の経過を写してあります').last().scrollIntoViewIfNeeded();
    await keep(sato, 'phone-contact-form');
    await fits(sato);
    assert.equal(
      await sato.getByLabel('言葉(聞いたとおりに)').first().inputValue(),
      'お前の名前を付けて動画に上げてやる',
    );
    await press(sato, '記録する');
    await sees(sato, '受付番号');
  }).timeout(120_000);

  it('calls for help at once in an emergency, and asks why afterwards', async () => {
    const { open, press, sees, keep } = pages;
    const suzuki = await open('鈴木', undefined, phone);
    await press(suzuki, '対応中');
    await press(suzuki, '1階 2番窓口');
    await sees(suzuki, 'いまの場面を押してください');
    await press(suzuki, '緊急');
    await sees(suzuki, '安全な場所へ離れて、110番へ。');
    await keep(suzuki, 'phone-contact-emergency');
    await press(suzuki, '体をつかまれた・押された');
    await sees(suzuki, '理由: 体をつかまれた・押された');
    const takahashi = await open('高橋', undefined, phone);
    await sees(takahashi, '緊急: すぐに応援をお願いします');
    await fits(suzuki);
  }).timeout(90_000);

  it('is practised against a scripted caller, marked as 練習, with a result of one’s own', async () => {
    const { open, press, sees, keep } = pages;
    const ito = await open('伊藤', undefined, phone);
    await press(ito, '対応中');
    await press(ito, '練習する');
    await sees(ito, '記録にも統計にも入りません');
    await keep(ito, 'phone-practice-list');
    await press(ito, '「ミスだったと認めろ」');
    await sees(ito, '今ここで認めろ');
    await keep(ito, 'phone-practice');
    for (const _ of [1, 2, 3]) {
      const before = await ito.getByText(/^[○△] /u).count();
      await press(ito, 'A');
      await ito
        .getByText(/^[○△] /u)
        .nth(before)
        .waitFor();
    }
    await sees(ito, '結果: 3問のうち');
    await keep(ito, 'phone-practice-result');
    await fits(ito);
  }).timeout(90_000);
});
