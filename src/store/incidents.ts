import { setImmediate } from 'node:timers/promises';
import {
  currentVersion,
  type Incident,
  incidentSchema,
  pendingEscalation,
} from '../domain/incident/incident.ts';
import { recordState } from '../domain/incident/state.ts';
import { ordinaryIn } from '../domain/register/scope.ts';
import { ownSubject } from '../domain/subject/subject.ts';
import type { IncidentFilter, IncidentQuery, Incidents } from '../workflow/ports.ts';
import { createCollection, type Mapping, type Report } from './collection.ts';
import type { Condition, DocumentStore } from './document-store.ts';
import { mergedPage } from './merged-page.ts';

/** Records: one document each, versions, audit entries and intents inside. */
export const incidentMapping: Mapping<Incident> = {
  container: 'incidents',
  schema: incidentSchema,
  place: (key) => ({ pk: key, id: key }),
  keyOf: (incident) => incident.number,
  index: (incident) => {
    const { content, judged } = currentVersion(incident);
    return {
      open: incident.intents.length > 0,
      filedAt: incident.filedAt,
      department: incident.department,
      reporterKey: incident.reporter.key,
      undecided: pendingEscalation(incident) === undefined ? '' : incident.department,
      subject: incident.link?.subject ?? ownSubject(incident.number),
      // One form for all, so that text sorts as time.
      occurredAt: new Date(content.occurredAt).toISOString(),
      scene: content.scene,
      severity: judged?.risk?.level ?? 'none',
      state: recordState(incident),
      ordinary: ordinaryIn(incident),
    };
  },
};

/**
 * Equalities, likeliest to find little first: the file driver seeks by the first and reads what it finds to check
 * the others (3 µs a record), Cosmos DB takes them together. With 100,000 records in twenty departments that is
 * at most 5,000 records for any two filters one of which is the department, a severity above 警戒 or a state
 * that waits for somebody.
 */
const filters = [
  { field: 'state', of: ['pending', 'asked', 'quick', 'returned', 'rejected'] },
  { field: 'reporterKey' },
  { field: 'severity', of: ['emergency'] },
  { field: 'department' },
  { field: 'scene', of: ['visit', 'net'] },
  { field: 'state', of: ['approved'] },
  { field: 'severity', of: ['alarm', 'caution'] },
  { field: 'scene' },
  { field: 'severity' },
  { field: 'ordinary' },
  { field: 'state' },
] as const satisfies readonly { readonly field: keyof IncidentFilter; readonly of?: readonly string[] }[];

function equalities(filter: IncidentFilter): Condition[] {
  const found = new Map<string, Condition>();
  for (const { field, ...only } of filters) {
    const value = filter[field];
    if (value === undefined || found.has(field)) continue;
    if ('of' in only && !(only.of as readonly string[]).includes(value)) continue;
    found.set(field, { field, is: '=', value });
  }
  return [...found.values()];
}

const DAY_MS = 86_400_000;

/** A contact is filed within this time; the form takes no older one. */
const LATEST_FILING_MS = 366 * DAY_MS;

function period({ from, before, sort }: IncidentQuery): Condition[] {
  const bounds = (field: string, earliest: Date | undefined, end: Date | undefined): Condition[] => [
    ...(earliest === undefined ? [] : [{ field, is: '>=' as const, value: earliest.toISOString() }]),
    ...(end === undefined ? [] : [{ field, is: '<' as const, value: end.toISOString() }]),
  ];
  const contact = bounds('occurredAt', from, before);
  if (sort === 'occurred') return contact;
  // Only what may have been filed then is walked over. Nobody files before the contact either; but who puts a day
  // right may choose one after the filing.
  const shifted = (instant: Date | undefined, ms: number): Date | undefined =>
    instant === undefined ? undefined : new Date(instant.getTime() + ms);
  return [
    ...contact,
    ...bounds('filedAt', shifted(from, -LATEST_FILING_MS), shifted(before, LATEST_FILING_MS)),
  ];
}

export function createIncidents(store: DocumentStore, report: Report): Incidents {
  const incidents = createCollection(store, incidentMapping, report);
  return {
    ...incidents,
    withIntents: (limit) => incidents.list({ where: [{ field: 'open', is: '=', value: true }], limit }),
    filedBy: (personKey, limit) =>
      incidents.list({
        where: [{ field: 'reporterKey', is: '=', value: personKey }],
        orderBy: { field: 'filedAt', direction: 'desc' },
        limit,
      }),
    undecidedIn: (department, limit) =>
      incidents.list({ where: [{ field: 'undecided', is: '=', value: department }], limit }),
    ofSubject: (subject, limit) =>
      incidents.list({
        where: [{ field: 'subject', is: '=', value: subject }],
        orderBy: { field: 'filedAt', direction: 'desc' },
        limit,
      }),
    async page(query) {
      const { items, next } = await mergedPage(store, incidentMapping.container, {
        any: query.any.map((filter) => [...equalities(filter), ...period(query)]),
        orderBy: {
          field: query.sort === 'occurred' ? 'occurredAt' : 'filedAt',
          direction: query.order === 'newest' ? 'desc' : 'asc',
        },
        limit: query.limit,
        after: query.after,
      });
      // The file driver answers without a pause: whoever waits for this process comes in between.
      await setImmediate();
      return { items: incidents.decodeAll(items), ...(next === undefined ? {} : { next }) };
    },
  };
}
