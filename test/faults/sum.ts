import { wrongIn } from './checker.ts';
import type { Played } from './world.ts';

type Numbers = { [name: string]: number | Numbers };

/** Adds what is alike in two verdicts. */
function add(into: Numbers, from: object): void {
  for (const [name, value] of Object.entries(from)) {
    const known = into[name];
    if (typeof value === 'number') into[name] = (typeof known === 'number' ? known : 0) + value;
    else if (typeof value === 'object' && value !== null) {
      const inner: Numbers = typeof known === 'object' ? known : {};
      into[name] = inner;
      add(inner, value);
    }
  }
}

/** The verdicts of many runs in one, and which runs went wrong. */
export function createSum() {
  const total: Numbers = {};
  const wrong: { seed: number; what: string[] }[] = [];
  let runs = 0;
  let longestMs = 0;
  return {
    add(seed: number, verdict: Played): void {
      runs += 1;
      const { drainMs, virtualMs: _, lastAlertMs: __, moments: ___, ...rest } = verdict;
      longestMs = Math.max(longestMs, drainMs);
      add(total, rest);
      const what = wrongIn(verdict);
      if (what.length > 0) wrong.push({ seed, what });
    },
    result: () => ({
      runs,
      ...total,
      /** Longest time after the storm until everything had come right, in virtual seconds. */
      longestRecoverySeconds: Math.round(longestMs / 1000),
      wrong,
    }),
  };
}
