import assert from 'node:assert/strict';
import { isEveryday } from '../../../src/domain/settings/everyday.ts';

const endings =
  'です ます した ました ない から ので ください でした している という と言った 言われた ですよね したので ましたが ないから して、ください';

const own =
  'ばか あほ のろま しね ころす だまれ うるさい かね どけ べろべろばあ からだ 覚えていろよ 帰らないから まだ帰らない 訴えます 夜道に気をつけろ 謝ってください';

describe('words that stand in nearly every record', () => {
  for (const words of endings.split(' ')) {
    it(`are none of the ward's own: ${words}`, () => assert.equal(isEveryday(words), true));
  }

  for (const words of own.split(' ')) {
    it(`are not these: ${words}`, () => assert.equal(isEveryday(words), false));
  }

  it('are told from others at once, however they could be divided', () => {
    assert.equal(isEveryday(`${'もの'.repeat(2000)}ぞ`), false);
  });
});
