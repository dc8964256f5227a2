import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Frame, Page } from 'playwright-core';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { openBrowser } from './browser.ts';
import { type House, openHouse } from './tenant-house.ts';

const sato = demoWard.personas.find(({ id }) => id === 'sato');
if (sato === undefined) throw new Error('The ward is empty.');

const library = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/teams-js/package.json')),
  'dist/umd/MicrosoftTeams.min.js',
);

/** The smallest tab: Microsoft's own library and nothing else, under the rules that the real one is served with. */
const bareTab = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>tab</title>
<script src="/tab/teams.js"></script></head><body><h1>試しのタブ</h1></body></html>`;

const rules =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; frame-ancestors http://127.0.0.1:*; base-uri 'none'";

const serveTab = (request: IncomingMessage, response: ServerResponse): void => {
  const files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
    '/tab/index.html': ['text/html; charset=utf-8', bareTab],
    '/tab/teams.js': ['text/javascript; charset=utf-8', readFileSync(library)],
  };
  const file = files[request.url ?? ''];
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': file[0], 'content-security-policy': rules });
  response.end(file[1]);
};

/** The library fetches a list of hosts from Microsoft at its start; our rules for the browser forbid it. */
const isOfTheLibrary = (line: string): boolean => line.includes('res.cdn.office.net');

describe('the local page as the Teams of a tab, asked by the real TeamsJS', function () {
  this.timeout(60_000);

  let browser: Browser;
  let house: House;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    complaints = [];
    house = await openHouse();
    house.bot.web = serveTab;
    await house.tenant.seed();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
    page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('console', (line) => {
      if (line.type() === 'error' && !isOfTheLibrary(line.text())) complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(async () => {
    await page.context().close();
    await house.close();
    assert.deepEqual(complaints, []);
  });

  /** Playwright's own waiting evaluates text inside the page, which the rules for the browser forbid. */
  const until = async (frame: Frame, holds: string): Promise<void> => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if ((await frame.evaluate(holds)) === true) return;
      await delay(25);
    }
    assert.fail(`never: ${holds}`);
  };

  const tabFrame = async (): Promise<Frame> => {
    const frame = await (await page.waitForSelector('iframe.tab-frame')).contentFrame();
    assert.ok(frame);
    await until(frame, 'typeof microsoftTeams === "object"');
    return frame;
  };

  const openTab = async (address = '?as=sato#tab'): Promise<Frame> => {
    await page.goto(`${house.tenant.url}${address}`);
    return tabFrame();
  };

  /** Runs a sentence of the library in the tab; the value must be plain data. */
  const ask = <T>(frame: Frame, sentence: string): Promise<T> =>
    frame.evaluate<T>(
      `(async () => { const { app, authentication, pages } = microsoftTeams; ${sentence} })()`,
    );

  const initialized = async (address?: string): Promise<Frame> => {
    const frame = await openTab(address);
    await ask(frame, 'await app.initialize(); app.notifyAppLoaded(); await app.notifySuccess();');
    return frame;
  };

  it('meets it, and says who looks at which page and in which colours', async () => {
    const frame = await initialized('?as=sato#tab=records/261121-7K3F9Q');
    const context = await ask<{
      page: Record<string, unknown>;
      user: { id: string; displayName: string; tenant: { id: string } };
      app: { theme: string; locale: string; host: { name: string } };
    }>(frame, 'return app.getContext();');
    assert.equal(context.page['id'], 'register');
    assert.equal(context.page['frameContext'], 'content');
    assert.equal(context.page['subPageId'], 'records/261121-7K3F9Q');
    assert.equal(context.user.id, sato.aadObjectId);
    assert.equal(context.user.displayName, '佐藤 はるか');
    assert.equal(context.user.tenant.id, demoWard.tenantId);
    assert.equal(context.app.theme, 'default');
    assert.equal(context.app.locale, 'ja-jp');
    assert.equal(context.app.host.name, 'Teams');
    assert.equal(await ask(frame, 'return app.getFrameContext();'), 'content');
  });

  it('gives a token of the person as whom one looks, and of nobody else', async () => {
    const claims = async (frame: Frame): Promise<Record<string, unknown>> => {
      const token = await ask<string>(frame, 'return authentication.getAuthToken();');
      return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
        string,
        unknown
      >;
    };
    assert.equal((await claims(await initialized()))['oid'], sato.aadObjectId);
    await page.getByLabel('だれとして見る').selectOption('tanaka');
    await page.getByText('田中 誠(福祉課 課長)として見ています').waitFor();
    const other = await tabFrame();
    await ask(other, 'await app.initialize();');
    assert.equal((await claims(other))['name'], '田中 誠');
  });

  it('says so when there is no token to be had', async () => {
    const frame = await initialized();
    await page.route('**/tenant/tab-tokens', (route) => route.fulfill({ status: 500, body: '{}' }));
    const said = await ask<string>(
      frame,
      'try { return await authentication.getAuthToken(); } catch (fault) { return `refused: ${fault.message}`; }',
    );
    assert.match(said, /^refused: /u);
    complaints = complaints.filter((line) => !line.includes('500'));
  });

  it('tells of every change of the colours while the tab is open, and keeps them over a reload', async () => {
    const frame = await initialized();
    await ask(
      frame,
      'globalThis.heard = []; app.registerOnThemeChangeHandler((theme) => globalThis.heard.push(theme));',
    );
    const colours = page.getByLabel('画面の色');
    for (const theme of ['暗い', 'ハイコントラスト', '明るい', '暗い']) await colours.selectOption(theme);
    await until(frame, 'globalThis.heard.length === 4');
    assert.deepEqual(await frame.evaluate('globalThis.heard'), ['dark', 'contrast', 'default', 'dark']);
    assert.equal(await page.evaluate('document.documentElement.dataset.theme'), 'dark');
    await page.reload();
    assert.equal(await page.getByLabel('画面の色').inputValue(), 'dark');
    const again = await tabFrame();
    await ask(again, 'await app.initialize();');
    assert.equal(await ask(again, 'return (await app.getContext()).app.theme;'), 'dark');
  });

  it('opens the chat in place when the tab follows a link to it, and the tab is still there afterwards', async () => {
    const frame = await initialized();
    await frame.evaluate('globalThis.typed = "unsaved"');
    await ask(frame, `await app.openLink(${JSON.stringify(house.tenant.url)});`);
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('c'), sato.chatId);
    assert.equal(await page.locator('iframe.tab-frame').isVisible(), false);
    await page.getByRole('link', { name: '記録台帳' }).click();
    await page.locator('iframe.tab-frame').waitFor();
    assert.equal(await frame.evaluate('globalThis.typed'), 'unsaved');
    await page.goBack();
    await page.getByRole('textbox', { name: 'Tate へのメッセージ' }).waitFor();
  });

  it('takes the tab to another page of it: told, when it asked to be told, and else opened anew', async () => {
    const link = (number: string): string =>
      `https://teams.microsoft.com/l/entity/7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f/register?context=${encodeURIComponent(JSON.stringify({ subEntityId: `records/${number}` }))}`;
    const frame = await initialized();
    await frame.evaluate('globalThis.isOld = true');
    const loaded = frame.waitForNavigation();
    await ask(frame, `await app.openLink(${JSON.stringify(link('261121-7K3F9Q'))});`);
    await loaded;
    await page.waitForURL(/#tab=records\/261121-7K3F9Q$/u);
    const anew = await tabFrame();
    assert.equal(await anew.evaluate('globalThis.isOld'), undefined);
    await ask(anew, 'await app.initialize();');
    const subPage = 'return (await app.getContext()).page.subPageId;';
    assert.equal(await ask(anew, subPage), 'records/261121-7K3F9Q');

    await ask(
      anew,
      'globalThis.told = []; app.registerOnContextChangeHandler((next) => globalThis.told.push(next.page.subPageId));',
    );
    await ask(
      anew,
      "await pages.navigateToApp({ appId: '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f', pageId: 'register', subPageId: 'records/261121-8888888' });",
    );
    await until(anew, 'globalThis.told.length === 1');
    assert.deepEqual(await anew.evaluate('globalThis.told'), ['records/261121-8888888']);
    assert.equal(await ask(anew, subPage), 'records/261121-8888888');
  });

  it('refuses what it cannot do, at once, so that nothing hangs', async () => {
    const frame = await initialized();
    const refusal = (call: string): Promise<string> =>
      ask(
        frame,
        `try { await ${call}; return 'done'; } catch (fault) { return JSON.stringify(fault.message ?? fault); }`,
      );
    for (const call of [
      "app.openLink('javascript:alert(1)')",
      "pages.navigateToApp({ appId: '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f', pageId: 'nowhere' })",
      "pages.navigateCrossDomain('https://other.example/')",
      'authentication.getUser()',
      'microsoftTeams.dialog.url.submit("x")',
      'microsoftTeams.clipboard.write(new Blob(["x"], { type: "text/plain" }))',
    ]) {
      assert.notEqual(await refusal(call), 'done', call);
    }
    assert.equal(await ask(frame, 'return microsoftTeams.dialog.isSupported();'), false);
    assert.equal(await ask(frame, 'return pages.isSupported();'), true);
    assert.equal(await ask(frame, 'return (await pages.getConfig()).entityId;'), 'register');
  });

  it('listens to its own frame only', async () => {
    const frame = await initialized();
    await page.evaluate(`
      globalThis.answered = 0;
      addEventListener('message', () => { globalThis.answered += 1; });
      postMessage({ id: 1, func: 'authentication.getAuthToken', args: [] }, location.origin);
    `);
    const other = await page.context().newPage();
    await other.goto(`${house.tenant.url}page/shield.svg`);
    assert.equal(await ask(frame, 'return (await app.getContext()).page.id;'), 'register');
    assert.equal(await page.evaluate('globalThis.answered'), 2, 'its own message, and the one of the frame');
  });

  it('shows that the service is down instead of an empty frame, and opens the tab once it is back', async () => {
    house.bot.web = (_request, response) => {
      response.destroy();
    };
    await page.goto(`${house.tenant.url}?as=sato#tab`);
    const down = page.frameLocator('iframe.tab-frame');
    await down.getByText('サービスが止まっているか').waitFor();
    house.bot.web = serveTab;
    await down.getByRole('link', { name: 'もう一度開く' }).click();
    await down.getByText('試しのタブ').waitFor();
    complaints = complaints.filter((line) => !line.includes('502'));
  });

  it('has the tab on a phone as well, and the way back to the list', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${house.tenant.url}?as=sato`);
    await page.getByRole('link', { name: '記録台帳' }).click();
    await page.frameLocator('iframe.tab-frame').getByText('試しのタブ').waitFor();
    assert.equal(await page.getByRole('link', { name: '記録台帳' }).isVisible(), false);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(overflow) <= 0);
    await page.getByRole('button', { name: '会話の一覧に戻る' }).click();
    await page.getByRole('link', { name: '記録台帳' }).waitFor();
  });
});
