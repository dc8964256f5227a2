import assert from 'node:assert/strict';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { wordingLexiconSchema } from '../../src/domain/wording/index.ts';
import { createNormaliser } from '../../src/domain/wording/normalise.ts';
import { patternProblem } from '../../src/domain/wording/pattern.ts';

describe('the word lists', () => {
  it('are well formed and say where they come from', () => {
    const lexicon = loadWordingLexicon();
    for (const list of lexicon.lists) assert.match(list.source, /ANNOTATION/);
  });

  it('are refused when an entry repeats without bound', () => {
    assert.match(patternProblem('怒+鳴') ?? '', /unbounded/);
    assert.match(patternProblem('(?:あ|い)*') ?? '', /unbounded/);
    assert.match(patternProblem('あ{2,}') ?? '', /unbounded/);
    assert.equal(patternProblem('あ{0,8}?い'), null);
  });

  it('are refused when an entry is no pattern or names no verb class', () => {
    assert.notEqual(patternProblem('(あ'), null);
    assert.match(patternProblem('怒鳴<ろ>') ?? '', /verb class/);
    assert.equal(patternProblem('怒鳴<ら>'), null);
  });

  it('are refused when an entry asks a question that nobody wrote', () => {
    const lexicon = loadWordingLexicon();
    const { words, ...asks } = lexicon.asks.asks;
    assert.ok(words);
    assert.equal(
      wordingLexiconSchema.safeParse({ ...lexicon, asks: { ...lexicon.asks, asks } }).success,
      false,
    );
  });
});

describe('the normaliser', () => {
  const normalise = createNormaliser(new Map([['非常式', '非常識']]));

  it('joins half-width katakana with its mark and points back at both', () => {
    const { text, starts, ends } = normalise('ｶﾞｲ');
    assert.equal(text, 'ガイ');
    assert.deepEqual(starts, [0, 2]);
    assert.deepEqual(ends, [2, 3]);
  });

  it('takes ｢｣ as 「」', () => assert.equal(normalise('｢あ｣').text, '「あ」'));

  it('drops what cannot be seen and keeps the way back', () => {
    const { text, starts } = normalise('怒\u200b鳴');
    assert.equal(text, '怒鳴');
    assert.deepEqual(starts, [0, 2]);
  });

  it('corrects a known misspelling over its own place', () => {
    const { text, starts, ends } = normalise('ア非常式だ');
    assert.equal(text, 'ア非常識だ');
    assert.deepEqual([starts[1], ends[3]], [1, 4]);
  });
});
