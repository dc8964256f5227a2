import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startFlags } from '../../builders/start-flags.ts';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
const HOSTS = new URL('./hosts.ts', import.meta.url).href;

/** One line of the log. `time` is epoch milliseconds. */
export type Line = { msg: string; time: number; fence?: number; port?: number };

type Ended = { code: number | null; signal: NodeJS.Signals | null };

/**
 * The service as `npm start` runs it: `src/main.ts` in production mode, unchanged. Only the addresses of Microsoft's
 * hosts are others; see hosts.ts.
 * @param deps.environment all settings of the process
 */
export function createTate({ name, environment }: { name: string; environment: Record<string, string> }) {
  let running: { child: ChildProcess; ended: Promise<Ended>; lines: Line[]; errors: string } | undefined;

  const isAlive = (): boolean => running?.child.exitCode === null && running.child.signalCode === null;

  const portNow = (): number | undefined =>
    isAlive() ? running?.lines.find(({ msg }) => msg === 'listening')?.port : undefined;

  async function end(signal: NodeJS.Signals): Promise<Ended | undefined> {
    if (running === undefined) return undefined;
    if (isAlive()) running.child.kill(signal);
    return running.ended;
  }

  return {
    name,
    isAlive,
    /** The port that the system gave it; undefined while it does not run. */
    port: portNow,
    /** The log of the process that runs, or ran last. */
    lines: (): readonly Line[] => running?.lines ?? [],
    errors: (): string => running?.errors ?? '',
    /** Does not wait until it is ready. */
    start(): void {
      const child = spawn(process.execPath, [...startFlags, '--import', HOSTS, MAIN], {
        env: { PATH: process.env['PATH'], ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }));
      // Whoever interrupts the tests leaves nothing running.
      const orphaned = (): void => void child.kill('SIGKILL');
      process.once('exit', orphaned);
      child.once('exit', () => process.off('exit', orphaned));
      const mine = { child, ended, lines: [] as Line[], errors: '' };
      running = mine;
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{')) mine.lines.push(JSON.parse(line) as Line);
      });
      child.stderr.on('data', (chunk: Buffer) => {
        mine.errors += chunk.toString();
      });
    },
    /** The orderly way, as the platform does it. */
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

export type Tate = ReturnType<typeof createTate>;
