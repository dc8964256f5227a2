import type { Line } from '../../../domain/people/departments.ts';
import { namedIn, type Parts } from '../editing/part.ts';
import { ageNames, nameOf, textOf } from './names.ts';
import { origin } from './origin.ts';

export const lineKinds: Readonly<Record<Line['kind'], string>> = { line: '電話', window: '窓口' };

const inWard = namedIn('departments', ['name']);

/** 課・電話と窓口 */
export const wardParts = {
  name: { kind: 'text', label: '区の名前', most: 30 },
  ...origin,
  departments: {
    kind: 'list',
    label: '課',
    key: 'id',
    title: ({ name }) => textOf(name),
    parts: {
      id: { kind: 'kept', label: 'ID' },
      name: { kind: 'text', label: '名前', most: 30, hint: 'カードと一覧に出る名前。' },
      next: {
        kind: 'values',
        label: '次に行くことの多い課',
        hint: 'この課を出た人が次に行くことの多い課。上から順に、5つまで。',
        show: inWard,
      },
    },
  },
  lines: {
    kind: 'list',
    label: '電話と窓口',
    key: 'id',
    title: ({ name }) => textOf(name),
    parts: {
      id: { kind: 'kept', label: 'ID' },
      name: { kind: 'text', label: '名前', most: 30, hint: '例: 代表電話、2階 5番窓口。' },
      department: { kind: 'kept', label: '課', show: inWard },
      kind: { kind: 'choice', label: '種類', names: lineKinds },
      records: {
        kind: 'flag',
        label: '録音する',
        hint: '本当に録音しているときだけ選びます。対応中の言い方は、これに合わせて変わります。',
      },
      announces: {
        kind: 'flag',
        label: '録音を知らせる',
        hint: '電話なら案内が流れる、窓口なら掲示があるとき。',
      },
      eraseDays: {
        kind: 'number',
        label: '消去までの日数',
        unit: '日',
        least: 1,
        most: 3660,
        hint: '録音が自動で消えるまでの日数。',
      },
    },
  },
  exempt: {
    kind: 'group',
    label: '照合しない記録',
    parts: {
      ages: {
        kind: 'set',
        label: '年代',
        hint: '子どもなど、ほかの記録と結び付けない年代。',
        show: (age) => nameOf(ageNames, age),
      },
      departments: {
        kind: 'set',
        label: '課',
        hint: 'だれにも知られない約束で相談を受ける課。',
        show: inWard,
      },
      lines: {
        kind: 'set',
        label: '電話の名前',
        hint: '記録に書く電話の名前のとおりに入れます。',
      },
    },
  },
  retired: {
    kind: 'kept',
    label: 'なくなった課',
  },
} as const satisfies Parts;
