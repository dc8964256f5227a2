import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import { openBrowser } from '../local/browser.ts';
import { asInstalled } from '../builders/house.ts';
import { type Harness, openHarness } from './harness.ts';
import { openSettingsService, type SettingsService } from './settings-service.ts';
import { findings, phone, until, type Visit, visit } from './visit.ts';

const pictures = process.env['TATE_PICTURES'];

type Place = {
  readonly name: string;
  readonly at: string;
  /** What there is to see when it is there. */
  readonly there: string;
  /** What is done before it is looked at. */
  readonly first?: (frame: Frame) => Promise<void>;
};

const choose = (item: string) => async (frame: Frame) => {
  await frame.locator(`[data-item="${item}"]`).click();
};

/** Every page of the settings, and how one sees that it is there. */
const places: readonly Place[] = [
  { name: 'settings', at: 'settings', there: 'text=書き出しと取り込み' },
  { name: 'ward', at: 'settings/ward', there: '[aria-label="課"]' },
  {
    name: 'ward department',
    at: 'settings/ward',
    there: '[aria-label="課"]',
    first: async (frame) => {
      await choose('fukushi')(frame);
      await frame.getByRole('button', { name: '福祉課 代表電話を変える' }).click();
    },
  },
  {
    name: 'ward exempt',
    at: 'settings/ward',
    there: '[aria-label="課"]',
    first: (frame) => frame.getByRole('tab', { name: '照合しない記録' }).click(),
  },
  {
    name: 'ward about',
    at: 'settings/ward',
    there: '[aria-label="課"]',
    first: (frame) => frame.getByRole('tab', { name: '区の名前' }).click(),
  },
  { name: 'rules', at: 'settings/rules', there: 'text=速報を仕上げる時刻' },
  {
    name: 'rules changed',
    at: 'settings/rules',
    there: 'text=速報を仕上げる時刻',
    first: async (frame) => {
      await frame.getByLabel('アラートを終えるまで').fill('400');
      await frame.getByRole('button', { name: '保存する' }).click();
      await frame.getByText('直すところが1か所').waitFor();
      await frame.getByRole('button', { name: /変えたところを見る/u }).click();
    },
  },
  {
    name: 'conduct',
    at: 'settings/conduct',
    there: '[aria-label="行為"]',
    first: async (frame) => {
      await choose('threat')(frame);
      await frame.getByRole('button', { name: '言葉を加える' }).click();
      await frame.getByLabel('言葉', { exact: true }).fill('覚えていろよ');
    },
  },
  {
    name: 'companion',
    at: 'settings/companion',
    there: '[aria-label="場面"]',
    first: choose('record-declared'),
  },
  {
    name: 'companion sentence',
    at: 'settings/companion',
    there: '[aria-label="場面"]',
    first: async (frame) => {
      await frame.getByRole('tab', { name: '言い方' }).click();
      await choose('rec-known-phone')(frame);
    },
  },
  { name: 'answers', at: 'settings/answers', there: '[aria-label="文"]', first: choose('later') },
  { name: 'law', at: 'settings/law', there: '[aria-label="法令"]', first: choose('jorei-2-4') },
  {
    name: 'people',
    at: 'settings/people',
    there: '[aria-label="職員"]',
    first: (frame) => frame.getByRole('button', { name: /田中 一郎/u }).click(),
  },
  {
    name: 'people fixed',
    at: 'settings/people',
    there: '[aria-label="職員"]',
    first: (frame) => frame.getByRole('button', { name: /総務 花子/u }).click(),
  },
  {
    name: 'people of nobody',
    at: 'settings/people?department=koen',
    there: 'text=登録されている職員がいません',
  },
  { name: 'channels', at: 'settings/channels?department=fukushi', there: 'text=一般' },
  { name: 'changes', at: 'settings/changes', there: 'text=最大100件' },
  {
    name: 'transfer',
    at: 'settings/transfer',
    there: 'text=設定を書き出す',
    first: (frame) => frame.getByRole('button', { name: '設定を書き出す' }).click(),
  },
  { name: 'history', at: 'settings/rules/history', there: 'text=第2版の変更点' },
  { name: 'version', at: 'settings/rules/versions/2', there: 'text=この内容に戻す' },
  { name: 'restore', at: 'settings/rules?from=1', there: 'text=第1版の内容を入れました' },
  { name: 'no such setting', at: 'settings/nothing', there: '[role="alert"]' },
];

const grounds = { default: 'rgb(255, 255, 255)', dark: 'rgb(41, 41, 41)', contrast: 'rgb(0, 0, 0)' } as const;

describe('the pages of the settings, in a real browser over the real service', function () {
  this.timeout(60_000);

  let browser: Browser;
  let harness: Harness;
  let service: SettingsService;
  let visited: Visit | undefined;

  before(async () => {
    [browser, harness] = [await openBrowser(), await openHarness()];
    service = await openSettingsService(harness);
    service.answer();
    await service.savedByOther('rules', { ...asInstalled.rules, alertDays: 5 }, '年度の見直し');
    await service.savedByOther('rules', { ...asInstalled.rules, alertDays: 6, chaseMinutes: 30 });
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterEach(async () => {
    await visited?.close();
    visited = undefined;
  });
  after(async () => {
    await harness.close();
    await service.close();
  });

  const come = async (
    { at, there, first }: Place,
    opening: Parameters<typeof visit>[2] = {},
  ): Promise<Visit> => {
    visited = await visit(browser, harness, { at, ...opening });
    await visited.frame.locator(there).first().waitFor();
    await first?.(visited.frame);
    return visited;
  };
  const look = async (here: Visit, name: string): Promise<void> => {
    if (pictures === undefined) return;
    await here.frame.evaluate('document.fonts.ready.then(() => undefined)');
    const height = await here.frame.evaluate<number>('document.documentElement.scrollHeight');
    const { width = 1280 } = here.page.viewportSize() ?? {};
    await here.page.setViewportSize({ width, height: Math.min(Math.max(height, 600), 2600) });
    await here.page.screenshot({ path: join(pictures, `settings-${name.replaceAll(' ', '-')}.png`) });
  };

  for (const place of places) {
    it(`keep nobody out, in each theme: ${place.name}`, async () => {
      const here = await come(place);
      for (const theme of ['default', 'dark', 'contrast'] as const) {
        await here.setTheme(theme);
        await until(
          `${theme} does not come`,
          async () =>
            (await here.frame.evaluate<string>(
              "getComputedStyle(document.querySelector('#page > div')).backgroundColor",
            )) === grounds[theme],
        );
        await look(here, `${place.name} ${theme}`);
        assert.deepEqual(await findings(here.frame), [], theme);
      }
    });

    it(`fit a phone: ${place.name}`, async () => {
      const here = await come(place, { viewport: phone });
      await look(here, `${place.name} phone`);
      const wide = await here.frame.evaluate<string[]>(`[...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).position !== 'absolute')
        .map((one) => one.outerHTML.slice(0, 120))`);
      assert.deepEqual(wide, []);
      assert.deepEqual(await findings(here.frame), []);
    });
  }

  it('say to everybody else that they may not', async () => {
    visited = await visit(browser, harness, { at: 'settings/rules', as: 'reporter' });
    await visited.frame.getByText('権限がありません').waitFor();
    await look(visited, 'no permission');
    assert.deepEqual(await findings(visited.frame), []);
  });
});
