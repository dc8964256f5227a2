import { limits } from './content.ts';
import type { TypedValues } from './forms.ts';

/** Rows for exact words: shown at first, added by one press, and at most. */
export const rowCounts = { first: 3, step: 3, most: 9 } as const;

export const rowFields = (row: number): { at: string; who: string; words: string } => ({
  at: `row${row}At`,
  who: `row${row}Who`,
  words: `row${row}Words`,
});

/** As many rows as were typed into, and at least the first few. */
export function rowsOf(typed: TypedValues): number {
  const used = Array.from({ length: rowCounts.most }, (_, index) => index + 1).filter(
    (row) => rowFields(row).words in typed,
  );
  return Math.max(rowCounts.first, ...used);
}

/** Rows for warnings and requests. */
export const STEP_ROWS = 8;

export const stepFields = (row: number): { kind: string; at: string; words: string } => ({
  kind: `step${row}Kind`,
  at: `step${row}At`,
  words: `step${row}Words`,
});

/** Free-text fields and the most that each holds. */
export const textFields = {
  place: { label: '場所', most: limits.place },
  name: { label: '名前', most: limits.feature },
  kana: { label: 'よみがな', most: limits.feature },
  phone: { label: '電話番号', most: limits.feature },
  build: { label: '身長・体格', most: limits.feature },
  hair: { label: '髪', most: limits.feature },
  clothing: { label: '服装', most: limits.feature },
  belongings: { label: '持ち物', most: limits.feature },
  voice: { label: '声・話し方', most: limits.feature },
  demand: { label: '求めていること', most: limits.narrative },
  background: { label: 'いきさつ', most: limits.narrative },
  manner: { label: '様子', most: limits.narrative },
  witnesses: { label: '見ていた人', most: limits.narrative },
  taken: { label: 'こちらの対応', most: limits.narrative },
  endingNote: { label: '終わり方の補足', most: limits.narrative },
  look: { label: '誰らしき人', most: limits.feature },
  claim: { label: '主張', most: limits.narrative },
  grievance: { label: '不満', most: limits.narrative },
  confirmed: { label: '確認できた事実', most: limits.narrative },
  line: { label: '回線・内線', most: limits.feature },
  url: { label: '書き込みのURL', most: limits.url },
  seenAt: { label: '見つけた日時', most: limits.feature },
  captured: { label: '書き込みの文', most: limits.narrative },
  lateReason: { label: '遅れた理由', most: limits.words },
  careNote: { label: '職員のケアのためのメモ', most: limits.narrative },
} as const;

export type TextField = keyof typeof textFields;
