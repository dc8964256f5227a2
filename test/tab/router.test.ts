import assert from 'node:assert/strict';
import { matchPath } from '../../src/tab/shell/match.ts';
import { createRouter, hashOf, readHash, type Surroundings } from '../../src/tab/shell/router.ts';

/** A browser's history, as far as the router sees it: `go` arrives later, as it does there. */
function fakeWindow(start = '') {
  type Entry = { hash: string; state: unknown };
  const entries: Entry[] = [{ hash: start, state: null }];
  let at = 0;
  const listeners: (() => void)[] = [];
  const here = (): Entry => entries[at] ?? { hash: '', state: null };
  const window: Surroundings = {
    location: {
      get hash() {
        return here().hash;
      },
    },
    history: {
      get state() {
        return here().state;
      },
      pushState: (state, _, hash) => {
        entries.splice(at + 1, entries.length, { hash, state });
        at += 1;
      },
      replaceState: (state, _, hash) => {
        entries[at] = { hash, state };
      },
      go: (delta) => {
        queueMicrotask(() => {
          at = Math.min(Math.max(at + delta, 0), entries.length - 1);
          for (const listener of listeners) listener();
        });
      },
    },
    addEventListener: (_, listener) => listeners.push(listener),
  };
  return { window, hashes: () => entries.map(({ hash }) => hash), at: () => at };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const openRouter = (start = '') => {
  const fake = fakeWindow(start);
  let keys = 0;
  return { ...fake, router: createRouter(fake.window, () => `k${(keys += 1)}`) };
};

describe('the page with which the tab opens', () => {
  it('takes the place of the empty one, so that nothing lies behind it', () => {
    const { router, hashes } = openRouter();
    const { key } = router.place();
    router.begin('records/261121-7K3F9Q?view=alert');
    assert.deepEqual(router.place(), {
      path: 'records/261121-7K3F9Q',
      query: 'view=alert',
      key,
      by: 'start',
    });
    assert.deepEqual(hashes(), ['#/records/261121-7K3F9Q?view=alert']);
    assert.equal(router.hasBack(), false);
    assert.equal(router.back(), false);
    router.go('register');
    assert.equal(router.hasBack(), true);
  });
});

describe('the addresses of the page', () => {
  it('are read and written by hash, with and without a query', () => {
    assert.deepEqual(readHash('#/records/261121-7K3F9Q?view=alert'), {
      path: 'records/261121-7K3F9Q',
      query: 'view=alert',
    });
    assert.deepEqual(readHash(''), { path: '', query: '' });
    assert.deepEqual(readHash('records/1/'), { path: 'records/1', query: '' });
    assert.equal(hashOf('register', 'state=pending'), '#/register?state=pending');
  });

  it('fit one pattern or none', () => {
    const rows: readonly [pattern: string, path: string, params: Record<string, string> | undefined][] = [
      ['register', 'register', {}],
      ['register', 'register/more', undefined],
      ['records/:number', 'records/261121-7K3F9Q', { number: '261121-7K3F9Q' }],
      ['records/:number', 'records', undefined],
      ['records/:number', 'records/%E0%A4%A', undefined],
      ['settings/*', 'settings', { '*': '' }],
      ['settings/*', 'settings/ward/versions/3', { '*': 'ward/versions/3' }],
    ];
    for (const [pattern, path, params] of rows) assert.deepEqual(matchPath(pattern, path), params, path);
  });

  it('go forth and back, and keep for each entry what its page left there', async () => {
    const { router } = openRouter('#/register');
    const first = router.place();
    assert.deepEqual([first.path, first.by, router.hasBack()], ['register', 'start', false]);
    router.remember(first.key, 'the list');
    router.go('records/1');
    assert.deepEqual([router.place().path, router.place().by, router.hasBack()], ['records/1', 'step', true]);
    assert.ok(router.back());
    await settle();
    assert.deepEqual([router.place().path, router.place().by], ['register', 'back']);
    assert.equal(router.memory(router.place().key), 'the list');
    assert.equal(router.back(), false);
  });

  it('rewrite the query of a page without a new entry and without moving anywhere', () => {
    const { router, hashes } = openRouter('#/register');
    const { key } = router.place();
    router.rewrite('state=pending');
    assert.deepEqual([router.place().key, router.place().query], [key, 'state=pending']);
    assert.deepEqual(hashes(), ['#/register?state=pending']);
  });

  it('tell everybody who listens of every step', async () => {
    const { router } = openRouter();
    const heard: string[] = [];
    const end = router.subscribe(() => heard.push(router.place().path));
    router.go('subjects');
    router.back();
    await settle();
    end();
    router.go('settings');
    assert.deepEqual(heard, ['subjects', '']);
  });
});

describe('a page with changes that are not saved', () => {
  it('is not left by a link unless the person says so', async () => {
    const { router } = openRouter('#/settings');
    const answers = [false, true];
    router.guard(() => Promise.resolve(answers.shift() ?? true));
    router.go('register');
    await settle();
    assert.equal(router.place().path, 'settings');
    router.go('register');
    await settle();
    assert.equal(router.place().path, 'register');
  });

  it('is not left by the back button either, and stands at the same place of the history', async () => {
    const { router, at } = openRouter('#/register');
    router.go('settings');
    let asked = 0;
    const takeOff = router.guard(() => {
      asked += 1;
      return Promise.resolve(false);
    });
    router.back();
    await settle();
    assert.deepEqual([asked, router.place().path, at()], [1, 'settings', 1]);
    takeOff();
    router.back();
    await settle();
    assert.deepEqual([router.place().path, at()], ['register', 0]);
  });

  it('is left by the back button when the person says so', async () => {
    const { router } = openRouter('#/register');
    router.go('settings');
    router.guard(() => Promise.resolve(true));
    router.back();
    await settle();
    await settle();
    assert.equal(router.place().path, 'register');
  });
});
