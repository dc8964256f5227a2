import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { compareAddresses, readAddress } from '../../src/domain/matching/address.ts';
import { createClothingReader } from '../../src/domain/matching/clothing.ts';
import { createLexicon } from '../../src/domain/matching/lexicon.ts';
import { compareNames, createNameReader, createNameTables } from '../../src/domain/matching/names.ts';
import { nearlySame, soundKey, squeeze, toKatakana } from '../../src/domain/matching/normalise.ts';
import { plainPhrase } from '../../src/domain/matching/phrases.ts';

const content = loadMatchingContent();
const tables = createNameTables({
  variants: content.variants.entries,
  surnames: content.surnames.entries,
  givenNames: content.givenNames.entries,
});
const read = createNameReader(tables);

describe('folding of names', () => {
  const same: [string, string, string, string][] = [
    ['髙橋', '', '高橋', ''],
    ['山﨑 太郎', '', '山崎太郎', ''],
    ['齋藤', '', '斎藤', ''],
    ['齊藤さん', '', '斉藤', ''],
    ['渡邉', '', '渡辺', ''],
    ['渡邊　昭', '', '渡辺 昭氏', ''],
    ['𠮷田', '', '吉田', ''],
    ['大澤', '', '大沢', ''],
    ['濵田', '', '浜田', ''],
    ['', 'ｻﾄｳ', '', 'さとう'],
  ];
  for (const [name, kana, otherName, otherKana] of same) {
    it(`${name}${kana} and ${otherName}${otherKana} have the same surname`, () => {
      const [left, right] = [read(name, kana), read(otherName, otherKana)];
      assert.ok(left !== undefined && right !== undefined);
      assert.equal(compareNames(left, right).surname, 'same');
    });
  }

  const sound: [string, string, string, string][] = [
    ['佐藤', '', '', 'サトウ'],
    ['伊藤', '', '伊東', ''],
    ['清水', '', '志水', ''],
    ['中島', '', '', 'ナカジマ'],
    ['斎藤', '', '', 'サイドウ'],
  ];
  for (const [name, kana, otherName, otherKana] of sound) {
    it(`${name}${kana} and ${otherName}${otherKana} sound the same`, () => {
      const [left, right] = [read(name, kana), read(otherName, otherKana)];
      assert.ok(left !== undefined && right !== undefined);
      assert.equal(compareNames(left, right).surname, 'sound');
      assert.equal(compareNames(right, left).surname, 'sound');
    });
  }

  it('takes one misheard kana for near, and another name for different', () => {
    const [fujita, kujita, ono] = [read('', 'フジタ'), read('', 'クジタ'), read('', 'オノ')];
    assert.ok(fujita !== undefined && kujita !== undefined && ono !== undefined);
    assert.equal(compareNames(fujita, kujita).surname, 'near');
    assert.equal(compareNames(fujita, ono).surname, 'differs');
  });

  it('holds at least 300 surnames with readings', () => {
    assert.ok(content.surnames.entries.length >= 300);
  });

  it('folds what is folded already to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const fold of [squeeze, toKatakana, soundKey, tables.fold, plainPhrase]) {
          assert.equal(fold(fold(text)), fold(text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('compares names and readings alike in both directions', () => {
    const name = fc.constantFrom(...content.surnames.entries.slice(0, 60).map((entry) => entry.name), '');
    const kana = fc.constantFrom('サトウ', 'サイトウ', 'カトウ', 'イトウ', 'クジタ', 'ワタベ', '');
    fc.assert(
      fc.property(name, kana, name, kana, (a, b, c, d) => {
        const [left, right] = [read(a, b), read(c, d)];
        if (left === undefined || right === undefined) return;
        assert.deepEqual(compareNames(left, right), compareNames(right, left));
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => assert.equal(nearlySame(a, b), nearlySame(b, a))),
    );
  });
});

describe('addresses', () => {
  for (const [left, right, expected] of [
    ['栄町一丁目', '栄町１丁目', 'block'],
    ['栄町5-8', '栄町5丁目', 'block'],
    ['栄町', '栄町5丁目', 'town'],
    ['栄町2丁目', '栄町5丁目', 'blockDiffers'],
    ['仲町5丁目', '栄町5丁目', 'differs'],
  ] as const) {
    it(`${left} and ${right}: ${expected}`, () => {
      const [a, b] = [readAddress(left), readAddress(right)];
      assert.ok(a !== undefined && b !== undefined);
      assert.equal(compareAddresses(a, b), expected);
    });
  }
});

describe('clothing', () => {
  const clothes = createClothingReader(
    createLexicon(content.colours.entries),
    createLexicon(content.garments.entries),
  );
  const meaning = (text: string): string[] =>
    clothes(text).map(({ key, colourKey }) => `${colourKey}:${key}`);

  for (const [left, right] of [
    ['紺のブルゾン', '濃い青のジャンパー'],
    ['白っぽい背広に黒ズボン', '白色のスーツに黒のパンツ'],
    ['グレーのポロ、野球帽', 'ねずみ色のポロシャツ、キャップ'],
    ['こげ茶のスエット', '茶色のトレーナー'],
  ] as const) {
    it(`${left} means ${right}`, () => assert.deepEqual(meaning(left), meaning(right)));
  }

  it('splits words that no table knows into colour and garment', () => {
    const [piece] = clothes('蘇芳のブリオー');
    assert.equal(piece?.colour, '蘇芳');
    assert.equal(piece?.noun, 'ブリオー');
  });
});
