import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

type Entry = { at: number; order: number; run: () => void; cancelled: boolean };

/**
 * One time for many processes. What is due runs one by one, in an order that is the same in every run of the
 * same seed; before the next, everything that needs no time comes to its end.
 */
export function createTimeline(start: number) {
  const heap: Entry[] = [];
  let now = start;
  let order = 0;
  let steps = 0;

  const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

  function swap(i: number, j: number): void {
    const [a, b] = [heap[i], heap[j]];
    if (a === undefined || b === undefined) return;
    heap[i] = b;
    heap[j] = a;
  }

  function push(entry: Entry): void {
    heap.push(entry);
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      const [own, above] = [heap[i], heap[parent]];
      if (own === undefined || above === undefined || !before(own, above)) return;
      swap(i, parent);
      i = parent;
    }
  }

  function pop(): Entry | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      for (const child of [left, right]) {
        const [entry, best] = [heap[child], heap[least]];
        if (entry !== undefined && best !== undefined && before(entry, best)) least = child;
      }
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  }

  function at(ms: number, run: () => void): () => void {
    order += 1;
    const entry: Entry = { at: Math.max(now, ms), order, run, cancelled: false };
    push(entry);
    return () => {
      entry.cancelled = true;
    };
  }

  return {
    now: (): number => now,
    steps: (): number => steps,
    at,
    after: (ms: number, run: () => void): (() => void) => at(now + Math.max(0, ms), run),
    sleep: (ms: number): Promise<void> => new Promise((resolve) => void at(now + Math.max(0, ms), resolve)),
    /** Goes on until `done` says so (asked between two events) or until this instant. */
    async runUntil(end: number, done: () => boolean = () => false): Promise<void> {
      await turnOfTheLoop();
      while (!done()) {
        const next = pop();
        if (next === undefined) break;
        if (next.cancelled) continue;
        if (next.at > end) {
          push(next);
          break;
        }
        now = next.at;
        steps += 1;
        next.run();
        await turnOfTheLoop();
      }
      if (!done()) now = Math.max(now, end);
    },
  };
}

export type Timeline = ReturnType<typeof createTimeline>;
