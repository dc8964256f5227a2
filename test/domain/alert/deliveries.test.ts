import assert from 'node:assert/strict';
import { deliveriesOf } from '../../../src/domain/alert/deliveries.ts';
import { acknowledge } from '../../../src/domain/alert/responses.ts';
import type { OwedMessage } from '../../../src/domain/owed.ts';
import { alertOf, channel, digest, NOW, richIncident } from '../../builders/records.ts';

const since = NOW.toISOString();
const zeimu = channel();

const row = (parts: Partial<OwedMessage> = {}): OwedMessage => ({
  id: 'alert-x',
  about: '261121-AAAAAA',
  to: { kind: 'channel', channel: zeimu.key },
  shows: { kind: 'alert', alert: '261121-AAAAAA' },
  wanted: 1,
  shown: 0,
  state: 'owed',
  attempts: 0,
  repeat: false,
  dueAt: since,
  since,
  ...parts,
});

const alert = alertOf(richIncident(), ['fukushi', 'zeimu']);
const channels = new Map([[zeimu.key, zeimu]]);

const table: readonly [what: string, parts: Partial<OwedMessage>, state: string, note: RegExp | undefined][] =
  [
    ['was sent', { state: 'sent', shown: 1 }, 'shown', undefined],
    ['waits for its turn', {}, 'waiting', undefined],
    ['is on its way', { state: 'sending', attempts: 1 }, 'waiting', undefined],
    ['waits because Teams is busy', { reason: 'throttled', attempts: 2 }, 'waiting', /混み合/u],
    ['may have appeared', { state: 'uncertain', repeat: true }, 'uncertain', /再送/u],
    ['is there, with news on the way', { shown: 1, wanted: 2 }, 'shown', /新しい内容/u],
    ['is there, with uncertain news', { shown: 1, wanted: 2, state: 'uncertain' }, 'shown', /新しい内容/u],
    ['was refused', { state: 'parked', reason: 'blocked' }, 'failed', /^Tateがチャネルから外され/u],
    ['was refused for a reason of later days', { state: 'parked', reason: 'x' }, 'failed', /電話/u],
    [
      'is there, and its news was refused',
      { state: 'parked', reason: 'gone', shown: 1 },
      'failed',
      /^前の内容は届いて/u,
    ],
    ['has nothing to show', { state: 'parked', reason: 'nothing-to-show' }, 'shown', undefined],
  ];

describe('the deliveries of an alert', () => {
  for (const [what, parts, state, note] of table) {
    it(`say of a message that ${what}: ${state}`, () => {
      const [, second] = deliveriesOf(alert, [row(parts)], channels);
      const [delivery] = second?.channels ?? [];
      assert.deepEqual([delivery?.name, delivery?.state], ['税務課', state]);
      if (note === undefined) assert.equal(delivery?.note, undefined);
      else assert.match(delivery?.note ?? '', note);
    });
  }

  it('say which departments were alerted, when they confirmed, and where nothing arrives at all', () => {
    const later = new Date(NOW.getTime() + 60_000);
    const confirmed = acknowledge(alert, { department: 'koen', by: 'p1', now: later }, digest);
    const loose = channel({ id: 'loose', name: '雑談' });
    const { department: _, ...unbound } = loose;
    const rows = [
      row({ to: { kind: 'channel', channel: loose.key } }),
      row({ to: { kind: 'channel', channel: 'c0' } }),
      row({ shows: { kind: 'board', alert: alert.id }, to: { kind: 'person', person: 'p1' } }),
      row({ shows: { kind: 'chase', alert: alert.id } }),
    ];
    const found = deliveriesOf(confirmed, rows, new Map([[loose.key, unbound]]));
    assert.deepEqual(found, [
      { department: 'fukushi', channels: [] },
      { department: 'zeimu', channels: [] },
      { department: 'koen', confirmedAt: later.toISOString(), channels: [] },
      {
        department: '',
        channels: [
          { name: '雑談', state: 'waiting', at: since },
          { name: '(なくなったチャネル)', state: 'waiting', at: since },
        ],
      },
    ]);
  });
});
