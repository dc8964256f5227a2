/** A sequence of chances that is the same for the same seed (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  /** In [0, 1). */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const between = (low: number, high: number): number => Math.floor(low + next() * (high - low));
  function pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(next() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => between(0, 16).toString(16)).join('');
  return { next, between, pick, hex, chance: (share: number): boolean => next() < share };
}

export type Random = ReturnType<typeof createRandom>;
