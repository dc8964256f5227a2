import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../builders/free-port.ts';
import { startFlags } from '../builders/start-flags.ts';

/*
 * `npm start` in local mode on a data folder with records: from the start of the process until /health/ready
 * answers 200, and until the index of persons has been read (which no report waits for). The disk's cache is warm.
 */

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const WITHIN_MS = 60_000;

/** Milliseconds. */
export type Start = { readonly readyMs: number; readonly indexMs: number };

/** One start and one orderly end. */
export async function startOnce(folder: string): Promise<Start> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn(process.execPath, [...startFlags, MAIN], {
    env: { PATH: process.env['PATH'], TATE_MODE: 'local', PORT: String(port), TATE_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let output = '';
  let indexMs: number | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('index of persons read')) indexMs ??= performance.now() - from;
  });
  const asks = async <T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> => {
    while (performance.now() - from < WITHIN_MS) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (child.exitCode !== null) break;
      await delay(5);
    }
    throw new Error(`the service did not come up:\n${output.slice(-2000)}`);
  };
  try {
    const readyMs = await asks(async () => {
      const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      return ready?.status === 200 ? performance.now() - from : undefined;
    });
    return { readyMs, indexMs: await asks(() => indexMs) };
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}
