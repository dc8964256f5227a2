import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { compilePattern, createSieve, hitsOf } from '../../src/domain/wording/pattern.ts';

const lexicon = loadWordingLexicon();
const says = lexicon.lists.flatMap((list) => list.entries.flatMap((entry) => entry.say));
const samples = readFileSync(new URL('fixtures/own-train.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

describe('looking for the patterns of a list', () => {
  it('finds every place that matchAll finds, again and again', () => {
    const find = compilePattern('怒鳴<ら>|(?=声)|大声');
    for (const text of [...samples, '大声で怒鳴り、大声で怒鳴った', '']) {
      const expected = [...text.matchAll(find)]
        .filter((hit) => hit[0].length > 0)
        .map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
      assert.deepEqual(hitsOf(find, text), expected);
      assert.deepEqual(hitsOf(find, text), expected);
    }
  });

  it('holds back no pattern of the ward that is in a text, keeps their order, and holds back most others', () => {
    const rules = says.map((say) => ({ say, find: compilePattern(say) }));
    const sieve = createSieve(rules, ({ say }) => say);
    let passed = 0;
    for (const text of samples) {
      const found = rules.filter(({ find }) => hitsOf(find, text).length > 0);
      const through = sieve(text);
      passed += through.length;
      assert.deepEqual(
        through.filter(({ find }) => hitsOf(find, text).length > 0),
        found,
      );
    }
    assert.ok(passed < samples.length * rules.length * 0.05, `${passed}`);
  });

  it('lets a rule through of whose pattern nothing is known', () => {
    const sieve = createSieve(['.', '(?i:ABC)', '怒鳴った', '窓口'], (say) => say);
    assert.deepEqual(sieve('電話で話した'), ['.', '(?i:ABC)']);
    assert.deepEqual(sieve('窓口で話した'), ['.', '(?i:ABC)', '窓口']);
  });
});
