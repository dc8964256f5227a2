import type { Conduct, Scene } from '../../domain/incident/choices.ts';
import { currentVersion, type Incident } from '../../domain/incident/incident.ts';
import { type RecordState, recordState } from '../../domain/incident/state.ts';
import type { Person } from '../../domain/people/person.ts';
import type { RegisterExtent } from '../../domain/register/scope.ts';
import type { Severity } from '../../domain/risk/severity.ts';

/** One line of the register: nothing in it was typed by anybody. */
export type RegisterRow = {
  readonly number: string;
  readonly extent: RegisterExtent;
  /** ISO instants. */
  readonly occurredAt: string;
  readonly filedAt: string;
  /** Department id. */
  readonly department: string;
  readonly scene: Scene;
  readonly conduct: readonly Conduct[];
  readonly severity: Severity | undefined;
  readonly state: RecordState;
  /** An alert tells of it, its own or another's. */
  readonly alerted: boolean;
  readonly own: boolean;
  /** For readers of everything. */
  readonly reporter: string | undefined;
};

export function registerRow(incident: Incident, extent: RegisterExtent, reader: Person): RegisterRow {
  const { content, judged } = currentVersion(incident);
  return {
    number: incident.number,
    extent,
    occurredAt: content.occurredAt,
    filedAt: incident.filedAt,
    department: incident.department,
    scene: content.scene,
    conduct: content.conduct,
    severity: judged?.risk?.level,
    state: recordState(incident),
    alerted: incident.alerted || incident.joined !== undefined,
    own: incident.reporter.key === reader.key,
    reporter: extent === 'full' ? incident.reporter.name : undefined,
  };
}
