import assert from 'node:assert/strict';
import { channelsOf, chief, type OpenHouse, openHouse, reachable, reporter } from '../builders/house.ts';
import { person } from '../builders/records.ts';
import { buttonsOf, textsOf } from '../cards/read-card.ts';
import { type Desk, openDesk, readingOf } from './pressing.ts';

type Attachment = { content: object; preview: { content: { title: string; text: string } } };
type Answer = { composeExtension: { type: string; text?: string; attachments?: Attachment[] } };

describe('対応中 begun from beside the message field', () => {
  let open: OpenHouse;
  let desk: Desk;
  const sato = reporter();
  const suzuki = reachable(person({ id: 'suzuki', name: '鈴木', department: 'zeimu' }));
  const [channel] = channelsOf(1);

  beforeEach(async () => {
    open = openHouse();
    await open.settlePeople(sato, suzuki, chief());
    assert.ok(channel);
    await open.settleChannels(channel);
    desk = openDesk(open);
  });
  afterEach(() => open.close());

  async function offered(id: string, query?: string): Promise<Answer['composeExtension']> {
    const parameter =
      query === undefined ? { name: 'initialRun', value: 'true' } : { name: 'query', value: query };
    const outcome = await desk.bot.event(id, {
      type: 'invoke',
      name: 'composeExtension/query',
      value: { commandId: 'contact', parameters: [parameter] },
    });
    assert.ok(outcome.kind === 'invoke');
    return (outcome.body as Answer).composeExtension;
  }
  const titles = ({ attachments = [] }: Answer['composeExtension']): string[] =>
    attachments.map(({ preview }) => preview.content.title);

  /** The card of the place with this name, as it stands in a conversation once it was sent. */
  async function cardOf(title: string): Promise<object> {
    const { attachments = [] } = await offered('sato');
    const found = attachments.find(({ preview }) => preview.content.title === title);
    assert.ok(found, title);
    return found.content;
  }
  const start = (id: string, card: object, where: object) => {
    const [button] = buttonsOf(card);
    assert.ok(button);
    return desk.bot.execute(id, button.data, where);
  };
  const elsewhere = { in: 'group', room: 'talk' } as const;
  const begunBy = ({ key }: { key: string }) => open.house.contacts.newest(key, 10);

  it('offers each line and window of one’s own department, and each scene without one', async () => {
    assert.deepEqual(titles(await offered('sato')), [
      '福祉課 代表電話',
      '福祉課 2階 5番窓口',
      '電話',
      '窓口',
      '訪問',
    ]);
    const other = titles(await offered('suzuki'));
    assert.ok(other.every((title) => !title.includes('福祉課')) && other.length > 3, other.join());
  });

  it('narrows the list by what is typed, and never leaves it empty', async () => {
    assert.deepEqual(titles(await offered('sato', '5番')), ['福祉課 2階 5番窓口']);
    assert.equal(titles(await offered('sato', '屋上')).length, 5);
  });

  it('asks somebody new for the department first', async () => {
    const answer = await offered('neu');
    assert.equal(answer.type, 'message');
    assert.match(answer.text ?? '', /所属の課/u);
  });

  it('gives a card that may be sent anywhere: the place, one button, and nobody’s name', async () => {
    const card = await cardOf('福祉課 代表電話');
    assert.match(readingOf(card), /対応中を始める: 福祉課 代表電話/u);
    assert.doesNotMatch(JSON.stringify(textsOf(card)), /佐藤|名前-|録音/u);
    assert.deepEqual(
      buttonsOf(card).map(({ data }) => data['action']),
      ['contact.start'],
    );
  });

  for (const where of [elsewhere, { in: 'channel', room: 'bound' } as const]) {
    it(`begins in the presser’s own chat when it is pressed in a ${where.in}, and shows nothing there`, async () => {
      const { value } = await start('sato', await cardOf('福祉課 代表電話'), where);
      assert.match(String(value), /あなたのチャットに、対応中のカードを送りました/u);
      await desk.deliver();
      const [contact, ...more] = await begunBy(sato);
      assert.ok(contact);
      assert.deepEqual(more, []);
      assert.deepEqual([contact.scene, contact.line], ['phone', 'fukushi-daihyo']);
      assert.match(readingOf(desk.newest('sato', /^対応中 電話/u).card), /いまの場面を押してください/u);
      const others = desk.teams.calls.filter(({ where: to }) => to !== 'chat-sato');
      assert.deepEqual(others, []);
    });
  }

  it('pressed twice begins once, with one card, that from then on changes in place', async () => {
    const card = await cardOf('福祉課 代表電話');
    await start('sato', card, elsewhere);
    await start('sato', card, elsewhere);
    await desk.deliver();
    assert.equal((await begunBy(sato)).length, 1);
    const begun = desk.newest('sato', /^対応中 電話/u);
    const threat = buttonsOf(begun.card).find(({ node }) => node['title'] === '脅し');
    assert.ok(threat);
    await desk.bot.execute('sato', threat.data, { messageId: begun.messageId });
    await desk.deliver();
    const now = desk.newest('sato', /^対応中 電話/u);
    assert.equal(now.messageId, begun.messageId);
    assert.match(readingOf(now.card), /そのようなご発言は、おやめください/u);
  });

  it('begins a contact of one’s own for a colleague of another department, and claims nothing of the line', async () => {
    await start('suzuki', await cardOf('福祉課 代表電話'), elsewhere);
    await desk.deliver();
    const [contact] = await begunBy(suzuki);
    assert.deepEqual([contact?.department, contact?.line], ['zeimu', '']);
    assert.deepEqual(await begunBy(sato), []);
    assert.match(readingOf(desk.newest('suzuki', /^対応中 電話/u).card), /録音しているかわかりません/u);
  });

  it('begins nothing for somebody who has not said where they work', async () => {
    const { value } = await start('neu', await cardOf('福祉課 代表電話'), elsewhere);
    assert.match(String(value), /所属の課を教えてください/u);
    assert.deepEqual(desk.teams.calls.length, 0);
  });
});
