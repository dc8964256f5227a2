import assert from 'node:assert/strict';
import { NOTE_LIMIT } from '../../src/domain/companion/contact.ts';
import { foldContact } from '../../src/domain/companion/fold.ts';
import { currentContent } from '../../src/domain/incident/incident.ts';
import {
  channelsOf,
  chief,
  chatOf,
  type OpenHouse,
  openHouse,
  reachable,
  reporter,
} from '../builders/house.ts';
import { TeamsFault } from '../../src/workflow/teams-port.ts';
import { person } from '../builders/records.ts';
import { textOf } from '../builders/teams.ts';
import { buttonsOf } from '../cards/read-card.ts';
import { type Desk, offers, openDesk, readingOf, valuesOf } from './pressing.ts';

type Card = { card: object; messageId?: string };

const MINUTE = 60_000;

describe('a contact that the bot accompanies', () => {
  let open: OpenHouse;
  let desk: Desk;
  const sato = reporter();
  const boss = chief();
  const deputy = chief({ id: 'kakaricho', name: '木村 次郎' });
  const other = reachable(person({ id: 'suzuki', name: '鈴木', department: 'zeimu' }));
  const [own, foreign] = channelsOf(2);

  beforeEach(async () => {
    open = openHouse();
    await open.settlePeople(sato, boss, deputy, other);
    assert.ok(own && foreign);
    await open.settleChannels(own, foreign);
    desk = openDesk(open);
  });
  afterEach(() => open.close());

  /** Presses the button with this title. */
  async function tap(
    from: Card,
    title: string,
    typed: object = {},
    as = 'sato',
  ): Promise<Card & { said: string }> {
    const found = buttonsOf(from.card).find(({ node }) => node['title'] === title);
    assert.ok(
      found,
      `no button ${title}: ${buttonsOf(from.card)
        .map(({ node }) => String(node['title']))
        .join(' / ')}`,
    );
    const where = from.messageId === undefined ? {} : { messageId: from.messageId };
    const { value } = await desk.bot.execute(as, { ...valuesOf(from.card), ...found.data, ...typed }, where);
    await open.clock.settle();
    return typeof value === 'string'
      ? { card: from.card, said: value, ...where }
      : { card: value as object, said: '', ...where };
  }

  const begin = async (title = '福祉課 代表電話'): Promise<Card> => {
    const start = await desk.say('sato', '対応中');
    await tap(start, title);
    return desk.newest('sato', /^対応中 /u);
  };

  const contacts = () => open.house.contacts.newest(sato.key, 10);
  const only = async () => {
    const [contact, ...more] = await contacts();
    assert.ok(contact);
    assert.equal(more.length, 0);
    return contact;
  };
  /** What the conversation shows in this message now. */
  const screenIn = (chat: string, messageId: string): string => {
    const newest = desk.teams.sentTo(chat).findLast(({ activityId }) => activityId === messageId);
    return newest === undefined ? '' : textOf(newest.message);
  };

  for (const [word, scene] of [
    ['電話', 'phone'],
    ['窓口', 'counter'],
  ] as const) {
    it(`begins with the word 「${word}」 alone, and claims nothing of a line that nobody has named`, async () => {
      const card = await desk.say('sato', word);
      assert.match(readingOf(card.card), /いまの場面を押してください/u);
      assert.match(readingOf(card.card), /録音しているかわかりません/u);
      const contact = await only();
      assert.equal(contact.scene, scene);
      assert.equal(contact.line, '');
      assert.deepEqual(contact.messages, [card.messageId]);
    });
  }

  it('changes in place, one tap per step, and every tap is a timed line of it', async () => {
    let card: Card = await begin();
    const { messageId } = card;
    card = await tap(card, '録音すると言われた');
    assert.match(readingOf(card.card), /録音なさっていることは、わかりました/u);
    open.clock.skip(MINUTE);
    card = await tap(card, '言いました');
    assert.match(readingOf(card.card), /この電話は、録音しています/u);
    open.clock.skip(MINUTE);
    card = await tap(card, '書きとめる', { heard: ' 認めろ \n 今すぐ ' });
    assert.match(readingOf(card.card), /相手「認めろ 今すぐ」/u);
    const { taps } = await only();
    assert.deepEqual(
      taps.map(({ did, at }) => `${did.what} ${at.slice(11, 16)}`),
      ['situation 05:10', 'said 05:11', 'words 05:12'],
    );
    await desk.deliver();
    assert.ok(messageId);
    assert.match(screenIn(chatOf(sato), messageId), /認めろ 今すぐ/u);
    assert.equal(
      desk.teams
        .sentTo(chatOf(sato))
        .filter(({ message }) => message.summary.startsWith('対応中 電話'))
        .at(-1)?.activityId,
      messageId,
      'no second message',
    );
  });

  it('says since when it runs, and of its minutes what stays true while the phone is locked', async () => {
    const card = await begin();
    assert.match(readingOf(card.card), /^対応中 電話 14:10から$/mu);
    open.clock.skip(12 * MINUTE);
    assert.match(readingOf((await tap(card, '脅し')).card), /^対応中 電話 14:10から 12分以上$/mu);
  });

  it('keeps what was typed when it cannot be taken, and takes it once it can', async () => {
    let card = await tap(await begin(), '脅し');
    card = await tap(card, '書きとめる', { heard: 'あ'.repeat(151) });
    assert.match(readingOf(card.card), /150字までです/u);
    assert.equal(valuesOf(card.card)['heard'], 'あ'.repeat(151));
    card = await tap(card, '様子として', { heard: 'カウンターを手で2回たたいた' });
    assert.equal(valuesOf(card.card)['heard'], '');
    assert.equal((await only()).taps.length, 2);
  });

  it('loses no word to a thumb that presses another button: the tap takes the words along, once', async () => {
    const card = await tap(await begin(), '脅し');
    for (const _ of [1, 2]) await tap(card, '言いました', { heard: '家を知っている' });
    await tap(card, '書きとめる', { heard: '家を知っている' });
    const { taps } = await only();
    assert.deepEqual(
      taps.map(({ did }) => did.what),
      ['situation', 'words', 'said'],
    );
    const ended = await tap(card, '終わりました', { heard: '覚えておけ' });
    assert.match(readingOf(ended.card), /相手「覚えておけ」/u);
  });

  it('calls for help though the words beside the button cannot be taken, and leaves them to be mended', async () => {
    const card = await tap(await begin(), '脅し');
    const long = 'あ'.repeat(151);
    const called = await tap(card, '緊急', { heard: long });
    assert.ok(foldContact(await only()).emergency);
    assert.equal(valuesOf(called.card)['heard'], long);
    assert.match(readingOf(called.card), /150字までです/u);
  });

  it('does not turn the card over while words stand on it that are not written down', async () => {
    const card = await tap(await begin(), '脅し');
    for (const title of ['場面を選ぶ', 'ことば・ほか']) {
      const kept = await tap(card, title, { heard: '家を知っている' });
      assert.equal(valuesOf(kept.card)['heard'], '家を知っている');
      assert.match(readingOf(kept.card), /先に「書きとめる」を押してください/u);
    }
    assert.match(readingOf((await tap(card, '場面を選ぶ')).card), /いまの場面を押してください/u);
  });

  it('counts a tap once that arrives twice, on an old card, or after a restart', async () => {
    const old = await tap(await begin(), '怒鳴り続ける');
    const ladder = '中止の要請 1回目をした';
    const first = await tap(old, ladder);
    await tap(old, ladder);
    open.clock.skip(10 * MINUTE);
    desk = desk.restarted();
    const again = await tap(old, ladder);
    assert.match(readingOf(again.card), /中止の要請1回/u);
    assert.equal(foldContact(await only()).steps.stop, 1);
    const second = await tap(first, '中止の要請 2回目をした');
    assert.match(readingOf(second.card), /中止の要請2回/u);
    // Out of order: a button of the first drawing that was not pressed before still counts.
    await tap(old, '応援を呼ぶ');
    const { taps } = await only();
    assert.deepEqual(
      taps.map(({ did }) => did.what),
      ['situation', 'step', 'step', 'support'],
    );
  });

  it('is repaired by the delivery of the next process when this one died before it replaced the message', async () => {
    const card = await begin();
    await tap(card, '脅し');
    assert.ok(card.messageId);
    assert.doesNotMatch(screenIn(chatOf(sato), card.messageId), /そのようなご発言/u);
    desk = desk.restarted();
    await desk.deliver();
    assert.match(screenIn(chatOf(sato), card.messageId), /そのようなご発言は、おやめください/u);
  });

  it('is pressed the same way by a client that knows Action.Submit only', async () => {
    const card = await tap(await begin(), '脅し');
    assert.ok(card.messageId);
    const { data } = buttonsOf(card.card).find(({ node }) => node['title'] === '言いました') ?? { data: {} };
    await desk.bot.submit('sato', { ...data, heard: '' }, { messageId: card.messageId });
    await desk.deliver();
    assert.match(screenIn(chatOf(sato), card.messageId), /ほかの職員に連絡します/u);
  });

  it('takes one tap back, and shows which', async () => {
    let card = await tap(await begin(), '脅し');
    card = await tap(card, '言いました');
    card = await tap(card, '取り消す(言いました)');
    assert.match(readingOf(card.card), /そのようなご発言は、おやめください/u);
    assert.deepEqual(
      foldContact(await only()).taps.map(({ did }) => did.what),
      ['situation'],
    );
    assert.equal((await only()).taps.length, 3, 'nothing is overwritten');
  });

  it('runs twice at once: two cards, each with its own taps', async () => {
    const call = await tap(await begin(), '脅し');
    const counter = await begin('2階 5番窓口');
    const second = await tap(counter, '落ち着いた苦情');
    await tap(call, '中止の要請 1回目をした');
    const [newer, older] = (await contacts()).toSorted((a, b) => b.scene.localeCompare(a.scene));
    assert.ok(newer && older);
    assert.equal(foldContact(newer).steps.stop, 1);
    assert.equal(foldContact(older).steps.stop, 0);
    assert.ok(!JSON.stringify(second.card).includes('中止の要請'), 'a complaint stays a complaint');
  });

  it('that still runs is offered again, and both its messages are kept up to date', async () => {
    const first = await begin();
    const start = await desk.say('sato', '対応中');
    await tap(start, '続ける: 電話 14:10から');
    const second = desk.newest('sato', /^対応中 電話/u);
    assert.notEqual(second.messageId, first.messageId);
    await tap(second, '脅し');
    await desk.deliver();
    for (const messageId of [first.messageId, second.messageId]) {
      assert.ok(messageId);
      assert.match(screenIn(chatOf(sato), messageId), /そのようなご発言/u);
    }
  });

  it('started twice by the same button is one contact with one card', async () => {
    const start = await desk.say('sato', '対応中');
    await tap(start, '福祉課 代表電話');
    const again = await tap(start, '福祉課 代表電話');
    assert.match(again.said, /もう始まっています/u);
    await only();
  });

  it('begun at the telephone does not stop the window of the same card: each button begins its own', async () => {
    const start = await desk.say('sato', '対応中');
    await tap(start, '福祉課 代表電話');
    await tap(start, '2階 5番窓口');
    const scenes = (await contacts()).map(({ scene }) => scene).toSorted();
    assert.deepEqual(scenes, ['counter', 'phone']);
  });

  it('that is over leaves its start button free for the next call', async () => {
    const start = await desk.say('sato', '対応中');
    await tap(start, '福祉課 代表電話');
    await tap(desk.newest('sato', /^対応中 電話/u), '終わりました');
    open.clock.skip(MINUTE);
    await tap(start, '福祉課 代表電話');
    const again = await tap(start, '福祉課 代表電話');
    assert.match(again.said, /もう始まっています/u);
    const [newest, over, ...more] = await contacts();
    assert.ok(newest && over);
    assert.deepEqual(more, []);
    assert.equal(foldContact(newest).ended, undefined);
    assert.notEqual(foldContact(over).ended, undefined);
  });

  it('is shown, turned and written in by nobody else, however they learnt its number', async () => {
    await tap(await begin(), '脅し');
    const { id } = await only();
    const nonce = '261121-0123456789abcdef';
    for (const who of ['suzuki', 'kacho', 'neu']) {
      const before = desk.teams.calls.length;
      for (const data of [
        { action: 'contact.show', contact: id },
        { action: 'contact.page', contact: id, view: 'main' },
        { action: 'contact.page', contact: id, view: 'more' },
        { action: 'contact.write', contact: id, nonce, what: 'caller', heard: 'x' },
        { action: 'contact.write', contact: id, nonce, what: 'note', heard: '' },
      ]) {
        const { value } = await desk.bot.execute(who, data);
        assert.match(String(value), /^この対応は見つかりません/u, `${who} ${JSON.stringify(data)}`);
      }
      assert.equal(desk.teams.calls.length, before, 'nothing is sent either');
    }
    assert.equal((await only()).taps.length, 1);
  });

  it('belongs to whoever has it: a button pressed by somebody else does nothing and tells nothing', async () => {
    const card = await tap(await begin(), '脅し');
    for (const id of ['suzuki', 'kacho']) {
      for (const title of ['言いました', '終わりました', '場面を選ぶ', '書きとめる']) {
        const { said } = await tap(card, title, { heard: 'x' }, id);
        assert.match(said, /この対応は見つかりません/u, `${id} ${title}`);
      }
    }
    assert.equal((await only()).taps.length, 1);
  });

  it('refuses a tap that no card of ours carries', async () => {
    const card = await begin();
    const { id } = await only();
    const nonce = '261121-0123456789abcdef';
    for (const [what, which] of [
      ['situation', 'nowhere'],
      ['situation', 'filming'],
      ['said', 'nowhere'],
      ['step', 'nowhere'],
      ['decided', 'x'],
      ['words', 'x'],
      ['chose', '0'],
      ['undone', '99'],
      ['undone', 'x'],
      ['', ''],
    ]) {
      await desk.bot.execute('sato', { action: 'contact.tap', contact: id, nonce, what, which });
    }
    assert.equal((await only()).taps.length, 0);
    assert.ok(offers(card.card, 'contact.tap'));
  });

  describe('応援要請', () => {
    it('goes to the own department’s channel and its approvers with the place, and to nobody else', async () => {
      let card = await tap(await begin('2階 5番窓口'), '脅し');
      card = await tap(card, '書きとめる', { heard: 'お前の家は知っている' });
      card = await tap(card, '応援を呼ぶ');
      assert.match(readingOf(card.card), /課のチャネルと承認者へ送りました/u);
      await desk.deliver();
      assert.ok(own && foreign);
      const [sent] = desk.teams.sentTo(own.address.conversationId);
      assert.ok(sent);
      assert.match(textOf(sent.message), /応援をお願いします/u);
      assert.match(textOf(sent.message), /2階 5番窓口/u);
      assert.doesNotMatch(textOf(sent.message), /お前の家|名前-|脅/u);
      assert.equal(desk.teams.sentTo(foreign.address.conversationId).length, 0);
      for (const one of [boss, deputy]) {
        assert.match(readingOf(desk.newest(one.objectId, /^応援/u).card), /名前-sato/u);
      }
      // Taps that change nothing for others ring with nobody.
      const before = desk.teams.sentTo(own.address.conversationId).length;
      await tap(card, '中止の要請 1回目をした');
      await desk.deliver();
      assert.equal(desk.teams.sentTo(own.address.conversationId).length, before);
    });

    it('that was taken back, or whose contact is over, says so in the same message', async () => {
      let card = await tap(await tap(await begin(), '脅し'), '応援を呼ぶ');
      await desk.deliver();
      card = await tap(card, '取り消す(応援)');
      await desk.deliver();
      assert.ok(own);
      const calls = desk.teams.sentTo(own.address.conversationId);
      assert.equal(new Set(calls.map(({ activityId }) => activityId)).size, 1);
      assert.match(calls.at(-1)?.message.summary ?? '', /取り消されました/u);
    });

    it('that could not be delivered says so on the next look', async () => {
      assert.ok(own);
      const gone = { fault: new TeamsFault('blocked', 403) };
      desk.teams.trouble(own.address.conversationId, gone);
      const card = await tap(await tap(await begin(), '脅し'), '応援を呼ぶ');
      await desk.deliver();
      const next = await tap(card, '言いました');
      assert.match(readingOf(next.card), /届かなかった先があります。声を出して/u);
    });

    it('that reaches nobody says so at once', async () => {
      const alone = reachable(person({ id: 'doro', name: '道路 太郎', department: 'doro' }));
      await open.settlePeople(alone);
      await desk.say('doro', '電話');
      const card = await tap(desk.newest('doro'), '応援を呼ぶ', {}, 'doro');
      const chosen = await tap(card, '脅し', {}, 'doro');
      assert.match(readingOf(chosen.card), /届く先がまだ登録されていません。声を出して/u);
    });
  });

  describe('交代・対応中止の承認', () => {
    async function asked(title = '中止の承認を求める'): Promise<{ card: Card; request: Card }> {
      let card = await tap(await begin(), '認めろ・約束しろ');
      card = await tap(card, '書きとめる', { heard: 'ミスと認めろ' });
      card = await tap(card, title);
      await desk.deliver();
      return { card, request: desk.newest('kacho', /お願いが届いています/u) };
    }

    it('shows an approver the way so far, in their own chat only', async () => {
      const { request } = await asked();
      const reading = readingOf(request.card);
      for (const words of ['ミスと認めろ', '名前-sato', '対応中止まで: 中止の要請あと2回']) {
        assert.ok(reading.includes(words), words);
      }
      assert.ok(own);
      assert.equal(desk.teams.sentTo(own.address.conversationId).length, 0);
    });

    it('is decided by the first, and every card says by whom', async () => {
      const { request } = await asked();
      const second = desk.newest('kakaricho', /お願いが届いています/u);
      await tap(request, '承認する', { note: '10分で行きます' }, 'kacho');
      const late = await tap(second, '見送る', { note: '様子を見てください' }, 'kakaricho');
      assert.match(readingOf(late.card), /名前-kacho/u);
      await desk.deliver();
      const [decision, ...more] = foldContact(await only()).asked;
      assert.deepEqual(more, []);
      assert.equal(decision?.decision?.byName, '名前-kacho');
      for (const one of [boss, deputy]) {
        assert.match(readingOf(desk.newest(one.objectId).card), /10分で行きます/u);
      }
      const own = desk.newest('sato', /^対応中 電話/u);
      assert.match(readingOf(own.card), /名前-kachoが承認\n10分で行きます/u);
    });

    it('once a handover is agreed offers to note that the superior has taken over', async () => {
      const { card, request } = await asked('交代を頼む');
      assert.ok(!JSON.stringify(card.card).includes('交代を頼む'), 'it is asked for once');
      await tap(request, '承認する', {}, 'kacho');
      await desk.deliver();
      const fresh = desk.newest('sato', /^対応中 電話/u);
      await tap(fresh, '上司に代わりました');
      assert.equal(foldContact(await only()).steps.handover, 1);
    });

    it('needs a reason when it is declined, and no more text than fits', async () => {
      const { request } = await asked('交代を頼む');
      const bare = await tap(request, '見送る', { note: ' ' }, 'kacho');
      assert.match(readingOf(bare.card), /代わりにどうするかを書いてください/u);
      const long = await tap(request, '見送る', { note: 'あ'.repeat(NOTE_LIMIT + 1) }, 'kacho');
      assert.match(readingOf(long.card), /200字までで/u);
      assert.equal(foldContact(await only()).asked[0]?.decision, undefined);
      await tap(request, '見送る', { note: '係長が代わります' }, 'kacho');
      assert.equal(foldContact(await only()).asked[0]?.decision?.outcome, 'declined');
    });

    for (const { who, by, why } of [
      { who: 'whoever has the contact', by: 'sato', why: /自分の対応は判断できません/u },
      { who: 'staff of the department', by: 'mori', why: /いまのあなたの役割では/u },
      { who: 'an approver of another department', by: 'zeicho', why: /いまのあなたの役割では/u },
      { who: 'an approver who was dismissed meanwhile', by: 'kakaricho', why: /いまのあなたの役割では/u },
    ]) {
      it(`is refused to ${who}`, async () => {
        await open.settlePeople(
          reachable(person({ id: 'mori', name: '森' })),
          reachable(person({ id: 'zeicho', name: '税務課長', department: 'zeimu', approverOf: ['zeimu'] })),
        );
        const { request } = await asked();
        await open.house.people.change(deputy.key, (one) => ({
          next: { ...one, approverOf: [] },
          result: undefined,
        }));
        if (by === 'sato') {
          // An approver does not decide about their own contact either.
          await open.house.people.change(sato.key, (one) => ({
            next: { ...one, approverOf: ['fukushi'] },
            result: undefined,
          }));
        }
        const answer = await tap(request, '承認する', {}, by);
        assert.match(readingOf(answer.card), why);
        assert.equal(foldContact(await only()).asked[0]?.decision, undefined);
      });
    }

    it('of a contact that is over meanwhile asks nobody any more', async () => {
      const { card, request } = await asked();
      await tap(card, '終わりました');
      const late = await tap(request, '承認する', {}, 'kacho');
      assert.match(readingOf(late.card), /対応は終わりました。返事はいりません/u);
      await desk.deliver();
      assert.ok(!offers(desk.newest('kacho').card, 'contact.decide'));
    });
  });

  it('in an emergency calls at once, waits for nobody, and asks for the reason afterwards', async () => {
    let card = await tap(await begin('2階 5番窓口'), '緊急');
    assert.match(readingOf(card.card), /安全な場所へ離れて、110番へ/u);
    await desk.deliver();
    assert.ok(own);
    assert.match(
      desk.teams.sentTo(own.address.conversationId)[0]?.message.summary ?? '',
      /緊急: すぐに応援/u,
    );
    assert.ok(!JSON.stringify(card.card).includes('承認を求める'), 'nobody is asked first');
    card = await tap(card, '警察に通報しました');
    card = await tap(card, '終わりました');
    assert.match(readingOf(card.card), /順番を飛ばした理由/u);
    card = await tap(card, '体をつかまれた・押された');
    assert.doesNotMatch(readingOf(card.card), /順番を飛ばした理由を、一つ/u);
    assert.equal(foldContact(await only()).emergency?.reason, 'touched');
  });

  it('in an emergency at the telephone says that one may hang up, and sends nobody away from a desk', async () => {
    const card = await tap(await begin(), '緊急');
    assert.match(readingOf(card.card), /電話を切ってかまいません/u);
    assert.doesNotMatch(readingOf(card.card), /安全な場所へ離れて/u);
    const titles = buttonsOf(card.card).map(({ node }) => String(node['title']));
    assert.ok(titles.includes('危害を加えると言われた'));
    assert.ok(!titles.includes('体をつかまれた・押された'), 'not through a telephone');
  });

  describe('「終わりました」', () => {
    async function ended(): Promise<Card> {
      let card = await tap(await begin(), 'ネットに出すと言う');
      card = await tap(card, '書きとめる', { heard: '動画に上げてやる' });
      open.clock.skip(MINUTE);
      card = await tap(card, '中止の要請 1回目をした');
      open.clock.skip(MINUTE);
      card = await tap(card, '中止の要請 2回目をした');
      open.clock.skip(10 * MINUTE);
      card = await tap(card, '終わりました');
      await desk.deliver();
      return card;
    }

    it('hands out the filled form, and what is submitted is the record with every timed step', async () => {
      const twin = await ended();
      assert.match(readingOf(twin.card), /対応が終わりました 電話 14:10〜14:22 12分/u);
      const form = desk.newest('sato', /5W1H/u);
      const values = valuesOf(form.card);
      assert.equal(values['row1Words'], '動画に上げてやる');
      assert.equal(values['minutes'], '12');
      assert.equal(values['line'], '福祉課 代表電話');
      assert.equal(values['recording'], 'announced');
      let answer = await desk.press('sato', form, 'incident.submit');
      if (offers(answer.card, 'incident.submit')) {
        answer = await desk.press('sato', { ...form, card: answer.card }, 'incident.submit');
      }
      assert.match(readingOf(answer.card), /受付番号/u);
      const record = await desk.only(sato.key);
      const content = currentContent(record);
      assert.deepEqual(
        content.steps.map(({ kind, at }) => `${kind} ${at}`),
        ['stop 14:11', 'stop 14:12'],
      );
      assert.equal(content.minutes, 12);
      assert.equal(content.utterances[0]?.words, '動画に上げてやる');
    });

    it('brings the reason of an emergency into the record, though it was given after the form came', async () => {
      let card = await tap(await begin('2階 5番窓口'), '緊急');
      card = await tap(card, '書きとめる', { heard: 'こっちへ来い' });
      card = await tap(card, '終わりました');
      await desk.deliver();
      const form = desk.newest('sato', /5W1H/u);
      await tap(card, '体をつかまれた・押された');
      await desk.press('sato', form, 'incident.submit');
      const { taken } = currentContent(await desk.only(sato.key));
      assert.match(taken, /緊急として応援を求めた。\n14:10 手順を飛ばした理由: 体をつかまれた・押された。/u);
    });

    it('pressed twice, or re-sent, hands out one form and makes one record', async () => {
      await ended();
      const forms = desk.teams.sentTo(chatOf(sato)).filter(({ message }) => /5W1H/u.test(message.summary));
      assert.equal(new Set(forms.map(({ activityId }) => activityId)).size, 1);
      await desk.deliver();
      desk = desk.restarted();
      await desk.deliver();
      const later = desk.teams.sentTo(chatOf(sato)).filter(({ message }) => /5W1H/u.test(message.summary));
      assert.equal(later.length, forms.length);
    });

    it('taken back goes on with the same contact, and its new end fills in the same form', async () => {
      const twin = await ended();
      const form = desk.newest('sato', /5W1H/u);
      let card = await tap(twin, 'まだ続いています');
      card = await tap(card, '書きとめる', { heard: 'もう一度言うぞ' });
      await tap(card, '終わりました');
      await desk.deliver();
      const again = desk.newest('sato', /5W1H/u);
      assert.equal(again.messageId, form.messageId);
      assert.equal(valuesOf(again.card)['row2Words'], 'もう一度言うぞ');
    });

    it('after which the form is among the drafts, on whatever device', async () => {
      await ended();
      const draft = await desk.say('sato', '記録');
      assert.equal(valuesOf(draft.card)['row1Words'], '動画に上げてやる');
    });
  });

  describe('練習', () => {
    it('is marked on every card, gives reasons and a result, and is in no record, alert or list', async () => {
      const list = await desk.say('sato', '練習');
      assert.match(readingOf(list.card), /記録にも統計にも入りません/u);
      await tap(list, '落ち着いた苦情');
      let card: Card = desk.newest('sato', /^練習/u);
      for (let turn = 0; turn < 3; turn += 1) {
        card = await tap(card, 'A');
        assert.match(readingOf(card.card), /^練習: 落ち着いた苦情/u);
      }
      assert.match(readingOf(card.card), /結果: 3問のうち \d問がよい対応でした/u);
      await desk.deliver();
      assert.deepEqual(await open.house.incidents.filedBy(sato.key, 10), []);
      assert.deepEqual(await open.house.alerts.raisedSince(new Date(0), 10), []);
      assert.deepEqual(await open.house.forms.newest(sato.key, 10), []);
      const start = await desk.say('sato', '対応中');
      assert.ok(!offers(start.card, 'contact.show'), 'no contact runs');
      assert.ok(own && foreign);
      for (const { address } of [own, foreign]) {
        assert.equal(desk.teams.sentTo(address.conversationId).length, 0);
      }
    });

    it('shows one’s own last result when it is opened again, and to nobody else', async () => {
      await tap(await desk.say('sato', '練習'), '腕をつかまれた');
      let card: Card = desk.newest('sato', /^練習/u);
      for (let turn = 0; turn < 2; turn += 1) card = await tap(card, 'A');
      const titles = (again: Card): string =>
        buttonsOf(again.card)
          .map(({ node }) => String(node['title']))
          .join('\n');
      assert.match(titles(await desk.say('sato', '練習')), /腕をつかまれた 前回2問中\d問/u);
      assert.doesNotMatch(titles(await desk.say('suzuki', '練習')), /前回/u);
    });

    it('takes the first answer to each turn, though a second arrives on an old card', async () => {
      await tap(await desk.say('sato', '練習'), '腕をつかまれた');
      const card = desk.newest('sato', /^練習/u);
      await tap(card, 'A');
      const again = await tap(card, 'B');
      const first = await tap(card, 'A');
      assert.equal(readingOf(again.card), readingOf(first.card));
    });

    it('is answered by nobody else, who learns nothing of it', async () => {
      await tap(await desk.say('sato', '練習'), '腕をつかまれた');
      const { id } = await only();
      const data = { action: 'practice.choose', contact: id, turn: 0, choice: 0 };
      for (const who of ['suzuki', 'kacho', 'neu']) {
        const { value } = await desk.bot.execute(who, data);
        assert.match(String(value), /^この練習はもうありません/u, who);
      }
      assert.deepEqual((await only()).taps, []);
      // Not even its owner answers what the script does not ask.
      for (const odd of [{ turn: 9 }, { choice: 9 }]) {
        const { value } = await desk.bot.execute('sato', { ...data, ...odd });
        assert.match(String(value), /^この練習はもうありません/u);
      }
    });

    it('shows no card of a real contact, though an empty line is sent to it', async () => {
      await tap(await desk.say('sato', '練習'), '腕をつかまれた');
      const { id } = await only();
      for (const heard of ['', 'x']) {
        const { value } = await desk.bot.execute('sato', {
          action: 'contact.write',
          contact: id,
          nonce: '261121-0123456789abcdef',
          what: 'caller',
          heard,
        });
        assert.match(String(value), /^この対応は見つかりません/u);
      }
    });

    it('cannot be turned into a real contact, nor a real one into a practice', async () => {
      await tap(await desk.say('sato', '練習'), '腕をつかまれた');
      const { id } = await only();
      const nonce = '261121-0123456789abcdef';
      const data = { action: 'contact.tap', contact: id, nonce, what: 'ended', which: '' };
      const answer = await desk.bot.execute('sato', data);
      assert.match(String(answer.value), /この対応は見つかりません/u);
      await desk.deliver();
      assert.deepEqual(await open.house.forms.newest(sato.key, 10), []);
    });
  });
});
