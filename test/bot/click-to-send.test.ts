import assert from 'node:assert/strict';
import { channelsOf, openBot, openDelivery, openHouse } from '../builders/house.ts';
import { nonceFor, person, richTyped } from '../builders/records.ts';
import { createRecordingTeams } from '../builders/teams.ts';

describe('the log', () => {
  it('names one number from the click to the last message, and nobody', async () => {
    const open = openHouse();
    try {
      const teams = createRecordingTeams(open.clock);
      const bot = openBot(open, teams);
      await open.settlePeople(person({ id: 'sato' }));
      await open.settleChannels(...channelsOf(3));
      const nonce = nonceFor('sato');
      const data = { action: 'incident.submit', nonce, rows: 3, ...richTyped };
      await bot.execute('sato', data);
      const pressed = bot.lines.find(({ message }) => message === 'pressed');
      const number = String(pressed?.fields['about']);
      assert.match(number, /^\d{6}-/u);
      assert.equal(pressed?.fields['action'], 'incident.submit');
      const sending = openDelivery(open, { teams });
      sending.delivery.start();
      await open.clock.pass(60_000);
      await sending.delivery.stop();
      const sent = sending.lines.filter(({ message }) => message === 'delivered');
      assert.ok(sent.length >= 3, `${sent.length}`);
      for (const { fields } of sent) assert.equal(fields['about'], number);
      await bot.execute(
        'tanaka',
        { action: 'alert.acknowledge', alert: number },
        { in: 'channel', room: 'zeimu' },
      );
      const confirmed = bot.lines.find(({ fields }) => fields['action'] === 'alert.acknowledge');
      assert.equal(confirmed?.fields['about'], number);
      assert.doesNotMatch(JSON.stringify([bot.lines, sending.lines]), /名前-|29:|chat-|sato|tanaka/u);
    } finally {
      await open.close();
    }
  });
});
