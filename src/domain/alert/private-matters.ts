/**
 * Feature fields are for what can be seen or heard. Where a tired person wrote something else into one, no
 * word of it goes into a channel: welfare, tax, family and health matters (個人情報保護法69条・地方税法22条),
 * where somebody lives, and what somebody is called.
 */
const MATTERS =
  /生活保護|生保|保護費|ケースワーカ|受給|給付|手当|福祉|障[害碍がい]|療育手帳|介護|要支援|認定|保育|児童|児相|虐待|フードバンク|DV|離婚|別居|シングル(?:マザー|ファザー)|親権|養育|ひとり親|母子|父子|妊|出産|産婦|相続|税|滞納|督促|差押|納付|課税|国保|保険|年金|医療|病|症|通院|入院|診断|服薬|薬|精神|依存|酒癖|国籍|外国|在留|宗教|信仰|借金|破産|就労|失業|無職|前科|逮捕|刑務所|出所|服役|鬱|透析|戸籍/u;

const ADDRESS =
  /[都道府県][^\s、。]{1,12}[市区郡町村]|丁目|番地|住所|自宅|\p{N}+[-‐－ー−の]\p{N}+[-‐－ー−の]\p{N}+|号室|マンション|アパート|団地/u;

const ELECTRONIC = /[\w.+-]+[@＠][\w.-]+|https?:|LINE\s?ID/iu;

/** Number plates, and days of birth. */
const MARKED =
  /\p{Script=Han}{2,3}\s?\p{N}{2,3}\s?\p{Script=Hiragana}\s?\p{N}{1,2}[-‐－・ ]?\p{N}{2}|(?:明治|大正|昭和|平成|令和)\s?\p{N}{1,2}年\s?\p{N}{1,2}月|生まれ|に住/u;

const NAMED = /名乗|名前|名札|氏名|という(?:人|方|男性|女性|者)|本人は\p{Script=Han}/u;

/** 「丙田さん」; not 「おばさん風」, 「お巡りさん」 and the like. */
const HONOURED =
  /(?<![\p{L}])[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]{1,6}(?:さん|さま|様|氏|殿)(?!風)/u;
const COMMON =
  /^(?:お?[父母兄姉爺婆]|お(?:じ|ば|じい|ばあ|にい|ねえ|とう|かあ|巡り|客|子|坊)|奥|職人|店員|警備員|学生|サラリーマン|会社員)/u;

/**
 * Whether a text names a matter of one person: welfare, tax, family, health, where somebody lives, who it is. A
 * sentence may still speak of names as such (「職員の名前を教える」).
 */
export function namesPrivateMatter(text: string): boolean {
  const plain = text.normalize('NFKC');
  const honoured = HONOURED.exec(plain)?.[0];
  return (
    MATTERS.test(plain) ||
    ADDRESS.test(plain) ||
    ELECTRONIC.test(plain) ||
    MARKED.test(plain) ||
    (honoured !== undefined && !COMMON.test(honoured))
  );
}

/** Whether a text tells more than what can be seen or heard. */
export const tellsPrivateMatter = (text: string): boolean =>
  namesPrivateMatter(text) || NAMED.test(text.normalize('NFKC'));
