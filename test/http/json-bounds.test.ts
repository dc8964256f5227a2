import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isWithinBounds, MAX_DEPTH, MAX_VALUES } from '../../src/http/json-bounds.ts';

const within = (text: string): boolean => isWithinBounds(Buffer.from(text));

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('the bounds of JSON text', () => {
  it('hold 40 levels and not 41', () => {
    assert.equal(within(`${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`), true);
    assert.equal(within(`${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`), false);
    assert.equal(within('{"a":'.repeat(10_000)), false);
  });

  it('hold 20,000 elements and refuse 100,000 keys', () => {
    assert.equal(within(`[${Array.from({ length: MAX_VALUES }, () => 0).join(',')}]`), true);
    const keys = Array.from({ length: 100_000 }, (_, n) => `"k${n}":0`).join(',');
    assert.equal(within(`{${keys}}`), false);
    assert.equal(within(`[${'{},'.repeat(MAX_VALUES)}0]`), false);
  });

  it('take punctuation inside of text for text, whatever is escaped before it', () => {
    assert.equal(within(`["${'[{,'.repeat(50_000)}"]`), true);
    assert.equal(within(`["${'\\"['.repeat(10_000)}"]`), true);
    assert.equal(within(`["\\\\",${'['.repeat(50)}`), false);
    assert.equal(within(`["${'、「」漢字'.repeat(1000)}"]`), true);
  });

  it('let an unfinished text through, which the parser refuses', () => {
    for (const text of ['', '"', '"\\', '{"a":', ']]]]', '{,']) assert.equal(within(text), true);
  });

  it('agree with the parser on the depth of every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 60 }), (value) => {
        const text = JSON.stringify(value);
        return within(text) === depthOf(value) <= MAX_DEPTH;
      }),
      { numRuns: 500 },
    );
  });
});
