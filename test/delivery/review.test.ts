import assert from 'node:assert/strict';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import { reviewRecord, tellAsWitness } from '../../src/workflow/review-record.ts';
import { type Desk, fieldsOf, offers, openDesk, readingOf, valuesOf } from '../bot/pressing.ts';
import { chatOf, chief, type OpenHouse, openHouse, reporter } from '../builders/house.ts';
import { nonceFor, person } from '../builders/records.ts';

describe('questions about a record', () => {
  let open: OpenHouse;
  let desk: Desk;
  let incident: Incident;
  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(chief());
    incident = await open.file({ reporter: reporter() });
    await desk.deliver();
  });
  afterEach(() => open.close());

  const ask = (word: string, field: string) =>
    reviewRecord(open.house, {
      number: incident.number,
      nonce: nonceFor(word),
      questions: [{ field, question: `${field}は?` }],
      person: chief(),
    });

  async function answer(index: number, typed: Record<string, string>): Promise<void> {
    const record = await open.house.incidents.read(incident.number);
    const outcome = await correctRecord(open.house, {
      number: incident.number,
      base: record?.versions.length ?? 0,
      nonce: nonceFor(`answer ${index}`),
      part: 'questions',
      review: record?.reviews[index]?.id ?? '',
      typed,
      person: person(),
    });
    assert.equal(outcome.kind, 'saved');
  }

  const shownTo = (who: string, kind: RegExp) =>
    desk.teams.screen(who).filter(({ summary }) => kind.test(summary));
  const asked = () => shownTo(chatOf(reporter()), /質問に答える/u);
  const told = () => shownTo(chatOf(chief()), /質問への答えが届きました/u);

  it('come once, whatever happens to the process', async () => {
    await ask('one', 'manner');
    await desk.deliver();
    await desk.restarted().deliver();
    assert.equal(asked().length, 1);
    assert.equal(told().length, 0);
  });

  it('of two reviews stand on two cards, each with its own fields', async () => {
    await ask('one', 'manner');
    await ask('two', 'taken');
    await desk.deliver();
    assert.deepEqual(
      asked().map(({ card }) => fieldsOf(card)),
      [
        ['manner', 'reason'],
        ['taken', 'reason'],
      ],
    );
  });

  it('that are answered become what was answered, and the other review stays', async () => {
    await ask('one', 'manner');
    await ask('two', 'taken');
    await desk.deliver();
    await answer(0, { manner: '4回', reason: '数えなおした' });
    await desk.deliver();
    assert.deepEqual(
      asked().map(({ card }) => fieldsOf(card)),
      [['taken', 'reason']],
    );
    const [twin] = shownTo(chatOf(reporter()), /^保存しました/u);
    assert.match(readingOf(twin?.card ?? {}), /→ 4回/u);
    assert.ok(!offers(twin?.card ?? {}, 'edit.save'));
    assert.equal(told().length, 1);
    await answer(1, { taken: '別の対応', reason: '思い出した' });
    await desk.deliver();
    assert.equal(told().length, 2);
    assert.equal(asked().length, 0);
  });

  it('answered before they were delivered come as the answer', async () => {
    await ask('one', 'manner');
    await answer(0, { manner: '4回', reason: '数えなおした' });
    await desk.deliver();
    assert.equal(asked().length, 0);
    assert.equal(told().length, 1);
  });

  it('answered with why it stands tell the approver so', async () => {
    await ask('one', 'manner');
    await answer(0, { manner: incident.versions[0]?.content.manner ?? '', reason: '録画でも3回だった' });
    await desk.deliver();
    const [card] = told();
    assert.match(readingOf(card?.card ?? {}), /録画でも3回だった/u);
  });

  it('show what the record says when they are delivered', async () => {
    await ask('one', 'manner');
    const outcome = await correctRecord(open.house, {
      number: incident.number,
      base: 1,
      nonce: nonceFor('before'),
      part: 'how',
      review: '',
      typed: { conduct: 'threat', manner: '5回', reason: 'r' },
      person: person(),
    });
    assert.equal(outcome.kind, 'saved');
    await desk.deliver();
    assert.equal(valuesOf(asked()[0]?.card ?? {})['manner'], '5回');
  });

  it('and the accounts of witnesses leave no word in the log of the delivery', async () => {
    await ask('one', 'manner');
    await tellAsWitness(open.house, {
      number: incident.number,
      nonce: nonceFor('w'),
      text: '秘密の話',
      person: person({ id: 'suzuki' }),
    });
    await desk.deliver();
    assert.doesNotMatch(JSON.stringify(desk.bot.lines), /秘密|manner|佐藤|高橋/u);
  });
});
