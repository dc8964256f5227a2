import { z } from 'zod';

/** What is wrong with one field of a request: path with dots, and what to do, in Japanese for the screen. */
export const fieldProblemSchema = z.object({ path: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/**
 * RFC 9457 problem details. `detail` is Japanese, for the screen, and never quotes what was sent.
 * - 400 the request is not of the form, 401 no valid sign-in, 403 not entitled (or a person who never met the bot),
 *   404 not there or not for this person, 412 somebody was faster (`current` says what holds now),
 *   422 the form is right but the content is refused (`errors`), 428 `If-Match` is missing, 429 too many requests
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  reference: z.string().optional(),
  errors: z.array(fieldProblemSchema).optional(),
  /** With 412: what holds now, of the schema that a GET of the same address answers. */
  current: z.unknown().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
