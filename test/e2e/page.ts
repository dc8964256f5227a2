import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { type Local, startLocal } from '../../src/local/start-local.ts';
import { createTenantClient, type PersonaView } from '../../src/local/tenant-client.ts';
import { openBrowser } from '../local/browser.ts';

/** Pictures of the README are taken by the browser tests when a folder is named. */
const pictures = process.env['TATE_PICTURES'];

export const phone = { width: 390, height: 844 };

/** The running service, the local tenant and a real browser, with the words of a person who clicks. */
export async function openPages() {
  // First: a service that was started already would be left behind if the browser did not come up.
  const browser = await openBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'tate-page-'));
  const local: Local = await startLocal({ dataDir: folder });
  const client = createTenantClient(local.url);
  const personas = await client.personas();
  const channels = await client.channels();
  const context: BrowserContext = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });

  function someone(name: string): PersonaView {
    const found = personas.find((persona) => persona.name.startsWith(name));
    assert.ok(found !== undefined, name);
    return found;
  }

  return {
    local,
    client,
    someone,
    /** The page as this person, in their own chat or in a channel. */
    open: async (as: string, channel?: string, size = { width: 1280, height: 860 }): Promise<Page> => {
      const persona = someone(as);
      const conversation =
        channel === undefined ? persona.chatId : (channels.find(({ name }) => name === channel)?.id ?? '');
      const page = await context.newPage();
      await page.setViewportSize(size);
      page.setDefaultTimeout(10_000);
      await page.goto(`${local.url}?as=${persona.id}&c=${encodeURIComponent(conversation)}`);
      return page;
    },
    press: (page: Page, title: string): Promise<void> =>
      page.getByRole('button', { name: title, exact: true }).last().click(),
    sees: (page: Page, words: string): Promise<void> => page.getByText(words).last().waitFor(),
    keep: async (page: Page, name: string): Promise<void> => {
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    async close(): Promise<void> {
      await context.close();
      await local.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Pages = Awaited<ReturnType<typeof openPages>>;
