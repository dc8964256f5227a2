import type { OwedMessage } from '../domain/owed.ts';
import type { DeliveryLog } from './log.ts';
import { CONVERSATION_LIMITS, createPace, TENANT_LIMITS } from './pace.ts';
import type { After } from './timer.ts';

/** Most requests on their way at once. */
const IN_FLIGHT = 40;

/** A row whose attempt broke on our side (not on Teams') is left alone this long. */
const REST_MS = 10_000;

const conversationOf = (row: OwedMessage): string =>
  row.to.kind === 'channel' ? row.to.channel : row.to.person;

const isFirstWarning = (row: OwedMessage): boolean => row.shows.kind === 'alert' && row.shown === 0;

const keyOf = (row: OwedMessage): string => `${row.about}/${row.id}`;

/**
 * Rows that may be sent now: one request at a time per conversation, many conversations at once,
 * within Teams' limits. A row waits here without holding up the rows of other conversations.
 */
export function createQueue(deps: {
  now: () => number;
  after: After;
  attempt: (row: OwedMessage) => Promise<void>;
  log: DeliveryLog;
  /** Called when the last waiting row has gone out. */
  onRoom: () => void;
}) {
  const { now, after, attempt, log, onRoom } = deps;
  const tenantPace = createPace(TENANT_LIMITS);
  const paces = new Map<string, ReturnType<typeof createPace>>();
  /** Warnings that nobody has seen yet, and everything else. */
  const ahead = new Map<string, OwedMessage>();
  const waiting = new Map<string, OwedMessage>();
  const running = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  const size = (): number => ahead.size + waiting.size;

  function paceOf(conversation: string): ReturnType<typeof createPace> {
    const known = paces.get(conversation) ?? createPace(CONVERSATION_LIMITS);
    paces.set(conversation, known);
    return known;
  }

  function launch(row: OwedMessage): void {
    const conversation = conversationOf(row);
    ahead.delete(keyOf(row));
    waiting.delete(keyOf(row));
    tenantPace.note(now());
    paceOf(conversation).note(now());
    const done = attempt(row)
      .catch((fault: unknown) => {
        const name = fault instanceof Error ? fault.name : typeof fault;
        log.error({ about: row.about, row: row.id, fault: name }, 'attempt failed');
        resting.set(keyOf(row), now() + REST_MS);
      })
      .finally(() => {
        running.delete(conversation);
        pump();
        if (size() === 0) onRoom();
      });
    running.set(conversation, done);
  }

  function pump(): void {
    cancel?.();
    if (stopped) return;
    let next = Number.POSITIVE_INFINITY;
    for (const row of [...ahead.values(), ...waiting.values()]) {
      if (running.size >= IN_FLIGHT) return;
      const conversation = conversationOf(row);
      if (running.has(conversation)) continue;
      const tenantWait = tenantPace.waitMs(now());
      const wait = Math.max(tenantWait, paceOf(conversation).waitMs(now()));
      if (wait <= 0) launch(row);
      else next = Math.min(next, wait);
      if (tenantWait > 0) break;
    }
    if (next !== Number.POSITIVE_INFINITY) cancel = after(next, pump);
    forgetIdle();
  }

  function forgetIdle(): void {
    for (const [conversation, pace] of paces) if (pace.idle(now())) paces.delete(conversation);
  }

  return {
    waiting: size,
    add(rows: readonly OwedMessage[]): void {
      for (const row of rows) {
        const key = keyOf(row);
        if ((resting.get(key) ?? 0) > now()) continue;
        resting.delete(key);
        if (waiting.has(key) || ahead.has(key)) continue;
        (isFirstWarning(row) ? ahead : waiting).set(key, row);
      }
      pump();
    },
    async stop(): Promise<void> {
      stopped = true;
      cancel?.();
      await Promise.all(running.values());
    },
  };
}
