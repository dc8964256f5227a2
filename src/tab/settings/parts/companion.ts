import type { Sentence } from '../../../domain/companion/book.ts';
import { namedIn, type Parts, type Show } from '../editing/part.ts';
import { recordOf } from '../editing/path.ts';
import { nameOf, sceneNames, textOf } from './names.ts';
import { origin } from './origin.ts';

/** Stands in a situation where the true sentence about recording belongs. */
export const RECORDING = 'recording';

export const recordingNames: Readonly<Record<NonNullable<Sentence['recording']>, string>> = {
  known: '録音していて、伝わっている',
  announce: '録音していて、まだ伝えていない',
  'not-recording': '録音していない',
  unknown: 'わからない',
};

export const stepNames: Readonly<Record<NonNullable<Sentence['step']>, string>> = {
  warning: '警告',
  stop: '中止の要請',
  leave: '退去の要請',
  final: '最終警告',
  end: '対応の終わり',
};

const scene: Show = (value) => nameOf(sceneNames, value);
const said = namedIn('sentences', ['text', 'ja']);

/** 対応中の言い方 */
export const companionParts = {
  sentences: {
    kind: 'list',
    label: '言い方',
    key: 'id',
    title: ({ text }) => textOf(recordOf(text)['ja']),
    parts: {
      id: { kind: 'kept', label: 'ID' },
      text: {
        kind: 'group',
        label: '文',
        parts: {
          ja: { kind: 'text', label: '日本語', most: 90, long: true },
          easy: { kind: 'text', label: 'やさしい日本語', most: 90, long: true },
          en: { kind: 'text', label: '英語', most: 200, long: true },
          zh: { kind: 'text', label: '中国語', most: 90, long: true },
          ko: { kind: 'text', label: '韓国語', most: 110, long: true },
        },
      },
      scenes: { kind: 'kept', label: '場面', show: (all, content) => listed(all, scene, content) },
      recording: {
        kind: 'kept',
        label: '録音について言う文',
        show: (value) => nameOf(recordingNames, value),
      },
      step: { kind: 'kept', label: '手順の文', show: (value) => nameOf(stepNames, value) },
      ...origin,
    },
  },
  situations: {
    kind: 'list',
    label: '場面',
    key: 'id',
    title: ({ title }) => textOf(title),
    parts: {
      id: { kind: 'kept', label: 'ID' },
      title: { kind: 'text', label: '名前', most: 14, hint: 'ボタンに出る短い名前。' },
      scenes: { kind: 'kept', label: '場面', show: (all, content) => listed(all, scene, content) },
      say: {
        kind: 'kept',
        label: '言うこと',
        show: (all, content) =>
          listed(all, (id) => (id === RECORDING ? '(録音についての正しい一文)' : said(id, content)), content),
      },
      avoid: {
        kind: 'list',
        label: '言わないこと',
        key: 'words',
        byPlace: true,
        title: ({ words }) => textOf(words),
        parts: {
          words: { kind: 'text', label: '言葉', most: 60 },
          instead: { kind: 'text', label: 'かわりに', most: 80 },
        },
      },
      record: { kind: 'values', label: '書き残すこと', hint: '1つから3つまで。1つは80字まで。' },
      next: { kind: 'text', label: '次にすること', most: 120, long: true },
      ladder: { kind: 'kept', label: '手順を示す' },
      weight: { kind: 'kept', label: '言葉の重さ' },
      fact: {
        kind: 'text',
        label: '記録に書く事実',
        most: 60,
        hint: 'この場面を選んだとき、記録に入る文。評価を入れず、あったことだけを書きます。',
      },
      law: { kind: 'kept', label: '法令', show: (all, content) => listed(all, (id) => String(id), content) },
      ...origin,
    },
  },
  scenarios: { kind: 'kept', label: '練習' },
} as const satisfies Parts;

function listed(all: unknown, show: Show, content: unknown): string {
  return Array.isArray(all) ? all.map((one: unknown) => show(one, content)).join('、') : String(all);
}
