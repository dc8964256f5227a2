import type { z } from 'zod';
import type { FieldProblem } from '../../api/problem.ts';

/** More would help nobody, and a body can be wrong in thousands of places. */
const MOST = 50;

const KEY = /^[A-Za-z][\w-]{0,40}$/u;

/** Keys of a body can be the sender's own, so what does not look like one of ours is not said again. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' || KEY.test(String(part)) ? String(part) : '?')).join('.');

type Issue = z.core.$ZodIssue;

const isText = (origin: string): boolean => origin === 'string';

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '必要な項目です。' : '値の種類が正しくありません。';
    case 'too_big':
      return isText(issue.origin)
        ? `${issue.maximum}文字までにしてください。`
        : `${issue.maximum}までにしてください。`;
    case 'too_small':
      return isText(issue.origin)
        ? `${issue.minimum}文字以上にしてください。`
        : `${issue.minimum}以上にしてください。`;
    case 'invalid_format':
      return '書き方が正しくありません。';
    case 'invalid_value':
    case 'invalid_union':
      return '選べる値ではありません。';
    case 'unrecognized_keys':
      return '知らない項目があります。';
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return '値が正しくありません。';
  }
}

/** What is wrong with a body that is not of the form. Values are never said. */
export const fieldProblems = (error: z.core.$ZodError): FieldProblem[] =>
  error.issues.slice(0, MOST).map((issue) => ({ path: pathOf(issue.path), message: messageOf(issue) }));

/** Where an answer of ours does not keep its own form, for the log: places, never values. */
export const placesOf = (error: z.core.$ZodError): string[] =>
  error.issues.slice(0, MOST).map((issue) => `${pathOf(issue.path)} ${issue.code}`);
