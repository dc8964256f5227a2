import { useCallback, useEffect, useState } from 'react';
import type { PersonRoles } from '../../../api/settings.ts';
import type { Answer } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { useApi } from '../../shell/context.ts';

type Listed = {
  /** What was asked for: another department, or the same once more, begins anew. */
  readonly asked: string;
  readonly people: readonly PersonRoles[];
  readonly next?: string | undefined;
  readonly failure?: Failure | undefined;
  readonly loading: boolean;
};

const nothing = (asked: string): Listed => ({ asked, people: [], loading: true });

/** Registered staff of one department, or of all (''), page by page. */
export function usePeople(department: string) {
  const api = useApi();
  const [turn, setTurn] = useState(0);
  const asked = `${turn} ${department}`;
  const [listed, setListed] = useState<Listed>(() => nothing(asked));
  const current = listed.asked === asked ? listed : nothing(asked);

  const ask = useCallback(
    (after: string | undefined, signal?: AbortSignal): Promise<Answer<'people'>> =>
      api.call('people', {
        query: { department: department === '' ? undefined : department, after },
        ...(signal === undefined ? {} : { signal }),
      }),
    [api, department],
  );
  const put = useCallback(
    (answer: Answer<'people'>): void =>
      setListed((before) => {
        const known = before.asked === asked ? before : nothing(asked);
        if (!answer.ok) return { ...known, loading: false, failure: answer.failure };
        const keys = new Set(known.people.map(({ key }) => key));
        const people = [...known.people, ...answer.value.people.filter(({ key }) => !keys.has(key))];
        return { asked, people, next: answer.value.next, loading: false };
      }),
    [asked],
  );

  useEffect(() => {
    const stop = new AbortController();
    const begin = async (): Promise<void> => {
      const answer = await ask(undefined, stop.signal);
      if (!stop.signal.aborted) put(answer);
    };
    void begin();
    return () => stop.abort();
  }, [ask, put]);

  return {
    ...current,
    more: async (): Promise<void> => {
      setListed({ ...current, loading: true, failure: undefined });
      put(await ask(current.next));
    },
    reload: (): void => setTurn((before) => before + 1),
    /** A person as they are now, in their place of the list. */
    replace: (person: PersonRoles): void =>
      setListed((before) => ({
        ...before,
        people: before.people.map((one) => (one.key === person.key ? person : one)),
      })),
  };
}
