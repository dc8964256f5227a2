import { allFields } from '../domain/incident/fields.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import type { CardMessage, Expand } from './template.ts';

/** Questions that one card can ask. */
export const QUESTION_ROWS = 3;

export const questionFields = (row: number): { field: string; question: string } => ({
  field: `askField${row}`,
  question: `askQuestion${row}`,
});

/** Fields one can ask about: rows are asked about through their first. */
const askable = allFields.filter(
  ({ id }) => !/^(row|step)\d+/u.test(id) && id !== 'careNote' && id !== 'urgent',
);

const choices = [
  { title: '言われた言葉', value: 'row1Words' },
  { title: '警告・中止や退去の要請', value: 'step1Kind' },
  ...askable.map(({ id, label }) => ({ title: label, value: id })),
];

/** Where an approver sends a record back with a question per field. */
export function reviewForm(
  expand: Expand,
  view: { number: string; nonce: string; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const card = expand('review-form', {
    number: view.number,
    nonce: view.nonce,
    problem: view.errors['form'] ?? '',
    rows: Array.from({ length: QUESTION_ROWS }, (_, index) => {
      const names = questionFields(index + 1);
      return {
        fieldId: names.field,
        fieldLabel: `${index + 1}つ目の欄`,
        field: view.typed[names.field] ?? '',
        fields: choices,
        questionId: names.question,
        question: view.typed[names.question] ?? '',
        error: view.errors[names.question] ?? view.errors[names.field] ?? '',
      };
    }),
  });
  return { card, summary: `記録 ${view.number} に質問する` };
}

/** Where a witness tells what they saw. */
export function accountForm(
  expand: Expand,
  view: { number: string; nonce: string; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const card = expand('account-form', {
    number: view.number,
    nonce: view.nonce,
    typed: { account: view.typed['account'] ?? '' },
    errors: { account: view.errors['account'] ?? '' },
  });
  return { card, summary: `記録 ${view.number}: 見ていた人として書く` };
}
