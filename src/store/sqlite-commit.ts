import type { DatabaseSync } from 'node:sqlite';
import { StoreFault } from './document-store.ts';

/** Runs one write and resolves with what it returned once it is on the disk. */
export type Commit = <T>(write: () => T) => Promise<T>;

type Waiting = { write: () => unknown; resolve: (result: unknown) => void; reject: (fault: unknown) => void };
type Outcome = { is: 'done'; result: unknown } | { is: 'refused'; fault: StoreFault };

/**
 * So many go to the disk without waiting for the rest of the turn: those who pressed first have their answer, and
 * press again, while the next are being read. Measured with sixteen at once: 4 and 8 answer most in a second.
 */
const MOST_TOGETHER = 8;

/** Each write by itself: it has waited for the disk when the call returns. */
export const commitAtOnce: Commit = async (write) => write();

/**
 * The writes of one turn of the event loop in one transaction, so that all of them wait for the disk once: sixteen
 * people who press at the same moment cost one wait and not sixteen. Nobody hears of a success before the commit.
 *
 * A write that is refused (StoreFault: it has changed nothing) takes no other with it. When anything else goes
 * wrong nothing of the group is kept, and each is tried by itself, so that only the broken one fails.
 */
export function createGroupCommit(db: DatabaseSync): { commit: Commit; flush: () => void } {
  let waiting: Waiting[] = [];
  let scheduled: NodeJS.Immediate | undefined;

  function outcomeOf({ write }: Waiting): Outcome {
    try {
      return { is: 'done', result: write() };
    } catch (fault) {
      if (fault instanceof StoreFault) return { is: 'refused', fault };
      throw fault;
    }
  }

  /** Undefined when nothing of the group was kept. */
  function together(group: readonly Waiting[]): Outcome[] | undefined {
    try {
      const outcomes = group.map(outcomeOf);
      db.exec('COMMIT');
      return outcomes;
    } catch {
      // Whatever it was, whoever caused it meets it again when each is tried by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      return undefined;
    }
  }

  function alone({ write, resolve, reject }: Waiting): void {
    try {
      resolve(write());
    } catch (fault) {
      reject(fault);
    }
  }

  function flush(): void {
    if (scheduled !== undefined) clearImmediate(scheduled);
    scheduled = undefined;
    const group = waiting;
    waiting = [];
    if (group.length < 2) {
      for (const one of group) alone(one);
      return;
    }
    try {
      db.exec('BEGIN IMMEDIATE');
    } catch (fault) {
      // Another process holds the lock, and each would wait for it as long again.
      for (const { reject } of group) reject(fault);
      return;
    }
    const outcomes = together(group);
    for (const [index, one] of group.entries()) {
      const outcome = outcomes?.[index];
      if (outcome === undefined) alone(one);
      else if (outcome.is === 'done') one.resolve(outcome.result);
      else one.reject(outcome.fault);
    }
  }

  return {
    flush,
    commit: <T>(write: () => T): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ write, resolve: (result) => resolve(result as T), reject });
        if (waiting.length >= MOST_TOGETHER) flush();
        else scheduled ??= setImmediate(flush);
      }),
  };
}
