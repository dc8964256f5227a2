import type { TypedValues } from '../domain/incident/forms.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { dayAndTime } from '../domain/time.ts';
import { fixedChoices } from './choices.ts';
import type { CardMessage, Expand } from './template.ts';

const fields = ['scene', 'place', 'look', 'row1Words', 'danger'];

/** 速報: four answers, and the alert is on its way. */
export function quick(
  expand: Expand,
  view: { nonce: string; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const others = Object.entries(view.errors).filter(([field]) => !fields.includes(field));
  const count = Object.keys(view.errors).length;
  const card = expand('quick', {
    nonce: view.nonce,
    typed: {
      ...Object.fromEntries(fields.map((field) => [field, view.typed[field] ?? ''])),
      scene: view.typed['scene'] ?? 'counter',
      urgent: view.typed['urgent'] ?? 'true',
    },
    errors: Object.fromEntries(fields.map((field) => [field, view.errors[field] ?? ''])),
    problem:
      count === 0
        ? ''
        : `まだ送っていません。${others[0]?.[1] ?? '下の欄を直して、もう一度「速報を送る」を押してください。'}`,
    choices: fixedChoices,
  });
  return { card, summary: '速報' };
}

/** Asks for the rest of a 速報 before its time is up. */
export function reminder(expand: Expand, view: { number: string; due: string }): CardMessage {
  const card = expand('reminder', { number: view.number, due: dayAndTime(view.due) });
  return { card, summary: `速報の続きを書いてください 記録 ${view.number}` };
}
