import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../local/browser.ts';
import { type Harness, openHarness, problem } from './harness.ts';
import { desktop, findings, phone, until, type Visit, visit } from './visit.ts';

/** Pictures are taken when somebody says where to put them. */
const pictures = process.env['TATE_PICTURES'];

/** Colour of the page behind everything, by theme of Teams. */
const grounds = {
  default: 'rgb(255, 255, 255)',
  dark: 'rgb(41, 41, 41)',
  contrast: 'rgb(0, 0, 0)',
} as const;

const groundShown = "getComputedStyle(document.querySelector('#page > div')).backgroundColor";

/** Every page in every state that it can stand in, and how one sees that it is there. */
const places: readonly { name: string; at: string; there: string; as?: 'reporter'; fails?: true }[] = [
  { name: 'register', at: 'register', there: '[aria-label="記録の一覧"]' },
  {
    name: 'register filtered',
    at: 'register?department=zeimu&severity=alarm&from=2026-01-01',
    there: '[aria-label="記録の一覧"]',
  },
  { name: 'register empty', at: 'register?from=2030-01-01', there: 'text=条件をすべて外す' },
  { name: 'record', at: 'records/261121-000002', there: '.ac-adaptiveCard' },
  { name: 'record timeline', at: 'records/261121-000002?view=timeline', there: '[aria-label="経過"] li' },
  { name: 'record versions', at: 'records/261121-000002?view=versions', there: '[aria-label="版"] li' },
  { name: 'record alert', at: 'records/261121-000002?view=alert', there: '.ac-adaptiveCard' },
  {
    name: 'record decisions',
    at: 'records/261121-000002?view=decisions',
    there: '[role="tabpanel"] li',
  },
  { name: 'record of conduct', at: 'records/261121-000003', there: '.ac-adaptiveCard' },
  { name: 'record not found', at: 'records/261121-999999', there: '[role="alert"]', fails: true },
  { name: 'no such page', at: 'nowhere', there: '[role="alert"]' },
  { name: 'settings for others', at: 'settings', there: 'text=権限がありません', as: 'reporter' },
  { name: 'subjects', at: 'subjects', there: 'form' },
  { name: 'subject', at: 'subjects/s-261121-000000', there: '.ac-adaptiveCard' },
];

describe("the tab's pages, in a real browser under the service's policy", function () {
  this.timeout(60_000);

  let browser: Browser;
  let harness: Harness;
  let visited: Visit | undefined;

  before(async () => {
    [browser, harness] = [await openBrowser(), await openHarness()];
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterEach(async () => {
    await visited?.close();
    visited = undefined;
    harness.reset();
  });
  after(() => harness.close());

  const look = async (here: Visit, name: string): Promise<void> => {
    if (pictures === undefined) return;
    // Letters come as files here, one for each part of the alphabet that is used.
    await here.frame.evaluate('document.fonts.ready.then(() => undefined)');
    await here.page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}.png`) });
  };

  const inEveryTheme = async (here: Visit, name: string): Promise<void> => {
    for (const theme of ['default', 'dark', 'contrast'] as const) {
      await here.setTheme(theme);
      await until(
        `${theme} does not come`,
        async () => (await here.frame.evaluate<string>(groundShown)) === grounds[theme],
      );
      await look(here, `${name} ${theme}`);
      assert.deepEqual(await findings(here.frame), [], theme);
    }
  };

  for (const { name, at, there, as = 'coordinator', fails } of places) {
    for (const [width, viewport] of Object.entries({ wide: desktop, phone })) {
      it(`shows ${name} on a ${width} screen, readable in each theme as Teams changes it`, async () => {
        visited = await visit(browser, harness, { as, at, viewport });
        const { frame, complaints } = visited;
        await frame.locator(there).first().waitFor();
        await inEveryTheme(visited, `${name} ${width}`);
        const across = await frame.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        assert.ok(across <= 0, `${across} pixels stand out at the side`);
        // The browser itself says that an answer was a 404.
        assert.deepEqual(
          complaints.filter((line) => fails === undefined || !line.includes('404')),
          [],
        );
      });
    }
  }

  it('says in each theme that the service cannot be reached, with the number that support asks for', async () => {
    harness.answer('me', () => problem(500, { reference: 'r-7F3K' }));
    visited = await visit(browser, harness, { viewport: phone });
    await visited.frame.getByText('問い合わせ番号: r-7F3K').waitFor();
    await inEveryTheme(visited, 'trouble phone');
  });

  it('says in a browser without Teams what to do, and asks the service nothing', async () => {
    const context = await browser.newContext({ viewport: desktop, locale: 'ja-JP' });
    const page = await context.newPage();
    await page.goto(`${harness.url}/tab/index.html`);
    await page.getByText('Teamsの中で開いてください').first().waitFor();
    assert.deepEqual(await findings(page.mainFrame()), []);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'outside-wide.png') });
    await context.close();
    assert.deepEqual(harness.calls, []);
  });
});
