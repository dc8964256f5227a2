import { type Alert, raiseAlert } from '../domain/alert/alert.ts';
import { isAlive } from '../domain/alert/life.ts';
import { likelyNext } from '../domain/alert/next.ts';
import { absorb, joinAlert, liveStops, partAlert, retell } from '../domain/alert/route.ts';
import { changed, currentContent, type Incident } from '../domain/incident/incident.ts';
import { isExempt } from '../domain/subject/exempt.ts';
import { fileOf } from '../domain/subject/link.ts';
import { traceOf } from '../domain/subject/trace.ts';
import { activeFlag, isExemptFromMarks } from '../domain/subject/flagging.ts';
import type { Subject } from '../domain/subject/subject.ts';
import {
  areApart,
  firstRaised,
  isFresh,
  isLadder,
  type Near,
  saidApart,
  toldBy,
  wayFrom,
  whoseWay,
  within,
} from '../domain/subject/way.ts';
import { filesOf, recordsOf } from '../workflow/views/files.ts';
import type { Rooms } from './rooms.ts';
import { createTelling } from './telling.ts';

/** Records that are looked at for one way: more than a route shows. */
const MOST_ON_WAY = 30;

/**
 * はしご: settles which alert tells of a record. Every step can be
 * repeated: what is asked for is worked out from what is stored, and each document changes by itself.
 */
export function createLadder(house: Rooms, audience: () => Promise<string[]>) {
  const tellingOf = createTelling(house);

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
    if (whose.by === 'likely' && areApart(await subjectsOf([...own, ...files]), own, files)) return none;
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

  const subjectsOf = async (files: readonly string[]): Promise<Subject[]> =>
    (await Promise.all(files.map((file) => house.subjects.read(file)))).filter(
      (subject) => subject !== undefined,
    );

  /** Whether the person's file carries a mark that holds now. */
  async function isMarked(incidents: readonly Incident[]): Promise<boolean> {
    const files = (await Promise.all(incidents.map((one) => filesOf(house, fileOf(one))))).flat();
    if (activeFlag(await subjectsOf([...new Set(files)]), house.now()) === undefined) return false;
    return !isExemptFromMarks(await recordsOf(house, [...new Set(files)]), house.ward());
  }

  async function raise(incident: Incident): Promise<Alert> {
    const { item } = await house.alerts.create(
      raiseAlert(
        incident,
        {
          audience: await audience(),
          next: likelyNext(incident, house.ward()),
          marked: await isMarked([incident]),
          times: house.alertRules,
        },
        house.now(),
        house.digest,
      ),
    );
    return item;
  }

  const note = (
    action: string,
    about: string,
  ): { at: string; by: string; action: string; about: string } => ({
    at: house.now().toISOString(),
    by: 'system',
    action,
    about,
  });

  /** Says on the record which alert tells of it; its trace follows, so that the next question finds one person. */
  async function point(number: string, joined: string | undefined): Promise<void> {
    const pointed = await house.incidents.change(number, (current) => {
      if (current.joined === joined) return { result: false };
      const { joined: before, ...rest } = current;
      const fact = note('alert-pointed', joined ?? before ?? '');
      const receipt = (revision: number) => [{ kind: 'receipt' as const, revision }];
      const change = joined === undefined ? {} : { joined };
      return { next: changed(rest, change, fact, receipt, house.digest), result: true };
    });
    if (!pointed.found || !pointed.result) return;
    await house.traces.keep(traceOf(pointed.item, { phoneKeys: house.phoneKeys, ward: house.ward() }));
  }

  /** The way itself is a reason to warn: nobody had asked for an alert. */
  async function raiseForWay(incident: Incident): Promise<Alert> {
    await house.incidents.change(incident.number, (current) =>
      current.alerted
        ? { result: undefined }
        : {
            next: changed(
              current,
              { alerted: true },
              note('ladder-alert', current.number),
              (revision) => [{ kind: 'receipt', revision }],
              house.digest,
            ),
            result: undefined,
          },
    );
    return raise(incident);
  }

  /** What the record asked for is told by an alert of its own again. */
  async function speakAgain(incident: Incident): Promise<void> {
    if (!incident.alerted || !isFresh(incident, house.now(), house.alertRules.windowHours)) return;
    await raise(incident);
    await house.alerts.change(incident.number, (alert) => ({
      next: partAlert(alert, house.now(), house.alertRules, house.digest),
      result: undefined,
    }));
  }

  /** A record that left the way: its own alert comes first of all. */
  async function release(incident: Incident): Promise<void> {
    await speakAgain(incident);
    await point(incident.number, undefined);
  }

  const numbersOn = (alert: Alert): string[] => [alert.id, ...liveStops(alert).map(({ record }) => record)];

  /** Settles one record; says which others left the way because of it. */
  async function settleOne(number: string): Promise<readonly string[]> {
    const incident = await house.incidents.read(number);
    if (incident === undefined) return [];
    const { windowHours } = house.alertRules;
    const own = await near(incident);
    const company = [incident, ...own.others];
    const told = await Promise.all(company.map(tellingOf));
    const alive = told.filter((alert) => alert !== undefined).filter(isAlive);
    const fresh = isFresh(incident, house.now(), windowHours);
    let keep = firstRaised(alive) ?? told[0];
    if (keep === undefined) {
      if (!fresh) return [];
      if (incident.alerted) keep = await raise(incident);
      else if (isLadder(incident, own.others)) keep = await raiseForWay(incident);
      else return [];
    }
    const numbers = new Set([...numbersOn(keep), ...alive.flatMap(numbersOn)]);
    const others = await Promise.all(
      [...numbers]
        .filter((one) => !company.some((known) => known.number === one))
        .map((one) => house.incidents.read(one)),
    );
    const candidates = [...company, ...others.filter((one) => one !== undefined)];
    const nears = new Map<string, Near>([[number, own]]);
    for (const one of chosen(candidates, [keep.id, number])) {
      if (!nears.has(one.number)) nears.set(one.number, await near(one));
    }
    const way = wayFrom(
      keep.id,
      candidates.filter((one) => nears.has(one.number)),
      nears,
    );
    const { id } = keep;
    for (const other of new Set(alive.filter((alert) => alert.id !== id))) {
      if (way.some(({ incident: one }) => one.number === other.id)) await joinInto(id, other);
    }
    const marked = await isMarked(way.map(({ incident: one }) => one));
    const before = await house.alerts.read(id);
    await house.alerts.change(id, (alert) => ({
      next: retell(
        alert,
        toldBy(way, house.ward(), marked),
        { now: house.now(), times: house.alertRules, wakes: fresh },
        house.digest,
      ),
      result: undefined,
    }));
    const members = new Set(way.map(({ incident: one }) => one.number));
    for (const member of members) if (member !== id) await point(member, id);
    const left = candidates.filter((one) => one.joined === id && !members.has(one.number));
    for (const one of left) await release(one);
    const dropped = before === undefined ? [] : liveStops(before).map(({ record }) => record);
    const settleNext = [...dropped, ...left.map((one) => one.number)].filter((one) => !members.has(one));
    // A process that died on the way may have laid its alert to rest for another, which tells nothing of the record.
    const into = incident.joined === undefined ? told[0]?.id : undefined;
    if (into === undefined || into === number || members.has(number)) return settleNext;
    await speakAgain(incident);
    return into === id ? settleNext : [...settleNext, into];
  }

  /** The alert and the record that are settled, and the newest of the others. */
  const chosen = (candidates: readonly Incident[], always: readonly string[]): Incident[] => {
    const newest = candidates.toSorted((a, b) =>
      currentContent(a).occurredAt < currentContent(b).occurredAt ? 1 : -1,
    );
    return newest.filter((one, index) => index < MOST_ON_WAY || always.includes(one.number));
  };

  async function joinInto(id: string, other: Alert): Promise<void> {
    const now = house.now();
    await house.alerts.change(id, (alert) => ({
      next: absorb(alert, other, now, house.digest),
      result: undefined,
    }));
    await house.alerts.change(other.id, (alert) => ({
      next: joinAlert(alert, id, now, house.digest),
      result: undefined,
    }));
  }

  /** Settles a record, and whoever left the same way because of it. */
  async function settle(number: string): Promise<void> {
    const left = await settleOne(number);
    for (const other of new Set(left)) if (other !== number) await settleOne(other);
  }

  /** Files were merged or put apart, or marked: the records that a living alert may tell of are settled anew. */
  async function regroup(file: string): Promise<void> {
    const { days, windowHours } = house.alertRules;
    const since = house.now().getTime() - (days * 24 + windowHours) * 3_600_000;
    const together = await recordsOf(house, await filesOf(house, file));
    const apart = await recordsOf(house, [file]);
    const recent = [...together, ...apart].filter(
      (incident) => new Date(currentContent(incident).occurredAt).getTime() >= since,
    );
    for (const number of new Set(recent.map((incident) => incident.number))) await settle(number);
  }

  return { settle, raise, regroup };
}
