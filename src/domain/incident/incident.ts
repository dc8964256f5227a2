import { z } from 'zod';
import { answeredSchema } from '../answer/answer.ts';
import { type AuditFact, appendAudit, auditEntrySchema } from '../audit.ts';
import {
  type Asked,
  type DecisionAction,
  decisionTable,
  type Escalation,
  escalationSchema,
} from '../escalation/escalation.ts';
import { type Digest, nonceSchema, recordNumberSchema } from '../ids.ts';
import type { Person } from '../people/person.ts';
import { likelySchema, linkSchema, verdictSchema } from '../subject/subject.ts';
import { accountSchema, followUpSchema, reviewSchema } from './additions.ts';
import { type Judged, judgedSchema } from './assessment.ts';
import { contentSchema, type IncidentContent, wantsAlert } from './content.ts';

/** What the rest of the house must do about a change; stored with the change itself. */
export const incidentIntentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('receipt'), revision: z.int() }),
  z.object({ kind: z.literal('raise-alert'), revision: z.int() }),
  z.object({ kind: z.literal('ask-approvers'), revision: z.int(), escalation: z.string() }),
  z.object({ kind: z.literal('decided'), revision: z.int(), escalation: z.string() }),
  z.object({ kind: z.literal('remind'), revision: z.int(), at: z.iso.datetime() }),
  z.object({ kind: z.literal('amend-alert'), revision: z.int() }),
  z.object({ kind: z.literal('review'), revision: z.int(), review: z.string() }),
  /** Leave the trace for the matching, look for likely persons, and settle the alerts of one person's way. */
  z.object({ kind: z.literal('match'), revision: z.int() }),
  /** What the department told the person goes onto the alert. */
  z.object({ kind: z.literal('answered'), revision: z.int() }),
  z.object({ kind: z.literal('follow-up'), revision: z.int(), followUp: z.string() }),
]);

export type IncidentIntent = z.infer<typeof incidentIntentSchema>;

export const incidentSchema = z.object({
  number: recordNumberSchema,
  /** Counts every change; messages that show the record carry it. */
  revision: z.int().min(1),
  department: z.string(),
  reporter: z.object({ key: z.string(), name: z.string() }),
  filedAt: z.iso.datetime(),
  /** Where the form was, so that the receipt can take its place. */
  submission: z.object({ nonce: nonceSchema, messageId: z.string().optional() }),
  versions: z
    .array(
      z.object({
        version: z.int().min(1),
        at: z.iso.datetime(),
        byKey: z.string(),
        reason: z.string().optional(),
        /** Nonce of the card that brought it, so that a second press finds the first. */
        nonce: nonceSchema.optional(),
        content: contentSchema,
        judged: judgedSchema.optional(),
      }),
    )
    .min(1),
  /** A 速報: the record is still to be completed, until then. */
  shell: z.object({ due: z.iso.datetime() }).optional(),
  /** What witnesses tell in their own words, each by itself. */
  accounts: z.array(accountSchema).default([]),
  /** Questions with which an approver sent the record back. */
  reviews: z.array(reviewSchema).default([]),
  /** Whether the reporter said what the person now says they said. */
  followUps: z.array(followUpSchema).default([]),
  /** To whose file the record belongs, once somebody has said so; its own file until then. */
  link: linkSchema.optional(),
  /** What people said about likely persons, oldest first. */
  verdicts: z.array(verdictSchema).default([]),
  /** Likely persons at the last look, best first; nothing is linked by it. */
  likely: z.array(likelySchema).default([]),
  /** An alert of the same person that tells this record as well, instead of one of its own. */
  joined: recordNumberSchema.optional(),
  /** What the department told the person, by entries of the answer book. */
  answered: answeredSchema.optional(),
  alerted: z.boolean(),
  escalations: z.array(escalationSchema),
  audit: z.array(auditEntrySchema),
  intents: z.array(incidentIntentSchema),
});

export type Incident = z.infer<typeof incidentSchema>;
export type Version = Incident['versions'][number];

export function currentVersion(incident: Incident): Version {
  const latest = incident.versions.at(-1);
  if (latest === undefined) throw new Error(`record ${incident.number} has no version`);
  return latest;
}

/** The alert that tells of this record, if one does: another person's stop on the way, or its own. */
export const alertIdOf = (incident: Incident): string => incident.joined ?? incident.number;

/** What the newest version says. */
export const currentContent = (incident: Incident): IncidentContent => currentVersion(incident).content;

/** The first version of a record, with everything owed because of it. */
export function fileIncident(
  input: {
    number: string;
    nonce: string;
    messageId: string | undefined;
    reporter: Person;
    content: IncidentContent;
    judged?: Judged | undefined;
    /** A 速報: when it must be complete, and when the reporter is reminded. */
    shell?: { due: Date; remindAt: Date } | undefined;
    now: Date;
  },
  digest: Digest,
): Incident {
  const at = input.now.toISOString();
  const alerted = wantsAlert(input.content);
  const { judged, shell } = input;
  const revision = 1;
  return {
    number: input.number,
    revision,
    department: input.content.department,
    reporter: { key: input.reporter.key, name: input.reporter.name },
    filedAt: at,
    submission: {
      nonce: input.nonce,
      ...(input.messageId === undefined ? {} : { messageId: input.messageId }),
    },
    versions: [
      {
        version: 1,
        at,
        byKey: input.reporter.key,
        content: input.content,
        ...(judged === undefined ? {} : { judged }),
      },
    ],
    ...(shell === undefined ? {} : { shell: { due: shell.due.toISOString() } }),
    accounts: [],
    reviews: [],
    followUps: [],
    verdicts: [],
    likely: [],
    alerted,
    escalations: [],
    audit: appendAudit([], { at, by: input.reporter.key, action: 'filed', about: 'version 1' }, digest),
    intents: [
      { kind: 'receipt', revision },
      // Before the alert: a person who was here already makes that alert grow.
      { kind: 'match', revision },
      ...(alerted ? [{ kind: 'raise-alert' as const, revision }] : []),
      ...(shell === undefined
        ? []
        : [{ kind: 'remind' as const, revision, at: shell.remindAt.toISOString() }]),
    ],
  };
}

/** One change of a record: the next revision, its audit entry, and what is owed because of it. */
export function changed(
  incident: Incident,
  change: Partial<Incident>,
  fact: AuditFact,
  intentsOf: (revision: number) => IncidentIntent[],
  digest: Digest,
): Incident {
  const revision = incident.revision + 1;
  return {
    ...incident,
    ...change,
    revision,
    audit: appendAudit(incident.audit, fact, digest),
    intents: [...incident.intents, ...intentsOf(revision)],
  };
}

/** Presses of one reader within this time are one reading. */
export const SAME_READING_MS = 60_000;

/**
 * Leaves a trace that somebody read the details; shows nowhere else, so no message is owed for it. A finger
 * that presses a hundred times must not fill the record's document.
 */
export function noteReading(
  incident: Incident,
  reading: { by: string; at: Date; extent: 'full' | 'conduct' | 'refused' },
  digest: Digest,
): Incident {
  const fact = {
    at: reading.at.toISOString(),
    by: reading.by,
    action: reading.extent === 'refused' ? 'read-refused' : 'read',
    about: reading.extent,
  };
  const last = incident.audit.findLast((entry) => entry.by === fact.by && entry.action === fact.action);
  const since =
    last === undefined ? Number.POSITIVE_INFINITY : reading.at.getTime() - new Date(last.at).getTime();
  if (last?.about === fact.about && since >= 0 && since < SAME_READING_MS) return incident;
  return { ...incident, audit: appendAudit(incident.audit, fact, digest) };
}

export const pendingEscalation = (incident: Incident): Escalation | undefined =>
  incident.escalations.find((escalation) => escalation.state === 'pending');

/** The escalation id is derived by the caller from the form's nonce, so a second press finds the first. */
export function askEscalation(
  incident: Incident,
  ask: { id: string; asked: Asked[]; reason: string; by: string; now: Date },
  digest: Digest,
): { next: Incident } | { refused: 'already-asked' | 'pending' } {
  if (incident.escalations.some((escalation) => escalation.id === ask.id))
    return { refused: 'already-asked' };
  if (pendingEscalation(incident) !== undefined) return { refused: 'pending' };
  const at = ask.now.toISOString();
  const escalation: Escalation = {
    id: ask.id,
    askedAt: at,
    asked: ask.asked,
    reason: ask.reason,
    state: 'pending',
  };
  return {
    next: changed(
      incident,
      { escalations: [...incident.escalations, escalation] },
      { at, by: ask.by, action: 'escalated', about: `${ask.id} ${ask.asked.join(' ')}` },
      (revision) => [
        { kind: 'receipt', revision },
        { kind: 'ask-approvers', revision, escalation: ask.id },
      ],
      digest,
    ),
  };
}

/** Entitlement is checked by the caller; this says only whether the step exists from the present state. */
export function decideEscalation(
  incident: Incident,
  decision: { escalation: string; action: DecisionAction; by: Person; reason: string; now: Date },
  digest: Digest,
): { next: Incident } | { refused: 'unknown' | 'already-decided' | 'needs-reason' } {
  const escalation = incident.escalations.find((candidate) => candidate.id === decision.escalation);
  if (escalation === undefined) return { refused: 'unknown' };
  if (escalation.state !== 'pending') return { refused: 'already-decided' };
  const step = decisionTable.approver.pending[decision.action];
  if (step.needsReason && decision.reason === '') return { refused: 'needs-reason' };
  const at = decision.now.toISOString();
  const decided: Escalation = {
    ...escalation,
    state: step.next,
    decision: { at, byKey: decision.by.key, byName: decision.by.name, reason: decision.reason },
  };
  return {
    next: changed(
      incident,
      {
        escalations: incident.escalations.map((candidate) =>
          candidate.id === escalation.id ? decided : candidate,
        ),
      },
      { at, by: decision.by.key, action: step.next, about: escalation.id },
      (revision) => [
        { kind: 'receipt', revision },
        { kind: 'decided', revision, escalation: escalation.id },
      ],
      digest,
    ),
  };
}

/** The same record with the intents up to this revision carried out; saying so twice changes nothing. */
export const settleIntents = (incident: Incident, upTo: number): Incident => ({
  ...incident,
  intents: incident.intents.filter((intent) => intent.revision > upTo),
});
