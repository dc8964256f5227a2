import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  type Alert,
  alertSchema,
  settleBroadcasts,
  showDecision,
  widenAudience,
} from '../../../src/domain/alert/alert.ts';
import { acknowledge, SAME_SIGHTING_MS, sight, SIGHTINGS_KEPT } from '../../../src/domain/alert/responses.ts';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import type { Place } from '../../../src/domain/incident/choices.ts';
import { alertOf, alertTimes, digest, NOW, richIncident, richTyped } from '../../builders/records.ts';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const ack = (alert: Alert, department: string, by = 'p1', ms = 0): Alert =>
  acknowledge(alert, { department, by, now: later(ms) }, digest);
const see = (alert: Alert, department: string, place: Place, ms = 0): Alert =>
  sight(alert, { department, place, by: 'p1', now: later(ms), times: alertTimes }, digest);
const small = (): Alert => alertOf(richIncident(), ['fukushi', 'zeimu']);

const decision = (escalation: string, ms: number): NonNullable<Alert['decision']> => ({
  escalation,
  asked: ['police'],
  outcome: 'approved',
  at: later(ms).toISOString(),
});

describe('an alert', () => {
  it('takes recognition, conduct and danger from the record, and nothing private', () => {
    const alert = small();
    const text = JSON.stringify(alert);
    for (const secret of ['山本', 'やまもと', '1234', '今日中', '先週', '今すぐ', '係長', '5番窓口']) {
      assert.ok(!text.includes(secret), secret);
    }
    assert.equal(alert.features.clothing, richTyped['clothing']);
    assert.deepEqual(alert.conduct, ['time', 'abuse', 'threat']);
    assert.deepEqual(alert.danger, ['violence', 'onward']);
    assert.ok(alertSchema.safeParse(alert).success);
  });

  it('counts a department once, whoever of it presses and however often', () => {
    const once = ack(small(), 'zeimu', 'p1');
    assert.equal(ack(once, 'zeimu', 'p2', 5), once);
    assert.deepEqual(
      once.acknowledgements.map(({ department }) => department),
      ['zeimu'],
    );
    assert.equal(once.revision, 2);
  });

  it('counts a department that was not asked from its first press, so that there are never more seen than asked', () => {
    const alert = ack(small(), 'koen');
    assert.deepEqual(alert.audience, ['fukushi', 'zeimu', 'koen']);
    assert.equal(alert.acknowledgements.length, 1);
  });

  it('takes いま来ています as 確認 too', () => {
    const alert = see(small(), 'zeimu', 'entrance');
    assert.deepEqual(
      alert.acknowledgements.map(({ department }) => department),
      ['zeimu'],
    );
    assert.deepEqual(alert.sightings, [{ department: 'zeimu', place: 'entrance', at: NOW.toISOString() }]);
    assert.equal(alert.revision, 2, 'one change, one broadcast');
  });

  for (const [what, place, ms, count] of [
    ['the same place within a minute', 'entrance', SAME_SIGHTING_MS - 1, 1],
    ['the same place a minute later', 'entrance', SAME_SIGHTING_MS, 2],
    ['another place at once', 'counter', 0, 2],
  ] as const) {
    it(`has ${count} sighting(s) after ${what}`, () => {
      const alert = see(see(small(), 'zeimu', 'entrance'), 'zeimu', place, ms);
      assert.equal(alert.sightings.length, count);
    });
  }

  it('tells sightings of two departments apart', () => {
    assert.equal(see(see(small(), 'zeimu', 'entrance'), 'fukushi', 'entrance').sightings.length, 2);
  });

  it('keeps the last ten sightings on the card and every one in the audit chain', () => {
    let alert = small();
    for (let i = 0; i < SIGHTINGS_KEPT + 5; i += 1)
      alert = see(alert, 'zeimu', 'counter', i * SAME_SIGHTING_MS);
    assert.equal(alert.sightings.length, SIGHTINGS_KEPT);
    assert.equal(alert.sightings.at(-1)?.at, later((SIGHTINGS_KEPT + 4) * SAME_SIGHTING_MS).toISOString());
    assert.equal(alert.audit.filter(({ action }) => action === 'sighted').length, SIGHTINGS_KEPT + 5);
  });

  it('shows a decision once', () => {
    const shown = showDecision(small(), decision('e1', 0), NOW, digest);
    assert.equal(showDecision(shown, decision('e1', 0), NOW, digest), shown);
    assert.equal(shown.revision, 2);
  });

  it('shows the newest decision, also when an older one is carried out late', () => {
    const first = showDecision(small(), decision('e1', 0), NOW, digest);
    const second = showDecision(first, decision('e2', 1000), later(1000), digest);
    const replayed = showDecision(second, decision('e1', 0), later(2000), digest);
    assert.equal(replayed.decision?.escalation, 'e2');
  });

  it('is widened by departments that are not in it yet', () => {
    const wide = widenAudience(small(), ['zeimu', 'koen'], NOW, digest);
    assert.deepEqual(wide.audience, ['fukushi', 'zeimu', 'koen']);
    assert.equal(widenAudience(wide, ['koen'], NOW, digest), wide);
  });

  it('never counts more than it asked, never forgets, and owes a broadcast for every change', () => {
    const department = fc.constantFrom('fukushi', 'zeimu', 'koen', 'doro');
    const step = fc.oneof(
      fc.record({ do: fc.constant('ack' as const), department }),
      fc.record({
        do: fc.constant('see' as const),
        department,
        place: fc.constantFrom<Place>('counter', 'phone'),
      }),
      fc.record({ do: fc.constant('widen' as const), department }),
      fc.record({ do: fc.constant('decide' as const), department }),
      fc.record({ do: fc.constant('settle' as const), department }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let alert = small();
        let ms = 0;
        for (const one of steps) {
          const before = alert;
          ms += 20_000;
          if (one.do === 'ack') alert = ack(alert, one.department, 'p', ms);
          if (one.do === 'see') alert = see(alert, one.department, one.place, ms);
          if (one.do === 'widen') alert = widenAudience(alert, [one.department], later(ms), digest);
          if (one.do === 'decide') alert = showDecision(alert, decision(`e${ms}`, ms), later(ms), digest);
          if (one.do === 'settle') {
            alert = settleBroadcasts(alert, alert.revision);
            assert.deepEqual(alert.intents, []);
            continue;
          }
          if (alert === before) continue;
          assert.equal(alert.revision, before.revision + 1);
          assert.deepEqual(alert.intents.at(-1), { kind: 'broadcast', revision: alert.revision });
          const seen = alert.acknowledgements.map((item) => item.department);
          assert.equal(new Set(seen).size, seen.length);
          assert.ok(seen.every((name) => alert.audience.includes(name)));
          assert.equal(new Set(alert.audience).size, alert.audience.length);
        }
        assert.equal(firstBrokenEntry(alert.audit, digest), undefined);
        assert.ok(alertSchema.safeParse(alert).success);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the broadcasts that came after the ones that were carried out', () => {
    const alert = ack(ack(small(), 'zeimu'), 'fukushi');
    assert.deepEqual(
      settleBroadcasts(alert, 2).intents.map(({ revision }) => revision),
      [3],
    );
  });
});
