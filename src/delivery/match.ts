import { isAlive } from '../domain/alert/life.ts';
import { liveStops } from '../domain/alert/route.ts';
import { currentContent, type Incident } from '../domain/incident/incident.ts';
import { isExempt } from '../domain/subject/exempt.ts';
import { answerAbout, withLikely } from '../domain/subject/link.ts';
import type { Likely } from '../domain/subject/subject.ts';
import { reportOf, traceOf } from '../domain/subject/trace.ts';
import { countAsOne, firstRaised, within } from '../domain/subject/way.ts';
import { filesOf, recordsOf } from '../workflow/views/files.ts';
import { likelyPersons } from '../workflow/views/likely.ts';
import type { Rooms } from './rooms.ts';
import { createTelling } from './telling.ts';

/** Likely persons that the reporter is asked about; the weak ones are found by looking. */
const ASKED = 3;

/** Finds likely persons for a record and asks its writer about them; nobody is linked by it. */
export function createMatching(house: Rooms) {
  const tellingOf = createTelling(house);

  /** Looks for likely persons and keeps them on the record. */
  async function lookFor(incident: Incident): Promise<Incident | undefined> {
    const tools = { phoneKeys: house.phoneKeys, ward: house.ward() };
    const ranked = await countingWays(incident, await house.persons.rank(reportOf(incident, tools)));
    const found = ranked.filter(({ band }) => band !== 'weak').slice(0, ASKED);
    const kept = await house.incidents.change(incident.number, (current) => {
      const answered = current.likely.filter(
        ({ subject }) =>
          answerAbout(current, subject) !== undefined && !found.some((one) => one.subject === subject),
      );
      return { next: withLikely(current, [...found, ...answered]), result: undefined };
    });
    return kept.found ? kept.item : undefined;
  }

  /** Leaves the trace, looks for likely persons, and asks the reporter about them. */
  async function match(incident: Incident): Promise<void> {
    await house.traces.keep(traceOf(incident, { phoneKeys: house.phoneKeys, ward: house.ward() }));
    if (isExempt(currentContent(incident), house.ward())) return;
    const found = await lookFor(incident);
    const reporter = await house.people.read(incident.reporter.key);
    if (found === undefined || reporter === undefined) return;
    if ((await likelyPersons(house, found, reporter)).length === 0) return;
    await house.owed.owe(
      [
        {
          id: 'match',
          about: incident.number,
          to: { kind: 'person', person: incident.reporter.key },
          shows: { kind: 'match', number: incident.number },
          wanted: incident.revision,
        },
      ],
      house.now(),
    );
  }

  /** Several unlinked persons may be one who walks through the house: those on one alert's way count as one. */
  async function countingWays(incident: Incident, ranked: readonly Likely[]): Promise<Likely[]> {
    const [best, second] = ranked;
    if (best === undefined || second === undefined || best.band === 'high') return [...ranked];
    const ways = new Map<string, string>();
    for (const { subject } of ranked) {
      const records = await recordsOf(house, await filesOf(house, subject));
      const near = records.filter((record) => within(incident, record, house.alertRules.windowHours));
      const told = await Promise.all(near.map(tellingOf));
      const alert = firstRaised(told.filter((one) => one !== undefined).filter(isAlive));
      if (alert !== undefined) ways.set(subject, alert.id);
    }
    return countAsOne(ranked, house.persons.high, (subject) => ways.get(subject));
  }

  /** What was likely because of this record's earlier words may not be any more. */
  async function rankAgain(number: string): Promise<void> {
    const incident = await house.incidents.read(number);
    const alert = incident === undefined ? undefined : await tellingOf(incident);
    if (alert === undefined || !isAlive(alert)) return;
    for (const { record, by } of liveStops(alert)) {
      if (record === number || by !== 'likely') continue;
      const other = await house.incidents.read(record);
      if (other !== undefined) await lookFor(other);
    }
  }

  return { match, rankAgain };
}
