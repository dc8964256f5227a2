import assert from 'node:assert/strict';
import { createExpansion } from '../../src/delivery/expand.ts';
import { type Contact, formNonce } from '../../src/domain/companion/contact.ts';
import { chooseAnswer, tapContact, writeLine } from '../../src/workflow/companion/tap-contact.ts';
import { decideAsk } from '../../src/workflow/companion/decide-ask.ts';
import { noteShown, startContact, startPractice } from '../../src/workflow/companion/start-contact.ts';
import type { House } from '../../src/workflow/ports.ts';
import {
  channelsOf,
  chatOf,
  chief,
  companion,
  deliverAll,
  type OpenHouse,
  openHouse,
  reporter,
} from '../builders/house.ts';
import { nonceFor } from '../builders/records.ts';
import { createRecordingTeams, textOf } from '../builders/teams.ts';

const secrets = {
  heard: '言葉秘 権田原 090-1357-2468',
  note: '様子秘 生活保護',
  answer: '返事秘 離婚',
};

describe('what a contact owes to others', () => {
  let open: OpenHouse;
  const sato = reporter();
  const boss = chief();
  const deputy = chief({ id: 'kakaricho', name: '木村 次郎' });
  const channels = channelsOf(4);

  beforeEach(async () => {
    open = openHouse();
    await open.settlePeople(sato, boss, deputy);
    await open.settleChannels(...channels);
  });
  afterEach(() => open.close());

  let pressed = 0;
  const own = (contact: Contact) => {
    pressed += 1;
    return { person: sato, contact: contact.id, nonce: nonceFor(`press ${pressed}`), messageId: undefined };
  };
  const tap = (house: House, contact: Contact, what: string, which = '') =>
    tapContact(house, own(contact), { what, which });

  async function begun(): Promise<Contact> {
    const { house } = open;
    const start = { person: sato, nonce: nonceFor('start'), scene: 'counter', line: 'fukushi-mado' } as const;
    const contact = await startContact(house, start);
    await noteShown(house, contact, 'first-message');
    return contact;
  }

  /** Everything that can be said, written, asked and decided in one contact. */
  async function everything(): Promise<Contact> {
    const { house } = open;
    const contact = await begun();
    await tap(house, contact, 'situation', 'threat');
    await writeLine(house, own(contact), { kind: 'caller', text: secrets.heard });
    await writeLine(house, own(contact), { kind: 'note', text: secrets.note });
    await tap(house, contact, 'support');
    await tap(house, contact, 'emergency');
    await tap(house, contact, 'ask', 'stop');
    const asked = (await house.contacts.read(sato.key, contact.id))?.taps.at(-1);
    assert.equal(asked?.did.what, 'ask');
    await decideAsk(house, {
      owner: sato.key,
      contact: contact.id,
      of: asked?.seq ?? 0,
      action: 'decline',
      note: secrets.answer,
      person: boss,
    });
    await tap(house, contact, 'ended');
    return contact;
  }

  it('never shows a channel a word, a name or a situation, whatever happened', async () => {
    const teams = createRecordingTeams(open.clock);
    const contact = await begun();
    await tap(open.house, contact, 'support');
    await deliverAll(open, teams);
    await everything();
    await deliverAll(open, teams);
    const inChannels = channels.flatMap(({ address }) => teams.sentTo(address.conversationId));
    assert.ok(inChannels.length > 0);
    for (const { message } of inChannels) {
      const text = textOf(message);
      for (const word of [
        ...Object.values(secrets),
        '権田原',
        sato.name,
        boss.name,
        '脅し',
        sato.key.slice(1),
      ]) {
        assert.ok(!text.includes(word), word);
      }
      assert.ok(!text.includes('"Action.Execute"'), 'nothing to press, so nothing to carry');
    }
    const elsewhere = channels
      .filter(({ department }) => department !== 'fukushi')
      .flatMap(({ address }) => teams.sentTo(address.conversationId));
    assert.deepEqual(elsewhere, []);
  });

  it('is owed once, however often it is written down', async () => {
    const contact = await everything();
    const teams = createRecordingTeams(open.clock);
    await deliverAll(open, teams);
    const rows = (await open.house.owed.about(contact.id)).map(({ id }) => id);
    const posts = teams.calls.filter(({ kind }) => kind === 'post').length;
    await open.house.contacts.change(sato.key, contact.id, (current) => ({
      next: { ...current, expanded: 0 },
      result: undefined,
    }));
    await deliverAll(open, teams);
    assert.deepEqual(
      (await open.house.owed.about(contact.id)).map(({ id }) => id).toSorted(),
      rows.toSorted(),
    );
    assert.equal(teams.calls.filter(({ kind }) => kind === 'post').length, posts);
  });

  it('is not lost when writing it down fails: the contact is named, and the next sweep finds it', async () => {
    const contact = await begun();
    await tap(open.house, contact, 'support');
    let broken = true;
    const house: House = {
      ...open.house,
      owed: {
        ...open.house.owed,
        owe: (debts, now) => (broken ? Promise.reject(new Error('away')) : open.house.owed.owe(debts, now)),
      },
    };
    const named: string[] = [];
    await createExpansion(house).sweep((about) => named.push(about));
    assert.deepEqual(named, [contact.id]);
    assert.deepEqual(await open.house.owed.about(contact.id), []);
    broken = false;
    await createExpansion(house).sweep((about) => named.push(about));
    assert.equal(named.length, 1);
    const kinds = (await open.house.owed.about(contact.id)).map(({ shows }) => shows.kind);
    assert.deepEqual(kinds.toSorted(), ['contact', ...Array<string>(3).fill('contact-support')]);
    assert.deepEqual(await open.house.contacts.unexpanded(10), []);
  });

  it('of a request that was taken back before anybody was told is nothing', async () => {
    const contact = await begun();
    await tap(open.house, contact, 'support');
    await tap(open.house, contact, 'undone', '1');
    const teams = createRecordingTeams(open.clock);
    await deliverAll(open, teams);
    assert.deepEqual(
      (await open.house.owed.about(contact.id)).map(({ shows }) => shows.kind),
      ['contact'],
    );
  });

  it('holds ten taps that arrive at the same moment, each twice: ten, in one order', async () => {
    const contact = await begun();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => index).flatMap((index) => {
        const press = {
          person: sato,
          contact: contact.id,
          nonce: nonceFor(`same moment ${index}`),
          messageId: undefined,
        };
        return [0, 1].map(() => tapContact(open.house, press, { what: 'step', which: 'stop' }));
      }),
    );
    const stored = await open.house.contacts.read(sato.key, contact.id);
    assert.deepEqual(
      stored?.taps.map(({ seq }) => seq),
      Array.from({ length: 10 }, (_, index) => index + 1),
    );
  });

  it('does not write over what the person typed into the form since', async () => {
    const contact = await everything();
    await deliverAll(open, createRecordingTeams(open.clock));
    const nonce = formNonce(contact);
    const form = await open.house.forms.read(sato.key, nonce);
    assert.ok(form);
    await open.house.forms.keep({ ...form, typed: { ...form.typed, row1Words: '直した言葉' } });
    await tap(open.house, contact, 'reason', 'harm');
    await deliverAll(open, createRecordingTeams(open.clock));
    assert.equal((await open.house.forms.read(sato.key, nonce))?.typed?.['row1Words'], '直した言葉');
  });

  it('of a practice is its own card and nothing else', async () => {
    const { house } = open;
    const [scenario] = companion.scenarios;
    assert.ok(scenario);
    const contact = await startPractice(house, {
      person: sato,
      nonce: nonceFor('practice'),
      scenario: scenario.id,
    });
    assert.ok(contact);
    await noteShown(house, contact, 'practice-message');
    const press = { person: sato, contact: contact.id, messageId: undefined };
    for (const turn of scenario.turns.keys()) await chooseAnswer(house, press, { turn, choice: 0 });
    const teams = createRecordingTeams(open.clock);
    await deliverAll(open, teams);
    assert.deepEqual(
      (await house.owed.about(contact.id)).map(({ shows }) => shows.kind),
      ['contact'],
    );
    const shown = teams.sentTo(chatOf(sato)).at(-1);
    assert.match(shown?.message.summary ?? '', /^練習/u);
    assert.match(textOf(shown?.message ?? { card: {}, summary: '' }), /結果: /u);
  });
});
