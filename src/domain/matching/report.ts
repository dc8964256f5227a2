import { z } from 'zod';
import type { PhoneKeys } from './phone.ts';

export const heightSchema = z.enum(['unknown', 'short', 'average', 'tall']);
export const buildSchema = z.enum(['unknown', 'slim', 'average', 'heavy']);

/**
 * What the matcher is told about one contact. Empty text means that nothing was noted. All of it is
 * free text from tired people except the closed choices.
 */
export type SubjectReport = {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Calendar day in the ward (YYYY-MM-DD): clothing and 「さっき」 hold for this day. */
  day: string;
  department: string;
  scene: 'counter' | 'phone' | 'visit' | 'net';
  name: string;
  kana: string;
  phone: PhoneKeys | undefined;
  /** 'unknown', '10s' … '90s'. */
  age: string;
  gender: 'unknown' | 'male' | 'female';
  height: z.infer<typeof heightSchema>;
  build: z.infer<typeof buildSchema>;
  /** Height and build in one line (「170cmくらい、やせ型」); read where the two choices above are unknown. */
  figure: string;
  glasses: 'unknown' | 'yes' | 'no';
  hair: string;
  clothing: string;
  belongings: string;
  voice: string;
  /** Everything in one line, as in a 速報; read for what the fields above leave empty. */
  look: string;
  address: string;
  demand: string;
  words: readonly string[];
};

export const bands = ['high', 'possible', 'weak'] as const;
export type Band = (typeof bands)[number];
export const bandNames: Readonly<Record<Band, string>> = {
  high: '可能性が高い',
  possible: 'ありうる',
  weak: '弱い',
};

export type Candidate = {
  /** Id that was given to `add`. */
  subject: string;
  /** Probability 0..1 that this is the person, after the chance that the person is new. */
  score: number;
  band: Band;
  /** Strongest first. */
  reasons: readonly Reason[];
};

/** Why somebody is likely: the kind of evidence, and Japanese words that may quote what was noted. */
export type Reason = {
  /** A group of evidence, `against` for what differs, `none` when nothing speaks. */
  kind: string;
  /** No telephone number beyond its last four digits. */
  text: string;
};
