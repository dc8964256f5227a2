import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import type { Person } from '../../../src/domain/people/person.ts';
import type { Roles } from '../../../src/domain/people/roles.ts';
import { standingOf } from '../../../src/domain/people/standing.ts';
import { coordinatorKeys } from '../../../src/delivery/officials.ts';
import { appointApprover } from '../../../src/workflow/appoint-approver.ts';
import { rolesTag, setRoles, type SettingRoles } from '../../../src/workflow/settings/set-roles.ts';
import { chief, coordinator, type OpenHouse, openHouse } from '../../builders/house.ts';
import { approver, digest, escalated, incident, person } from '../../builders/records.ts';

const none: Roles = { approverOf: [], deputyOf: [], coordinator: false };

describe('setting somebody’s roles', () => {
  let open: OpenHouse;
  beforeEach(async () => {
    open = openHouse();
    await open.settlePeople(coordinator(), person());
  });
  afterEach(() => open.close());

  const set = async (
    who: Person,
    roles: Partial<Roles>,
    { by = coordinator(), tag, from = open }: { by?: Person; tag?: string; from?: OpenHouse } = {},
  ): Promise<SettingRoles> => {
    const now = (await from.house.people.read(who.key)) ?? who;
    return setRoles(from.house, by, {
      person: who.key,
      tag: tag ?? rolesTag(now, from.house),
      roles: { ...none, ...roles },
    });
  };

  const stored = async (who: Person, from = open): Promise<Person> => {
    const found = await from.house.people.read(who.key);
    assert.ok(found);
    return found;
  };

  const messages = (outcome: SettingRoles): string[] =>
    outcome.kind === 'invalid'
      ? outcome.problems.map(({ path, message }) => `${path}: ${message}`)
      : [outcome.kind];

  const rows: readonly [string, Person, SettingRoles['kind']][] = [
    ['a coordinator of the environment', coordinator(), 'done'],
    ['a coordinator who was appointed', person({ id: 'helper', coordinator: true }), 'done'],
    ['a reporter', person({ id: 'other' }), 'refused'],
    ['an approver of the department', approver(), 'refused'],
    ['the person themselves', person(), 'refused'],
    [
      'somebody who only declared to be coordinator',
      person({ id: 'liar', declaredCoordinator: true }),
      'refused',
    ],
  ];
  for (const [who, by, kind] of rows) {
    it(`by ${who} is ${kind}`, async () => {
      const outcome = await set(person(), { approverOf: ['fukushi'], coordinator: true }, { by });
      assert.equal(outcome.kind, kind);
      const { approverOf, coordinator: now } = await stored(person());
      assert.deepEqual([approverOf, now], kind === 'done' ? [['fukushi'], true] : [[], false]);
    });
  }

  it('writes down every appointment and every end of one, by whom and when, in a chain', async () => {
    await set(person(), { approverOf: ['fukushi', 'zeimu'], deputyOf: ['zeimu'] });
    await set(person(), { approverOf: ['zeimu'], coordinator: true });
    await set(person(), none);
    const { roleHistory, approverOf, deputyOf, coordinator: now } = await stored(person());
    assert.deepEqual(
      roleHistory.map(({ action, about }) => `${action} ${about}`),
      [
        'approver-appointed fukushi',
        'deputy-appointed zeimu',
        'approver-removed fukushi',
        'approver-appointed zeimu',
        'coordinator-appointed ward',
        'approver-removed zeimu',
        'coordinator-removed ward',
      ],
    );
    assert.deepEqual([approverOf, deputyOf, now], [[], [], false]);
    assert.ok(
      roleHistory.every(({ by, at }) => by === coordinator().key && at === open.clock.now().toISOString()),
    );
    assert.equal(firstBrokenEntry(roleHistory, digest), undefined);
    assert.equal((await open.house.people.changedLast(10)).length, 1);
  });

  it('from what is no longer so is told so, and changes nothing', async () => {
    const before = rolesTag(person(), open.house);
    await set(person(), { approverOf: ['fukushi'] });
    const outcome = await set(person(), { approverOf: ['zeimu'] }, { tag: before });
    assert.equal(outcome.kind, 'stale');
    assert.deepEqual((await stored(person())).approverOf, ['fukushi']);
  });

  it('that arrives twice is one appointment', async () => {
    const tag = rolesTag(person(), open.house);
    for (let time = 0; time < 2; time += 1) {
      assert.equal((await set(person(), { approverOf: ['fukushi'] }, { tag })).kind, 'done');
    }
    assert.equal((await stored(person())).roleHistory.length, 1);
  });

  it('of 25 editors at once is won by one, and every other is told', async () => {
    const tag = rolesTag(person(), open.house);
    const ids = open.house.ward().departments.map(({ id }) => id);
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        set(
          person(),
          { approverOf: [ids[index % ids.length] ?? '', ids[(index + 1) % ids.length] ?? ''] },
          { tag },
        ),
      ),
    );
    const done = outcomes.filter((outcome) => outcome.kind === 'done');
    // Twice the same wish among the 25 is the same edit.
    assert.ok(done.length <= Math.ceil(25 / ids.length), String(done.length));
    assert.equal(outcomes.filter(({ kind }) => kind === 'stale').length, 25 - done.length);
    assert.equal((await stored(person())).roleHistory.length, 2);
  });

  it('is refused for a department that is not there, a deputy without the office, and somebody unknown', async () => {
    assert.deepEqual(messages(await set(person(), { approverOf: ['uchu'], deputyOf: ['zeimu'] })), [
      'approverOf: 一覧にない課が選ばれています。選び直してください。',
      'deputyOf: 代理は、承認者になっている課でだけ選べます。先に承認者に選んでください。',
    ]);
    assert.deepEqual(messages(await set(person({ id: 'nobody' }), {})), ['unknown']);
  });

  it('cannot end what the operator named', async () => {
    assert.deepEqual(messages(await set(coordinator(), { approverOf: ['somu'] })), [
      'coordinator: この人は、導入時の設定で決められた調整担当です。ここでは外せません。情報政策課に頼んでください。',
    ]);
    assert.equal((await set(coordinator(), { approverOf: ['somu'], coordinator: true })).kind, 'done');
    assert.equal((await stored(coordinator())).coordinator, false, 'needs no appointment');
  });

  it('makes coordinators who hear what coordinators hear, and no others', async () => {
    const helper = person({ id: 'helper' });
    await open.settlePeople(helper, person({ id: 'liar', declaredCoordinator: true }));
    assert.deepEqual(await coordinatorKeys(open.house), [coordinator().key]);
    await set(helper, { coordinator: true });
    assert.deepEqual(
      (await coordinatorKeys(open.house)).toSorted(),
      [coordinator().key, helper.key].toSorted(),
    );
    assert.equal(standingOf(await stored(helper), open.house.rules).coordinator, true);
    await set(coordinator(), { approverOf: ['somu'], coordinator: true });
    assert.equal((await coordinatorKeys(open.house)).length, 2, 'each once');
    await set(helper, none);
    assert.deepEqual(await coordinatorKeys(open.house), [coordinator().key]);
  });

  it('shows a new approver what waits in the department, however they were appointed', async () => {
    const waiting = escalated(incident()).incident;
    await open.house.incidents.create(waiting);
    const boss = chief({ id: 'boss', approverOf: [] });
    await open.settlePeople(boss);
    await set(boss, { approverOf: ['zeimu'] });
    const owed = async (): Promise<string[]> =>
      (await open.house.owed.about(waiting.number)).map(({ id }) => id);
    assert.deepEqual(await owed(), []);
    await set(boss, { approverOf: ['zeimu', 'fukushi'], deputyOf: ['fukushi'] });
    assert.equal((await owed()).length, 1);
  });

  it('shares its step with the card: an office that the card gives or ends is written down as well', async () => {
    await set(person(), { approverOf: ['fukushi'], deputyOf: ['fukushi'] });
    const order = { person: person().key, department: 'fukushi' };
    await appointApprover(open.house, coordinator(), { ...order, appoint: true });
    assert.deepEqual((await stored(person())).deputyOf, []);
    await appointApprover(open.house, coordinator(), { ...order, appoint: true });
    await appointApprover(open.house, coordinator(), { ...order, appoint: false });
    assert.deepEqual(
      (await stored(person())).roleHistory.map(({ action }) => action),
      ['deputy-appointed', 'approver-appointed', 'approver-removed'],
    );
  });

  describe('where the operator named nobody (local mode)', () => {
    let local: OpenHouse;
    const one = person({ id: 'one', declaredCoordinator: true });
    const two = person({ id: 'two', coordinator: true });
    beforeEach(async () => {
      local = openHouse({ local: true });
      await local.settlePeople(one, two);
    });
    afterEach(() => local.close());

    it('counts those who declared it, and ends it like an appointment', async () => {
      assert.equal((await set(one, none, { by: two, from: local })).kind, 'done');
      const { declaredCoordinator, coordinator: now } = await stored(one, local);
      assert.deepEqual([declaredCoordinator, now], [false, false]);
    });

    it('keeps the last coordinator', async () => {
      await set(one, none, { by: two, from: local });
      assert.deepEqual(messages(await set(two, none, { by: two, from: local })), [
        'coordinator: 最後の調整担当は外せません。先に、ほかの人を調整担当にしてください。',
      ]);
      assert.equal((await stored(two, local)).coordinator, true);
    });

    it('keeps one of two who end each other’s at the same moment', async () => {
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([
          set(one, none, { by: two, from: local }),
          set(two, none, { by: one, from: local }),
        ]);
        assert.ok((await coordinatorKeys(local.house)).length > 0, `round ${round}`);
        for (const who of [one, two]) {
          await local.house.people.change(who.key, (known) => ({
            next: { ...known, coordinator: true },
            result: undefined,
          }));
        }
      }
    });
  });
});
