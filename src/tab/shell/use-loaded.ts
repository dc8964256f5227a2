import { useCallback, useEffect, useState } from 'react';
import type { OperationName } from '../../api/operations.ts';
import type { AnswerOf, Api, CallOf } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';
import { useApi } from './context.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'loaded'; readonly value: T; readonly etag?: string };

export type Loading<T> = {
  readonly loaded: Loaded<T>;
  /** The last answer that came, also while the next one is waited for. */
  readonly latest: T | undefined;
  readonly reload: () => void;
};

/** For the shell, before there is anybody signed in; pages take `useLoaded`. */
export function useAsked<N extends OperationName>(
  api: Api,
  name: N,
  call: Omit<CallOf<N>, 'signal'>,
): Loading<AnswerOf<N>> {
  const [turn, setTurn] = useState(0);
  const asked = JSON.stringify(call);
  const key = `${name} ${turn} ${asked}`;
  const [answer, setAnswer] = useState<{ readonly key: string; readonly loaded: Loaded<AnswerOf<N>> }>();
  const [latest, setLatest] = useState<AnswerOf<N>>();

  useEffect(() => {
    const stop = new AbortController();
    const load = async (): Promise<void> => {
      const got = await api.call(name, { ...JSON.parse(asked), signal: stop.signal } as CallOf<N>);
      if (stop.signal.aborted) return;
      if (got.ok) setLatest(got.value);
      setAnswer({
        key,
        loaded: got.ok
          ? { state: 'loaded', value: got.value, ...(got.etag === undefined ? {} : { etag: got.etag }) }
          : { state: 'failed', failure: got.failure },
      });
    };
    void load();
    return () => stop.abort();
  }, [api, name, asked, key]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { loaded: answer?.key === key ? answer.loaded : { state: 'loading' }, latest, reload };
}

/**
 * Asks once for what a page shows, and again after `reload` or when the call itself changes. An answer that
 * comes after the person has gone on is not shown.
 */
export const useLoaded = <N extends OperationName>(
  name: N,
  call: Omit<CallOf<N>, 'signal'>,
): Loading<AnswerOf<N>> => useAsked(useApi(), name, call);
