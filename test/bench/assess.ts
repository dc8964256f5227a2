import { readFileSync } from 'node:fs';
import { createConductJudge } from '../../src/domain/conduct/index.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';

/*
 * npm run bench:assess: how long the judges take to start and to judge one record, and what they hold
 * in memory. Prints JSON; fails on no number (timed assertions do not belong in a test run).
 */

type Timing = { records: number; medianMs: number; p99Ms: number; maxMs: number };

const MiB = 1024 * 1024;
const lines = (path: string): Record<string, unknown>[] =>
  readFileSync(new URL(path, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function timed<T>(records: readonly T[], judge: (record: T) => unknown): Timing {
  const took: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (const record of records) {
      const from = performance.now();
      judge(record);
      if (round > 0) took.push(performance.now() - from);
    }
  }
  took.sort((a, b) => a - b);
  const at = (share: number): number => Number((took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(3));
  return { records: took.length, medianMs: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

const before = process.memoryUsage().rss;
const from = performance.now();
const { loadWordingLexicon } = await import('../../src/content/wording/load.ts');
const { loadConductRules } = await import('../../src/content/conduct/load.ts');
const wording = createWordingJudge(loadWordingLexicon());
const conduct = createConductJudge(loadConductRules());
const startMs = performance.now() - from;
const firstFrom = performance.now();
wording('窓口で大声で長時間怒鳴られた。');
conduct({ words: '覚えておけ', context: { minutes: 70 } });
const firstMs = performance.now() - firstFrom;

const texts = lines('../wording/fixtures/own-train.jsonl').map((record) => String(record['text']));
const said = lines('../conduct/fixtures/own-train.jsonl').map((record) => ({
  words: String(record['words']),
  context: record['context'] as Record<string, unknown>,
}));
const long = texts.join('').slice(0, 20_000);
const rounded = (ms: number): number => Number(ms.toFixed(1));

process.stdout.write(
  `${JSON.stringify(
    {
      startMs: rounded(startMs),
      firstRecordMs: rounded(firstMs),
      wording: timed(texts, wording),
      conduct: timed(said, conduct),
      wording20000: timed([long], wording),
      conduct20000: timed([{ words: long, context: {} }], conduct),
      rssGrowthMiB: rounded((process.memoryUsage().rss - before) / MiB),
    },
    null,
    2,
  )}\n`,
);
