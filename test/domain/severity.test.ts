import assert from 'node:assert/strict';
import { severityOf, severityTableSchema } from '../../src/domain/risk/severity.ts';

const head = { source: '試験', date: '2026-11-21', checkedBy: '試験' };
const none = { labels: [], danger: [], visitsThisWeek: 0, callsToday: 0, urgent: false } as const;

/** A table of the one row. */
const table = (row: object) =>
  severityTableSchema.parse({ ...head, rows: [{ id: 'row', level: 'alarm', why: 'わけ', ...row }] });

describe('a row of the severity table', () => {
  const rows: readonly [what: string, row: object, holds: object, not: object][] = [
    [
      'labels: any one of them',
      { labels: ['sns', 'threat'] },
      { labels: ['time', 'sns'] },
      { labels: ['time'] },
    ],
    [
      'danger: any one of them',
      { danger: ['harm', 'police'] },
      { danger: ['police'] },
      { danger: ['onward'] },
    ],
    [
      'a label and a danger: both',
      { labels: ['threat'], alsoDanger: ['onward'] },
      { labels: ['threat'], danger: ['onward'] },
      { labels: ['threat'] },
    ],
    ['a count of labels', { minLabels: 2 }, { labels: ['sns', 'time'] }, { labels: ['sns'] }],
    ['a count of visits', { minContacts: 3 }, { visitsThisWeek: 3, callsToday: 0 }, { visitsThisWeek: 2 }],
    ['a count of calls', { minContacts: 3 }, { callsToday: 4 }, { visitsThisWeek: 2, callsToday: 2 }],
    [
      'an alert that was asked for',
      { urgent: true },
      { urgent: true },
      { labels: ['threat'], danger: ['harm'] },
    ],
  ];
  for (const [what, row, holds, not] of rows) {
    it(`holds for ${what}`, () => {
      assert.equal(severityOf(table(row), { ...none, ...holds })?.row, 'row');
      assert.equal(severityOf(table(row), { ...none, ...not }), undefined);
    });
  }

  it('decides before every row below it, with its own words', () => {
    const both = severityTableSchema.parse({
      ...head,
      rows: [
        { id: 'first', level: 'caution', labels: ['sns'], why: '一' },
        { id: 'second', level: 'emergency', labels: ['sns', 'threat'], why: '二' },
      ],
    });
    assert.deepEqual(severityOf(both, { ...none, labels: ['sns', 'threat'] }), {
      level: 'caution',
      row: 'first',
      why: '一',
    });
    assert.equal(severityOf(both, { ...none, labels: ['threat'] })?.row, 'second');
  });

  it('with a condition that does not exist is not taken', () => {
    for (const strange of [
      { label: ['sns'] },
      { labels: ['ghost'] },
      { labels: [] },
      { level: 'red' },
      { why: '' },
    ]) {
      assert.throws(() => table(strange), JSON.stringify(strange));
    }
  });
});
