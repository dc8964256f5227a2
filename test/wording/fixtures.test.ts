import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createScorer, type Scores } from '../../src/assess/score.ts';
import { loadConductRules } from '../../src/content/conduct/load.ts';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { createConductJudge } from '../../src/domain/conduct/index.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';

const judges = {
  wording: createWordingJudge(loadWordingLexicon()),
  conduct: createConductJudge(loadConductRules()),
};

function scoresOf(name: string): Scores['spans'] {
  const scorer = createScorer(judges);
  const lines = readFileSync(new URL(`fixtures/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  for (const line of lines) scorer.add(line);
  const { spans, skipped } = scorer.scores();
  assert.equal(skipped, 0);
  return spans;
}

/** own-heldout was written before the lists and is never looked at while the lists are changed. */
const THRESHOLDS = [
  { name: 'examples', f1: 0.98, clean: 0.97 },
  { name: 'own-train', f1: 0.98, clean: 0.98 },
  { name: 'own-heldout', f1: 0.9, clean: 0.95 },
];

describe('span scores on labelled sentences', () => {
  for (const { name, f1, clean } of THRESHOLDS) {
    it(`reach ${f1} on ${name} with ${clean} of the clean ones left alone`, () => {
      const scores = scoresOf(name);
      assert.ok((scores.f1 ?? 0) >= f1, `F1 ${scores.f1}`);
      assert.ok((scores.cleanShare ?? 0) >= clean, `clean ${scores.cleanShare}`);
    });
  }
});
