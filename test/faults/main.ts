import { parseArgs } from 'node:util';
import { containers } from '../../src/store/containers.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { openHouse } from '../builders/house.ts';
import { temporaryFolder } from '../builders/store.ts';
import { drain, drainAtRestart } from './drain.ts';
import { killRuns } from './kill.ts';
import { killAtEveryStep } from './every-step.ts';
import { createSum } from './sum.ts';
import { play } from './world.ts';

/*
 * npm run faults -- --seed N --runs M [--reports R --channels C --intensity I --store sqlite --no-matching]
 * npm run faults -- --every-step [--seed N]
 * npm run faults -- --drain [--reports R --channels C]
 * npm run faults -- --restart [--reports R --channels C]
 * npm run faults -- --kill -n 20 [--seed N]
 * Prints one JSON document; the exit code says whether something that must be nought was not.
 */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '100' },
    reports: { type: 'string' },
    channels: { type: 'string' },
    /** Multiplies every share of faults; without it, it goes from a half to three with the seed. */
    intensity: { type: 'string' },
    store: { type: 'string', default: 'memory' },
    /** Takes every record for somebody new; without it records join alerts, as in the service. */
    'no-matching': { type: 'boolean', default: false },
    'every-step': { type: 'boolean', default: false },
    drain: { type: 'boolean', default: false },
    restart: { type: 'boolean', default: false },
    kill: { type: 'boolean', default: false },
    n: { type: 'string', short: 'n', default: '20' },
  },
});

const INTENSITIES = [0.5, 1, 2, 3];

/** In memory, or in a file of its own that is removed again. */
function openStore() {
  if (values.store !== 'sqlite') return { close: async () => {} };
  const folder = temporaryFolder();
  const store = createSqliteStore({ file: folder.file, containers });
  return {
    store,
    close: async () => {
      await store.close();
      folder.remove();
    },
  };
}

async function simulate(): Promise<object & { wrong: readonly unknown[] }> {
  const open = openHouse();
  const sum = createSum();
  const first = Number(values.seed);
  for (let seed = first; seed < first + Number(values.runs); seed += 1) {
    const { store, close } = openStore();
    const verdict = await play(
      {
        seed,
        reports: Number(values.reports ?? 5),
        channels: Number(values.channels ?? 4),
        withinMs: 60_000,
        intensity: Number(values.intensity ?? INTENSITIES[seed % INTENSITIES.length]),
        life: true,
        // One process alone on its machine, as in local mode; or two over one database.
        instances: seed % 5 === 0 ? 1 : 2,
        matching: !values['no-matching'],
        ...(store === undefined ? {} : { store }),
      },
      open.house,
    );
    sum.add(seed, verdict);
    await close();
  }
  await open.close();
  return sum.result();
}

const run = (): Promise<object & { wrong: readonly unknown[] }> => {
  if (values.kill) return killRuns({ kills: Number(values.n), seed: Number(values.seed) });
  if (values['every-step']) return killAtEveryStep(Number(values.seed));
  if (values.restart) {
    return drainAtRestart({
      reports: Number(values.reports ?? 100),
      channels: Number(values.channels ?? 100),
    });
  }
  if (values.drain) {
    return drain({ reports: Number(values.reports ?? 1000), channels: Number(values.channels ?? 10) });
  }
  return simulate();
};

const started = performance.now();
const result = await run();
const seconds = Math.round((performance.now() - started) / 100) / 10;
process.stdout.write(`${JSON.stringify({ ...result, seconds }, null, 2)}\n`);
if (result.wrong.length > 0) process.exitCode = 1;
