import type { Incident } from '../domain/incident/incident.ts';
import type { Person } from '../domain/people/person.ts';
import { type RegisterExtent, registerExtent } from '../domain/register/scope.ts';
import type { House } from './ports.ts';
import { noteRead } from './read-details.ts';
import { recordView, type RecordView } from './views/record.ts';

export type OpenedRecord = {
  readonly incident: Incident;
  readonly extent: RegisterExtent;
  readonly view: RecordView;
};

/**
 * Opens a record from the register. The look, or the refusal, is written into the record's chain first: if it
 * cannot be written this throws and nothing is shown. Undefined when it is not there, or not in this reader's
 * register: both look alike.
 */
export async function openRecord(
  house: House,
  number: string,
  person: Person,
): Promise<OpenedRecord | undefined> {
  const read = await noteRead(
    house,
    number,
    person,
    (standing, incident) => registerExtent(standing, incident) ?? 'none',
  );
  if (read === undefined || read.extent === 'refused') return undefined;
  const { incident, extent } = read;
  return { incident, extent, view: await recordView(house, incident, { person, extent }) };
}
