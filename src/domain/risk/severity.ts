import { z } from 'zod';
import { type Conduct, conductSchema, type Danger, dangerSchema } from '../incident/choices.ts';

export const severityNames = { caution: '注意', alarm: '警戒', emergency: '緊急' } as const;
export const severitySchema = z.enum(['caution', 'alarm', 'emergency']);
export type Severity = z.infer<typeof severitySchema>;

/** One row of the table; every condition that it names must hold. */
const rowSchema = z.strictObject({
  id: z.string(),
  level: severitySchema,
  /** Any one of these labels. */
  labels: z.array(conductSchema).min(1).optional(),
  /** Any one of these danger marks. */
  danger: z.array(dangerSchema).min(1).optional(),
  /** And any one of these as well. */
  alsoDanger: z.array(dangerSchema).min(1).optional(),
  minLabels: z.int().min(1).optional(),
  /** Visits this week or calls today, whichever is more. */
  minContacts: z.int().min(1).optional(),
  urgent: z.literal(true).optional(),
  why: z.string().min(1),
});

export const severityTableSchema = z.object({
  source: z.string().min(1),
  date: z.iso.date(),
  checkedBy: z.string().min(1),
  rows: z.array(rowSchema).min(1),
});

export type SeverityTable = z.infer<typeof severityTableSchema>;

export type RiskFacts = {
  labels: readonly Conduct[];
  danger: readonly Danger[];
  visitsThisWeek: number;
  callsToday: number;
  urgent: boolean;
};

export type Risk = { level: Severity; row: string; why: string };

/** The first row that holds; undefined for an ordinary complaint, which raises nothing. */
export function severityOf(table: SeverityTable, facts: RiskFacts): Risk | undefined {
  const contacts = Math.max(facts.visitsThisWeek, facts.callsToday);
  const row = table.rows.find(
    (candidate) =>
      (candidate.labels?.some((label) => facts.labels.includes(label)) ?? true) &&
      (candidate.danger?.some((mark) => facts.danger.includes(mark)) ?? true) &&
      (candidate.alsoDanger?.some((mark) => facts.danger.includes(mark)) ?? true) &&
      facts.labels.length >= (candidate.minLabels ?? 0) &&
      contacts >= (candidate.minContacts ?? 0) &&
      (candidate.urgent === undefined || facts.urgent),
  );
  return row === undefined ? undefined : { level: row.level, row: row.id, why: row.why };
}
