import assert from 'node:assert/strict';
import { foundSubjectsSchema, subjectViewSchema } from '../../../src/api/subject.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { fileOf } from '../../../src/domain/subject/link.ts';
import { ownSubject } from '../../../src/domain/subject/subject.ts';
import { mergeFiles, undoMergeOf } from '../../../src/workflow/link-records.ts';
import { rootFile } from '../../../src/workflow/views/files.ts';
import { complained, shouted, staff } from '../../bot/person-stage.ts';
import { dataOf, type Desk, openDesk, readingOf } from '../../bot/pressing.ts';
import { cards, channelsOf, COORDINATOR, type OpenHouse, openHouse } from '../../builders/house.ts';
import { nonceFor } from '../../builders/records.ts';
import { openTabService, type TabService } from './tab-service.ts';

const channels = channelsOf(3);

/** Who may not know of the complaint in 税務課, and sees something of the threat in 福祉課. */
const READERS = [
  ['a colleague', staff.suzuki.objectId],
  ['the reporter of the threat', staff.sato.objectId],
  ['an approver of 福祉課', staff.kacho.objectId],
] as const;

describe('a person whose file began with a complaint that the reader may not know of', () => {
  let open: OpenHouse;
  let desk: Desk;
  let service: TabService;
  let complaint: Incident;
  let threat: Incident;
  /** The file as it is kept. */
  let root: string;

  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(...Object.values(staff));
    await open.settleChannels(...channels);
    complaint = await open.file({ reporter: staff.tanaka, typed: complained, word: 'complaint' });
    threat = await open.file({ reporter: staff.sato, typed: shouted, word: 'threat' });
    root = ownSubject(complaint.number);
    await join(threat, root);
    await desk.deliver();
    open.clock.skip(120_000);
    service = await openTabService(open, cards);
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  async function join({ number }: Incident, subject: string): Promise<void> {
    await open.house.incidents.change(number, (incident) => ({
      next: {
        ...incident,
        revision: incident.revision + 1,
        link: { subject, at: incident.filedAt, byKey: staff.soumu.key },
      },
      result: undefined,
    }));
  }

  const silent = (what: string, text: string): void =>
    assert.ok(!text.includes(complaint.number), `${what} names the complaint: ${text}`);

  async function search(as: string): Promise<string[]> {
    const reply = await service.call({
      method: 'POST',
      path: '/subjects/search',
      as,
      body: { looks: '紺の上着' },
    });
    if (as !== COORDINATOR) silent('the search', reply.text);
    return foundSubjectsSchema.parse(reply.json()).found.map(({ subject }) => subject);
  }

  async function view(as: string, subject: string) {
    const reply = await service.call({ path: `/subjects/${subject}`, as });
    assert.equal(reply.status, 200, reply.text);
    if (as !== COORDINATOR) silent('the file', reply.text);
    return subjectViewSchema.parse(reply.json());
  }

  const numbersIn = (file: { contacts: readonly { number: string }[] }): string[] =>
    file.contacts.map(({ number }) => number).toSorted();

  for (const [who, as] of READERS) {
    it(`is called by the threat before ${who}, in search, file and record`, async () => {
      const own = ownSubject(threat.number);
      assert.deepEqual(await search(as), [own]);
      const file = await view(as, own);
      assert.equal(file.subject, own);
      assert.deepEqual(numbersIn(file), [threat.number]);
      assert.deepEqual(file.merged, []);
      if (file.links.length > 0) {
        assert.deepEqual(
          file.links.map(({ what }) => what),
          ['この記録から始まりました'],
        );
      }
      const record = await service.call({ path: `/records/${threat.number}`, as });
      silent('the record', record.text);
      if (record.status === 200) assert.equal(record.json()['subject'], own);
      else assert.equal(as, staff.suzuki.objectId);
    });

    it(`is called by the threat on every card of ${who}`, async () => {
      const look = await desk.say(as, '調べる');
      await desk.press(as, look, 'record.find', { looks: '紺の上着' });
      const list = desk.newest(as, /^似ている人$/u);
      await desk.press(as, list, 'subject.open');
      const card = desk.newest(as, /^対象者 /u);
      assert.ok(readingOf(card.card).includes(`対象者 ${threat.number}`));
      for (const button of ['needs.open', 'flag.open', 'statements.open']) {
        await desk.press(as, card, button);
      }
      await desk.press(as, desk.newest(as, /^配慮事項/u), 'needs.save', { needs: 'slow' });
      const compared = await desk.press(as, desk.newest(as, /^前の担当者は/u), 'statements.compare', {
        claim: '来週返すと言った',
      });
      const { body } = (await desk.bot.event(as, {
        type: 'invoke',
        name: 'composeExtension/query',
        value: { commandId: 'find', parameters: [{ name: 'query', value: '紺の上着' }] },
      })) as { body: object };
      const sent = desk.teams.sentTo(`chat-${as}`).map(({ message }) => message);
      silent('a card', JSON.stringify([sent, compared.card, body]));
      assert.ok(JSON.stringify(body).includes(threat.number));
      assert.deepEqual((await open.house.subjects.read(root))?.needs, ['slow'], 'kept in the file itself');
    });

    it(`is not to be found by ${who} under the complaint’s number`, async () => {
      const hidden = await service.call({ path: `/subjects/${root}`, as });
      const nowhere = await service.call({ path: '/subjects/s-261121-000000', as });
      assert.deepEqual([hidden.status, nowhere.status], [404, 404]);
      const { value } = await desk.bot.execute(as, { action: 'subject.open', subject: root });
      assert.match(String(value), /あなたの役割では見られないか、もうありません/u);
    });
  }

  it('has its own id before a coordinator, who sees both', async () => {
    assert.deepEqual(await search(COORDINATOR), [root]);
    const file = await view(COORDINATOR, root);
    assert.deepEqual([file.subject, numbersIn(file).length], [root, 2]);
    const record = await service.call({ path: `/records/${threat.number}`, as: COORDINATOR });
    assert.equal(record.json()['subject'], root);
    const reached = await view(COORDINATOR, ownSubject(threat.number));
    assert.equal(reached.subject, root, 'the id that a colleague passes on opens the same file');
  });

  it('keeps the looks under the file’s own id', async () => {
    await view('suzuki', ownSubject(threat.number));
    const [look] = await open.house.lookUps.newest(staff.suzuki.key, 1);
    assert.deepEqual(look?.shown, [{ subject: root, extent: 'outline' }]);
  });

  it('is offered to a conversation by the threat’s number, whoever looks', async () => {
    for (const as of ['boss', 'tanaka', COORDINATOR]) {
      const outcome = await desk.bot.event(as, {
        type: 'invoke',
        name: 'composeExtension/query',
        value: { commandId: 'find', parameters: [{ name: 'query', value: '紺の上着' }] },
      });
      const text = JSON.stringify(outcome);
      silent('the link', text);
      assert.ok(text.includes(ownSubject(threat.number)), as);
    }
    const typed = { ...complained, name: '小早川 花', phone: '' };
    const alone = await open.file({ reporter: staff.tanaka, typed, word: 'alone' });
    await desk.deliver();
    const text = JSON.stringify(
      await desk.bot.event('tanaka', {
        type: 'invoke',
        name: 'composeExtension/query',
        value: { commandId: 'find', parameters: [{ name: 'query', value: '小早川' }] },
      }),
    );
    assert.ok(!text.includes(alone.number), text);
    assert.match(text, /1対1のチャットで「調べる」/u);
  });

  describe('moved about', () => {
    let third: Incident;
    const before = () => ownSubject(threat.number);

    beforeEach(async () => {
      third = await open.file({ reporter: staff.sato, typed: shouted, word: 'third' });
    });

    const both = () => [threat.number, third.number].toSorted();

    it('opens under the same id after a merge and after its undoing', async () => {
      const other = ownSubject(third.number);
      const merged = await mergeFiles(open.house, { one: before(), other, person: staff.kacho });
      assert.equal(merged.kind, 'done');
      for (const [, as] of READERS) {
        for (const id of [before(), other]) {
          const file = await view(as, id);
          assert.deepEqual(numbersIn(file), both());
          assert.ok(!file.merged.includes(root));
          const again = await view(as, file.subject);
          assert.deepEqual(numbersIn(again), both());
        }
      }
      const from = root < other ? other : root;
      await undoMergeOf(open.house, { subject: from, person: staff.soumu });
      for (const [, as] of READERS) {
        assert.deepEqual(numbersIn(await view(as, before())), [threat.number]);
        assert.deepEqual(numbersIn(await view(as, other)), [third.number]);
      }
    });

    it('stands in no channel by the complaint’s number, also when files move', async () => {
      await desk.deliver();
      await mergeFiles(open.house, { one: root, other: ownSubject(third.number), person: staff.soumu });
      await desk.deliver();
      const sent = channels.flatMap(({ address }) => desk.teams.sentTo(address.conversationId));
      const text = JSON.stringify(sent.map(({ message }) => message));
      assert.ok(text.includes(threat.number), 'the threat has its alert');
      silent('a channel', text);
      assert.ok(!/"s-\d{6}-/u.test(text), 'no file is named in a channel');
    });

    it('shows a card of those who stay after a record was split off', async () => {
      await join(third, root);
      await desk.bot.execute('kacho', { action: 'subject.open', subject: before() });
      const card = desk.newest('kacho', /^対象者 /u);
      silent('the card', JSON.stringify(card));
      const split = { ...dataOf(card.card, 'subject.split'), number: threat.number };
      const { value } = await desk.bot.execute('kacho', split, { messageId: card.messageId });
      silent('the card after it', JSON.stringify(value));
      assert.match(readingOf(value as object), /を分けました/u);
      assert.ok(readingOf(value as object).includes(`対象者 ${third.number}`));
      assert.deepEqual(numbersIn(await view('kacho', before())), [threat.number]);
      assert.deepEqual(numbersIn(await view('kacho', ownSubject(third.number))), [third.number]);
    });

    it('opens by a number under which another’s file stands by now', async () => {
      // The third lies in the file that the threat began, although the threat is in another.
      await join(third, before());
      const record = await service.call({ path: `/records/${threat.number}`, as: 'sato' });
      const id = String(record.json()['subject']);
      assert.notEqual(id, before());
      assert.deepEqual(numbersIn(await view('sato', id)), [threat.number]);
      assert.deepEqual(numbersIn(await view('sato', before())), [third.number]);
    });

    it('is the likely person of a new record under an id that can be answered about', async () => {
      const likely = [{ subject: root, band: 'high' as const, score: 0.9, reasons: [] }];
      await open.house.incidents.change(third.number, (incident) => ({
        next: { ...incident, likely },
        result: undefined,
      }));
      const answer = (subject: string) =>
        desk.bot.execute('sato', { action: 'match.answer', number: third.number, subject, answer: 'same' });
      const refused = await answer(root);
      assert.match(String(refused.value), /見つかりません/u);
      const { value } = await answer(before());
      silent('the card', JSON.stringify(value));
      assert.match(readingOf(value as object), /つなぎました/u);
      const stored = await open.house.incidents.read(third.number);
      assert.ok(stored);
      assert.equal(
        await rootFile(open.house, fileOf(stored)),
        root < ownSubject(third.number) ? root : ownSubject(third.number),
      );
    });
  });

  it('has its marks asked for, decided, told and ended without the complaint’s number', async () => {
    const own = ownSubject(threat.number);
    await desk.bot.execute('suzuki', {
      action: 'flag.ask',
      subject: own,
      nonce: nonceFor('flag'),
      reason: '物を投げたため',
      reviewOn: '2026-12-21',
    });
    await desk.deliver();
    const flag = (await open.house.subjects.read(root))?.flags[0]?.id ?? '';
    assert.notEqual(flag, '');
    const asked = desk.newest('kacho', /^注意の印の上申/u);
    silent('the card that asks', JSON.stringify(asked));
    await desk.bot.execute('kacho', { action: 'flag.show', subject: own, flag });
    await desk.deliver();
    await desk.press('kacho', asked, 'flag.decide');
    await desk.deliver();
    assert.equal((await open.house.subjects.read(root))?.flags[0]?.state, 'active');
    await desk.bot.execute('suzuki', { action: 'flag.end', subject: own, flag });
    await desk.deliver();
    assert.equal((await open.house.subjects.read(root))?.flags[0]?.state, 'ended');
    for (const [, as] of READERS) {
      silent('a card', JSON.stringify(desk.teams.sentTo(`chat-${as}`).map(({ message }) => message)));
    }
  });
});
