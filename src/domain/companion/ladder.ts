import type { LiveScene } from './contact.ts';
import type { ContactState } from './fold.ts';

/**
 * Source: 各団体共通マニュアル p.37–38. The conduct is asked to stop two or three times, the person is asked to
 * leave two or three times, and a final warning is given; then several people, a supervisor among them,
 * decide to stop. An emergency skips all of it, and the reason is written down at once after.
 */
const TIMES = { least: 2, most: 3 } as const;

/** The steps in their order. Nobody can be asked to leave a telephone, or their own home. */
export const orders = {
  phone: ['stop', 'final'],
  visit: ['stop', 'final'],
  counter: ['stop', 'leave', 'final'],
} as const;

export type LadderStep = 'stop' | 'leave' | 'final';

export type Rung = {
  readonly step: LadderStep;
  readonly done: number;
  /** How often at least before 対応中止. */
  readonly needed: number;
  /** Number of the next time: 「2回目」. */
  readonly nextTime: number;
};

export type Ladder = {
  readonly rungs: readonly Rung[];
  /** What is to be said next; undefined once the final warning was given. */
  readonly next: LadderStep | undefined;
  /** Steps that are still needed before 対応中止, and how often. */
  readonly missing: readonly { readonly step: LadderStep; readonly times: number }[];
  /** A supervisor has agreed to stop. */
  readonly approved: boolean;
  readonly mayStop: boolean;
  /** The order was skipped and nobody has said why. */
  readonly owesReason: boolean;
};

/** Where the contact stands on the way to 対応中止. */
export function ladderOf(
  state: Pick<ContactState, 'steps' | 'asked' | 'emergency'>,
  scene: LiveScene,
): Ladder {
  const rungs = orders[scene].map((step): Rung => {
    const done = state.steps[step];
    return { step, done, needed: step === 'final' ? 1 : TIMES.least, nextTime: done + 1 };
  });
  const approved = state.asked.some(
    ({ ask, decision }) => ask === 'stop' && decision?.outcome === 'approved',
  );
  const missing = rungs.flatMap(({ step, done, needed }) =>
    done < needed ? [{ step, times: needed - done }] : [],
  );
  const emergency = state.emergency !== undefined;
  return {
    rungs,
    next: missing[0]?.step,
    missing: emergency ? [] : missing,
    approved,
    mayStop: emergency || (missing.length === 0 && approved),
    owesReason: emergency && state.emergency?.reason === undefined,
  };
}

/** The third time is still within the manual's two or three; beyond it the next step is due. */
export const mayRepeat = ({ step, done }: Rung): boolean => step !== 'final' && done < TIMES.most;
