import { tellsPrivateMatter } from './private-matters.ts';

/** Stands in a channel where private text was typed into a feature field. */
const HIDDEN = '(非公開)';

/** What people put between the parts of a name. */
const SEPARATORS = /[\s\p{Pd}・･、,.=＝]+/u;

/**
 * Runs of seven or more digits (１, ①, 一 as well), with what people put between the groups of
 * telephone and account numbers.
 */
const NUMBERS =
  /[\p{N}零一二三四五六七八九](?:[\s\p{Pd}\p{Cf}−ー_/／.・()（）]*[\p{N}零一二三四五六七八九]){6,}/gu;

/** Kanji that stand for one another in names; the first of each is the one that fold keeps. */
const KANJI = [
  '高髙',
  '崎﨑嵜',
  '辺邊邉',
  '斎齋斉齊',
  '沢澤',
  '浜濱濵',
  '島嶋嶌',
  '広廣',
  '桜櫻',
  '真眞',
  '富冨',
];
const SAME_KANJI: ReadonlyMap<string, string> = new Map(
  [...KANJI, '徳德', '恵惠', '栄榮', '竜龍', '瀬瀨', '国國', '条條', '吉𠮷'].flatMap((group) => {
    const [first = '', ...others] = Array.from(group);
    return others.map((other) => [other, first] as const);
  }),
);
const OTHER_KANJI = new RegExp(`[${[...SAME_KANJI.keys()].join('')}]`, 'gu');

/**
 * One spelling for all: width, case, ヤマモト for やまもと, 高橋 for 髙橋, and nothing but letters and digits,
 * so that spaces, dots and characters without width hide no name.
 */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    .normalize('NFKC')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(OTHER_KANJI, (kanji) => SAME_KANJI.get(kanji) ?? kanji);

/** Groups of four or more digits: the end of a telephone number finds a person as well. */
const groups = (secret: string): string[] => secret.normalize('NFKC').match(/\d{4,}/gu) ?? [];

/** 田中 and 太郎 of 田中太郎: most family names have two characters. */
function halves(name: string): string[] {
  if (!/^\p{Script=Han}{3,6}$/u.test(name)) return [];
  const letters = Array.from(name);
  const head = letters.slice(0, 2).join('');
  return letters.length === 3 ? [head] : [head, letters.slice(-2).join('')];
}

const HONORIFICS = ['さん', 'さま', 'くん', 'ちゃん', '様', '氏', '君', '殿'];

/**
 * A part of a name before an honorific: 「林さん」 of 林 太郎, 「山本様」 of 山本太郎. One character alone is
 * no name (林 in 森林), so the honorific has to be there.
 */
function addressed(secrets: readonly string[]): string[] {
  const names = secrets.flatMap((secret) => secret.split(SEPARATORS)).filter((name) => name !== '');
  const parts = names.flatMap((name) => {
    const letters = Array.from(name);
    const heads = letters.map((_, index) => letters.slice(0, index + 1).join(''));
    // The last character alone is not enough: 「お子さん」 does not name 花子.
    const tails = letters.slice(1, -1).map((_, index) => letters.slice(index + 1).join(''));
    return [...heads, ...tails];
  });
  return [...new Set(parts)]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((part) => HONORIFICS.map((honorific) => part + honorific));
}

/** Whether a text holds what looks like a number by which a person can be found. */
export const holdsNumber = (text: string): boolean => text.search(NUMBERS) !== -1;

/**
 * Feature text as it may stand in a channel: whatever the same record holds as name, reading
 * or telephone number is taken out wherever it was typed again, and so is anything that looks like a number
 * by which a person can be found. What the secrets ask for is worked out once for all texts of a record.
 */
export function createChannelSafe(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets
    .flatMap((secret) => [secret, ...secret.split(SEPARATORS), ...groups(secret), ...halves(secret.trim())])
    .map((secret) => secret.trim())
    .filter((secret) => fold(secret).length >= 2)
    .toSorted((a, b) => b.length - a.length);
  const folds = [...new Set(hidden.map(fold))];
  let calls: readonly string[] | undefined;
  return (text) => {
    if (text === '') return text;
    if (tellsPrivateMatter(text)) return HIDDEN;
    let safe = text.replace(NUMBERS, HIDDEN);
    if (HONORIFICS.some((honorific) => safe.includes(honorific))) {
      calls ??= addressed(secrets);
      for (const call of calls) safe = safe.replaceAll(call, HIDDEN);
    }
    for (const secret of hidden) safe = safe.replaceAll(secret, HIDDEN);
    if (folds.length === 0) return safe;
    // A variant spelling (full width, other spacing) cannot be cut out by position, so the whole text goes.
    const folded = fold(safe.replaceAll(HIDDEN, ''));
    return folds.some((secret) => folded.includes(secret)) ? HIDDEN : safe;
  };
}

/** One text by itself; see {@link createChannelSafe}. */
export const channelSafe = (text: string, secrets: readonly string[]): string =>
  createChannelSafe(secrets)(text);
