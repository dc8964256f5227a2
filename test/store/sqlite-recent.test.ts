import assert from 'node:assert/strict';
import { createRecentDocuments } from '../../src/store/sqlite-recent.ts';

const text = (n: number): string => JSON.stringify({ id: `i${n}`, pk: 'p', filler: 'x'.repeat(100) });
const row = (n: number) => ({ version: `v${n}`, text: text(n) });
const bare = (n: number) => ({ version: `v${n}`, text: undefined });

describe('the documents that queries read a moment ago', () => {
  it('are parsed once for each version, and need no text any more', () => {
    const recent = createRecentDocuments();
    assert.equal(recent.knows('v1'), false);
    const [first] = recent.read([row(1)]);
    assert.deepEqual(first, JSON.parse(text(1)));
    assert.equal(recent.knows('v1'), true);
    const [again, other] = recent.read([bare(1), row(2)]);
    assert.equal(again, first);
    assert.deepEqual(other, JSON.parse(text(2)));
  });

  it('are forgotten, oldest first, above so many characters, but not within the page that needs them', () => {
    const recent = createRecentDocuments(text(1).length * 2);
    const [first, second] = recent.read([row(1), row(2)]);
    assert.deepEqual(recent.read([row(3), row(4), bare(2), bare(1)]).slice(2), [second, first]);
    assert.deepEqual(
      [1, 2, 3, 4].map((n) => recent.knows(`v${n}`)),
      [false, false, true, true],
    );
  });

  it('may be larger than what is kept', () => {
    const recent = createRecentDocuments(10);
    assert.deepEqual(recent.read([row(1), row(2)]), [JSON.parse(text(1)), JSON.parse(text(2))]);
    assert.equal(recent.knows('v2'), false);
  });
});
