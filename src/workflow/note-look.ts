import type { Person } from '../domain/people/person.ts';
import { type LookUp, SAME_LOOK_MS } from '../domain/subject/look-up.ts';
import type { House } from './ports.ts';

type Look = Pick<LookUp, 'kind' | 'fields' | 'shown'>;

/**
 * Writes down who looks at whom, before anything is shown: if it cannot be written this throws and nothing is
 * shown. The same look again within a minute is one look; its id says so, so that two presses at the same
 * moment meet.
 */
export async function noteLook(
  house: Pick<House, 'lookUps' | 'digest' | 'now'>,
  person: Person,
  look: Look,
): Promise<void> {
  const now = house.now();
  const bucket = Math.floor(now.getTime() / SAME_LOOK_MS);
  const what = JSON.stringify([look.kind, look.fields, look.shown]);
  const idIn = (turn: number): string =>
    `l${house.digest(`look|${person.key}|${turn}|${what}`).slice(0, 16)}`;
  const before = await house.lookUps.read(person.key, idIn(bucket - 1));
  if (before !== undefined && now.getTime() - new Date(before.at).getTime() < SAME_LOOK_MS) return;
  await house.lookUps.create({
    id: idIn(bucket),
    byKey: person.key,
    at: now.toISOString(),
    ...look,
    marks: [],
  });
}
