import { appendAudit } from '../../domain/audit.ts';
import type { Person } from '../../domain/people/person.ts';
import type { House } from '../ports.ts';

/** What an export is written down as, in the history of the coordinator who took it. */
export const EXPORTED = 'settings-exported';

/** Exports within this time are one: a press that is repeated adds nothing to what is known. */
const SAME_EXPORT_MS = 60_000;

/**
 * Writes down that somebody takes the settings away, the roles and Entra object ids of all officials among them.
 * Before the file is handed out: if it cannot be written this throws, and there is no file.
 */
export async function noteExport(
  { people, now, digest }: Pick<House, 'people' | 'now' | 'digest'>,
  by: Person,
): Promise<void> {
  const moment = now();
  const noted = await people.change(by.key, (person) => {
    const last = person.roleHistory.findLast(({ action }) => action === EXPORTED);
    if (last !== undefined && moment.getTime() - new Date(last.at).getTime() < SAME_EXPORT_MS) {
      return { result: undefined };
    }
    const fact = { at: moment.toISOString(), by: by.key, action: EXPORTED, about: 'ward' };
    return {
      next: { ...person, roleHistory: appendAudit(person.roleHistory, fact, digest) },
      result: undefined,
    };
  });
  if (!noted.found) throw new Error('an export by nobody who is registered');
}
