import { type AnswerBook, answerText } from '../domain/answer/answer.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import {
  type ComparedRow,
  type Comparison,
  type Nearness,
  NEAR,
  shareOf,
  type Told,
} from '../domain/subject/statements.ts';
import { subjectLabel } from '../domain/subject/subject.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit, leavesOut, tighten } from './fit.ts';
import { type Fact, fact, present } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

const nearnessNames: Readonly<Record<Nearness, string>> = {
  agrees: '一致(言葉が近い記録)',
  near: '似た言葉ですが、数字か「ない」が違います',
  far: '一部が似ている記録',
};

const markNames = { agrees: '一致(あなたの判断)', differs: '相違(あなたの判断)' } as const;

const styles = { agrees: 'good', differs: 'attention' } as const;

const styleOf = ({ mark, nearness }: ComparedRow): string =>
  mark === undefined ? (nearness === 'agrees' ? 'good' : 'emphasis') : styles[mark];

/** What was told in sentences of the book; one that holds the claim says so. */
function toldFacts(ward: Ward, book: AnswerBook, claim: string, told: readonly Told[]): Fact[] {
  return told.map(({ at, department, entries }) => {
    const texts = entries.map((id) => answerText(book, id));
    const lines = texts.map((text) => (shareOf(claim, text) >= NEAR ? `${text}(言葉が近い回答)` : text));
    return fact(dayAndTime(at), [departmentName(ward, department), ...lines].join('\n'));
  });
}

/** 「前の担当者は…」: the claim beside what our records say, for one reader, in their own chat. */
export function statements(
  expand: Expand,
  ward: Ward,
  book: AnswerBook,
  view: {
    subject: string;
    nonce: string;
    typed: TypedValues;
    errors: FormErrors;
    comparison?: Comparison | undefined;
  },
): CardMessage {
  const { subject, nonce, typed, errors, comparison } = view;
  const rows = comparison?.rows ?? [];
  const facts = rows.map(({ statement }): Fact[] =>
    present([
      fact('いつ', dayAndTime(statement.at)),
      fact('課', departmentName(ward, statement.department)),
      fact('記録の言葉', statement.words),
    ]),
  );
  const told = comparison === undefined ? [] : toldFacts(ward, book, comparison.claim, comparison.told);
  // One question per record, on its nearest statement.
  const asked = new Set<string>();
  const card = fit((room) => {
    asked.clear();
    return expand('statements', {
      subject,
      nonce,
      label: subjectLabel(subject),
      typed: { claim: typed['claim'] ?? '' },
      errors: { claim: errors['claim'] ?? '' },
      rows: rows.map((row, index) => {
        const { statement, mark, nearness, own } = row;
        const first = !asked.has(statement.number);
        asked.add(statement.number);
        return {
          verdict: mark === undefined ? nearnessNames[nearness] : markNames[mark],
          style: styleOf(row),
          number: statement.number,
          statement: statement.id,
          facts: tighten(facts[index] ?? [], room),
          mayAsk: first && !own,
        };
      }),
      nothing: comparison !== undefined && rows.length === 0,
      hasAnswered: told.length > 0,
      answered: tighten(told, room),
      hasElsewhere: (comparison?.elsewhere.length ?? 0) > 0,
      elsewhere: (comparison?.elsewhere ?? []).map(({ number, at, department }) => ({
        number,
        line: `${dayAndTime(at)} ${departmentName(ward, department)}。くわしくは${departmentName(ward, department)}へ。`,
        mayAsk: true,
      })),
      more: comparison === undefined || comparison.more === 0 ? '' : `ほかに${comparison.more}件あります。`,
      leftOut: leavesOut(facts.flat(), room),
    });
  });
  return { card, summary: `前の担当者は… ${subjectLabel(subject)}` };
}
