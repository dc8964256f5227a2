import { z } from 'zod';
import { buildSchema, heightSchema, type SubjectReport } from '../domain/matching/report.ts';
import type { PhoneKeys } from '../domain/matching/phone.ts';

/** One line of the replay file; the shape is that of the reports in test/match. */
const text = z.string().nullish();
const lineSchema = z.object({
  id: z.string().min(1),
  at: z.iso.datetime({ offset: true }),
  department: text,
  scene: z.enum(['counter', 'phone', 'visit', 'net']).catch('counter'),
  person: z
    .object({
      name: text,
      kana: text,
      phone: text,
      ageBand: text,
      gender: z.enum(['unknown', 'male', 'female']).nullish().catch(null),
      height: heightSchema.nullish().catch(null),
      build: buildSchema.nullish().catch(null),
      hair: text,
      glasses: z.boolean().nullish().catch(null),
      clothing: text,
      belongings: text,
      voice: text,
      address: text,
    })
    .partial()
    .default({}),
  demand: text,
  words: z.array(z.string()).nullish(),
  truth: text,
});

export type Line = { report: SubjectReport; truth: string; department: string };

const sight = (glasses: boolean | null | undefined): 'unknown' | 'yes' | 'no' => {
  if (glasses === null || glasses === undefined) return 'unknown';
  return glasses ? 'yes' : 'no';
};

/** Reads one line; undefined when it is no report. A missing `truth` means a person of its own. */
export const createLineReader =
  (phoneKeys: (text: string) => PhoneKeys | undefined) =>
  (line: string): Line | undefined => {
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
    const parsed = lineSchema.safeParse(raw);
    if (!parsed.success) return undefined;
    const { id, at, department, scene, person, demand, words, truth } = parsed.data;
    const report: SubjectReport = {
      id,
      at: Date.parse(at),
      // The offset of the line is the ward's: its calendar day is the one that staff mean.
      day: at.slice(0, 10),
      department: department ?? '',
      scene,
      name: person.name ?? '',
      kana: person.kana ?? '',
      phone: phoneKeys(person.phone ?? ''),
      age: person.ageBand ?? 'unknown',
      gender: person.gender ?? 'unknown',
      height: person.height ?? 'unknown',
      build: person.build ?? 'unknown',
      figure: '',
      glasses: sight(person.glasses),
      hair: person.hair ?? '',
      clothing: person.clothing ?? '',
      belongings: person.belongings ?? '',
      voice: person.voice ?? '',
      look: '',
      address: person.address ?? '',
      demand: demand ?? '',
      words: words ?? [],
    };
    return { report, truth: truth ?? `own:${id}`, department: department ?? '' };
  };
