import assert from 'node:assert/strict';
import { actionNames } from '../../src/cards/actions.ts';
import { rowCounts, rowFields } from '../../src/domain/incident/form-fields.ts';
import type { OutgoingMessage } from '../../src/workflow/teams-port.ts';
import {
  channelsOf,
  COORDINATOR,
  installed,
  openBot,
  openDelivery,
  type OpenHouse,
  openHouse,
} from '../builders/house.ts';
import { approver, minimalTyped, nonceFor, person, richTyped } from '../builders/records.ts';
import { textOf } from '../builders/teams.ts';

type Node = Record<string, unknown>;

/** Every object of a card. */
function nodesOf(card: unknown): Node[] {
  if (Array.isArray(card)) return card.flatMap(nodesOf);
  if (typeof card !== 'object' || card === null) return [];
  return [card as Node, ...Object.values(card).flatMap(nodesOf)];
}

/** What the inputs of a card hold, by their id. */
const inputsOf = (card: unknown): Record<string, unknown> =>
  Object.fromEntries(
    nodesOf(card)
      .filter(
        ({ type, id }) => typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string',
      )
      .map(({ id, value }) => [id, value ?? '']),
  );

const buttonsOf = (card: unknown): Node[] => nodesOf(card).filter(({ type }) => type === 'Action.Execute');

const dataOf = (card: unknown, action: string): Node => {
  const found = buttonsOf(card).find(({ verb }) => verb === action);
  assert.ok(found, `no button ${action}`);
  return found['data'] as Node;
};

const CARD = 'application/vnd.microsoft.card.adaptive';
const TEXT = 'application/vnd.microsoft.activity.message';

describe('the bot', () => {
  let open: OpenHouse;
  let bot: ReturnType<typeof openBot>;
  afterEach(() => open.close());

  function begin(local = false): void {
    open = openHouse({ local });
    bot = openBot(open);
  }

  const last = (id: string): OutgoingMessage => {
    const message = bot.teams.screen(`chat-${id}`).at(-1);
    assert.ok(message, 'nothing was sent');
    return message;
  };

  /** A form in the chat of a member of 福祉課: what its button carries, and its message. */
  async function formFor(id = 'sato'): Promise<{ data: Node; messageId: string }> {
    await open.settlePeople(person({ id }));
    await bot.say(id, '記録');
    const sent = bot.teams.sentTo(`chat-${id}`).at(-1);
    assert.ok(sent);
    return { data: dataOf(sent.message.card, 'incident.submit'), messageId: sent.activityId };
  }

  const recordsOf = (id: string) => open.house.incidents.filedBy(person({ id }).key, 100);

  describe('in a chat', () => {
    for (const [word, summary] of [
      ['記録', /5W1H/u],
      [' 記録する\n', /5W1H/u],
      ['きろく', /5W1H/u],
      ['調べる', /^調べる/u],
      ['検索', /^調べる/u],
      ['使い方', /^使い方/u],
      ['ﾍﾙﾌﾟ', /^使い方/u],
      ['承認者', /承認者は登録できません/u],
      ['こんにちは', /記録する・調べる・使い方/u],
      ['', /記録する・調べる・使い方/u],
    ] as const) {
      it(`answers 「${word.trim()}」 with ${summary.source}`, async () => {
        begin();
        await open.settlePeople(person());
        await bot.say('sato', word);
        assert.match(last('sato').summary, summary);
        assert.equal(bot.teams.calls.length, 1);
      });
    }

    it('asks a stranger for the department first, and then gives what they came for', async () => {
      begin();
      await bot.say('new', '記録');
      assert.match(last('new').summary, /所属の課/u);
      const register = dataOf(last('new').card, 'person.register');
      const answer = await bot.execute('new', { ...register, department: 'zeimu' }, { messageId: 'm1' });
      assert.equal(answer.type, TEXT);
      assert.equal(inputsOf(last('new').card)['department'], 'zeimu');
      assert.equal((await open.house.people.read(person({ id: 'new' }).key))?.department, 'zeimu');
    });

    it('keeps the question with its error when no department was chosen', async () => {
      begin();
      await bot.say('new', '調べる');
      const register = dataOf(last('new').card, 'person.register');
      const answer = await bot.execute('new', { ...register, department: '' });
      assert.equal(answer.type, CARD);
      assert.match(JSON.stringify(answer.value), /課を選んでください。/u);
      assert.equal(dataOf(answer.value, 'person.register')['next'], 'look-up');
    });

    it('does not believe a role in production, whatever the card sends', async () => {
      begin();
      await bot.say('new', 'こんにちは');
      const register = dataOf(last('new').card, 'person.register');
      const answer = await bot.execute('new', { ...register, department: 'zeimu', role: 'coordinator' });
      assert.ok(!JSON.stringify(answer.value).includes('approver.'), 'no way to the approvers');
      const known = await open.house.people.read(person({ id: 'new' }).key);
      assert.deepEqual([known?.declaredCoordinator, known?.approverOf], [false, []]);
    });

    it('shows no way to the approvers to somebody who declared to be coordinator in another mode', async () => {
      begin();
      const { department: _, ...stranger } = person({ declaredCoordinator: true });
      await open.settlePeople(stranger);
      const data = { action: 'person.register', next: 'menu', department: 'zeimu' };
      const { value } = await bot.execute('sato', data);
      const other = await bot.execute(COORDINATOR, data);
      assert.match(JSON.stringify(other.value), /承認者/u);
      assert.doesNotMatch(JSON.stringify(value), /承認者/u);
    });

    it('gives the coordinator of the settings the list of approvers', async () => {
      begin();
      await open.settlePeople(person({ id: COORDINATOR, department: 'somu' }));
      await bot.say(COORDINATOR, '承認者');
      assert.match(last(COORDINATOR).summary, /^承認者の登録/u);
    });

    it('greets once, whoever says how often that the bot was installed', async () => {
      begin();
      for (let i = 0; i < 3; i += 1) {
        await bot.event('sato', { type: 'installationUpdate', action: 'add' });
        await bot.event('sato', {
          type: 'conversationUpdate',
          membersAdded: [{ id: '28:tate' }, { id: '29:sato' }],
        });
      }
      assert.equal((await open.house.owed.about(person().key)).length, 1);
      assert.equal(bot.teams.calls.length, 0, 'the delivery greets, not the turn');
    });
  });

  describe('given a form', () => {
    it('stores the record and shows the receipt in the answer', async () => {
      begin();
      const { data, messageId } = await formFor();
      const answer = await bot.execute('sato', { ...data, ...richTyped }, { messageId });
      const [incident] = await recordsOf('sato');
      assert.equal(answer.type, CARD);
      assert.match(JSON.stringify(answer.value), new RegExp(incident?.number ?? 'none', 'u'));
      assert.equal(incident?.submission.messageId, messageId);
      assert.equal(bot.teams.sentTo('chat-sato').length, 1, 'the delivery replaces the form');
    });

    it('stores one record however often and wherever it is pressed', async () => {
      begin();
      const { data, messageId } = await formFor();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          bot.execute(
            'sato',
            { ...data, ...richTyped },
            { messageId: index < 5 ? messageId : `other-${index}` },
          ),
        ),
      );
      await bot.submit('sato', { ...data, ...richTyped, action: 'incident.submit' }, { messageId });
      const records = await recordsOf('sato');
      assert.equal(records.length, 1);
      for (const { value } of answers)
        assert.match(JSON.stringify(value), new RegExp(records[0]?.number ?? 'none', 'u'));
    });

    it('by Action.Submit stores the record too, and the delivery puts the receipt in its place', async () => {
      begin();
      const { data, messageId } = await formFor();
      assert.deepEqual(
        await bot.submit('sato', { ...data, ...richTyped, action: 'incident.submit' }, { messageId }),
        {
          kind: 'done',
        },
      );
      const { delivery } = openDelivery(open, { teams: bot.teams });
      delivery.start();
      await open.clock.pass(3_000);
      const stopped = delivery.stop();
      await open.clock.pass(6_000);
      await stopped;
      const [message, ...more] = bot.teams.screen('chat-sato');
      assert.deepEqual(more, []);
      assert.match(message?.summary ?? '', /^記録しました 受付番号/u);
    });

    it('with errors gives the same card back: everything typed, every error beside its field', async () => {
      begin();
      const { data, messageId } = await formFor();
      // The end lies in the future as well.
      const typed = { ...richTyped, date: '2026-12-24', minutes: 'abc', place: 'あ'.repeat(81), row2At: 'x' };
      const { type, value } = await bot.execute('sato', { ...data, ...typed }, { messageId });
      assert.equal(type, CARD);
      const inputs = inputsOf(value);
      for (const [field, text] of Object.entries(typed)) assert.equal(inputs[field], text, field);
      const card = JSON.stringify(value);
      for (const says of [
        /まだ来ていない日付/u,
        /0 から 1440/u,
        /80字までです\(いま81字\)/u,
        /5か所を直して/u,
      ]) {
        assert.match(card, says);
      }
      assert.deepEqual(dataOf(value, 'incident.submit'), data, 'the same form');
      assert.deepEqual(await recordsOf('sato'), []);
      const kept = await open.house.forms.read(person().key, String(data['nonce']));
      assert.deepEqual([kept?.typed?.['place'], kept?.messageId], [typed.place, messageId]);
    });

    it('with errors shows each one right behind its input', async () => {
      begin();
      const { data, messageId } = await formFor();
      const { value } = await bot.execute(
        'sato',
        { ...data, ...richTyped, place: 'あ'.repeat(81) },
        { messageId },
      );
      const nodes = nodesOf(value);
      const input = nodes.findIndex(({ id }) => id === 'place');
      const error = nodes.findIndex(({ text }) => typeof text === 'string' && text.startsWith('80字まで'));
      assert.ok(
        error > input && !nodes.slice(input + 1, error).some(({ type }) => String(type).startsWith('Input.')),
      );
    });

    it('with errors by Action.Submit replaces the message by the same card', async () => {
      begin();
      const { data, messageId } = await formFor();
      await bot.submit('sato', { ...data, ...richTyped, date: '', action: 'incident.submit' }, { messageId });
      assert.equal(bot.teams.screen('chat-sato').length, 1);
      assert.equal(inputsOf(last('sato').card)['demand'], richTyped['demand']);
    });

    it('corrected after errors becomes a record', async () => {
      begin();
      const { data, messageId } = await formFor();
      const { value } = await bot.execute('sato', { ...data, ...richTyped, date: '' }, { messageId });
      await bot.execute('sato', { ...dataOf(value, 'incident.submit'), ...richTyped }, { messageId });
      assert.equal((await recordsOf('sato')).length, 1);
    });

    it('adds rows without losing a letter, until there is no button for more', async () => {
      begin();
      const { data, messageId } = await formFor();
      const typed = { ...richTyped, date: 'まだ' };
      let carried: Node = data;
      for (let rows: number = rowCounts.first; rows < rowCounts.most; ) {
        rows = Math.min(rows + rowCounts.step, rowCounts.most);
        const { value } = await bot.execute(
          'sato',
          { ...carried, ...typed, action: 'incident.more-rows' },
          { messageId },
        );
        const inputs = inputsOf(value);
        for (const [field, text] of Object.entries(typed)) assert.equal(inputs[field], text);
        assert.ok(`row${rows}Words` in inputs && !(`row${rows + 1}Words` in inputs));
        assert.equal(
          buttonsOf(value).some(({ verb }) => verb === 'incident.more-rows'),
          rows < rowCounts.most,
        );
        carried = dataOf(value, 'incident.submit');
      }
    });

    it('keeps all rows when the last one has an error', async () => {
      begin();
      const { data, messageId } = await formFor();
      const { words } = rowFields(rowCounts.most);
      const typed = { ...minimalTyped, [words]: 'あ'.repeat(301) };
      const { value } = await bot.execute('sato', { ...data, rows: rowCounts.most, ...typed }, { messageId });
      assert.equal(inputsOf(value)[words], 'あ'.repeat(301));
      assert.match(JSON.stringify(value), /300字までです\(いま301字\)/u);
    });

    it('that is far too old is exchanged for a new one with everything typed, which can be sent', async () => {
      begin();
      await open.settlePeople(person());
      const { value } = await bot.execute(
        'sato',
        { action: 'incident.submit', nonce: '260101-0000000000000001', rows: 3, ...richTyped },
        { messageId: 'old' },
      );
      const data = dataOf(value, 'incident.submit');
      assert.notEqual(data['nonce'], '260101-0000000000000001');
      assert.match(JSON.stringify(value), /用紙が古くなった/u);
      assert.equal(inputsOf(value)['demand'], richTyped['demand']);
      await bot.execute('sato', { ...data, ...richTyped }, { messageId: 'old' });
      assert.equal((await recordsOf('sato')).length, 1);
    });

    it('takes the department of a stranger from the form', async () => {
      begin();
      await bot.execute('new', { action: 'incident.submit', nonce: nonceFor('x'), rows: 3, ...minimalTyped });
      assert.equal((await open.house.people.read(person({ id: 'new' }).key))?.department, 'fukushi');
      assert.equal((await recordsOf('new')).length, 1);
    });
  });

  describe('in a channel', () => {
    const zeimu = installed();
    const there = { in: 'channel', room: 'zeimu' } as const;

    for (const [late, state] of [
      ['2026-11-21T05:00:00.000Z', 'active'],
      ['2026-11-21T05:20:00.000Z', 'removed'],
    ] as const) {
      it(`is ${state} after news of a removal at ${late} that comes after an installation at 05:10`, async () => {
        begin();
        const there = { in: 'channel', room: 'koen' } as const;
        const add = { type: 'installationUpdate', action: 'add', timestamp: '2026-11-21T05:10:00.000Z' };
        await bot.event('x', add, there);
        await bot.event('x', { type: 'installationUpdate', action: 'remove', timestamp: late }, there);
        const { key } = installed({ id: 'koen' });
        assert.equal((await open.house.channels.read(key))?.state, state);
      });
    }

    it('asks whose it is once installed, and binds it for somebody entitled', async () => {
      begin();
      await bot.event('x', { type: 'installationUpdate', action: 'add' }, there);
      await bot.event('x', { type: 'installationUpdate', action: 'add' }, there);
      assert.equal((await open.house.owed.about(zeimu.key)).length, 1);
      await open.settlePeople(approver({ approverOf: ['zeimu'] }));
      const refused = await bot.execute('x', { action: 'channel.bind', department: 'zeimu' }, there);
      assert.match(JSON.stringify(refused.value), /総務課の調整担当か、その課の承認者/u);
      const bound = await bot.execute('kacho', { action: 'channel.bind', department: 'zeimu' }, there);
      assert.match(JSON.stringify(bound.value), /税務課/u);
      assert.equal((await open.house.channels.read(zeimu.key))?.department, 'zeimu');
    });

    it('answers 設定 with the question, other words with the way to the chat', async () => {
      begin();
      await open.settleChannels(zeimu);
      await bot.say('x', '<at>Tate</at> 設定', there);
      await bot.say('x', '<at>Tate</at> 記録 山本太郎がまた来た', there);
      const [bind, hint] = bot.teams.screen(zeimu.address.conversationId);
      assert.match(bind?.summary ?? '', /どの課/u);
      assert.match(hint?.summary ?? '', /1対1のチャット/u);
      assert.doesNotMatch(textOf(hint ?? { card: {}, summary: '' }), /山本/u);
    });

    it('counts 確認しました and いま来ています, and answers with the new card', async () => {
      begin();
      const incident = await withAlert();
      const answer = await bot.execute('tanaka', { action: 'alert.acknowledge', alert: incident }, there);
      assert.match(JSON.stringify(answer.value), /\(税務課\)/u);
      await bot.submit('tanaka', { action: 'alert.sighting', alert: incident, place: 'entrance' }, there);
      const alert = await open.house.alerts.read(incident);
      assert.deepEqual([alert?.acknowledgements.length, alert?.sightings[0]?.place], [1, 'entrance']);
      assert.equal(bot.teams.sentTo(zeimu.address.conversationId).length, 1, 'the delivery draws the card');
    });

    it('sends 詳しく to the presser, and says in the channel no more than that', async () => {
      begin();
      const incident = await withAlert();
      const answer = await bot.execute('tanaka', { action: 'alert.details', alert: incident }, there);
      assert.deepEqual([answer.type, answer.value], [TEXT, 'Tateとあなたのチャットに送りました。']);
      await bot.submit('tanaka', { action: 'alert.details', alert: incident }, there);
      assert.equal(bot.teams.sentTo(zeimu.address.conversationId).length, 1);
    });

    it('is silent about a number that does not exist, except to say so', async () => {
      begin();
      await open.settleChannels(zeimu);
      const answer = await bot.execute('x', { action: 'alert.acknowledge', alert: '261121-000000' }, there);
      assert.equal(answer.type, TEXT);
    });

    /** An alert that stands in 税務課's channel; its number. */
    async function withAlert(): Promise<string> {
      await open.settleChannels(...channelsOf(2));
      await open.settlePeople(person({ id: 'tanaka', department: 'zeimu' }));
      const { number } = await open.file();
      const { delivery } = openDelivery(open, { teams: bot.teams });
      delivery.start();
      await open.clock.pass(3_000);
      const stopped = delivery.stop();
      await open.clock.pass(6_000);
      await stopped;
      return number;
    }

    /** Words of the record and of people, and the buttons of cards that hold such words. */
    const SECRETS = [
      '山本',
      'お前では',
      '給付を',
      '秘密',
      '名前-',
      'incident.submit',
      'escalation.',
      'approver.',
    ];
    const HARMLESS = new Set([
      'menu.help',
      'channel.bind',
      'alert.acknowledge',
      'alert.sighting',
      'alert.left',
      'alert.mistaken',
      'alert.details',
    ]);
    for (const via of ['execute', 'submit'] as const) {
      for (const action of actionNames) {
        it(`lets ${action} by ${via} show nothing private, whoever presses it`, async () => {
          begin(true);
          const number = await withAlert();
          const all = person({ id: 'boss', approverOf: ['fukushi'], declaredCoordinator: true });
          await open.settlePeople(all);
          const incident = await open.house.incidents.read(number);
          assert.ok(incident);
          await bot.execute('sato', {
            action: 'escalation.submit',
            number,
            nonce: nonceFor('e'),
            asked: 'police',
            reason: '秘密の理由',
          });
          const escalation = (await open.house.incidents.read(number))?.escalations[0]?.id;
          const before = bot.teams.calls.length;
          const data = {
            ...richTyped,
            action,
            number,
            alert: number,
            escalation,
            decision: 'return',
            nonce: nonceFor('f'),
            rows: 3,
            department: 'fukushi',
            next: 'record',
            asked: 'police',
            reason: '',
          };
          for (const presser of ['boss', 'sato']) {
            const where = { ...there, messageId: 'm2' };
            if (via === 'submit') await bot.submit(presser, data, where);
            else {
              const { type } = await bot.execute(presser, data, where);
              if (!HARMLESS.has(action)) assert.notEqual(type, CARD, action);
            }
          }
          await open.clock.settle();
          for (const { message, where } of bot.teams.calls.slice(before)) {
            // A passing line may go to the presser's own chat, never anywhere else.
            assert.ok([zeimu.address.conversationId, 'chat-boss', 'chat-sato'].includes(where), where);
            const shown = SECRETS.filter((secret) => textOf(message).includes(secret));
            assert.deepEqual(shown, [], message.summary);
          }
          assert.equal((await open.house.incidents.read(number))?.escalations[0]?.state, 'pending');
        });
      }
    }
  });

  it('asks people of a group chat to come to the 1:1 chat, and gives no form there', async () => {
    begin();
    await open.settlePeople(person());
    await bot.say('sato', '記録', { in: 'group' });
    const [message] = bot.teams.screen('19:sato@unq.gbl.spaces');
    assert.match(message?.summary ?? '', /1対1/u);
    const answer = await bot.execute('sato', { action: 'menu.record' }, { in: 'group' });
    assert.equal(answer.type, TEXT);
    assert.equal(bot.teams.calls.length, 1);
    assert.equal(
      (await open.house.people.read(person().key))?.chat,
      undefined,
      'a group is not the own chat',
    );
  });

  it('answers a button that does not exist any more', async () => {
    begin();
    const answer = await bot.execute('sato', { action: 'menu.gone' });
    assert.deepEqual([answer.statusCode, answer.type], [400, 'application/vnd.microsoft.error']);
    assert.deepEqual(await bot.submit('sato', { action: 'menu.gone' }), { kind: 'done' });
    assert.equal(bot.teams.calls.length, 0);
  });

  it('turns a foreign tenant away without a trace of the person', async () => {
    open = openHouse();
    bot = openBot(open);
    const outcome = await bot.takeTurn({ type: 'message', text: '秘密' });
    assert.equal(outcome.kind, 'invoke');
    assert.equal(bot.teams.calls.length, 0);
    assert.doesNotMatch(JSON.stringify(bot.lines), /秘密/u);
  });

  describe('asked for a decision', () => {
    async function escalated(): Promise<{ number: string; escalation: string }> {
      await open.settlePeople(approver());
      const { number } = await open.file();
      const opened = await bot.execute('sato', { action: 'escalation.open', number });
      assert.equal(opened.type, TEXT);
      const form = last('sato');
      const sent = await bot.execute('sato', {
        ...dataOf(form.card, 'escalation.submit'),
        asked: 'police,ban',
        reason: '同じ要求が続く',
      });
      assert.match(JSON.stringify(sent.value), /警察相談、出入禁止の検討/u);
      return { number, escalation: (await open.house.incidents.read(number))?.escalations[0]?.id ?? '' };
    }

    it('shows the resolved twin to the first and to the second', async () => {
      begin();
      const asked = await escalated();
      const decide = { action: 'escalation.decide', ...asked };
      const first = await bot.execute('kacho', { ...decide, decision: 'approve', reason: '' });
      assert.match(JSON.stringify(first.value), /承認: 警察相談/u);
      await open.settlePeople(approver({ id: 'bucho' }));
      const second = await bot.execute('bucho', { ...decide, decision: 'reject', reason: '不要' });
      assert.match(JSON.stringify(second.value), /承認: 警察相談/u);
    });

    it('keeps the reason that was too long, with the error beside it', async () => {
      begin();
      const asked = await escalated();
      const reason = 'あ'.repeat(501);
      const { value } = await bot.execute('kacho', {
        action: 'escalation.decide',
        ...asked,
        decision: 'return',
        reason,
      });
      assert.equal(inputsOf(value)['reason'], reason);
      assert.match(JSON.stringify(value), /500字までです\(いま501字\)/u);
    });

    it('refuses the reporter and a colleague politely', async () => {
      begin();
      const asked = await escalated();
      for (const [who, says] of [
        ['sato', /自分の記録は判断できません/u],
        ['suzuki', /いまのあなたの役割では/u],
      ] as const) {
        const { value } = await bot.execute(who, {
          action: 'escalation.decide',
          ...asked,
          decision: 'approve',
        });
        assert.match(JSON.stringify(value), says);
      }
      assert.equal((await open.house.incidents.read(asked.number))?.escalations[0]?.state, 'pending');
    });

    it('gives the escalation form to the reporter only', async () => {
      begin();
      const { number } = await open.file();
      const { type } = await bot.execute('suzuki', { action: 'escalation.open', number });
      assert.equal(type, TEXT);
      assert.equal(bot.teams.calls.length, 0);
    });

    it('keeps what was typed when the asking has errors', async () => {
      begin();
      const { number } = await open.file();
      const data = { action: 'escalation.submit', number, nonce: nonceFor('e') };
      const { value } = await bot.execute('sato', { ...data, asked: '', reason: '理由はある' });
      assert.equal(inputsOf(value)['reason'], '理由はある');
      assert.match(JSON.stringify(value), /一つ以上選んで/u);
    });
  });

  describe('asked to appoint', () => {
    it('lists the people of a department, appoints one and takes the appointment back', async () => {
      begin();
      await open.settlePeople(person({ id: COORDINATOR, department: 'somu' }), person());
      const choose = await bot.execute(COORDINATOR, { action: 'approver.choose', department: 'fukushi' });
      assert.match(JSON.stringify(choose.value), new RegExp(person().key, 'u'));
      const order = { department: 'fukushi', person: person().key };
      const done = await bot.execute(COORDINATOR, { action: 'approver.appoint', ...order });
      assert.match(JSON.stringify(done.value), /福祉課の承認者にしました/u);
      assert.deepEqual((await open.house.people.read(person().key))?.approverOf, ['fukushi']);
      await bot.execute(COORDINATOR, { action: 'approver.dismiss', ...order });
      assert.deepEqual((await open.house.people.read(person().key))?.approverOf, []);
    });

    for (const [what, chosen] of [
      ['nobody', ''],
      ['something strange', '../../etc'],
    ] as const) {
      it(`says beside the field when ${what} was chosen`, async () => {
        begin();
        await open.settlePeople(person({ id: COORDINATOR, department: 'somu' }));
        const { value } = await bot.execute(COORDINATOR, {
          action: 'approver.appoint',
          department: 'fukushi',
          person: chosen,
        });
        assert.match(JSON.stringify(value), /人を選んでください/u);
      });
    }

    it('says beside the field that coordinators do not appoint themselves, and appoints nobody', async () => {
      begin();
      const self = person({ id: COORDINATOR, department: 'fukushi' });
      await open.settlePeople(self);
      const order = { department: 'fukushi', person: self.key };
      const { value } = await bot.execute(COORDINATOR, { action: 'approver.appoint', ...order });
      assert.match(JSON.stringify(value), /自分を承認者にすることはできません。ほかの調整担当に頼んで/u);
      assert.deepEqual((await open.house.people.read(self.key))?.approverOf, []);
    });

    it('refuses everybody else', async () => {
      begin();
      await open.settlePeople(person());
      for (const action of ['approver.choose', 'approver.appoint', 'approver.dismiss']) {
        const { value } = await bot.execute('sato', { action, department: 'fukushi', person: person().key });
        assert.match(JSON.stringify(value), /承認者は登録できません/u);
      }
      assert.deepEqual((await open.house.people.read(person().key))?.approverOf, []);
    });
  });

  describe('asked for a record', () => {
    for (const [typed, found] of [
      ['NUMBER', true],
      [' number　', true],
      ['ＮＵＭＢＥＲ', true],
      ['261121-000000', false],
      ['山本', false],
    ] as const) {
      it(`by 「${typed}」 ${found ? 'sends it to the own chat' : 'says what is wrong'}`, async () => {
        begin();
        const { number } = await open.file();
        const wide = number.replaceAll(/[!-~]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
        const word = typed
          .replace('NUMBER', number)
          .replace('number', number.toLowerCase())
          .replace('ＮＵＭＢＥＲ', wide);
        const { value } = await bot.execute('sato', { action: 'record.find', number: word });
        const sent = (await open.house.owed.about(number)).some(({ shows }) => shows.kind === 'details');
        assert.equal(sent, found);
        assert.equal(inputsOf(value)['number'], word);
      });
    }
  });

  it('never writes a word of a person into the log', async () => {
    begin(true);
    await bot.say('new', '秘密の言葉');
    const { data, messageId } = await formFor();
    await bot.execute('sato', { ...data, ...richTyped, date: 'x' }, { messageId });
    await bot.execute('sato', { ...data, ...richTyped }, { messageId });
    await bot.submit('sato', { action: '山本の秘密', name: '山本' }, { messageId });
    await bot.event('sato', { type: 'invoke', name: '秘密' });
    await bot.event('sato', { type: '秘密' });
    await bot.takeTurn({ type: 'message', text: '秘密', conversation: { id: '秘密', tenantId: 5 } });
    assert.ok(bot.lines.length >= 3);
    assert.doesNotMatch(JSON.stringify(bot.lines), /秘密|山本|佐藤|名前-|今すぐ|29:|chat-/u);
  });
});
