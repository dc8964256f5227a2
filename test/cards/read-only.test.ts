import assert from 'node:assert/strict';
import { readOnly } from '../../src/cards/read-only.ts';
import { gallery, hostile, rich } from './gallery.ts';
import { buttonsOf, inputsOf, linksOf, partsOf } from './read-card.ts';

const drawn = [rich, hostile].flatMap((writing) => gallery(writing).drawn);

/** What a card says, apart from what stands on buttons and in inputs. */
const textsOf = (card: object): string[] =>
  partsOf(card)
    .filter(({ kind }) => kind === 'TextBlock' || kind === 'TextRun')
    .map(({ node }) => String(node['text']));

describe('a card without anything to press', () => {
  it('says what the card says, whichever it is', () => {
    assert.ok(drawn.length > 60);
    for (const { name, message } of drawn) {
      // What a button opens on the spot goes with the button.
      if (partsOf(message.card).some(({ kind }) => kind === 'Action.ShowCard')) continue;
      assert.deepEqual(textsOf(readOnly(message.card)), textsOf(message.card), name);
    }
  });

  it('has no button, no input, no link and nothing that a client does by itself', () => {
    for (const { name, message } of drawn) {
      const card = readOnly(message.card);
      assert.deepEqual([buttonsOf(card), inputsOf(card), linksOf(card)], [[], [], []], name);
      for (const { kind, node } of partsOf(card)) {
        assert.doesNotMatch(kind, /^(?:Action\.|Input\.|ActionSet)/u, name);
        for (const key of [
          'actions',
          'selectAction',
          'inlineAction',
          'refresh',
          'authentication',
          'fallback',
        ]) {
          assert.ok(!(key in node), `${name}: ${key}`);
        }
      }
    }
  });

  it('leaves the card itself as it was, and no empty box behind', () => {
    const card = {
      type: 'AdaptiveCard',
      refresh: { action: { type: 'Action.Execute' } },
      body: [
        { type: 'Container', items: [{ type: 'Input.Text', id: 'x' }] },
        {
          type: 'Container',
          selectAction: { type: 'Action.Submit' },
          items: [{ type: 'TextBlock', text: 'a' }],
        },
        { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', url: 'https://x.example/' }] },
      ],
      actions: [{ type: 'Action.Submit' }],
    };
    const before = JSON.stringify(card);
    assert.deepEqual(readOnly(card), {
      type: 'AdaptiveCard',
      body: [{ type: 'Container', items: [{ type: 'TextBlock', text: 'a' }] }],
    });
    assert.equal(JSON.stringify(card), before);
  });
});
