import type { Person } from '../domain/people/person.ts';
import { mostExtent, type PersonFile, rootOfFile } from '../domain/subject/file.ts';
import { SAME_LOOK_MS } from '../domain/subject/look-up.ts';
import { noteLook } from './note-look.ts';
import { drawPersonFile, readPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

/** Writes the look, or the refusal, down before the file is shown. */
async function noteFile(
  house: House,
  person: Person,
  asked: string,
  file: PersonFile | undefined,
): Promise<void> {
  const shown =
    file === undefined
      ? ({ subject: asked, extent: 'refused' } as const)
      : { subject: rootOfFile(file), extent: mostExtent(file) };
  await noteLook(house, person, { kind: 'file', fields: [], shown: [shown] });
}

/**
 * Opens a person's file for a reader, as they may see it now. Undefined when it is not there, or nothing in
 * it is for them: both look alike. The look, or the refusal, is written down first.
 */
export async function openFile(
  house: House,
  look: { subject: string; person: Person },
): Promise<PersonFile | undefined> {
  const { subject, person } = look;
  const file = await readPersonFile(house, subject, person);
  await noteFile(house, person, subject, file);
  return file;
}

/** The same for a file that somebody changed: by its own id, whatever its records are called now. */
export async function openAgain(
  house: House,
  look: { file: string; person: Person },
): Promise<PersonFile | undefined> {
  const { file: root, person } = look;
  const file = await drawPersonFile(house, root, person);
  await noteFile(house, person, root, file);
  return file;
}

/** The same, pressed where others could see it: the file goes to the presser's own chat. */
export async function sendFile(
  house: House,
  look: { subject: string; person: Person },
): Promise<'sent' | 'no-such-file'> {
  const { person } = look;
  const file = await openFile(house, look);
  if (file === undefined) return 'no-such-file';
  const now = house.now();
  await house.owed.owe(
    [
      {
        id: `subject-${person.key}-${Math.floor(now.getTime() / SAME_LOOK_MS)}`,
        about: rootOfFile(file),
        to: { kind: 'person', person: person.key },
        shows: { kind: 'subject', subject: rootOfFile(file) },
        wanted: 1,
      },
    ],
    now,
  );
  house.outbox.nudge();
  return 'sent';
}
