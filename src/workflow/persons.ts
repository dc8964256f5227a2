import { createMatcher, createRefusedFinder, type MatchingContent } from '../domain/matching/index.ts';
import type { Complaint } from '../domain/subject/outline.ts';
import { type Likely, ownSubject, rootOf, type Subject } from '../domain/subject/subject.ts';
import { reportOfTrace, type Trace } from '../domain/subject/trace.ts';
import { createLookBack } from './look-back.ts';
import type { Persons, Subjects, Traces } from './ports.ts';

const OWN = ownSubject('');

/** A merge that was read, or one that was taken back (`into` undefined). */
type Merge = { readonly revision: number; readonly into: string | undefined };

/** The matching of persons over the store: reads what changed, then ranks in memory. */
export function createPersons(
  house: { traces: Traces; subjects: Subjects },
  content: MatchingContent,
  /** Milliseconds since any one moment, never going back. */
  elapsed: () => number = () => performance.now(),
): Persons {
  const matcher = createMatcher(content);
  /** The revision that was read of every record. */
  const filed = new Map<string, number>();
  /** The file to which staff linked a record; one that lies in the file that it began itself is not here. */
  const guestOf = new Map<string, string>();
  const guests = new Map<string, Set<string>>();
  /** The ordinary complaints among the records. */
  const complaints = new Map<string, Complaint>();
  const merges = new Map<string, Merge>();
  /** Files by the file they are merged into. */
  const mergedInto = new Map<string, Set<string>>();
  const traces = createLookBack(elapsed);
  const subjects = createLookBack(elapsed);

  const root = (subject: string): string => rootOf(subject, (id) => merges.get(id)?.into);

  function file(trace: Trace): void {
    const { number, revision, subject, complaint } = trace;
    if ((filed.get(number) ?? 0) >= revision) return;
    filed.set(number, revision);
    if (complaint === undefined) complaints.delete(number);
    else complaints.set(number, complaint);
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
    for await (const page of house.subjects.changedSince(subjects.begin(), subjects.seen)) {
      for (const subject of page) merge(subject);
      subjects.read(page);
    }
    subjects.done();
    for await (const page of house.traces.changedSince(traces.begin(), traces.seen)) {
      for (const trace of page) file(trace);
      traces.read(page);
    }
    traces.done();
  }

  let warm = false;
  const look = shared(async () => {
    await catchUp();
    warm = true;
  });

  return {
    high: content.weights.bands.high,
    refusedIn: createRefusedFinder(content.refused),
    ready: () => look(),
    warm: () => warm,
    async rank(report) {
      await look();
      return likely(matcher.rank(report));
    },
    async rankFor(report, knows) {
      await look();
      const sees = (number: string): boolean => {
        const complaint = complaints.get(number);
        return complaint === undefined || knows(complaint);
      };
      return likely(matcher.rank(report, sees));
    },
    isComplaint: (number) => complaints.has(number),
  };
}

const likely = (candidates: ReturnType<ReturnType<typeof createMatcher>['rank']>): Likely[] =>
  candidates.map(({ reasons, ...candidate }) => ({ ...candidate, reasons: [...reasons] }));

/** The same as comparing with ownSubject(number), without making a text for each of all records. */
const isOwn = (subject: string, number: string): boolean =>
  subject.length === OWN.length + number.length && subject.endsWith(number);

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
