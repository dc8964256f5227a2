import assert from 'node:assert/strict';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentContent } from '../../src/domain/incident/incident.ts';
import { rowCounts, rowFields } from '../../src/domain/incident/form-fields.ts';
import { type Desk, dataOf, offers, openDesk, readingOf, valuesOf } from '../bot/pressing.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { minimalTyped, person, richTyped } from '../builders/records.ts';

const half: TypedValues = { demand: '保険料の内訳を知りたい', row1Words: '明細を出せ' };
const quick = { look: '50代の男性', row1Words: '覚えておけ', urgent: 'true' };
const DAY = 86_400_000;

describe('a draft', () => {
  let open: OpenHouse;
  let desk: Desk;
  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(person());
  });
  afterEach(() => open.close());

  const demand = (card: object): string => valuesOf(card)['demand'] ?? '';

  async function left(via: 'execute' | 'submit' = 'execute', typed: TypedValues = half) {
    const form = await desk.say('sato', '記録');
    const kept = await desk.press('sato', form, 'incident.keep', typed, via);
    return { form, kept };
  }

  for (const via of ['execute', 'submit'] as const) {
    it(`kept by ${via} says so, and keeps everything on the card`, async () => {
      const { kept } = await left(via);
      assert.match(readingOf(kept.card), /下書きを保存しました/u);
      assert.equal(demand(kept.card), half['demand']);
      assert.equal((await open.house.incidents.filedBy(person().key, 10)).length, 0);
    });
  }

  it('is offered again under 「記録」, after a restart and from wherever, as the same form', async () => {
    const { form } = await left();
    const again = await desk.restarted().say('sato', '記録');
    assert.match(readingOf(again.card), /下書きの続きです/u);
    assert.equal(demand(again.card), half['demand']);
    assert.equal(valuesOf(again.card)['row1Words'], half['row1Words']);
    assert.equal(
      dataOf(again.card, 'incident.submit')['nonce'],
      dataOf(form.card, 'incident.submit')['nonce'],
    );
  });

  it('gives way to a fresh form on request, and is found again behind it', async () => {
    await left();
    const again = await desk.say('sato', '記録');
    assert.ok(offers(again.card, 'menu.record-new'));
    await desk.press('sato', again, 'menu.record-new');
    const { card: fresh } = desk.newest('sato');
    assert.equal(demand(fresh), '');
    assert.ok(!offers(fresh, 'menu.record-new'));
    assert.equal(demand((await desk.say('sato', '記録')).card), half['demand']);
  });

  it('is found again behind a 速報 that was more urgent', async () => {
    await left();
    const report = await desk.say('sato', '速報');
    await desk.press('sato', report, 'quick.submit', quick);
    assert.equal(demand((await desk.say('sato', '記録')).card), half['demand']);
  });

  it('is found again behind another record that was filed after errors', async () => {
    await left();
    await desk.press('sato', await desk.say('sato', '記録'), 'menu.record-new');
    const other = desk.newest('sato');
    const wrong = await desk.press('sato', other, 'incident.submit', { ...minimalTyped, time: '' });
    await desk.press('sato', wrong, 'incident.submit', minimalTyped);
    await desk.only(person().key);
    assert.equal(demand((await desk.say('sato', '記録')).card), half['demand']);
  });

  it('has the rows that were added', async () => {
    const form = await desk.say('sato', '記録');
    const more = await desk.press('sato', form, 'incident.more-rows', half);
    const last = rowFields(rowCounts.first + rowCounts.step).words;
    await desk.press('sato', more, 'incident.keep', { ...half, [last]: '最後の言葉' });
    const again = await desk.say('sato', '記録');
    assert.equal(valuesOf(again.card)[last], '最後の言葉');
  });

  it('is what was sent back with errors, too', async () => {
    const form = await desk.say('sato', '記録');
    await desk.press('sato', form, 'incident.submit', { ...richTyped, date: '' });
    assert.equal(demand((await desk.restarted().say('sato', '記録')).card), richTyped['demand']);
  });

  it('is what was sent back with advice, too', async () => {
    const form = await desk.say('sato', '記録');
    const typed = { ...minimalTyped, ...half, manner: '激しく迫られた。' };
    await desk.press('sato', form, 'incident.submit', typed);
    const again = await desk.say('sato', '記録');
    assert.equal(valuesOf(again.card)['manner'], typed.manner);
  });

  it('that became a record is not offered any more', async () => {
    const { kept } = await left();
    await desk.press('sato', { ...kept }, 'incident.submit', { ...minimalTyped, ...half });
    const { card } = await desk.say('sato', '記録');
    assert.equal(demand(card), '');
    assert.doesNotMatch(readingOf(card), /下書き/u);
  });

  it('cannot be kept any more once it became a record: the receipt says so', async () => {
    const { form, kept } = await left();
    await desk.press('sato', kept, 'incident.submit', { ...minimalTyped, ...half });
    const { number } = await desk.only(person().key);
    for (const action of ['incident.keep', 'incident.more-rows']) {
      const { card } = await desk.press('sato', form, action, { demand: '書き足し' });
      assert.match(readingOf(card), new RegExp(`受付番号 ${number}`, 'u'));
    }
    assert.equal(demand((await desk.say('sato', '記録')).card), '');
  });

  it('belongs to one person', async () => {
    await left();
    await open.settlePeople(person({ id: 'suzuki' }));
    assert.equal(demand((await desk.say('suzuki', '記録')).card), '');
  });

  it('of seven days ago is offered, an older one is not', async () => {
    await left();
    open.clock.skip(7 * DAY - 60_000);
    assert.equal(demand((await desk.say('sato', '記録')).card), half['demand']);
    open.clock.skip(2 * 60_000);
    assert.equal(demand((await desk.say('sato', '記録')).card), '');
  });

  it('that nobody typed into is no draft', async () => {
    await desk.say('sato', '記録');
    assert.doesNotMatch(readingOf((await desk.say('sato', '記録')).card), /下書き/u);
  });

  describe('of the rest of a 速報', () => {
    async function continued() {
      const report = await desk.say('sato', '速報');
      const { card } = await desk.press('sato', report, 'quick.submit', quick);
      await desk.press('sato', { card }, 'record.continue');
      return desk.newest('sato');
    }

    it('goes on completing that record, and makes no second one', async () => {
      const form = await continued();
      await desk.press('sato', form, 'incident.keep', { taken: '係長に代わった' });
      const again = await desk.restarted().say('sato', '記録');
      assert.equal(valuesOf(again.card)['taken'], '係長に代わった');
      await desk.press('sato', again, 'incident.submit');
      const record = await desk.only(person().key);
      assert.equal(record.shell, undefined);
      assert.equal(currentContent(record).taken, '係長に代わった');
    });

    it('is not offered any more when it was completed after errors', async () => {
      const form = await continued();
      const wrong = await desk.press('sato', form, 'incident.submit', { time: '' });
      assert.match(readingOf(wrong.card), /始まった時刻を入れて/u);
      await desk.press('sato', wrong, 'incident.submit', { time: '14:10' });
      assert.equal((await desk.only(person().key)).shell, undefined);
      assert.doesNotMatch(readingOf((await desk.say('sato', '記録')).card), /下書き/u);
    });

    it('cannot be kept any more once it was completed', async () => {
      const form = await continued();
      await desk.press('sato', form, 'incident.submit', { taken: '係長に代わった' });
      const late = await desk.press('sato', form, 'incident.keep', { taken: '別の話' });
      assert.match(readingOf(late.card), /保存しました/u);
      assert.doesNotMatch(readingOf(late.card), /下書き/u);
    });
  });
});
