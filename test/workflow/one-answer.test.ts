import assert from 'node:assert/strict';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { setAnswer, tellAnswered } from '../../src/workflow/one-answer.ts';
import { appointApprover } from '../../src/workflow/appoint-approver.ts';
import { readingOf } from '../bot/pressing.ts';
import {
  channelsOf,
  chatOf,
  chief,
  coordinator,
  deliverAll,
  type OpenHouse,
  openHouse,
  reachable,
  reporter,
} from '../builders/house.ts';
import { person } from '../builders/records.ts';
import { createRecordingTeams, type RecordingTeams } from '../builders/teams.ts';

const boss = chief();
const otherBoss = chief({ id: 'zeimu-kacho', approverOf: ['zeimu'] });
const soumu = reachable(coordinator());
const stranger = reachable(person({ id: 'suzuki', department: 'zeimu' }));

describe('one answer for all departments', () => {
  let open: OpenHouse;
  let teams: RecordingTeams;
  let record: Incident;

  beforeEach(async () => {
    open = openHouse();
    teams = createRecordingTeams(open.clock);
    await open.settlePeople(boss, otherBoss, soumu, stranger);
    await open.settleChannels(...channelsOf(3));
    record = await open.file({ reporter: reporter() });
    await deliver();
  });
  afterEach(() => open.close());

  const deliver = (): Promise<void> => deliverAll(open, teams);

  const set = (typed: Record<string, string>, by: Person = boss) =>
    setAnswer(open.house, { alert: record.number, typed, person: by });
  const tell = (told: string, by: Person = reporter()) =>
    tellAnswered(open.house, { number: record.number, typed: { told }, person: by });
  const screens = (): string[] =>
    channelsOf(3).map((channel) =>
      teams
        .screen(channel.address.conversationId)
        .map(({ card }) => readingOf(card))
        .join('\n'),
    );

  it('is asked of the approvers of the department where it began, in their own chats', async () => {
    assert.ok(teams.screen(chatOf(boss)).some(({ summary }) => summary.startsWith('統一回答')));
    assert.equal(teams.screen(chatOf(otherBoss)).length, 0);
  });

  it('travels in the alert to every channel once it is set', async () => {
    assert.ok(screens().every((screen) => screen.includes('統一回答はまだ決まっていません')));
    const done = await set({ say: 'later,same', avoid: 'promise', by: '2026-11-28' });
    assert.equal(done.kind, 'set');
    await deliver();
    for (const screen of screens()) {
      assert.match(screen, /統一回答\(福祉課/u);
      assert.match(screen, /・「担当の課が確かめて、区としてあらためてお答えします」/u);
      assert.match(screen, /・「11月28日までにお答えします」/u);
      assert.match(screen, /・その場で特別な扱いを約束する/u);
    }
  });

  const who: readonly [string, Person, boolean][] = [
    ['an approver of the department', boss, true],
    ['an approver of another department', otherBoss, false],
    ['a coordinator', soumu, false],
    ['the reporter', reporter(), false],
    ['a colleague elsewhere', stranger, false],
  ];
  for (const [what, by, may] of who) {
    it(`is ${may ? 'set' : 'not set'} by ${what}`, async () => {
      assert.equal((await set({ say: 'later' }, by)).kind, may ? 'set' : 'refused');
    });
  }

  it('is not set by an approver who was dismissed after the card came', async () => {
    await appointApprover(open.house, soumu, { person: boss.key, department: 'fukushi', appoint: false });
    const now = await open.house.people.read(boss.key);
    assert.ok(now);
    assert.equal((await set({ say: 'later' }, now)).kind, 'refused');
  });

  const wrong: readonly [what: string, typed: Record<string, string>, field: string][] = [
    ['nothing to say', { say: '' }, 'say'],
    ['an entry that does not exist', { say: 'later,給付の件' }, 'say'],
    ['something to avoid among what to say', { say: 'later,promise' }, 'say'],
    ['something to say among what to avoid', { say: 'later', avoid: 'same' }, 'avoid'],
    ['a day that was', { say: 'later', by: '2026-11-20' }, 'by'],
    ['no day', { say: 'later', by: '来週' }, 'by'],
    ['a day too far away', { say: 'later', by: '2027-11-21' }, 'by'],
  ];
  for (const [what, typed, field] of wrong) {
    it(`is refused beside the field with ${what}, and nothing is stored`, async () => {
      const outcome = await set(typed);
      assert.ok(outcome.kind === 'invalid' && outcome.errors[field] !== undefined, JSON.stringify(outcome));
      assert.equal((await open.house.alerts.read(record.number))?.answer, undefined);
    });
  }

  it('shows a department that answered differently as 食い違い, with what to say next time', async () => {
    await set({ say: 'later,same', avoid: 'promise' });
    assert.equal((await tell('promise,noted')).kind, 'told');
    await deliver();
    for (const screen of screens()) {
      assert.match(screen, /食い違い/u);
      assert.match(screen, /福祉課\(14:1\d\) 「その場で特別な扱いを約束する」 → 次からは/u);
    }
    await tell('later,noted');
    await deliver();
    for (const screen of screens()) assert.doesNotMatch(screen, /食い違い/u);
  });

  it('takes what was told from the reporter, approvers of the department and coordinators only', async () => {
    for (const [by, may] of [
      [reporter(), true],
      [boss, true],
      [soumu, true],
      [otherBoss, false],
      [stranger, false],
    ] as const) {
      assert.equal((await tell('later', by)).kind, may ? 'told' : 'refused');
    }
  });

  it('refuses what is not in the book', async () => {
    for (const told of ['', 'later,生活保護の話']) {
      const outcome = await tell(told);
      assert.ok(outcome.kind === 'invalid' && outcome.errors['told'] !== undefined);
    }
  });
});
