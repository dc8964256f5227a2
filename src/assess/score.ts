import { z } from 'zod';
import { conductLabels, conductLabelSchema } from '../domain/conduct/index.ts';
import { wordingKindSchema, wordingKinds } from '../domain/wording/index.ts';
import { type Judges, readLine } from './answer.ts';

const goldSpansSchema = z.object({
  spans: z.array(z.object({ start: z.number(), end: z.number(), kind: wordingKindSchema })),
});
const goldLabelsSchema = z.object({ labels: z.array(conductLabelSchema) });

/** Right ones among the given, wrongly given, and not given. */
type Tally = { right: number; extra: number; missed: number };

type Rates = Tally & { precision: number | null; recall: number | null; f1: number | null };

const none = (): Tally => ({ right: 0, extra: 0, missed: 0 });
const round = (value: number): number => Math.round(value * 10_000) / 10_000;
const share = (part: number, whole: number): number | null => (whole === 0 ? null : round(part / whole));

function rates(t: Tally): Rates {
  return {
    ...t,
    precision: share(t.right, t.right + t.extra),
    recall: share(t.right, t.right + t.missed),
    f1: share(2 * t.right, 2 * t.right + t.extra + t.missed),
  };
}

function tallies<K extends string>(keys: readonly K[]): Record<K, Tally> {
  return Object.fromEntries(keys.map((key) => [key, none()])) as Record<K, Tally>;
}

function summary<K extends string>(
  per: Record<K, Tally>,
  keys: readonly K[],
): { all: Rates; per: Record<string, Rates> } {
  const all = none();
  for (const key of keys) {
    all.right += per[key].right;
    all.extra += per[key].extra;
    all.missed += per[key].missed;
  }
  return { all: rates(all), per: Object.fromEntries(keys.map((key) => [key, rates(per[key])])) };
}

type Side = { records: number; clean: number; cleanLeftAlone: number };

const side = (): Side => ({ records: 0, clean: 0, cleanLeftAlone: 0 });

function note(counted: Side, gold: number, given: number): void {
  counted.records += 1;
  if (gold > 0) return;
  counted.clean += 1;
  if (given === 0) counted.cleanLeftAlone += 1;
}

/** The scores of the annotation page over labelled lines. */
export type Scores = {
  spans: Side & Rates & { cleanShare: number | null; perKind: Record<string, Rates> };
  labels: Side & Rates & { cleanShare: number | null; perLabel: Record<string, Rates> };
  /** Lines that could not be read, or carry no labels to compare with. */
  skipped: number;
};

/** Collects labelled lines one by one; `scores` may be read at any time. */
export function createScorer(judges: Judges): { add: (line: string) => void; scores: () => Scores } {
  const kinds = tallies(wordingKinds);
  const labels = tallies(conductLabels);
  const spanSide = side();
  const labelSide = side();
  let skipped = 0;

  function addSpans(text: string, gold: z.infer<typeof goldSpansSchema>['spans']): void {
    const given = judges.wording(text);
    const meets = (
      a: { start: number; end: number; kind: string },
      b: { start: number; end: number; kind: string },
    ): boolean => a.kind === b.kind && a.start < b.end && b.start < a.end;
    for (const one of given) kinds[one.kind][gold.some((g) => meets(g, one)) ? 'right' : 'extra'] += 1;
    for (const g of gold) if (!given.some((one) => meets(g, one))) kinds[g.kind].missed += 1;
    note(spanSide, gold.length, given.length);
  }

  function addLabels(
    given: readonly (typeof conductLabels)[number][],
    gold: readonly (typeof conductLabels)[number][],
  ): void {
    for (const one of given) labels[one][gold.includes(one) ? 'right' : 'extra'] += 1;
    for (const g of gold) if (!given.includes(g)) labels[g].missed += 1;
    note(labelSide, gold.length, given.length);
  }

  return {
    add: (line) => {
      const asked = readLine(line);
      if (asked.kind === 'wording') {
        const gold = goldSpansSchema.safeParse(asked.raw);
        if (gold.success) return addSpans(asked.text, gold.data.spans);
      } else if (asked.kind === 'conduct') {
        const gold = goldLabelsSchema.safeParse(asked.raw);
        if (gold.success) {
          return addLabels(
            judges.conduct({ words: asked.words, context: asked.context }).labels,
            gold.data.labels,
          );
        }
      }
      skipped += 1;
    },
    scores: () => {
      const span = summary(kinds, wordingKinds);
      const label = summary(labels, conductLabels);
      return {
        spans: {
          ...spanSide,
          ...span.all,
          cleanShare: share(spanSide.cleanLeftAlone, spanSide.clean),
          perKind: span.per,
        },
        labels: {
          ...labelSide,
          ...label.all,
          cleanShare: share(labelSide.cleanLeftAlone, labelSide.clean),
          perLabel: label.per,
        },
        skipped,
      };
    },
  };
}
