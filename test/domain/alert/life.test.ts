import assert from 'node:assert/strict';
import { isAlive, stepAlert } from '../../../src/domain/alert/life.ts';
import { type Alert, alertSchema } from '../../../src/domain/alert/alert.ts';
import { hasSighted, leave, sight, withdrawSightings } from '../../../src/domain/alert/responses.ts';
import { joinAlert, partAlert } from '../../../src/domain/alert/route.ts';
import { alertOf, alertTimes, digest, NOW, richIncident } from '../../builders/records.ts';

const HOUR = 3_600_000;
const at = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);
const step = (alert: Alert, hours: number): Alert => stepAlert(alert, at(hours), alertTimes, digest);
const press = (department: string, hours: number) => ({ department, by: 'p1', now: at(hours) });
const see = (alert: Alert, department: string, hours: number): Alert =>
  sight(alert, { ...press(department, hours), place: 'phone', times: alertTimes }, digest);

describe('the life of an alert', () => {
  const raised = alertOf(richIncident());

  it('is fresh for a day, steps down, and ends after three days by itself', () => {
    assert.equal(step(raised, 23.9), raised);
    const down = step(raised, 24);
    assert.equal(down.stage, 2);
    assert.equal(step(down, 71.9), down);
    const over = step(down, 72);
    assert.equal(over.rest?.why, 'expired');
    assert.equal(over.stepsAt, undefined);
    assert.equal(isAlive(over), false);
    assert.deepEqual(alertSchema.parse(over), over);
  });

  it('ends as well when the service slept through its days, one step at a time', () => {
    const late = step(raised, 500);
    assert.equal(late.stage, 2);
    assert.equal(step(late, 500).rest?.why, 'expired');
  });

  it('is as fresh as on its first day when somebody sees the person', () => {
    const seen = see(step(raised, 24), 'zeimu', 30);
    assert.equal(seen.stage, 1);
    assert.equal(step(seen, 53), seen);
    assert.equal(step(seen, 54).stage, 2);
  });

  it('rests when the person has left, and wakes when they are seen again', () => {
    const gone = leave(see(raised, 'zeimu', 1), press('zeimu', 2), digest);
    assert.deepEqual(gone.rest, { why: 'left', department: 'zeimu', at: at(2).toISOString() });
    assert.equal(leave(gone, press('koseki', 3), digest), gone, 'pressed twice');
    assert.equal(isAlive(gone), true);
    const back = see(gone, 'kokuho', 3);
    assert.equal(back.rest, undefined);
  });

  it('ends after its day when the person has left and was not seen again', () => {
    const gone = leave(raised, press('zeimu', 2), digest);
    assert.equal(step(gone, 24).rest?.why, 'expired');
  });

  it('strikes out what a department saw when it says 別人でした, and leaves the others’ sightings', () => {
    const seen = see(see(raised, 'zeimu', 1), 'kokuho', 2);
    const corrected = withdrawSightings(seen, press('zeimu', 3), digest);
    assert.deepEqual(
      corrected.sightings.map(({ department, withdrawn }) => [department, withdrawn]),
      [
        ['zeimu', at(3).toISOString()],
        ['kokuho', undefined],
      ],
    );
    assert.equal(hasSighted(corrected, 'zeimu'), false);
    assert.equal(withdrawSightings(corrected, press('zeimu', 4), digest), corrected);
    assert.equal(withdrawSightings(corrected, press('koseki', 4), digest), corrected, 'saw nobody');
  });

  it('counts a press for the same place anew after 別人でした', () => {
    const wrong = withdrawSightings(see(raised, 'zeimu', 1), press('zeimu', 1), digest);
    assert.equal(hasSighted(see(wrong, 'zeimu', 1), 'zeimu'), true);
  });

  it('is told by another alert until it is parted from it, and does not end meanwhile', () => {
    const joined = joinAlert(raised, '261121-ABCDEF', at(1), digest);
    assert.equal(isAlive(joined), false);
    assert.equal(step(joined, 100), joined);
    assert.equal(joinAlert(joined, '261121-ABCDEG', at(2), digest), joined);
    const parted = partAlert(joined, at(3), alertTimes, digest);
    assert.equal(parted.rest, undefined);
    assert.equal(step(parted, 27).stage, 2);
  });
});
