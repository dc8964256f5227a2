import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../builders/free-port.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** The real service as a process of its own, in local mode, on a data folder of its own. */
export async function createService(): Promise<{
  url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  output(): string;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'tate-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = '';

  async function start(): Promise<void> {
    child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], TATE_MODE: 'local', PORT: String(port), TATE_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const ready = await fetch(`${url}/health/ready`).catch(() => undefined);
      if (ready?.ok === true) return;
      await delay(50);
    }
    throw new Error(`the service did not come up:\n${output}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  return {
    url,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
    output: () => output,
  };
}
