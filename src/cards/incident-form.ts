import type { TypedValues } from '../domain/incident/forms.ts';
import { rowCounts, rowFields, type TextField, textFields } from '../domain/incident/form-fields.ts';
import { type FormErrors } from '../domain/incident/read-form.ts';
import type { Ward } from '../domain/people/departments.ts';
import { adviceView, hintsFor, labelOf, type ShownAdvice } from './advice.ts';
import { departmentChoices, fixedChoices } from './choices.ts';
import type { CardMessage, Expand } from './template.ts';

export type FormView = {
  nonce: string;
  rows: number;
  typed: TypedValues;
  errors: FormErrors;
  /** What the words were judged to be, when the form comes back with advice. */
  advised?: ShownAdvice | undefined;
  /** A line of ours above the form: a kept draft, a 速報 to complete. */
  note?: string;
  /** The form continues a draft, so a fresh one is offered beside it. */
  draft?: boolean;
  /** The record that this form completes, and the version it was drawn from. */
  completes?: { number: string; base: number } | undefined;
};

/** The button is at the end and the marks are above it: whoever pressed must see here what happened. */
const footerOf = (view: FormView, errors: number): string => {
  if (errors > 0) return `まだ記録していません。上の${errors}か所(赤い字)を直してください。`;
  if (view.advised === undefined) return '';
  return 'まだ記録していません。「助言」のある欄を見てください。このままでよければ、もう一度押してください。';
};

/** Text fields that other cards ask about; this one only brings them along. */
const elsewhere: ReadonlySet<string> = new Set<TextField>(['look', 'lateReason', 'careNote']);

const fields = [
  ...Object.keys(textFields).filter((field) => !elsewhere.has(field)),
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
  'recording',
];

const defaults: TypedValues = {
  recording: 'unknown',
  age: 'unknown',
  gender: 'unknown',
  glasses: 'unknown',
  urgent: 'false',
};

const examples = ['例: 今すぐ出せ', '例: 担当者から折り返します', '例: 前にも言った'];

/** The 5W1H form with everything typed so far and each error beside its field. */
export function incidentForm(expand: Expand, ward: Ward, view: FormView): CardMessage {
  const typed = Object.fromEntries(
    [...fields, 'urgent'].map((field) => [field, view.typed[field] ?? defaults[field] ?? '']),
  );
  const rowIds = new Set(
    Array.from({ length: view.rows }, (_, index) => Object.values(rowFields(index + 1))).flat(),
  );
  const shown = new Set([...fields, ...rowIds]);
  // An error must be read even when its field is on another card.
  const others = Object.entries(view.errors)
    .filter(([field]) => !shown.has(field))
    .map(([field, text]) => (labelOf(field) === '' ? text : `${labelOf(field)}: ${text}`));
  const errors: Record<string, string> = {
    ...Object.fromEntries(fields.map((field) => [field, view.errors[field] ?? ''])),
    form: others.join(' '),
  };
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
  const { completes, note = '' } = view;
  // What was typed, or is wrong, must not stay folded away.
  const used = (...names: string[]): boolean =>
    names.some((name) => (typed[name] ?? '') !== '' || (errors[name] ?? '') !== '');
  const card = expand('incident-form', {
    title: completes === undefined ? '対応の記録(5W1H)' : `記録 ${completes.number} の続き(5W1H)`,
    submitTitle: '記録する',
    note,
    isDraft: view.draft === true,
    number: completes?.number ?? '',
    base: completes?.base ?? 0,
    seen: view.advised?.seen ?? '',
    ...adviceView(view.advised, '記録する', view.typed),
    footer: footerOf(view, count),
    hints: hintsFor(view.advised, Object.keys(textFields)),
    showPhone: typed['scene'] === 'phone' || used('line'),
    showNet: typed['scene'] === 'net' || used('url', 'seenAt', 'captured'),
    showWhy: used('claim', 'grievance', 'confirmed'),
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
