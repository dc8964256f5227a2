import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readActivity } from '../../src/bot/activity.ts';
import { nonceFor } from '../builders/records.ts';

const BOT = '28:tate';
const established = { tenantId: 'local', personId: 'sato' };

type Raw = Record<string, unknown>;

const base = (overrides: Raw = {}): Raw => ({
  type: 'message',
  id: '1',
  serviceUrl: 'http://127.0.0.1:3999/',
  from: { id: '29:sato', name: '佐藤' },
  recipient: { id: BOT, name: 'Tate' },
  conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'local' },
  ...overrides,
});

const inChannel = { id: '19:zeimu@thread.tacv2;messageid=1700', conversationType: 'channel', isGroup: true };

const read = (overrides: Raw) => {
  const inbound = readActivity(base(overrides), established);
  assert.ok(inbound, 'unreadable');
  return inbound;
};

const typedOf = (overrides: Raw) => {
  const inbound = read(overrides);
  assert.ok(inbound.kind === 'action', inbound.kind);
  return inbound.typed;
};

const submit = { action: 'incident.submit', nonce: nonceFor('n'), rows: 3 };

describe('what comes in', () => {
  const kinds: readonly [what: string, activity: Raw, kind: string, also?: Raw][] = [
    ['a word', { text: '記録' }, 'text', { text: '記録' }],
    ['a word with a mention', { text: '<at>Tate</at> 設定' }, 'text', { text: '設定' }],
    ['a mention with attributes', { text: '<at id="0">Tate 盾</at>&nbsp;設定\n' }, 'text'],
    ['two mentions', { text: '<at>Tate</at> と <at>課長</at>設定 ' }, 'text', { text: 'と  設定' }],
    ['no text at all', {}, 'text', { text: '' }],
    ['a text of null', { text: null }, 'text', { text: '' }],
    ['a submitted card', { value: submit }, 'action', { via: 'submit', messageId: undefined }],
    ['a submitted card with its message', { value: submit, replyToId: 'm7' }, 'action', { messageId: 'm7' }],
    [
      'a submitted card with an empty message id',
      { value: submit, replyToId: '' },
      'action',
      { messageId: undefined },
    ],
    ['a submitted card that is not ours', { value: { x: 1 } }, 'unsupported', { invoke: false }],
    ['a value that is a list', { value: [1], text: 'あ' }, 'text'],
    ['a value that is a word', { value: 'x', text: 'あ' }, 'text'],
    [
      'a pressed button',
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { verb: 'menu.record', data: {} } },
        replyToId: 'm1',
      },
      'action',
      { via: 'execute', messageId: 'm1' },
    ],
    [
      'a pressed button whose data says something else than its verb',
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { verb: 'menu.help', data: { action: 'menu.record' } } },
      },
      'action',
      { action: { action: 'menu.help' } },
    ],
    [
      'a pressed button without a verb',
      { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: { action: 'menu.help' } } } },
      'action',
      { action: { action: 'menu.help' } },
    ],
    [
      'a pressed button without anything',
      { type: 'invoke', name: 'adaptiveCard/action', value: {} },
      'unsupported',
      { invoke: true },
    ],
    [
      'a pressed button with null',
      { type: 'invoke', name: 'adaptiveCard/action', value: null },
      'unsupported',
      { invoke: true },
    ],
    [
      'a pressed button that we do not have',
      { type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'destroy', data: {} } } },
      'unsupported',
      { invoke: true },
    ],
    ['another invoke', { type: 'invoke', name: 'task/fetch' }, 'unsupported', { invoke: true }],
    ['an installation', { type: 'installationUpdate', action: 'add' }, 'installed'],
    ['an update of the installation', { type: 'installationUpdate', action: 'add-upgrade' }, 'installed'],
    ['a removal', { type: 'installationUpdate', action: 'remove' }, 'removed'],
    ['a removal by an update', { type: 'installationUpdate', action: 'remove-upgrade' }, 'removed'],
    [
      'the first meeting in a chat',
      { type: 'conversationUpdate', membersAdded: [{ id: '29:sato' }] },
      'installed',
    ],
    [
      'the bot in a channel',
      { type: 'conversationUpdate', membersAdded: [{ id: BOT }], conversation: inChannel },
      'installed',
    ],
    [
      'a colleague in a channel',
      { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }], conversation: inChannel },
      'unsupported',
    ],
    ['the bot taken out', { type: 'conversationUpdate', membersRemoved: [{ id: BOT }] }, 'removed'],
    [
      'a colleague taken out',
      { type: 'conversationUpdate', membersRemoved: [{ id: '29:x' }], conversation: inChannel },
      'unsupported',
    ],
    [
      'a new channel in the team',
      { type: 'conversationUpdate', channelData: { eventType: 'channelCreated' } },
      'unsupported',
    ],
    ['somebody typing', { type: 'typing' }, 'unsupported', { invoke: false }],
    ['a reaction', { type: 'messageReaction' }, 'unsupported'],
    ['a type that does not exist yet', { type: 'hologram' }, 'unsupported'],
  ];
  for (const [what, activity, kind, also = {}] of kinds) {
    it(`is read as ${kind}: ${what}`, () => {
      const inbound = read(activity);
      assert.equal(inbound.kind, kind);
      assert.deepEqual({ ...inbound, ...also }, inbound);
    });
  }

  for (const [what, activity, scope] of [
    ['a personal chat', {}, 'personal'],
    ['a chat of no stated kind', { conversation: { id: 'c1' } }, 'personal'],
    ['a channel', { conversation: inChannel }, 'channel'],
    [
      'a channel by its data only',
      { conversation: { id: '19:x' }, channelData: { channel: { id: '19:x' } } },
      'channel',
    ],
    [
      'a channel by its old name',
      { conversation: { id: '19:x' }, channelData: { teamsChannelId: '19:x' } },
      'channel',
    ],
    ['a group chat', { conversation: { id: '19:g', conversationType: 'groupChat' } }, 'group'],
    ['a group without a kind', { conversation: { id: '19:g', isGroup: true } }, 'group'],
  ] as const) {
    it(`comes from ${what}`, () => assert.equal(read(activity).scope, scope));
  }

  it('takes the channel for the conversation, not the thread', () => {
    assert.equal(read({ conversation: inChannel }).from.conversationId, '19:zeimu@thread.tacv2');
  });

  it('names the channel as Teams does', () => {
    const channelData = { channel: { id: '19:x', name: '税務課' } };
    assert.equal(read({ conversation: inChannel, channelData }).channelName, '税務課');
    assert.equal(read({ conversation: { ...inChannel, name: '税務' } }).channelName, '税務');
  });

  it('takes tenant and person from what was established, never from the activity', () => {
    const inbound = read({
      from: { id: '29:x', aadObjectId: 'chief', name: 'X' },
      conversation: { id: 'a', tenantId: 'evil' },
    });
    assert.deepEqual(
      [inbound.actor.objectId, inbound.actor.tenantId, inbound.from.tenantId],
      ['sato', 'local', 'local'],
    );
  });

  for (const [what, activity] of [
    ['no activity', undefined],
    ['a word', 'message'],
    ['a list', []],
    ['an empty object', {}],
    ['a type that is a number', base({ type: 7 })],
    ['no conversation', base({ conversation: undefined })],
    ['an empty conversation id', base({ conversation: { id: '' } })],
    ['a conversation id that is a number', base({ conversation: { id: 5 } })],
    ['a service address that is none', base({ serviceUrl: 'nowhere' })],
    ['a recipient without an id', base({ recipient: {} })],
    ['a text that is an object', base({ text: { a: 1 } })],
    ['members that are no list', base({ type: 'conversationUpdate', membersAdded: 'all' })],
    ['an id of 2,001 characters', base({ conversation: { id: 'x'.repeat(2_001) } })],
  ] as const) {
    it(`is not read when it is ${what}`, () => assert.equal(readActivity(activity, established), undefined));
  }

  it('is read or not, but never throws', () => {
    const piece = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(BOT, 'adaptiveCard/action', { action: { verb: 'menu.help' } }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(base()), 'value', 'text', 'channelData', 'membersAdded'),
        piece,
        (key, value) => {
          readActivity(base({ [key]: value }), established);
        },
      ),
    );
  });
});

describe('what was typed', () => {
  it('is all of it as text, lists as Teams joins them, without what the button carries', () => {
    const typed = typedOf({
      value: { ...submit, name: '山本', minutes: 15, urgent: true, list: ['x'], empty: null, deep: { a: 1 } },
    });
    assert.deepEqual(typed, {
      name: '山本',
      minutes: '15',
      urgent: 'true',
      list: 'x',
      deep: '{"a":1}',
    });
  });

  it('is never altered, except that half a character is made whole', () => {
    assert.deepEqual(typedOf({ value: { ...submit, name: ' あ\r\n👨‍👩‍👧 ', taken: 'か\ud83d' } }), {
      name: ' あ\r\n👨‍👩‍👧 ',
      taken: 'か\ufffd',
    });
  });

  it('of a thousand fields is a bounded part, in which the form is not lost behind the others', () => {
    const extra = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`x${index}`, 'y']));
    const typed = typedOf({ value: { ...submit, name: '山本', ...extra } });
    assert.ok(Object.keys(typed).length <= 200);
    assert.equal(typed['name'], '山本');
  });

  it('with keys of the language itself changes nothing but itself', () => {
    const value: unknown = JSON.parse(
      `{"action":"menu.help","__proto__":"x","constructor":"y","toString":"z"}`,
    );
    const typed = typedOf({ value });
    assert.equal(Object.getPrototypeOf(typed), Object.prototype);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });

  it('in a name that is not well-formed is made whole, so that it can be stored', () => {
    const inbound = read({
      from: { id: '29:x', name: '佐\ud83d' },
      conversation: { ...inChannel, name: '税務\udc00' },
    });
    assert.ok(inbound.actor.name.isWellFormed());
    assert.ok(inbound.channelName.isWellFormed());
  });

  it('as a quarter of a megabyte of broken mentions is read at once', () => {
    for (const text of [
      '<at'.repeat(85_000),
      '<at>'.repeat(64_000),
      `<at>${'x'.repeat(250_000)}`,
      '<at >a'.repeat(42_000),
    ]) {
      const started = performance.now();
      read({ text });
      assert.ok(performance.now() - started < 500, `${Math.round(performance.now() - started)} ms`);
    }
  });
});
