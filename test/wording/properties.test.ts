import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';
import { splitSentences } from '../../src/domain/wording/sentences.ts';

const judge = createWordingJudge(loadWordingLexicon());

const PIECES = [
  ...'「」『』｢｣（）、。！？\n　'.split(''),
  '大声で',
  '怒鳴られた',
  '怖かった',
  '理不尽な',
  'らしい',
  'と聞いた',
  '40分間',
  '7回',
  '認知症',
  'かもしれない',
  'は出していない',
  'と言った',
  '\u0000',
  '\u200b',
  'ｶﾞ',
  '𠮷',
  '職員が',
  '本人によると',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 40 })
  .map((p) => p.join(''));

const samples = readFileSync(new URL('fixtures/own-train.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

describe('findings on any text', () => {
  it('lie inside the text, in order, without overlap and never empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { start, end } of judge(text)) {
          assert.ok(start >= last && end > start && end <= text.length, `${start}-${end}`);
          last = end;
        }
      }),
    );
  });

  it('never touch the words inside closed brackets', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), (inner) => {
        const spoken = inner.replaceAll(/[「」『』｢｣]/g, '');
        const text = `来庁者は「${spoken}」と述べた。`;
        const end = text.lastIndexOf('」');
        for (const finding of judge(text))
          assert.ok(finding.end <= 5 || finding.start >= end, JSON.stringify(finding));
      }),
    );
  });

  it('are the same when judged again', () => {
    fc.assert(fc.property(anyText, (text) => assert.deepEqual(judge(text), judge(text))));
  });

  it('do not change when neutral sentences stand around', () => {
    const before = '住民票を1通交付した。';
    const after = '10時5分に受付を終えた。';
    fc.assert(
      fc.property(fc.constantFrom(...samples), (text) => {
        fc.pre(text.endsWith('。') && !/[「『｢]/.test(text));
        const moved = judge(before + text + after).map((f) => ({
          ...f,
          start: f.start - before.length,
          end: f.end - before.length,
        }));
        assert.deepEqual(moved, judge(text));
      }),
    );
  });

  it('do not depend on the width of letters and digits', () => {
    const wide = (text: string): string =>
      text.replaceAll(/[0-9A-Za-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.constantFrom(...samples), (text) => assert.deepEqual(judge(wide(text)), judge(text))),
    );
  });

  it('are found around invisible characters', () => {
    assert.equal(judge('暴\u200b言を吐かれた。')[0]?.kind, 'vague-abuse');
    assert.equal(judge('怖\u0000かった。')[0]?.end, 5);
  });

  it('come back for 20,000 characters of anything', () => {
    for (const unit of ['大声で', '「', '」', 'あ', 'と思われ', '怒鳴られ、', '1', '12時', '。', 'が、']) {
      judge(unit.repeat(20_000 / unit.length));
    }
  });
});

describe('sentences', () => {
  it('keep every character of the text, once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let done = 0;
        for (const sentence of splitSentences(text)) {
          assert.equal(sentence.text.length, sentence.shown.length);
          assert.ok(sentence.start >= done);
          assert.equal(text.slice(sentence.start, sentence.start + sentence.text.length), sentence.text);
          done = sentence.start + sentence.text.length;
        }
      }),
    );
  });
});
