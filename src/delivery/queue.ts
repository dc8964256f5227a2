import { backoffMs } from '../domain/attempt.ts';
import { isFirstWarning, type OwedMessage } from '../domain/owed.ts';
import type { DeliveryLog } from './log.ts';
import { CONVERSATION_LIMITS, createPace, TENANT_LIMITS } from './pace.ts';
import type { After } from './timer.ts';

/**
 * Most requests on their way at once: 50 a second, each 8 s at the longest. So conversations that do not
 * answer, however many, leave room for the others.
 */
const IN_FLIGHT = 400;

/** Rows of one conversation that wait here; the rest wait in the store, so that one cannot fill the queue. */
const ROWS_PER_CONVERSATION = 50;

/** A row whose attempt broke on our side (not on Teams') is left alone this long. */
const REST_MS = 10_000;

/** How often the paces of conversations that have been silent are forgotten. */
const FORGET_EVERY_MS = 1_000;

/** Longest time for which refusals in a row silence a whole conversation, unless Teams asks for more. */
const LONGEST_HOLD_MS = 60_000;

/**
 * What an attempt tells the queue: after how many milliseconds to try the row again (absent = never, or
 * not before something changes), and whether its conversation as a whole does not take messages now.
 */
export type Attempted = { readonly againMs?: number; readonly held?: boolean };

export const conversationOf = (row: OwedMessage): string =>
  row.to.kind === 'channel' ? row.to.channel : row.to.person;

const keyOf = (row: OwedMessage): string => `${row.about}/${row.id}`;

/**
 * Rows that may be sent now: one request at a time per conversation, many conversations at once,
 * within Teams' limits. A row waits here without holding up the rows of other conversations.
 */
export function createQueue(deps: {
  /** Milliseconds that never jump. */
  now: () => number;
  after: After;
  /** Says `departing` at the moment when a request leaves. */
  attempt: (row: OwedMessage, departing: () => void) => Promise<Attempted>;
  log: DeliveryLog;
  /** Called when the last waiting row has gone out. */
  onRoom: () => void;
  /** Called when a row is to be tried again after so many milliseconds. */
  onAgain: (ms: number) => void;
}) {
  const { now, after, attempt, log, onRoom, onAgain } = deps;
  const tenantPace = createPace(TENANT_LIMITS);
  const paces = new Map<string, ReturnType<typeof createPace>>();
  /** Warnings that nobody has seen yet and that failed once, the other unseen warnings, and everything else. */
  const again = new Map<string, OwedMessage>();
  const ahead = new Map<string, OwedMessage>();
  const waiting = new Map<string, OwedMessage>();
  const turns = [again, ahead, waiting];
  const perConversation = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  /** Conversations that refused, how often in a row, and until when they are left alone. */
  const holds = new Map<string, { times: number; until: number }>();
  let cancel: (() => void) | undefined;
  let stopped = false;
  let forgotAt = now();

  const size = (): number => turns.reduce((sum, rows) => sum + rows.size, 0);
  const isWaiting = (row: OwedMessage): boolean => turns.some((rows) => rows.has(keyOf(row)));

  function paceOf(conversation: string): ReturnType<typeof createPace> {
    const known = paces.get(conversation) ?? createPace(CONVERSATION_LIMITS);
    paces.set(conversation, known);
    return known;
  }

  function count(conversation: string, change: 1 | -1): void {
    const next = (perConversation.get(conversation) ?? 0) + change;
    if (next > 0) perConversation.set(conversation, next);
    else perConversation.delete(conversation);
  }

  /** A conversation that asks for time gets it as a whole: its other rows would only be refused as well. */
  function learn(conversation: string, { againMs, held }: Attempted): void {
    if (againMs !== undefined) onAgain(againMs);
    if (held !== true) {
      holds.delete(conversation);
      return;
    }
    const times = (holds.get(conversation)?.times ?? 0) + 1;
    const growing = Math.min(backoffMs(times, 0.5), LONGEST_HOLD_MS);
    holds.set(conversation, { times, until: now() + Math.max(againMs ?? 0, growing) });
  }

  function launch(row: OwedMessage): void {
    const conversation = conversationOf(row);
    for (const rows of turns) rows.delete(keyOf(row));
    count(conversation, -1);
    // Taken at once: the departure of a request starts the next ones.
    running.set(conversation, Promise.resolve());
    const places = [tenantPace.reserve(), paceOf(conversation).reserve()];
    const done = attempt(row, () => {
      for (const place of places) place.depart(now());
      // While it had not left, nobody could say how long the next must wait.
      pump();
    })
      .then((told) => learn(conversation, told))
      .catch((fault: unknown) => {
        const name = fault instanceof Error ? fault.name : typeof fault;
        log.error({ about: row.about, row: row.id, fault: name }, 'attempt failed');
        resting.set(keyOf(row), now() + REST_MS);
        onAgain(REST_MS);
      })
      .finally(() => {
        for (const place of places) place.giveUp();
        running.delete(conversation);
        pump();
        if (size() === 0) onRoom();
      });
    running.set(conversation, done);
  }

  const waitOf = (conversation: string): number =>
    Math.max(paceOf(conversation).waitMs(now()), (holds.get(conversation)?.until ?? 0) - now());

  /** In the order in which they may leave. A row that leaves meanwhile is not met again. */
  function* inTurn(): Generator<OwedMessage> {
    for (const rows of turns) yield* rows.values();
  }

  function pump(): void {
    cancel?.();
    if (stopped) return;
    let next = Number.POSITIVE_INFINITY;
    for (const row of inTurn()) {
      if (running.size >= IN_FLIGHT) return;
      const conversation = conversationOf(row);
      if (running.has(conversation)) continue;
      const tenantWait = tenantPace.waitMs(now());
      const wait = Math.max(tenantWait, waitOf(conversation));
      if (wait <= 0) launch(row);
      else next = Math.min(next, wait);
      if (tenantWait > 0) break;
    }
    if (next !== Number.POSITIVE_INFINITY) cancel = after(next, pump);
    forgetIdle();
  }

  function forgetIdle(): void {
    const at = now();
    if (at - forgotAt < FORGET_EVERY_MS) return;
    forgotAt = at;
    for (const [conversation, pace] of paces) if (pace.idle(at)) paces.delete(conversation);
  }

  function accept(row: OwedMessage): void {
    const key = keyOf(row);
    if ((resting.get(key) ?? 0) > now()) return;
    resting.delete(key);
    if (isWaiting(row)) return;
    const conversation = conversationOf(row);
    if ((perConversation.get(conversation) ?? 0) >= ROWS_PER_CONVERSATION) return;
    count(conversation, 1);
    const turn = !isFirstWarning(row) ? waiting : row.attempts > 0 ? again : ahead;
    turn.set(key, row);
  }

  return {
    waiting: size,
    /** Rows of this conversation that wait here. */
    waitingIn: (conversation: string): number => perConversation.get(conversation) ?? 0,
    add(rows: readonly OwedMessage[]): void {
      for (const row of rows) accept(row);
      pump();
    },
    /** Somebody else sends now. What is under way ends. */
    clear(): void {
      for (const rows of turns) rows.clear();
      perConversation.clear();
    },
    async stop(): Promise<void> {
      stopped = true;
      cancel?.();
      await Promise.all(running.values());
    },
  };
}
