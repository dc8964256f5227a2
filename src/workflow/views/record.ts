import type { Alert } from '../../domain/alert/alert.ts';
import { type DepartmentDeliveries, deliveriesOf } from '../../domain/alert/deliveries.ts';
import type { Asked, Escalation } from '../../domain/escalation/escalation.ts';
import { careFields, differences } from '../../domain/incident/fields.ts';
import { alertIdOf, type Incident } from '../../domain/incident/incident.ts';
import { departmentName } from '../../domain/people/departments.ts';
import type { Person } from '../../domain/people/person.ts';
import { mayReadCare, mayReview, standingOf } from '../../domain/people/standing.ts';
import type { RegisterExtent } from '../../domain/register/scope.ts';
import { type Happening, timelineOf } from '../../domain/register/timeline.ts';
import { fileOf } from '../../domain/subject/link.ts';
import { ownSubject } from '../../domain/subject/subject.ts';
import type { House } from '../ports.ts';
import { drawPersonFile } from './person-file.ts';
import { type RegisterRow, registerRow } from './register.ts';

export type VersionLine = {
  readonly version: number;
  readonly at: string;
  readonly by?: string;
  readonly reason?: string;
  readonly changes: readonly { readonly where: string; readonly before: string; readonly after: string }[];
};

export type DecisionLine = {
  readonly id: string;
  readonly askedAt: string;
  readonly asked: readonly Asked[];
  readonly state: Escalation['state'];
  readonly reason?: string;
  readonly decided?: { readonly at: string; readonly by?: string; readonly reason?: string };
};

/** One record as one reader may see it. Names and typed reasons are there for readers of everything only. */
export type RecordView = {
  readonly row: RegisterRow;
  /** What the person's file is called before this reader. */
  readonly subject: string;
  /** Newest first. */
  readonly versions: readonly VersionLine[];
  /** Oldest first. */
  readonly timeline: readonly { readonly at: string; readonly what: string; readonly by?: string }[];
  readonly alert?: { readonly alert: Alert; readonly departments: readonly DepartmentDeliveries[] };
  readonly decisions: readonly DecisionLine[];
  /** The reader may see the care note. */
  readonly care: boolean;
};

type Needs = Pick<
  House,
  'incidents' | 'subjects' | 'alerts' | 'owed' | 'channels' | 'people' | 'rules' | 'ward' | 'now'
>;

/** Somebody whom our register does not know (any more). */
const UNKNOWN = '(登録がない人)';

/**
 * How people are called before this reader: by name before whoever may read everything, by department before all
 * others. What they wrote stays with the former.
 */
async function callers(
  house: Needs,
  incident: Incident,
  extent: RegisterExtent,
  keys: readonly string[],
): Promise<(key: string) => string> {
  const unique = [...new Set(keys)];
  const people = new Map(
    (await Promise.all(unique.map((key) => house.people.read(key))))
      .filter((person) => person !== undefined)
      .map((person) => [person.key, person]),
  );
  const { reporter } = incident;
  return (key) => {
    if (extent === 'full') return people.get(key)?.name ?? (key === reporter.key ? reporter.name : UNKNOWN);
    const department = key === reporter.key ? incident.department : people.get(key)?.department;
    return department === undefined ? UNKNOWN : departmentName(house.ward(), department);
  };
}

function versionsOf(
  incident: Incident,
  reader: { extent: RegisterExtent; care: boolean },
  nameOf: (key: string) => string,
): VersionLine[] {
  return incident.versions
    .map((version, index): VersionLine => {
      const { version: number, at, byKey, reason } = version;
      if (reader.extent === 'conduct') return { version: number, at, changes: [] };
      const before = incident.versions[index - 1];
      const changes = before === undefined ? [] : differences(before.content, version.content);
      return {
        version: number,
        at,
        by: nameOf(byKey),
        ...(reason === undefined ? {} : { reason }),
        changes: changes
          .filter(({ field }) => reader.care || !careFields.has(field))
          .map(({ label, before: was, after }) => ({ where: label, before: was, after })),
      };
    })
    .toReversed();
}

const decisionsOf = (incident: Incident, extent: RegisterExtent): DecisionLine[] =>
  incident.escalations
    .map(({ id, askedAt, asked, state, reason, decision }): DecisionLine => {
      const line = { id, askedAt, asked, state };
      if (extent === 'conduct')
        return decision === undefined ? line : { ...line, decided: { at: decision.at } };
      return {
        ...line,
        reason,
        ...(decision === undefined
          ? {}
          : { decided: { at: decision.at, by: decision.byName, reason: decision.reason } }),
      };
    })
    .toReversed();

async function alertOf(house: Needs, incident: Incident): Promise<RecordView['alert']> {
  const alert = await house.alerts.read(alertIdOf(incident));
  if (alert === undefined) return undefined;
  const rows = await house.owed.about(alert.id);
  const keys = [...new Set(rows.flatMap(({ to }) => (to.kind === 'channel' ? [to.channel] : [])))];
  const channels = await Promise.all(keys.map((key) => house.channels.read(key)));
  const known = new Map(
    channels.filter((channel) => channel !== undefined).map((channel) => [channel.key, channel]),
  );
  return { alert, departments: deliveriesOf(alert, rows, known) };
}

const personsIn = (timeline: readonly Happening[]): string[] =>
  timeline.flatMap(({ by }) => (by !== undefined && 'person' in by ? [by.person] : []));

/** Leaves no trace: whoever shows it has written down before that it is shown. */
export async function recordView(
  house: Needs,
  incident: Incident,
  reader: { readonly person: Person; readonly extent: RegisterExtent },
): Promise<RecordView> {
  const { person, extent } = reader;
  const [file, alert] = await Promise.all([
    drawPersonFile(house, fileOf(incident), person),
    alertOf(house, incident),
  ]);
  const official = standingOf(person, house.rules).coordinator || mayReview(person, incident);
  const timeline = timelineOf(incident, alert?.alert, { extent, official }, house.ward());
  const care = mayReadCare(person, incident);
  const nameOf = await callers(house, incident, extent, [
    ...personsIn(timeline),
    ...(extent === 'full' ? incident.versions.map(({ byKey }) => byKey) : []),
  ]);
  return {
    row: registerRow(incident, extent, person),
    // The reader sees this record, so there is a file for them; but it may have moved in between.
    subject: file?.subject ?? ownSubject(incident.number),
    versions: versionsOf(incident, { extent, care }, nameOf),
    timeline: timeline.map(({ at, what, by }) => ({
      at,
      what,
      ...(by === undefined
        ? {}
        : { by: 'person' in by ? nameOf(by.person) : departmentName(house.ward(), by.department) }),
    })),
    ...(alert === undefined ? {} : { alert }),
    decisions: decisionsOf(incident, extent),
    care,
  };
}
