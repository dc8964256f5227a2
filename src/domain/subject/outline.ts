import { z } from 'zod';
import { personKeySchema } from '../ids.ts';
import type { Conduct } from '../incident/choices.ts';
import type { IncidentContent } from '../incident/content.ts';
import { currentVersion, type Incident } from '../incident/incident.ts';
import { readableBy, type Standing } from '../people/standing.ts';
import type { Severity } from '../risk/severity.ts';

/**
 * How much of a record stands in a person's file for one reader.
 * - `full`, `conduct`: as {@link readableBy} says
 * - `outline`: every other member of staff with a department: when, where, what kind of conduct, what was
 *   asked of the person and answered; no features, no identity, no words, no matter
 * - `hidden`: not shown and not counted
 */
export type Extent = 'full' | 'conduct' | 'outline' | 'hidden';

/** No label of conduct, no severity, no danger mark: somebody complained, and nothing else happened. */
export function isOrdinaryComplaint(incident: Incident): boolean {
  const { content, judged } = currentVersion(incident);
  return judged?.risk === undefined && content.conduct.length === 0 && content.danger.length === 0;
}

/**
 * An ordinary complaint stays with its reporter, its department's approvers and the coordinators: that
 * somebody has complained must never look like a mark against them (条例5条).
 */
export function extentFor(standing: Standing, incident: Incident): Extent {
  const readable = readableBy(standing, incident);
  if (readable === 'full') return 'full';
  if (isOrdinaryComplaint(incident)) return 'hidden';
  if (readable === 'conduct') return 'conduct';
  return standing.person.department === undefined ? 'hidden' : 'outline';
}

/** Whose an ordinary complaint is. */
export const complaintSchema = z.object({ department: z.string(), reporterKey: personKeySchema });
export type Complaint = Readonly<z.infer<typeof complaintSchema>>;

/** What is kept of a record where its content is not: undefined when it is no ordinary complaint. */
export const complaintOf = (incident: Incident): Complaint | undefined =>
  isOrdinaryComplaint(incident)
    ? { department: incident.department, reporterKey: incident.reporter.key }
    : undefined;

/** Whether a reader may know of an ordinary complaint: {@link extentFor} says the same of the record itself. */
export const mayKnowOf = (
  { person, coordinator }: Standing,
  { department, reporterKey }: Complaint,
): boolean => coordinator || reporterKey === person.key || person.approverOf.includes(department);

/** The steps that a timeline counts; the others show in the ending. */
const counted = ['warning', 'stop', 'leave'] as const;
export type CountedStep = (typeof counted)[number];
export type StepCounts = Readonly<Record<CountedStep, number>>;

/** What a timeline says of one record: nothing in it was typed by anybody. */
export type Outline = {
  readonly number: string;
  readonly extent: Exclude<Extent, 'hidden'>;
  /** ISO instant of the contact. */
  readonly at: string;
  /** Department id. */
  readonly department: string;
  readonly scene: IncidentContent['scene'];
  readonly conduct: readonly Conduct[];
  readonly level: Severity | undefined;
  readonly steps: StepCounts;
  readonly ending: IncidentContent['ending'];
};

export const countSteps = (content: IncidentContent): StepCounts => {
  const count = (kind: CountedStep): number => content.steps.filter((step) => step.kind === kind).length;
  return { warning: count('warning'), stop: count('stop'), leave: count('leave') };
};

/** The record as this reader's timeline has it; undefined when it is not for them. */
export function outlineFor(standing: Standing, incident: Incident): Outline | undefined {
  const extent = extentFor(standing, incident);
  if (extent === 'hidden') return undefined;
  const { content, judged } = currentVersion(incident);
  return {
    number: incident.number,
    extent,
    at: content.occurredAt,
    department: incident.department,
    scene: content.scene,
    conduct: content.conduct,
    level: judged?.risk?.level,
    steps: countSteps(content),
    ending: content.ending,
  };
}

type Reasons = readonly { readonly kind: string; readonly text: string }[];

/** Kinds of evidence that may be named to everybody. Matter and address are no reasons for anybody else. */
const kindNames: ReadonlyMap<string, string> = new Map([
  ['phone', '電話番号'],
  ['name', '名前'],
  ['body', '体格'],
  ['hair', '髪'],
  ['clothing', '服装'],
  ['belongings', '持ち物'],
  ['voice', '声'],
  ['words', '言葉'],
  ['place', '時刻と課'],
  ['cue', '時刻と課'],
]);

/**
 * Why somebody is likely, for a reader of this extent, which must be that of the least readable record that
 * was matched. The matcher's own texts quote what was noted, so only a reader of everything gets them.
 * Empty when nothing may be said.
 */
export function reasonsFor(reasons: Reasons, extent: Extent): { kind: string; text: string }[] {
  if (extent === 'full') return reasons.map(({ kind, text }) => ({ kind, text }));
  if (extent === 'hidden') return [];
  const said = new Map<string, string>();
  for (const { kind } of reasons) {
    const text = kindNames.get(kind);
    if (text !== undefined && ![...said.values()].includes(text)) said.set(kind, text);
  }
  return [...said].map(([kind, text]) => ({ kind, text }));
}

const order: readonly Extent[] = ['hidden', 'outline', 'conduct', 'full'];

/** The least of what a reader sees of several records. */
export const leastExtent = (extents: readonly Extent[]): Extent =>
  order.find((extent) => extents.includes(extent)) ?? 'hidden';
