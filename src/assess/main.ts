import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { loadConductRules } from '../content/conduct/load.ts';
import { loadWordingLexicon } from '../content/wording/load.ts';
import { createConductJudge } from '../domain/conduct/index.ts';
import { createWordingJudge } from '../domain/wording/index.ts';
import { answer, type Judges } from './answer.ts';
import { createScorer } from './score.ts';

/*
 * node src/assess/main.ts                 JSONL on stdin, one answer per line, order kept
 * node src/assess/main.ts --score FILE    the scores of the annotation page as JSON
 */

const judges: Judges = {
  wording: createWordingJudge(loadWordingLexicon()),
  conduct: createConductJudge(loadConductRules()),
};

async function answerAll(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!process.stdout.write(`${answer(judges, line.replace(/^\uFEFF/u, ''))}\n`))
      await once(process.stdout, 'drain');
  }
}

async function score(file: string): Promise<void> {
  const scorer = createScorer(judges);
  const input = createReadStream(file);
  await once(input, 'open');
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') scorer.add(line);
  }
  process.stdout.write(`${JSON.stringify(scorer.scores(), null, 2)}\n`);
}

/** Whoever reads our output may stop reading (`| head`): that ends us quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const [flag, file] = process.argv.slice(2);
if (flag === undefined) await answerAll();
else if (flag === '--score' && file !== undefined) {
  try {
    await score(file);
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write('usage: assess [--score FILE]\n');
  process.exitCode = 2;
}
