import { z } from 'zod';
import { conductContextSchema, type JudgeConduct } from '../domain/conduct/index.ts';
import type { JudgeWording } from '../domain/wording/index.ts';

const idSchema = z.union([z.string(), z.number()]);

const wordingLineSchema = z.object({ id: idSchema, text: z.string() });

const conductLineSchema = z
  .object({ id: idSchema, words: z.string().optional(), context: conductContextSchema.optional() })
  .refine((line) => line.words !== undefined || line.context !== undefined);

const withIdSchema = z.object({ id: idSchema });

export type Judges = { wording: JudgeWording; conduct: JudgeConduct };

/** One input line read into the record it asks to be judged; `bad` carries the id when there is one. */
export type Asked =
  | { kind: 'wording'; id: string | number; text: string; raw: unknown }
  | {
      kind: 'conduct';
      id: string | number;
      words: string;
      context: z.infer<typeof conductContextSchema>;
      raw: unknown;
    }
  | { kind: 'bad'; id: string | number | null; error: string };

function parseJson(line: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(line) };
  } catch {
    return { ok: false };
  }
}

/** Reads one JSONL line: `{"id","text"}` or `{"id","words","context"}`. */
export function readLine(line: string): Asked {
  const json = parseJson(line);
  if (!json.ok) return { kind: 'bad', id: null, error: 'JSONとして読めません' };
  const wording = wordingLineSchema.safeParse(json.value);
  if (wording.success) return { kind: 'wording', ...wording.data, raw: json.value };
  const conduct = conductLineSchema.safeParse(json.value);
  if (conduct.success) {
    const { id, words = '', context = {} } = conduct.data;
    return { kind: 'conduct', id, words, context, raw: json.value };
  }
  const named = withIdSchema.safeParse(json.value);
  return {
    kind: 'bad',
    id: named.success ? named.data.id : null,
    error: 'id と、text または words・context が必要です',
  };
}

/** The answer to one line, without its line end. */
export function answer(judges: Judges, line: string): string {
  const asked = readLine(line);
  switch (asked.kind) {
    case 'wording':
      return JSON.stringify({ id: asked.id, spans: judges.wording(asked.text) });
    case 'conduct': {
      const { labels, why } = judges.conduct({ words: asked.words, context: asked.context });
      return JSON.stringify({ id: asked.id, labels, why });
    }
    case 'bad':
      return JSON.stringify({ id: asked.id, error: asked.error });
  }
}
