import { z } from 'zod';
import { type AuditFact, appendAudit, auditEntrySchema } from '../audit.ts';
import { askedSchema, outcomeSchema } from '../escalation/escalation.ts';
import { type Digest, recordNumberSchema } from '../ids.ts';
import { conductSchema, dangerSchema, placeSchema, sceneSchema } from '../incident/choices.ts';
import { featuresSchema } from '../incident/content.ts';
import { currentVersion, type Incident } from '../incident/incident.ts';
import { severitySchema } from '../risk/severity.ts';
import { channelSafe } from './channel-safe.ts';

/**
 * What the channels may know. There is no field for identity, address, demand, background or any
 * quotation, so none can reach a channel (個人情報保護法69条・地方税法22条).
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
  risk: z.object({ level: severitySchema, why: z.string() }).optional(),
  /** Departments whose channels were given the alert. */
  audience: z.array(z.string()),
  acknowledgements: z.array(z.object({ department: z.string(), at: z.iso.datetime() })),
  sightings: z.array(z.object({ department: z.string(), place: placeSchema, at: z.iso.datetime() })),
  decision: z
    .object({
      escalation: z.string(),
      asked: z.array(askedSchema),
      outcome: outcomeSchema,
      at: z.iso.datetime(),
    })
    .optional(),
  audit: z.array(auditEntrySchema),
  intents: z.array(z.object({ kind: z.literal('broadcast'), revision: z.int() })),
});

export type Alert = z.infer<typeof alertSchema>;

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

/** The alert that a record raises, with everything private left behind. */
export function raiseAlert(incident: Incident, audience: string[], now: Date, digest: Digest): Alert {
  const at = now.toISOString();
  return {
    id: incident.number,
    revision: 1,
    department: incident.department,
    raisedAt: at,
    ...shownOf(incident),
    audience,
    acknowledgements: [],
    sightings: [],
    audit: appendAudit([], { at, by: 'system', action: 'raised', about: incident.number }, digest),
    intents: [{ kind: 'broadcast', revision: 1 }],
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
  return changed(rest, after, { at: now.toISOString(), by: 'system', action: 'amended', about }, digest);
}

function changed(alert: Alert, change: Partial<Alert>, fact: AuditFact, digest: Digest): Alert {
  const revision = alert.revision + 1;
  return {
    ...alert,
    ...change,
    revision,
    audit: appendAudit(alert.audit, fact, digest),
    intents: [...alert.intents, { kind: 'broadcast', revision }],
  };
}

const hasSeen = (alert: Alert, department: string): boolean =>
  alert.acknowledgements.some((ack) => ack.department === department);

/** A department that got its channel after the alert was raised counts from its first press. */
const withAcknowledgement = (alert: Alert, department: string, at: string): Partial<Alert> =>
  hasSeen(alert, department)
    ? {}
    : {
        acknowledgements: [...alert.acknowledgements, { department, at }],
        audience: alert.audience.includes(department) ? alert.audience : [...alert.audience, department],
      };

/** One 確認 per department: pressing again changes nothing. */
export function acknowledge(
  alert: Alert,
  press: { department: string; by: string; now: Date },
  digest: Digest,
): Alert {
  if (hasSeen(alert, press.department)) return alert;
  const at = press.now.toISOString();
  return changed(
    alert,
    withAcknowledgement(alert, press.department, at),
    { at, by: press.by, action: 'acknowledged', about: press.department },
    digest,
  );
}

/** Two presses for the same place within this time are one sighting. */
export const SAME_SIGHTING_MS = 60_000;

/** How many sightings an alert keeps on the card; the audit chain keeps all. */
export const SIGHTINGS_KEPT = 10;

/** いま来ています. Whoever says so has read the alert, so it counts as 確認 as well. */
export function sight(
  alert: Alert,
  press: { department: string; place: z.infer<typeof placeSchema>; by: string; now: Date },
  digest: Digest,
): Alert {
  const last = alert.sightings.findLast((sighting) => sighting.department === press.department);
  if (
    last !== undefined &&
    last.place === press.place &&
    press.now.getTime() - new Date(last.at).getTime() < SAME_SIGHTING_MS
  ) {
    return alert;
  }
  const at = press.now.toISOString();
  return changed(
    alert,
    {
      ...withAcknowledgement(alert, press.department, at),
      sightings: [...alert.sightings, { department: press.department, place: press.place, at }].slice(
        -SIGHTINGS_KEPT,
      ),
    },
    { at, by: press.by, action: 'sighted', about: `${press.department} ${press.place}` },
    digest,
  );
}

/**
 * Shows on the alert what was decided about its record. The same decision twice changes nothing, nor
 * does an older one that a second process carries out late.
 */
export function showDecision(
  alert: Alert,
  decision: NonNullable<Alert['decision']>,
  now: Date,
  digest: Digest,
): Alert {
  const shown = alert.decision;
  if (shown?.escalation === decision.escalation || (shown !== undefined && decision.at < shown.at))
    return alert;
  return changed(
    alert,
    { decision },
    { at: now.toISOString(), by: 'system', action: 'decision-shown', about: decision.escalation },
    digest,
  );
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
  return changed(
    alert,
    { audience: [...alert.audience, ...added] },
    { at: now.toISOString(), by: 'system', action: 'audience-widened', about: added.join(' ') },
    digest,
  );
}

/** The same alert with the broadcasts up to this revision carried out. */
export const settleBroadcasts = (alert: Alert, upTo: number): Alert => ({
  ...alert,
  intents: alert.intents.filter((intent) => intent.revision > upTo),
});
