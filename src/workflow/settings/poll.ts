import type { Settings } from './settings.ts';

/** What another process saves holds here after this time at the latest, and the time of one question. */
const EVERY_MS = 8_000;

/** Until everything was read once, what the ward has saved is unknown: that must not last. */
const FIRST_AGAIN_MS = 1_000;

/** A start waits for the store no longer than this: a report can be stored meanwhile. */
const PATIENCE_MS = 3_000;

type After = (ms: number, run: () => void) => () => void;
type Log = { info(fields: object, message: string): void; warn(fields: object, message: string): void };

/** Looks for what other processes have saved, one question each time, until it is stopped. */
export function createSettingsPoll(deps: {
  settings: Pick<Settings, 'look' | 'stored'>;
  after: After;
  log: Log;
}) {
  const { settings, after, log } = deps;
  let cancel: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  let failing = false;
  let started = false;
  const first = Promise.withResolvers<void>();

  async function look(): Promise<void> {
    const before = JSON.stringify(settings.stored());
    try {
      await settings.look();
      failing = false;
      if (!started || JSON.stringify(settings.stored()) !== before) {
        log.info({ stored: settings.stored() }, 'settings that hold as somebody saved them');
      }
      started = true;
      if (!stopped) first.resolve();
    } catch {
      // Said once, not every few seconds: what holds goes on holding, and the next look reads all of it.
      if (!failing) log.warn({}, 'settings not read: what holds goes on holding');
      failing = true;
    }
    if (!stopped) next();
  }

  function next(): void {
    cancel = after(started ? EVERY_MS : FIRST_AGAIN_MS, () => {
      running = look();
    });
  }

  return {
    /**
     * Kept when everything that is stored was read for the first time; never when the poll is stopped before. Whom
     * the ward keeps out of the matching stands in the settings, so whatever matches persons begins after it.
     */
    firstRead: first.promise,
    /** Reads what is stored, and says which sections hold from there. A store that is away is tried again. */
    async start(): Promise<void> {
      running = look();
      const { promise, resolve } = Promise.withResolvers<void>();
      const give = after(PATIENCE_MS, resolve);
      await Promise.race([running, promise]);
      give();
    },
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await running;
    },
  };
}
