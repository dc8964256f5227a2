import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { shellTimes } from '../../../src/domain/incident/deadline.ts';
import { dayAndTime, fromWallClock } from '../../../src/domain/time.ts';

const at = (date: string, time: string): Date => {
  const instant = fromWallClock(date, time);
  assert.ok(instant);
  return instant;
};

describe('a 速報 is to be completed', () => {
  const table: readonly [filed: string, end: string, due: string, remind: string][] = [
    ['09:00', '17:15', '11月21日 17:15', '11月21日 16:15'],
    ['16:00', '17:15', '11月21日 17:15', '11月21日 16:15'],
    ['16:01', '17:15', '11月21日 17:15', '11月21日 16:16'],
    ['16:45', '17:15', '11月21日 17:15', '11月21日 17:00'],
    ['16:46', '17:15', '11月22日 17:15', '11月22日 16:15'],
    ['17:15', '17:15', '11月22日 17:15', '11月22日 16:15'],
    ['23:59', '17:15', '11月22日 17:15', '11月22日 16:15'],
    ['00:00', '17:15', '11月21日 17:15', '11月21日 16:15'],
    ['08:00', '00:00', '11月22日 00:00', '11月21日 23:00'],
    ['14:00', '23:59', '11月21日 23:59', '11月21日 22:59'],
  ];
  for (const [filed, end, due, remind] of table) {
    it(`until ${due}, with a reminder at ${remind}, when it came at ${filed} and work ends at ${end}`, () => {
      const times = shellTimes(at('2026-11-21', filed), end);
      assert.equal(dayAndTime(times.due.toISOString()), due);
      assert.equal(dayAndTime(times.remindAt.toISOString()), remind);
    });
  }

  it('on the first of the next month after the last day of one', () => {
    const { due } = shellTimes(at('2026-12-31', '18:00'), '17:15');
    assert.equal(due.toISOString(), at('2027-01-01', '17:15').toISOString());
  });

  it('never sooner than in half an hour, never later than a day and a half hour on, and is reminded before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400 * 400 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (seconds, hour, minute) => {
          const now = new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
          const end = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          const { due, remindAt } = shellTimes(now, end);
          const minutes = (due.getTime() - now.getTime()) / 60_000;
          assert.ok(minutes >= 30 && minutes < 24 * 60 + 30, `${minutes}`);
          assert.ok(remindAt > now && remindAt < due);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('at a time of day that exists', () =>
    assert.throws(() => shellTimes(at('2026-11-21', '09:00'), '25:00'), /no such time of day/));
});
