/** Carries work out when it is its turn. */
export type Turns = {
  /**
   * @param key whose work it is
   * @returns what the work returns, or undefined when too much waits already: then it is not carried out
   */
  take<R>(key: string, work: () => Promise<R>): Promise<R | undefined>;
};

/**
 * Turns for work that keeps this process busy, so that nobody else's clicks wait behind it: one at a time for each
 * person, a few at once in all, and whoever asked first of those whose own work is done comes next.
 * @param most.atOnce under way in this process
 * @param most.waitingEach of one person, beside the one that is under way
 * @param most.waiting of all persons together
 */
export function createTurns(most: { atOnce: number; waitingEach: number; waiting: number }): Turns {
  const busy = new Set<string>();
  const waiting: { readonly key: string; readonly begin: () => void }[] = [];

  const hasRoom = (key: string): boolean => busy.size < most.atOnce && !busy.has(key);

  const mayWait = (key: string): boolean =>
    waiting.length < most.waiting && waiting.filter((one) => one.key === key).length < most.waitingEach;

  function letNextBegin(): void {
    const index = waiting.findIndex(({ key }) => hasRoom(key));
    const [next] = index === -1 ? [] : waiting.splice(index, 1);
    if (next === undefined) return;
    // Taken here and not by whoever waited: nothing may come in between.
    busy.add(next.key);
    next.begin();
  }

  async function begun(key: string): Promise<void> {
    if (hasRoom(key)) {
      busy.add(key);
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ key, begin: resolve });
    await promise;
  }

  return {
    async take(key, work) {
      if (!hasRoom(key) && !mayWait(key)) return undefined;
      await begun(key);
      try {
        return await work();
      } finally {
        busy.delete(key);
        letNextBegin();
      }
    },
  };
}
