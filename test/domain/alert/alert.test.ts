import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  type Alert,
  alertSchema,
  settleBroadcasts,
  type Stop,
  stopOf,
  widenAudience,
} from '../../../src/domain/alert/alert.ts';
import { retell, STOPS_KEPT, type Told } from '../../../src/domain/alert/route.ts';
import {
  acknowledge,
  leave,
  SAME_SIGHTING_MS,
  sight,
  SIGHTINGS_KEPT,
} from '../../../src/domain/alert/responses.ts';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import type { Place } from '../../../src/domain/incident/choices.ts';
import {
  alertOf,
  alertTimes,
  digest,
  incident,
  NOW,
  richIncident,
  richTyped,
} from '../../builders/records.ts';

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

  const told = (over: Partial<Told> = {}): Told => ({
    stops: [stopOf(richIncident(), 'origin')],
    next: small().next,
    answered: [],
    decision: undefined,
    marked: false,
    calls: new Set(),
    ...over,
  });
  const tell = (alert: Alert, over: Partial<Told>, ms = 0, wakes = true): Alert =>
    retell(alert, told(over), { now: later(ms), times: alertTimes, wakes }, digest);
  const stop = (word: string, minutes: number): Stop => ({
    ...stopOf(incident({ word }), 'likely'),
    department: 'zeimu',
    at: later(minutes * 60_000).toISOString(),
  });

  it('tells what its records say now, and the same once', () => {
    const shown = tell(small(), { decision: decision('e1', 0), marked: true });
    assert.equal(tell(shown, { decision: decision('e1', 0), marked: true }), shown);
    assert.equal(shown.revision, 2);
    assert.equal(tell(shown, {}).decision, undefined, 'a decision leaves with its record');
  });

  it('strikes out what is not on the way any more, and takes it up again when it is', () => {
    const origin = stopOf(richIncident(), 'origin');
    const joined = tell(small(), { stops: [origin, stop('b', 5)] });
    const parted = tell(joined, {}, 1000);
    assert.deepEqual(
      parted.route.map(({ withdrawn }) => withdrawn),
      [undefined, later(1000).toISOString()],
    );
    const again = tell(parted, { stops: [origin, stop('b', 5)] }, 2000);
    assert.deepEqual(
      again.route.map(({ withdrawn }) => withdrawn),
      [undefined, undefined],
    );
    assert.equal(tell(small(), { stops: [] }).route[0]?.withdrawn, undefined, 'never its own origin');
  });

  it('keeps the newest twenty stops, and telling more changes nothing', () => {
    const stops = [
      stopOf(richIncident(), 'origin'),
      ...Array.from({ length: 40 }, (_, n) => stop(`s${n}`, n + 1)),
    ];
    const full = tell(small(), { stops });
    assert.equal(full.route.length, STOPS_KEPT);
    assert.equal(full.route[0]?.by, 'origin');
    assert.equal(tell(full, { stops }, 1000), full);
  });

  it('is woken by a new stop of today, and by nothing else', () => {
    const origin = stopOf(richIncident(), 'origin');
    const gone = leave(small(), { department: 'zeimu', by: 'p1', now: NOW }, digest);
    assert.equal(tell(gone, { marked: true }).rest?.why, 'left', 'a correction is no news');
    assert.equal(tell(gone, { stops: [origin, stop('b', 5)] }, 0, false).rest?.why, 'left', 'an old contact');
    assert.equal(tell(gone, { stops: [origin, stop('b', 5)] }).rest, undefined);
  });

  it('asks the department for the one answer where the way begins now', () => {
    const origin = stopOf(richIncident(), 'origin');
    const earlier = tell(small(), { stops: [origin, stop('b', -60)] });
    assert.ok(earlier.intents.some(({ kind, revision }) => kind === 'ask-answer' && revision === 2));
    const later = tell(small(), { stops: [origin, stop('b', 60)] });
    assert.ok(!later.intents.some(({ kind, revision }) => kind === 'ask-answer' && revision === 2));
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
          if (one.do === 'decide') alert = tell(alert, { decision: decision(`e${ms}`, ms) }, ms);
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
