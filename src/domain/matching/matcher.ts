import { createBlocking } from './blocking.ts';
import type { MatchingContent } from './content.ts';
import { createDescriber, type Description } from './describe.ts';
import { habitFields } from './things.ts';
import { createEvidence, type Evidence, groups } from './evidence.ts';
import { createFrequencies } from './frequencies.ts';
import { createLessons } from './lessons.ts';
import { createRates } from './rates.ts';
import { createReasons } from './reasons.ts';
import type { Band, Candidate, SubjectReport } from './report.ts';
import { createRoster, type Person, seenThrough, without } from './roster.ts';

const MOST_COMPARED = 120;
const MOST_SHOWN = 5;

/** Head start in the choice of whom to compare, for who was here today; more when the words name the place. */
const HERE_TODAY = 11;
const NAMED_TODAY = 18;

/**
 * Ranks the persons of earlier records for a new one. In memory, without I/O, clock or chance: the same
 * calls in the same order give the same answers. Nothing is ever linked here; `add` is called with what a
 * member of staff decided.
 *
 * Cost of `rank`: one pass over the postings of the record's keys and at most 120 comparisons.
 *
 * What a record says counts as long as it is filed. What was learnt from a link is not unlearnt when the
 * link is withdrawn: which words stand for the same thing (at most four lessons a person), and how many
 * persons were known at the time. So an index that saw a mistaken link and its undoing gives scores that
 * differ a little from those of one opened afterwards; whom a record belongs to never differs.
 */
export const createMatcher = (content: MatchingContent) => {
  const { weights } = content;
  const { describe, models } = createDescriber(content);
  const frequencies = createFrequencies();
  const rates = createRates(weights.prior);
  const roster = createRoster(rates);
  const lessons = createLessons(models, rates, roster);
  const evidence = createEvidence(weights, models, frequencies);
  const blocking = createBlocking(models);
  const reasons = createReasons(models);

  const topicOf = (record: Description): string => {
    const [id] = record.topic;
    if (id === undefined) return '';
    const [key] = models.topic.keys(id);
    return key === undefined ? `#${id}` : `=${key}`;
  };

  const countThings = (record: Description, by: 1 | -1): void => {
    for (const field of habitFields) for (const id of record[field]) models[field].count(id, by);
    for (const id of record.colours) models.coloursOtherDay.count(id, by);
    for (const id of record.garments) models.garmentsOtherDay.count(id, by);
    frequencies.count(record, topicOf(record), by);
  };

  const settle = (record: Description, subject: string, teaches: boolean): void => {
    const person = roster.of(subject);
    record.came = lessons.count(record, person);
    if (teaches && person !== undefined) lessons.teach(record, person);
    blocking.add(record, roster.place(record, subject));
  };

  /** Takes a record out together with what it said. */
  const withdraw = (recordId: string): { record: Description; person: Person } | undefined => {
    const taken = roster.take(recordId);
    if (taken !== undefined) rates.came(taken.record.came, -1);
    return taken;
  };

  /**
   * Files a record under a person, as staff decided. A record that is filed already is replaced by what
   * is said now: a correction under the same person, a new link under another.
   */
  const add = (report: SubjectReport, subject: string): void => {
    const before = withdraw(report.id);
    if (before !== undefined) countThings(before.record, -1);
    const record = describe(report);
    // Exchanged digits are looked up with the new number; what is filed need not carry them.
    if (record.phone !== undefined && record.phone.swapped.length > 0)
      record.phone = { ...record.phone, swapped: [] };
    if (before === undefined) lessons.expose(record);
    countThings(record, 1);
    settle(record, subject, before?.person.subject !== subject);
  };

  /** Takes a record out. False when it is not known. */
  const remove = (recordId: string): boolean => {
    const taken = withdraw(recordId);
    if (taken === undefined) return false;
    countThings(taken.record, -1);
    return true;
  };

  /** Moves a record to another person: merge and split are made of this. False when it is not known. */
  const reassign = (recordId: string, subject: string): boolean => {
    const taken = withdraw(recordId);
    if (taken === undefined) return false;
    settle(taken.record, subject, taken.person.subject !== subject);
    return true;
  };

  const bandOf = (probability: number, support: Evidence, second: number): Band => {
    const speaking = groups.filter((group) => support[group] > 0.7).length;
    if (probability >= weights.bands.high && speaking >= weights.bands.groups && second < probability / 8)
      return 'high';
    return probability >= weights.bands.possible ? 'possible' : 'weak';
  };

  /**
   * At most five likely persons, best first. Changes nothing. A record that is filed already is left out
   * of its own person's history, and the person as well when there is no other record.
   *
   * `sees`: only these records count, for whom they find as for how likely it is, as if no other were filed. What
   * was learnt from all of them stays: how rare something is, and which words stand for the same thing.
   */
  const rank = (report: SubjectReport, sees?: (recordId: string) => boolean): Candidate[] => {
    const record = describe(report);
    const topic = topicOf(record);
    const own = roster.whereIs(report.id);
    const personAt = (number: number): Person | undefined => {
      const filed = roster.at(number);
      const person = filed !== undefined && number === own ? without(filed, report.id) : filed;
      return person === undefined || sees === undefined ? person : seenThrough(person, sees);
    };
    const headStart = (number: number): number => {
      const last = personAt(number)?.records.findLast(({ day }) => day === record.day);
      if (last === undefined) return 0;
      return record.cues.includes(last.department) ? NAMED_TODAY : HERE_TODAY;
    };
    const compared = blocking
      .candidates(record, roster.onDay(record.day), headStart, MOST_COMPARED)
      .flatMap((number) => {
        const person = personAt(number);
        if (person === undefined || person.records.length === 0) return [];
        // Found by a record that does not count, or by one that does?
        if (sees !== undefined && person.records.length < (roster.at(number)?.records.length ?? 0)) {
          const found =
            headStart(number) > 0 || person.records.some((filed) => blocking.meets(record, filed));
          if (!found) return [];
        }
        const support = evidence.weigh(record, person.records, topic);
        let log = 0;
        for (const group of groups) log += support[group];
        const score = Math.log(rates.rate(roster.kindOf(person, record))) + weights.temper * log;
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

  return { rank, add, remove, reassign, size: roster.size };
};
