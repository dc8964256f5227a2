import { measured } from './attacks/load.ts';
import { runAttacks } from './run.ts';

/*
 * npm run attack: starts the service under the rules of production on loopback, attacks it, prints one row per
 * attack and a JSON summary as the last line. Exit code 1 when anything did not hold.
 */

const JUNK_TOKENS = 20_000;

let family = '';
const rows = await runAttacks({
  flood: JUNK_TOKENS,
  each(row) {
    if (row.family !== family) process.stdout.write(`\n${row.family}\n`);
    family = row.family;
    process.stdout.write(
      `  ${row.held ? 'held    ' : 'NOT HELD'}  ${row.name} | ${row.sent} → ${row.happened}\n`,
    );
    if (!row.held) process.stdout.write(`            expected: ${row.expected}\n`);
  },
});

const missed = rows.filter(({ held }) => !held);
const summary = {
  attacks: rows.filter(({ family }) => family !== 'control').length,
  controls: rows.filter(({ family }) => family === 'control').length,
  held: rows.length - missed.length,
  notHeld: missed.map(({ family, name }) => `${family}: ${name}`),
  memory: { junkTokens: JUNK_TOKENS, ...measured },
};
process.stdout.write(`\n${JSON.stringify(summary)}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;
