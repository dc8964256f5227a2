import { useCallback, useState } from 'react';
import { usePlace, useRouter } from './context.ts';

/**
 * State that is there again when the person comes back to this entry of the history; in memory only. A page
 * keeps one such state.
 */
export function useKept<T>(first: () => T): readonly [T, (next: T) => void] {
  const router = useRouter();
  const { key } = usePlace();
  // Only this page writes under its own key.
  const [value, setValue] = useState<T>(() => (router.memory(key) as T | undefined) ?? first());
  const keep = useCallback(
    (next: T): void => {
      router.remember(key, next);
      setValue(next);
    },
    [router, key],
  );
  return [value, keep];
}
