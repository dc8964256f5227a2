import type { Alert } from '../domain/alert/alert.ts';
import { type AnswerBook, type AnswerEntry, answerText, differences } from '../domain/answer/answer.ts';
import { alertIdOf, type Incident } from '../domain/incident/incident.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { dayAndTime } from '../domain/time.ts';
import type { Choice } from './choices.ts';
import { fact, present } from './inert.ts';
import { conductLine, dangerLine } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

const choicesOf = (book: AnswerBook, keep: (entry: AnswerEntry) => boolean): Choice[] =>
  book.entries.filter(keep).map(({ id, text, kind }) => ({
    title: kind === 'say' ? `「${text}」` : text,
    value: id,
  }));

const usualOf = (book: AnswerBook, kind: AnswerEntry['kind']): string =>
  book.entries
    .filter((entry) => entry.kind === kind && entry.usual)
    .map(({ id }) => id)
    .join(',');

/** 「いつまでに: 11月28日」 */
export const dueLine = (by: string | undefined): string =>
  by === undefined ? '' : `${Number(by.slice(5, 7))}月${Number(by.slice(8, 10))}日までにお答えします`;

/** 統一回答, for the approvers of the department where the way began: the form, and what is set now. */
export function answerForm(
  expand: Expand,
  ward: Ward,
  book: AnswerBook,
  view: { alert: Alert; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const { alert, typed, errors } = view;
  const { answer } = alert;
  const card = expand('answer-form', {
    number: alert.id,
    facts: present([
      fact('いつ', dayAndTime(alert.occurredAt)),
      fact('どの課', departmentName(ward, alert.department)),
      fact('どのように', conductLine(alert.conduct)),
      fact('危険のしるし', dangerLine(alert.danger)),
    ]),
    setLine:
      answer === undefined
        ? ''
        : `統一回答を決めました(${dayAndTime(answer.at)})。変えるときは、選び直して押してください。`,
    sayChoices: choicesOf(book, ({ kind }) => kind === 'say'),
    avoidChoices: choicesOf(book, ({ kind }) => kind === 'avoid'),
    typed: {
      say: typed['say'] ?? answer?.say.join(',') ?? usualOf(book, 'say'),
      avoid: typed['avoid'] ?? answer?.avoid.join(',') ?? usualOf(book, 'avoid'),
      by: typed['by'] ?? answer?.by ?? '',
    },
    errors: {
      say: errors['say'] ?? '',
      avoid: errors['avoid'] ?? '',
      by: errors['by'] ?? '',
      form: errors['form'] ?? '',
    },
    saveTitle: answer === undefined ? '統一回答にする' : '統一回答を変える',
  });
  return { card, summary: `統一回答を決めてください 緊急アラート ${alert.id}` };
}

/** Sentences about what a department told the person although the one answer says otherwise. */
export const differenceLines = (
  book: AnswerBook,
  answer: NonNullable<Alert['answer']>,
  told: readonly string[],
): string[] =>
  differences(book, answer, told).map((id) => {
    const instead = book.entries.find((entry) => entry.id === id)?.instead ?? '';
    return `「${answerText(book, id)}」${instead === '' ? '' : ` → 次からは${instead}`}`;
  });

/** 答えたこと: what the person was told, chosen from the book. */
export function toldForm(
  expand: Expand,
  book: AnswerBook,
  view: {
    incident: Incident;
    alert: Alert | undefined;
    typed: TypedValues;
    errors: FormErrors;
    done: boolean;
  },
): CardMessage {
  const { incident, alert, typed, errors, done } = view;
  const told = incident.answered?.entries ?? [];
  const lines = alert?.answer === undefined ? [] : differenceLines(book, alert.answer, told);
  const card = expand('told-form', {
    number: incident.number,
    doneLine: done
      ? `書きとめました。${alert === undefined ? '' : `アラート ${alertIdOf(incident)} を見る全課に伝わります。`}`
      : '',
    hasDifferences: done && lines.length > 0,
    differences: lines.map((text) => ({ text })),
    choices: choicesOf(book, () => true),
    typed: { told: typed['told'] ?? told.join(',') },
    errors: { told: errors['told'] ?? '' },
    saveTitle: done ? '変える' : '書きとめる',
  });
  return { card, summary: `答えたこと 受付番号 ${incident.number}` };
}
