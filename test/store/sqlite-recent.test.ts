import assert from 'node:assert/strict';
import { createRecentDocuments } from '../../src/store/sqlite-recent.ts';

const text = (n: number): string => JSON.stringify({ id: `i${n}`, pk: 'p', filler: 'x'.repeat(100) });

describe('the documents that queries read a moment ago', () => {
  it('are parsed once for each version', () => {
    const recent = createRecentDocuments();
    const first = recent('v1', text(1));
    assert.deepEqual(first, JSON.parse(text(1)));
    assert.equal(recent('v1', text(1)), first);
    assert.deepEqual(recent('v2', text(2)), JSON.parse(text(2)));
  });

  it('are forgotten, oldest first, above so many characters', () => {
    const recent = createRecentDocuments(text(1).length * 2);
    const [first, second] = [recent('v1', text(1)), recent('v2', text(2))];
    recent('v3', text(3));
    assert.equal(recent('v2', text(2)), second);
    assert.notEqual(recent('v1', text(1)), first);
    assert.deepEqual(recent('v1', text(1)), first);
  });

  it('may be larger than what is kept', () => {
    assert.deepEqual(createRecentDocuments(10)('v1', text(1)), JSON.parse(text(1)));
  });
});
