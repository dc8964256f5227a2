import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { openBrowser } from './browser.ts';
import { cards, pressedData } from './scripted-bot.ts';
import { type House, openHouse } from './tenant-house.ts';

const sato = demoWard.personas[0];
const zeimu = demoWard.channels[1];
if (sato === undefined || zeimu === undefined) throw new Error('The ward is empty.');

const notSent = '送れませんでした。もう一度押してください';
const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

describe('the page of the local tenant, in a real browser', function () {
  this.timeout(60_000);

  let browser: Browser;
  let house: House;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await openBrowser();
  });

  const openPage = async (viewport = desktop): Promise<Page> => {
    const context = await browser.newContext({ viewport, locale: 'ja-JP' });
    const opened = await context.newPage();
    opened.setDefaultTimeout(8000);
    opened.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
    });
    opened.on('pageerror', (error) => complaints.push(error.message));
    opened.on('request', (request) => {
      if (!request.url().startsWith(house.tenant.url) && !request.url().startsWith('data:')) {
        complaints.push(`left the machine: ${request.url()}`);
      }
    });
    return opened;
  };

  const address = (as: string, conversationId: string): string =>
    `${house.tenant.url}?as=${as}&c=${encodeURIComponent(conversationId)}`;

  // Not page.waitForFunction: it needs eval, which the page's policy forbids.
  const untilTitle = async (wanted: (title: string) => boolean): Promise<void> => {
    const deadline = Date.now() + 5000;
    while (!wanted(await page.title())) {
      assert.ok(Date.now() < deadline, `the title is still ${await page.title()}`);
      await page.waitForTimeout(30);
    }
  };

  const lastCard = (): Locator => page.locator('.message .card').last();

  const openForm = async (): Promise<Locator> => {
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).fill('記録');
    await page.keyboard.press('Enter');
    await page.getByText('5W1Hの記録').last().waitFor();
    return lastCard();
  };

  beforeEach(async () => {
    complaints = [];
    house = await openHouse();
    await house.tenant.seed();
    page = await openPage();
    await page.goto(address('sato', sato.chatId));
    await page.getByText('Tate(盾)です').last().waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    await house.close();
    assert.deepEqual(complaints, []);
  });

  it('says in plain sight that it is a demonstration', async () => {
    assert.match(
      await page.locator('.demo-banner').innerText(),
      /デモ用の画面です。.*実在の人物の情報を入れないでください/su,
    );
  });

  it('shows the ward as another person after switching', async () => {
    await page.getByLabel('だれとして見る').selectOption({ label: '鈴木 健(税務課 職員)' });
    await page.getByText('鈴木 健(税務課 職員)とのチャット').waitFor();
    await page.getByRole('link', { name: /税務課/u }).click();
    await page.getByRole('heading', { name: '税務課' }).waitFor();
    assert.match(page.url(), /as=suzuki/u);
    await page.goBack();
    await page.getByText('鈴木 健(税務課 職員)とのチャット').waitFor();
  });

  it('fills a card, presses it, waits visibly, and shows the card that comes back', async () => {
    const form = await openForm();
    await form.getByLabel('言われた言葉').fill('「帰らない」');
    await form.getByLabel('緊急アラートを出す').check();
    let answer = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    house.bot.script = async () => {
      await gate;
      return undefined;
    };
    await form.getByRole('button', { name: '記録する' }).click();
    const waiting = form.getByRole('button', { name: '送信中…' });
    await waiting.waitFor();
    assert.equal(await waiting.getAttribute('aria-disabled'), 'true');
    await waiting.click({ force: true });
    answer();
    await page.getByText('R-0001').waitFor();
    const invokes = house.bot.received.filter((activity) => activity.type === 'invoke');
    const submits = invokes.map(pressedData).filter((data) => data?.['action'] === 'incident.submit');
    assert.equal(submits.length, 1);
    assert.deepEqual(
      [submits[0]?.['words'], submits[0]?.['alert'], submits[0]?.['date']],
      ['「帰らない」', 'true', '2026-11-21'],
    );
  });

  it('keeps everything typed when the bot fails, and sends it at the next press', async () => {
    const form = await openForm();
    await form.getByLabel('言われた言葉').fill('大事な言葉');
    house.bot.script = async () => ({ status: 500 });
    await form.getByRole('button', { name: '記録する' }).click();
    await page.getByRole('alert').getByText(notSent).waitFor();
    await form.locator('.card-failure').getByText(notSent).waitFor();
    assert.equal(await form.getByLabel('言われた言葉').inputValue(), '大事な言葉');
    house.bot.script = undefined;
    await form.getByRole('button', { name: '記録する' }).click();
    await page.getByText('R-0001').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('keeps the words in the message field when the bot does not take them', async () => {
    house.bot.script = async () => ({ status: 503 });
    const field = page.getByRole('textbox', { name: 'Tate へのメッセージ' });
    await field.fill('記録');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(notSent).waitFor();
    assert.equal(await field.inputValue(), '記録');
  });

  it('keeps typed words and the place while other messages come and change', async () => {
    const first = await house.bot.connector.post(sato.chatId, cards.notice('ひとつ目'));
    const form = await openForm();
    await form.getByLabel('言われた言葉').fill('書きかけ');
    await form.getByLabel('言われた言葉').focus();
    const place = await form.boundingBox();
    await house.bot.connector.update(sato.chatId, first, cards.notice('ひとつ目が変わりました'));
    await page.getByText('ひとつ目が変わりました').waitFor();
    assert.equal(await form.getByLabel('言われた言葉').inputValue(), '書きかけ');
    assert.equal((await form.boundingBox())?.y, place?.y);
    await page.keyboard.type('です');
    assert.equal(await form.getByLabel('言われた言葉').inputValue(), '書きかけです');
  });

  it('keeps typed words when the very card is changed, and when another conversation is looked at', async () => {
    const id = await house.bot.connector.post(sato.chatId, cards.form());
    const form = page.locator(`[data-id="${id}"] .card`);
    await form.getByLabel('言われた言葉').fill('書きかけ');
    await house.bot.connector.update(sato.chatId, id, cards.form('直してください'));
    await form.getByText('直してください').waitFor();
    assert.equal(await form.getByLabel('言われた言葉').inputValue(), '書きかけ');
    await page.getByRole('link', { name: /税務課/u }).click();
    await page.getByRole('heading', { name: '税務課' }).waitFor();
    await page.goBack();
    await form.getByText('直してください').waitFor();
    assert.equal(await form.getByLabel('言われた言葉').inputValue(), '書きかけ');
  });

  it('brings a new error of a returned card into view', async () => {
    const form = await openForm();
    await form.getByRole('button', { name: '記録する' }).click();
    const error = form.getByText('言われた言葉を書いてください。');
    await error.waitFor();
    // The page scrolls smoothly, so the place is right a moment later.
    const inView = async (): Promise<boolean> => {
      const box = await error.boundingBox();
      return box !== null && box.y > 90 && box.y < desktop.height;
    };
    for (let look = 0; look < 50 && !(await inView()); look += 1) await page.waitForTimeout(60);
    assert.ok(await inView());
  });

  it('works by keyboard alone, with the focus in sight', async () => {
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).focus();
    await page.keyboard.type('記録');
    await page.keyboard.press('Enter');
    const form = lastCard();
    await page.getByText('5W1Hの記録').last().waitFor();
    const focused = () =>
      page.evaluate<string>(`document.activeElement?.closest('.card') ? document.activeElement.tagName : ''`);
    for (let step = 0; step < 40 && (await focused()) !== 'TEXTAREA'; step += 1)
      await page.keyboard.press('Shift+Tab');
    assert.equal(await focused(), 'TEXTAREA');
    await page.keyboard.type('「ことば」');
    for (let step = 0; step < 40 && (await focused()) !== 'BUTTON'; step += 1)
      await page.keyboard.press('Tab');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    assert.notEqual(outline, 'none');
    await page.keyboard.press('Enter');
    await form.getByText('R-0001').waitFor();
    assert.equal(await page.evaluate("document.activeElement?.closest('.card') !== null"), true);
  });

  it('does not send on the Enter that ends a Japanese conversion', async () => {
    const field = page.getByRole('textbox', { name: 'Tate へのメッセージ' });
    await field.fill('きろく');
    await page.evaluate(
      `document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
      )`,
    );
    assert.equal(await field.inputValue(), 'きろく');
    assert.equal(house.bot.received.filter((activity) => activity.type === 'message').length, 0);
  });

  it('tells of a message elsewhere by a count, and of one here aloud', async () => {
    await house.bot.connector.post(zeimu.id, cards.notice('来ました'), '緊急アラート');
    await page.getByRole('link', { name: /税務課.*1\s*件の未読/su }).waitFor();
    await untilTitle((title) => title.startsWith('(1)'));
    await house.bot.connector.post(sato.chatId, cards.notice('こちらへ'), '返事が届きました');
    await page.locator('#announcer').getByText('Tate: 返事が届きました').waitFor({ state: 'attached' });
    await page.getByRole('link', { name: /税務課/u }).click();
    await page.getByText('ここから未読').waitFor();
    await untilTitle((title) => !title.startsWith('('));
  });

  it('keeps the radio buttons of two cards apart', async () => {
    await house.bot.connector.post(sato.chatId, cards.register());
    await house.bot.connector.post(sato.chatId, cards.register());
    const forms = page.locator('.card', { hasText: '役割' });
    await forms.nth(1).waitFor();
    await forms.nth(0).getByLabel('approver').check();
    await forms.nth(1).getByLabel('staff').check();
    assert.equal(await forms.nth(0).getByLabel('approver').isChecked(), true);
  });

  it('shows injected markdown as markdown and never as a picture or a script', async () => {
    const hostile = '**太字** <img src=x onerror=alert(1)> [ここ](javascript:alert(1)) <at>鈴木</at>';
    await house.bot.connector.post(sato.chatId, cards.notice(hostile));
    const card = lastCard();
    await card.locator('strong').getByText('太字').waitFor();
    assert.equal(await card.locator('img').count(), 0);
    assert.equal(await card.locator('a').count(), 0);
    assert.match(await card.innerText(), /<at>鈴木<\/at>/u);
  });

  it('says what could not be made ready, and offers another try', async () => {
    const other = await openHouse();
    try {
      other.bot.script = async () => ({ status: 500 });
      await other.tenant.seed();
      const context = await browser.newContext({ locale: 'ja-JP' });
      const second = await context.newPage();
      await second.goto(other.tenant.url);
      await second.getByText('準備できなかったところがあります。').waitFor();
      other.bot.script = undefined;
      await second.getByRole('button', { name: 'もう一度ためす' }).click();
      await second.getByText('準備できなかったところがあります。').waitFor({ state: 'detached' });
      await second.getByText('Tate(盾)です').first().waitFor();
      // Joins the run that the button began, so that nothing is cut off half-way.
      assert.deepEqual((await other.client.retrySeeding()).failures, []);
      await context.close();
    } finally {
      await other.close();
    }
  });

  it('shows two people in two tabs at once, and one of them what the other did', async () => {
    const id = await house.bot.connector.post(zeimu.id, cards.form());
    await page.goto(address('sato', zeimu.id));
    const other = await page.context().newPage();
    await other.goto(address('suzuki', zeimu.id));
    for (const tab of [page, other]) await tab.locator(`[data-id="${id}"] .card`).waitFor();
    await house.bot.connector.update(zeimu.id, id, cards.notice('みんなに見えます'));
    for (const tab of [page, other])
      await tab.locator(`[data-id="${id}"] .card`).getByText('みんなに見えます').waitFor();
  });

  it('is two screens on a phone, with nothing wider than the screen', async () => {
    await page.context().close();
    page = await openPage(phone);
    await page.goto(`${house.tenant.url}?as=sato`);
    await page.getByRole('link', { name: /^Tate/u }).click();
    await page.getByRole('heading', { name: 'Tate' }).waitFor();
    assert.equal(await page.getByLabel('だれとして見る').isVisible(), false);
    const form = await openForm();
    const widths = await page.evaluate<number[]>(
      `[document.documentElement, ...document.querySelectorAll('.scroller, .card')].map(
        (element) => element.scrollWidth - element.clientWidth,
      )`,
    );
    assert.ok(widths.every((excess) => excess <= 0));
    const small = await form
      .locator('button, input, select, textarea')
      .evaluateAll((elements) =>
        elements
          .map((element) => (element.closest('.ac-toggleInput') ?? element).getBoundingClientRect().height)
          .filter((height) => height < 44),
      );
    assert.deepEqual(small, []);
    await page.getByRole('button', { name: '会話の一覧に戻る' }).click();
    await page.getByLabel('だれとして見る').waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Tate' }).isVisible(), false);
  });
});
