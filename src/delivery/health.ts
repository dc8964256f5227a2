import type { OwedFigures, OwedMessages } from '../workflow/ports.ts';
import type { Licence } from './lease.ts';
import type { DeliveryLog } from './log.ts';
import { createLoop } from './loop.ts';
import type { After } from './timer.ts';

/** Two minutes are what a 429 may ask for at most; longer than that something is wrong. */
const LIMITS = { oldestSeconds: 150, parked: 1, uncertain: 20 };

const LOOK_MS = 60_000;

/** Said again after this long while nothing changed. */
const SAY_AGAIN_MS = 600_000;

/** Whoever asks more often gets the same answer: the address is open to everybody. */
const FRESH_MS = 10_000;

/** Counts and ages only. */
export type DeliveryFigures = {
  /** Whether this instance is the one that sends. */
  readonly sender: boolean;
  /** Age of the oldest message that is owed and due, in seconds; 0 when nothing is. */
  readonly oldestOwedSeconds: number;
  /** Given up until the bot is installed again; a thousand means a thousand or more. */
  readonly parked: number;
  /** May or may not have appeared, to be repeated with a mark; a thousand means a thousand or more. */
  readonly uncertain: number;
};

/** Whether somebody ought to look: messages wait too long, were given up, or may have been lost in numbers. */
export const isOver = (state: Omit<DeliveryFigures, 'sender'>): boolean =>
  state.oldestOwedSeconds > LIMITS.oldestSeconds ||
  state.parked >= LIMITS.parked ||
  state.uncertain > LIMITS.uncertain;

/**
 * What of the delivery an operator can see: on request, and in the log when something is over its limit.
 * Three reads over indexes, at most every ten seconds.
 */
export function createDeliveryHealth(deps: {
  owed: OwedMessages;
  licence: Licence;
  now: () => Date;
  monotonic: () => number;
  after: After;
  log: DeliveryLog;
  /** Tells the coordinators; called by the sender only, when something is over its limit and when not any more. */
  tell: (over: boolean) => Promise<void>;
}) {
  const { owed, licence, now, monotonic, after, log, tell } = deps;
  let kept: { at: number; figures: Promise<OwedFigures> } | undefined;
  let said = { what: '', at: Number.NEGATIVE_INFINITY };

  function read(): Promise<OwedFigures> {
    if (kept !== undefined && monotonic() - kept.at < FRESH_MS) return kept.figures;
    const figures = owed.figures();
    kept = { at: monotonic(), figures };
    return figures;
  }

  /** @throws what the store throws */
  async function figures(): Promise<DeliveryFigures> {
    const { oldest, parked, uncertain } = await read();
    const age = oldest === undefined ? 0 : now().getTime() - oldest.getTime();
    return {
      sender: licence.fence() !== undefined,
      oldestOwedSeconds: Math.max(0, Math.round(age / 1000)),
      parked,
      uncertain,
    };
  }

  /** Only the sender speaks, so that a fleet says it once. */
  async function watch(): Promise<number> {
    try {
      const { sender, ...state } = await figures();
      const over = isOver(state);
      const what = `${state.parked} ${state.uncertain} ${state.oldestOwedSeconds > LIMITS.oldestSeconds}`;
      const news = what !== said.what || monotonic() - said.at >= SAY_AGAIN_MS;
      if (sender && over && news) {
        log.warn(state, 'messages wait');
        said = { what, at: monotonic() };
      }
      if (sender && (news || !over)) await tell(over);
    } catch (fault) {
      log.warn({ fault: fault instanceof Error ? fault.name : typeof fault }, 'delivery figures not read');
    }
    return LOOK_MS;
  }

  const loop = createLoop({ step: watch, now: monotonic, after });
  return { figures, start: () => loop.start(), stop: () => loop.stop() };
}
