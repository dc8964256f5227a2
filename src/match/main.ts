import { createHmac } from 'node:crypto';
import { loadMatchingContent } from '../content/matching/load.ts';
import { createMatcher, createPhoneKeys } from '../domain/matching/index.ts';
import { openLines } from './lines.ts';
import { createLineReader } from './read.ts';
import { createScore, outputLine } from './score.ts';

/**
 * Replays reports in time order through the matcher. `truth` is told only after the ranking of its
 * report, as a colleague's confirmation would be.
 */
const run = (file: string, scoreOnly: boolean): void => {
  // Nothing of a replay is stored, so a fixed key serves and keeps the run repeatable.
  const hash = (text: string): string =>
    createHmac('sha256', 'replay').update(text).digest('base64').slice(0, 12);
  const read = createLineReader(createPhoneKeys(hash));
  const lines = openLines(file);
  const matcher = createMatcher(loadMatchingContent());
  const score = createScore();
  let bad = lines.bad;
  let indexMs = 0;
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) process.stdout.write(`${waiting.join('\n')}\n`);
    waiting = [];
  };
  for (const text of lines.inOrder()) {
    const line = read(text);
    if (line === undefined) {
      bad += 1;
      continue;
    }
    const start = performance.now();
    const candidates = matcher.rank(line.report);
    const ranked = performance.now();
    const subject = score.subjectOf(line.truth) ?? line.report.id;
    score.count(line, candidates, ranked - start);
    const before = performance.now();
    matcher.add(line.report, subject);
    // Filing all confirmed records in order is what a start from the store does.
    indexMs += performance.now() - before;
    if (!scoreOnly) waiting.push(outputLine(line.report.id, candidates, ranked - start));
    if (waiting.length >= 500) flush();
  }
  flush();
  const rssMb = Math.round(process.memoryUsage().rss / 1e6);
  process.stderr.write(
    `${JSON.stringify({ ...score.summary(), badLines: bad, rssMb, indexMs: Math.round(indexMs) })}\n`,
  );
};

const args = process.argv.slice(2);
const file = args.find((arg) => !arg.startsWith('--'));
if (file === undefined) {
  process.stderr.write('usage: npm run -s bench:match -- FILE.jsonl [--score-only]\n');
  process.exitCode = 2;
} else {
  run(file, args.includes('--score-only'));
}
