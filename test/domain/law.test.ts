import assert from 'node:assert/strict';
import { type LawBook, lawBookSchema, lawFor, textOn } from '../../src/domain/law/law.ts';

const book: LawBook = lawBookSchema.parse({
  source: '試験',
  date: '2026-11-21',
  checkedBy: '試験',
  entries: [
    {
      id: 'renamed',
      law: '甲法',
      article: '1条',
      name: '甲',
      inForce: '2025-06-01',
      source: '官報',
      checked: 'confirmed',
      texts: [
        { until: '2025-05-31', gist: '旧い刑' },
        { from: '2025-06-01', gist: '新しい刑' },
      ],
      labels: ['threat', 'sns'],
      possible: '甲に該当の可能性',
      note: '注',
    },
    {
      id: 'new',
      law: '乙法',
      article: '2条',
      name: '乙',
      inForce: '2026-10-01',
      source: '官報',
      checked: 'to-confirm',
      texts: [{ from: '2026-10-01', gist: '義務' }],
      labels: ['threat'],
      possible: '乙に該当の可能性',
    },
    {
      id: 'silent',
      law: '丙法',
      article: '3条',
      name: '丙',
      inForce: null,
      source: '官報',
      checked: 'confirmed',
      texts: [{ gist: 'いつも' }],
      labels: ['threat'],
    },
  ],
});

const gists = (day: string): string[] => lawFor(book, ['threat'], day).map(({ gist }) => gist);

describe('a rule of law', () => {
  for (const [day, expected] of [
    ['2020-01-01', ['旧い刑']],
    ['2025-05-31', ['旧い刑']],
    ['2025-06-01', ['新しい刑']],
    ['2026-09-30', ['新しい刑']],
    ['2026-10-01', ['新しい刑', '義務']],
  ] as const) {
    it(`reads on ${day} as it stood on that day`, () => assert.deepEqual(gists(day), expected));
  }

  it('says since when the wording shown holds, and nothing where that is older than anything recorded', () => {
    const since = (day: string) => lawFor(book, ['sns'], day).map(({ inForce }) => inForce);
    assert.deepEqual(since('2025-05-31'), [null]);
    assert.deepEqual(since('2025-06-01'), ['2025-06-01']);
  });

  it('without 「該当の可能性」 is named for no label', () =>
    assert.ok(!lawFor(book, ['threat'], '2026-11-21').some(({ id }) => id === 'silent')));

  it('comes in the order of the labels, once for each', () => {
    const notes = lawFor(book, ['sns', 'threat'], '2026-11-21').map(({ label, id }) => `${label} ${id}`);
    assert.deepEqual(notes, ['sns renamed', 'threat renamed', 'threat new']);
    assert.deepEqual(lawFor(book, ['abuse'], '2026-11-21'), []);
    assert.deepEqual(lawFor(book, [], '2026-11-21'), []);
  });

  it('carries its mark, its source and its note', () => {
    const [note] = lawFor(book, ['sns'], '2026-11-21');
    assert.deepEqual([note?.checked, note?.source, note?.note], ['confirmed', '官報', '注']);
  });

  it('that was not in force yet has no wording', () => {
    const [, entry] = book.entries;
    assert.ok(entry);
    assert.equal(textOn(entry, '2026-09-30'), undefined);
  });

  it('that claims more than a possibility is not taken', () => {
    const [entry] = book.entries;
    const bold = { ...book, entries: [{ ...entry, possible: '甲に該当します' }] };
    assert.equal(lawBookSchema.safeParse(bold).success, false);
  });
});
