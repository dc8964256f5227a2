import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadConductRules } from '../../src/content/conduct/load.ts';
import { conductRulesSchema, createConductJudge } from '../../src/domain/conduct/index.ts';
import type { ConductContext } from '../../src/domain/conduct/context.ts';
import type { ConductLabel } from '../../src/domain/conduct/label.ts';

type Labelled = { id: string; words: string; context: ConductContext; labels: ConductLabel[] };

const judge = createConductJudge(loadConductRules());
const rows = readFileSync(new URL('./fixtures/families.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Labelled => JSON.parse(line));
const free = rows.filter((row) => row.labels.length === 0);

describe('conduct: families of expressions', () => {
  it('has at least 200 sentences with labels and 150 without', () => {
    assert.ok(rows.length - free.length >= 200);
    assert.ok(free.length >= 150);
  });

  it('finds the labels at a micro-F1 of 0.97 or more', () => {
    let [right, extra, missed] = [0, 0, 0];
    const wrong: string[] = [];
    for (const row of rows) {
      const got = judge(row).labels;
      const found = got.filter((label) => row.labels.includes(label)).length;
      right += found;
      extra += got.length - found;
      missed += row.labels.length - found;
      if (found < got.length || found < row.labels.length) wrong.push(`${row.id} ${got.join(' ')}`);
    }
    assert.ok((2 * right) / (2 * right + extra + missed) >= 0.97, wrong.join('\n'));
  });

  it('leaves label-free complaints label-free', () => {
    const flagged = free.filter((row) => judge(row).labels.length > 0).map((row) => row.id);
    assert.ok(1 - flagged.length / free.length >= 0.98, flagged.join(' '));
  });

  it('judges what a note quotes the person as saying, not what the staff or others said', () => {
    assert.deepEqual(judge({ context: { note: '「爆弾を仕掛けた」と言って切れた' } }).labels, ['threat']);
    assert.deepEqual(judge({ context: { note: '隣人に「殺すぞ」と言われたとの相談' } }).labels, []);
    assert.deepEqual(judge({ context: { note: '「お帰りください」と案内した' } }).labels, []);
  });

  it('reads the drawn-out vowels of dialects', () => {
    assert.deepEqual(judge({ words: '床に手ぇついて謝れや' }).labels, ['demand']);
    assert.deepEqual(judge({ words: '火ぃつけたろか、この役所ごと' }).labels, ['threat']);
  });
});

describe('conduct: word classes of a list', () => {
  const rules = loadConductRules();
  const listOf = (any: string, classes: Record<string, string>) => ({
    ...rules,
    others: [
      {
        label: 'threat',
        name: '威嚇・脅迫',
        source: 'test',
        date: '2026-11-20',
        checkedBy: 'test',
        classes,
        rules: [{ any: [any], why: 'test' }],
      },
    ],
  });

  it('stand for each of their words, also inside one another', () => {
    const parsed = conductRulesSchema.parse(
      listOf('{whose}が危ない', { kin: '娘|息子', whose: '隣の{kin}' }),
    );
    assert.deepEqual(createConductJudge(parsed)({ words: '隣の息子が危ない' }).labels, ['threat']);
    assert.deepEqual(createConductJudge(parsed)({ words: '隣の犬が危ない' }).labels, []);
  });

  it('stop the start when a pattern names a class that is not there', () => {
    assert.equal(conductRulesSchema.safeParse(listOf('{nobody}が危ない', {})).success, false);
  });
});
