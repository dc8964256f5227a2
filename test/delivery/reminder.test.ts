import assert from 'node:assert/strict';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { dayAndTime } from '../../src/domain/time.ts';
import { type Desk, offers, openDesk, readingOf } from '../bot/pressing.ts';
import { channelsOf, type OpenHouse, openHouse } from '../builders/house.ts';
import { person } from '../builders/records.ts';

const quick: TypedValues = { look: '50代の男性', row1Words: '覚えておけ', danger: 'harm', urgent: 'true' };
const HOUR = 3_600_000;

describe('the reminder to finish a 速報', () => {
  let open: OpenHouse;
  let desk: Desk;
  let number: string;

  async function begin(now?: Date): Promise<void> {
    open = openHouse(now === undefined ? {} : { now });
    desk = openDesk(open);
    await open.settlePeople(person());
    await open.settleChannels(...channelsOf(2));
    const form = await desk.say('sato', '速報');
    await desk.press('sato', form, 'quick.submit', quick);
    ({ number } = await desk.only(person().key));
    await desk.deliver();
  }
  afterEach(() => open.close());

  const reminders = () =>
    desk.teams.sentTo('chat-sato').filter(({ message }) => message.summary.startsWith('速報の続きを書いて'));
  const row = async () => {
    const found = (await open.house.owed.about(number)).find(({ id }) => id === 'reminder');
    assert.ok(found);
    return found;
  };

  it('is owed for later, and comes then, once', async () => {
    await begin();
    assert.equal(dayAndTime((await row()).dueAt), '11月21日 16:15');
    await desk.deliver(HOUR);
    assert.equal(reminders().length, 0, 'not yet');
    await desk.deliver(HOUR + 10 * 60_000);
    const [reminder, ...more] = reminders();
    assert.ok(reminder);
    assert.deepEqual(more, []);
    assert.match(readingOf(reminder.message.card), /11月21日 17:15/u);
    assert.match(readingOf(reminder.message.card), new RegExp(number, 'u'));
    assert.ok(offers(reminder.message.card, 'record.continue'));
    assert.doesNotMatch(JSON.stringify(reminder.message), /覚えておけ|50代/u);
    await desk.deliver(24 * HOUR);
    assert.equal(reminders().length, 1);
  });

  it('of the evening comes on the next day', async () => {
    await begin(new Date('2026-11-21T10:00:00Z'));
    assert.equal(dayAndTime((await row()).dueAt), '11月22日 16:15');
  });

  it('is void once the record was completed', async () => {
    await begin();
    await desk.press('sato', desk.newest('sato', /^記録しました/u), 'record.continue');
    await desk.press('sato', desk.newest('sato'), 'incident.submit', { taken: '係長に代わった' });
    await desk.deliver(5 * HOUR);
    assert.equal(reminders().length, 0);
    assert.deepEqual([(await row()).state, (await row()).reason], ['parked', 'nothing-to-show']);
  });

  it('still comes when only a part was written', async () => {
    await begin();
    await desk.bot.execute('sato', { action: 'record.edit', number });
    const part = await desk.press('sato', desk.newest('sato'), 'edit.open', { group: 'who' });
    await desk.press('sato', part, 'edit.save', { clothing: '紺の上着' });
    await desk.deliver(5 * HOUR);
    assert.equal(reminders().length, 1);
  });

  it('survives a restart in between', async () => {
    await begin();
    await desk.restarted().deliver(5 * HOUR);
    assert.equal(reminders().length, 1);
  });

  it('whose button is pressed after the record was completed opens its parts', async () => {
    await begin();
    await desk.deliver(5 * HOUR);
    const old = desk.newest('sato', /^速報の続き/u);
    await desk.press('sato', old, 'record.continue');
    await desk.press('sato', desk.newest('sato'), 'incident.submit', { taken: '係長に代わった' });
    await desk.press('sato', old, 'record.continue');
    assert.ok(offers(desk.newest('sato').card, 'edit.open'));
  });
});
