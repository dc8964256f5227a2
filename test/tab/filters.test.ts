import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { registerQuerySchema } from '../../src/api/register.ts';
import {
  bodyOf,
  chipsOf,
  choicesOf,
  type Filters,
  filtersFrom,
  isDay,
  noFilters,
  queryOf,
  withFilter,
} from '../../src/tab/register/filters.ts';
import { meOf, NOW } from './stand-in.ts';

const choices = choicesOf(meOf('coordinator'));

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyFilters: fc.Arbitrary<Filters> = fc.record(
  {
    from: day,
    until: day,
    ...Object.fromEntries(
      Object.entries(choices).map(([key, list]) => [key, fc.constantFrom(...list.map(({ id }) => id))]),
    ),
    sort: fc.constantFrom('occurred' as const, 'filed' as const),
    order: fc.constantFrom('newest' as const, 'oldest' as const),
  },
  { requiredKeys: ['sort', 'order'], noNullPrototype: true },
);

describe('the filters of the register', () => {
  it('come back from the address as they went there', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        assert.deepEqual(filtersFrom(queryOf(filters), choices), filters);
      }),
    );
  });

  it('are always a question that the service takes, whatever stands in the address', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('from', 'until', 'department', 'scene', 'state', 'severity', 'sort', 'words', 'x'),
          fc.string(),
        ),
        (query) => {
          const filters = filtersFrom(new URLSearchParams(query).toString(), choices);
          registerQuerySchema.parse(bodyOf(filters, '', undefined));
        },
      ),
    );
  });

  it('leave out of the address what goes without saying, and never carry words', () => {
    assert.equal(queryOf(noFilters), '');
    assert.equal(
      queryOf({ ...noFilters, department: 'zeimu', order: 'oldest' }),
      'department=zeimu&order=oldest',
    );
    assert.deepEqual(filtersFrom('words=%E6%80%92&department=zeimu', choices), {
      ...noFilters,
      department: 'zeimu',
    });
  });

  it('drop what this ward does not know, so that an old link still opens the register', () => {
    assert.deepEqual(filtersFrom('department=closed&state=nowhere&from=31.12.2026', choices), noFilters);
  });

  it('take no day that is still being typed', () => {
    const rows: readonly [string, boolean][] = [
      ['2026-11-22', true],
      ['2028-02-29', true],
      ['2027-02-29', false],
      ['0002-11-22', false],
      ['202-11-22', false],
      ['', false],
    ];
    for (const [text, expected] of rows) assert.equal(isDay(text), expected, text);
  });

  it('stand as chips in words, each of which takes off itself and nothing else', () => {
    const filters: Filters = { ...noFilters, from: '2025-04-01', department: 'zeimu', severity: 'none' };
    const chips = chipsOf(filters, choices, NOW);
    assert.deepEqual(
      chips.map(({ label }) => label),
      ['期間: 2025年4月1日〜', '課: 税務課', '重さ: 段階なし'],
    );
    assert.deepEqual(chips[1]?.without, { ...noFilters, from: '2025-04-01', severity: 'none' });
    assert.deepEqual(chips[0]?.without, withFilter(filters, 'from', ''));
  });
});
