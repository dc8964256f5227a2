import { alertSchema } from '../domain/alert/alert.ts';
import { formSchema } from '../domain/incident/forms.ts';
import { channelSchema, personSchema } from '../domain/people/person.ts';
import { nextFlagEnd } from '../domain/subject/flagging.ts';
import { subjectSchema } from '../domain/subject/subject.ts';
import { type Trace, traceSchema } from '../domain/subject/trace.ts';
import type { Alerts, Channels, Forms, People, Subjects, Traces } from '../workflow/ports.ts';
import { createCollection, type Report } from './collection.ts';
import type { DocumentStore } from './document-store.ts';
import { createIncidents } from './incidents.ts';
import { NEVER } from './never.ts';
import { createLeases } from './leases.ts';
import { createOwedMessages } from './owed-messages.ts';
import { createContacts } from './contacts.ts';
import { createLookUps } from './look-ups.ts';
import { createSettingsVersions } from './settings-versions.ts';

const alone = (key: string): { pk: string; id: string } => ({ pk: key, id: key });

function createSubjects(store: DocumentStore, report: Report): Subjects {
  const subjects = createCollection(
    store,
    {
      container: 'subjects',
      schema: subjectSchema,
      place: alone,
      keyOf: (subject) => subject.id,
      index: (subject) => ({
        open: subject.intents.length > 0,
        changedAt: subject.changedAt,
        into: subject.into ?? '',
        flagEnds: nextFlagEnd(subject) ?? NEVER,
      }),
    },
    report,
  );
  return {
    ...subjects,
    withIntents: (limit) => subjects.list({ where: [{ field: 'open', is: '=', value: true }], limit }),
    withFlagsEnding: (day, limit) =>
      subjects.list({
        where: [{ field: 'flagEnds', is: '<=', value: day }],
        orderBy: { field: 'flagEnds', direction: 'asc' },
        limit,
      }),
    mergedInto: (id, limit) => subjects.list({ where: [{ field: 'into', is: '=', value: id }], limit }),
    changedSince: (instant, seen) => subjects.pages(changesSince(instant), seen),
  };
}

const changesSince = (instant: Date) => ({
  where: [{ field: 'changedAt', is: '>=', value: instant.toISOString() }] as const,
  orderBy: { field: 'changedAt', direction: 'asc' } as const,
});

function createTraces(store: DocumentStore, report: Report, now: () => Date): Traces {
  const traces = createCollection(
    store,
    {
      container: 'traces',
      schema: traceSchema,
      place: alone,
      keyOf: (trace) => trace.number,
      index: (trace) => ({ changedAt: trace.changedAt }),
      decodedOnce: true,
    },
    report,
  );
  return {
    async keep(trace) {
      // Stamped at each attempt: an index that looked in between must find it behind its last look.
      const stamped = (): Trace => ({ ...trace, changedAt: now().toISOString() });
      const { created, item } = await traces.create(stamped());
      if (created || item.revision >= trace.revision) return;
      await traces.change(trace.number, (known) =>
        known.revision >= trace.revision ? { result: undefined } : { next: stamped(), result: undefined },
      );
    },
    changedSince: (instant, seen) => traces.pages(changesSince(instant), seen),
  };
}

function createAlerts(store: DocumentStore, report: Report): Alerts {
  const alerts = createCollection(
    store,
    {
      container: 'alerts',
      schema: alertSchema,
      place: alone,
      keyOf: (alert) => alert.id,
      index: (alert) => ({
        open: alert.intents.length > 0,
        raisedAt: alert.raisedAt,
        stepsAt: [alert.stepsAt ?? NEVER, alert.chase?.at ?? NEVER].toSorted()[0] ?? NEVER,
      }),
    },
    report,
  );
  return {
    ...alerts,
    withIntents: (limit) => alerts.list({ where: [{ field: 'open', is: '=', value: true }], limit }),
    raisedSince: (instant, limit) =>
      alerts.list({
        where: [{ field: 'raisedAt', is: '>=', value: instant.toISOString() }],
        orderBy: { field: 'raisedAt', direction: 'desc' },
        limit,
      }),
    stepping: (instant, limit) =>
      alerts.list({
        where: [{ field: 'stepsAt', is: '<=', value: instant.toISOString() }],
        orderBy: { field: 'stepsAt', direction: 'asc' },
        limit,
      }),
  };
}

/** What was changed at all (an empty text sorts before every instant), the newest change first. */
const changedLast = (limit: number) => ({
  where: [{ field: 'changedAt', is: '>', value: '' }] as const,
  orderBy: { field: 'changedAt', direction: 'desc' } as const,
  limit,
});

/** More approvers or coordinators than any ward has. */
const OFFICIALS = 1000;

function createPeople(store: DocumentStore, report: Report): People {
  const people = createCollection(
    store,
    {
      container: 'people',
      schema: personSchema,
      place: alone,
      keyOf: (person) => person.key,
      index: (person) => ({
        department: person.department ?? '',
        approver: person.approverOf.length > 0,
        coordinator: person.declaredCoordinator || person.coordinator,
        changedAt: person.roleHistory.at(-1)?.at ?? '',
      }),
    },
    report,
  );
  const approvers = () =>
    people.list({ where: [{ field: 'approver', is: '=', value: true }], limit: OFFICIALS });
  return {
    ...people,
    approvers,
    async approversOf(department) {
      return (await approvers()).filter((person) => person.approverOf.includes(department));
    },
    inDepartment: (department, limit) =>
      people.list({ where: [{ field: 'department', is: '=', value: department }], limit }),
    coordinators: () =>
      people.list({ where: [{ field: 'coordinator', is: '=', value: true }], limit: OFFICIALS }),
    page: ({ department, limit, after }) =>
      people.page({
        ...(department === undefined
          ? {}
          : { where: [{ field: 'department', is: '=', value: department }] as const }),
        limit,
        ...(after === undefined ? {} : { after }),
      }),
    changedLast: (limit) => people.list(changedLast(limit)),
  };
}

/** Far above one team's 1,000 channels times the teams of a ward. */
const CHANNELS = 5000;

function createChannels(store: DocumentStore, report: Report): Channels {
  const channels = createCollection(
    store,
    {
      container: 'channels',
      schema: channelSchema,
      place: (key) => ({ pk: 'channels', id: key }),
      keyOf: (channel) => channel.key,
      index: (channel) => ({
        state: channel.state,
        department: channel.department ?? '',
        changedAt: channel.history.at(-1)?.at ?? '',
      }),
    },
    report,
  );
  return {
    ...channels,
    active: () =>
      channels.list({
        pk: 'channels',
        where: [{ field: 'state', is: '=', value: 'active' }],
        limit: CHANNELS,
      }),
    all: () => channels.list({ pk: 'channels', limit: CHANNELS }),
    changedLast: (limit) => channels.list(changedLast(limit)),
  };
}

function createForms(store: DocumentStore, report: Report): Forms {
  const SEPARATOR = '/';
  const forms = createCollection(
    store,
    {
      container: 'forms',
      schema: formSchema,
      place: (key) => {
        const [pk = '', id = ''] = key.split(SEPARATOR);
        return { pk, id };
      },
      keyOf: (form) => `${form.personKey}${SEPARATOR}${form.nonce}`,
      index: (form) => ({ issuedAt: form.issuedAt }),
    },
    report,
  );
  return {
    read: (personKey, nonce) => forms.read(`${personKey}${SEPARATOR}${nonce}`),
    newest: (personKey, limit) =>
      forms.list({ pk: personKey, orderBy: { field: 'issuedAt', direction: 'desc' }, limit }),
    keep: (form) => forms.put(form),
  };
}

/** Every collection of the house over one document store. */
export const createRepositories = (
  store: DocumentStore,
  report: Report = (fault) => {
    throw fault;
  },
  now: () => Date = () => new Date(),
) => ({
  incidents: createIncidents(store, report),
  alerts: createAlerts(store, report),
  subjects: createSubjects(store, report),
  traces: createTraces(store, report, now),
  lookUps: createLookUps(store, report),
  people: createPeople(store, report),
  channels: createChannels(store, report),
  forms: createForms(store, report),
  contacts: createContacts(store, report),
  owed: createOwedMessages(store, report),
  settingsVersions: createSettingsVersions(store, report),
  leases: createLeases(store, report),
});
