import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { openBrowser } from '../local/browser.ts';
import { type Harness, openHarness } from './harness.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Pictures are taken when somebody says where to put them. */
const pictures = process.env['TATE_PICTURES'];

const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

describe("the tab's pages, in a real browser under the service's policy", function () {
  this.timeout(120_000);

  let browser: Browser;
  let harness: Harness;
  let page: Page;
  let complaints: string[] = [];

  before(async () => {
    [browser, harness] = [await openBrowser(), await openHarness()];
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterEach(async () => {
    await page.context().close();
    harness.reset();
    assert.deepEqual(complaints, []);
  });
  after(() => harness.close());

  type Opening = { as?: string; theme?: string; at?: string; viewport?: typeof desktop };

  const open = async ({
    as = 'coordinator',
    theme = 'default',
    at = '',
    viewport = desktop,
  }: Opening = {}) => {
    complaints = [];
    const context = await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(harness.url) && !request.url().startsWith('data:')) {
        complaints.push(`left the machine: ${request.url()}`);
      }
    });
    await page.goto(`${harness.url}/?as=${as}&theme=${theme}&page=${encodeURIComponent(at)}`);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    if (frame === undefined) throw new Error('the tab is not there');
    return frame;
  };

  const picture = async (name: string): Promise<void> => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  /**
   * What axe finds that keeps somebody out. Fluent UI's stand-ins for the edges of a group of keys are left out: they
   * hand the focus on at once.
   */
  const findings = async (frame: Frame): Promise<string[]> => {
    await frame.evaluate(axe);
    return frame.evaluate(async () => {
      type Found = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };
      const tool = (
        globalThis as unknown as { axe: { run(context: object): Promise<{ violations: Found[] }> } }
      ).axe;
      const { violations } = await tool.run({ exclude: [['[data-tabster-dummy]']] });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
        );
    });
  };

  const places: readonly [name: string, at: string, until: string][] = [
    ['register', 'register', '[aria-label="記録の一覧"]'],
    ['record', 'records/261121-000002', '.ac-adaptiveCard'],
    ['record-timeline', 'records/261121-000002?view=timeline', '[aria-label="経過"] li'],
    ['record-versions', 'records/261121-000002?view=versions', '[aria-label="版"] li'],
    ['record-alert', 'records/261121-000002?view=alert', '.ac-adaptiveCard'],
    ['record-decisions', 'records/261121-000002?view=decisions', '[role="tabpanel"] li'],
    ['record-conduct', 'records/261121-000003', '.ac-adaptiveCard'],
    ['subjects', 'subjects', 'form'],
    ['subject', 'subjects/s-261121-000000', '.ac-adaptiveCard'],
    ['not-found', 'records/261121-999999', '[role="alert"]'],
  ];
  for (const [name, at, until] of places) {
    for (const theme of ['default', 'dark', 'contrast']) {
      for (const [width, viewport] of Object.entries({ wide: desktop, phone })) {
        it(`shows ${name} in ${theme} on a ${width} screen, readable for everybody`, async () => {
          const frame = await open({ theme, at, viewport });
          await frame.locator(until).first().waitFor();
          await picture(`${name}-${theme}-${width}`);
          // The browser itself says that an answer was a 404.
          complaints = complaints.filter((line) => !(name === 'not-found' && /404/u.test(line)));
          assert.deepEqual(await findings(frame), []);
        });
      }
    }
  }
});
