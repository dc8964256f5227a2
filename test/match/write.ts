import { writeFileSync } from 'node:fs';
import { createRandom, generate, noiseLevels } from './generator.ts';
import { invented, winter } from './vocabulary.ts';

/** `node test/match/write.ts FILE [winter|invented] [mild|asSample|harsh] [reports] [seed]` */
const [file = '/tmp/match.jsonl', words = 'winter', level = 'asSample', reports = '5000', seed = '1'] =
  process.argv.slice(2);
const noise = noiseLevels[level as keyof typeof noiseLevels];
const vocabulary = words === 'winter' ? winter : invented(createRandom(Number(seed) + 1000), 0.4);
const made = generate({ seed: Number(seed), reports: Number(reports), vocabulary, noise });
writeFileSync(file, `${made.map((report) => JSON.stringify(report)).join('\n')}\n`);
