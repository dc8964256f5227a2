import { squeeze } from './normalise.ts';

/**
 * A telephone number as the matcher keeps it: never in clear. Every long part is a keyed hash; only the
 * last four digits can be read.
 */
export type PhoneKeys = {
  /** Keyed hash of all digits; empty when a digit is hidden. */
  full: string;
  /** Keyed hash of the number with one position masked, by position; empty string where that is unknown. */
  masked: readonly string[];
  /** Keyed hashes of the number with two neighbouring digits exchanged. */
  swapped: readonly string[];
  /** Keyed hash of everything before the last four digits; empty when a digit of it is hidden. */
  head: string;
  /** Last four digits, each a digit or `?`; empty when fewer were noted. */
  last4: string;
};

export type KeyedHash = (text: string) => string;

/** Strongest relation first. `none` means that both are known and do not agree. */
export type PhoneRelation = 'same' | 'digit' | 'swap' | 'last4' | 'head' | 'none' | 'unknown';

const HIDDEN = /[*＊×x〇○●?？_・]/g;

/** Digits with `?` for a hidden one, country code removed; empty when it is no telephone number. */
export const phoneDigits = (text: string): string => {
  const plain = squeeze(text)
    .replace(HIDDEN, '?')
    .replaceAll(/[^0-9?+]/g, '');
  const national = plain.replace(/^\+?81(?=[1-9?])/, '0').replaceAll('+', '');
  const known = national.replaceAll('?', '').length;
  return known < 4 || national.length > 15 ? '' : national;
};

const replaceAt = (text: string, index: number, by: string): string =>
  text.slice(0, index) + by + text.slice(index + by.length);

/**
 * Makes keys from what was written. `hash` is a keyed hash (HMAC with the service's secret), supplied
 * from outside so that this room holds neither crypto nor key. Returns undefined when nothing is usable.
 */
export const createPhoneKeys =
  (hash: KeyedHash) =>
  (text: string): PhoneKeys | undefined => {
    const digits = phoneDigits(text);
    if (digits === '') return undefined;
    const hidden = Array.from(digits).filter((digit) => digit === '?').length;
    const tail = digits.slice(-4);
    const last4 = tail.length === 4 && !tail.includes('?') ? tail : '';
    const headDigits = digits.length >= 9 ? digits.slice(0, -4) : '';
    const head = headDigits === '' || headDigits.includes('?') ? '' : hash(`head:${headDigits}`);
    if (digits.length < 9 || hidden > 1) {
      return last4 === '' && head === '' ? undefined : { full: '', masked: [], swapped: [], head, last4 };
    }
    const maskAt = (index: number): string => hash(`mask:${replaceAt(digits, index, '?')}`);
    if (hidden === 1) {
      const at = digits.indexOf('?');
      return {
        full: '',
        masked: Array.from({ length: digits.length }, (_, index) => (index === at ? maskAt(index) : '')),
        swapped: [],
        head,
        last4,
      };
    }
    const swapped: string[] = [];
    for (let index = 0; index + 1 < digits.length; index += 1) {
      const pair = digits.slice(index, index + 2);
      if (pair[0] !== pair[1]) swapped.push(hash(`full:${replaceAt(digits, index, `${pair[1]}${pair[0]}`)}`));
    }
    return {
      full: hash(`full:${digits}`),
      masked: Array.from({ length: digits.length }, (_, index) => maskAt(index)),
      swapped,
      head,
      last4,
    };
  };

/**
 * The same keys as numbers, which weigh a third of the texts: tens of thousands of telephones stay in
 * memory. 0 stands for an unknown key.
 */
export type PhoneMarks = {
  readonly full: number;
  readonly masked: readonly number[];
  readonly swapped: readonly number[];
  readonly head: number;
  readonly last4: string;
};

/** 52 bits of a text that is a keyed hash already, never 0 for a text (cyrb53 by bryc, public domain). */
const markOf = (text: string): number => {
  if (text === '') return 0;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 1 + (low >>> 0) * 0x10_0000 + (high >>> 12);
};

/** Filled by pushing, because only then are the numbers held in the list itself; cut to its length. */
const marksOf = (texts: readonly string[]): readonly number[] => {
  const marks: number[] = [];
  for (const text of texts) marks.push(markOf(text));
  return marks.length === 0 ? NO_MARKS : marks.slice();
};

const NO_MARKS: readonly number[] = [];

export const markPhone = ({ full, masked, swapped, head, last4 }: PhoneKeys): PhoneMarks => ({
  full: markOf(full),
  masked: marksOf(masked),
  swapped: marksOf(swapped),
  head: markOf(head),
  last4,
});

const sharesMask = (left: PhoneMarks, right: PhoneMarks): boolean => {
  for (let index = 0; index < left.masked.length; index += 1) {
    const mark = left.masked[index];
    if (mark !== 0 && mark === right.masked[index]) return true;
  }
  return false;
};

/** Relation of two numbers, symmetric, from their keys alone. */
export const comparePhones = (left: PhoneMarks, right: PhoneMarks): PhoneRelation => {
  if (left.full !== 0 && left.full === right.full) return 'same';
  if (sharesMask(left, right)) return 'digit';
  const bothFull = left.full !== 0 && right.full !== 0;
  if (bothFull && (left.swapped.includes(right.full) || right.swapped.includes(left.full))) return 'swap';
  if (left.last4 !== '' && left.last4 === right.last4) return 'last4';
  if (!bothFull && left.head !== 0 && left.head === right.head) return 'head';
  const comparable = bothFull || (left.last4 !== '' && right.last4 !== '');
  return comparable ? 'none' : 'unknown';
};
