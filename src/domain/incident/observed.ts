import { type FindRefused, withoutRefused } from '../matching/refused.ts';
import type { TypedValues } from './forms.ts';
import type { TextField } from './form-fields.ts';

/** Fields for what was seen or heard of the person, in which a guess about origin, illness or belief may slip. */
export const observedFields = [
  'build',
  'hair',
  'clothing',
  'belongings',
  'voice',
  'look',
] as const satisfies readonly TextField[];

export type ObservedField = (typeof observedFields)[number];

/** What becomes of words that may not be kept as a feature (個人情報保護法61条; the list is content). */
export type ObservedRule = {
  readonly find: FindRefused;
  /** What stands in the record already: who corrects another field is not held up by it. */
  readonly before: TypedValues;
  /** An emergency is never held up: there the words are left out, and the receipt asks for others. */
  readonly isEmergency: (marks: { urgent: boolean; danger: readonly string[] }) => boolean;
};

/** For forms of which nothing is kept. */
export const noObservedRule: ObservedRule = { find: () => [], before: {}, isEmergency: () => false };

/** The fields without such words, or a kind question beside each field that holds one. */
export function readObserved(
  texts: Readonly<Record<ObservedField, string>>,
  rule: ObservedRule,
  emergency: boolean,
): { texts: Record<ObservedField, string>; errors: Record<string, string> } {
  const kept = { ...texts };
  const errors: Record<string, string> = {};
  for (const field of observedFields) {
    const text = texts[field];
    const found = text === (rule.before[field] ?? '') ? [] : rule.find(text);
    const [first] = found;
    if (first === undefined) continue;
    if (emergency) kept[field] = withoutRefused(text, found);
    else errors[field] = askInstead(first.word, first.kind);
  }
  return { texts: kept, errors };
}

const askInstead = (word: string, kind: string): string =>
  `「${word}」のような${kind}は、見分ける手がかりとして残せません。見たまま・聞いたまま(服の色、持ち物、話す速さなど)に書き換えてください。`;
