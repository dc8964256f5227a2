import { z } from 'zod';
import { answeredSchema, oneAnswerSchema } from '../answer/answer.ts';
import { type AuditFact, appendAudit, auditEntrySchema } from '../audit.ts';
import { askedSchema, outcomeSchema } from '../escalation/escalation.ts';
import { type Digest, recordNumberSchema } from '../ids.ts';
import { conductSchema, dangerSchema, placeSchema, sceneSchema } from '../incident/choices.ts';
import { featuresSchema } from '../incident/content.ts';
import { currentVersion, type Incident } from '../incident/incident.ts';
import { severitySchema } from '../risk/severity.ts';
import { channelSafe } from './channel-safe.ts';

const riskSchema = z.object({ level: severitySchema, why: z.string() });

/** One record along the way of the same person. No free text at all. */
export const stopSchema = z.object({
  record: recordNumberSchema,
  department: z.string(),
  at: z.iso.datetime(),
  scene: sceneSchema,
  conduct: z.array(conductSchema),
  danger: z.array(dangerSchema),
  risk: riskSchema.optional(),
  /** Why it stands here: it raised the alert, somebody said so, or the matching finds it very likely. */
  by: z.enum(['origin', 'confirmed', 'likely']),
  /** Said to be somebody else: it stays on the card, struck out, so that everybody who read it learns of it. */
  withdrawn: z.iso.datetime().optional(),
});
export type Stop = z.infer<typeof stopSchema>;

/**
 * Why an alert rests. `left`: the person has gone. `expired`: its time is over. `joined`: another alert of
 * the same person tells the story now. `withdrawn`: whoever raised it says that it was wrong.
 */
const restSchema = z.discriminatedUnion('why', [
  z.object({ why: z.literal('left'), department: z.string(), at: z.iso.datetime() }),
  z.object({ why: z.literal('expired'), at: z.iso.datetime() }),
  /** Whoever raised it says that the warning is wrong. */
  z.object({ why: z.literal('withdrawn'), department: z.string(), at: z.iso.datetime() }),
  z.object({ why: z.literal('joined'), into: recordNumberSchema, at: z.iso.datetime() }),
]);

/**
 * What the channels may know. There is no field for identity, address, demand, background or any
 * quotation, and the one answer is made of ids, so none of them can reach a channel
 * (個人情報保護法69条・地方税法22条).
 */
export const alertSchema = z.object({
  /** The number of the record that raised it. */
  id: recordNumberSchema,
  revision: z.int().min(1),
  department: z.string(),
  raisedAt: z.iso.datetime(),
  occurredAt: z.iso.datetime(),
  scene: sceneSchema,
  features: featuresSchema,
  /** 誰らしき人, from a 速報. */
  look: z.string().default(''),
  conduct: z.array(conductSchema),
  danger: z.array(dangerSchema),
  /** Severity and the row of the table that it comes from, in our own words. */
  risk: riskSchema.optional(),
  /** Departments whose channels were given the alert. */
  audience: z.array(z.string()),
  acknowledgements: z.array(z.object({ department: z.string(), at: z.iso.datetime() })),
  sightings: z.array(
    z.object({
      department: z.string(),
      place: placeSchema,
      at: z.iso.datetime(),
      /** The department said later that it was somebody else. */
      withdrawn: z.iso.datetime().optional(),
    }),
  ),
  /** Records of the same person within the window, in the order in which they joined. */
  route: z.array(stopSchema).default([]),
  /** Departments to which the person may go next, likeliest first. */
  next: z.array(z.object({ department: z.string(), why: z.enum(['said', 'usual']) })).default([]),
  /** 統一回答 */
  answer: oneAnswerSchema.optional(),
  /** What each department told the person, newest word of each. */
  answered: z.array(answeredSchema.extend({ department: z.string() })).default([]),
  /** The person's file carries an active 注意の印; why stays in the file. */
  marked: z.boolean().default(false),
  /** 1: as raised. 2: stepped down, after a day without news. */
  stage: z.union([z.literal(1), z.literal(2)]).default(1),
  rest: restSchema.optional(),
  /** When the alert next changes by itself; absent = never. */
  stepsAt: z.iso.datetime().optional(),
  /** Whether silent departments are still to be asked, or shown to the coordinators, and when. */
  chase: z
    .object({ state: z.enum(['waiting', 'chased', 'shown']), at: z.iso.datetime().optional() })
    .optional(),
  decision: z
    .object({
      escalation: z.string(),
      asked: z.array(askedSchema),
      outcome: outcomeSchema,
      at: z.iso.datetime(),
      /** Whose decision it is, when that is not the department that raised the alert. */
      department: z.string().optional(),
    })
    .optional(),
  audit: z.array(auditEntrySchema),
  intents: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('broadcast'), revision: z.int() }),
      /** A record that wanted an alert of its own joined: an edited card makes no sound, so a line is posted. */
      z.object({ kind: z.literal('call'), revision: z.int(), record: recordNumberSchema }),
      /** The department's approvers are asked for the one answer. */
      z.object({ kind: z.literal('ask-answer'), revision: z.int() }),
      /** Departments that have not confirmed are asked once more. */
      z.object({ kind: z.literal('chase'), revision: z.int(), departments: z.array(z.string()) }),
      /** The coordinators see who has not confirmed. */
      z.object({ kind: z.literal('board'), revision: z.int() }),
    ]),
  ),
});

export type Alert = z.infer<typeof alertSchema>;
export type AlertIntent = Alert['intents'][number];

/** When alerts step down and end. */
export type AlertTimes = {
  /** Two contacts within this time are one way through the house, in hours. */
  readonly windowHours: number;
  /** An alert without news steps down after so many hours. */
  readonly stepHours: number;
  /** And ends after so many days. */
  readonly days: number;
  /** Silent departments are asked once more after so many minutes, and shown after as many again; 0 = never. */
  readonly chaseMinutes: number;
};

type Shown = Pick<Alert, 'occurredAt' | 'scene' | 'features' | 'look' | 'conduct' | 'danger' | 'risk'>;

/** What of a record the channels may see. */
function shownOf(incident: Incident): Shown {
  const { content, judged } = currentVersion(incident);
  const { name, kana, phone } = content.identity;
  const safe = (text: string): string => channelSafe(text, [name, kana, phone]);
  const { features } = content;
  const risk = judged?.risk;
  return {
    occurredAt: content.occurredAt,
    scene: content.scene,
    look: safe(content.look),
    features: {
      age: features.age,
      gender: features.gender,
      glasses: features.glasses,
      build: safe(features.build),
      hair: safe(features.hair),
      clothing: safe(features.clothing),
      belongings: safe(features.belongings),
      voice: safe(features.voice),
    },
    conduct: content.conduct,
    danger: content.danger,
    ...(risk === undefined ? {} : { risk: { level: risk.level, why: risk.why } }),
  };
}

/** The step down and the end of an alert that had news at this moment. */
export const stepsFrom = (news: Date, stage: Alert['stage'], times: AlertTimes): string =>
  new Date(
    news.getTime() +
      (stage === 1 ? times.stepHours * 3_600_000 : (times.days * 24 - times.stepHours) * 3_600_000),
  ).toISOString();

/** When a fresh alert is looked at for silent departments; undefined when nobody is to be chased. */
const chaseFrom = (raised: Date, times: AlertTimes): Alert['chase'] =>
  times.chaseMinutes === 0
    ? undefined
    : { state: 'waiting', at: new Date(raised.getTime() + times.chaseMinutes * 60_000).toISOString() };

/** The record as a stop on somebody's way. */
export function stopOf(incident: Incident, by: Stop['by']): Stop {
  const { content, judged } = currentVersion(incident);
  const risk = judged?.risk;
  return {
    record: incident.number,
    department: incident.department,
    at: content.occurredAt,
    scene: content.scene,
    conduct: content.conduct,
    danger: content.danger,
    ...(risk === undefined ? {} : { risk: { level: risk.level, why: risk.why } }),
    by,
  };
}

/** The alert that a record raises, with everything private left behind. */
export function raiseAlert(
  incident: Incident,
  around: { audience: string[]; next: Alert['next']; marked?: boolean; times: AlertTimes },
  now: Date,
  digest: Digest,
): Alert {
  const at = now.toISOString();
  const { audience, next, marked = false, times } = around;
  const chase = chaseFrom(now, times);
  return {
    id: incident.number,
    revision: 1,
    department: incident.department,
    raisedAt: at,
    ...shownOf(incident),
    audience,
    acknowledgements: [],
    sightings: [],
    route: [stopOf(incident, 'origin')],
    next,
    answered: [],
    marked,
    stage: 1,
    stepsAt: stepsFrom(now, 1, times),
    ...(chase === undefined ? {} : { chase }),
    audit: appendAudit([], { at, by: 'system', action: 'raised', about: incident.number }, digest),
    intents: [
      { kind: 'broadcast', revision: 1 },
      { kind: 'ask-answer', revision: 1 },
    ],
  };
}

/** The record was corrected: the channels see the newest version. The same version twice changes nothing. */
export function amendAlert(alert: Alert, incident: Incident, now: Date, digest: Digest): Alert {
  const { occurredAt, scene, features, look, conduct, danger, risk } = alert;
  const before: Shown = {
    occurredAt,
    scene,
    look,
    features,
    conduct,
    danger,
    ...(risk === undefined ? {} : { risk }),
  };
  const after = shownOf(incident);
  if (JSON.stringify(before) === JSON.stringify(after)) return alert;
  const { risk: _, ...rest } = alert;
  const about = `version ${currentVersion(incident).version}`;
  const route = alert.route.map((stop) =>
    stop.record === incident.number ? { ...stopOf(incident, stop.by), ...withdrawal(stop) } : stop,
  );
  const fact = { at: now.toISOString(), by: 'system', action: 'amended', about };
  return changedAlert(rest, { ...after, route }, fact, digest);
}

const withdrawal = (stop: Stop): Pick<Stop, 'withdrawn'> =>
  stop.withdrawn === undefined ? {} : { withdrawn: stop.withdrawn };

/** One change of an alert: the next revision, its audit entry, and every channel shown it. */
export function changedAlert(
  alert: Alert,
  change: Partial<Alert>,
  fact: AuditFact,
  digest: Digest,
  also: (revision: number) => AlertIntent[] = () => [],
): Alert {
  const revision = alert.revision + 1;
  return {
    ...alert,
    ...change,
    revision,
    audit: appendAudit(alert.audit, fact, digest),
    intents: [...alert.intents, { kind: 'broadcast', revision }, ...also(revision)],
  };
}

/** Departments added to the audience because their channel was bound after the alert went out. */
export function widenAudience(
  alert: Alert,
  departments: readonly string[],
  now: Date,
  digest: Digest,
): Alert {
  const added = departments.filter((department) => !alert.audience.includes(department));
  if (added.length === 0) return alert;
  return changedAlert(
    alert,
    { audience: [...alert.audience, ...added] },
    { at: now.toISOString(), by: 'system', action: 'audience-widened', about: added.join(' ') },
    digest,
  );
}

/**
 * The alert without a department whose only channel was given away: it would be waited for and asked for ever. It
 * stays where it has confirmed or seen somebody, or where the person's way has led through it.
 */
export function narrowAudience(alert: Alert, department: string, now: Date, digest: Digest): Alert {
  const spoke =
    alert.department === department ||
    alert.acknowledgements.some((one) => one.department === department) ||
    alert.sightings.some((one) => one.department === department) ||
    alert.route.some((stop) => stop.department === department);
  if (spoke || !alert.audience.includes(department)) return alert;
  return changedAlert(
    alert,
    { audience: alert.audience.filter((one) => one !== department) },
    { at: now.toISOString(), by: 'system', action: 'audience-narrowed', about: department },
    digest,
  );
}

/** The same alert with the broadcasts up to this revision carried out. */
export const settleBroadcasts = (alert: Alert, upTo: number): Alert => ({
  ...alert,
  intents: alert.intents.filter((intent) => intent.revision > upTo),
});
