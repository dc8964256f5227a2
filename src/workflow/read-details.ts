import { type Incident, noteReading, SAME_READING_MS } from '../domain/incident/incident.ts';
import type { Person } from '../domain/people/person.ts';
import { type Readable, readableBy, type Standing, standingOf } from '../domain/people/standing.ts';
import type { House } from './ports.ts';

export type DetailsRequest =
  | { kind: 'sent'; extent: 'full' | 'conduct' | 'refused' }
  | { kind: 'no-such-record' };

/**
 * 詳しく: the role is checked now, the reading (or the refusal) is written into the record's audit
 * chain, and the answer goes to the presser's own chat, never to the channel.
 */
export async function sendDetails(
  house: House,
  request: { number: string; person: Person },
): Promise<DetailsRequest> {
  const now = house.now();
  const { number, person } = request;
  const changed = await noteRead(house, number, person);
  if (changed === undefined) return { kind: 'no-such-record' };
  await house.owed.owe(
    [
      {
        id: `details-${person.key}-${changed.incident.revision}-${Math.floor(now.getTime() / SAME_READING_MS)}`,
        about: number,
        to: { kind: 'person', person: person.key },
        shows: { kind: 'details', number, extent: changed.extent },
        wanted: 1,
      },
    ],
    now,
  );
  house.outbox.nudge();
  return { kind: 'sent', extent: changed.extent };
}

/**
 * Checks the role, leaves the trace, and hands the record back for showing to this person only.
 * `mayRead` says how much they may read where it is shown.
 */
export async function noteRead(
  house: Pick<House, 'incidents' | 'rules' | 'digest' | 'now'>,
  number: string,
  person: Person,
  mayRead: (standing: Standing, incident: Incident) => Readable = readableBy,
): Promise<{ incident: Incident; extent: 'full' | 'conduct' | 'refused' } | undefined> {
  const standing = standingOf(person, house.rules);
  const at = house.now();
  const changed = await house.incidents.change(number, (incident) => {
    const readable = mayRead(standing, incident);
    const extent = readable === 'none' ? ('refused' as const) : readable;
    return { next: noteReading(incident, { by: person.key, at, extent }, house.digest), result: extent };
  });
  return changed.found ? { incident: changed.item, extent: changed.result } : undefined;
}
