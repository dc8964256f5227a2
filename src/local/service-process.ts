import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The service as it is run in production, only with other settings. */
export const serviceMain = fileURLToPath(new URL('../main.ts', import.meta.url));

const keptOutputLines = 40;
const stopMs = 10_000;

/** The service could not be started, or the port is taken. The message is for the person at the terminal. */
export class ServiceNotStarted extends Error {
  override readonly name = 'ServiceNotStarted';
}

/** Finds a free loopback port, or checks that the wanted one is free. */
export const claimPort = async (wanted: number, setting: string): Promise<number> => {
  const probe = createServer();
  try {
    probe.listen(wanted, '127.0.0.1');
    await once(probe, 'listening');
    return (probe.address() as AddressInfo).port;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new ServiceNotStarted(
        `ポート ${wanted} はほかのプログラムが使っています。${setting}=0 を付けると空いているポートを使います。`,
      );
    }
    throw error;
  } finally {
    probe.close();
  }
};

/**
 * Runs the service as a child process of its own.
 * `onExit` hears of every end that nobody here asked for; `onOutput` gets every line the service writes.
 */
export const createServiceProcess = (options: {
  main: string;
  port: number;
  dataDir: string;
  env?: Readonly<Record<string, string>>;
  readyTimeoutMs: number;
  onOutput: (line: string) => void;
  onExit: (how: string, lastOutput: string) => void;
}) => {
  const url = `http://127.0.0.1:${options.port}`;
  let child: ChildProcess | undefined;
  let lines: string[] = [];
  const wanted = new WeakSet<ChildProcess>();

  const environment = (): Record<string, string> => {
    // Everything goes along: the service itself refuses to start where production settings are present.
    const given = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return {
      ...Object.fromEntries(given),
      TATE_MODE: 'local',
      PORT: String(options.port),
      TATE_DATA_DIR: options.dataDir,
      ...options.env,
    };
  };

  const lastOutput = (): string => (lines.length === 0 ? '(出力なし)' : lines.join('\n'));

  const collect = (stream: NodeJS.ReadableStream): void => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines = [...lines, line].slice(-keptOutputLines);
        options.onOutput(line);
      }
    });
  };

  const isRunning = (one: ChildProcess): boolean => one.exitCode === null && one.signalCode === null;

  const isReady = async (): Promise<boolean> => {
    try {
      const response = await fetch(new URL('/health/ready', url), {
        headers: { connection: 'close' },
        signal: AbortSignal.timeout(1000),
      });
      await response.arrayBuffer();
      return response.status === 200;
    } catch (error) {
      // Not listening yet, or slow: asked again until the time is up.
      if (error instanceof TypeError || error instanceof DOMException) return false;
      throw error;
    }
  };

  const untilReady = async (started: ChildProcess): Promise<void> => {
    const deadline = Date.now() + options.readyTimeoutMs;
    while (isRunning(started)) {
      if (await isReady()) return;
      if (Date.now() >= deadline) {
        throw new ServiceNotStarted(
          `サービスが ${options.readyTimeoutMs / 1000} 秒たっても準備できませんでした。最後の出力:\n${lastOutput()}`,
        );
      }
      await delay(50);
    }
    throw new ServiceNotStarted(`サービスが起動できませんでした。最後の出力:\n${lastOutput()}`);
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const running = child;
    if (running === undefined || !isRunning(running)) return;
    wanted.add(running);
    const exited = once(running, 'exit');
    running.kill(signal);
    const timer = setTimeout(() => running.kill('SIGKILL'), stopMs);
    await exited;
    clearTimeout(timer);
  };

  const start = async (): Promise<void> => {
    if (child !== undefined && isRunning(child)) return;
    lines = [];
    const started = spawn(process.execPath, [options.main], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    // Ends with this program, however this program ends.
    const endToo = () => started.kill('SIGKILL');
    process.once('exit', endToo);
    started.once('exit', () => process.removeListener('exit', endToo));
    collect(started.stdout);
    collect(started.stderr);
    started.on('error', (error) => options.onOutput(`起動できません: ${error.message}`));
    let ready = false;
    started.on('close', (code, signal) => {
      const how = signal === null ? `終了コード ${code}` : `シグナル ${signal}`;
      if (ready && !wanted.has(started)) options.onExit(how, lastOutput());
    });
    try {
      await untilReady(started);
      ready = true;
    } catch (error) {
      await end('SIGKILL');
      throw error;
    }
  };

  return {
    url,
    /** Starts the service and waits until it says that it is ready. Throws `ServiceNotStarted`. */
    start,
    /** Asks it to stop, and ends it when it does not within ten seconds. */
    stop: () => end('SIGTERM'),
    /** Ends it with SIGKILL, as a power cut would. */
    kill: () => end('SIGKILL'),
  };
};
