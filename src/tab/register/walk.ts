import type { RegisterPage, RegisterRow } from '../../api/register.ts';
import type { Failure } from '../api/failure.ts';

/**
 * How far a search has come. The service looks at a bounded number of records per request: a search for rare words
 * may bring empty pages for a while, and the page goes on by itself until something is found.
 */
export type Walk = {
  readonly phase: 'asking' | 'resting' | 'stopped' | 'through' | 'failed';
  readonly rows: readonly RegisterRow[];
  readonly next: string | undefined;
  /** Records looked at in all, and the day up to which. */
  readonly lookedAt: number;
  readonly reached: string | undefined;
  /** Rows that stood there when the person last asked for more. */
  readonly before: number;
  /** Requests since then that were sent without being asked for. */
  readonly byItself: number;
  readonly failure?: Failure;
};

export type Event =
  | { readonly kind: 'page'; readonly page: RegisterPage }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** さらに表示, 続ける, もう一度 */
  | { readonly kind: 'more' }
  | { readonly kind: 'stop' };

/** After so many requests of its own it asks whether to go on; at 400 records each this is 16,000 records. */
export const MOST_BY_ITSELF = 40;

export const begin: Walk = {
  phase: 'asking',
  rows: [],
  next: undefined,
  lookedAt: 0,
  reached: undefined,
  before: 0,
  byItself: 0,
};

/** Rows of a page that stand there already are left out: records move while somebody reads. */
const added = (rows: readonly RegisterRow[], more: readonly RegisterRow[]): RegisterRow[] => {
  const known = new Set(rows.map(({ number }) => number));
  return [...rows, ...more.filter(({ number }) => !known.has(number))];
};

function withPage(walk: Walk, page: RegisterPage): Walk {
  const rows = added(walk.rows, page.rows);
  const news = { rows, next: page.next, reached: page.reached, lookedAt: walk.lookedAt + page.lookedAt };
  const quiet = { ...walk, ...news };
  if (page.next === undefined) return { ...quiet, phase: 'through' };
  if (walk.phase === 'stopped') return { ...quiet, phase: 'stopped' };
  if (rows.length > walk.before) return { ...quiet, phase: 'resting' };
  if (walk.byItself + 1 >= MOST_BY_ITSELF) return { ...quiet, phase: 'stopped' };
  return { ...quiet, phase: 'asking', byItself: walk.byItself + 1 };
}

/** The next state; whoever sees `asking` sends the next request, once. */
export function step(walk: Walk, event: Event): Walk {
  const { failure: _, ...calm } = walk;
  switch (event.kind) {
    case 'page':
      return withPage(calm, event.page);
    case 'failed':
      return { ...calm, phase: 'failed', failure: event.failure };
    case 'more':
      return walk.phase === 'through' || walk.phase === 'asking'
        ? walk
        : { ...calm, phase: 'asking', before: walk.rows.length, byItself: 0 };
    case 'stop':
      return walk.phase === 'asking' ? { ...calm, phase: 'stopped' } : walk;
  }
}

/** A long search is under way that has found nothing since it was last asked for. */
export const isSearching = (walk: Walk): boolean =>
  walk.phase === 'asking' && walk.byItself > 0 && walk.rows.length === walk.before;
