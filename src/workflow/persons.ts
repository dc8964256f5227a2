import { createMatcher, type MatchingContent } from '../domain/matching/index.ts';
import { rootOf } from '../domain/subject/subject.ts';
import { reportOfTrace, type Trace } from '../domain/subject/trace.ts';
import type { Persons, Subjects, Traces } from './ports.ts';

/**
 * A change is stamped before it is written, and clocks differ: what was stamped this long before the last
 * look may still have come in after it.
 */
const OVERLAP_MS = 120_000;

/** Changes read at once. */
const PAGE = 2_000;

/** The matching of persons over the store: reads what changed, then ranks in memory. */
export function createPersons(
  house: { traces: Traces; subjects: Subjects },
  content: MatchingContent,
): Persons {
  const matcher = createMatcher(content);
  /** What is filed, by record: its revision and its own file. */
  const filed = new Map<string, { revision: number; subject: string }>();
  const into = new Map<string, string>();
  const membersOf = new Map<string, Set<string>>();
  let tracesSeen = new Date(0);
  let subjectsSeen = new Date(0);
  let turn: Promise<void> = Promise.resolve();

  const root = (subject: string): string => rootOf(subject, (id) => into.get(id));

  function file(trace: Trace): void {
    const known = filed.get(trace.number);
    if (known !== undefined && known.revision >= trace.revision) return;
    if (known !== undefined) {
      matcher.remove(trace.number);
      membersOf.get(known.subject)?.delete(trace.number);
    }
    matcher.add(reportOfTrace(trace), root(trace.subject));
    filed.set(trace.number, { revision: trace.revision, subject: trace.subject });
    const members = membersOf.get(trace.subject) ?? new Set();
    members.add(trace.number);
    membersOf.set(trace.subject, members);
  }

  function merge(id: string, target: string | undefined): void {
    if (into.get(id) === target) return;
    if (target === undefined) into.delete(id);
    else into.set(id, target);
    // A merge may move files that were merged into this one before.
    for (const [subject, members] of membersOf) {
      if (subject !== id && root(subject) !== root(id)) continue;
      for (const number of members) matcher.reassign(number, root(subject));
    }
  }

  const before = (iso: string): Date => new Date(new Date(iso).getTime() - OVERLAP_MS);

  async function catchUp(): Promise<void> {
    for (;;) {
      const changes = await house.traces.changedSince(tracesSeen, PAGE);
      for (const trace of changes) file(trace);
      const last = changes.at(-1);
      if (last === undefined || changes.length < PAGE) {
        if (last !== undefined) tracesSeen = before(last.changedAt);
        break;
      }
      tracesSeen = new Date(last.changedAt);
    }
    const merges = await house.subjects.changedSince(subjectsSeen, PAGE);
    for (const subject of merges) merge(subject.id, subject.into);
    const last = merges.at(-1);
    if (last !== undefined) subjectsSeen = before(last.changedAt);
  }

  /** One look at a time; whoever asks while one runs gets a look that began after the question. */
  const look = (): Promise<void> => {
    const next = turn.then(catchUp);
    turn = next.catch(() => undefined);
    return next;
  };

  return {
    async rank(report) {
      await look();
      return matcher
        .rank(report)
        .map(({ reasons, ...candidate }) => ({ ...candidate, reasons: [...reasons] }));
    },
  };
}
