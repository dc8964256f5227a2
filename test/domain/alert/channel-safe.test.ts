import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { channelSafe } from '../../../src/domain/alert/channel-safe.ts';
import { alertOf, minimalTyped, richIncident } from '../../builders/records.ts';

describe('feature text for a channel', () => {
  const rows: readonly [what: string, text: string, secrets: string[], gone: string[]][] = [
    ['the name', '山本太郎と書いた名札', ['山本太郎'], ['山本太郎']],
    ['the family name alone', '山本と書いた名札', ['山本 太郎'], ['山本']],
    ['the name without the space', '山本太郎の名札', ['山本 太郎'], ['山本', '太郎']],
    ['the name with a full-width space', '山本　太郎の名札', ['山本 太郎'], ['山本', '太郎']],
    ['the reading', 'やまもとと名乗った', ['やまもと たろう'], ['やまもと']],
    ['the reading in katakana', 'ヤマモトと名乗った', ['やまもと たろう'], ['ヤマモト']],
    ['the reading in half-width katakana', 'ﾔﾏﾓﾄと名乗った', ['やまもと'], ['ﾔﾏﾓﾄ']],
    ['a family name of one character with さん', '林さんの名札', ['林 太郎'], ['林さん']],
    ['a family name of one character with 様', '「東様」の封筒', ['東 太郎'], ['東様']],
    ['a Roman name in other letters', 'smithの鞄', ['Smith'], ['smith']],
    ['a Roman name in full width', 'ＳＭＩＴＨの鞄', ['Smith'], ['ＳＭＩＴＨ']],
    ['the telephone number', '03-1234-5678の名刺', ['03-1234-5678'], ['1234', '5678']],
    ['the telephone number in other spacing', '03 1234 5678', ['03-1234-5678'], ['1234', '5678']],
    ['a number nobody named', '会員証 90-1234-567', [], ['1234']],
    ['a number in full width', '０９０ー１２３４ー５６７８', [], ['１２３４']],
  ];
  for (const [what, text, secrets, gone] of rows) {
    it(`does not show ${what}`, () => {
      const safe = channelSafe(text, secrets);
      for (const word of gone) assert.ok(!safe.includes(word), safe);
    });
  }

  for (const text of ['170cmくらい、やせ型', '紺の上着', '2026年の手帳', '白髪、短い', '']) {
    it(`leaves 「${text}」 as it is`, () =>
      assert.equal(channelSafe(text, ['山本 太郎', '', '03-1234-5678']), text));
  }

  it('takes a part of a name written in one word when somebody is addressed by it', () => {
    for (const text of ['山本さんの札', '太郎くんの札']) {
      assert.match(channelSafe(text, ['山本太郎']), /^\(非公開\)(?:の札)?$/);
    }
  });

  it('does not take a family name of one character out of other words', () => {
    assert.equal(channelSafe('お子さん連れ', ['山本 花子']), 'お子さん連れ');
    assert.equal(channelSafe('森林柄のシャツ', ['林 太郎']), '森林柄のシャツ');
  });

  it('never shows a secret of two characters or more, wherever it stands', () => {
    const word = fc.stringMatching(/^[ぁ-んァ-ヶ一-龠a-zA-Z]{2,8}$/);
    fc.assert(
      fc.property(
        word,
        fc.string({ maxLength: 10 }),
        fc.string({ maxLength: 10 }),
        (secret, before, after) => {
          assert.ok(!channelSafe(`${before}${secret}${after}`, [secret]).includes(secret));
        },
      ),
    );
  });

  it('guards every feature of an alert', () => {
    const told = '林さん 090-1234-5678';
    const fields = ['build', 'hair', 'clothing', 'belongings', 'voice'] as const;
    const typed = {
      ...minimalTyped,
      urgent: 'true',
      name: '林 太郎',
      ...Object.fromEntries(fields.map((field) => [field, told])),
    };
    const { features } = alertOf(richIncident({ typed }));
    for (const field of fields) assert.ok(!/林|1234/u.test(features[field]), `${field}: ${features[field]}`);
  });
});
