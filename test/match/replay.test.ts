import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { createMatcher, createPhoneKeys } from '../../src/domain/matching/index.ts';
import { createLineReader } from '../../src/match/read.ts';
import { createScore, outputLine } from '../../src/match/score.ts';
import { createRandom, generate, type Noise, noiseLevels } from './generator.ts';
import { invented, type Vocabulary, winter } from './vocabulary.ts';

const content = loadMatchingContent();
const read = createLineReader(
  createPhoneKeys((text) => createHmac('sha256', 'test').update(text).digest('base64').slice(0, 12)),
);

const replay = (vocabulary: Vocabulary, noise: Noise, reports: number, sharedPhones: number) => {
  const matcher = createMatcher(content);
  const score = createScore();
  for (const made of generate({ seed: 11, reports, vocabulary, noise, sharedPhones })) {
    const line = read(JSON.stringify(made));
    assert.ok(line !== undefined);
    const start = performance.now();
    const candidates = matcher.rank(line.report);
    const ms = performance.now() - start;
    const subject = score.subjectOf(line.truth) ?? line.report.id;
    score.count(line, candidates, ms);
    matcher.add(line.report, subject);
  }
  return score.summary();
};

describe('replay of thousands of made-up reports', function () {
  this.timeout(60_000);

  const settings: [string, Vocabulary, Noise, number, number][] = [
    ['with a winter’s words', winter, noiseLevels.asSample, 5000, 0],
    ['with words that no table knows', invented(createRandom(77), 0.4), noiseLevels.asSample, 3000, 0],
    ['with telephones that couples and companies share', winter, noiseLevels.harsh, 3000, 0.05],
  ];
  for (const [title, vocabulary, noise, reports, sharedPhones] of settings) {
    it(`finds who was here before, ${title}`, () => {
      const got = replay(vocabulary, noise, reports, sharedPhones);
      const said = JSON.stringify(got);
      assert.ok(got.recall3 >= 0.9, said);
      assert.ok(got.recall1 >= 0.83, said);
      assert.ok(got.sameDayOtherDepartmentRecall3 >= 0.97, said);
      assert.ok(got.highPrecision >= 0.98, said);
      assert.ok(got.highCoverage >= 0.55, said);
      assert.ok(got.newcomersWithoutHigh >= 0.99, said);
    });
  }
});

describe('lines of the replay', () => {
  it('passes over what is no report', () => {
    for (const bad of ['', '{', '[]', '{"id":1}', '{"id":"a","at":"gestern"}'])
      assert.equal(read(bad), undefined);
  });

  it('reads a report with nothing noted', () => {
    const line = read(
      '{"id":"a","at":"2026-06-01T10:00:00+09:00","department":"福祉課","scene":"phone","person":{"phone":null}}',
    );
    assert.equal(line?.report.phone, undefined);
    assert.equal(line?.truth, 'own:a');
  });

  it('writes the band in Japanese', () => {
    const text = outputLine(
      'a',
      [{ subject: 'b', score: 0.5, band: 'possible', reasons: [{ kind: 'name', text: '姓が同じ' }] }],
      1.23456,
    );
    assert.deepEqual(JSON.parse(text), {
      id: 'a',
      candidates: [{ subject: 'b', score: 0.5, band: 'ありうる', reasons: ['姓が同じ'] }],
      ms: 1.235,
    });
  });
});
