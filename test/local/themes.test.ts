import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { openBrowser } from './browser.ts';
import { type House, openHouse } from './tenant-house.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const sato = demoWard.personas.find(({ id }) => id === 'sato');
if (sato === undefined) throw new Error('The ward is empty.');

type Found = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/** One box and one line in each of the styles and colours that a card can ask for. */
const everyColour = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: ['default', 'emphasis', 'accent', 'good', 'warning', 'attention'].map((style) => ({
    type: 'Container',
    style,
    items: ['Default', 'Accent', 'Good', 'Warning', 'Attention', 'Light'].flatMap((color) =>
      [false, true].map((isSubtle) => ({
        type: 'TextBlock',
        text: `${style} ${color}`,
        color,
        isSubtle,
        wrap: true,
      })),
    ),
  })),
  actions: (['default', 'positive', 'destructive'] as const).map((style) => ({
    type: 'Action.Execute',
    title: style,
    style,
    data: { action: style },
  })),
};

describe('the colours of the local page, in a real browser', function () {
  this.timeout(60_000);

  let browser: Browser;
  let house: House;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    house = await openHouse();
    await house.tenant.seed();
    await house.bot.connector.post(sato.chatId, everyColour);
    await house.client.say({ as: 'sato', conversationId: sato.chatId, text: '記録' });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
    page = await context.newPage();
    page.setDefaultTimeout(8000);
    await page.goto(`${house.tenant.url}?as=sato&c=${encodeURIComponent(sato.chatId)}`);
    await page.getByRole('region', { name: 'メッセージ' }).getByText('5W1Hの記録').waitFor();
  });
  after(async () => {
    await page.context().close();
    await house.close();
  });

  for (const theme of ['明るい', '暗い', 'ハイコントラスト']) {
    it(`can be read by everybody: ${theme}`, async () => {
      await page.getByLabel('画面の色').selectOption({ label: theme });
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{ violations: Found[] }>('axe.run()');
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
        );
      assert.deepEqual(serious, []);
    });
  }

  it('change on every window of the page at once, and a card that is half filled keeps what was typed', async () => {
    const words = page.getByLabel('言われた言葉(そのまま)');
    await words.fill('「出せ」');
    const other = await page.context().newPage();
    await other.goto(`${house.tenant.url}?as=suzuki`);
    await other.getByLabel('画面の色').selectOption({ label: '暗い' });
    await page.waitForSelector('html[data-theme="dark"]');
    assert.equal(await page.getByLabel('画面の色').inputValue(), 'dark');
    assert.equal(await words.inputValue(), '「出せ」');
  });
});
