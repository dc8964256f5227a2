import type { Description } from './describe.ts';
import type { Models } from './things.ts';
import type { Rates } from './rates.ts';
import type { Person, Roster } from './roster.ts';

/** A person's first confirmations teach; a hundred visits of one person must not outvote the others. */
const MOST_LESSONS = 4;

/** With very many persons on one day, about this many of them are looked at. */
const MOST_EXPOSED = 50;

/** What is learnt from a record that staff have put under a person. */
export const createLessons = (models: Models, rates: Rates, roster: Roster) => {
  /** Everybody known could have been the person of this record: the exposure of the rates. */
  const expose = (record: Description): void => {
    const today = roster.onDay(record.day);
    // Every n-th is counted n-fold.
    const stride = Math.max(1, Math.floor(today.length / MOST_EXPOSED));
    for (let position = stride - 1; position < today.length; position += stride) {
      const other = roster.at(today[position] ?? -1);
      if (other !== undefined) rates.expose(roster.kindOf(other, record), stride);
    }
    const { once, oftenOneDay, often } = roster.standings;
    rates.expose(rates.classOfOthers(1, 1), once);
    rates.expose(rates.classOfOthers(2, 1), oftenOneDay);
    rates.expose(rates.classOfOthers(2, 2), often);
  };

  /** The way in which the record's person came, counted. The answer takes it back again: see rates.ts. */
  const count = (record: Description, person: Person | undefined): number | undefined => {
    const kind =
      person === undefined || person.records.length === 0 ? undefined : roster.kindOf(person, record);
    rates.came(kind, 1);
    return kind;
  };

  /** Which words stand for the same thing, from the person's latest record that noted such a thing. */
  const teach = (record: Description, person: Person): void => {
    if (person.records.length === 0 || person.lessons >= MOST_LESSONS) return;
    person.lessons += 1;
    const weight = 1 / person.lessons;
    const latest = (
      pick: (record: Description) => readonly number[],
      sameDay?: boolean,
    ): readonly number[] => {
      const found = person.records.findLast(
        (earlier) =>
          pick(earlier).length > 0 && (sameDay === undefined || sameDay === (earlier.day === record.day)),
      );
      return found === undefined ? [] : pick(found);
    };
    for (const field of ['hair', 'voice', 'belongings', 'topic', 'details', 'words'] as const) {
      models[field].learn(
        latest((earlier) => earlier[field]),
        record[field],
        weight,
      );
    }
    for (const field of ['colours', 'garments'] as const) {
      const pick = (earlier: Description): readonly number[] => earlier[field];
      models[field].learn(latest(pick, true), record[field], weight);
      models[`${field}OtherDay`].learn(latest(pick, false), record[field], weight);
    }
  };

  return { expose, count, teach };
};
