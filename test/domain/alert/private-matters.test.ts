import assert from 'node:assert/strict';
import { channelSafe } from '../../../src/domain/alert/channel-safe.ts';
import { tellsPrivateMatter } from '../../../src/domain/alert/private-matters.ts';

const private_ = [
  '住所は東京都千代田区丸の内1-2-3',
  '緑町2丁目から来た人',
  '私は山田太郎だと名乗った',
  '生活保護受給者証を持っていた',
  '税金の督促状のことで来た',
  '丙田さん 生活保護の件',
  'メール a@b.jp',
  '障害者手帳を出した',
  '鬱の薬の袋',
  '妊婦のようだった',
  '透析中と話した',
  '障碍者手帳',
  '夫と別居中',
  '児相の封筒',
  'フードバンクの袋',
  '刑務所帰りと話した',
  'シングルマザー',
  '戸籍の写しを持っていた',
  '品川300 あ 12-34 の車',
  '昭和45年3月3日',
  '東町に住む',
  '離婚の話をしていた',
  'うつ病の薬を持っていた',
  '丙田と書いた名札',
  '山本様',
];
const seen = [
  '紺の上着、灰色の帽子',
  '170cmくらい、やせ型',
  '白髪まじり、短い',
  '黒いかばん、杖',
  '低い声、早口、関西なまり',
  'おばさん風の話し方',
  '赤いリュックサック、イヤホン',
  '50代くらいの男性、眼鏡、手に封筒',
  '作業着、ヘルメット',
];

describe('a feature text', () => {
  for (const text of private_) {
    it(`tells more than can be seen: 「${text}」, and none of it reaches a channel`, () => {
      assert.equal(tellsPrivateMatter(text), true);
      assert.equal(channelSafe(text, []), '(非公開)');
    });
  }
  for (const text of seen) {
    it(`only describes: 「${text}」, and stays as it is`, () => {
      assert.equal(channelSafe(text, []), text);
    });
  }
});
