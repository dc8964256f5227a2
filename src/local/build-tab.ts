import { spawn } from 'node:child_process';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = join(root, 'dist/tab');

/** What the page is made of: itself, and the types of what it asks for. */
const sources = ['src/tab', 'src/api', 'src/domain'];

const manifestOf = (folder: string): string => join(folder, '.vite/manifest.json');

const changedAt = async (path: string): Promise<number> => (await stat(path)).mtimeMs;

const newestOf = async (folder: string): Promise<number> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const times = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => changedAt(join(file.parentPath, file.name))),
  );
  return Math.max(0, ...times);
};

const hasCode = (fault: unknown, ...codes: readonly string[]): boolean =>
  fault instanceof Error && 'code' in fault && codes.includes(String(fault.code));

const builtAt = async (): Promise<number> => {
  try {
    return await changedAt(manifestOf(built));
  } catch (fault) {
    if (hasCode(fault, 'ENOENT')) return 0;
    throw fault;
  }
};

/** Whether a source is newer than what was built, or nothing was built yet. */
const isStale = async (): Promise<boolean> => {
  const [at, ...newest] = await Promise.all([
    builtAt(),
    ...sources.map((folder) => newestOf(join(root, folder))),
  ]);
  return newest.some((time) => time > at);
};

const runVite = async (outDir: string): Promise<void> => {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', 'src/tab/vite.config.ts', '--outDir', outDir, '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the tab's page could not be built:\n${Buffer.concat(said).toString()}`);
};

/**
 * Builds beside the old page and puts the new one into its place at once: whoever serves it meanwhile, or
 * builds as well, never finds half a page.
 */
const build = async (): Promise<void> => {
  const [fresh, old] = [`${built}-${process.pid}`, `${built}-old-${process.pid}`];
  try {
    const began = new Date();
    await runVite(fresh);
    // What is edited while Vite reads counts as newer than what it made.
    await utimes(manifestOf(fresh), began, began);
    await rename(built, old).catch((fault: unknown) => {
      if (!hasCode(fault, 'ENOENT')) throw fault;
    });
    await rename(fresh, built).catch((fault: unknown) => {
      // Another process was faster with the same page.
      if (!hasCode(fault, 'ENOTEMPTY', 'EEXIST')) throw fault;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
};

let ensured: Promise<void> | undefined;

/**
 * Makes sure that dist/tab holds the page as the sources are now. Builds only when a source is newer, at most
 * once in a process; says nothing unless it fails, and then throws with what Vite said.
 */
export const ensureTab = (): Promise<void> => {
  ensured ??= isStale().then((stale) => (stale ? build() : undefined));
  return ensured;
};
