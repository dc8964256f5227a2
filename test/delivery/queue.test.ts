import assert from 'node:assert/strict';
import { type Attempted, createQueue } from '../../src/delivery/queue.ts';
import { owe, type OwedMessage } from '../../src/domain/owed.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import { createClock } from '../builders/clock.ts';
import { NOW } from '../builders/records.ts';

const rowFor = (channel: string, about = 'a1'): OwedMessage =>
  owe(
    undefined,
    {
      id: `alert-${channel}`,
      about,
      to: { kind: 'channel', channel },
      shows: { kind: 'alert', alert: about },
      wanted: 1,
    },
    NOW,
  );

function openQueue(
  attemptMs: (row: OwedMessage, turn: number) => number | 'breaks' = () => 100,
  told: (row: OwedMessage) => Attempted = () => ({}),
) {
  const clock = createClock(NOW);
  const recorded = createRecordedLog();
  const started: { row: OwedMessage; ms: number }[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  let rooms = 0;
  const again: number[] = [];
  const queue = createQueue({
    now: () => clock.now().getTime(),
    after: clock.after,
    log: recorded.log,
    onRoom: () => {
      rooms += 1;
    },
    onAgain: (ms) => {
      again.push(ms);
    },
    attempt: async (row, departing) => {
      started.push({ row, ms: clock.now().getTime() - NOW.getTime() });
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      // The row is marked first, which takes a moment.
      await Promise.resolve();
      departing();
      try {
        const ms = attemptMs(row, started.length);
        if (ms === 'breaks') throw new TypeError('秘密の文');
        await new Promise<void>((resolve) => clock.after(ms, resolve));
        return told(row);
      } finally {
        inFlight -= 1;
      }
    },
  });
  return {
    queue,
    clock,
    started,
    lines: recorded.lines,
    most: () => mostInFlight,
    rooms: () => rooms,
    again,
  };
}

describe('the queue', () => {
  it('has at most four hundred requests under way, and starts the next as soon as one ends', async () => {
    const { queue, clock, started, most } = openQueue(() => 20_000);
    queue.add(Array.from({ length: 420 }, (_, index) => rowFor(`c${index}`)));
    await clock.pass(19_000);
    assert.deepEqual([most(), started.length], [400, 400]);
    await clock.pass(2_000);
    assert.equal(started.length, 420);
    assert.equal(most(), 400);
  });

  it('leaves a conversation alone that asks for time, with all its rows, and sends into the others', async () => {
    const { queue, clock, started, again } = openQueue(
      () => 10,
      (row) => (row.about === 'a1' ? { againMs: 30_000, held: true } : {}),
    );
    queue.add([rowFor('c1', 'a1'), rowFor('c1', 'a2'), rowFor('c2', 'a3')]);
    await clock.pass(60_000);
    assert.deepEqual(
      started.map(({ row, ms }) => [row.about, Math.floor(ms / 1_000)]),
      [
        ['a1', 0],
        ['a3', 0],
        ['a2', 30],
      ],
    );
    assert.deepEqual(again, [30_000], 'and says when to look for the row again');
  });

  it('waits longer from refusal to refusal of a conversation, a minute at the longest', async () => {
    const { queue, clock, started } = openQueue(
      () => 1,
      () => ({ againMs: 10, held: true }),
    );
    queue.add(Array.from({ length: 12 }, (_, index) => rowFor('c1', `a${index}`)));
    await clock.pass(600_000);
    const gaps = started.slice(1).map(({ ms }, index) => ms - (started[index]?.ms ?? 0));
    assert.ok(gaps.every((gap, index) => index === 0 || gap >= (gaps[index - 1] ?? 0)));
    assert.deepEqual([gaps[0], gaps.at(-1)], [251, 60_001]);
  });

  it('keeps no more than fifty rows of one conversation, so that the others find room', async () => {
    const { queue, clock } = openQueue(() => 60_000);
    queue.add(Array.from({ length: 200 }, (_, index) => rowFor('c1', `a${index}`)));
    queue.add([rowFor('c2')]);
    await clock.pass(10);
    assert.deepEqual([queue.waitingIn('c1'), queue.waiting()], [49, 49]);
  });

  it('sends first a warning that failed before, then the other warnings, then what is only brought up to date', async () => {
    const { queue, clock, started } = openQueue(() => 1_000);
    queue.add([
      rowFor('c1', 'under way'),
      { ...rowFor('c1', 'update'), shown: 1, wanted: 2, messageId: 'm1' },
      rowFor('c1', 'new'),
      { ...rowFor('c1', 'failed'), attempts: 1 },
    ]);
    await clock.pass(10_000);
    assert.deepEqual(
      started.map(({ row }) => row.about),
      ['failed', 'under way', 'new', 'update'],
    );
  });

  it('forgets what waits when somebody else sends', async () => {
    const { queue, clock, started } = openQueue(() => 1_000);
    queue.add([rowFor('c1', 'a1'), rowFor('c1', 'a2')]);
    queue.clear();
    await clock.pass(5_000);
    assert.deepEqual([started.length, queue.waiting(), queue.waitingIn('c1')], [1, 0, 0]);
  });

  it('takes a row that is waiting already once', async () => {
    const { queue, clock, started } = openQueue(() => 1_000);
    queue.add([rowFor('c1', 'a1'), rowFor('c1', 'a2')]);
    queue.add([rowFor('c1', 'a2'), rowFor('c1', 'a2')]);
    await clock.pass(5_000);
    assert.deepEqual(
      started.map(({ row }) => row.about),
      ['a1', 'a2'],
    );
  });

  it('sends into one conversation one after the other, and meanwhile into others', async () => {
    const { queue, clock, started } = openQueue(() => 2_000);
    queue.add([rowFor('c1', 'a1'), rowFor('c1', 'a2'), rowFor('c2', 'a1')]);
    await clock.pass(10_000);
    assert.deepEqual(
      started.map(({ row, ms }) => [row.to.kind === 'channel' ? row.to.channel : '', row.about, ms]),
      [
        ['c1', 'a1', 0],
        ['c2', 'a1', 0],
        ['c1', 'a2', 2_000],
      ],
    );
  });

  it('lets a row rest whose attempt broke on our side, and logs no word of why', async () => {
    const { queue, clock, started, lines } = openQueue((_, turn) => (turn === 1 ? 'breaks' : 10));
    queue.add([rowFor('c1')]);
    await clock.pass(100);
    queue.add([rowFor('c1'), rowFor('c2')]);
    await clock.pass(100);
    assert.deepEqual(
      started.map(({ row }) => row.id),
      ['alert-c1', 'alert-c2'],
    );
    await clock.pass(10_000);
    queue.add([rowFor('c1')]);
    await clock.pass(100);
    assert.equal(started.length, 3);
    assert.deepEqual(lines, [
      {
        level: 'error',
        fields: { about: 'a1', row: 'alert-c1', fault: 'TypeError' },
        message: 'attempt failed',
      },
    ]);
  });

  it('says when there is room', async () => {
    const { queue, clock, rooms } = openQueue();
    queue.add([rowFor('c1'), rowFor('c2')]);
    await clock.pass(1_000);
    assert.ok(rooms() >= 1);
    assert.equal(queue.waiting(), 0);
  });

  it('that is stopped ends what is under way and starts nothing more', async () => {
    const { queue, clock, started } = openQueue(() => 3_000);
    queue.add(Array.from({ length: 55 }, (_, index) => rowFor(`c${index}`)));
    await clock.pass(10);
    const stopped = queue.stop();
    let ended = false;
    void stopped.then(() => {
      ended = true;
      return undefined;
    });
    await clock.pass(1_000);
    assert.equal(ended, false);
    await clock.pass(5_000);
    await stopped;
    queue.add([rowFor('late')]);
    await clock.pass(5_000);
    assert.equal(started.length, 50);
  });
});
