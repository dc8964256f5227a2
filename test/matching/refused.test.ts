import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { createRefusedFinder, LEFT_OUT, withoutRefused } from '../../src/domain/matching/index.ts';

const { refused } = loadMatchingContent();
const find = createRefusedFinder(refused);
const strip = (text: string): string => withoutRefused(text, find(text));

describe('words that may not be kept as a feature', () => {
  const harmless = [
    'ハーフパンツ',
    '紺のハーフコート、白いハーフジップ',
    'ハーフ丈のコート',
    'ﾊｰﾌﾍﾙﾒｯﾄ',
    'ハーフ・パンツ',
    '髪はハーフアップ',
    '病院の袋',
    '薬の袋、診察券',
    '黒人形のキーホルダー',
    '黒い服の人',
    '白い服の人物',
    '自分以外人はいない',
    '現在日本語で話している',
    '滞在日数を書いた紙',
    '発信者番号の紙',
    '送信者の欄を指さす',
    'とぼけた話し方',
    '寝ぼけた声',
    '色のぼけた色のシャツ',
    'おかまいなしに話す',
    '服薬中の紙袋',
    '子どもりんご柄の袋',
    'アイヌ文様の上着',
    'ネイルゲイン',
    'リアル中学生のような服',
    'コンサートのＴシャツ',
    '関西なまり、早口',
    '英語を話す',
    '杖、車椅子、補聴器',
    'サングラス、マスク',
    '作業着、ヘルメット',
  ];
  for (const text of harmless) {
    it(`are not in 「${text}」`, () => assert.deepEqual(find(text), []));
  }

  const telling: [string, string, string][] = [
    ['外国人風の男', '国籍・民族', '〔略〕の男'],
    ['ハーフの人', '国籍・民族', '〔略〕の人'],
    ['ﾊｰﾌっぽい', '国籍・民族', '〔略〕っぽい'],
    ['ハーフ', '国籍・民族', '〔略〕'],
    ['大柄、黒人、帽子', '国籍・民族', '大柄、〔略〕、帽子'],
    ['ろれつが回らない', '病気・障害の推測', '〔略〕が回らない'],
    ['アル中のような話し方', '病気・障害の推測', '〔略〕のような話し方'],
    ['認知症らしい', '病気・障害の推測', '〔略〕らしい'],
    ['信者のような服', '信条・宗教', '〔略〕のような服'],
    ['やくざ風', '社会的身分・犯罪歴', '〔略〕'],
  ];
  for (const [text, kind, left] of telling) {
    it(`are in 「${text}」`, () => {
      assert.deepEqual(
        find(text).map((found) => found.kind),
        [kind],
      );
      assert.equal(strip(text), left);
    });
  }

  it('are each found when they stand alone, and every spared word is spared', () => {
    for (const { words } of refused.entries)
      for (const word of words) assert.equal(strip(word), LEFT_OUT, word);
    for (const word of refused.spared) assert.deepEqual(find(word), [], word);
  });

  it('are gone after they were taken out, and nothing else is', () => {
    const words = refused.entries.flatMap((entry) => entry.words);
    const piece = fc.oneof(fc.constantFrom(...words, 'ｶﾞ', '、', '紺の', 'ハーフコート'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        const found = find(text);
        for (const { start, end, word } of found) assert.equal(text.slice(start, end), word);
        const kept = found.reduceRight(
          (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
          text,
        );
        assert.equal(withoutRefused(text, found, ''), kept);
        assert.deepEqual(find(strip(text)), []);
      }),
    );
  });
});
