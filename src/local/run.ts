import { ensureTab } from './build-tab.ts';
import { ServiceNotStarted } from './service-process.ts';
import { type Local, startLocal } from './start-local.ts';

export { type Local, type LocalOptions, startLocal } from './start-local.ts';

/** Reads a port setting; `fallback` when it is not set. */
const portFrom = (name: string, fallback: number): number => {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ServiceNotStarted(`${name} は 0 から 65535 までの数にしてください(今は「${text}」)。`);
  }
  return port;
};

/** So long a newcomer waits without a word. */
const silenceMs = 300;

/** Builds the tab's page where it is missing or old. Without it everything else works all the same. */
const makeTab = async (say: (sentence: string) => void): Promise<void> => {
  const patience = setTimeout(() => say('台帳のページを用意しています…'), silenceMs);
  try {
    await ensureTab();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    say('台帳のページを用意できませんでした。ほかの画面は使えます。');
  } finally {
    clearTimeout(patience);
  }
};

/** `npm run local`: everything on this machine, until Ctrl+C. */
const main = async (): Promise<void> => {
  const say = (sentence: string): void => console.log(sentence);
  let local: Local | undefined;
  let stopRequested = false;
  const stop = async (): Promise<void> => {
    if (stopRequested) return;
    stopRequested = true;
    say('止めています…');
    await local?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

  await makeTab(say);
  try {
    local = await startLocal({
      dataDir: process.env['TATE_DATA_DIR'] ?? 'data',
      servicePort: portFrom('TATE_LOCAL_PORT', 3978),
      tenantPort: portFrom('TATE_LOCAL_TENANT_PORT', 3979),
      autoRestart: true,
      onNews: say,
    });
  } catch (error) {
    if (!(error instanceof ServiceNotStarted)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  for (const failure of local.seeding.failures) {
    console.error(`準備できなかったところがあります: ${failure.name}: ${failure.reason}`);
  }
  say(`画面を開いてください: ${local.url} (終わるときは Ctrl+C)`);
};

if (import.meta.main) await main();
