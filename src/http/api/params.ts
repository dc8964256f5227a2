import type { z } from 'zod';
import { recordNumberSchema } from '../../domain/ids.ts';
import { sectionSchema } from '../../domain/settings/section.ts';
import { subjectIdSchema } from '../../domain/subject/subject.ts';

/** Keys of people and channels: a letter that says what it is, and 24 hexadecimal digits. */
const KEY = /^[a-z][\w-]{0,63}$/u;
const VERSION = /^(?:0|[1-9]\d{0,8})$/u;

const isOf = (schema: z.ZodType) => (text: string) => schema.safeParse(text).success;

/** What the segments `:name` of the table may look like. */
export const paramForms: Readonly<Record<string, (text: string) => boolean>> = {
  number: isOf(recordNumberSchema),
  subject: isOf(subjectIdSchema),
  section: isOf(sectionSchema),
  version: (text) => VERSION.test(text),
  key: (text) => KEY.test(text),
};

/** Names of the segments `:name` of a path. */
export const paramsIn = (path: string): string[] =>
  Array.from(path.matchAll(/:(\w+)/gu), ([, name = '']) => name);

/**
 * The parameters of a path by name.
 * @returns undefined when one is not of its form: then nothing can be there
 */
export function readParams(
  path: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const read = paramsIn(path).map((name) => [name, given[name] ?? ''] as const);
  return read.every(([name, text]) => paramForms[name]?.(text) === true)
    ? Object.fromEntries(read)
    : undefined;
}
