import type { IncidentContent } from '../incident/content.ts';
import type { SubjectReport } from '../matching/index.ts';
import type { PhoneKeys } from '../matching/index.ts';
import { squeeze, toKatakana } from '../matching/normalise.ts';
import { sharedPairs } from './bigrams.ts';
import type { SearchField } from './look-up.ts';

/** Digits with what people write between them: 「０３ー１２３４」 has the mark of a long vowel there. */
const NUMBER = /^[\d\s()+*?・ー‐-―−-]+$/u;

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
  const isNumber = digitsIn(search.text) >= LEAST_DIGITS && NUMBER.test(search.text);
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

/** What the one line of a description does not tell the matcher by itself. */
const glassesIn = (looks: string): SubjectReport['glasses'] =>
  /眼鏡|めがね|メガネ/u.test(looks) ? 'yes' : 'unknown';

/** Fields of a report in which a description without a place of its own may stand. */
const lookFields = ['hair', 'clothing', 'belongings', 'voice'] as const;

/**
 * The reports to look for, one per field in which the loose text may stand: in one report it would speak
 * against itself. At most twelve.
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
    figure: '',
    age: 'unknown',
    gender: 'unknown',
    glasses: glassesIn(search.looks),
    hair: '',
    clothing: '',
    belongings: '',
    voice: '',
    look: search.looks,
    address: '',
    demand: '',
    words: search.words === '' ? [] : [search.words],
  };
  /** The whole line, and once more as each field whose words the tables may not know. */
  const asLooks = (text: string): SubjectReport[] => {
    const described = { ...base, look: text, glasses: glassesIn(text) };
    return [described, ...lookFields.map((field) => ({ ...described, [field]: text }))];
  };
  const { text } = search;
  const placed = search.looks === '' ? [base] : asLooks(search.looks);
  if (text === '') return placed;
  const nothingElse = [search.phone, search.name, search.looks, search.words].every((typed) => typed === '');
  return [
    ...(nothingElse ? [] : placed),
    { ...base, name: text },
    { ...base, words: [...base.words, text] },
    ...asLooks(text),
  ];
}

/** Kinds of evidence that a search can ask for. Who was here today is no answer to it. */
const askable = new Set(['phone', 'name', 'body', 'hair', 'clothing', 'belongings', 'voice', 'words']);

/** Whether this reason is one that a search can ask for. */
export const answersSearch = ({ kind }: { readonly kind: string }): boolean => askable.has(kind);

/** Digits alone, whatever their width. */
const digitsOf = (text: string): string => text.normalize('NFKC').replaceAll(/[^0-9]/gu, '');

/** Whether a record itself holds the number or the name that is looked for, beside all ranking. */
export function namesIn(search: Search, content: IncidentContent): Reason[] {
  const { phone, name, kana } = content.identity;
  const number = digitsOf(search.phone === '' ? search.text : search.phone);
  const asked = squeeze(search.name === '' ? search.text : search.name);
  const called = [name, kana].map(squeeze).filter((text) => text !== '');
  return [
    ...(number.length >= LEAST_DIGITS && digitsOf(phone).endsWith(number)
      ? [{ kind: 'phone', text: '電話番号の記録にある' }]
      : []),
    ...(asked.length >= LEAST_TEXT &&
    called.some((text) => text.includes(asked) || toKatakana(text).includes(toKatakana(asked)))
      ? [{ kind: 'name', text: '名前の記録にある' }]
      : []),
  ];
}

/** A note with so large a share of what was looked for holds it. */
const HELD = 0.75;

/** Between the things of a description: marks, and the words that only join them (「紺の上着を着た男性」). */
const BREAK =
  /[\s、,,。・]+|を?(?:着|かぶ|持|はい|さし)(?:って|った|って|いて|いた|て|た)|の?(?:男性?|女性?)|の(?:人|方)|^人$/u;

type Reason = { readonly kind: string; readonly text: string };

/**
 * What a record's own notes hold of a description or of words, by kind of note. The ranking asks how likely
 * it is that two contacts are of one person, to which a jacket of another day says nothing; whoever looks for
 * a jacket wants the records that have it.
 */
export function heldIn(search: Search, content: IncidentContent): Reason[] {
  const { features } = content;
  const notes: readonly { kind: string; name: string; text: string }[] = [
    { kind: 'hair', name: '髪', text: features.hair },
    { kind: 'clothing', name: '服装', text: features.clothing },
    { kind: 'clothing', name: '服装', text: content.look },
    { kind: 'belongings', name: '持ち物', text: features.belongings },
    { kind: 'voice', name: '声', text: features.voice },
    { kind: 'body', name: '体格', text: features.build },
  ];
  const said = content.utterances.filter(({ who }) => who === 'caller').map(({ words }) => words);
  const described = [search.looks, search.text].flatMap((text) => text.split(BREAK));
  const held = notes.filter(({ text }) =>
    described.some((piece) => piece !== '' && sharedPairs(piece, text) >= HELD),
  );
  const spoken = [search.words, search.text].some(
    (phrase) => phrase !== '' && said.some((words) => sharedPairs(phrase, words) >= HELD),
  );
  const reasons = [
    ...held.map(({ kind, name }) => ({ kind, text: `${name}の記録にある` })),
    ...(spoken ? [{ kind: 'words', text: '言われた言葉の記録にある' }] : []),
  ];
  return reasons.filter(({ kind }, index) => reasons.findIndex((other) => other.kind === kind) === index);
}
