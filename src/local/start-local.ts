import { join } from 'node:path';
import { claimPort, createServiceProcess, serviceMain } from './service-process.ts';
import { startTenant } from './tenant/start.ts';
import type { Seeding } from './tenant/wire.ts';

export type LocalOptions = {
  /** Folder of the records and of the tenant's chats. Default `./data`. */
  dataDir?: string;
  /** Ports on 127.0.0.1; 0 takes any free one, which is the default. */
  servicePort?: number;
  tenantPort?: number;
  /** Program of the service; the bot's own `src/main.ts` unless a test brings a double. */
  serviceMain?: string;
  /** More settings for the service. */
  serviceEnv?: Readonly<Record<string, string>>;
  /** Default 20 seconds. */
  readyTimeoutMs?: number;
  /** Starts the service again by itself when it dies (at most three times a minute). Default no. */
  autoRestart?: boolean;
  /** Every line that the service writes. */
  onServiceOutput?: (line: string) => void;
  /** Sentences for the person at the terminal: the service died, it was started again. */
  onNews?: (sentence: string) => void;
  greetingTimeoutMs?: number;
  answerTimeoutMs?: number;
};

export type Local = {
  /** The page. */
  url: string;
  /** The service. */
  botUrl: string;
  /** How the first steps in every conversation went; look at `failures`. */
  seeding: Seeding;
  stop(): Promise<void>;
  /** SIGKILL to the service that was started here. It stays down until `restartService`. */
  killService(): Promise<void>;
  /** Starts the service again on the same port and data, after a kill or a stop of its own. */
  restartService(): Promise<void>;
};

const restartsPerMinute = 3;
const down = 'Tate のサービスが止まっています。書きかけの内容は、この画面に残ります。';

/**
 * Starts the service as a child process and the local tenant in this one, and makes the demo ward ready.
 * Throws `ServiceNotStarted` with a message in Japanese when the service does not come up.
 */
export const startLocal = async (options: LocalOptions = {}): Promise<Local> => {
  const dataDir = options.dataDir ?? 'data';
  const news = options.onNews ?? (() => undefined);
  const port = await claimPort(options.servicePort ?? 0, 'TATE_LOCAL_PORT');
  const tenantPort = await claimPort(options.tenantPort ?? 0, 'TATE_LOCAL_TENANT_PORT');

  const tenant = await startTenant({
    dataDir: join(dataDir, 'local-tenant'),
    port: tenantPort,
    botUrl: `http://127.0.0.1:${port}`,
    ...(options.greetingTimeoutMs === undefined ? {} : { greetingTimeoutMs: options.greetingTimeoutMs }),
    ...(options.answerTimeoutMs === undefined ? {} : { answerTimeoutMs: options.answerTimeoutMs }),
  });

  let restarts: number[] = [];
  let stopping = false;

  const bringBack = async (): Promise<void> => {
    const lately = restarts.filter((at) => at > Date.now() - 60_000);
    if (stopping || lately.length >= restartsPerMinute) {
      if (!stopping) news('サービスが何度も止まるため、もう起動し直しません。');
      return;
    }
    restarts = [...lately, Date.now()];
    try {
      await service.start();
      tenant.setNotice(null);
      news(`サービスを起動し直しました(この1分で${restarts.length}回目)。`);
    } catch (error) {
      news(error instanceof Error ? error.message : 'サービスを起動し直せませんでした。');
    }
  };

  const service = createServiceProcess({
    main: options.serviceMain ?? serviceMain,
    port,
    dataDir,
    env: {
      TATE_LOCAL_TAB_KEYS: tenant.tabKeys,
      TATE_LOCAL_CHAT_URL: tenant.url,
      ...options.serviceEnv,
    },
    readyTimeoutMs: options.readyTimeoutMs ?? 20_000,
    onOutput: options.onServiceOutput ?? (() => undefined),
    onExit: (how, lastOutput) => {
      tenant.setNotice(down);
      news(`サービスが止まりました(${how})。最後の出力:\n${lastOutput}`);
      if (options.autoRestart === true) void bringBack();
    },
  });

  try {
    await service.start();
  } catch (error) {
    await tenant.stop();
    throw error;
  }
  const seeding = await tenant.seed();

  return {
    url: tenant.url,
    botUrl: service.url,
    seeding,
    stop: async () => {
      stopping = true;
      await service.stop();
      await tenant.stop();
    },
    killService: async () => {
      await service.kill();
      tenant.setNotice(down);
    },
    restartService: async () => {
      await service.start();
      tenant.setNotice(null);
    },
  };
};
