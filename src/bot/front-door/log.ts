/** What we use of pino. Fields hold codes, counts and references: never a word that somebody typed. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

const MAX_FRAMES = 8;

/**
 * A fault as fields for the log: its name, its code and where it was thrown.
 * The message stays out, because libraries put the offending text into it.
 */
export function describeFault(fault: unknown): { fault: string; code?: string | number; at?: string[] } {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const code: unknown = Reflect.get(fault, 'code');
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  return {
    fault: fault.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    at: frames.slice(0, MAX_FRAMES).map((line) => line.trim()),
  };
}
