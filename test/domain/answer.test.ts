import assert from 'node:assert/strict';
import { loadAnswers } from '../../src/content/answers/load.ts';
import { answerBookSchema, answerText, differences } from '../../src/domain/answer/answer.ts';
import { NOW } from '../builders/records.ts';

const book = loadAnswers();
const one = {
  say: ['later', 'same'],
  avoid: ['promise', 'admit'],
  department: 'fukushi',
  at: NOW.toISOString(),
};

describe('the one answer', () => {
  const rows: readonly [what: string, told: string[], differs: string[]][] = [
    ['the same sentences', ['later', 'same'], []],
    ['another allowed sentence', ['later', 'procedure'], []],
    ['nothing', [], []],
    ['what the answer says not to say', ['promise'], ['promise']],
    ['what no department may say at all', ['elsewhere'], ['elsewhere']],
    ['what contradicts a sentence of it', ['at-once', 'noted'], ['at-once']],
    ['an entry that the ward has since removed', ['gone'], []],
  ];
  for (const [what, told, differs] of rows) {
    it(`${differs.length === 0 ? 'agrees' : 'differs'} when a department told ${what}`, () => {
      assert.deepEqual(differences(book, one, told), differs);
    });
  }

  it('differs where a sentence said beforehand is contradicted by what was told, whichever of the two says so', () => {
    const small = answerBookSchema.parse({
      source: 'test',
      date: '2026-11-21',
      checkedBy: 'test',
      entries: [
        { id: 'aa', kind: 'say', text: 'あ', contradicts: ['bb'] },
        { id: 'bb', kind: 'say', text: 'い' },
      ],
    });
    assert.deepEqual(differences(small, { ...one, say: ['aa'], avoid: [] }, ['bb']), ['bb']);
    assert.deepEqual(differences(small, { ...one, say: ['bb'], avoid: [] }, ['aa']), ['aa']);
  });

  it('is made of sentences with source, date and who checked them, each with what to say instead', () => {
    assert.ok(book.source !== '' && book.checkedBy !== '');
    for (const { kind, instead, id } of book.entries) if (kind === 'avoid') assert.ok(instead !== '', id);
    assert.ok(book.entries.some(({ kind, usual }) => kind === 'say' && usual));
    assert.equal(answerText(book, 'gone'), 'gone');
  });

  it('names no welfare, tax or family matter', () => {
    for (const { text, instead, id } of book.entries) {
      assert.doesNotMatch(`${text}${instead}`, /保護|給付|税|滞納|手当|介護|保育|家族|離婚|病/u, id);
    }
  });

  it('is refused as a book with two entries of one id, or with a contradiction of nothing', () => {
    const entry = { id: 'aa', kind: 'say', text: 'あ' };
    const bookOf = (entries: object[]) =>
      answerBookSchema.safeParse({ source: 's', date: '2026-11-21', checkedBy: 'c', entries }).success;
    assert.equal(bookOf([entry, { ...entry, id: 'bb' }]), true);
    assert.equal(bookOf([entry, entry]), false);
    assert.equal(bookOf([entry, { ...entry, id: 'bb', contradicts: ['zz'] }]), false);
  });
});
