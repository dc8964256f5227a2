import type { Change } from './wire.ts';

/** Tells everybody who listens that something changed. Listeners must not throw. */
export const createHub = () => {
  const listeners = new Set<(change: Change) => void>();
  return {
    publish: (change: Change): void => {
      for (const listener of listeners) listener(change);
    },
    /** Returns the function that ends the subscription. */
    subscribe: (listener: (change: Change) => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

export type Hub = ReturnType<typeof createHub>;
