import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playStory } from './demo/story.ts';
import { startLocal } from './start-local.ts';

/**
 * `npm run demo`: the whole story once, over the same HTTP as the page, with a fresh data folder.
 * One line per step with what really came back; the last line is a JSON summary; exit 0 only when
 * every step was seen to happen.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tate-demo-'));
  const local = await startLocal({ dataDir: folder, servicePort: 0, tenantPort: 0 });
  try {
    const summary = await playStory(local, (line) => console.log(line));
    console.log(JSON.stringify(summary));
    process.exitCode = summary.ok ? 0 : 1;
  } finally {
    await local.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
