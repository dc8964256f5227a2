import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { channelSafe } from '../../../src/domain/alert/channel-safe.ts';

/** Stands for what was taken out; what it says is not a secret. */
const without = (safe: string): string => safe.replaceAll('(非公開)', '\n');

/** Letters and digits only, in one width and case and in hiragana: how a reader would read it. */
const read = (text: string): string =>
  Array.from(text.normalize('NFKC').toLowerCase())
    .filter((letter) => /[\p{L}\p{N}\n]/u.test(letter))
    .map((letter) =>
      /[ァ-ヶ]/u.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60) : letter,
    )
    .join('');

const fullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const katakana = (text: string): string =>
  text.replaceAll(/[ぁ-ゖ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
const between =
  (separator: string) =>
  (text: string): string =>
    Array.from(text).join(separator);

const SEPARATORS = [
  ' ',
  '　',
  '・',
  '･',
  '-',
  '‐',
  '―',
  '.',
  '/',
  '_',
  '\u200B',
  '\u200D',
  '\u2060',
  '\u00AD',
  '\uFE0F',
];

/** How the same word can be typed again. */
const variants: readonly ((text: string) => string)[] = [
  (text) => text,
  fullWidth,
  katakana,
  (text) => text.toUpperCase(),
  (text) => text.normalize('NFD'),
  ...SEPARATORS.map(between),
  (text) => katakana(between('　')(text)),
  (text) => fullWidth(between('\u200B')(text)),
];

const letters = fc.stringMatching(/^[あ-んア-ヴ一-龠a-zA-Z]{2,8}$/);
const ordinary = fc.constantFrom(
  '',
  '紺の上着、',
  '「',
  '」と書いた名札',
  ' 灰色の帽子',
  'の袋 2つ',
  '👜',
  '\n',
);

describe('what a channel may show', () => {
  it('never holds a name of the record, in any width, spacing, case or kana', () => {
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom(...variants),
        ordinary,
        ordinary,
        (secret, variant, before, after) => {
          const safe = channelSafe(`${before}${variant(secret)}${after}`, [secret, '', '']);
          assert.ok(!read(without(safe)).includes(read(secret)), safe);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never holds either part of a name that was written with a space', () => {
    fc.assert(
      fc.property(
        letters,
        letters,
        fc.constantFrom(...variants),
        ordinary,
        (family, given, variant, after) => {
          for (const part of [family, given]) {
            const safe = channelSafe(`${variant(part)}${after}`, [`${family} ${given}`]);
            assert.ok(!read(without(safe)).includes(read(part)), safe);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never holds a telephone number, nor its last group alone', () => {
    const phone = fc.stringMatching(/^0\d{1,2}-\d{3,4}-\d{4}$/);
    fc.assert(
      fc.property(
        phone,
        fc.constantFrom(...variants, ...SEPARATORS.map((s) => (text: string) => text.replaceAll('-', s))),
        (secret, variant) => {
          for (const typed of [variant(secret), `下4桁 ${variant(secret.slice(-4))}`]) {
            const safe = channelSafe(`${typed} の札`, [secret]);
            assert.ok(!read(without(safe)).includes(secret.slice(-4)), safe);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  const rows: readonly [what: string, text: string, secret: string][] = [
    ['an older form of a kanji', '髙橋の札', '高橋'],
    ['another form of a kanji', '渡邊と書いた袋', '渡辺'],
    ['a variation selector', '葛\u{E0100}城の札', '葛城'],
    ['the family name alone, of a name written in one word', '田中の刺繍', '田中太郎'],
    ['the given name alone, of a name written in one word', '太郎の刺繍', '田中太郎'],
    ['a half-width voiced kana', 'ﾀﾞｲｺﾞの札', 'だいご'],
  ];
  for (const [what, text, secret] of rows) {
    it(`does not hold ${what}`, () => assert.match(channelSafe(text, [secret]), /^\(非公開\)/u));
  }

  it('never holds a number of seven digits that nobody named, in the ways in which numbers are written', () => {
    for (const text of [
      '03/1234/5678',
      '０９０―１２３４―５６７８',
      '①②③④⑤⑥⑦',
      '〇三-一二三四-五六七八',
      '12\u200B34567',
    ]) {
      assert.equal(channelSafe(text, []), '(非公開)', text);
    }
  });

  it('keeps ordinary features whole', () => {
    const features = [
      '身長170〜175cm、体重60〜65kg',
      '2階から来た。50代、3人連れ',
      '黒い帽子・白い杖・赤い袋',
      'A4の封筒、No.12のバッジ',
      '関西の話し方、早口でろれつが回らない',
    ];
    for (const text of features)
      assert.equal(channelSafe(text, ['山本 太郎', 'やまもと たろう', '03-1234-5678']), text);
  });
});
