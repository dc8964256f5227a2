import { createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadMatchingContent } from '../content/matching/load.ts';
import { createMatcher, createPhoneKeys, type SubjectReport } from '../domain/subject/index.ts';
import { createLineReader } from './read.ts';
import { createScore, outputLine } from './score.ts';

/**
 * Replays reports in time order through the matcher. `truth` is told only after the ranking of its
 * report, as a colleague's confirmation would be.
 */
const run = async (file: string, scoreOnly: boolean): Promise<void> => {
  // Nothing of a replay is stored, so a fixed key serves and keeps the run repeatable.
  const hash = (text: string): string =>
    createHmac('sha256', 'replay').update(text).digest('base64').slice(0, 12);
  const read = createLineReader(createPhoneKeys(hash));
  const content = loadMatchingContent();
  const lines = [];
  let bad = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const parsed = read(line);
    if (parsed === undefined) bad += 1;
    else lines.push(parsed);
  }
  lines.sort((a, b) => a.report.at - b.report.at || (a.report.id < b.report.id ? -1 : 1));
  const matcher = createMatcher(content);
  const score = createScore();
  const filed: { report: SubjectReport; subject: string }[] = [];
  let waiting: string[] = [];
  for (const line of lines) {
    const start = performance.now();
    const candidates = matcher.rank(line.report);
    const ms = performance.now() - start;
    const subject = score.subjectOf(line.truth) ?? line.report.id;
    score.count(line, candidates, ms);
    matcher.add(line.report, subject);
    filed.push({ report: line.report, subject });
    if (!scoreOnly) waiting.push(outputLine(line.report.id, candidates, ms));
    if (waiting.length >= 500) {
      process.stdout.write(`${waiting.join('\n')}\n`);
      waiting = [];
    }
  }
  if (waiting.length > 0) process.stdout.write(`${waiting.join('\n')}\n`);
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  const start = performance.now();
  const again = createMatcher(content);
  for (const { report, subject } of filed) again.add(report, subject);
  const indexMs = Math.round(performance.now() - start);
  process.stderr.write(`${JSON.stringify({ ...score.summary(), badLines: bad, rssMb: rss, indexMs })}\n`);
};

const args = process.argv.slice(2);
const file = args.find((arg) => !arg.startsWith('--'));
if (file === undefined) {
  process.stderr.write('usage: npm run -s bench:match -- FILE.jsonl [--score-only]\n');
  process.exitCode = 2;
} else {
  await run(file, args.includes('--score-only'));
}
