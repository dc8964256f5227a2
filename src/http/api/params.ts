import { z } from 'zod';
import { recordNumberSchema } from '../../domain/ids.ts';
import { sectionSchema } from '../../domain/settings/section.ts';
import { subjectIdSchema } from '../../domain/subject/subject.ts';

/** What the segments `:name` of the table may look like. */
export const paramSchemas: Readonly<Record<string, z.ZodType<string>>> = {
  number: recordNumberSchema,
  subject: subjectIdSchema,
  section: sectionSchema,
  version: z.string().regex(/^(?:0|[1-9]\d{0,8})$/),
  /** Of a person or a channel: a letter that says which, and hexadecimal digits. */
  key: z.string().regex(/^[a-z][\w-]{0,63}$/),
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
  const all = read.every(([name, text]) => paramSchemas[name]?.safeParse(text).success === true);
  return all ? Object.fromEntries(read) : undefined;
}
