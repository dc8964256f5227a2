import { z } from 'zod';
import { type Risk, type SeverityTable, severityOf, severitySchema } from '../risk/severity.ts';
import type { JudgeConduct } from '../conduct/index.ts';
import type { JudgeWording } from '../wording/index.ts';
import { type Conduct, conductSchema } from './choices.ts';
import type { IncidentContent } from './content.ts';
import type { TypedValues } from './forms.ts';
import type { TextField } from './read-form.ts';

/** One wording in one field that had better be replaced, with the question that replaces it. */
export const adviceSchema = z.object({
  field: z.string(),
  words: z.string(),
  kind: z.string(),
  ask: z.string(),
});

export type Advice = z.infer<typeof adviceSchema>;

/** What came of an advice: put otherwise, moved to the care note, left as it was, or never shown (emergency). */
export const adviceOutcomeSchema = z.enum(['changed', 'moved', 'kept', 'not-asked']);

export const judgedSchema = z.object({
  /** Labels found in the words, with the reason for each in Japanese. */
  machine: z.array(conductSchema),
  why: z.array(z.string()),
  /** Labels as the person chose them. */
  person: z.array(conductSchema),
  advice: z.array(adviceSchema.extend({ outcome: adviceOutcomeSchema })),
  risk: z.object({ level: severitySchema, row: z.string(), why: z.string() }).optional(),
});

export type Judged = z.infer<typeof judgedSchema>;

/** Fields in which staff tell in their own words; what somebody said stands elsewhere and is never judged. */
const toldByStaff = [
  'background',
  'demand',
  'confirmed',
  'manner',
  'witnesses',
  'taken',
  'endingNote',
] as const satisfies readonly (TextField & keyof IncidentContent)[];

/** The judgements on language, made in this process. */
export function createAssessor(judges: {
  wording: JudgeWording;
  conduct: JudgeConduct;
  severity: SeverityTable;
}) {
  return {
    /** Every wording to replace, in the order of the form. */
    adviseOn: (content: IncidentContent): Advice[] =>
      toldByStaff.flatMap((field) =>
        judges.wording(content[field]).map(({ start, end, kind, ask }) => ({
          field,
          words: content[field].slice(start, end),
          kind,
          ask,
        })),
      ),

    /** Labels of conduct in the person's own words and in what was seen. */
    labelsOf(content: IncidentContent): { labels: Conduct[]; why: string[] } {
      const words = content.utterances
        .filter((utterance) => utterance.who === 'caller')
        .map((utterance) => utterance.words)
        .join('\n');
      const { labels, why } = judges.conduct({
        words: [words, content.captured].filter((part) => part !== '').join('\n'),
        context: {
          scene: content.scene,
          ...(content.minutes === undefined ? {} : { minutes: content.minutes }),
          ...(content.visitsThisWeek === undefined ? {} : { visitsThisWeek: content.visitsThisWeek }),
          ...(content.callsToday === undefined ? {} : { callsToday: content.callsToday }),
          ...(content.manner === '' ? {} : { note: content.manner }),
        },
      });
      return { labels, why: why.map(({ name, because }) => `${name}: ${because}`) };
    },

    /** Severity of what was chosen in the end; undefined for an ordinary complaint. */
    riskOf: (content: IncidentContent): Risk | undefined =>
      severityOf(judges.severity, {
        labels: content.conduct,
        danger: content.danger,
        visitsThisWeek: content.visitsThisWeek ?? 0,
        callsToday: content.callsToday ?? 0,
        urgent: content.urgent,
      }),
  };
}

export type Assessor = ReturnType<typeof createAssessor>;

/** What a form was told about its words, kept with the form until it is submitted again. */
export const advisedSchema = z.object({ advice: z.array(adviceSchema), labels: z.array(conductSchema) });
export type Advised = z.infer<typeof advisedSchema>;

/** Id of the toggle that moves one advised feeling to the care note. */
export const moveField = (index: number): string => `move${index}`;

const CLAUSE_END = /[、。\n]/u;

/** Takes the clause that holds the words out of the text; both trimmed of the marks left dangling. */
export function cutClause(text: string, words: string): { rest: string; clause: string } | undefined {
  const at = text.indexOf(words);
  if (at === -1) return undefined;
  let start = at;
  while (start > 0 && !CLAUSE_END.test(text.charAt(start - 1))) start -= 1;
  let end = at + words.length;
  while (end < text.length && !CLAUSE_END.test(text.charAt(end))) end += 1;
  const closed = text.charAt(end);
  const before = text.slice(0, start);
  const after = text.slice(end + 1);
  // 「Aと言われ、怖かった。」 leaves 「Aと言われ。」: the clause's own end closes what stood before it.
  const joint = closed === '。' && before.endsWith('、') ? `${before.slice(0, -1)}。` : before;
  return { rest: `${joint}${after}`.trim(), clause: text.slice(start, end).trim() };
}

/** The typed values with every chosen feeling moved from its field to the care note. */
export function moveFeelings(
  typed: TypedValues,
  advised: Advised,
): { typed: TypedValues; moved: ReadonlySet<number> } {
  const next: Record<string, string> = { ...typed };
  const moved = new Set<number>();
  for (const [index, item] of advised.advice.entries()) {
    if (item.kind !== 'feeling' || typed[moveField(index)] !== 'true') continue;
    const cut = cutClause(next[item.field] ?? '', item.words);
    if (cut === undefined) continue;
    next[item.field] = cut.rest;
    next['careNote'] = [next['careNote'] ?? '', `${cut.clause}。`].filter((part) => part !== '').join('\n');
    moved.add(index);
  }
  return { typed: next, moved };
}

const same = (a: Advice, b: Advice): boolean =>
  a.field === b.field && a.words === b.words && a.kind === b.kind;

/**
 * Judges a record as it is about to be stored. `content.conduct` holds what the person chose. About labels
 * that they saw they have decided; those that the newest words bring are added.
 */
export function judge(
  assessor: Assessor,
  content: IncidentContent,
  shown: { advised: Advised | undefined; moved: ReadonlySet<number> },
): { content: IncidentContent; judged: Judged } {
  const { labels, why } = assessor.labelsOf(content);
  const person = content.conduct;
  const unseen = labels.filter((label) => shown.advised?.labels.includes(label) !== true);
  const conduct = [...new Set([...person, ...unseen])];
  const settled = { ...content, conduct };
  const now = assessor.adviseOn(settled);
  const earlier = shown.advised?.advice ?? [];
  const advice = [
    ...earlier.map((item, index) => {
      const still = now.some((found) => same(found, item));
      const outcome = shown.moved.has(index)
        ? ('moved' as const)
        : still
          ? ('kept' as const)
          : ('changed' as const);
      return { ...item, outcome };
    }),
    ...now
      .filter((item) => !earlier.some((known) => same(known, item)))
      .map((item) => ({ ...item, outcome: 'not-asked' as const })),
  ];
  const risk = assessor.riskOf(settled);
  return {
    content: settled,
    judged: { machine: labels, why, person, advice, ...(risk === undefined ? {} : { risk }) },
  };
}
