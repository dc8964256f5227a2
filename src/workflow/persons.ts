import { createMatcher, createRefusedFinder, type MatchingContent } from '../domain/matching/index.ts';
import { ownSubject, rootOf, type Subject } from '../domain/subject/subject.ts';
import { reportOfTrace, type Trace } from '../domain/subject/trace.ts';
import type { Persons, Subjects, Traces } from './ports.ts';

/**
 * A change is stamped just before it is written, and clocks differ: what was stamped this long before the
 * newest change that was seen may still have come in after it. Reading it twice changes nothing.
 */
const OVERLAP_MS = 120_000;

const OWN = ownSubject('');

/** A merge that was read, or one that was taken back (`into` undefined). */
type Merge = { readonly revision: number; readonly into: string | undefined };

/** The matching of persons over the store: reads what changed, then ranks in memory. */
export function createPersons(
  house: { traces: Traces; subjects: Subjects },
  content: MatchingContent,
): Persons {
  const matcher = createMatcher(content);
  /** The revision that was read of every record. */
  const filed = new Map<string, number>();
  /** The file to which staff linked a record; one that lies in the file that it began itself is not here. */
  const guestOf = new Map<string, string>();
  const guests = new Map<string, Set<string>>();
  const merges = new Map<string, Merge>();
  /** Files by the file they are merged into. */
  const mergedInto = new Map<string, Set<string>>();
  let tracesSeen = new Date(0);
  let subjectsSeen = new Date(0);

  const root = (subject: string): string => rootOf(subject, (id) => merges.get(id)?.into);

  function file(trace: Trace): void {
    const { number, revision, subject } = trace;
    if ((filed.get(number) ?? 0) >= revision) return;
    filed.set(number, revision);
    matcher.add(reportOfTrace(trace), root(subject));
    const host = guestOf.get(number);
    if (host !== undefined) takeFrom(guests, host, number);
    if (isOwn(subject, number)) guestOf.delete(number);
    else {
      guestOf.set(number, subject);
      putInto(guests, subject, number);
    }
  }

  function merge({ id, revision, into }: Subject): void {
    const known = merges.get(id);
    if (known === undefined ? into === undefined : known.revision >= revision) return;
    merges.set(id, { revision, into });
    if (known?.into === into) return;
    if (known?.into !== undefined) takeFrom(mergedInto, known.into, id);
    if (into !== undefined) putInto(mergedInto, into, id);
    move(id, root(id));
  }

  /** The records of a file and of all files that were merged into it now stand under another. */
  function move(subject: string, to: string): void {
    const own = subject.slice(OWN.length);
    if (filed.has(own) && !guestOf.has(own)) matcher.reassign(own, to);
    for (const number of guests.get(subject) ?? []) matcher.reassign(number, to);
    for (const merged of mergedInto.get(subject) ?? []) move(merged, to);
  }

  async function catchUp(): Promise<void> {
    // What was read stays read when a page fails: the next look begins at the last page that came.
    for await (const page of house.subjects.changedSince(before(subjectsSeen))) {
      for (const subject of page) merge(subject);
      subjectsSeen = newest(subjectsSeen, page);
    }
    for await (const page of house.traces.changedSince(before(tracesSeen))) {
      for (const trace of page) file(trace);
      tracesSeen = newest(tracesSeen, page);
    }
  }

  const look = shared(catchUp);

  return {
    high: content.weights.bands.high,
    refusedIn: createRefusedFinder(content.refused),
    async rank(report) {
      await look();
      return matcher
        .rank(report)
        .map(({ reasons, ...candidate }) => ({ ...candidate, reasons: [...reasons] }));
    },
  };
}

/** The same as comparing with ownSubject(number), without making a text for each of all records. */
const isOwn = (subject: string, number: string): boolean =>
  subject.length === OWN.length + number.length && subject.endsWith(number);

const before = (seen: Date): Date => new Date(Math.max(0, seen.getTime() - OVERLAP_MS));

const newest = (seen: Date, page: readonly { changedAt: string }[]): Date => {
  const last = page.at(-1);
  return last === undefined ? seen : new Date(Math.max(seen.getTime(), Date.parse(last.changedAt)));
};

function putInto(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

function takeFrom(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  known?.delete(value);
  if (known?.size === 0) sets.delete(key);
}

/**
 * One run at a time. Who asks while one runs gets a run that began after the question, together with all
 * others who asked meanwhile. A run that failed fails those who asked for it; the next begins anew.
 */
function shared(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await work();
    } finally {
      running = undefined;
    }
  };
  const start = (): Promise<void> => {
    next = undefined;
    running = run();
    return running;
  };
  return () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = running.then(start, start);
    return next;
  };
}
