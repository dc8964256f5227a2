import { spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { newNonce, recordNumber } from '../../src/domain/ids.ts';
import { createPhoneKeys, type SubjectReport } from '../../src/domain/matching/index.ts';
import { ownSubject } from '../../src/domain/subject/subject.ts';
import type { NewTrace } from '../../src/domain/subject/trace.ts';
import { createLineReader } from '../../src/match/read.ts';
import { containers } from '../../src/store/containers.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { createPersons } from '../../src/workflow/persons.ts';
import { startFlags } from '../builders/start-flags.ts';
import { temporaryFolder } from '../builders/store.ts';
import { generate, noiseLevels } from '../match/generator.ts';
import { winter } from '../match/vocabulary.ts';

/*
 * npm run bench:index: how long a fresh process takes from opening a store with 100,000 records until
 * the first ranking is answered, how long a ranking takes then, and what it holds in memory. Prints
 * JSON; fails on no number (timed assertions do not belong in a test run).
 */

const RECORDS = Number(process.argv[2] ?? 100_000);
const UNSEEN = 2000;
const ROUND = 2;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const rounded = (value: number): number => Number(value.toFixed(ROUND));

const heights = { unknown: '', short: '背が低い', average: '中背', tall: '背が高い' } as const;
const builds = { unknown: '', slim: 'やせ型', average: '中肉', heavy: 'がっちり' } as const;

/** Made-up records, linked as staff who make no mistake would link them, and reports that come after. */
function made(): { traces: NewTrace[]; unseen: SubjectReport[] } {
  const keys = createPhoneKeys((text) =>
    createHmac('sha256', 'bench').update(text).digest('base64').slice(0, 12),
  );
  const read = createLineReader(keys);
  const reports = generate({
    seed: 5,
    reports: RECORDS + UNSEEN,
    vocabulary: winter,
    noise: noiseLevels.asSample,
  });
  const firstOf = new Map<string, string>();
  const traces: NewTrace[] = [];
  const unseen: SubjectReport[] = [];
  for (const line of reports) {
    const known = read(JSON.stringify(line));
    if (known === undefined) throw new Error('a made-up report cannot be read');
    const { id, phone, address: _address, height, build, ...rest } = known.report;
    if (traces.length === RECORDS) {
      unseen.push({ ...known.report, address: '' });
      continue;
    }
    const number = recordNumber(newNonce(new Date(rest.at), digest(id).slice(0, 16)), 'p', 0, digest);
    const subject = firstOf.get(known.truth) ?? ownSubject(number);
    firstOf.set(known.truth, subject);
    traces.push({
      number,
      revision: 1,
      subject,
      report: {
        ...rest,
        figure: [heights[height], builds[build]].filter((word) => word !== '').join('、'),
        words: [...rest.words],
        ...(phone === undefined ? {} : { phone: { ...phone, masked: [...phone.masked], swapped: [] } }),
      },
    });
  }
  return { traces, unseen };
}

const openStore = (file: string) => createSqliteStore({ file, containers });
const unseenFile = (file: string): string => join(dirname(file), 'unseen.json');

async function build(file: string): Promise<void> {
  const { traces, unseen } = made();
  const store = openStore(file);
  let at = 0;
  const repositories = createRepositories(store, undefined, () => new Date(at));
  for (const trace of traces) {
    at = trace.report.at;
    await repositories.traces.keep(trace);
  }
  await store.close();
  writeFileSync(unseenFile(file), JSON.stringify(unseen));
}

async function look(file: string): Promise<void> {
  const unseen = z.array(z.custom<SubjectReport>()).parse(JSON.parse(readFileSync(unseenFile(file), 'utf8')));
  const content = loadMatchingContent();
  const [first, ...others] = unseen;
  if (first === undefined) throw new Error('nothing to rank');
  const from = performance.now();
  const cpu = process.cpuUsage();
  const store = openStore(file);
  const persons = createPersons(createRepositories(store), content);
  await persons.rank(first);
  const readyMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  const times: number[] = [];
  for (const report of others) {
    const before = performance.now();
    await persons.rank(report);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => rounded(times[Math.floor((times.length - 1) * share)] ?? 0);
  await store.close();
  process.stdout.write(
    `${JSON.stringify({
      records: RECORDS,
      readyMs: Math.round(readyMs),
      // Of all threads, garbage collection included: what the start costs on a machine that is busy.
      readyCpuMs: Math.round((user + system) / 1000),
      ranked: times.length,
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      rssMb: Math.round(process.memoryUsage().rss / 1e6),
    })}\n`,
  );
}

const measure = (file: string): void => {
  spawnSync(process.execPath, [...startFlags, import.meta.filename, String(RECORDS), '--look', file], {
    stdio: 'inherit',
  });
};

/** `--build FILE` and `--look FILE` are the two halves; look several times at one store for a range. */
const [, , , half, file] = process.argv;
if (half === '--build' && file !== undefined) await build(file);
else if (half === '--look' && file !== undefined) await look(file);
else {
  const folder = temporaryFolder();
  try {
    await build(folder.file);
    measure(folder.file);
  } finally {
    folder.remove();
  }
}
