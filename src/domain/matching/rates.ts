import type { MatchingWeights } from './content.ts';

/**
 * How likely it is, before anything is compared, that the next record is of somebody new or of a given
 * person: learnt from confirmed records as events per exposure, by how recently and often the person came.
 */
const GAPS = [10, 30, 60, 120, 300] as const;

export const createRates = (prior: MatchingWeights['prior']) => {
  const classes = GAPS.length + 1 + 3;
  const events = new Float64Array(classes);
  const exposures = new Float64Array(classes);
  const base = new Float64Array(classes);
  base.fill(prior.todayRate, 0, GAPS.length + 1);
  base[GAPS.length + 1] = prior.onceRate;
  base[GAPS.length + 2] = prior.oftenRate;
  base[GAPS.length + 3] = prior.oftenRate;
  let newcomers = 0;
  let known = 0;

  /** Class of a person whose last record is of today, so many minutes ago. */
  const classOfToday = (minutes: number): number => {
    const gap = GAPS.findIndex((limit) => minutes < limit);
    return gap < 0 ? GAPS.length : gap;
  };

  /** Class of a person who was not here today, by number of records and of days. */
  const classOfOthers = (records: number, days: number): number => {
    if (records <= 1) return GAPS.length + 1;
    return days <= 1 ? GAPS.length + 2 : GAPS.length + 3;
  };

  return {
    classOfToday,
    classOfOthers,
    expose: (kind: number, times: number): void => {
      exposures[kind] = (exposures[kind] ?? 0) + times;
    },
    /** Counts how a record's person came (undefined: for the first time), or takes that back with -1. */
    came: (kind: number | undefined, by: 1 | -1): void => {
      if (kind === undefined) {
        newcomers += by;
      } else {
        known += by;
        events[kind] = (events[kind] ?? 0) + by;
      }
    },
    newcomer: (): number =>
      (newcomers + prior.newcomer * prior.newcomerStrength) / (newcomers + known + prior.newcomerStrength),
    /** Probability that the next record is of one given person of this class. */
    rate: (kind: number): number =>
      ((events[kind] ?? 0) + prior.strength) /
      ((exposures[kind] ?? 0) + prior.strength / (base[kind] ?? 0.001)),
  };
};

export type Rates = ReturnType<typeof createRates>;
