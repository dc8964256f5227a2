import assert from 'node:assert/strict';
import { loadSeverity } from '../../src/content/risk/load.ts';
import { conductLabels } from '../../src/domain/conduct/index.ts';
import { dangerNames } from '../../src/domain/incident/choices.ts';
import { type RiskFacts, type Severity, severityOf } from '../../src/domain/risk/severity.ts';

const table = loadSeverity();
const none: RiskFacts = { labels: [], danger: [], visitsThisWeek: 0, callsToday: 0, urgent: false };

/** For every row something that exactly this row decides, and what comes of it. */
const rows: Readonly<Record<string, readonly [facts: Partial<RiskFacts>, level: Severity][]>> = {
  'danger-now': [
    [{ danger: ['violence'] }, 'emergency'],
    [{ danger: ['weapon'] }, 'emergency'],
    [{ danger: ['harm'] }, 'emergency'],
    [{ danger: ['police'] }, 'emergency'],
    [{ danger: ['onward', 'harm'], labels: ['violence', 'threat'], urgent: true }, 'emergency'],
  ],
  violence: [
    [{ labels: ['violence'] }, 'emergency'],
    [{ labels: ['threat', 'violence'], danger: ['onward'] }, 'emergency'],
  ],
  'threat-and-onward': [[{ labels: ['threat'], danger: ['onward'] }, 'emergency']],
  threat: [
    [{ labels: ['threat'] }, 'alarm'],
    [{ labels: ['threat', 'sns', 'sexual', 'offsite'], visitsThisWeek: 9, urgent: true }, 'alarm'],
  ],
  offsite: [[{ labels: ['sexual', 'offsite'] }, 'alarm']],
  sexual: [[{ labels: ['sns', 'sexual'] }, 'alarm']],
  sns: [[{ labels: ['sns'] }, 'alarm']],
  onward: [
    [{ danger: ['onward'] }, 'alarm'],
    [{ danger: ['onward'], labels: ['abuse', 'demand', 'time'] }, 'alarm'],
  ],
  'three-labels': [[{ labels: ['abuse', 'demand', 'repeat'], callsToday: 9 }, 'alarm']],
  often: [
    [{ labels: ['repeat'], visitsThisWeek: 5 }, 'alarm'],
    [{ labels: ['repeat', 'abuse'], callsToday: 5 }, 'alarm'],
  ],
  'any-label': [
    [{ labels: ['repeat'], visitsThisWeek: 4, callsToday: 4 }, 'caution'],
    [{ labels: ['abuse'], visitsThisWeek: 5, urgent: true }, 'caution'],
    [{ labels: ['time', 'record'] }, 'caution'],
    [{ labels: ['authority'] }, 'caution'],
    [{ labels: ['demand'] }, 'caution'],
  ],
  asked: [[{ urgent: true }, 'caution']],
};

describe('the severity table', () => {
  it('has an example here for every row, and no row without one', () =>
    assert.deepEqual(
      Object.keys(rows),
      table.rows.map(({ id }) => id),
    ));

  for (const [row, examples] of Object.entries(rows)) {
    for (const [facts, level] of examples) {
      it(`by ${row} makes ${level} of ${JSON.stringify(facts)}`, () => {
        const why = table.rows.find(({ id }) => id === row)?.why;
        assert.deepEqual(severityOf(table, { ...none, ...facts }), { level, row, why });
      });
    }

    it(`needs ${row}: without it another row, or none, decides`, () => {
      const without = { ...table, rows: table.rows.filter(({ id }) => id !== row) };
      const [facts] = examples[0] ?? [{}];
      assert.notEqual(severityOf(without, { ...none, ...facts })?.row, row);
    });
  }

  for (const [what, facts] of [
    ['an ordinary complaint', {}],
    ['a complaint by somebody who comes often', { visitsThisWeek: 99, callsToday: 99 }],
  ] as const) {
    it(`gives ${what} no level`, () => assert.equal(severityOf(table, { ...none, ...facts }), undefined));
  }

  it('gives every label and every danger mark a level of its own', () => {
    for (const label of conductLabels) assert.ok(severityOf(table, { ...none, labels: [label] }), label);
    for (const mark of Object.keys(dangerNames) as RiskFacts['danger']) {
      assert.ok(severityOf(table, { ...none, danger: [mark] }), mark);
    }
  });

  it('never gives less for more', () => {
    const weight = { caution: 1, alarm: 2, emergency: 3 } as const;
    const levelOf = (facts: RiskFacts): number => {
      const risk = severityOf(table, facts);
      return risk === undefined ? 0 : weight[risk.level];
    };
    for (const first of conductLabels) {
      for (const second of conductLabels) {
        for (const danger of [[], ['onward'], ['harm']] as const) {
          for (const visitsThisWeek of [0, 5]) {
            const less = { ...none, labels: [first], danger, visitsThisWeek };
            const more = { ...less, labels: [...new Set([first, second])] };
            assert.ok(levelOf(more) >= levelOf(less), JSON.stringify(more));
            assert.ok(levelOf({ ...less, urgent: true }) >= levelOf(less));
            assert.ok(levelOf(less) >= levelOf({ ...less, danger: [] }));
          }
        }
      }
    }
  });

  it('says where it comes from, when and who checked it, and why in each row', () => {
    assert.ok(table.source !== '' && table.checkedBy !== '' && table.date !== '');
    for (const { why } of table.rows) assert.doesNotMatch(why, /犯罪|違法|罪|該当/u);
  });
});
