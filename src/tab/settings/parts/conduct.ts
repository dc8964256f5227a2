import type { Parts } from '../editing/part.ts';
import { conductNames, nameOf, textOf } from './names.ts';
import { origin } from './origin.ts';

/** 行為の言葉 */
export const conductParts = {
  entries: {
    kind: 'list',
    label: '行為',
    key: 'label',
    title: ({ label }) => nameOf(conductNames, label),
    parts: {
      label: { kind: 'kept', label: '行為', show: (label) => nameOf(conductNames, label) },
      ...origin,
      inForce: {
        kind: 'date',
        label: '施行日',
        empty: 'absent',
        hint: 'この日から使います。空のままなら、保存したときから使います。',
      },
      phrases: {
        kind: 'list',
        label: '言葉',
        key: 'words',
        byPlace: true,
        title: ({ words }) => textOf(words),
        parts: {
          words: { kind: 'text', label: '言葉', most: 40 },
          why: { kind: 'text', label: 'なぜ', most: 60 },
        },
      },
    },
  },
} as const satisfies Parts;

/** Two or three letters of hiragana are part of many other words. */
export const warningOf = (words: unknown): string | undefined =>
  /^\p{sc=Hiragana}{2,3}$/u.test(textOf(words).trim())
    ? 'ひらがな2〜3字だけの言葉は、ほかの言葉の一部にもよく出ます。関係のない記録まで、この行為になることがあります。もう少し長く書けないか、確かめてください。'
    : undefined;
