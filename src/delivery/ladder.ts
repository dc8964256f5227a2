import { type Alert, raiseAlert, type Stop, stopOf } from '../domain/alert/alert.ts';
import { isAlive } from '../domain/alert/life.ts';
import { likelyNext } from '../domain/alert/next.ts';
import { noteAnswered } from '../domain/alert/one-answer.ts';
import { joinAlert, joinRoute, liveStops, partAlert, withdrawStop } from '../domain/alert/route.ts';
import { alertIdOf, changed, currentContent, type Incident } from '../domain/incident/incident.ts';
import { isExempt } from '../domain/subject/exempt.ts';
import { answerAbout, fileOf, withLikely } from '../domain/subject/link.ts';
import { reportOf, traceOf } from '../domain/subject/trace.ts';
import { activeFlag, isExemptFromMarks } from '../domain/subject/flagging.ts';
import type { Likely } from '../domain/subject/subject.ts';
import {
  countAsOne,
  firstRaised,
  isLadder,
  mayStand,
  saidApart,
  whoseWay,
  within,
} from '../domain/subject/way.ts';
import { filesOf, recordsOf } from '../workflow/views/files.ts';
import { likelyPersons } from '../workflow/views/likely.ts';
import type { Rooms } from './rooms.ts';

/** Likely persons that the reporter is asked about; the weak ones are found by looking. */
const ASKED = 3;

/** Records of one file that are settled anew. */
const MOST_RECORDS = 500;

/** Longest chain of joined alerts that is followed. */
const MOST_JOINS = 100;

/**
 * はしご: finds likely persons for a record and settles which alert tells of it. Every step can be
 * repeated: what is asked for is worked out from what is stored, and each document changes by itself.
 */
export function createLadder(house: Rooms, audience: () => Promise<string[]>) {
  /** Leaves the trace, looks for likely persons, and asks the reporter about them. */
  async function match(incident: Incident): Promise<void> {
    const tools = { phoneKeys: house.phoneKeys, ward: house.ward() };
    await house.traces.keep(traceOf(incident, tools));
    if (isExempt(currentContent(incident), house.ward())) return;
    const ranked = await countingWays(incident, await house.persons.rank(reportOf(incident, tools)));
    const found = ranked.filter(({ band }) => band !== 'weak').slice(0, ASKED);
    const kept = await house.incidents.change(incident.number, (current) => {
      const answered = current.likely.filter(
        ({ subject }) =>
          answerAbout(current, subject) !== undefined && !found.some((one) => one.subject === subject),
      );
      return { next: withLikely(current, [...found, ...answered]), result: undefined };
    });
    if (!kept.found) return;
    const reporter = await house.people.read(incident.reporter.key);
    if (reporter === undefined || (await likelyPersons(house, kept.item, reporter)).length === 0) return;
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

  type Near = { by: Stop['by']; others: Incident[] };

  /** Records of the same person within the window, as far as people and the matching can say. */
  async function near(incident: Incident): Promise<Near> {
    const ward = house.ward();
    const none: Near = { by: 'likely', others: [] };
    if (isExempt(currentContent(incident), ward)) return none;
    const own = await filesOf(house, fileOf(incident));
    const shared = (await recordsOf(house, own)).filter(({ number }) => number !== incident.number);
    const whose = whoseWay(incident, shared.length > 0);
    if (whose === undefined) return none;
    const files = whose.by === 'confirmed' ? own : await filesOf(house, whose.file);
    const records = whose.by === 'confirmed' ? shared : await recordsOf(house, files);
    const others = records.filter(
      (other) =>
        other.number !== incident.number &&
        within(incident, other, house.alertRules.windowHours) &&
        !isExempt(currentContent(other), ward) &&
        (whose.by === 'confirmed' ||
          !saidApart(incident, other, (one) =>
            one.number === incident.number ? own : [fileOf(one), ...files],
          )),
    );
    return { by: whose.by, others };
  }

  /** The alert that tells of a record now, joins followed. */
  async function tellingOf(incident: Incident): Promise<Alert | undefined> {
    let alert = await house.alerts.read(alertIdOf(incident));
    for (let step = 0; step < MOST_JOINS && alert?.rest?.why === 'joined'; step += 1) {
      alert = await house.alerts.read(alert.rest.into);
    }
    return alert;
  }

  async function raise(incident: Incident): Promise<Alert> {
    const files = await filesOf(house, fileOf(incident));
    const marks = await Promise.all(files.map((file) => house.subjects.read(file)));
    const { item } = await house.alerts.create(
      raiseAlert(
        incident,
        {
          audience: await audience(),
          next: likelyNext(incident, house.ward()),
          marked:
            activeFlag(
              marks.filter((subject) => subject !== undefined),
              house.now(),
            ) !== undefined && !isExemptFromMarks(await recordsOf(house, files), house.ward()),
          times: house.alertRules,
        },
        house.now(),
        house.digest,
      ),
    );
    return item;
  }

  const point = (incident: Incident, joined: string | undefined): Promise<unknown> =>
    house.incidents.change(incident.number, (current) => {
      if (current.joined === joined) return { result: undefined };
      const { joined: before, ...rest } = current;
      const about = joined ?? before ?? '';
      const fact = { at: house.now().toISOString(), by: 'system', action: 'alert-pointed', about };
      return {
        next: changed(
          rest,
          joined === undefined ? {} : { joined },
          fact,
          (revision) => [{ kind: 'receipt', revision }],
          house.digest,
        ),
        result: undefined,
      };
    });

  /** Puts a record onto the route of an alert. */
  async function join(alert: string, incident: Incident, by: Stop['by'], own: boolean): Promise<void> {
    if (incident.number !== alert) await point(incident, alert);
    const stop = stopOf(incident, by);
    await house.alerts.change(alert, (current) => {
      const now = house.now();
      const joined = joinRoute(
        current,
        {
          stop,
          own,
          calls: incident.alerted,
          next: likelyNext(incident, house.ward()),
          now,
          times: house.alertRules,
        },
        house.digest,
      );
      return { next: withAnswered(joined, incident), result: undefined };
    });
  }

  const withAnswered = (alert: Alert, { answered, department }: Incident): Alert =>
    answered === undefined ? alert : noteAnswered(alert, { department, ...answered }, house.digest);

  /** What the department told the person stands on the alert that tells of the record, if there is one. */
  async function tell(number: string): Promise<void> {
    const incident = await house.incidents.read(number);
    const alert = incident === undefined ? undefined : await tellingOf(incident);
    if (incident === undefined || alert === undefined) return;
    await house.alerts.change(alert.id, (current) => ({
      next: withAnswered(current, incident),
      result: undefined,
    }));
  }

  /** 別人でした, or no longer likely: the stop is struck out, and the record's own alert speaks again. */
  async function part(incident: Incident, from: string): Promise<void> {
    const now = house.now();
    await house.alerts.change(from, (alert) => ({
      next: withdrawStop(alert, incident.number, now, house.digest),
      result: undefined,
    }));
    await point(incident, undefined);
    if (!incident.alerted) return;
    const own = await house.alerts.read(incident.number);
    if (own === undefined) {
      await raise(incident);
      return;
    }
    await house.alerts.change(incident.number, (alert) => ({
      next: partAlert(alert, now, house.alertRules, house.digest),
      result: undefined,
    }));
  }

  /** Settles one record; says which others stand on the same route. */
  async function settleOne(number: string): Promise<readonly string[]> {
    const incident = await house.incidents.read(number);
    if (incident === undefined) return [];
    const { by, others } = await near(incident);
    const company = [incident, ...others];
    const told = await Promise.all(company.map(tellingOf));
    const current = incident.joined === undefined ? undefined : told[0];
    const belongs =
      current === undefined ||
      current.id === number ||
      liveStops(current).some(({ record }) => others.some((other) => other.number === record));
    if (current !== undefined && !belongs) {
      await part(incident, current.id);
      return liveStops(current).map(({ record }) => record);
    }
    const alive = told.filter((alert) => alert !== undefined).filter(isAlive);
    let keep = firstRaised(alive);
    if (keep === undefined) {
      if (!isLadder(incident, others)) return [];
      keep = await raise(incident);
      await house.incidents.change(number, (current) =>
        current.alerted
          ? { result: undefined }
          : {
              next: changed(
                current,
                { alerted: true },
                { at: house.now().toISOString(), by: 'system', action: 'ladder-alert', about: number },
                (revision) => [{ kind: 'receipt', revision }],
                house.digest,
              ),
              result: undefined,
            },
      );
    }
    const { id } = keep;
    const standing = company.filter((one) => mayStand(one) || (one === incident && by === 'confirmed'));
    if (others.length > 0 && standing.some((one) => one !== incident)) {
      for (const one of standing) await join(id, one, by, one === incident);
      for (const other of new Set(alive.filter((alert) => alert.id !== id).map((alert) => alert.id))) {
        await house.alerts.change(other, (alert) => ({
          next: joinAlert(alert, id, house.now(), house.digest),
          result: undefined,
        }));
      }
    }
    return liveStops(keep).map(({ record }) => record);
  }

  /** Settles a record, and whoever stood or stands on the same route. */
  async function settle(number: string): Promise<void> {
    const route = await settleOne(number);
    for (const record of route) if (record !== number) await settleOne(record);
  }

  /** Files were merged, or a merge was taken back: the records of the window are settled anew. */
  async function regroup(file: string): Promise<void> {
    const since = house.now().getTime() - house.alertRules.windowHours * 3_600_000;
    const together = await recordsOf(house, await filesOf(house, file));
    const apart = await house.incidents.ofSubject(file, MOST_RECORDS);
    const recent = [...together, ...apart].filter(
      (incident) => new Date(currentContent(incident).occurredAt).getTime() >= since,
    );
    for (const number of new Set(recent.map((incident) => incident.number))) await settle(number);
  }

  return { match, settle, raise, regroup, tell };
}
