/** Runs something after so many milliseconds, unless the returned function is called before. */
export type After = (ms: number, run: () => void) => () => void;

export const realTime: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
