import assert from 'node:assert/strict';
import { createExpansion } from '../../src/delivery/expand.ts';
import type { Alert } from '../../src/domain/alert/alert.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { ATTEMPT_MS } from '../../src/domain/attempt.ts';
import { isOpen, type OwedMessage } from '../../src/domain/owed.ts';
import { acknowledgeAlert, reportSighting } from '../../src/workflow/answer-alert.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { appointApprover } from '../../src/workflow/appoint-approver.ts';
import { decide, escalate } from '../../src/workflow/escalate.ts';
import { leaveChannel, meetChannel } from '../../src/workflow/meet.ts';
import { sendDetails } from '../../src/workflow/read-details.ts';
import { type OutgoingMessage, TeamsFault } from '../../src/workflow/teams-port.ts';
import { welcomeChannel, welcomePerson } from '../../src/workflow/welcome.ts';
import {
  channelsOf,
  chatOf,
  chief,
  coordinator,
  installed,
  openDelivery,
  type OpenHouse,
  openHouse,
  quietTyped,
  reachable,
  reporter,
} from '../builders/house.ts';
import { nonceFor, person, ward } from '../builders/records.ts';
import { createRecordingTeams, type RecordingTeams, textOf } from '../builders/teams.ts';

const channels = channelsOf(3);
const [fukushi, zeimu, kokuho] = channels as [
  (typeof channels)[number],
  (typeof channels)[number],
  (typeof channels)[number],
];
const at = (channel: (typeof channels)[number]): string => channel.address.conversationId;

describe('the delivery', () => {
  let open: OpenHouse;
  let teams: RecordingTeams;
  let running: ReturnType<typeof openDelivery>;

  function begin(wishes: Parameters<typeof openHouse>[0] = {}): void {
    open = openHouse(wishes);
    teams = createRecordingTeams(open.clock);
    running = openDelivery(open, { teams });
  }

  afterEach(async () => {
    const stopped = running.delivery.stop();
    await open.clock.pass(60_000);
    await stopped;
    await open.close();
  });

  /** Another process on the same store. */
  async function restart(): Promise<void> {
    running = openDelivery(open, { teams });
    running.delivery.start();
    await open.clock.pass(1_000);
  }

  /** As after a save: the bell rings, and the work is done. */
  async function ring(ms = 2_000): Promise<void> {
    running.delivery.nudge();
    await open.clock.pass(ms);
  }

  const row = async (about: string, id: string): Promise<OwedMessage> => {
    const found = (await open.house.owed.about(about)).find((candidate) => candidate.id === id);
    assert.ok(found, `no row ${id}`);
    return found;
  };
  const alertRow = (incident: Incident, channel = zeimu) => row(incident.number, `alert-${channel.key}`);

  const press = (incident: Incident, department: string) =>
    acknowledgeAlert(open.house, {
      alert: incident.number,
      person: person({ id: department, department }),
      channel: undefined,
    });

  /** What a chat shows beside the question for the one answer, which every alert asks of its approvers. */
  const asked = (one: Person): OutgoingMessage[] =>
    teams.screen(chatOf(one)).filter(({ summary }) => !summary.startsWith('統一回答'));

  async function alerted(): Promise<Incident> {
    await open.settleChannels(...channels);
    running.delivery.start();
    const incident = await open.file({ reporter: reporter(), messageId: 'form' });
    await ring();
    return incident;
  }

  /** Nothing is open any more, and nothing was given up. */
  async function allDone(incident: Incident): Promise<void> {
    const rows = await open.house.owed.about(incident.number);
    for (const one of rows) assert.deepEqual([one.id, one.state, one.shown], [one.id, 'sent', one.wanted]);
    assert.deepEqual((await open.house.incidents.read(incident.number))?.intents, []);
  }

  it('brings an alert to every bound, active channel once, and the receipt to the place of the form', async () => {
    begin();
    const { department: _, ...unbound } = installed({ id: 'unbound' });
    const removed = { ...installed({ id: 'removed' }), state: 'removed' as const };
    await open.settleChannels(unbound, removed);
    const incident = await alerted();
    for (const channel of channels) {
      assert.equal(teams.screen(at(channel)).length, 1);
      assert.match(
        teams.screen(at(channel))[0]?.summary ?? '',
        new RegExp(`緊急アラート ${incident.number}`, 'u'),
      );
    }
    assert.deepEqual(teams.sentTo(at(unbound as typeof fukushi)), []);
    assert.deepEqual(teams.sentTo(at(removed)), []);
    const receipts = teams.sentTo(chatOf(reporter()));
    assert.ok(receipts.every(({ kind, activityId }) => kind === 'update' && activityId === 'form'));
    assert.match(
      textOf(receipts.at(-1)?.message ?? { card: {}, summary: '' }),
      /届け先は3課です。確認 0\/3/u,
    );
    await allDone(incident);
  });

  it('brings a record without alert to the reporter only', async () => {
    begin();
    await open.settleChannels(...channels);
    running.delivery.start();
    const incident = await open.file({ reporter: reporter(), typed: quietTyped });
    await ring();
    assert.deepEqual([...new Set(teams.calls.map(({ where }) => where))], [chatOf(reporter())]);
    assert.match(
      textOf(teams.screen(chatOf(reporter()))[0] ?? { card: {}, summary: '' }),
      new RegExp(incident.number, 'u'),
    );
  });

  it('says nothing private in any channel', async () => {
    begin();
    const incident = await alerted();
    await reportSighting(open.house, {
      alert: incident.number,
      place: 'entrance',
      person: person({ id: 'z', department: 'zeimu' }),
      channel: undefined,
    });
    await ring();
    for (const channel of channels) {
      const said = teams
        .sentTo(at(channel))
        .map(({ message }) => textOf(message))
        .join();
      assert.doesNotMatch(said, /山本|やまもと|1234|今日中|先週|今すぐ出せ|佐藤/u);
      assert.match(said, /入口・ロビー/u);
    }
  });

  it('replaces the same message in every channel when a department has read it', async () => {
    begin();
    const incident = await alerted();
    await press(incident, 'zeimu');
    await ring();
    for (const channel of channels) {
      const [post, update, ...more] = teams.sentTo(at(channel));
      assert.deepEqual(more, []);
      assert.deepEqual([post?.kind, update?.kind], ['post', 'update']);
      assert.equal(post?.activityId, update?.activityId);
      assert.match(textOf(teams.screen(at(channel))[0] ?? { card: {}, summary: '' }), /税務課/u);
    }
    assert.match(
      textOf(teams.screen(chatOf(reporter())).at(-1) ?? { card: {}, summary: '' }),
      /確認 1\/3\(税務課\)/u,
    );
    await allDone(incident);
  });

  it('never sends an update before the post, and never two calls at once into a conversation', async () => {
    begin();
    await open.settleChannels(...channels);
    teams.trouble(at(zeimu), { ms: 5_000 }, { ms: 5_000 });
    running.delivery.start();
    const incident = await open.file({ reporter: reporter() });
    await ring(500);
    for (const department of ['fukushi', 'zeimu', 'kokuho', 'koen']) {
      await press(incident, department);
      await ring(500);
    }
    await ring(30_000);
    const sent = teams.sentTo(at(zeimu));
    assert.equal(sent[0]?.kind, 'post');
    assert.ok(
      sent.slice(1).every(({ kind, activityId }) => kind === 'update' && activityId === sent[0]?.activityId),
    );
    assert.ok(sent.length <= 3, 'versions in between are skipped');
    assert.equal(teams.mostAtOnce(), 1);
    assert.match(textOf(sent.at(-1)?.message ?? { card: {}, summary: '' }), /"確認 4|公園課/u);
    await allDone(incident);
  });

  it('does not let a dead channel delay the others', async () => {
    begin();
    teams.trouble(at(zeimu), ...Array.from({ length: 20 }, () => ({ ms: 60_000 })));
    const started = open.clock.now().getTime();
    await alerted();
    for (const channel of [fukushi, kokuho]) {
      const [post] = teams.sentTo(at(channel));
      assert.ok((post?.at ?? Infinity) - started < 1_000);
      assert.equal(teams.screen(at(channel)).length, 1);
    }
  });

  it('marks the repeat of a post that may have appeared with 再送, and takes the mark away later', async () => {
    begin();
    teams.trouble(at(zeimu), { fault: new TeamsFault('ambiguous', 502), shown: true });
    const incident = await alerted();
    const [first, second] = teams.screen(at(zeimu));
    assert.doesNotMatch(first?.summary ?? '', /再送/u);
    assert.match(second?.summary ?? '', /【再送】/u);
    assert.match(textOf(second ?? { card: {}, summary: '' }), /再送/u);
    await press(incident, 'fukushi');
    await ring();
    assert.equal(teams.screen(at(zeimu)).length, 2);
    assert.doesNotMatch(textOf(teams.screen(at(zeimu))[1] ?? { card: {}, summary: '' }), /再送/u);
    assert.doesNotMatch(textOf(teams.screen(at(fukushi))[0] ?? { card: {}, summary: '' }), /再送/u);
  });

  it('does not mark the repeat of an update', async () => {
    begin();
    const incident = await alerted();
    teams.trouble(at(zeimu), { fault: new TeamsFault('ambiguous', 504), shown: true });
    await press(incident, 'fukushi');
    await ring(30_000);
    assert.equal(teams.screen(at(zeimu)).length, 1);
    assert.doesNotMatch(textOf(teams.screen(at(zeimu))[0] ?? { card: {}, summary: '' }), /再送/u);
    await allDone(incident);
  });

  for (const [what, asked, from, to] of [
    ['30 s', 30_000, 30_000, 31_000],
    ['a day, of which two minutes are believed', 86_400_000, 120_000, 126_000],
  ] as const) {
    it(`waits as long as 429 asks: ${what}`, async () => {
      begin();
      teams.trouble(at(zeimu), { fault: new TeamsFault('throttled', 429, asked) });
      await alerted();
      await ring(150_000);
      const [first, second] = teams.sentTo(at(zeimu));
      const waited = (second?.at ?? Infinity) - (first?.at ?? 0);
      assert.ok(waited >= from && waited <= to, `${waited} ms`);
      assert.equal(teams.screen(at(zeimu)).length, 1);
    });
  }

  it('tries a channel that is said to be gone three times, then gives up with the reason kept', async () => {
    begin();
    teams.trouble(at(zeimu), ...Array.from({ length: 50 }, () => ({ fault: new TeamsFault('gone', 404) })));
    const incident = await alerted();
    await ring(600_000);
    assert.equal(teams.sentTo(at(zeimu)).length, 3);
    const { state, reason } = await alertRow(incident);
    assert.deepEqual([state, reason], ['parked', 'gone']);
  });

  it('posts an alert anew that somebody deleted, with the mark', async () => {
    begin();
    const incident = await alerted();
    teams.wipe(at(zeimu));
    await press(incident, 'fukushi');
    await ring(60_000);
    const [message, ...more] = teams.screen(at(zeimu));
    assert.deepEqual(more, []);
    assert.match(message?.summary ?? '', /【再送】/u);
    await press(incident, 'zeimu');
    await ring();
    assert.equal(teams.screen(at(zeimu)).length, 1);
    await allDone(incident);
  });

  it('gives up at once where the bot is blocked, and takes it up when the bot is installed again', async () => {
    begin();
    teams.trouble(at(zeimu), { fault: new TeamsFault('blocked', 403) });
    const incident = await alerted();
    await ring(60_000);
    assert.deepEqual([(await alertRow(incident)).state, teams.sentTo(at(zeimu)).length], ['parked', 1]);
    await welcomeChannel(open.house, await meetChannel(open.house, zeimu.address, ''));
    await ring();
    assert.equal(teams.screen(at(zeimu)).length, 1);
    await allDone(incident);
  });

  it('tells the coordinators which department an alert could not reach, and why', async () => {
    begin();
    const soumu = reachable(coordinator());
    await open.settlePeople(soumu);
    teams.trouble(at(zeimu), { fault: new TeamsFault('blocked', 403) });
    const incident = await alerted();
    await ring();
    const [told, ...more] = teams.screen(chatOf(soumu));
    assert.deepEqual(more, []);
    for (const words of ['届かなかった緊急アラート', incident.number, '税務課', '外されている']) {
      assert.ok(told !== undefined && textOf(told).includes(words), words);
    }
  });

  it('tells the coordinators before it gives a row up, so that a death in between hides nothing', async () => {
    begin({
      over: (store) => ({
        ...store,
        replace: (container, doc, version) =>
          container === 'deliveries' && (doc['item'] as OwedMessage).state === 'parked'
            ? Promise.reject(new Error('died'))
            : store.replace(container, doc, version),
      }),
    });
    const soumu = reachable(coordinator());
    await open.settlePeople(soumu);
    teams.trouble(at(zeimu), { fault: new TeamsFault('blocked', 403) });
    const incident = await alerted();
    assert.equal((await alertRow(incident)).state, 'sending');
    assert.match(teams.screen(chatOf(soumu))[0]?.summary ?? '', /届かなかった緊急アラート/u);
  });

  it('tells the coordinators of a channel that was taken away before its alert came', async () => {
    begin();
    const soumu = reachable(coordinator());
    await open.settlePeople(soumu);
    await open.settleChannels(...channels);
    const incident = await open.file({ reporter: reporter() });
    await createExpansion(open.house).sweep(assert.fail);
    await leaveChannel(open.house, zeimu.address);
    running.delivery.start();
    await open.clock.pass(2_000);
    const told = teams.screen(chatOf(soumu))[0];
    assert.ok(told !== undefined && textOf(told).includes('税務課'));
    const { state, reason } = await alertRow(incident);
    assert.deepEqual([state, reason], ['parked', 'blocked']);
    await welcomeChannel(open.house, await meetChannel(open.house, zeimu.address, ''));
    await ring();
    assert.equal(teams.screen(at(zeimu)).length, 1);
    await allDone(incident);
  });

  it('brings a new alert everywhere at once although a thousand wait for a channel that does not answer', async () => {
    begin();
    await open.settleChannels(...channels);
    teams.trouble(at(zeimu), ...Array.from({ length: 2_000 }, () => ({ ms: 60_000 })));
    for (let n = 0; n < 1_000; n += 1) {
      await open.house.owed.owe(
        [
          {
            id: `alert-${zeimu.key}`,
            about: `261120-${n}`,
            to: { kind: 'channel', channel: zeimu.key },
            shows: { kind: 'alert', alert: `261120-${n}` },
            wanted: 1,
          },
        ],
        new Date(open.clock.now().getTime() - 60_000),
      );
    }
    // They have been tried before, or nothing could ever have been drawn for them.
    const { alerts } = open.house;
    const read: typeof alerts.read = async (id) =>
      (await alerts.read(id)) ?? ({ ...(await alerts.read(incident.number)), id } as Alert);
    running = openDelivery({ ...open, house: { ...open.house, alerts: { ...alerts, read } } }, { teams });
    const incident = await open.file({ reporter: reporter() });
    running.delivery.start();
    await open.clock.pass(3_000);
    for (const channel of [fukushi, kokuho]) assert.equal(teams.screen(at(channel)).length, 1);
    teams.calm();
  });

  it('sends nothing more into a channel that the bot was taken out of', async () => {
    begin();
    const incident = await alerted();
    await leaveChannel(open.house, zeimu.address);
    await press(incident, 'fukushi');
    await ring();
    assert.equal(teams.sentTo(at(zeimu)).length, 1);
  });

  it('shows what was decided since when the bot comes back into a channel', async () => {
    begin();
    const incident = await alerted();
    await leaveChannel(open.house, zeimu.address);
    await press(incident, 'fukushi');
    await ring();
    await welcomeChannel(open.house, await meetChannel(open.house, zeimu.address, ''));
    await ring();
    assert.equal(teams.screen(at(zeimu)).length, 1);
    assert.match(textOf(teams.screen(at(zeimu))[0] ?? { card: {}, summary: '' }), /\(福祉課\)/u);
  });

  it('brings a greeting once, into a chat that it has to open first', async () => {
    begin();
    running.delivery.start();
    const newcomer = person({ id: 'newcomer' });
    await open.settlePeople(newcomer);
    await welcomePerson(open.house, newcomer);
    await welcomePerson(open.house, newcomer);
    await ring();
    assert.deepEqual(
      teams.calls.map(({ kind, where }) => [kind, where]),
      [
        ['open', '29:newcomer'],
        ['post', 'a:29:newcomer'],
      ],
    );
    assert.equal((await open.house.people.read(newcomer.key))?.chat?.conversationId, 'a:29:newcomer');
  });

  it('tries again when the chat cannot be opened', async () => {
    begin();
    running.delivery.start();
    const newcomer = person({ id: 'newcomer' });
    await open.settlePeople(newcomer);
    teams.trouble('29:newcomer', { fault: new TeamsFault('unreachable') });
    await welcomePerson(open.house, newcomer);
    await ring(5_000);
    assert.equal(teams.screen('a:29:newcomer').length, 1);
  });

  it('asks every approver of the department, and turns every card into its resolved twin', async () => {
    begin();
    const one = chief();
    const two = chief({ id: 'kakaricho', name: '係長' });
    const elsewhere = chief({ id: 'other', approverOf: ['zeimu'] });
    const self = reachable({ ...reporter(), approverOf: ['fukushi'] });
    await open.settlePeople(one, two, elsewhere, self);
    const incident = await alerted();
    await ask(incident);
    await ring();
    for (const approver of [one, two]) {
      assert.match(textOf(asked(approver)[0] ?? { card: {}, summary: '' }), /今すぐ出せ/u);
    }
    assert.deepEqual(teams.sentTo(chatOf(elsewhere)), []);
    assert.ok(teams.screen(chatOf(self)).every(({ summary }) => !/上申が届いています/u.test(summary)));

    await decideAs(incident, one);
    await ring();
    for (const approver of [one, two]) {
      const [card, ...more] = asked(approver);
      assert.deepEqual(more, []);
      assert.match(card?.summary ?? '', /^承認: 警察相談/u);
      assert.match(textOf(card ?? { card: {}, summary: '' }), /高橋 一郎/u);
    }
    assert.match(
      textOf(teams.screen(at(zeimu))[0] ?? { card: {}, summary: '' }),
      /福祉課の上申\(警察相談\): 承認/u,
    );
    assert.match(textOf(teams.screen(chatOf(reporter())).at(-1) ?? { card: {}, summary: '' }), /上申: 承認/u);
    await allDone(incident);
  });

  const ask = (incident: Incident) =>
    escalate(open.house, {
      number: incident.number,
      nonce: nonceFor('ask'),
      asked: 'police',
      reason: '理由',
      person: reporter(),
    });

  async function decideAs(incident: Incident, approver: ReturnType<typeof chief>): Promise<void> {
    const now = await open.house.incidents.read(incident.number);
    const outcome = await decide(open.house, {
      number: incident.number,
      escalation: now?.escalations[0]?.id ?? '',
      action: 'approve',
      reason: '',
      person: approver,
    });
    assert.equal(outcome.kind, 'decided');
  }

  it('says on the receipt that nobody can decide yet', async () => {
    begin();
    const incident = await alerted();
    await ask(incident);
    await ring();
    const receipt = teams.screen(chatOf(reporter()))[0];
    assert.ok(receipt !== undefined && textOf(receipt).includes('承認者がまだ登録されていない'));
  });

  it('tells the coordinators when nobody can decide, and the approver as soon as there is one', async () => {
    begin();
    const soumu = reachable(coordinator());
    const late = reachable(person({ id: 'late' }));
    await open.settlePeople(soumu, late);
    const incident = await alerted();
    await ask(incident);
    await ring();
    assert.match(teams.screen(chatOf(soumu))[0]?.summary ?? '', /福祉課に承認者がいません/u);
    await appointApprover(open.house, soumu, { person: late.key, department: 'fukushi', appoint: true });
    await ring();
    assert.match(teams.screen(chatOf(late))[0]?.summary ?? '', /上申が届いています/u);
  });

  it('turns the card of an approver who was removed into the resolved twin as well', async () => {
    begin();
    const one = chief();
    const two = chief({ id: 'kakaricho' });
    const soumu = reachable(coordinator());
    await open.settlePeople(one, two, soumu);
    const incident = await alerted();
    await ask(incident);
    await ring();
    await appointApprover(open.house, soumu, { person: two.key, department: 'fukushi', appoint: false });
    await decideAs(incident, one);
    await ring();
    assert.match(asked(two)[0]?.summary ?? '', /^承認/u);
  });

  it('brings details to the chat of the one who asked', async () => {
    begin();
    const one = chief();
    await open.settlePeople(one);
    const incident = await alerted();
    await sendDetails(open.house, { number: incident.number, person: one });
    await ring();
    assert.match(textOf(asked(one)[0] ?? { card: {}, summary: '' }), /今日中に給付/u);
  });

  it('logs ids, counts and codes only', async () => {
    begin();
    teams.trouble(at(zeimu), { fault: new TeamsFault('ambiguous', 502), shown: true });
    const incident = await alerted();
    await ask(incident);
    await ring();
    assert.ok(running.lines.length > 4);
    assert.doesNotMatch(JSON.stringify(running.lines), /山本|佐藤|今すぐ|紺の上着|理由|127\.0\.0\.1|29:/u);
  });

  describe('stopped in the middle', () => {
    it('before anything was expanded, leaves all of it to the next process', async () => {
      begin();
      await open.settleChannels(...channels);
      const incident = await open.file({ reporter: reporter() });
      await restart();
      for (const channel of channels) assert.equal(teams.screen(at(channel)).length, 1);
      await allDone(incident);
    });

    it('between the alert and its broadcast, leaves the broadcast to the next process', async () => {
      begin();
      await open.settleChannels(...channels);
      const incident = await open.file({ reporter: reporter() });
      // The first half of a sweep: the process dies before it comes to the alerts.
      const { alerts } = open.house;
      const half = createExpansion({ ...open.house, alerts: { ...alerts, withIntents: async () => [] } });
      await half.sweep(assert.fail);
      assert.ok(await open.house.alerts.read(incident.number));
      assert.deepEqual((await open.house.incidents.read(incident.number))?.intents, []);
      await restart();
      for (const channel of channels) assert.equal(teams.screen(at(channel)).length, 1);
      await allDone(incident);
    });

    it('between creating the alert and settling the record, raises one alert only', async () => {
      begin();
      await open.settleChannels(...channels);
      const incident = await open.file({ reporter: reporter() });
      const { incidents } = open.house;
      const dying = createExpansion({
        ...open.house,
        incidents: {
          ...incidents,
          change: () => {
            throw new Error('died');
          },
        },
      });
      await dying.sweep(() => {});
      await press(incident, 'zeimu');
      await restart();
      const alert = await open.house.alerts.read(incident.number);
      assert.equal(alert?.acknowledgements.length, 1, 'the press on the first is not lost');
      for (const channel of channels) assert.equal(teams.screen(at(channel)).length, 1);
      await allDone(incident);
    });

    it('while sending, repeats what never reported back, with the mark, and loses nothing', async () => {
      begin();
      await open.settleChannels(...channels);
      const incident = await open.file({ reporter: reporter() });
      await createExpansion(open.house).sweep(assert.fail);
      // The process marked the row and died before or after the post: nobody knows.
      await open.house.owed.change(incident.number, `alert-${zeimu.key}`, (current) => ({
        next: {
          ...current,
          state: 'sending',
          attempts: 1,
          dueAt: new Date(open.clock.now().getTime() + ATTEMPT_MS).toISOString(),
        },
        result: undefined,
      }));
      await restart();
      assert.match(teams.screen(at(zeimu))[0]?.summary ?? '', /【再送】/u, 'at once: it is the only sender');
      assert.doesNotMatch(teams.screen(at(fukushi))[0]?.summary ?? '', /再送/u);
      await allDone(incident);
    });

    it('while another sender may still be sending, waits until its time is over', async () => {
      begin();
      await open.settleChannels(...channels);
      const incident = await open.file({ reporter: reporter() });
      await createExpansion(open.house).sweep(assert.fail);
      await open.house.owed.change(incident.number, `alert-${zeimu.key}`, (current) => ({
        next: {
          ...current,
          state: 'sending',
          attempts: 1,
          dueAt: new Date(open.clock.now().getTime() + ATTEMPT_MS).toISOString(),
        },
        result: undefined,
      }));
      running = openDelivery(open, { teams, onlySender: false });
      running.delivery.start();
      await open.clock.pass(ATTEMPT_MS - 1_000);
      assert.equal(teams.sentTo(at(zeimu)).length, 0);
      await open.clock.pass(6_000);
      assert.match(teams.screen(at(zeimu))[0]?.summary ?? '', /【再送】/u);
    });

    it('in an orderly way, ends what is under way and sends nothing new', async () => {
      begin();
      await open.settleChannels(...channels);
      teams.trouble(at(zeimu), { ms: 3_000 });
      running.delivery.start();
      const incident = await open.file({ reporter: reporter() });
      await ring(500);
      const stopped = running.delivery.stop();
      await press(incident, 'fukushi');
      running.delivery.nudge();
      await open.clock.pass(10_000);
      await stopped;
      assert.equal(teams.screen(at(zeimu)).length, 1, 'the running post ended');
      assert.ok(teams.calls.every(({ kind, where }) => kind === 'post' || where === chatOf(reporter())));
      await restart();
      assert.match(textOf(teams.screen(at(zeimu))[0] ?? { card: {}, summary: '' }), /\(福祉課\)/u);
      await allDone(incident);
    });

    it('after a decision, before anybody was told, tells everybody', async () => {
      begin();
      const one = chief();
      await open.settlePeople(one);
      const incident = await alerted();
      await ask(incident);
      await ring();
      const stopped = running.delivery.stop();
      await open.clock.pass(6_000);
      await stopped;
      await decideAs(incident, one);
      await restart();
      assert.match(asked(one)[0]?.summary ?? '', /^承認/u);
      assert.match(textOf(teams.screen(at(zeimu))[0] ?? { card: {}, summary: '' }), /承認/u);
      await allDone(incident);
    });
  });

  it('of two processes on one store sends everything once', async () => {
    begin();
    await open.settleChannels(...channels);
    running = openDelivery(open, { teams, onlySender: false });
    const other = openDelivery(open, { teams, onlySender: false });
    running.delivery.start();
    other.delivery.start();
    const incident = await open.file({ reporter: reporter() });
    running.delivery.nudge();
    other.delivery.nudge();
    await open.clock.pass(10_000);
    for (const channel of channels) {
      assert.equal(teams.sentTo(at(channel)).filter(({ kind }) => kind === 'post').length, 1);
    }
    await allDone(incident);
    const stopped = other.delivery.stop();
    await open.clock.pass(6_000);
    await stopped;
  });

  it('does not let one record that cannot be expanded hold up the others', async () => {
    begin();
    await open.settleChannels(...channels);
    const poisoned = await open.file({
      reporter: reporter(),
      word: 'poison',
      // Somebody else: the other record must not stand on this one's way.
      typed: { ...quietTyped, danger: 'harm' },
    });
    const incident = await open.file({ reporter: reporter(), word: 'other' });
    const { alerts } = open.house;
    const create: typeof alerts.create = (alert) =>
      alert.id === poisoned.number ? Promise.reject(new Error('too large')) : alerts.create(alert);
    running = openDelivery({ ...open, house: { ...open.house, alerts: { ...alerts, create } } }, { teams });
    running.delivery.start();
    await open.clock.pass(10_000);
    for (const channel of channels) assert.equal(teams.screen(at(channel)).length, 1);
    await allDone(incident);
    assert.notDeepEqual((await open.house.incidents.read(poisoned.number))?.intents, [], 'still owed');
    const tried = running.lines.filter(({ level }) => level === 'error').length;
    assert.ok(tried >= 1 && tried <= 5, `tried ${tried} times in ten seconds`);
  });

  it('goes on when the store was away for a while', async () => {
    let away = false;
    begin({
      over: (store) => ({
        ...store,
        query: (...call) => (away ? Promise.reject(new Error('away')) : store.query(...call)),
      }),
    });
    await open.settleChannels(...channels);
    running.delivery.start();
    const incident = await open.file({ reporter: reporter() });
    away = true;
    await ring(30_000);
    assert.equal(teams.calls.length, 0);
    away = false;
    await open.clock.pass(6_000);
    await allDone(incident);
  });

  for (const [what, awayMs, posts] of [
    ['does not send again when the store was away for a moment after the post', 1_000, 1],
    ['sends again when the store was away for long after the post, with the mark', 20_000, 2],
  ] as const) {
    it(what, async () => {
      let away = false;
      begin({
        over: (store) => ({
          ...store,
          replace: (...call) => (away ? Promise.reject(new Error('away')) : store.replace(...call)),
        }),
      });
      await open.settleChannels(...channels);
      running.delivery.start();
      const incident = await open.file({ reporter: reporter() });
      teams.trouble(at(zeimu), { ms: 1_000 });
      await ring(500);
      away = true;
      await open.clock.pass(awayMs);
      away = false;
      await open.clock.pass(60_000);
      const [, again, ...more] = teams.screen(at(zeimu));
      assert.equal(teams.screen(at(zeimu)).length, posts);
      assert.deepEqual(more, []);
      if (again !== undefined) assert.match(again.summary, /【再送】/u);
      await allDone(incident);
    });
  }

  it('brings 100 channels their alert within the limits of the tenant: in two seconds, not in one', async () => {
    begin();
    const many = Array.from({ length: 100 }, (_, index) =>
      installed({ id: `ch${index}`, department: 'zeimu' }),
    );
    await open.settleChannels(...many);
    running.delivery.start();
    await open.file({ reporter: reporter() });
    const started = open.clock.now().getTime();
    await ring(10_000);
    const posts = teams.calls.filter(({ kind }) => kind === 'post').map(({ at }) => at - started);
    assert.equal(posts.filter((ms) => ms >= 0).length, 101);
    assert.ok(Math.max(...posts) >= 2_000 && Math.max(...posts) <= 2_500, `${Math.max(...posts)} ms`);
    for (const ms of posts)
      assert.ok(posts.filter((other) => other > ms - 1_000 && other <= ms).length <= 50);
  });

  it('expands what was left behind without waiting for the next sweep, however much it is', async () => {
    begin();
    await open.settleChannels(zeimu);
    for (let n = 0; n < 250; n += 1)
      await open.file({ reporter: reporter(), typed: quietTyped, word: `w${n}` });
    running.delivery.start();
    for (let n = 0; n < 60; n += 1) await open.clock.pass(50);
    assert.equal((await open.house.incidents.withIntents(300)).length, 0);
  });

  it('keeps the limits of one conversation when sixty alerts come at once, and brings them all', async () => {
    begin();
    await open.settleChannels(zeimu);
    running.delivery.start();
    // Nothing to recognise anybody by: seventy persons, seventy alerts.
    for (let i = 0; i < 70; i += 1) {
      await open.file({ reporter: reporter(), typed: { ...quietTyped, danger: 'harm' }, word: `w${i}` });
    }
    await ring(120_000);
    const posts = teams
      .sentTo(at(zeimu))
      .filter(({ kind }) => kind === 'post')
      .map(({ at }) => at);
    assert.equal(posts.length, 70);
    for (const [sends, withinMs] of [
      [7, 1_000],
      [8, 2_000],
      [60, 30_000],
    ] as const) {
      for (const ms of posts) {
        assert.ok(posts.filter((other) => other > ms - withinMs && other <= ms).length <= sends);
      }
    }
  });

  it('leaves no row open behind a random storm of faults', async () => {
    begin();
    const faults = ['throttled', 'busy', 'ambiguous', 'unreachable', 'gone'] as const;
    let seed = 7;
    const next = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    for (const channel of channels) {
      teams.trouble(
        at(channel),
        ...Array.from({ length: 12 }, () => ({
          fault: new TeamsFault(faults[Math.floor(next() * faults.length)] ?? 'busy'),
          shown: next() < 0.3,
        })),
      );
    }
    const incident = await alerted();
    for (const { id } of ward.departments) {
      await press(incident, id);
      await ring(700);
    }
    await ring(3_600_000);
    const rows = await open.house.owed.about(incident.number);
    assert.deepEqual(rows.filter(isOpen), []);
    for (const { state, reason } of rows)
      assert.ok(state === 'sent' || reason === 'gone', `${state} ${reason}`);
    for (const one of rows.filter(({ state }) => state === 'sent')) assert.equal(one.shown, one.wanted);
  });
});
