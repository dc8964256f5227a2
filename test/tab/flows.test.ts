import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import { openBrowser } from '../local/browser.ts';
import { type Asked, type Harness, ok, openHarness, problem } from './harness.ts';
import { searchRecords } from './stand-in.ts';
import { findings, phone, until, type Visit, visit } from './visit.ts';

const pictures = process.env['TATE_PICTURES'];

describe('somebody who works in the tab', function () {
  this.timeout(60_000);

  let browser: Browser;
  let harness: Harness;
  let visited: Visit | undefined;

  before(async () => {
    [browser, harness] = [await openBrowser(), await openHarness()];
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterEach(async function () {
    const complaints = this.currentTest?.state === 'passed' ? (visited?.complaints ?? []) : [];
    await visited?.close();
    visited = undefined;
    harness.reset();
    assert.deepEqual(complaints, []);
  });
  after(() => harness.close());

  const come = async (opening: Parameters<typeof visit>[2] = {}): Promise<Visit> => {
    visited = await visit(browser, harness, opening);
    return visited;
  };
  const picture = async (name: string): Promise<void> => {
    if (pictures === undefined) return;
    await visited?.frame.evaluate('document.fonts.ready.then(() => undefined)');
    await visited?.page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  /** An answer that is no success is said by the browser as well. */
  const expectNews = (here: Visit, words: RegExp): void => {
    const rest = here.complaints.filter((line) => !words.test(line));
    assert.notEqual(rest.length, here.complaints.length, 'nothing was said');
    here.complaints.splice(0, here.complaints.length, ...rest);
  };
  const hash = (frame: Frame): Promise<string> => frame.evaluate<string>('decodeURIComponent(location.hash)');
  const focused = (frame: Frame): Promise<string> =>
    frame.evaluate<string>("document.activeElement?.textContent ?? ''");

  it('narrows the register down, opens a record, and comes back to the same place in the same list', async () => {
    const bodies: unknown[] = [];
    harness.answer('searchRecords', ({ body, persona }: Asked) => {
      bodies.push(body);
      return ok(searchRecords(body, persona));
    });
    const { frame } = await come();
    await frame.getByLabel('課', { exact: true }).selectOption({ label: '税務課' });
    await frame.getByRole('button', { name: '課: 税務課 を外す' }).waitFor();
    assert.match(await hash(frame), /department=zeimu/u);
    await frame.getByRole('button', { name: 'さらに表示' }).click();
    await frame.getByText('50件を表示しています').waitFor();
    const asked = bodies.length;

    const link = frame.getByRole('link', { name: /^261121-/u }).nth(40);
    const number = (await link.textContent()) ?? '';
    await link.click();
    await frame.getByRole('heading', { level: 1, name: `記録 ${number}` }).waitFor();
    assert.equal(await focused(frame), `記録 ${number}`);
    assert.equal(await frame.title(), `記録 ${number} - 記録台帳`);

    await frame.evaluate('history.back()');
    await frame.getByText('50件を表示しています').waitFor();
    await until(
      'the link that was opened has the focus again',
      async () => (await focused(frame)) === number,
    );
    assert.equal(bodies.length, asked, 'the list was asked for again');
    await frame.getByRole('button', { name: '課: 税務課 を外す' }).click();
    await until('the filter is off', async () => !(await hash(frame)).includes('department'));
  });

  it('goes to a record by the keyboard alone, past the navigation by the first key', async () => {
    const { frame, page } = await come();
    await frame.getByLabel('記録の一覧').waitFor();
    await frame.locator('body').press('Tab');
    assert.equal(await focused(frame), '本文へ移動');
    await page.keyboard.press('Enter');
    assert.equal(await frame.evaluate<string>('document.activeElement.id'), 'main');
    for (let press = 0; press < 40; press += 1) {
      if ((await focused(frame)).startsWith('261121-')) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { level: 1, name: '記録 261121-000000' }).waitFor();
    await frame.getByRole('tab', { name: /^記録/u }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await frame.getByText('全課へアラートを送りました').waitFor();
    assert.match(await hash(frame), /view=timeline/u);
  });

  it('looks for rare words: the page goes on by itself and says how far it has come', async () => {
    const { frame } = await come();
    await frame.getByLabel('記録の一覧').waitFor();
    await frame.getByLabel('ことば・記録番号').fill('まれ');
    await frame.getByRole('button', { name: 'さがす' }).click();
    await frame
      .getByText(/\d+日まで調べました\((400|800)件\)/u)
      .first()
      .waitFor();
    await picture('searching-wide');
    await frame.getByRole('link', { name: '261121-000990' }).waitFor();
    assert.ok(!(await hash(frame)).includes('まれ'), 'the words stand in the address');
    assert.ok(harness.calls.filter((name) => name === 'searchRecords').length >= 4);
    // Back from the record, the words are still there.
    await frame.getByRole('link', { name: '261121-000990' }).click();
    await frame.getByRole('button', { name: 'もどる' }).click();
    await frame.getByRole('button', { name: 'ことば: まれ を外す' }).waitFor();
  });

  it('goes from a link to the register by a button that says so, and back to where it was by one that says that', async () => {
    const { frame } = await come({ at: 'records/261121-000990' });
    await frame.getByRole('button', { name: '台帳へもどる', exact: true }).click();
    await frame.getByLabel('記録の一覧').waitFor();
    await frame
      .getByRole('link', { name: /^\d{6}-/u })
      .first()
      .click();
    await frame.getByRole('button', { name: 'もどる', exact: true }).click();
    await frame.getByLabel('記録の一覧').waitFor();
  });

  it('stops a long search and goes on with it', async () => {
    let waiting: (() => void) | undefined;
    harness.answer('searchRecords', async ({ body, persona }) => {
      const answer = searchRecords(body, persona);
      if (answer.lookedAt === 400 && answer.rows.length === 0) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
          setTimeout(resolve, 300);
        });
      }
      return ok(answer);
    });
    const { frame } = await come();
    await frame.getByLabel('ことば・記録番号').fill('ない言葉');
    await frame.getByRole('button', { name: 'さがす' }).click();
    await frame.getByRole('button', { name: '止める' }).click();
    await frame.getByText('まだ先があります').waitFor();
    waiting?.();
    await frame.getByRole('button', { name: '続きを調べる' }).click();
    await frame.getByText('この条件に合う記録はありません').waitFor();
  });

  it('filters on a phone in a drawer that leaves the thumb room', async () => {
    const { frame } = await come({ viewport: phone });
    await frame.getByRole('button', { name: 'しぼりこみ' }).click();
    await frame.getByLabel('重さ').selectOption({ label: '緊急' });
    await frame.getByLabel('状態').selectOption({ label: '記録済み' });
    await frame.getByLabel('いつから').fill('2026-01-05');
    await picture('drawer-phone');
    assert.deepEqual(await findings(frame), []);
    await frame.getByRole('button', { name: '一覧を見る' }).click();
    await frame.getByRole('button', { name: 'しぼりこみ(3)' }).waitFor();
    await picture('filtered-phone');
    const small = await frame.evaluate<string[]>(`
      [...document.querySelectorAll('button, [role="tab"], select, input')]
        .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML)`);
    assert.deepEqual(small, []);
  });

  it('sees that the service is away for a moment, and the page again without having done anything', async () => {
    let calls = 0;
    harness.answer('record', () => {
      calls += 1;
      return problem(503, { detail: '混み合っています。' });
    });
    const here = await come({ at: 'records/261121-000001' });
    await here.frame.getByText('つながりにくいようです', { exact: true }).waitFor();
    await here.frame.getByText('混み合っています。').waitFor();
    assert.equal(calls, 2);
    await picture('unreachable-wide');
    harness.reset();
    await here.frame.getByRole('button', { name: '再読み込み' }).click();
    await here.frame.getByRole('heading', { name: '記録 261121-000001', level: 1 }).waitFor();
    expectNews(here, /503/u);
  });

  it('is signed in anew, unseen, when a token is no longer taken', async () => {
    let refused = false;
    harness.answer('record', ({ params }) => {
      if (!refused) {
        refused = true;
        return problem(401);
      }
      return problem(404, { detail: params['number'] ?? '' });
    });
    const here = await come({ at: 'records/261121-000001' });
    await here.frame.getByText('見つからないか、見る権限がありません').waitFor();
    const tokens = (await here.said()).filter((name) => name === 'authentication.getAuthToken');
    assert.equal(tokens.length, 2);
    expectNews(here, /401|404/u);
  });

  it('who never met the bot is told to open the chat once', async () => {
    harness.answer('me', () => problem(403, { detail: 'Tateとのチャットを一度開いてください。' }));
    const here = await come();
    await here.frame.getByText('Tateとのチャットを一度開いてください。').waitFor();
    await here.frame.getByRole('button', { name: '再読み込み' }).waitFor();
    expectNews(here, /403/u);
  });

  it('sees at once that something is coming, and after a while that it takes longer', async () => {
    let answer: (() => void) | undefined;
    harness.answer('searchRecords', async ({ body, persona }) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return ok(searchRecords(body, persona));
    });
    const { frame } = await come();
    await frame.getByText('読み込んでいます…', { exact: true }).waitFor({ state: 'attached' });
    await picture('loading-wide');
    assert.deepEqual(await findings(frame), []);
    await frame.getByText('いつもより時間がかかっています').waitFor();
    answer?.();
    await frame.getByLabel('記録の一覧').waitFor();
  });

  it('is helped when a part of the page is gone after an update', async () => {
    const here = await come();
    await here.frame.getByLabel('記録の一覧').waitFor();
    await here.page.route(/\/tab\/assets\/pages-.*\.js$/u, (route) =>
      route.fulfill({ status: 404, body: '' }),
    );
    await here.frame.getByRole('tab', { name: '設定' }).click();
    await here.frame.getByRole('button', { name: '開き直す' }).waitFor();
    here.complaints.length = 0;
    await here.frame.getByRole('tab', { name: '台帳' }).click();
    await here.frame.getByLabel('記録の一覧').waitFor();
  });

  it('opens the chat from a record', async () => {
    const { frame, said } = await come({ at: 'records/261121-000002' });
    await frame.getByRole('button', { name: 'チャットで開く' }).click();
    await until('Teams was asked', async () =>
      (await said()).includes('executeDeepLink https://teams.microsoft.com/l/chat/0/0?users=28:tate'),
    );
  });

  it('looks for a person: is told what is missing, sees why somebody is likely, opens the file', async () => {
    const { frame } = await come({ at: 'subjects', viewport: phone });
    await frame.getByRole('button', { name: 'さがす' }).click();
    await frame.getByText('1つ以上の欄に').waitFor();
    assert.equal(await frame.evaluate<string>('document.activeElement.name'), 'name');
    await frame.getByLabel('電話番号').fill('5678');
    await frame.getByRole('button', { name: 'さがす' }).click();
    await frame.getByText('電話番号の下4けたが同じ').waitFor();
    assert.equal(await focused(frame), '2人の候補');
    await picture('found-phone');
    assert.deepEqual(await findings(frame), []);
    await frame.getByRole('link', { name: '1人目のファイルを見る' }).click();
    await frame.getByRole('heading', { name: '配慮事項' }).waitFor();
    assert.equal(await frame.title(), '対象者 - 記録台帳');
    await frame.getByRole('button', { name: 'もどる' }).click();
    await frame.getByText('電話番号の下4けたが同じ').waitFor();
    assert.equal(await frame.getByLabel('電話番号').inputValue(), '5678');
  });

  it('sees beside its field what the service does not take', async () => {
    harness.answer('searchSubjects', () =>
      problem(422, { errors: [{ path: 'phone', message: '数字とハイフンで書いてください。' }] }),
    );
    const here = await come({ at: 'subjects' });
    await here.frame.getByLabel('電話番号').fill('でんわ');
    await here.frame.getByRole('button', { name: 'さがす' }).click();
    await here.frame.getByText('数字とハイフンで書いてください。').waitFor();
    assert.equal(await here.frame.evaluate<string>('document.activeElement.name'), 'phone');
    expectNews(here, /422/u);
  });

  it('shows cards as they were written: no markdown, no markup, nothing to press', async () => {
    harness.answer('subject', ({ params }) => {
      const text = '**太字** [押す](https://example.invalid/) <img src=x onerror=alert(1)>';
      return ok({
        subject: params['subject'] ?? '',
        merged: [],
        needs: [text],
        exempt: true,
        contacts: [],
        links: [],
        open: [],
        card: {
          type: 'AdaptiveCard',
          version: '1.5',
          body: [
            { type: 'TextBlock', text },
            {
              type: 'ActionSet',
              actions: [{ type: 'Action.OpenUrl', title: '押す', url: 'https://example.invalid/' }],
            },
            { type: 'Input.Text', id: 'x', label: '書く' },
          ],
        },
      });
    });
    const { frame } = await come({ at: 'subjects/s-1' });
    const card = frame.locator('.ac-adaptiveCard');
    await card.getByText('**太字**').waitFor();
    assert.equal(await card.locator('a, img, button, input').count(), 0);
  });
});
