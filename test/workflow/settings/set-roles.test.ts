import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import type { Person } from '../../../src/domain/people/person.ts';
import type { Roles } from '../../../src/domain/people/roles.ts';
import { mayReadCare, standingOf } from '../../../src/domain/people/standing.ts';
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
    const by = person({ id: 'helper', coordinator: true });
    assert.deepEqual(messages(await set(coordinator(), { approverOf: ['somu'] }, { by })), [
      'coordinator: この人は、導入時の設定で決められた調整担当です。ここでは外せません。情報政策課に頼んでください。',
    ]);
    assert.equal(
      (await set(coordinator(), { approverOf: ['somu'], coordinator: true }, { by })).kind,
      'done',
    );
    assert.equal((await stored(coordinator())).coordinator, false, 'needs no appointment');
  });

  describe('of a coordinator by themselves', () => {
    const OWN =
      'approverOf: 自分を承認者にすることはできません。ほかの調整担当に頼んでください(自分の役割を外すことはできます)。';
    const helper = (overrides: Partial<Person> = {}): Person => ({
      ...person({ id: 'helper', coordinator: true }),
      ...overrides,
    });

    for (const [what, who] of [
      ['the operator named', coordinator()],
      ['was appointed', helper()],
    ] as const) {
      it(`makes nobody approver: one who ${what} would read the care notes`, async () => {
        await open.settlePeople(helper());
        const wanted = { approverOf: ['fukushi'], coordinator: true };
        assert.deepEqual(messages(await set(who, wanted, { by: who })), [OWN]);
        assert.deepEqual((await stored(who)).approverOf, []);
        const order = { person: who.key, department: 'fukushi', appoint: true };
        assert.deepEqual(await appointApprover(open.house, who, order), {
          kind: 'invalid',
          error: OWN.replace('approverOf: ', ''),
        });
        assert.deepEqual([(await stored(who)).approverOf, (await stored(who)).roleHistory], [[], []]);
        const other = who.key === coordinator().key ? helper() : coordinator();
        assert.equal((await set(who, wanted, { by: other })).kind, 'done');
        assert.deepEqual((await stored(who)).approverOf, ['fukushi']);
        assert.equal(mayReadCare(await stored(who), incident()), true, 'what the second person is for');
      });
    }

    it('keeps an office, becomes a deputy and ends an office, but takes no other beside it', async () => {
      const self = helper({ approverOf: ['fukushi', 'zeimu'] });
      await open.settlePeople(self);
      const by = self;
      const keep = { approverOf: ['fukushi', 'zeimu'], deputyOf: ['zeimu'], coordinator: true };
      assert.equal((await set(self, keep, { by })).kind, 'done');
      const more = { approverOf: ['fukushi', 'koen'], coordinator: true };
      assert.deepEqual(messages(await set(self, more, { by })), [OWN]);
      assert.equal((await set(self, { approverOf: ['fukushi'], coordinator: true }, { by })).kind, 'done');
      const order = { person: self.key, department: 'fukushi' };
      await appointApprover(open.house, self, { ...order, appoint: true });
      assert.deepEqual((await stored(self)).approverOf, ['fukushi'], 'held already');
      await appointApprover(open.house, self, { ...order, appoint: false });
      assert.equal((await set(self, none, { by })).kind, 'done');
      assert.deepEqual([(await stored(self)).approverOf, (await stored(self)).coordinator], [[], false]);
    });

    it('cannot bring back an office that another coordinator has ended meanwhile, and hears of it', async () => {
      const self = helper({ approverOf: ['fukushi'] });
      await open.settlePeople(self);
      const tag = rolesTag(self, open.house);
      await set(self, { coordinator: true });
      const wanted = { approverOf: ['fukushi'], coordinator: true };
      assert.equal((await set(self, wanted, { by: self, tag })).kind, 'stale');
      assert.deepEqual((await stored(self)).approverOf, []);
    });

    it('cannot do so at the moment in which another one ends the office either', async () => {
      const self = helper({ approverOf: ['fukushi'] });
      await open.settlePeople(self);
      const without = rolesTag(helper(), open.house);
      const people = {
        ...open.house.people,
        // Read before the end, changed after it.
        read: async (key: string) => {
          const found = await open.house.people.read(key);
          if (key === self.key) await set(self, { coordinator: true });
          return found;
        },
      };
      const outcome = await setRoles({ ...open.house, people }, self, {
        person: self.key,
        tag: without,
        roles: { ...none, approverOf: ['fukushi'], coordinator: true },
      });
      assert.deepEqual(messages(outcome), [OWN]);
      assert.deepEqual((await stored(self)).approverOf, []);
    });
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
    await set(coordinator(), { approverOf: ['somu'], coordinator: true }, { by: helper });
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

    it('lets people take their own offices, because they declare their roles there', async () => {
      const wanted = { approverOf: ['fukushi'], coordinator: true };
      assert.equal((await set(one, wanted, { by: one, from: local })).kind, 'done');
      const order = { person: one.key, department: 'zeimu', appoint: true };
      assert.equal((await appointApprover(local.house, one, order)).kind, 'done');
      assert.deepEqual((await stored(one, local)).approverOf, ['fukushi', 'zeimu']);
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
