import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/assess/main.ts', import.meta.url));

function assess(
  input: string,
  args: string[] = [],
): { lines: Record<string, unknown>[]; status: number | null; stderr: string } {
  const ran = spawnSync(process.execPath, [MAIN, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = ran.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (args.length === 0 ? (JSON.parse(line) as Record<string, unknown>) : { line }));
  return { lines, status: ran.status, stderr: ran.stderr };
}

describe('assess', () => {
  it('answers every line in order and goes on after a bad one', () => {
    const { lines, status } = assess(
      [
        '{"id":"a","text":"大声で怒鳴られた。"}',
        'not json',
        '{"id":"c"}',
        '',
        '{"id":"e","words":"覚えておけ","context":{"minutes":70}}',
        '{"id":"f","context":{"note":"いすを蹴った"}}',
        '[]',
        '{"id":"h","words":"","context":{"minutes":"many"}}',
        '{"id":9,"text":""}',
      ].join('\n'),
    );
    assert.equal(status, 0);
    assert.deepEqual(
      lines.map((line) => line['id']),
      ['a', null, 'c', null, 'e', 'f', null, 'h', 9],
    );
    assert.deepEqual(
      lines.map((line) => 'error' in line),
      [false, true, true, true, false, false, true, true, false],
    );
    assert.deepEqual(lines[4]?.['labels'], ['time', 'threat']);
    assert.deepEqual(lines[5]?.['labels'], ['violence']);
  });

  it('gives each span its offsets, kind and question', () => {
    const [line] = assess('{"id":"a","text":"激しく机を叩いた。"}').lines;
    assert.deepEqual(line, {
      id: 'a',
      spans: [{ start: 0, end: 3, kind: 'vague-manner', ask: '何分・何回・どのくらいの距離でしたか' }],
    });
  });

  it('takes 20,000 characters, controls and unbalanced brackets', () => {
    const texts = ['あ'.repeat(20_000), '「'.repeat(20_000), '\u0001怖\u0007かった', '」」「『怒鳴られた」'];
    const { lines } = assess(texts.map((text, id) => JSON.stringify({ id: String(id), text })).join('\n'));
    assert.equal(lines.length, texts.length);
    assert.ok(lines.every((line) => Array.isArray(line['spans'])));
  });

  describe('--score', () => {
    const dir = mkdtempSync(join(tmpdir(), 'assess-'));
    after(() => rmSync(dir, { recursive: true }));

    it('prints the scores of the page', () => {
      const file = join(dir, 'labelled.jsonl');
      writeFileSync(
        file,
        [
          '{"id":"1","text":"怖かった。","spans":[{"start":0,"end":4,"kind":"feeling"}]}',
          '{"id":"2","text":"横柄な人だった。","spans":[{"start":0,"end":3,"kind":"feeling"}]}',
          '{"id":"3","text":"住民票を交付した。","spans":[]}',
          '{"id":"4","words":"死ね","labels":["abuse","threat"]}',
          '{"id":"5","words":"ありがとう","labels":[]}',
          'bad',
        ].join('\n'),
      );
      const ran = spawnSync(process.execPath, [MAIN, '--score', file], { encoding: 'utf8' });
      const scores = JSON.parse(ran.stdout) as Record<string, Record<string, unknown>>;
      assert.equal(ran.status, 0);
      assert.equal(scores['skipped'], 1);
      assert.deepEqual(
        ['records', 'right', 'extra', 'missed', 'f1', 'cleanShare'].map((key) => scores['spans']?.[key]),
        [3, 1, 1, 1, 0.5, 1],
      );
      assert.deepEqual(
        ['records', 'right', 'extra', 'missed', 'precision', 'recall', 'cleanShare'].map(
          (key) => scores['labels']?.[key],
        ),
        [2, 1, 0, 1, 1, 0.5, 1],
      );
    });

    it('says which file it could not read', () => {
      const { status, stderr } = assess('', ['--score', join(dir, 'none.jsonl')]);
      assert.equal(status, 1);
      assert.match(stderr, /none\.jsonl/);
    });

    it('says how it is used', () => {
      assert.equal(assess('', ['--what']).status, 2);
    });
  });
});
