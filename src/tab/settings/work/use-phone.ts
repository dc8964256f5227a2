import { useSyncExternalStore } from 'react';
import { PHONE_BELOW } from '../../shell/theme.ts';

const narrow = globalThis.matchMedia(`(max-width: ${PHONE_BELOW - 1}px)`);

const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

/** Whether the page is laid out for a phone. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
