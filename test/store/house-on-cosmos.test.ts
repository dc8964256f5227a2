import assert from 'node:assert/strict';
import { acknowledgeAlert } from '../../src/workflow/answer-alert.ts';
import { decide, escalate } from '../../src/workflow/escalate.ts';
import {
  channelsOf,
  chatOf,
  chief,
  openBot,
  openDelivery,
  type OpenHouse,
  openHouse,
  reporter,
} from '../builders/house.ts';
import { nonceFor, richTyped } from '../builders/records.ts';
import { startCosmos, type TestCosmos } from '../builders/store-cosmos.ts';
import { createRecordingTeams, textOf } from '../builders/teams.ts';

describe('the house on the Cosmos driver, over TLS', () => {
  let cosmos: TestCosmos;
  let open: OpenHouse;

  before(async function () {
    this.timeout(30_000);
    cosmos = await startCosmos();
    open = openHouse({ over: () => cosmos.store() });
  });
  after(async () => {
    await open.close();
    await cosmos.stop();
  });

  it('keeps, alerts, confirms, asks and decides as on the embedded store', async () => {
    const channels = channelsOf(3);
    const teams = createRecordingTeams(open.clock);
    const { delivery } = openDelivery(open, { teams });
    const boss = chief();
    await open.settlePeople(boss);
    await open.settleChannels(...channels);
    const incident = await open.file({ reporter: reporter(), messageId: 'form' });
    assert.equal((await open.file({ reporter: reporter() })).number, incident.number, 'filed once');
    delivery.start();
    const shows = async (room: string, words: string): Promise<void> => {
      for (let turn = 0; turn < 400; turn += 1) {
        if (teams.screen(room).some((message) => textOf(message).includes(words))) return;
        delivery.nudge();
        await open.clock.pass(200);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`${room} never showed ${words}`);
    };
    for (const { address } of channels) await shows(address.conversationId, incident.number);

    await acknowledgeAlert(open.house, { alert: incident.number, person: boss, channel: channels[1] });
    for (const { address } of channels) await shows(address.conversationId, '確認 1/3');
    const asked = await escalate(open.house, {
      number: incident.number,
      nonce: nonceFor('ask'),
      asked: 'police',
      reason: '家を知っていると言われた',
      person: reporter(),
    });
    assert.ok(asked.kind === 'asked');
    await shows(chatOf(boss), '上申が届いています');
    const decided = await decide(open.house, {
      number: incident.number,
      escalation: asked.escalation.id,
      action: 'approve',
      reason: '',
      person: boss,
    });
    assert.equal(decided.kind, 'decided');
    await shows(chatOf(boss), '承認: 警察相談');
    const stopped = delivery.stop();
    await open.clock.pass(60_000);
    await stopped;
  }).timeout(30_000);

  it('takes at most three requests on the wire for a submit', async () => {
    const bot = openBot(open);
    await bot.execute('someone', {
      action: 'person.register',
      department: 'fukushi',
      role: 'staff',
      next: 'menu',
    });
    cosmos.takeRequests();
    const answer = await bot.execute('someone', {
      action: 'incident.submit',
      ...richTyped,
      nonce: nonceFor('wire'),
      rows: '3',
    });
    assert.equal(answer.statusCode, 200);
    const submit = cosmos.takeRequests().length;
    assert.ok(submit <= 3, `submit: ${submit}`);
  });
});
