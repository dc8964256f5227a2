import type { Parts } from '../editing/part.ts';

/** Where it comes from, and who of the ward has looked at it. Every text of the settings carries this. */
export const origin = {
  source: {
    kind: 'text',
    label: '出どころ',
    most: 200,
    hint: 'もとにした文書や決まり。',
  },
  date: { kind: 'date', label: '確かめた日' },
  checkedBy: { kind: 'text', label: '確かめた人', most: 80, hint: '区の担当の課や名前。' },
} as const satisfies Parts;
