import assert from 'node:assert/strict';
import { atTheLimits, gallery, hostile, MARK, rich } from './gallery.ts';
import { runsOf, textsOf } from './read-card.ts';

/** Cards of a person for somebody who may see no more than the outline of any record, or for anybody at all. */
const forOutline = /^(subject \(outline\)|persons \(one in outline\)|personLink|statements \(nothing\))/u;

describe('a card about a person', () => {
  for (const [kind, writing] of [...atTheLimits, ['hostile', hostile] as const]) {
    it(`holds no character that anybody wrote when the reader may see outlines only (${kind})`, () => {
      const drawn = gallery(writing).drawn.filter(({ name }) => forOutline.test(name));
      assert.equal(drawn.length, 4);
      for (const { name, message } of drawn) {
        const leaks = textsOf(message.card).filter(
          ({ where, text }) => !where.startsWith('Input.') && text.includes(MARK),
        );
        assert.deepEqual(leaks, [], name);
      }
    });
  }

  it('says the same to all about what helps, and shows what was done to readers of everything', () => {
    const { drawn } = gallery(rich);
    const said = (state: string): string => {
      const found = drawn.find(({ name }) => name === `subject (${state})`);
      assert.ok(found);
      return [...runsOf(found.message.card), ...textsOf(found.message.card).map(({ text }) => text)].join(
        '\n',
      );
    };
    for (const state of ['official', 'outline']) assert.match(said(state), /手話・筆談/u);
    assert.match(said('official'), /係長に交代/u);
    assert.doesNotMatch(said('outline'), /係長に交代/u);
  });
});
