import type { SubjectQuery } from '../../api/subject.ts';

/** What can be asked for, how long it may be, and what helps. */
export const subjectFields = {
  name: { label: '名前', most: 80, hint: '漢字でもカナでも。一部だけでもかまいません。' },
  phone: { label: '電話番号', most: 40, hint: '下4けただけでもかまいません。' },
  looks: { label: '見た目', most: 200, hint: '例: 60代の男性、紺のジャンパー、眼鏡' },
  words: { label: '言ったこと', most: 200, hint: '例: 責任者を出せ' },
} as const;
export type SubjectField = keyof typeof subjectFields;

const fields = Object.keys(subjectFields) as SubjectField[];

export type Typed = Readonly<Record<SubjectField, string>>;
export const nothingTyped: Typed = { name: '', phone: '', looks: '', words: '' };

export const isSubjectField = (text: string): text is SubjectField => text in subjectFields;

/** The question, or what is wrong with it before it is sent. */
export function readForm(
  typed: Typed,
):
  | { readonly kind: 'ok'; readonly query: SubjectQuery }
  | { readonly kind: 'wrong'; readonly errors: Partial<Record<SubjectField | 'form', string>> } {
  const filled = fields
    .map((field) => [field, typed[field].trim()] as const)
    .filter(([, text]) => text !== '');
  if (filled.length === 0) {
    return { kind: 'wrong', errors: { form: '1つ以上の欄に、わかることを書いてください。' } };
  }
  const long = filled.filter(([field, text]) => text.length > subjectFields[field].most);
  if (long.length > 0) {
    return {
      kind: 'wrong',
      errors: Object.fromEntries(
        long.map(([field]) => [field, `${subjectFields[field].most}字までにしてください。`]),
      ),
    };
  }
  return { kind: 'ok', query: Object.fromEntries(filled) };
}
