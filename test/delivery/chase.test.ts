import assert from 'node:assert/strict';
import { acknowledgeAlert } from '../../src/workflow/answer-alert.ts';
import { TeamsFault } from '../../src/workflow/teams-port.ts';
import { readingOf } from '../bot/pressing.ts';
import {
  channelsOf,
  chatOf,
  coordinator,
  deliverAll,
  type OpenHouse,
  openHouse,
  reachable,
  reporter,
} from '../builders/house.ts';
import { person } from '../builders/records.ts';
import { createRecordingTeams, type RecordingTeams } from '../builders/teams.ts';

const MINUTE = 60_000;
const channels = channelsOf(4);
const soumu = reachable(coordinator());

describe('departments that do not confirm', () => {
  let open: OpenHouse;
  let teams: RecordingTeams;
  let number: string;

  beforeEach(async () => {
    open = openHouse();
    teams = createRecordingTeams(open.clock);
    await open.settlePeople(soumu);
    await open.settleChannels(...channels);
    ({ number } = await open.file({ reporter: reporter() }));
    await deliver();
  });
  afterEach(() => open.close());

  const deliver = (): Promise<void> => deliverAll(open, teams);
  async function after(minutes: number): Promise<void> {
    open.clock.skip(minutes * MINUTE);
    await deliver();
    await deliver();
  }
  const confirm = (department: string) =>
    acknowledgeAlert(open.house, {
      alert: number,
      person: person({ id: `of-${department}`, department }),
      channel: undefined,
    });
  const summaries = (index: number): string[] =>
    teams.screen(channels[index]?.address.conversationId ?? '').map(({ summary }) => summary);
  const board = (): string =>
    teams
      .screen(chatOf(soumu))
      .filter(({ summary }) => summary.startsWith('緊急アラート'))
      .map(({ card }) => readingOf(card))
      .join('\n');

  it('are asked once more in their own channel after a quarter of an hour, and nobody else is', async () => {
    await confirm('zeimu');
    await after(15);
    const asked = channels.map((_, index) =>
      summaries(index).some((text) => text.includes('まだ確認していません')),
    );
    // 福祉課 raised it and knows; 税務課 has confirmed.
    assert.deepEqual(asked, [false, false, true, true]);
    assert.equal(board(), '', 'the coordinators are not troubled yet');
  });

  it('are shown to the coordinators when they stay silent, and disappear from there when they confirm', async () => {
    await after(15);
    await after(15);
    assert.match(board(), /税務課: まだ確認していません/u);
    assert.match(board(), /国保年金課: まだ確認していません/u);
    await confirm('zeimu');
    await deliver();
    assert.doesNotMatch(board(), /税務課: まだ/u);
    assert.match(board(), /確認した課: 税務課/u);
    await confirm('kokuho');
    await confirm('koseki');
    await deliver();
    assert.match(board(), /すべての課が確認しました/u);
  });

  it('are asked once only, however long they stay silent', async () => {
    await after(15);
    await after(15);
    await after(600);
    for (const index of [1, 2, 3]) {
      assert.equal(summaries(index).filter((text) => text.includes('まだ確認していません')).length, 1);
    }
  });

  it('are left alone when all have confirmed, and when the alert is over', async () => {
    for (const department of ['zeimu', 'kokuho', 'koseki']) await confirm(department);
    await after(15);
    for (const index of [0, 1, 2, 3]) assert.equal(summaries(index).length, 1);
    assert.equal((await open.house.alerts.read(number))?.chase, undefined);
  });

  it('are told apart from those whom the alert never reached', async () => {
    const late = await (async () => {
      const at = channels[1]?.address.conversationId ?? '';
      teams.trouble(at, { fault: new TeamsFault('blocked', 403) }, { fault: new TeamsFault('blocked', 403) });
      return open.file({
        reporter: reporter(),
        word: 'second',
        typed: {
          department: 'fukushi',
          date: '2026-11-20',
          time: '09:00',
          scene: 'phone',
          row1Words: '殴るぞ',
          danger: 'harm',
        },
      });
    })();
    await deliver();
    number = late.number;
    await after(15);
    await after(15);
    assert.match(board(), /税務課: 届いていません/u);
    assert.match(board(), /国保年金課: まだ確認していません/u);
  });
});
