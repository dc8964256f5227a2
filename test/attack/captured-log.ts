/** Everything that the process wrote: pino's raw output, and whatever a library printed to the console. */
export function captureLog() {
  const chunks: string[] = [];
  const printed: string[] = [];
  let keeping = true;
  let count = 0;
  const { error, warn, log, info } = console;
  const catchAll = (...words: unknown[]): void => {
    printed.push(words.map(String).join(' '));
  };
  Object.assign(console, { error: catchAll, warn: catchAll, log: catchAll, info: catchAll });
  return {
    stream: {
      write(chunk: string): void {
        count += 1;
        if (keeping) chunks.push(chunk);
      },
    },
    /** Raw output, as it would lie in a file. */
    raw: (): string => chunks.join(''),
    printed,
    count: (): number => count,
    /** Keeps nothing of what is written meanwhile: for measuring memory. */
    async unkept<T>(run: () => Promise<T>): Promise<T> {
      keeping = false;
      try {
        return await run();
      } finally {
        keeping = true;
      }
    },
    release(): void {
      Object.assign(console, { error, warn, log, info });
    },
  };
}
