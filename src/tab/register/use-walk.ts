import { useCallback, useEffect, useState } from 'react';
import { useApi } from '../shell/context.ts';
import { bodyOf, type Filters } from './filters.ts';
import { begin, step, type Walk } from './walk.ts';

/** One search: what it asks for, and how far it has come. */
export type Search = { readonly filters: Filters; readonly words: string; readonly walk: Walk };

export const newSearch = (filters: Filters, words: string): Search => ({ filters, words, walk: begin });

/** Between requests that nobody asked for, so that a long search leaves room for everybody else. */
const PAUSE_MS = 200;

/** Sends what a search has to ask; `keep` takes every new state of it. */
export function useWalk(first: () => Search, keep: (search: Search) => void) {
  const api = useApi();
  const [search, setSearch] = useState(first);
  const { filters, words, walk } = search;

  useEffect(() => keep(search), [search, keep]);

  useEffect(() => {
    if (walk.phase !== 'asking') return;
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      if (walk.byItself > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (stop.signal.aborted) return;
      const body = bodyOf(filters, words, walk.next);
      const answer = await api.call('searchRecords', { body, signal: stop.signal });
      if (stop.signal.aborted) return;
      setSearch((now) => ({
        ...now,
        walk: step(
          now.walk,
          answer.ok ? { kind: 'page', page: answer.value } : { kind: 'failed', failure: answer.failure },
        ),
      }));
    };
    void ask();
    return () => stop.abort();
  }, [api, filters, words, walk]);

  return {
    search,
    /** Begins anew, with these filters and words. */
    start: useCallback((next: Filters, nextWords: string) => setSearch(newSearch(next, nextWords)), []),
    more: useCallback(() => setSearch((now) => ({ ...now, walk: step(now.walk, { kind: 'more' }) })), []),
    stop: useCallback(() => setSearch((now) => ({ ...now, walk: step(now.walk, { kind: 'stop' }) })), []),
  };
}
