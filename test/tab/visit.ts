import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import type { Harness } from './harness.ts';

export const desktop = { width: 1280, height: 860 };
export const phone = { width: 390, height: 844 };

export type ThemeOfTeams = 'default' | 'dark' | 'contrast';

type Opening = {
  readonly as?: 'coordinator' | 'approver' | 'reporter';
  readonly theme?: ThemeOfTeams;
  /** The page of the tab, as a deep link names it. */
  readonly at?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
};

export type Visit = {
  readonly page: Page;
  /** The tab. */
  readonly frame: Frame;
  /** Errors of the browser and requests that left the machine; a test takes those away that it expects. */
  complaints: string[];
  readonly setTheme: (theme: ThemeOfTeams) => Promise<void>;
  /** What the tab said to Teams. */
  readonly said: () => Promise<string[]>;
  readonly close: () => Promise<void>;
};

/** Opens the tab in the harness' Teams, as somebody. */
export async function visit(browser: Browser, harness: Harness, opening: Opening = {}): Promise<Visit> {
  const { as = 'coordinator', theme = 'default', at = '', viewport = desktop } = opening;
  const context: BrowserContext = await browser.newContext({
    viewport,
    locale: 'ja-JP',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
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
  assert.ok(frame !== undefined, 'the tab is not there');
  return {
    page,
    frame,
    complaints,
    setTheme: async (next) => {
      await page.evaluate((name) => {
        (globalThis as unknown as { setTheme(name: string): void }).setTheme(name);
      }, next);
    },
    said: () => page.evaluate(() => (globalThis as unknown as { teamsLog: string[] }).teamsLog),
    close: () => context.close(),
  };
}

/**
 * What axe finds that keeps somebody out. Fluent UI's stand-ins for the edges of a group of keys are left out: they
 * hand the focus on at once.
 */
export async function findings(frame: Frame): Promise<string[]> {
  // A colour that is on its way from one to the other is none that stays.
  await frame.evaluate(
    'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 5000).map((one) => one.finished))',
  );
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    type Found = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };
    const { axe: tool } = globalThis as unknown as {
      axe: { run(context: object): Promise<{ violations: Found[] }> };
    };
    const { violations } = await tool.run({ exclude: [['[data-tabster-dummy]']] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
  });
}

/** Asks again until it holds; not by page.waitForFunction, which the page's policy forbids. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
