import type { AnswerEntry } from '../../../domain/answer/answer.ts';
import { namedIn, type Parts } from '../editing/part.ts';
import { textOf } from './names.ts';
import { origin } from './origin.ts';

export const answerKinds: Readonly<Record<AnswerEntry['kind'], string>> = {
  say: '言う',
  avoid: '言わない',
};

/** 統一回答の文 */
export const answersParts = {
  ...origin,
  entries: {
    kind: 'list',
    label: '文',
    key: 'id',
    title: ({ text }) => textOf(text),
    parts: {
      id: { kind: 'kept', label: 'ID' },
      kind: { kind: 'choice', label: '種類', names: answerKinds },
      text: {
        kind: 'text',
        label: '文',
        most: 60,
        long: true,
        hint: 'すべての課のチャネルに出ます。個人の事情がわかる言葉は使えません。',
      },
      instead: {
        kind: 'text',
        label: 'かわりに言うこと',
        most: 60,
        long: true,
        optional: true,
      },
      contradicts: {
        kind: 'set',
        label: '反対のことを言う文',
        hint: 'これらの文を伝えた課があると、回答の食い違いとして知らせます。',
        show: namedIn('entries', ['text']),
      },
      usual: {
        kind: 'flag',
        label: 'はじめから選んでおく',
        hint: '課が統一回答を決めるとき、この文を選んだ状態で出します。',
      },
    },
  },
} as const satisfies Parts;
