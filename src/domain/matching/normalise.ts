/** Text folding for comparison only: what is shown and stored stays as it was written. */

const HIRAGANA = /[\u3041-\u3096]/g;
const SMALL: Readonly<Record<string, string>> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ッ: 'ツ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ヮ: 'ワ',
  ヵ: 'カ',
  ヶ: 'ケ',
};

/** Combining and stand-alone (semi-)voiced marks. */
const VOICED_MARKS = /[\u3099\u309a\u309b\u309c]/g;
const O_ROW = 'オコソトノホモヨロヲ';

/** NFKC and no white space of any kind, lower case: "０９０ － Ａ" → "090-a". Idempotent. */
export const squeeze = (text: string): string =>
  text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll(/\s+/g, '');

/** Hiragana and half-width kana become full-width katakana. Idempotent. */
export const toKatakana = (text: string): string =>
  squeeze(text).replace(HIRAGANA, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x60));

/**
 * A key under which readings that sound alike to a listener are equal: voiced marks, small letters and
 * long vowels are dropped, so サイドウ = サイトウ and コーイチ = コウイチ. Idempotent.
 */
export const soundKey = (reading: string): string => {
  const plain = toKatakana(reading)
    .replaceAll(/[ァィゥェォッャュョヮヵヶ]/g, (letter) => SMALL[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(VOICED_MARKS, '')
    .replaceAll('ヲ', 'オ')
    .replaceAll(/[^ァ-ヺ]/g, '');
  let out = '';
  for (const letter of plain) {
    const before = out.at(-1) ?? '';
    const lengthens = (letter === 'ウ' || letter === 'オ') && O_ROW.includes(before) && before !== '';
    if (!lengthens) out += letter;
  }
  return out;
};

/** True when the text holds nothing but kana (and the long mark), half-width included. */
export const isKana = (text: string): boolean => /^[ァ-ヺー・゛゜]+$/.test(toKatakana(text));

/**
 * Folds old and variant characters onto one form (髙→高, 齋→斎). `variants` maps one character to its
 * folded form and comes from src/content/matching.
 */
export const createVariantFold = (variants: ReadonlyMap<string, string>) => {
  const fold = (letter: string): string => {
    // A chain (邉→邊→辺) is followed to its end; the bound keeps a circular table harmless.
    let current = letter;
    for (let step = 0; step < 4; step += 1) {
      const next = variants.get(current);
      if (next === undefined || next === current) break;
      current = next;
    }
    return current;
  };
  return (text: string): string => Array.from(squeeze(text), fold).join('');
};

/** Levenshtein distance ≤ 1 (one letter wrong, missing, extra, or two neighbours swapped). */
export const nearlySame = (left: string, right: string): boolean => {
  if (left === right) return true;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end += 1;
  const restShort = short.slice(start, short.length - end);
  const restLong = long.slice(start, long.length - end);
  if (restLong.length <= 1) return true;
  return (
    restShort.length === 2 && restLong.length === 2 && restShort === Array.from(restLong).reverse().join('')
  );
};
