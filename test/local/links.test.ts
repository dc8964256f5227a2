import assert from 'node:assert/strict';
import { hashOfTab, readLink, tabOfHash } from '../../src/local/page/read-link.ts';

const here = 'http://127.0.0.1:3979';
const app = '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f';
const context = encodeURIComponent(JSON.stringify({ subEntityId: 'records/261121-7K3F9Q' }));

describe('a link that is pressed in the local page', () => {
  const rows: readonly [what: string, url: string, target: ReturnType<typeof readLink>][] = [
    [
      'a page of the tab',
      `${here}/#tab=records/261121-7K3F9Q`,
      { kind: 'tab', page: 'records/261121-7K3F9Q' },
    ],
    ['the tab', `${here}/#tab`, { kind: 'tab', page: undefined }],
    ['the chat', `${here}/`, { kind: 'chat' }],
    [
      'a conversation',
      `${here}/?as=sato&c=19%3Aa%40thread.tacv2`,
      { kind: 'conversation', id: '19:a@thread.tacv2' },
    ],
    [
      "Teams' link to a page of the tab",
      `https://teams.microsoft.com/l/entity/${app}/register?webUrl=x&context=${context}`,
      { kind: 'tab', page: 'records/261121-7K3F9Q' },
    ],
    [
      "Teams' link to the tab, with a context that nobody can read",
      `https://teams.microsoft.com/l/entity/${app}/register?context={`,
      { kind: 'tab', page: undefined },
    ],
    ["Teams' link to the chat", 'https://teams.microsoft.com/l/chat/0/0?users=28:bot', { kind: 'chat' }],
    [
      "Teams' other link to the chat",
      `https://teams.microsoft.com/l/entity/${app}/conversations`,
      { kind: 'chat' },
    ],
  ];
  for (const [what, url, target] of rows) {
    it(`opens inside: ${what}`, () => assert.deepEqual(readLink(url, here), target));
  }

  it('opens outside what is of another place, another port of this machine as well', () => {
    for (const url of [
      'https://www.city.example.lg.jp/a',
      'http://127.0.0.1:3978/#tab',
      `${here}/tab/index.html`,
      `https://teams.microsoft.com/l/entity/${app}/other`,
      'https://teams.microsoft.com.evil.example/l/chat/0/0',
    ]) {
      assert.deepEqual(readLink(url, here), { kind: 'outside', url });
    }
  });

  it('does not open what is no address of a page', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//x',
      '',
      'records/1',
    ]) {
      assert.equal(readLink(url, here), undefined, url);
    }
  });

  it('keeps a page through the address, whatever is in it, up to a length that no page of ours has', () => {
    for (const page of ['records/261121-7K3F9Q', 'subjects/s-1', 'a b&c=d#e%f+課']) {
      assert.deepEqual(tabOfHash(hashOfTab(page)), { page });
    }
    assert.deepEqual(tabOfHash(hashOfTab('x'.repeat(201))), { page: undefined });
    assert.equal(tabOfHash('#tabular'), undefined);
    assert.equal(tabOfHash('#conversation'), undefined);
  });
});
