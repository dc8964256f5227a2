import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { startFlags } from '../builders/start-flags.ts';

/* The two ends of a server that is measured in a process of its own. */

/** What the process says when it listens; `readers` are headers for the tab, by object id. */
type Listening = {
  readonly port: number;
  readonly authorization: string;
  readonly readers?: Readonly<Record<string, string>>;
};

/** What it has still to do. */
type Rest = { readonly isMatched: boolean; readonly isSent: boolean };

/** What it says of itself when it is asked. `cpuMs` is the time of all its threads since it began. */
export type Figures = Rest & { readonly rssMb: number; readonly cpuMs: number };

/** The order that the parent gave. */
export const jobOf = (): unknown => JSON.parse(process.argv[2] ?? '{}');

/** In the child: tells the parent where it listens and answers its questions until it is told to stop. */
export function answerParent(
  side: Listening & { rest: () => Promise<Rest>; stop: () => Promise<void> },
): void {
  const { rest, stop, ...listening } = side;
  const tell = (message: object): void => void process.send?.(message);
  process.on('message', (asked) => {
    void (async () => {
      if (asked === 'stop') {
        await stop();
        process.disconnect();
        return;
      }
      const { user, system } = process.cpuUsage();
      tell({
        rssMb: Math.round(process.memoryUsage().rss / 1e6),
        cpuMs: (user + system) / 1000,
        ...(await rest()),
      } satisfies Figures);
    })();
  });
  tell(listening satisfies Listening);
}

/** In the parent: starts one of the files of this folder. Its standard output, the log, goes where nobody reads. */
export async function startServer(file: string, job: object, flags: readonly string[] = []) {
  const child: ChildProcess = fork(new URL(file, import.meta.url), [JSON.stringify(job)], {
    execArgv: [...startFlags, ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const next = async (): Promise<unknown> => {
    const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
    if (first === undefined) throw new Error(`${file} ended before it answered`);
    return first[0] as unknown;
  };
  const listening = (await next()) as Listening;
  return {
    ...listening,
    async figures(): Promise<Figures> {
      const answer = next();
      child.send('figures');
      return (await answer) as Figures;
    },
    async stop(): Promise<void> {
      if (child.connected) child.send('stop');
      await ended;
    },
  };
}

export type MeasuredServer = Awaited<ReturnType<typeof startServer>>;
