/** Stands in a channel where private text was typed into a feature field. */
const HIDDEN = '(非公開)';

/** What people put between the parts of a name. */
const SEPARATORS = /[\s　・、,]+/u;

/** Runs of seven or more digits, with the separators people put into telephone and account numbers. */
const NUMBERS = /[0-9０-９](?:[-‐－ー−()（）.\s]*[0-9０-９]){6,}/gu;

/** One spelling for all: width, case, spacing, and ヤマモト for やまもと. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

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

/**
 * Feature text as it may stand in a channel: whatever the same record holds as name, reading,
 * telephone or place is taken out wherever it was typed again, and so is anything that looks like a number
 * by which a person can be found.
 */
export function channelSafe(text: string, secrets: readonly string[]): string {
  const hidden = secrets
    .flatMap((secret) => [secret, ...secret.split(SEPARATORS)])
    .map((secret) => secret.trim())
    .filter((secret) => fold(secret).length >= 2)
    .toSorted((a, b) => b.length - a.length);
  let safe = text.replace(NUMBERS, HIDDEN);
  for (const secret of [...hidden, ...addressed(secrets)]) safe = safe.replaceAll(secret, HIDDEN);
  // A variant spelling (full width, other spacing) cannot be cut out by position, so the whole text goes.
  const folded = fold(safe.replaceAll(HIDDEN, ''));
  return hidden.some((secret) => folded.includes(fold(secret))) ? HIDDEN : safe;
}
