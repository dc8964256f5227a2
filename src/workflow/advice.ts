import { type Advice, type Advised, ADVICE_SHOWN, type Judged } from '../domain/incident/assessment.ts';
import type { Person } from '../domain/people/person.ts';
import type { House } from './ports.ts';

/** Names one advice, so that only a press of the card that showed it counts as an answer to it. */
const adviceMark = (house: Pick<House, 'digest'>, advised: Advised): string =>
  house.digest(JSON.stringify(advised)).slice(0, 12);

/** The advice that the pressed card showed; undefined on a first press, and for a re-sent one. */
export async function shownAdvice(
  house: Pick<House, 'forms' | 'digest'>,
  person: Person,
  nonce: string,
  seen: string,
): Promise<Advised | undefined> {
  if (seen === '') return undefined;
  const advised = (await house.forms.read(person.key, nonce))?.advised;
  return advised !== undefined && adviceMark(house, advised) === seen ? advised : undefined;
}

/** What a card shows and its next press names. */
export function adviceToShow(
  house: Pick<House, 'digest'>,
  advice: readonly Advice[],
  judged: Judged,
): { advised: Advised; why: readonly string[]; seen: string } {
  const plain = advice.map(({ field, words, kind, ask }) => ({ field, words, kind, ask }));
  const advised = { advice: plain.slice(0, ADVICE_SHOWN), labels: judged.machine };
  return { advised, why: judged.why, seen: adviceMark(house, advised) };
}
