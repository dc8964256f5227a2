import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { createFigureReader } from '../../src/domain/matching/figure.ts';
import { createThings } from '../../src/domain/matching/things.ts';

const content = loadMatchingContent();
const figure = createFigureReader(content.figure);
const { look } = createThings(content);

describe('height and build in one line', () => {
  const table: [string, 'male' | 'female' | 'unknown', string, string][] = [
    ['170cmくらい、やせ型', 'male', 'average', 'slim'],
    ['１７０ｃｍくらい、痩せ型', 'male', 'average', 'slim'],
    ['170センチ', 'female', 'tall', 'unknown'],
    ['160cm前後', 'male', 'short', 'unknown'],
    ['160cm前後', 'female', 'average', 'unknown'],
    ['160くらい', 'unknown', 'average', 'unknown'],
    ['1m85、がっちり', 'male', 'tall', 'heavy'],
    ['1メートル50', 'unknown', 'short', 'unknown'],
    ['がっちり', 'male', 'unknown', 'heavy'],
    ['大柄', 'male', 'tall', 'heavy'],
    ['小柄', 'female', 'short', 'unknown'],
    ['中肉中背', 'male', 'average', 'average'],
    ['背が高く、ほっそり', 'female', 'tall', 'slim'],
    ['背は高くない', 'male', 'unknown', 'unknown'],
    ['太っていない', 'male', 'unknown', 'unknown'],
    ['大柄(165cmくらい)', 'male', 'average', 'heavy'],
    ['50代くらい', 'male', 'unknown', 'unknown'],
    ['体重100キロくらい', 'male', 'unknown', 'unknown'],
    ['内線1700', 'male', 'unknown', 'unknown'],
    ['', 'male', 'unknown', 'unknown'],
  ];
  for (const [text, gender, height, build] of table) {
    it(`are ${height} and ${build} in 「${text}」 (${gender})`, () =>
      assert.deepEqual(figure(text, gender), { height, build }));
  }

  it('never get lower with more centimetres', () => {
    const order = ['short', 'average', 'tall'];
    const rank = (centimetres: number, gender: 'male' | 'female' | 'unknown'): number =>
      order.indexOf(figure(`${centimetres}cm`, gender).height);
    fc.assert(
      fc.property(
        fc.integer({ min: 130, max: 208 }),
        fc.constantFrom('male' as const, 'female' as const, 'unknown' as const),
        (centimetres, gender) => assert.ok(rank(centimetres, gender) <= rank(centimetres + 1, gender)),
      ),
    );
  });
});

describe('the one line of a 速報', () => {
  const nothing = { age: 'unknown', gender: 'unknown', hair: '', clothing: '', belongings: '' };
  const table: [string, Partial<typeof nothing>][] = [
    [
      '50代くらいの男性、白髪、紺の上着、杖',
      { age: '50s', gender: 'male', hair: '白髪', clothing: '紺の上着', belongings: '杖' },
    ],
    ['７０代の女性　ベレー帽', { age: '70s', gender: 'female', clothing: 'ベレー帽' }],
    ['坊主頭で黒いジャンパーの男', { gender: 'male', hair: '坊主頭', clothing: '黒いジャンパー' }],
    ['男女二人', {}],
    ['さっきの人', {}],
    ['', {}],
  ];
  for (const [text, said] of table) {
    it(`says what the tables know of 「${text}」`, () =>
      assert.deepEqual(look.of(text), { ...nothing, ...said }));
  }

  it('says nothing that may not be kept', () => {
    assert.deepEqual(look.of('外国人風の男、〔略〕、紺の上着'), {
      ...nothing,
      gender: 'male',
      clothing: '紺の上着',
    });
  });
});
