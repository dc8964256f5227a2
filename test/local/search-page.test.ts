import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { openBrowser } from './browser.ts';
import { type Received, pressedData, searchAnswer, searchedFor } from './scripted-bot.ts';
import { type House, openHouse } from './tenant-house.ts';

const sato = demoWard.personas[0];
const zeimu = demoWard.channels[1];
if (sato === undefined || zeimu === undefined) throw new Error('The ward is empty.');

/** Where pictures go, when somebody wants to look. */
const pictures = process.env['TATE_PICTURES'];
const phone = { width: 390, height: 844 };

describe('searching on the page of the local tenant, in a real browser', function () {
  this.timeout(60_000);

  let browser: Browser;
  let house: House;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await openBrowser();
  });

  const openPage = async (as: string, conversationId: string, viewport = { width: 1280, height: 800 }) => {
    const context = await browser.newContext({ viewport, locale: 'ja-JP' });
    page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${house.tenant.url}?as=${as}&c=${encodeURIComponent(conversationId)}`);
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).waitFor();
  };

  const tool = (): Locator => page.getByRole('button', { name: 'Tateで調べる' });
  const field = (): Locator => page.getByRole('combobox', { name: '調べることば' });
  const options = (): Locator => page.locator('.search-results').getByRole('option');
  const found = (): Locator => page.getByRole('region', { name: '送るカードの確認' });
  const searches = () => house.bot.received.map(searchedFor).filter((parameter) => parameter !== undefined);
  const presses = (): Received[] =>
    house.bot.received.filter((activity) => pressedData(activity)?.['action'] === 'record.open');
  const keep = async (name: string): Promise<void> => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  const openSearch = async (): Promise<void> => {
    await tool().click();
    await page.getByText('2件').waitFor();
  };

  beforeEach(async () => {
    complaints = [];
    house = await openHouse();
    await house.tenant.seed();
  });
  afterEach(async () => {
    await page.context().close();
    await house.close();
    assert.deepEqual(complaints, []);
  });

  it('shows at once what the bot offers, and then what is found for the words, asked once they rest', async () => {
    await openPage('sato', sato.chatId);
    await openSearch();
    assert.equal(await options().count(), 2);
    await field().pressSequentially('窓口', { delay: 20 });
    await page.getByText('1件').waitFor();
    assert.match(await options().innerText(), /窓口の事案\s+2026-11-20・対面/u);
    assert.deepEqual(searches(), [
      { name: 'initialRun', value: 'true' },
      { name: 'query', value: '窓口' },
    ]);
  });

  it('shows title and text as text, whatever stands in them', async () => {
    const hostile = '<img src=x onerror=alert(1)> **太字** <b>x</b>';
    house.bot.script = async (activity) =>
      searchedFor(activity) && { status: 200, body: searchAnswer([{ title: hostile, text: hostile }]) };
    await openPage('sato', sato.chatId);
    await tool().click();
    const option = options().first();
    await option.waitFor();
    assert.equal(await option.locator('.search-title').innerText(), hostile);
    assert.equal(await option.locator('.search-text').innerText(), hostile);
    assert.equal(await option.locator('img, b, strong').count(), 0);
  });

  it('shows the answer to the newest words only, however late an older one comes', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let lateIsOut = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      lateIsOut = resolve;
    });
    house.bot.script = async (activity) => {
      if (searchedFor(activity)?.value !== '電') return undefined;
      await gate;
      lateIsOut();
      return { status: 200, body: searchAnswer([{ title: '古い答え', text: '' }]) };
    };
    await openPage('sato', sato.chatId);
    await openSearch();
    await field().fill('電');
    await page.getByText('調べています…').waitFor();
    while (!searches().some(({ value }) => value === '電')) await page.waitForTimeout(20);
    await field().fill('窓口');
    await page.getByText('1件').waitFor();
    const arrived = page.waitForResponse(
      (response) => response.request().postDataJSON()?.query === '電' && response.ok(),
    );
    release();
    await late;
    await (await arrived).finished();
    assert.equal(await page.getByText('古い答え').count(), 0);
    assert.match(await options().innerText(), /窓口の事案/u);
  });

  it('does not ask in the middle of a Japanese conversion, and asks at its end', async () => {
    await openPage('sato', sato.chatId);
    await openSearch();
    const type = (text: string, composing: boolean) =>
      page.evaluate(
        `(() => {
          const field = document.querySelector('.search-field');
          field.value = ${JSON.stringify(text)};
          field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: ${composing} }));
          ${composing ? '' : "field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));"}
        })()`,
      );
    await type('まd', true);
    await page.waitForTimeout(500);
    assert.equal(searches().length, 1);
    await type('窓口', false);
    await page.getByText('1件').waitFor();
    assert.deepEqual(searches().at(-1), { name: 'query', value: '窓口' });
  });

  it('shows the line that the bot gives instead of results, and says when nothing was found', async () => {
    await openPage('sato', sato.chatId);
    await openSearch();
    await field().fill('ない');
    await page.getByText('見つかりませんでした。').waitFor();
    house.bot.script = async () => ({
      status: 200,
      body: { composeExtension: { type: 'message', text: '先に登録をしてください。' } },
    });
    await field().fill('');
    await page.getByText('先に登録をしてください。').waitFor();
    assert.equal(await options().count(), 0);
  });

  it('says in plain sight why an answer could not be used, and offers another try', async () => {
    house.bot.script = async (activity) => searchedFor(activity) && { status: 200, body: { other: true } };
    await openPage('sato', sato.chatId);
    await tool().click();
    const alert = page.getByRole('alert');
    await alert.getByText('調べられませんでした。').waitFor();
    await alert.getByText('理由: no usable answer: composeExtension').waitFor();
    house.bot.script = undefined;
    await alert.getByRole('button', { name: 'もう一度調べる' }).click();
    await page.getByText('2件').waitFor();
    assert.equal(await alert.innerText(), '');
  });

  it('posts the chosen card as the person, keeps half-written words, and takes presses on the card', async () => {
    await openPage('suzuki', zeimu.id);
    const words = page.getByRole('textbox', { name: 'Tate へのメッセージ' });
    await words.fill('書きかけ');
    await openSearch();
    await options().filter({ hasText: '窓口の事案' }).click();
    await found().getByText('このチャネルの全員に見えます。').waitFor();
    await found().getByText('同じ説明をする').waitFor();
    assert.equal(await found().getByRole('button', { name: 'くわしく見る' }).isDisabled(), true);
    assert.equal(await words.isVisible(), false);
    await found().getByRole('button', { name: '送る' }).click();
    const own = page.locator('.message.own .card').last();
    await own.getByText('同じ説明をする').waitFor();
    assert.equal(await found().count(), 0);
    assert.equal(await words.inputValue(), '書きかけ');
    const [message] = (await house.client.messages('sato', zeimu.id)).slice(-1);
    assert.deepEqual([message?.fromBot, message?.personaId, message?.from], [false, 'suzuki', '鈴木 健']);
    await own.getByRole('button', { name: 'くわしく見る' }).click();
    await own.getByText('経緯のすべて').waitFor();
    assert.deepEqual(
      presses().map(({ replyToId }) => replyToId),
      [message?.id],
    );
  });

  it('keeps the card when the bot does not take it, and lays it aside when told so', async () => {
    await openPage('sato', sato.chatId);
    await openSearch();
    await options().first().click();
    house.bot.script = async () => ({ status: 500 });
    await found().getByRole('button', { name: '送る' }).click();
    await page.getByRole('alert').getByText('送れませんでした。もう一度押してください').waitFor();
    await found().getByText('同じ説明をする').waitFor();
    await found().getByRole('button', { name: 'やめる' }).click();
    assert.equal(await found().count(), 0);
    assert.equal(await page.locator('.message.own').count(), 0);
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).waitFor();
  });

  it('works by keyboard alone', async () => {
    await openPage('sato', sato.chatId);
    await tool().focus();
    await page.keyboard.press('Enter');
    await page.getByText('2件').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await field().count(), 0);
    assert.equal(await tool().evaluate((element) => element === element.ownerDocument.activeElement), true);
    await page.keyboard.press('Enter');
    await page.getByText('2件').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await found().count(), 0);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
    assert.match(await page.locator('[role=option][aria-selected=true]').innerText(), /電話の事案/u);
    await page.keyboard.press('Enter');
    await found().getByText('電話の事案').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await found().count(), 0);
    await page.keyboard.press('Enter');
    await page.getByText('2件').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await found().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.message.own .card').getByText('電話の事案').waitFor();
  });

  it('does not choose and send with one Enter that is held down', async () => {
    await openPage('sato', sato.chatId);
    await openSearch();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.waitForTimeout(400);
    assert.equal(await found().isVisible(), true);
    assert.equal(await page.locator('.message.own').count(), 0);
  });

  it('has room on a phone, with nothing wider than the screen and nothing too small for a finger', async () => {
    await openPage('suzuki', zeimu.id, phone);
    const tooWide = () =>
      page.evaluate<number>(
        `[document.documentElement, ...document.querySelectorAll('.search, .search-body, .found, .found-card, .card, .composer')]
          .filter((element) => element.scrollWidth > element.clientWidth).length`,
      );
    const tooSmall = (within: string) =>
      page
        .locator(within)
        .locator('button:not(.card button), input, [role=option]')
        .evaluateAll(
          (elements) => elements.filter((element) => element.getBoundingClientRect().height < 44).length,
        );
    await openSearch();
    await keep('phone-search');
    assert.deepEqual([await tooWide(), await tooSmall('.compose')], [0, 0]);
    await options().first().click();
    await found().waitFor();
    await keep('phone-search-card');
    assert.deepEqual([await tooWide(), await tooSmall('.found')], [0, 0]);
    await found().getByRole('button', { name: '送る' }).click();
    await page.locator('.message.own .card').waitFor();
    await keep('phone-search-sent');
    assert.equal(await tooWide(), 0);
  });
});
