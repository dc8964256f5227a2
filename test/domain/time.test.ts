import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { dayAndTime, fromWallClock, isTimeOfDay, timeOfDay, wallClock } from '../../src/domain/time.ts';

const minute = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 60_000, max: Date.UTC(2200, 0, 1) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));

describe('the Japanese wall clock', () => {
  it('shows every minute of three centuries so that it can be read back', () => {
    fc.assert(
      fc.property(minute, (instant) => {
        const { date, time } = wallClock(instant);
        assert.equal(fromWallClock(date, time)?.getTime(), instant.getTime());
      }),
    );
  });

  it('knows a time of day by its four digits', () => {
    for (const time of ['00:00', '09:59', '14:05', '23:59']) assert.ok(isTimeOfDay(time), time);
    for (const time of ['', '24:00', '9:05', '14:60', '14:05:00', '１４:05', '14.05', ' 14:05', '14:05\n']) {
      assert.ok(!isTimeOfDay(time), time);
      assert.equal(fromWallClock('2026-01-01', time), undefined, time);
    }
  });

  it('begins a day at 15:00 UTC', () => {
    assert.deepEqual(wallClock(new Date('2026-11-20T14:59:59Z')), { date: '2026-11-20', time: '23:59' });
    assert.deepEqual(wallClock(new Date('2026-11-20T15:00:00Z')), { date: '2026-11-21', time: '00:00' });
  });

  for (const [date, time] of [
    ['2026-02-29', '10:00'],
    ['2026-04-31', '10:00'],
    ['2026-13-01', '10:00'],
    ['2026-00-10', '10:00'],
    ['2026-11-00', '10:00'],
    ['2026-11-21', '24:00'],
    ['2026-11-21', '12:60'],
    ['2026-11-21', '9:00'],
    ['2026-11-21', '09:00:00'],
    ['26-11-21', '09:00'],
    ['', ''],
    ['２０２６-11-21', '09:00'],
    ['2026-11-21T00', '09:00'],
  ] as const) {
    it(`knows no ${date} ${time}`, () => assert.equal(fromWallClock(date, time), undefined));
  }

  it('knows 29 February in leap years only', () => {
    assert.ok(fromWallClock('2028-02-29', '00:00'));
    assert.equal(fromWallClock('2100-02-29', '00:00'), undefined);
  });

  it('shows day and time without leading noughts in the day', () => {
    assert.equal(dayAndTime('2026-01-02T00:05:00Z'), '1月2日 09:05');
    assert.equal(timeOfDay('2026-01-02T00:05:00Z'), '09:05');
  });
});
