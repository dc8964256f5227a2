import { createBlocking } from './blocking.ts';
import type { MatchingContent } from './content.ts';
import { createDescriber, type Description } from './describe.ts';
import { createEvidence, type Evidence, groups } from './evidence.ts';
import { createFrequencies } from './frequencies.ts';
import { createRates } from './rates.ts';
import { createReasons } from './reasons.ts';
import type { Band, Candidate, SubjectReport } from './report.ts';

const MOST_COMPARED = 120;
const MOST_SHOWN = 5;
/** A person's first confirmations teach; a hundred visits of one person must not outvote the others. */
const MOST_LESSONS = 4;

type Person = { subject: string; records: Description[]; lessons: number; lastDay: string; days: number };

/**
 * Ranks the persons of earlier records for a new one. In memory, without I/O, clock or chance: the same
 * calls in the same order give the same answers. Nothing is ever linked here; `add` is called with what a
 * member of staff decided.
 *
 * Cost of `rank`: one pass over the postings of the record's keys and at most 120 comparisons.
 */
export const createMatcher = (content: MatchingContent) => {
  const { weights } = content;
  const { describe, models } = createDescriber(content);
  const frequencies = createFrequencies();
  const rates = createRates(weights.prior);
  const evidence = createEvidence(weights, models, frequencies);
  const blocking = createBlocking(models);
  const reasons = createReasons(models);
  const persons: Person[] = [];
  const numbers = new Map<string, number>();
  const whereRecord = new Map<string, number>();
  const byDay = new Map<string, number[]>();
  const standingCounts = { once: 0, oftenOneDay: 0, often: 0 };

  const topicOf = (record: Description): string => {
    const [id] = record.topic;
    if (id === undefined) return '';
    const [key] = models.topic.keys(id);
    return key === undefined ? `#${id}` : `=${key}`;
  };

  const kindOf = (person: Person, record: Description): number => {
    const last = person.records.at(-1);
    return last !== undefined && person.lastDay === record.day
      ? rates.classOfToday(Math.abs(record.at - last.at) / 60_000)
      : rates.classOfOthers(person.records.length, person.days);
  };

  const tallyStanding = (person: Person, by: 1 | -1): void => {
    if (person.records.length === 0) return;
    if (person.records.length === 1) standingCounts.once += by;
    else if (person.days <= 1) standingCounts.oftenOneDay += by;
    else standingCounts.often += by;
  };

  const learnRates = (record: Description, person: Person | undefined): void => {
    const today = byDay.get(record.day) ?? [];
    // With very many persons on one day every n-th is counted n-fold.
    const stride = Math.max(1, Math.floor(today.length / 50));
    for (let position = stride - 1; position < today.length; position += stride) {
      const other = persons[today[position] ?? -1];
      if (other !== undefined) rates.expose(kindOf(other, record), stride);
    }
    rates.expose(rates.classOfOthers(1, 1), standingCounts.once);
    rates.expose(rates.classOfOthers(2, 1), standingCounts.oftenOneDay);
    rates.expose(rates.classOfOthers(2, 2), standingCounts.often);
    rates.came(person === undefined || person.records.length === 0 ? undefined : kindOf(person, record));
  };

  const learnHabits = (record: Description, person: Person): void => {
    if (person.lessons >= MOST_LESSONS) return;
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
    models.colours.learn(
      latest(({ colours }) => colours, true),
      record.colours,
      weight,
    );
    models.garments.learn(
      latest(({ garments }) => garments, true),
      record.garments,
      weight,
    );
    models.coloursOtherDay.learn(
      latest(({ colours }) => colours, false),
      record.colours,
      weight,
    );
    models.garmentsOtherDay.learn(
      latest(({ garments }) => garments, false),
      record.garments,
      weight,
    );
  };

  const countThings = (record: Description, by: 1 | -1): void => {
    for (const field of [
      'hair',
      'voice',
      'belongings',
      'colours',
      'garments',
      'topic',
      'details',
      'words',
    ] as const) {
      for (const id of record[field]) models[field].count(id, by);
    }
    for (const id of record.colours) models.coloursOtherDay.count(id, by);
    for (const id of record.garments) models.garmentsOtherDay.count(id, by);
    frequencies.count(record, topicOf(record), by);
  };

  const refresh = (person: Person): void => {
    person.days = new Set(person.records.map(({ day }) => day)).size;
    person.lastDay = person.records.at(-1)?.day ?? '';
  };

  const place = (record: Description, subject: string): Person => {
    let number = numbers.get(subject);
    if (number === undefined) {
      number = persons.length;
      numbers.set(subject, number);
      persons.push({ subject, records: [], lessons: 0, lastDay: '', days: 0 });
    }
    const person = persons[number];
    if (person === undefined) throw new Error(`person ${number} is missing`);
    const isOnDay = person.records.some(({ day }) => day === record.day);
    tallyStanding(person, -1);
    // Exchanged digits are looked up with the new number; what is filed need not carry them.
    const phone = record.phone === undefined ? undefined : { ...record.phone, swapped: [] };
    person.records = [...person.records, { ...record, phone }];
    const before = person.records.at(-2);
    if (before !== undefined && before.at > record.at) person.records.sort((a, b) => a.at - b.at);
    if (person.lastDay !== record.day) refresh(person);
    tallyStanding(person, 1);
    whereRecord.set(record.id, number);
    const today = byDay.get(record.day);
    if (today === undefined) byDay.set(record.day, [number]);
    else if (!isOnDay) today.push(number);
    blocking.add(record, number);
    return person;
  };

  /** Files a record under a person, as staff decided. A record that is filed already is moved. */
  const add = (report: SubjectReport, subject: string): void => {
    if (whereRecord.has(report.id)) {
      reassign(report.id, subject);
      return;
    }
    const record = describe(report);
    const number = numbers.get(subject);
    const person = number === undefined ? undefined : persons[number];
    learnRates(record, person);
    if (person !== undefined && person.records.length > 0) learnHabits(record, person);
    countThings(record, 1);
    place(record, subject);
  };

  /** Takes a record out (withdrawn link). Returns it, or undefined when it is not known. */
  const take = (reportId: string): Description | undefined => {
    const number = whereRecord.get(reportId);
    const person = number === undefined ? undefined : persons[number];
    const record = person?.records.find(({ id }) => id === reportId);
    if (number === undefined || person === undefined || record === undefined) return undefined;
    tallyStanding(person, -1);
    person.records = person.records.filter(({ id }) => id !== reportId);
    refresh(person);
    tallyStanding(person, 1);
    whereRecord.delete(reportId);
    if (!person.records.some(({ day }) => day === record.day)) {
      const others = byDay.get(record.day)?.filter((other) => other !== number) ?? [];
      byDay.set(record.day, others);
    }
    return record;
  };

  const remove = (reportId: string): boolean => {
    const record = take(reportId);
    if (record === undefined) return false;
    countThings(record, -1);
    return true;
  };

  /** Moves a record to another person: merge and split are made of this. */
  const reassign = (reportId: string, subject: string): boolean => {
    const record = take(reportId);
    if (record === undefined) return false;
    place(record, subject);
    return true;
  };

  const bandOf = (probability: number, support: Evidence, second: number): Band => {
    const speaking = groups.filter((group) => support[group] > 0.7).length;
    if (probability >= weights.bands.high && speaking >= weights.bands.groups && second < probability / 8)
      return 'high';
    return probability >= weights.bands.possible ? 'possible' : 'weak';
  };

  /** At most five likely persons, best first. Changes nothing. */
  const rank = (report: SubjectReport): Candidate[] => {
    const record = describe(report);
    const topic = topicOf(record);
    /** Who was here today comes along; more so when the words name that person's last department. */
    const headStart = (number: number): number => {
      const last = persons[number]?.records.at(-1);
      if (last === undefined) return 0;
      return record.cues.includes(last.department) ? 18 : 11;
    };
    const compared = blocking
      .candidates(record, byDay.get(record.day) ?? [], headStart, MOST_COMPARED)
      .flatMap((number) => {
        const person = persons[number];
        if (person === undefined || person.records.length === 0) return [];
        const support = evidence.weigh(record, person.records, topic);
        let log = 0;
        for (const group of groups) log += support[group];
        const score = Math.log(rates.rate(kindOf(person, record))) + weights.temper * log;
        return [{ person, support, score }];
      })
      .sort((a, b) => b.score - a.score || (a.person.subject < b.person.subject ? -1 : 1));
    const newcomer = rates.newcomer();
    const peak = Math.max(compared[0]?.score ?? 0, Math.log(newcomer));
    let whole = Math.exp(Math.log(newcomer) - peak);
    for (const { score } of compared) whole += Math.exp(score - peak);
    const probability = (score: number): number => Math.exp(score - peak) / whole;
    return compared.slice(0, MOST_SHOWN).map(({ person, support, score }, index) => {
      const share = probability(score);
      const second = index === 0 ? probability(compared[1]?.score ?? -Infinity) : 1;
      return {
        subject: person.subject,
        score: Math.round(share * 10_000) / 10_000,
        band: bandOf(share, support, second),
        reasons: reasons(record, person.records, support),
      };
    });
  };

  return {
    rank,
    add,
    remove,
    reassign,
    size: () => ({ persons: persons.length, records: whereRecord.size }),
  };
};
