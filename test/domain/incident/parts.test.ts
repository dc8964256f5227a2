import assert from 'node:assert/strict';
import { nonceSchema } from '../../../src/domain/ids.ts';
import { sendBack } from '../../../src/domain/incident/corrections.ts';
import { groupIds, groups } from '../../../src/domain/incident/fields.ts';
import { fieldsOf, findReview, reviewNonce } from '../../../src/domain/incident/parts.ts';
import { rowCounts, STEP_ROWS } from '../../../src/domain/incident/form-fields.ts';
import { approver, digest, NOW, richIncident } from '../../builders/records.ts';

const REVIEW = 'q0123456789abcdef';

function fieldsAsked(...fields: string[]): string[] {
  const questions = fields.map((field) => ({ field, question: '?' }));
  const step = sendBack(richIncident(), { id: REVIEW, questions, by: approver(), now: NOW }, digest);
  assert.ok('next' in step);
  return fieldsOf(step.next, 'questions', REVIEW).map(({ id }) => id);
}

describe('the part of a record that a card shows', () => {
  for (const group of groupIds) {
    it(`${group} has just its own fields`, () =>
      assert.deepEqual(fieldsOf(richIncident(), group, ''), groups[group].fields));
  }

  const table: readonly [asked: string[], shown: string[]][] = [
    [['manner'], ['manner']],
    [
      ['taken', 'date', 'clothing'],
      ['date', 'clothing', 'taken'],
    ],
    [['manner', 'manner'], ['manner']],
    [['nothing of ours'], []],
  ];
  for (const [asked, shown] of table) {
    it(`after questions about ${asked.join(', ')} is ${shown.join(', ') || 'empty'}`, () =>
      assert.deepEqual(fieldsAsked(...asked), shown));
  }

  it('has all rows when one of them is asked about', () => {
    assert.equal(fieldsAsked('row1Words').length, rowCounts.most * 3);
    assert.equal(fieldsAsked('step1Kind').length, STEP_ROWS * 3);
    assert.equal(fieldsAsked('step1Kind', 'row1Words', 'place').length, (rowCounts.most + STEP_ROWS) * 3 + 1);
  });

  it('is empty for a question that nobody asked', () => {
    assert.deepEqual(fieldsOf(richIncident(), 'questions', REVIEW), []);
    assert.equal(findReview(richIncident(), REVIEW), undefined);
  });

  it('has the same nonce however often it is drawn', () => {
    const review = { id: REVIEW, at: NOW.toISOString(), byKey: 'p', byName: 'x', questions: [] };
    assert.equal(reviewNonce(review), '261121-0123456789abcdef');
    assert.ok(nonceSchema.safeParse(reviewNonce(review)).success);
  });
});
