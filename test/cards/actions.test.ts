import assert from 'node:assert/strict';
import { readActivity } from '../../src/bot/activity.ts';
import { actionNames, actionSchema } from '../../src/cards/actions.ts';
import { gallery, hostile, minimal, rich } from './gallery.ts';
import { type Button, buttonsOf, inputsOf } from './read-card.ts';

const drawn = [rich, minimal, hostile].flatMap((writing) => gallery(writing).drawn);
const pressed: { name: string; card: object; button: Button }[] = drawn.flatMap(({ name, message }) =>
  buttonsOf(message.card).map((button) => ({ name, card: message.card, button })),
);

const established = { tenantId: 'local', personId: 'sato' };

/** What the front door hands on when this reaches it as a press. */
const inbound = (type: 'message' | 'invoke', value: object): ReturnType<typeof readActivity> =>
  readActivity(
    {
      type,
      ...(type === 'invoke' ? { name: 'adaptiveCard/action' } : {}),
      serviceUrl: 'http://127.0.0.1:3999/',
      recipient: { id: '28:tate' },
      from: { id: '29:sato', name: '佐藤' },
      conversation: { id: 'a:1', conversationType: 'personal' },
      value,
    },
    established,
  );

/** The values that a client adds to what the button carries. */
function typedBeside(card: object, button: Button): Record<string, string> {
  if (button.node['associatedInputs'] === 'none') return {};
  return Object.fromEntries(
    inputsOf(card).map(({ node }) => [String(node['id']), `typed into ${String(node['id'])}`]),
  );
}

describe('every button', () => {
  it('says the same as verb, as data and as the Action.Submit that older clients press', () => {
    for (const { name, button } of pressed) {
      const { node, data } = button;
      assert.equal(node['type'], 'Action.Execute', name);
      assert.equal(node['verb'], data['action'], name);
      const fallback = node['fallback'] as Record<string, unknown>;
      assert.equal(fallback['type'], 'Action.Submit', name);
      assert.deepEqual(fallback['data'], data, name);
      for (const key of ['title', 'style', 'associatedInputs']) assert.equal(fallback[key], node[key], name);
    }
  });

  it('carries what its handler is typed for: ids and a nonce, and nothing else', () => {
    for (const { name, button } of pressed) {
      const action = actionSchema.safeParse(button.data);
      assert.ok(action.success, `${name}: ${JSON.stringify(button.data)}`);
      assert.deepEqual(Object.keys(action.data).toSorted(), Object.keys(button.data).toSorted(), name);
      assert.ok(JSON.stringify(button.data).length < 200, name);
    }
  });

  it('exists for every action that the bot answers, and for no other', () => {
    const carried = new Set(pressed.map(({ button }) => String(button.data['action'])));
    assert.deepEqual([...carried].toSorted(), [...actionNames].toSorted());
  });

  it('arrives with everything typed beside it, as Action.Execute and as Action.Submit', () => {
    for (const { name, card, button } of pressed) {
      const typed = typedBeside(card, button);
      const data = { ...button.data, ...typed };
      const wanted = actionSchema.parse(button.data);
      for (const turn of [
        inbound('invoke', { action: { type: 'Action.Execute', verb: button.node['verb'], data } }),
        inbound('message', data),
      ]) {
        assert.ok(turn?.kind === 'action', `${name} ${String(button.node['title'])}`);
        assert.deepEqual(turn.action, wanted, name);
        for (const [id, value] of Object.entries(typed)) assert.equal(turn.typed[id], value, `${name} ${id}`);
      }
    }
  });
});

describe('what a button carries', () => {
  it('is refused with a number, nonce, decision or row count that no card of ours holds', () => {
    const bad: object[] = [
      { action: 'incident.submit', nonce: 'x', rows: 3 },
      { action: 'incident.submit', nonce: '261121-0123456789abcdef', rows: 13 },
      { action: 'incident.more-rows', nonce: '261121-0123456789abcdef', rows: 0 },
      { action: 'record.show', number: '../261121-7K3F9Q' },
      { action: 'record.show', number: '261121-7K3F9I' },
      { action: 'alert.acknowledge' },
      {
        action: 'escalation.decide',
        number: '261121-7K3F9Q',
        escalation: 'e0123456789abcdef',
        decision: 'x',
      },
      { action: 'escalation.decide', number: '261121-7K3F9Q', escalation: 'e1', decision: 'approve' },
      { action: 'constructor' },
      { action: ['menu.record'] },
      {},
    ];
    for (const data of bad) {
      assert.equal(actionSchema.safeParse(data).success, false, JSON.stringify(data));
      assert.equal(inbound('message', data)?.kind, 'unsupported', JSON.stringify(data));
    }
  });
});
