import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { ensureTab } from '../../src/local/build-tab.ts';
import { openPages } from './page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Found = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/** What the browser says on its own account, and nobody here is to blame for. */
const expected = [
  // TeamsJS looks for a list of hosts at Microsoft's, which the policy of the page forbids.
  /res\.cdn\.office\.net/u,
  // A record that is not there for somebody, a setting that is refused: the browser writes such answers down.
  /status of 4(?:03|04|12|22)/u,
];

export const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe.tab-frame');

/** The real page of the tab, in the frame of the local tenant, on the real service. */
export async function openTabPages() {
  await ensureTab();
  const pages = await openPages();
  const complaints: string[] = [];

  const innerFrame = async (page: Page): Promise<Frame> => {
    const frame = await (await page.waitForSelector('iframe.tab-frame')).contentFrame();
    assert.ok(frame);
    return frame;
  };

  const watch = (page: Page): Page => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => {
      const text = line.text();
      if (line.type() === 'error' && !expected.some((one) => one.test(text))) complaints.push(text);
    });
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (origin !== new URL(pages.local.url).origin && origin !== 'null') {
        complaints.push(`left the tenant: ${request.url()}`);
      }
    });
    return page;
  };

  return {
    ...pages,
    /** Errors in the browser, and requests to anywhere else. */
    complaints,

    /** The tab as this person, at one of its pages. */
    openTab: async (as: string, at?: string, size = { width: 1280, height: 860 }): Promise<Page> => {
      const page = watch(await pages.open(as, undefined, size));
      await page.goto(`${pages.local.url}?as=${pages.someone(as).id}#tab${at === undefined ? '' : `=${at}`}`);
      await frameOf(page).getByRole('heading', { level: 1 }).waitFor();
      return page;
    },

    watch,

    /** Files a record as this person by the card in their chat; returns its number. */
    file: async (as: string, typed: Readonly<Record<string, string>>): Promise<string> => {
      const { id, chatId } = pages.someone(as);
      await pages.client.say({ as: id, conversationId: chatId, text: '記録' });
      const form = await pages.client.waitForMessage(id, chatId, (message) =>
        JSON.stringify(message.cards).includes('対応の記録(5W1H)'),
      );
      const outcome = await pages.client.press({
        as: id,
        conversationId: chatId,
        messageId: form.id,
        button: { action: 'incident.submit' },
        inputs: { ...typed },
      });
      const shown = JSON.stringify(outcome);
      const [, number] = /受付番号 (\d{6}-[0-9A-Z]{6})/u.exec(shown) ?? [];
      assert.ok(number !== undefined, shown.slice(0, 2000));
      return number;
    },

    /** Colour that the page inside the frame stands on. */
    ground: async (page: Page): Promise<string> =>
      (await innerFrame(page)).evaluate<string>(
        `(() => {
          for (let part = document.querySelector('main'); part; part = part.parentElement) {
            const colour = getComputedStyle(part).backgroundColor;
            if (colour !== 'rgba(0, 0, 0, 0)') return colour;
          }
          return getComputedStyle(document.body).backgroundColor;
        })()`,
      ),

    /** Pixels by which the page inside the frame is wider than the frame. */
    overflow: async (page: Page): Promise<number> =>
      (await innerFrame(page)).evaluate<number>('document.documentElement.scrollWidth - innerWidth'),

    /**
     * What keeps somebody out, by axe-core. Left out are Fluent UI's stand-ins at the edges of a group of keys, which
     * hand the focus on at once.
     */
    findings: async (page: Page): Promise<string[]> => {
      const frame = await innerFrame(page);
      // A colour that is on its way from one to the other is none that stays.
      await frame.evaluate(
        'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 5000).map((one) => one.finished))',
      );
      await frame.evaluate(axe);
      const { violations } = await frame.evaluate<{ violations: Found[] }>(
        "axe.run({ exclude: [['[data-tabster-dummy]']] })",
      );
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
        );
    },
  };
}

export type TabPages = Awaited<ReturnType<typeof openTabPages>>;
