import { z } from 'zod';
import { currentContent, currentVersion, type Incident } from '../incident/incident.ts';
import type { PhoneKeys, SubjectReport } from '../matching/index.ts';
import { departmentName, type Ward } from '../people/departments.ts';
import { recordNumberSchema } from '../ids.ts';
import { wallClock } from '../time.ts';
import { matchFile } from './link.ts';
import { complaintOf, complaintSchema } from './outline.ts';
import { subjectIdSchema } from './subject.ts';

const phoneKeysSchema = z.object({
  full: z.string(),
  masked: z.array(z.string()),
  swapped: z.array(z.string()),
  head: z.string(),
  last4: z.string(),
});

/**
 * What of a record the matching of persons reads, small enough that all of them are read at a start. The
 * telephone number is there as keyed hashes and its last four digits only.
 */
export const traceSchema = z.object({
  number: recordNumberSchema,
  /** Of the record; an older trace never takes the place of a newer one. */
  revision: z.int().min(1),
  /**
   * When the trace was written, not when the record changed: a trace that was written late must be found
   * by those who looked meanwhile.
   */
  changedAt: z.iso.datetime(),
  /** The file to which the record belongs, before merges. */
  subject: subjectIdSchema,
  /** Of an ordinary complaint, which counts for those only who may know of it (条例5条). */
  complaint: complaintSchema.optional(),
  report: z.object({
    at: z.number(),
    day: z.string(),
    department: z.string(),
    scene: z.enum(['counter', 'phone', 'visit', 'net']),
    name: z.string(),
    kana: z.string(),
    phone: phoneKeysSchema.optional(),
    age: z.string(),
    gender: z.enum(['unknown', 'male', 'female']),
    /** Height and build as staff wrote them, in one line. */
    figure: z.string().default(''),
    glasses: z.enum(['unknown', 'yes', 'no']),
    hair: z.string(),
    clothing: z.string(),
    belongings: z.string(),
    voice: z.string(),
    /** The one line of a 速報. */
    look: z.string().default(''),
    demand: z.string(),
    words: z.array(z.string()),
  }),
});

export type Trace = z.infer<typeof traceSchema>;

/** A trace that is not written yet. */
export type NewTrace = Omit<Trace, 'changedAt'>;

/** What a record leaves behind for the matching. */
export function traceOf(
  incident: Incident,
  tools: { phoneKeys: (text: string) => PhoneKeys | undefined; ward: Ward },
): NewTrace {
  const content = currentContent(incident);
  const { features, identity } = content;
  const at = new Date(content.occurredAt);
  const phone = tools.phoneKeys(identity.phone);
  const complaint = complaintOf(incident);
  return {
    number: incident.number,
    revision: incident.revision,
    subject: matchFile(incident),
    ...(complaint === undefined ? {} : { complaint }),
    report: {
      at: at.getTime(),
      day: wallClock(at).date,
      // By name: 「さっき福祉課で」 is compared with it.
      department: departmentName(tools.ward, incident.department),
      scene: content.scene,
      name: identity.name,
      kana: identity.kana,
      // Exchanged digits are looked up with the new number; what is filed need not carry them.
      ...(phone === undefined ? {} : { phone: { ...phone, masked: [...phone.masked], swapped: [] } }),
      age: features.age,
      gender: features.gender,
      figure: features.build,
      glasses: features.glasses,
      hair: features.hair,
      clothing: features.clothing,
      belongings: features.belongings,
      voice: features.voice,
      look: content.look,
      demand: content.demand,
      words: content.utterances.filter(({ who }) => who === 'caller').map(({ words }) => words),
    },
  };
}

/** No field of the form asks for these alone; height and build are read from the line about them. */
const NOT_ASKED = { height: 'unknown', build: 'unknown', address: '' } as const;

/** The report of a record that is to be ranked, with everything that its number can be found by. */
export function reportOf(
  incident: Incident,
  tools: { phoneKeys: (text: string) => PhoneKeys | undefined; ward: Ward },
): SubjectReport {
  const { report, number } = traceOf(incident, tools);
  return {
    ...report,
    id: number,
    ...NOT_ASKED,
    phone: tools.phoneKeys(currentVersion(incident).content.identity.phone),
  };
}

/** A filed trace as the matcher takes it. */
export const reportOfTrace = ({ number, report }: Trace): SubjectReport => ({
  ...report,
  id: number,
  ...NOT_ASKED,
  phone: report.phone,
});
