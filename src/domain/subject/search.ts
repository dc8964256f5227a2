import type { SubjectReport } from '../matching/index.ts';
import type { PhoneKeys } from '../matching/index.ts';
import type { SearchField } from './look-up.ts';

/** What somebody typed to find a person. `text` is the one box in which anything may stand. */
export type Search = Readonly<Record<SearchField, string>>;

export const emptySearch: Search = { phone: '', name: '', looks: '', words: '', text: '' };

/** Fewer characters than this find everybody. */
export const LEAST_TEXT = 2;

/** Fewer digits than this are no part of a number that anybody remembers. */
export const LEAST_DIGITS = 4;

/** Longest text per box, in characters; a report's own fields hold no more. */
export const MOST_TEXT = 80;

const plain = (text: string): string => text.normalize('NFKC').trim();

/** 「03-1234-5678」, 「5678」, 「下4桁 5678」 but not 「5番窓口」. */
export const digitsIn = (text: string): number => plain(text).replaceAll(/\D/gu, '').length;

/**
 * The search with the one box sorted out: digits are a number, everything else stays text. Which of the
 * boxes were used is all that is kept of it.
 */
export function readSearch(typed: Search): { search: Search; fields: SearchField[] } {
  const search: Search = {
    phone: plain(typed.phone),
    name: plain(typed.name),
    looks: plain(typed.looks),
    words: plain(typed.words),
    text: plain(typed.text),
  };
  const isNumber = digitsIn(search.text) >= LEAST_DIGITS && /^[\d\s()+*?・-]+$/u.test(search.text);
  const sorted = isNumber && search.phone === '' ? { ...search, phone: search.text, text: '' } : search;
  const fields = (['phone', 'name', 'looks', 'words', 'text'] as const).filter(
    (field) => sorted[field] !== '',
  );
  return { search: sorted, fields };
}

/** What is wrong with a search, by field; empty when it can be looked for. */
export function searchProblems(
  search: Search,
  fields: readonly SearchField[],
): Partial<Record<SearchField, string>> {
  const problems: Partial<Record<SearchField, string>> = {};
  for (const field of fields) {
    const text = search[field];
    if (text.length > MOST_TEXT) problems[field] = `${MOST_TEXT}字までにしてください(いま${text.length}字)。`;
    else if (field === 'phone') {
      if (digitsIn(text) < LEAST_DIGITS) {
        problems.phone = `電話番号は、わかる数字を${LEAST_DIGITS}桁以上入れてください。`;
      }
    } else if (text.length < LEAST_TEXT) problems[field] = `${LEAST_TEXT}文字以上入れてください。`;
  }
  return problems;
}

const AGE = /([1-8])0\s*(?:代|歳代)/u;

/** What a description says of the body besides the things that it names. */
function bodyOf(looks: string): Pick<SubjectReport, 'age' | 'gender' | 'glasses'> {
  const decade = AGE.exec(looks)?.[1];
  return {
    age: decade === undefined ? 'unknown' : `${decade}0s`,
    gender: looks.includes('男') ? 'male' : looks.includes('女') ? 'female' : 'unknown',
    glasses: /眼鏡|めがね|メガネ/u.test(looks) ? 'yes' : 'unknown',
  };
}

/** Fields of a report in which a description without a place of its own may stand. */
const lookFields = ['hair', 'clothing', 'belongings', 'voice'] as const;

/**
 * The reports to look for, one per field in which the loose text may stand: in one report it would speak
 * against itself. At most nine.
 */
export function reportsOf(
  search: Search,
  around: { at: Date; day: string; department: string },
  phoneKeys: (text: string) => PhoneKeys | undefined,
): SubjectReport[] {
  const base: SubjectReport = {
    id: '',
    at: around.at.getTime(),
    day: around.day,
    department: around.department,
    // A search says nothing about the scene; of the four the counter says least.
    scene: 'counter',
    name: search.name,
    kana: '',
    phone: search.phone === '' ? undefined : phoneKeys(search.phone),
    height: 'unknown',
    build: 'unknown',
    ...bodyOf(search.looks),
    hair: '',
    clothing: '',
    belongings: '',
    voice: '',
    address: '',
    demand: '',
    words: search.words === '' ? [] : [search.words],
  };
  const described =
    search.looks === '' ? [base] : lookFields.map((field) => ({ ...base, [field]: search.looks }));
  const { text } = search;
  if (text === '') return described;
  const loose = { ...base, ...bodyOf(text) };
  const only = search.looks === '' && search.name === '' && search.phone === '' && search.words === '';
  return [
    ...(only ? [] : described),
    { ...base, name: text },
    { ...base, words: [...base.words, text] },
    ...lookFields.map((field) => ({ ...loose, [field]: text })),
  ];
}

/** Kinds of evidence that a search can ask for. Who was here today is no answer to it. */
const askable = new Set(['phone', 'name', 'body', 'hair', 'clothing', 'belongings', 'voice', 'words']);

/** Whether anything that was asked for speaks for this person. */
export const answersSearch = (reasons: readonly { readonly kind: string }[]): boolean =>
  reasons.some(({ kind }) => askable.has(kind));
