import assert from 'node:assert/strict';
import type { Alert } from '../../src/domain/alert/alert.ts';
import { joinAlert } from '../../src/domain/alert/route.ts';
import { type Incident, alertIdOf } from '../../src/domain/incident/incident.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { reportMistaken, reportSighting } from '../../src/workflow/answer-alert.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import {
  answerLikely,
  disownRecord,
  mergeFiles,
  splitRecord,
  undoMergeOf,
} from '../../src/workflow/link-records.ts';
import { catchUpChannel } from '../../src/workflow/catch-up-channel.ts';
import { leaveChannel, meetChannel } from '../../src/workflow/meet.ts';
import { fileOf } from '../../src/domain/subject/link.ts';
import { rootFile } from '../../src/workflow/views/files.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { readingOf } from '../bot/pressing.ts';
import {
  channelsOf,
  chatOf,
  coordinator,
  deliverAll,
  openDelivery,
  type OpenHouse,
  openHouse,
  reachable,
} from '../builders/house.ts';
import { alertOf, digest, person } from '../builders/records.ts';
import { createRecordingTeams, type RecordingTeams } from '../builders/teams.ts';

/** Half past ten and five past two on the day of the story. */
const MORNING = new Date('2026-11-21T01:40:00Z');
const MINUTE = 60_000;

const sato = reachable(person({ id: 'sato', name: '佐藤 みどり' }));
const suzuki = reachable(person({ id: 'suzuki', name: '鈴木 あおい', department: 'zeimu' }));
const kimura = reachable(person({ id: 'kimura', name: '木村 さくら', department: 'kokuho' }));

/** The same visitor, as three departments describe him; the words differ. */
const visitor = {
  scene: 'counter',
  name: '乙川 三郎',
  phone: '03-5555-0123',
  age: '50s',
  gender: 'male',
  clothing: '紺の上着、灰色の帽子',
  voice: '低い声',
};

const inFukushi = {
  ...visitor,
  department: 'fukushi',
  date: '2026-11-21',
  time: '10:30',
  row1Words: '今日中に決めろ。決めないならお前の首を飛ばしてやる',
  row2Words: 'これから税務課に行くからな',
  demand: '給付を今日中に決めてほしい',
  danger: 'harm,onward',
};

const inZeimu = {
  ...visitor,
  name: '',
  department: 'zeimu',
  date: '2026-11-21',
  time: '14:05',
  phone: '０３ー５５５５ー０１２３',
  clothing: '濃い青のジャンパー、グレーの帽子',
  row1Words: 'さっき福祉課で断られた。お前の首を飛ばすぞ',
  demand: '滞納を取り消してほしい',
};

const quiet = {
  ...visitor,
  department: 'zeimu',
  date: '2026-11-21',
  time: '14:05',
  row1Words: '説明が先月と違います。調べて返事をください',
};

describe('one person in many departments', () => {
  let open: OpenHouse;
  let teams: RecordingTeams;

  beforeEach(async () => {
    open = openHouse({ now: MORNING });
    teams = createRecordingTeams(open.clock);
    await open.settlePeople(sato, suzuki, kimura);
    await open.settleChannels(...channelsOf(4));
  });
  afterEach(() => open.close());

  const deliver = (): Promise<void> => deliverAll(open, teams);

  async function file(by: Person, typed: Record<string, string>, word: string): Promise<Incident> {
    const { number } = await fileOnly(by, typed, word);
    await deliver();
    return read(number);
  }

  /** Saved, and nothing of it carried out yet. */
  async function fileOnly(by: Person, typed: Record<string, string>, word: string): Promise<Incident> {
    const first = { person: by, nonce: `261121-${digest(word).slice(0, 16)}`, messageId: undefined, typed };
    let outcome = await recordIncident(open.house, first);
    if (outcome.kind === 'advised') {
      await open.house.forms.keep({
        nonce: first.nonce,
        personKey: by.key,
        issuedAt: open.clock.now().toISOString(),
        advised: outcome.advised,
      });
      outcome = await recordIncident(open.house, { ...first, typed: outcome.typed, seen: outcome.seen });
    }
    assert.equal(outcome.kind, 'filed', JSON.stringify(outcome));
    if (outcome.kind !== 'filed') throw new Error('not filed');
    return outcome.incident;
  }

  /** Delivers while the index of persons cannot be asked: the record's own alert goes out. */
  async function raiseBeforeMatching({ number }: Incident): Promise<void> {
    const persons = { ...open.house.persons, rank: () => Promise.reject(new Error('no index')) };
    const { delivery } = openDelivery({ ...open, house: { ...open.house, persons } }, { teams });
    delivery.start();
    await open.clock.pass(4_000);
    assert.ok(
      screens().every((screen) => screen.includes(`受付番号 ${number}`)),
      'warned',
    );
    const stopped = delivery.stop();
    await open.clock.pass(6_000);
    await stopped;
  }

  const read = async (number: string): Promise<Incident> => {
    const found = await open.house.incidents.read(number);
    assert.ok(found);
    return found;
  };
  const alertFor = async (record: Incident): Promise<Alert | undefined> =>
    open.house.alerts.read(alertIdOf(await read(record.number)));
  const screens = (): string[] =>
    channelsOf(4).map((channel) =>
      teams
        .screen(channel.address.conversationId)
        .map(({ card }) => readingOf(card))
        .join('\n----\n'),
    );

  it('lets one alert grow along the way when the second department records the same person', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, inZeimu, 'noon');
    assert.equal(second.likely[0]?.band, 'high', JSON.stringify(second.likely));
    assert.equal(second.joined, first.number);
    const alert = await alertFor(second);
    assert.deepEqual(
      alert?.route.map(({ department, by }) => [department, by]),
      [
        ['fukushi', 'origin'],
        ['zeimu', 'likely'],
      ],
    );
    for (const screen of screens()) {
      assert.match(screen, /福祉課 10:30 → 税務課 14:05\(同じ方の可能性が高い\)/u);
      assert.equal(screen.match(/受付番号/gu)?.length, 1, 'one alert only');
    }
  });

  it('tells everybody within a second, the receipts of the others as well', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const { delivery } = openDelivery(open, { teams });
    delivery.start();
    await open.clock.pass(10_000);
    const second = await fileOnly(suzuki, inZeimu, 'noon');
    delivery.nudge();
    for (let step = 0; step < 20; step += 1) await open.clock.pass(50);
    assert.equal((await read(second.number)).joined, first.number);
    assert.deepEqual(await open.house.incidents.withIntents(10), []);
    assert.deepEqual(await open.house.alerts.withIntents(10), []);
    await delivery.stop();
  });

  it('marks the departments that are likely next: those the person named, then those that usually follow', async () => {
    await file(sato, inFukushi, 'morning');
    for (const screen of screens()) {
      assert.match(screen, /次に行くかもしれない課: 税務課\(本人が話した\)、国保年金課\(よくある流れ\)/u);
    }
  });

  it('asks the reporter about likely persons and links nobody by itself', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, inZeimu, 'noon');
    assert.equal(second.link, undefined);
    const asked = teams
      .screen(chatOf(suzuki))
      .find(({ summary }) => summary.startsWith('同じ方かもしれない'));
    assert.ok(asked, 'no card');
    const said = readingOf(asked.card);
    assert.match(said, /可能性が高い/u);
    assert.match(said, new RegExp(`対象者 ${first.number}`, 'u'));
    assert.match(said, /11月21日 10:30 福祉課 対面/u);
    // Another department's matter, name and number stay there.
    for (const secret of ['給付', '乙川', '5555', '0123', '首を飛ばし'])
      assert.ok(!said.includes(secret), secret);
  });

  it('strikes the stop out in the same messages when the reporter says 別人, and lets its own alert speak', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, { ...inZeimu, danger: 'harm' }, 'noon');
    // Departments that have not confirmed the first alert are asked to by now: that is another story.
    const posts = (): number =>
      teams.calls.filter(({ kind, message }) => kind === 'post' && !/まだ確認/u.test(message.summary)).length;
    const before = posts();
    const [likely] = second.likely;
    assert.ok(likely);
    const outcome = await answerLikely(open.house, {
      number: second.number,
      subject: likely.subject,
      answer: 'other',
      person: suzuki,
    });
    assert.equal(outcome.kind, 'answered');
    await deliver();
    assert.equal((await read(second.number)).joined, undefined);
    for (const screen of screens()) {
      assert.match(screen, /訂正\(\d\d:\d\d\): 税務課 14:05 の方は別人でした/u);
      assert.match(screen, new RegExp(`受付番号 ${second.number}`, 'u'), 'its own alert');
    }
    const own = await open.house.alerts.read(second.number);
    assert.equal(own?.rest, undefined);
    const posted = posts() - before;
    assert.equal(posted, 4, 'one new message per channel: the alert that the second record wanted');
    assert.equal((await alertFor(first))?.route.filter(({ withdrawn }) => withdrawn === undefined).length, 1);
  });

  it('confirms the stop when the reporter says 同一人物, and takes it back with わからない', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, inZeimu, 'noon');
    const subject = second.likely[0]?.subject ?? '';
    await answerLikely(open.house, { number: second.number, subject, answer: 'same', person: suzuki });
    await deliver();
    const together = async (): Promise<boolean> =>
      (await rootFile(open.house, fileOf(await read(second.number)))) ===
      (await rootFile(open.house, fileOf(await read(first.number))));
    assert.equal(await together(), true);
    assert.equal((await alertFor(second))?.route[1]?.by, 'confirmed');
    for (const screen of screens()) assert.match(screen, /福祉課 10:30 → 税務課 14:05(?!\()/u);
    await answerLikely(open.house, { number: second.number, subject, answer: 'unknown', person: suzuki });
    await deliver();
    assert.equal(await together(), false);
    assert.equal((await alertFor(second))?.route[1]?.by, 'likely', 'as before');
  });

  it('tells nobody of an ordinary complaint, however surely it is the same person', async () => {
    await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const complaint = await file(suzuki, quiet, 'noon');
    assert.equal(complaint.joined, undefined);
    for (const screen of screens()) assert.ok(!screen.includes('14:05'), screen);
  });

  it('raises an alert for the way itself when nobody asked for one, and none for two complaints', async () => {
    const { danger: _, ...first } = inFukushi;
    await file(sato, { ...first, danger: '' }, 'morning');
    assert.ok(screens().every((screen) => !screen.includes('緊急アラート')));
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, inZeimu, 'noon');
    const alert = await alertFor(second);
    assert.deepEqual(
      alert?.route.map(({ department }) => department),
      ['fukushi', 'zeimu'],
    );
    assert.equal(second.alerted || (await read(second.number)).alerted, true);
  });

  it('makes a sound in every channel when a record that wanted an alert joins', async () => {
    await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    await file(suzuki, { ...inZeimu, danger: 'violence' }, 'noon');
    for (const screen of screens()) {
      assert.match(screen, /に動きがありました/u);
      assert.match(screen, /人をたたいた・物を投げた・壊した/u);
    }
  });

  it('puts right in the same line what it called for, when it was somebody else', async () => {
    await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, { ...inZeimu, danger: 'violence' }, 'noon');
    const subject = second.likely[0]?.subject ?? '';
    await answerLikely(open.house, { number: second.number, subject, answer: 'other', person: suzuki });
    await deliver();
    for (const screen of screens()) {
      assert.doesNotMatch(screen, /に動きがありました/u);
      assert.match(screen, /訂正: 緊急アラート/u);
    }
    await answerLikely(open.house, { number: second.number, subject, answer: 'same', person: suzuki });
    await deliver();
    for (const screen of screens()) assert.match(screen, /に動きがありました/u);
  });

  it('brings in a third department, and keeps one message per channel', async () => {
    await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    await file(suzuki, inZeimu, 'noon');
    open.clock.skip(60 * MINUTE);
    await file(kimura, { ...inZeimu, department: 'kokuho', time: '15:10' }, 'evening');
    for (const screen of screens()) {
      assert.match(screen, /福祉課 10:30 → 税務課 14:05.* → 国保年金課 15:10/u);
      assert.equal(screen.match(/受付番号/gu)?.length, 1);
    }
  });

  it('lets any member of the department say 別人でした from its channel', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, inZeimu, 'noon');
    await disownRecord(open.house, { number: second.number, from: [first.number], person: kimura });
    await deliver();
    for (const screen of screens()) assert.match(screen, /税務課 14:05 の方は別人でした/u);
  });

  it('joins the alerts of two files that are merged, and parts them when the merge is taken back', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const stranger = await file(
      suzuki,
      {
        department: 'zeimu',
        date: '2026-11-21',
        time: '14:05',
        scene: 'phone',
        row1Words: '殺すぞ',
        age: '20s',
        gender: 'female',
        danger: 'harm',
      },
      'noon',
    );
    assert.equal(stranger.joined, undefined);
    await open.settlePeople(coordinator());
    const merged = await mergeFiles(open.house, {
      one: `s-${first.number}`,
      other: `s-${stranger.number}`,
      person: coordinator(),
    });
    assert.equal(merged.kind, 'done');
    await deliver();
    assert.equal((await read(stranger.number)).joined ?? (await read(first.number)).joined, first.number);
    const away =
      [first, stranger]
        .map(({ number }) => `s-${number}`)
        .toSorted()
        .at(-1) ?? '';
    assert.equal((await undoMergeOf(open.house, { subject: away, person: coordinator() })).kind, 'done');
    await deliver();
    assert.equal((await read(stranger.number)).joined, undefined);
    assert.equal((await open.house.alerts.read(stranger.number))?.rest, undefined);
  });

  it('keeps minors and lines for advice out of the matching, and lets their own alerts go out', async () => {
    const first = await file(sato, { ...inFukushi, age: '10s' }, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await file(suzuki, { ...inZeimu, scene: 'phone', line: 'こころの相談 2番' }, 'noon');
    open.clock.skip(60 * MINUTE);
    const third = await file(kimura, { ...inZeimu, department: 'kokuho', time: '15:10' }, 'evening');
    for (const record of [second, third]) assert.equal(record.joined, undefined);
    assert.deepEqual(second.likely, []);
    assert.equal((await alertFor(first))?.route.length, 1);
  });

  it('is two ways when the contacts lie further apart than the window', async () => {
    await file(sato, { ...inFukushi, date: '2026-11-19' }, 'long ago');
    const second = await file(suzuki, { ...inZeimu, time: '10:35', danger: 'harm' }, 'now');
    assert.equal(second.likely[0]?.band, 'high', 'it is the same person');
    assert.equal(second.joined, undefined);
    for (const screen of screens()) assert.equal(screen.match(/受付番号/gu)?.length, 2);
  });

  it('lets the alert go out at once although the matching fails, and settles the way afterwards', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const { number } = await fileOnly(suzuki, { ...inZeimu, danger: 'harm' }, 'noon');
    await raiseBeforeMatching(await read(number));
    await deliver();
    assert.equal((await read(number)).joined, first.number);
    for (const screen of screens())
      assert.match(screen, new RegExp(`アラート ${first.number} にまとめました`, 'u'));
  });

  it('warns first and matches afterwards while the index is not read yet', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const order: string[] = [];
    const { persons, alerts } = open.house;
    const cold = {
      ...open.house,
      persons: {
        ...persons,
        warm: () => false,
        rank: (report: Parameters<typeof persons.rank>[0]) => {
          order.push('matched');
          return persons.rank(report);
        },
      },
      alerts: {
        ...alerts,
        create: (alert: Alert) => {
          order.push('raised');
          return alerts.create(alert);
        },
      },
    };
    const outcome = await recordIncident(open.house, {
      person: suzuki,
      nonce: `261121-${digest('noon').slice(0, 16)}`,
      messageId: undefined,
      typed: { ...inZeimu, danger: 'harm' },
    });
    assert.ok(outcome.kind === 'filed');
    await deliverAll({ ...open, house: cold }, teams);
    assert.deepEqual(order.slice(0, 2), ['raised', 'matched']);
    assert.equal((await read(outcome.incident.number)).joined, first.number);
  });

  it('tells a channel that is bound late of alerts that still warn, and of no others', async () => {
    const first = await file(sato, inFukushi, 'morning');
    await open.house.alerts.change(first.number, (alert) => ({
      next: { ...alert, rest: { why: 'expired' as const, at: open.clock.now().toISOString() } },
      result: undefined,
    }));
    const late = channelsOf(6)[5];
    assert.ok(late);
    await open.settleChannels(late);
    await catchUpChannel(open.house, late);
    await deliver();
    assert.deepEqual(teams.screen(late.address.conversationId), []);
  });

  it('lets a channel to which the bot comes back see the end of an alert that it has', async () => {
    const first = await file(sato, inFukushi, 'morning');
    const [, zeimu] = channelsOf(4);
    assert.ok(zeimu);
    await leaveChannel(open.house, zeimu.address);
    await open.house.alerts.change(first.number, (alert) => ({
      next: joinAlert(alert, '261121-000000', open.clock.now(), digest),
      result: undefined,
    }));
    await deliver();
    assert.doesNotMatch(screens()[1] ?? '', /まとめました/u);
    await catchUpChannel(open.house, await meetChannel(open.house, zeimu.address, zeimu.name));
    await deliver();
    for (const screen of screens()) assert.match(screen, /アラート 261121-000000 にまとめました/u);
  });

  /** Two departments on one alert. */
  async function twoStops(): Promise<[Incident, Incident]> {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    return [first, await file(suzuki, inZeimu, 'noon')];
  }
  const live = (alert: Alert | undefined): string[] =>
    (alert?.route ?? []).filter(({ withdrawn }) => withdrawn === undefined).map(({ record }) => record);
  const inZeimuChannel = (alert: string) => ({ alert, person: suzuki, channel: channelsOf(2)[1] });

  it('costs the same for the thirtieth contact of a day as for the third', async () => {
    const first = await file(sato, inFukushi, 'c0');
    const revisions: number[] = [];
    for (let n = 1; n <= 30; n += 1) {
      open.clock.skip(5 * MINUTE);
      await file(
        n % 2 === 0 ? sato : suzuki,
        { ...inZeimu, department: n % 2 === 0 ? 'fukushi' : 'zeimu', time: '10:35' },
        `c${n}`,
      );
      revisions.push((await open.house.alerts.read(first.number))?.revision ?? 0);
    }
    const grown = revisions.slice(1).map((revision, index) => revision - (revisions[index] ?? 0));
    assert.ok(Math.max(...grown) <= 3, grown.join(' '));
    for (const screen of screens()) assert.equal(screen.match(/受付番号/gu)?.length, 1);
  }).timeout(60_000);

  it('warns nobody anew when somebody writes more into an old record', async () => {
    const [, second] = await twoStops();
    open.clock.skip(30 * 24 * 60 * MINUTE);
    await deliver();
    await deliver();
    const before = teams.calls.filter(({ kind }) => kind === 'post').length;
    const saved = await correctRecord(open.house, {
      number: second.number,
      person: suzuki,
      part: 'outcome',
      review: '',
      base: 1,
      nonce: `261221-${digest('late').slice(0, 16)}`,
      typed: { taken: '書面で答えた', ending: 'left' },
      seen: '',
    });
    assert.equal(saved.kind, 'saved', JSON.stringify(saved));
    await deliver();
    const posted = teams.calls.filter(({ kind }) => kind === 'post').slice(before);
    assert.deepEqual(
      posted.filter(({ where }) => where.startsWith('19:')).map(({ message }) => message.summary),
      [],
    );
  });

  it('leaves nobody on the alert of a record that was put apart', async () => {
    const [first, second] = await twoStops();
    const subject = second.likely[0]?.subject ?? '';
    await answerLikely(open.house, { number: second.number, subject, answer: 'same', person: suzuki });
    await deliver();
    await splitRecord(open.house, { number: first.number, person: sato });
    await deliver();
    assert.deepEqual(live(await open.house.alerts.read(first.number)), [first.number]);
    assert.equal((await read(second.number)).joined, undefined);
    for (const screen of screens()) assert.match(screen, /税務課 14:05 の方は別人でした/u);
  });

  it('does not bring together again what was put apart by hand, however alike it is', async () => {
    const [first, second] = await twoStops();
    const [one, other] = [`s-${first.number}`, `s-${second.number}`];
    await open.settlePeople(coordinator());
    await mergeFiles(open.house, { one, other, person: coordinator() });
    await deliver();
    const away = [one, other].toSorted().at(-1) ?? '';
    await undoMergeOf(open.house, { subject: away, person: coordinator() });
    await deliver();
    assert.deepEqual(live(await open.house.alerts.read(first.number)), [first.number]);
  });

  it('takes a mistaken sighting back without touching the record of the morning', async () => {
    const [first, second] = await twoStops();
    await reportSighting(open.house, { ...inZeimuChannel(first.number), place: 'counter' });
    assert.equal((await reportMistaken(open.house, inZeimuChannel(first.number))).kind, 'shown');
    await deliver();
    const alert = await open.house.alerts.read(first.number);
    assert.deepEqual(live(alert), [first.number, second.number]);
    assert.ok(alert?.sightings.every(({ withdrawn }) => withdrawn !== undefined));
    await reportMistaken(open.house, inZeimuChannel(first.number));
    await deliver();
    assert.deepEqual(live(await open.house.alerts.read(first.number)), [first.number], 'pressed once more');
  });

  it('lets whoever wrote the record end an alert that was wrong, and tells the others what they can do', async () => {
    const first = await file(sato, inFukushi, 'morning');
    const press = (by: Person, department: string) =>
      reportMistaken(open.house, {
        alert: first.number,
        person: by,
        channel: channelsOf(4).find((channel) => channel.department === department),
      });
    assert.equal((await press(kimura, 'kokuho')).kind, 'nothing-said');
    const colleague = reachable(person({ id: 'colleague', name: '同僚' }));
    assert.equal((await press(colleague, 'fukushi')).kind, 'not-entitled');
    assert.equal((await press(sato, 'fukushi')).kind, 'shown');
    await deliver();
    for (const screen of screens()) {
      assert.match(screen, /取り消しました/u);
      assert.doesNotMatch(screen, /野球帽|灰色の帽子/u);
    }
  });

  it('loses no warning when it cannot be raised at the first try', async () => {
    const [, second] = await (async (): Promise<[Incident, Incident]> => {
      const first = await file(sato, inFukushi, 'morning');
      open.clock.skip(3.5 * 60 * MINUTE);
      return [first, await file(suzuki, { ...inZeimu, danger: 'harm' }, 'noon')];
    })();
    const { alerts } = open.house;
    let failures = 1;
    const create: typeof alerts.create = (alert) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('store')) : alerts.create(alert);
    };
    const subject = second.likely[0]?.subject ?? '';
    await answerLikely(open.house, { number: second.number, subject, answer: 'other', person: suzuki });
    await deliverAll({ ...open, house: { ...open.house, alerts: { ...alerts, create } } }, teams);
    await deliver();
    assert.equal((await open.house.alerts.read(second.number))?.rest, undefined);
    for (const screen of screens()) assert.match(screen, new RegExp(`受付番号 ${second.number}`, 'u'));
  });

  it('loses no warning when a join stops half-way and is not wanted any more afterwards', async () => {
    const first = await file(sato, inFukushi, 'morning');
    open.clock.skip(3.5 * 60 * MINUTE);
    const second = await fileOnly(suzuki, { ...inZeimu, danger: 'harm' }, 'noon');
    const { alerts } = open.house;
    await raiseBeforeMatching(second);
    // The second alert rests already; the first does not tell of it yet.
    const change: typeof alerts.change = async (id, step) => {
      const found = await alerts.read(second.number);
      if (id === first.number && found?.rest !== undefined) throw new Error('store');
      return alerts.change(id, step);
    };
    await deliverAll({ ...open, house: { ...open.house, alerts: { ...alerts, change } } }, teams);
    assert.equal((await alerts.read(second.number))?.rest?.why, 'joined');
    assert.equal((await read(second.number)).joined, undefined);
    const subject = (await read(second.number)).likely[0]?.subject ?? '';
    await answerLikely(open.house, { number: second.number, subject, answer: 'other', person: suzuki });
    await deliver();
    assert.equal((await alerts.read(second.number))?.rest, undefined);
    for (const screen of screens()) assert.match(screen, new RegExp(`受付番号 ${second.number}`, 'u'));
    assert.deepEqual(
      (await alerts.read(first.number))?.route.filter(({ withdrawn }) => withdrawn === undefined).length,
      1,
    );
  });

  it('shows a sighting that was pressed on an old card where the person is told of now', async () => {
    const [first] = await twoStops();
    await open.house.alerts.create({
      ...((await open.house.alerts.read(first.number)) ?? alertOf()),
      id: '261121-000000',
      rest: { why: 'joined', into: first.number, at: open.clock.now().toISOString() },
    });
    await reportSighting(open.house, { ...inZeimuChannel('261121-000000'), place: 'phone' });
    await deliver();
    for (const screen of screens()) assert.match(screen, /いま来ています: 税務課 電話中/u);
  });
});
