import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { readTab } from '../../src/http/tab-files.ts';
import { createTabRoutes, LOCAL_FRAMES, TEAMS_FRAMES } from '../../src/http/tab-static.ts';
import { ensureTab } from '../../src/local/build-tab.ts';
import { openBrowser } from '../local/browser.ts';
import { serve } from './api/tab-service.ts';

const folder = join(import.meta.dirname, '../../dist/tab');

describe('the built page under its policy, in a real browser', () => {
  let context: BrowserContext;
  const opened: { close(): Promise<unknown> }[] = [];

  before(async function () {
    this.timeout(120_000);
    await ensureTab();
    context = await (await openBrowser()).newContext({ serviceWorkers: 'block' });
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  after(() => context.close());

  async function openService(frames: readonly string[] = TEAMS_FRAMES) {
    const files = await readTab(folder);
    const newNonce = () => randomBytes(16).toString('base64');
    const service = await serve(() => createTabRoutes({ files, frames, newNonce }));
    opened.push(service);
    return service;
  }

  /** What the page asked for and what its policy kept from it. */
  async function openPage(): Promise<{ page: Page; asked: Set<string>; blocked: string[] }> {
    const page = await context.newPage();
    opened.push(page);
    const asked = new Set<string>();
    const blocked: string[] = [];
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await page.exposeFunction('tateBlocked', (line: string) => blocked.push(line));
    await page.addInitScript(() => {
      const scope = globalThis as unknown as {
        addEventListener(name: string, listener: (event: unknown) => void): void;
        tateBlocked(line: string): void;
      };
      scope.addEventListener('securitypolicyviolation', (event) => {
        const { effectiveDirective, blockedURI } = event as Record<string, string>;
        scope.tateBlocked(`${effectiveDirective} ${blockedURI}`);
      });
    });
    return { page, asked, blocked };
  }

  it('draws itself, styles and all, with nothing from anywhere else', async () => {
    const service = await openService();
    const { page, asked, blocked } = await openPage();
    const origin = `http://127.0.0.1:${service.port}`;
    await page.goto(`${origin}/tab/`);
    await page.getByText('Teamsの中で開いてください').first().waitFor();
    const rules = await page.evaluate(() => {
      const { document } = globalThis as unknown as {
        document: { styleSheets: ArrayLike<{ cssRules: ArrayLike<unknown> }> };
      };
      return Array.from(document.styleSheets).reduce((sum, { cssRules }) => sum + cssRules.length, 0);
    });
    assert.ok(rules > 20, `${rules} rules`);
    // TeamsJS asks a CDN for Teams' addresses and then takes its own list: the one thing that is kept from it.
    assert.deepEqual(
      blocked.filter((line) => !line.startsWith('connect-src https://res.cdn.office.net/')),
      [],
    );
    assert.deepEqual([...asked], [origin]);
  });

  async function framedBy(frames: readonly string[]): Promise<boolean> {
    const service = await openService(frames);
    const parent = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<iframe src="http://127.0.0.1:${service.port}/tab/"></iframe>`);
    });
    await new Promise<void>((resolve) => {
      parent.listen(0, '127.0.0.1', resolve);
    });
    opened.push({
      close: async () => {
        parent.close();
        parent.closeAllConnections();
      },
    });
    const { page } = await openPage();
    await page.goto(`http://127.0.0.1:${(parent.address() as AddressInfo).port}/`);
    const frame = page.frames()[1] ?? assert.fail('no frame');
    return (await frame.locator('#page').count()) === 1;
  }

  it('cannot be framed by a page that is not Teams', async () => {
    assert.equal(await framedBy(TEAMS_FRAMES), false);
  });

  it('can be framed by a page of this machine in local mode', async () => {
    assert.equal(await framedBy([...TEAMS_FRAMES, ...LOCAL_FRAMES]), true);
  });
});
