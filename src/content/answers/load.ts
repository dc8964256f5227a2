import { readFileSync } from 'node:fs';
import { type AnswerBook, answerBookSchema } from '../../domain/answer/answer.ts';

/** The sentences of which a 統一回答 is made. Throws with every problem when the file is not of the schema. */
export const loadAnswers = (): AnswerBook =>
  answerBookSchema.parse(JSON.parse(readFileSync(new URL('./answers.json', import.meta.url), 'utf8')));
