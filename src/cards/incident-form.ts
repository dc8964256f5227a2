import type { TypedValues } from '../domain/incident/forms.ts';
import { type FormErrors, rowCounts, rowFields, textFields } from '../domain/incident/read-form.ts';
import type { Ward } from '../domain/people/departments.ts';
import { departmentChoices, fixedChoices } from './choices.ts';
import type { CardMessage, Expand } from './template.ts';

export type FormView = {
  nonce: string;
  rows: number;
  typed: TypedValues;
  errors: FormErrors;
};

const fields = [
  ...Object.keys(textFields),
  'department',
  'date',
  'time',
  'endTime',
  'minutes',
  'scene',
  'age',
  'gender',
  'glasses',
  'conduct',
  'ending',
  'danger',
];

const defaults: TypedValues = { age: 'unknown', gender: 'unknown', glasses: 'unknown', urgent: 'false' };

const examples = ['例: 今すぐ出せ', '例: 担当者から折り返します', '例: 前にも言った'];

/** The 5W1H form with everything typed so far and each error beside its field. */
export function incidentForm(expand: Expand, ward: Ward, view: FormView): CardMessage {
  const typed = Object.fromEntries(
    [...fields, 'urgent'].map((field) => [field, view.typed[field] ?? defaults[field] ?? '']),
  );
  const errors = Object.fromEntries([...fields, 'form'].map((field) => [field, view.errors[field] ?? '']));
  const rows = Array.from({ length: view.rows }, (_, index) => {
    const row = index + 1;
    const names = rowFields(row);
    return {
      atId: names.at,
      atLabel: `${row}つ目の時刻`,
      at: view.typed[names.at] ?? '',
      atError: view.errors[names.at] ?? '',
      whoId: names.who,
      who: view.typed[names.who] ?? 'caller',
      whoError: view.errors[names.who] ?? '',
      speakers: fixedChoices.speakers,
      wordsId: names.words,
      words: view.typed[names.words] ?? '',
      wordsError: view.errors[names.words] ?? '',
      placeholder: examples[index] ?? '',
    };
  });
  const count = Object.keys(view.errors).length;
  const card = expand('incident-form', {
    nonce: view.nonce,
    rowCount: view.rows,
    mayAddRows: view.rows < rowCounts.most,
    rows,
    typed,
    errors,
    problem:
      count === 0 ? '' : `まだ記録していません。${count}か所を直して、もう一度「記録する」を押してください。`,
    choices: { ...fixedChoices, departments: departmentChoices(ward) },
  });
  return { card, summary: '対応の記録(5W1H)' };
}
