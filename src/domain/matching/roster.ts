import type { Description } from './describe.ts';
import type { Rates } from './rates.ts';

/** The records that staff linked to one person, oldest first, and what follows from them. */
export type Person = {
  readonly subject: string;
  records: readonly Description[];
  /** How many confirmations have taught (see lessons.ts). */
  lessons: number;
  lastDay: string;
  /** Calendar days on which the person was here. */
  days: number;
};

/** The person as known without one record: nobody is compared with what was written about the same visit. */
export const without = (person: Person, recordId: string): Person =>
  seenThrough(person, (id) => id !== recordId);

/** The person as known by some of the records. */
export const seenThrough = (person: Person, sees: (recordId: string) => boolean): Person => {
  if (person.records.every(({ id }) => sees(id))) return person;
  const records = person.records.filter(({ id }) => sees(id));
  return { ...person, records, ...daysOf(records) };
};

const daysOf = (records: readonly Description[]): { lastDay: string; days: number } => ({
  lastDay: records.at(-1)?.day ?? '',
  days: new Set(records.map(({ day }) => day)).size,
});

/** Who is known, by number; which record lies where; who was here on which day. */
export const createRoster = (rates: Rates) => {
  const persons: Person[] = [];
  const numbers = new Map<string, number>();
  const whereRecord = new Map<string, number>();
  const byDay = new Map<string, number[]>();
  const standings = { once: 0, oftenOneDay: 0, often: 0 };

  const tally = (person: Person, by: 1 | -1): void => {
    if (person.records.length === 0) return;
    if (person.records.length === 1) standings.once += by;
    else if (person.days <= 1) standings.oftenOneDay += by;
    else standings.often += by;
  };

  const numbered = (subject: string): number => {
    const known = numbers.get(subject);
    if (known !== undefined) return known;
    numbers.set(subject, persons.length);
    persons.push({ subject, records: [], lessons: 0, lastDay: '', days: 0 });
    return persons.length - 1;
  };

  /** Puts a record under a person. Returns the person's number. */
  const place = (record: Description, subject: string): number => {
    const number = numbered(subject);
    const person = persons[number];
    if (person === undefined) throw new Error(`person ${number} is missing`);
    const isOnDay = person.records.some(({ day }) => day === record.day);
    const last = person.records.at(-1);
    tally(person, -1);
    // Not pushed, nor spread: a list that grew holds room for sixteen more, a hundred thousand times.
    person.records = person.records.concat(record);
    if (last !== undefined && last.at > record.at) {
      person.records = [...person.records].sort((a, b) => a.at - b.at);
      Object.assign(person, daysOf(person.records));
    } else if (!isOnDay) {
      person.lastDay = record.day;
      person.days += 1;
    }
    tally(person, 1);
    whereRecord.set(record.id, number);
    const today = byDay.get(record.day);
    if (today === undefined) byDay.set(record.day, [number]);
    else if (!isOnDay) today.push(number);
    return number;
  };

  /** Takes a record out of its person. Undefined when it is not known. */
  const take = (recordId: string): { record: Description; person: Person } | undefined => {
    const number = whereRecord.get(recordId);
    const person = number === undefined ? undefined : persons[number];
    const record = person?.records.find(({ id }) => id === recordId);
    if (number === undefined || person === undefined || record === undefined) return undefined;
    tally(person, -1);
    Object.assign(person, without(person, recordId));
    tally(person, 1);
    whereRecord.delete(recordId);
    if (!person.records.some(({ day }) => day === record.day)) {
      const others = byDay.get(record.day)?.filter((other) => other !== number) ?? [];
      if (others.length === 0) byDay.delete(record.day);
      else byDay.set(record.day, others);
    }
    return { record, person };
  };

  /** How a visit of this person counts among the rates, if the record's visit is one. */
  const kindOf = (person: Person, record: Description): number => {
    const last = person.records.at(-1);
    return last !== undefined && person.lastDay === record.day
      ? rates.classOfToday(Math.abs(record.at - last.at) / 60_000)
      : rates.classOfOthers(person.records.length, person.days);
  };

  return {
    place,
    take,
    kindOf,
    standings,
    at: (number: number): Person | undefined => persons[number],
    of: (subject: string): Person | undefined => persons[numbers.get(subject) ?? -1],
    whereIs: (recordId: string): number | undefined => whereRecord.get(recordId),
    onDay: (day: string): readonly number[] => byDay.get(day) ?? [],
    size: () => ({ persons: persons.length, records: whereRecord.size }),
  };
};

export type Roster = ReturnType<typeof createRoster>;
