import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { createScorer } from '../../src/assess/score.ts';
import { loadConductRules } from '../../src/content/conduct/load.ts';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { conductLabels, conductRulesSchema, createConductJudge } from '../../src/domain/conduct/index.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';

const rules = loadConductRules();
const judge = createConductJudge(rules);

const PIECES = [
  ...'「」『』。！？、\n'.split(''),
  '殺すぞ',
  'バカ',
  '土下座しろ',
  '録音',
  '認めろ',
  '区長を呼べ',
  '\u0000',
  'ﾊﾞｶ',
  '𠮷',
];
const anyWords = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
const anyContext = fc.record(
  {
    scene: fc.constantFrom('counter', 'phone', 'visit', 'net'),
    minutes: fc.nat(200),
    visitsThisWeek: fc.nat(9),
    callsToday: fc.nat(20),
    note: anyWords,
  },
  { requiredKeys: [] },
);

describe('labels on any words', () => {
  it('come in the order of the page, once each, with one reason each', () => {
    fc.assert(
      fc.property(anyWords, anyContext, (words, context) => {
        const { labels, why } = judge({ words, context });
        assert.deepEqual(
          labels,
          conductLabels.filter((label) => labels.includes(label)),
        );
        assert.deepEqual(
          why.map(({ label }) => label),
          labels,
        );
        for (const { because } of why) assert.ok(because.length > 0);
      }),
    );
  });

  it('never come from words that stand in brackets', () => {
    const insults = ['バカ野郎', '殺すぞ', '土下座しろ', '区長を呼べ', '認めるまで帰らない'];
    fc.assert(
      fc.property(fc.constantFrom(...insults), fc.constantFrom('「」', '『』'), (said, brackets) => {
        const words = `前の人は${brackets[0]}${said}${brackets[1]}と言った`;
        assert.deepEqual(judge({ words }).labels, []);
      }),
    );
  });

  it('come back for 20,000 characters of anything', () => {
    for (const unit of [
      'お前の',
      '議員に',
      'ネットに',
      '録音',
      'あ',
      '「',
      '。',
      '毎日',
      'まで',
      '家族が',
      '1',
    ]) {
      const words = unit.repeat(20_000 / unit.length);
      judge({ words, context: { note: words } });
    }
  });

  it('do not depend on the width of katakana', () => {
    assert.deepEqual(judge({ words: 'ﾊﾞｶﾔﾛｰ' }).labels, ['abuse']);
    assert.deepEqual(judge({ words: 'ﾄﾞｹﾞｻﾞしろ' }).labels, ['demand']);
  });
});

describe('the rules of conduct', () => {
  it('are refused when a pattern repeats without bound', () => {
    const [first, ...rest] = rules.others;
    assert.ok(first);
    const bad = { ...first, rules: [{ any: ['あ+'], why: 'わけ' }] };
    assert.equal(conductRulesSchema.safeParse({ ...rules, others: [bad, ...rest] }).success, false);
  });
});

/** own-heldout was written before the rules and is never looked at while the rules are changed. */
const THRESHOLDS = [
  { name: 'examples', f1: 0.98, clean: 0.98 },
  { name: 'own-train', f1: 0.98, clean: 0.98 },
  { name: 'own-heldout', f1: 0.9, clean: 0.95 },
];

describe('label scores on labelled complaints', () => {
  for (const { name, f1, clean } of THRESHOLDS) {
    it(`reach ${f1} on ${name} with ${clean} of the label-free ones left label-free`, () => {
      const scorer = createScorer({ wording: createWordingJudge(loadWordingLexicon()), conduct: judge });
      const lines = readFileSync(new URL(`fixtures/${name}.jsonl`, import.meta.url), 'utf8')
        .trim()
        .split('\n');
      for (const line of lines) scorer.add(line);
      const { labels, skipped } = scorer.scores();
      assert.equal(skipped, 0);
      assert.ok((labels.f1 ?? 0) >= f1, `F1 ${labels.f1}`);
      assert.ok((labels.cleanShare ?? 0) >= clean, `clean ${labels.cleanShare}`);
    });
  }
});
