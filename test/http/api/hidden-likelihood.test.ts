import assert from 'node:assert/strict';
import { foundSubjectsSchema } from '../../../src/api/subject.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { ownSubject } from '../../../src/domain/subject/subject.ts';
import { answerLikely } from '../../../src/workflow/link-records.ts';
import { likelyPersons } from '../../../src/workflow/views/likely.ts';
import { complained, shouted, staff } from '../../bot/person-stage.ts';
import { type Desk, openDesk, readingOf } from '../../bot/pressing.ts';
import { cards, COORDINATOR, type OpenHouse, openHouse } from '../../builders/house.ts';
import { openTabService, type TabService } from './tab-service.ts';

const LOOKS = '紺の上着、白髪、杖';

/** What the threat of 福祉課 says of a person whose name and number nobody knew there. */
const nameless = { ...shouted, name: '', kana: '', phone: '', clothing: '紺の上着', hair: '白髪' };

const READERS = ['suzuki', 'sato', 'kacho'] as const;

/** Search by looks alone, with the number of the hidden complaint, with another, with its name. */
const SEARCHES: readonly Record<string, string>[] = [
  { looks: LOOKS },
  { looks: LOOKS, phone: '5678' },
  { looks: LOOKS, phone: '03-1234-5678' },
  { looks: LOOKS, phone: '03-9876-1111' },
  { looks: LOOKS, name: '山本太郎' },
  { looks: LOOKS, name: '小早川' },
];

describe('how likely a person is, of whom a complaint is hidden from the reader', () => {
  let open: OpenHouse;
  let desk: Desk;
  let service: TabService;
  let threat: Incident;

  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(...Object.values(staff));
    threat = await open.file({ reporter: staff.sato, typed: nameless, word: 'threat' });
    // Others, so that a name and a number say something.
    for (const [index, name] of ['佐々木 健', '渡辺 誠', '小林 実', '中村 清'].entries()) {
      const typed = {
        ...nameless,
        name,
        phone: `090-2222-${3000 + index * 71}`,
        hair: '黒',
        clothing: '赤い帽子',
      };
      await open.file({ reporter: staff.sato, typed, word: `other ${index}` });
    }
    await desk.deliver();
    service = await openTabService(open, cards);
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  /** The person of the threat complained in 税務課 as well, and said there who they are. */
  async function complain(typed: Record<string, string> = complained): Promise<Incident> {
    return join(await open.file({ reporter: staff.tanaka, typed, word: 'complaint' }));
  }

  /** They came to 福祉課 another time, and said who they are. */
  const come = async (typed: Record<string, string>): Promise<Incident> =>
    join(await open.file({ reporter: staff.sato, typed: { ...nameless, ...typed }, word: 'known' }));

  async function join(incident: Incident): Promise<Incident> {
    await open.house.incidents.change(incident.number, (known) => ({
      next: {
        ...known,
        revision: known.revision + 1,
        link: { subject: ownSubject(threat.number), at: known.filedAt, byKey: staff.soumu.key },
      },
      result: undefined,
    }));
    await desk.deliver();
    open.clock.skip(120_000);
    return incident;
  }

  async function found(as: string, body: object) {
    const reply = await service.call({ method: 'POST', path: '/subjects/search', as, body });
    assert.equal(reply.status, 200, reply.text);
    return foundSubjectsSchema.parse(reply.json()).found;
  }
  const bandOf = async (as: string, body: object): Promise<string | undefined> =>
    (await found(as, body)).find(({ subject }) => subject === ownSubject(threat.number))?.band.name;

  async function onCard(as: string, typed: Record<string, string>): Promise<string> {
    const look = await desk.say(as, '調べる');
    const answer = await desk.press(as, look, 'record.find', typed);
    return readingOf(answer.said === '' ? answer.card : desk.newest(as, /^似ている人$/u).card);
  }
  async function beside(as: string, query: string): Promise<unknown> {
    const outcome = await desk.bot.event(as, {
      type: 'invoke',
      name: 'composeExtension/query',
      value: { commandId: 'find', parameters: [{ name: 'query', value: query }] },
    });
    return outcome.kind === 'invoke' ? outcome.body : undefined;
  }

  for (const as of READERS) {
    it(`is the same for ${as} with the complaint’s name and number as with others, on every way`, async () => {
      await complain();
      const bands = await Promise.all(SEARCHES.map((body) => bandOf(as, body)));
      assert.equal(new Set(bands).size, 1, bands.join());
      assert.notEqual(bands[0], undefined);
      const lines = [];
      for (const typed of SEARCHES) {
        const reading = await onCard(as, typed);
        lines.push(/同じ人の見込み: \S+/u.exec(reading.slice(reading.indexOf(threat.number)))?.[0]);
      }
      assert.equal(new Set(lines).size, 1, lines.join());
    });

    it(`is for ${as} to the letter what it was before the complaint`, async () => {
      const seen = async () => ({
        api: await Promise.all(SEARCHES.map((body) => found(as, body))),
        only: await Promise.all([{ phone: '5678' }, { name: '山本' }].map((body) => found(as, body))),
        cards: [await onCard(as, { looks: LOOKS, phone: '5678' }), await onCard(as, { name: '山本' })],
        beside: [await beside(as, '5678'), await beside(as, '山本'), await beside(as, '紺の上着')],
      });
      const before = await seen();
      await complain();
      assert.deepEqual(await seen(), before);
    });
  }

  it('counts the complaint for those who may read it', async () => {
    await complain();
    for (const as of ['tanaka', 'boss', COORDINATOR]) {
      assert.equal(await bandOf(as, { looks: LOOKS, phone: '5678' }), '可能性が高い', as);
      assert.notEqual(await bandOf(as, { looks: LOOKS, phone: '03-9876-1111' }), '可能性が高い', as);
    }
  });

  it('says 可能性が高い by a number that the reader may know of', async () => {
    await complain({ ...complained, phone: '03-5555-4444' });
    await come({ phone: '03-1234-5678', name: '山本 太郎' });
    for (const as of READERS) {
      assert.equal(await bandOf(as, { looks: LOOKS, phone: '5678' }), '可能性が高い', as);
      const reading = await onCard(as, { looks: LOOKS, phone: '5678' });
      assert.match(reading, /同じ人の見込み: 可能性が高い/u);
    }
  });

  it('is shared with nobody of whom the reader may not know, and none of them takes a place', async () => {
    await come({ phone: '03-1234-5678', name: '山本 太郎' });
    for (let index = 0; index < 7; index += 1) {
      await open.file({ reporter: staff.tanaka, typed: complained, word: `unlinked ${index}` });
    }
    await desk.deliver();
    const asked = { phone: '03-1234-5678', name: '山本 太郎' };
    for (const as of READERS) assert.equal(await bandOf(as, asked), '可能性が高い', as);
    assert.ok((await found('boss', asked)).length > (await found('kacho', asked)).length);
  });

  it('is the lowest, and finds nobody by itself, where older code has not noted that it is a complaint', async () => {
    open.house.persons.isComplaint = () => false;
    open.house.persons.rankFor = (report) => open.house.persons.rank(report);
    await complain();
    for (const as of READERS) {
      assert.equal(await bandOf(as, { looks: LOOKS, phone: '5678' }), '弱い', as);
      assert.equal(await bandOf(as, { phone: '5678' }), undefined, as);
    }
  });

  describe('for a new record', () => {
    /** The person came again; the colleague knows the number by now, which only the complaint has. */
    const again = {
      ...nameless,
      hair: '',
      clothing: '',
      belongings: '',
      voice: '',
      build: '',
      row1Words: 'また来た',
    };
    const write = async (over: Record<string, string>, word: string): Promise<Incident> => {
      const { number } = await open.file({
        reporter: staff.suzuki,
        typed: { ...again, ...over },
        word,
      });
      await desk.deliver();
      const stored = await open.house.incidents.read(number);
      assert.ok(stored);
      return stored;
    };

    it('asks its writer about nobody whom only the complaint makes likely', async () => {
      await complain();
      const record = await write({ phone: '03-1234-5678', name: '山本 太郎' }, 'again');
      assert.ok(
        record.likely.some(({ subject }) => subject === ownSubject(threat.number)),
        'the complaint makes it likely',
      );
      assert.deepEqual(await likelyPersons(open.house, record, staff.suzuki), []);
      const told = desk.teams.sentTo('chat-suzuki').map(({ message }) => message.summary);
      assert.ok(!told.some((summary) => summary.startsWith('同じ方かもしれない')), told.join());
      assert.equal((await likelyPersons(open.house, record, staff.soumu)).length, 1);
    });

    it('lets what was answered before be taken back, and calls it weak', async () => {
      await complain();
      const record = await write({ phone: '03-1234-5678', name: '山本 太郎' }, 'again');
      await answerLikely(open.house, {
        number: record.number,
        subject: ownSubject(threat.number),
        answer: 'same',
        person: staff.soumu,
      });
      const stored = await open.house.incidents.read(record.number);
      assert.ok(stored);
      const [person] = await likelyPersons(open.house, stored, staff.suzuki);
      assert.deepEqual([person?.band, person?.reasons, person?.linked], ['weak', [], true]);
    });

    it('asks about a person whom a record makes likely that its writer may know of', async () => {
      await complain();
      await come({ phone: '03-7777-8888' });
      const record = await write({ phone: '03-7777-8888', hair: '白髪', clothing: '紺の上着' }, 'known');
      const [person] = await likelyPersons(open.house, record, staff.suzuki);
      assert.equal(person?.subject, ownSubject(threat.number));
      assert.equal(person.band, 'high');
    });
  });
});
