import { z } from 'zod';
import { type Risk, type SeverityTable, severityOf, severitySchema } from '../risk/severity.ts';
import type { JudgeConduct } from '../conduct/index.ts';
import type { JudgeWording } from '../wording/index.ts';
import { type Conduct, conductSchema } from './choices.ts';
import type { IncidentContent } from './content.ts';
import type { TypedValues } from './forms.ts';
import type { TextField } from './form-fields.ts';

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

/** Advice that one card shows, and so all that a person can answer; what lies beyond is kept as not asked. */
export const ADVICE_SHOWN = 12;

/** What a form was told about its words, kept with the form until it is submitted again. */
export const advisedSchema = z.object({ advice: z.array(adviceSchema), labels: z.array(conductSchema) });
export type Advised = z.infer<typeof advisedSchema>;

/** Id of the toggle that moves one advised feeling to the care note. */
export const moveField = (index: number): string => `move${index}`;

const CLAUSE_END = /[、。\n]/u;

/** 「カウンターを蹴られて怖かった」: what happened stands before the feeling in the same clause. */
const FACT_BEFORE = /^.{4,}(?:[っいしれせけげめべぎ]て|んで|ので|ため|から)/su;

const opening = '「『｢';
const closing = '」』｣';

/** For every character whether it is somebody's speech. An open bracket protects to the end of its sentence. */
function speechIn(text: string): boolean[] {
  const speech = Array.from({ length: text.length }, () => false);
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (opening.includes(text.charAt(at))) open.push(at);
    if (!closing.includes(text.charAt(at))) continue;
    const from = open.pop();
    if (from !== undefined) speech.fill(true, from, at + 1);
  }
  for (const from of open) {
    const end = text.slice(from).search(/[。\n]/u);
    speech.fill(true, from, end === -1 ? text.length : from + end);
  }
  return speech;
}

/**
 * Takes the clause that holds the words out of the text; both trimmed of the marks left dangling. Exact words
 * in brackets stay where they are, and so does what happened before the feeling: only the feeling moves.
 */
export function cutClause(text: string, words: string): { rest: string; clause: string } | undefined {
  const speech = speechIn(text);
  let at = text.indexOf(words);
  while (at !== -1 && speech[at] === true) at = text.indexOf(words, at + 1);
  if (at === -1) return undefined;
  const stops = (index: number): boolean => speech[index] === true || CLAUSE_END.test(text.charAt(index));
  let start = at;
  while (start > 0 && !stops(start - 1)) start -= 1;
  // 「Aと言われて怖かった」: the predicate of a quotation stays with it.
  if (start > 0 && speech[start - 1] === true) start = at;
  else start += FACT_BEFORE.exec(text.slice(start, at))?.[0].length ?? 0;
  let end = at + words.length;
  while (end < text.length && !stops(end)) end += 1;
  const closed = speech[end] === true ? '' : text.charAt(end);
  const before = text.slice(0, start);
  const after = text.slice(end + closed.length);
  return { rest: joined(before, closed, after), clause: text.slice(start, end).trim() };
}

/** 「Aと言われ、怖かった。」 leaves 「Aと言われ。」: the clause's own end closes what stood before it. */
function joined(before: string, closed: string, after: string): string {
  const open = before !== '' && !CLAUSE_END.test(before.slice(-1));
  const joint = open
    ? `${before}${closed}`
    : closed === '。' && before.endsWith('、')
      ? `${before.slice(0, -1)}。`
      : before;
  return `${joint}${after}`.trim().replace(/、$/u, '。');
}

/** The typed values with every chosen feeling moved from its field to the care note. */
export function moveFeelings(
  typed: TypedValues,
  advised: Advised,
): { typed: TypedValues; moved: ReadonlySet<number> } {
  const next: Record<string, string> = { ...typed };
  const moved = new Set<number>();
  const gone: { field: string; clause: string }[] = [];
  for (const [index, item] of advised.advice.entries()) {
    if (item.kind !== 'feeling' || typed[moveField(index)] !== 'true') continue;
    const cut = cutClause(next[item.field] ?? '', item.words);
    if (cut === undefined) {
      // Two feelings in one clause: the first took the second along.
      if (gone.some(({ field, clause }) => field === item.field && clause.includes(item.words)))
        moved.add(index);
      continue;
    }
    gone.push({ field: item.field, clause: cut.clause });
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
