import assert from 'node:assert/strict';
import { createDeliveryHealth } from '../../src/delivery/health.ts';
import { createTroubleNotice } from '../../src/delivery/trouble.ts';
import { TeamsFault } from '../../src/workflow/teams-port.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import {
  channelsOf,
  chatOf,
  coordinator,
  openDelivery,
  type OpenHouse,
  openHouse,
  reachable,
  reporter,
} from '../builders/house.ts';
import { createRecordingTeams } from '../builders/teams.ts';

describe('the health of the delivery', () => {
  let open: OpenHouse;
  const [fukushi, zeimu] = channelsOf(2);
  assert.ok(fukushi && zeimu);

  function begin() {
    open = openHouse();
    const teams = createRecordingTeams(open.clock);
    const { delivery, lease } = openDelivery(open, { teams });
    const { log, lines } = createRecordedLog();
    let reads = 0;
    const health = createDeliveryHealth({
      owed: {
        ...open.house.owed,
        figures: () => {
          reads += 1;
          return open.house.owed.figures();
        },
      },
      licence: lease,
      now: open.clock.now,
      monotonic: () => open.clock.now().getTime(),
      after: open.clock.after,
      log,
      tell: createTroubleNotice(open.house),
    });
    return { teams, delivery, health, lines, reads: () => reads };
  }

  async function end(delivery: { stop(): Promise<void> }, health: { stop(): Promise<void> }): Promise<void> {
    const stopped = Promise.all([delivery.stop(), health.stop()]);
    await open.clock.pass(60_000);
    await stopped;
    await open.close();
  }

  it('is all noughts when everything was delivered', async () => {
    const { delivery, health, lines } = begin();
    await open.settleChannels(fukushi, zeimu);
    delivery.start();
    health.start();
    await open.file({ reporter: reporter() });
    delivery.nudge();
    await open.clock.pass(120_000);
    assert.deepEqual(await health.figures(), {
      sender: true,
      oldestOwedSeconds: 0,
      parked: 0,
      uncertain: 0,
    });
    assert.deepEqual(lines, []);
    await end(delivery, health);
  });

  it('shows how long the oldest message waits, what is uncertain and what was given up', async () => {
    const { teams, delivery, health, lines } = begin();
    await open.settleChannels(fukushi, zeimu);
    teams.trouble(
      fukushi.address.conversationId,
      ...Array.from({ length: 99 }, () => ({ fault: new TeamsFault('ambiguous', 502) })),
    );
    teams.trouble(zeimu.address.conversationId, { fault: new TeamsFault('blocked', 403) });
    delivery.start();
    health.start();
    await open.file({ reporter: reporter() });
    delivery.nudge();
    await open.clock.pass(300_000);
    const figures = await health.figures();
    assert.deepEqual([figures.parked, figures.uncertain], [1, 1]);
    assert.ok(Math.abs(figures.oldestOwedSeconds - 300) <= 10, `${figures.oldestOwedSeconds} s`);
    assert.deepEqual(
      lines.map(({ level, message }) => [level, message]),
      [
        ['warn', 'messages wait'],
        ['warn', 'messages wait'],
      ],
      'once for the channel that was given up, once when the oldest has waited too long',
    );
    await end(delivery, health);
  });

  it('reads the store at most every ten seconds, however often it is asked', async () => {
    const { delivery, health, reads } = begin();
    for (let n = 0; n < 100; n += 1) await health.figures();
    assert.equal(reads(), 1);
    open.clock.skip(10_000);
    await health.figures();
    assert.equal(reads(), 2);
    await end(delivery, health);
  });

  it('is shown to the coordinators in one message while something waits, and the same message says when it is over', async () => {
    const { delivery, health, teams } = begin();
    const soumu = reachable(coordinator());
    await open.settlePeople(soumu);
    await open.settleChannels(fukushi, zeimu);
    teams.trouble(zeimu.address.conversationId, { fault: new TeamsFault('blocked', 403) });
    delivery.start();
    health.start();
    const incident = await open.file({ reporter: reporter() });
    delivery.nudge();
    await open.clock.pass(130_000);
    const notices = (): string[] =>
      teams
        .screen(chatOf(soumu))
        .map(({ summary }) => summary)
        .filter((summary) => /知らせ/u.test(summary));
    assert.deepEqual(notices(), ['届いていない知らせがあります']);
    const rows = await open.house.owed.about(incident.number);
    for (const { about, id, state } of rows) {
      if (state !== 'parked') continue;
      await open.house.owed.change(about, id, (row) => ({
        next: { ...row, state: 'owed', attempts: 0, dueAt: open.clock.now().toISOString() },
        result: undefined,
      }));
    }
    delivery.nudge();
    await open.clock.pass(130_000);
    assert.deepEqual(notices(), ['知らせの遅れはなくなりました']);
    await end(delivery, health);
  });

  it('troubles no coordinator while all is well', async () => {
    const { delivery, health, teams } = begin();
    const soumu = reachable(coordinator());
    await open.settlePeople(soumu);
    await open.settleChannels(fukushi, zeimu);
    delivery.start();
    health.start();
    await open.clock.pass(600_000);
    assert.deepEqual(teams.screen(chatOf(soumu)), []);
    await end(delivery, health);
  });
});
