import assert from 'node:assert/strict';
import { count, dayOf, dayText, fullMoment, moment } from '../../src/tab/shell/format.ts';

const now = new Date('2026-11-22T05:00:00Z');

describe('times and figures on the page', () => {
  it("are Japan's, wherever the screen stands", () => {
    assert.equal(fullMoment('2026-11-21T15:05:00Z'), '2026年11月22日(日) 00:05');
    assert.equal(fullMoment('2026-01-01T03:00:00.000Z'), '2026年1月1日(木) 12:00');
    assert.equal(dayOf(new Date('2026-03-31T15:00:00Z')), '2026-04-01');
  });

  it('name the year only when it is another one, as it is in Japan', () => {
    assert.equal(moment('2026-04-12T00:30:00Z', now), '4月12日(日) 09:30');
    assert.equal(moment('2025-12-31T14:59:00Z', now), '2025年12月31日(水) 23:59');
    assert.equal(moment('2025-12-31T15:00:00Z', now), '1月1日(木) 00:00');
    assert.equal(dayText('2026-04-12', now), '4月12日');
    assert.equal(dayText('2024-02-29', now), '2024年2月29日');
  });

  it('group large figures', () => {
    assert.equal(count(1200), '1,200');
  });
});
