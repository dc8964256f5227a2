/** Where the page stands: `#/records/261121-7K3F9Q` is the path `records/261121-7K3F9Q`. */
export type Place = {
  readonly path: string;
  /** What stands behind the question mark of the hash. */
  readonly query: string;
  /** One entry of the browser's history; stays the same when only the query is rewritten. */
  readonly key: string;
  /** How it was reached: only a step that the person took moves the focus. */
  readonly by: 'start' | 'step' | 'back';
};

type Entry = { readonly key: string; readonly index: number };

/** What the router needs of a window; a test brings its own. */
export type Surroundings = {
  readonly location: { readonly hash: string };
  readonly history: {
    readonly state: unknown;
    pushState(state: unknown, unused: string, address: string): void;
    replaceState(state: unknown, unused: string, address: string): void;
    go(delta: number): void;
  };
  addEventListener(type: 'popstate', listener: () => void): void;
};

/** Asks before the page is left; answers whether it may be. */
export type Guard = () => Promise<boolean>;

export function readHash(hash: string): { path: string; query: string } {
  const [path = '', ...query] = hash.replace(/^#\/?/u, '').split('?');
  return { path: path.replace(/\/+$/u, ''), query: query.join('?') };
}

export const hashOf = (path: string, query = ''): string => `#/${path}${query === '' ? '' : `?${query}`}`;

const entryOf = (state: unknown): Entry | undefined => {
  if (typeof state !== 'object' || state === null || !('key' in state) || !('index' in state))
    return undefined;
  const { key, index } = state;
  return typeof key === 'string' && typeof index === 'number' ? { key, index } : undefined;
};

/**
 * Pages by hash, so that a deep link, back and forward work inside of Teams' frame. What a page keeps for an
 * entry of the history (rows, words that were searched for) stays in memory: such words belong into no address.
 */
export function createRouter(window: Surroundings, newKey: () => string) {
  const memories = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const guards = new Set<Guard>();
  let ignored = 0;
  let index = entryOf(window.history.state)?.index ?? 0;

  const stand = (by: Place['by']): Place => {
    const known = entryOf(window.history.state);
    const entry = known ?? { key: newKey(), index };
    if (known === undefined) window.history.replaceState(entry, '', window.location.hash || hashOf(''));
    index = entry.index;
    return { ...readHash(window.location.hash), key: entry.key, by };
  };
  let place = stand('start');

  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const leave = async (carryOn: () => void): Promise<void> => {
    for (const guard of guards) {
      if (!(await guard())) return;
      guards.delete(guard);
    }
    carryOn();
  };

  const arrive = (by: Place['by']): void => {
    const before = index;
    // A link with a hash that is none of ours to press: a new entry behind the present one.
    if (entryOf(window.history.state) === undefined) index = before + 1;
    place = stand(by);
    tell();
  };

  const onPop = (): void => {
    if (ignored > 0) {
      ignored -= 1;
      return;
    }
    const known = entryOf(window.history.state);
    if (guards.size === 0 || known?.key === place.key) {
      arrive(known === undefined ? 'step' : 'back');
      return;
    }
    // The browser has moved already: move back, ask, and go again when the person may leave.
    const wanted = window.location.hash;
    const delta = known === undefined ? 1 : known.index - index;
    ignored += 1;
    window.history.go(-delta);
    void leave(() => (known === undefined ? go(wanted) : window.history.go(delta)));
  };
  window.addEventListener('popstate', onPop);

  const step = (hash: string): void => {
    index += 1;
    window.history.pushState({ key: newKey(), index }, '', hash);
    place = { ...stand('step') };
    tell();
  };

  /** `records/…` or `#/records/…`. */
  const go = (to: string): void => {
    const { path, query } = readHash(to);
    if (guards.size === 0) {
      step(hashOf(path, query));
      return;
    }
    void leave(() => step(hashOf(path, query)));
  };

  return {
    place: (): Place => place,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    go,
    /** The page with which the tab opens, in place of the one that stands there: nothing lies behind it. */
    begin: (to: string): void => {
      const { path, query } = readHash(to);
      window.history.replaceState(window.history.state, '', hashOf(path, query));
      place = { ...place, path, query };
      tell();
    },
    /** Writes the query of the present page anew, without a new entry. */
    rewrite: (query: string): void => {
      window.history.replaceState(window.history.state, '', hashOf(place.path, query));
      place = { ...place, query };
      tell();
    },
    /** False where the person came in. */
    hasBack: (): boolean => index > 0,
    back: (): boolean => {
      if (index <= 0) return false;
      window.history.go(-1);
      return true;
    },
    /** Asked before every step away, until the returned function takes it off. */
    guard: (ask: Guard): (() => void) => {
      guards.add(ask);
      return () => guards.delete(ask);
    },
    memory: (key: string): unknown => memories.get(key),
    remember: (key: string, value: unknown): void => {
      memories.set(key, value);
    },
  };
}

export type Router = ReturnType<typeof createRouter>;
