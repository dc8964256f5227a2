import type { LawEntry } from '../../../domain/law/law.ts';
import type { Parts } from '../editing/part.ts';
import { conductNames, nameOf, textOf } from './names.ts';
import { origin } from './origin.ts';

export const checkedNames: Readonly<Record<LawEntry['checked'], string>> = {
  confirmed: '✓ 確認済み',
  'to-confirm': '◇ 法務担当の確認前',
};

/** 法令の説明 */
export const lawParts = {
  ...origin,
  entries: {
    kind: 'list',
    label: '法令',
    key: 'id',
    title: ({ name }) => textOf(name),
    parts: {
      id: { kind: 'kept', label: 'ID' },
      law: { kind: 'kept', label: '法令名' },
      article: { kind: 'kept', label: '条' },
      name: { kind: 'kept', label: '見出し' },
      inForce: {
        kind: 'date',
        label: '施行日',
        empty: 'null',
        hint: '法令そのものの施行日。古くからあるものは空にします。',
      },
      source: { kind: 'text', label: '出どころ', most: 200, long: true },
      checked: { kind: 'choice', label: '確認', names: checkedNames },
      texts: {
        kind: 'list',
        label: '説明',
        key: 'from',
        byPlace: true,
        title: ({ from }) => (textOf(from) === '' ? 'はじめから' : `${textOf(from)}から`),
        parts: {
          from: {
            kind: 'date',
            label: 'この日から',
            empty: 'absent',
            hint: 'この説明のもとになる規定の施行日。',
          },
          until: { kind: 'date', label: 'この日まで', empty: 'absent', hint: '今も続くときは空にします。' },
          gist: {
            kind: 'text',
            label: '説明',
            most: 300,
            long: true,
            hint: '条文をそのまま写さず、やさしい言葉で書きます。',
          },
        },
      },
      labels: {
        kind: 'kept',
        label: '行為',
        show: (all) =>
          Array.isArray(all) ? all.map((one) => nameOf(conductNames, one)).join('、') : String(all),
      },
      possible: { kind: 'kept', label: '該当の可能性' },
      note: { kind: 'text', label: '注', most: 300, long: true, optional: true },
    },
  },
} as const satisfies Parts;
