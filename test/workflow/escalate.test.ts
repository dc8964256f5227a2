import assert from 'node:assert/strict';
import { REASON_LIMIT } from '../../src/domain/escalation/escalation.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { appointApprover } from '../../src/workflow/appoint-approver.ts';
import { decide, escalate } from '../../src/workflow/escalate.ts';
import { coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { approver, nonceFor, person } from '../builders/records.ts';

const reporter = person();
const kacho = approver();
const bucho = approver({ id: 'bucho', name: '部長' });

describe('asking superiors', () => {
  let open: OpenHouse;
  let incident: Incident;
  beforeEach(async () => {
    open = openHouse();
    incident = await open.file({ reporter });
  });
  afterEach(() => open.close());

  const ask = (overrides: Partial<Parameters<typeof escalate>[1]> = {}) =>
    escalate(open.house, {
      number: incident.number,
      nonce: nonceFor('ask'),
      asked: 'police,ban',
      reason: ' 同じ要求が続く ',
      person: reporter,
      ...overrides,
    });

  it('keeps what is asked for and why', async () => {
    const outcome = await ask();
    assert.ok(outcome.kind === 'asked');
    assert.equal(outcome.repeated, false);
    const [escalation] = outcome.incident.escalations;
    assert.deepEqual([escalation?.asked, escalation?.reason], [['police', 'ban'], '同じ要求が続く']);
    assert.match(escalation?.id ?? '', /^e[0-9a-f]{16}$/);
  });

  it('is for the reporter only, in the same words for a record that does not exist', async () => {
    assert.deepEqual(await ask({ person: kacho }), { kind: 'refused' });
    assert.deepEqual(await ask({ number: '261121-000000' }), { kind: 'refused' });
  });

  it('pressed twice, and twenty times at once, asks once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ask()));
    assert.ok(outcomes.every(({ kind }) => kind === 'asked'));
    assert.equal(outcomes.filter((outcome) => outcome.kind === 'asked' && !outcome.repeated).length, 1);
    assert.equal((await open.house.incidents.read(incident.number))?.escalations.length, 1);
  });

  it('with another form while one is waiting is refused', async () => {
    await ask();
    assert.equal((await ask({ nonce: nonceFor('second') })).kind, 'pending');
  });

  it('pressed again after the answer finds its own escalation, not a later one', async () => {
    await ask();
    const [first] = (await open.house.incidents.read(incident.number))?.escalations ?? [];
    await decide(open.house, {
      number: incident.number,
      escalation: first?.id ?? '',
      action: 'approve',
      reason: '',
      person: kacho,
    });
    await ask({ nonce: nonceFor('second'), asked: 'second-line' });
    const again = await ask();
    assert.ok(again.kind === 'asked');
    assert.equal(again.repeated, true);
    assert.equal(again.escalation.id, first?.id);
    assert.equal(again.escalation.state, 'approved');
  });

  for (const [what, change, field] of [
    ['nothing asked for', { asked: '' }, 'asked'],
    ['commas only', { asked: ',,' }, 'asked'],
    ['something unknown', { asked: 'police,revenge' }, 'asked'],
    ['no reason', { reason: ' 　\n' }, 'reason'],
    ['a reason too long', { reason: 'あ'.repeat(REASON_LIMIT + 1) }, 'reason'],
  ] as const) {
    it(`with ${what} names the field and asks nobody`, async () => {
      const outcome = await ask(change);
      assert.ok(outcome.kind === 'invalid');
      assert.deepEqual(Object.keys(outcome.errors), [field]);
      assert.deepEqual(outcome.incident.escalations, []);
    });
  }

  it('takes a reason of exactly the limit', async () => {
    assert.equal((await ask({ reason: 'あ'.repeat(REASON_LIMIT) })).kind, 'asked');
  });
});

describe('deciding', () => {
  let open: OpenHouse;
  let incident: Incident;
  let escalation: string;
  beforeEach(async () => {
    open = openHouse();
    const filed = await open.file({ reporter });
    const asked = await escalate(open.house, {
      number: filed.number,
      nonce: nonceFor('ask'),
      asked: 'police',
      reason: '理由',
      person: reporter,
    });
    assert.ok(asked.kind === 'asked');
    incident = asked.incident;
    escalation = incident.escalations[0]?.id ?? '';
  });
  afterEach(() => open.close());

  const press = (overrides: Partial<Parameters<typeof decide>[1]> = {}) =>
    decide(open.house, {
      number: incident.number,
      escalation,
      action: 'approve',
      reason: '',
      person: kacho,
      ...overrides,
    });

  it('by a deputy says so behind the name', async () => {
    await press({ person: { ...kacho, deputyOf: ['fukushi'] } });
    const stored = await open.house.incidents.read(incident.number);
    assert.equal(stored?.escalations[0]?.decision?.byName, `${kacho.name}(代理)`);
  });

  it('by two at once counts once, and the other is told who was first', async () => {
    const outcomes = await Promise.all([press(), press({ person: bucho, action: 'reject', reason: '不要' })]);
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['already-decided', 'decided']);
    const late = outcomes.find(({ kind }) => kind === 'already-decided');
    assert.ok(late?.kind === 'already-decided');
    const stored = await open.house.incidents.read(incident.number);
    assert.deepEqual(late.incident.escalations, stored?.escalations);
    assert.equal(
      stored?.audit.filter(({ action }) => action === 'approved' || action === 'rejected').length,
      1,
    );
  });

  it('by twenty at once counts once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => press({ person: approver({ id: `a${index}` }) })),
    );
    assert.equal(outcomes.filter(({ kind }) => kind === 'decided').length, 1);
  });

  for (const [who, one, why] of [
    ['the reporter', reporter, 'own-report'],
    ['the reporter, appointed meanwhile', person({ approverOf: ['fukushi'] }), 'own-report'],
    ['a colleague', person({ id: 'suzuki' }), 'not-approver'],
    ['an approver of another department', approver({ approverOf: ['zeimu'] }), 'not-approver'],
    ['an approver who was removed', approver({ approverOf: [] }), 'not-approver'],
    ['a coordinator', coordinator(), 'not-approver'],
  ] as const) {
    it(`by ${who} does not count`, async () => {
      assert.deepEqual(await press({ person: one }), { kind: 'refused', why });
      assert.equal((await open.house.incidents.read(incident.number))?.escalations[0]?.state, 'pending');
    });
  }

  it('of something unknown is refused', async () => {
    assert.deepEqual(await press({ escalation: 'e0000000000000000' }), { kind: 'refused', why: 'unknown' });
    assert.deepEqual(await press({ number: '261121-000000' }), { kind: 'refused', why: 'unknown' });
  });

  for (const action of ['return', 'reject'] as const) {
    it(`by ${action} needs a reason that is not only spaces`, async () => {
      const outcome = await press({ action, reason: ' 　\n' });
      assert.ok(outcome.kind === 'invalid');
      assert.match(outcome.errors['reason'] ?? '', /理由/);
      assert.equal((await press({ action, reason: '不足' })).kind, 'decided');
    });
  }

  it('with a reason too long is not taken, also where none is needed', async () => {
    const outcome = await press({ reason: 'あ'.repeat(REASON_LIMIT + 1) });
    assert.ok(outcome.kind === 'invalid');
    assert.match(outcome.errors['reason'] ?? '', /500字までです\(いま501字\)/);
    assert.equal((await press({ reason: 'あ'.repeat(REASON_LIMIT) })).kind, 'decided');
  });
});

describe('appointing approvers', () => {
  let open: OpenHouse;
  let incident: Incident;
  const soumu = coordinator();
  const suzuki = person({ id: 'suzuki', name: '鈴木' });
  beforeEach(async () => {
    open = openHouse();
    await open.settlePeople(soumu, suzuki);
    incident = await open.file({ reporter });
  });
  afterEach(() => open.close());

  const order = (person: string, appoint = true, department = 'fukushi') => ({ person, department, appoint });
  const approversOf = async (department = 'fukushi'): Promise<string[]> =>
    (await open.house.people.approversOf(department)).map(({ key }) => key);

  for (const [who, one] of [
    ['a member of staff', person({ id: 'x' })],
    ['an approver of the department', kacho],
    ['somebody who only declared to be coordinator', person({ id: 'liar', declaredCoordinator: true })],
  ] as const) {
    it(`is refused to ${who}`, async () => {
      assert.deepEqual(await appointApprover(open.house, one, order(suzuki.key)), { kind: 'refused' });
      assert.deepEqual(await approversOf(), []);
    });
  }

  it('and dismissing is done by a coordinator, department by department', async () => {
    assert.equal((await appointApprover(open.house, soumu, order(suzuki.key))).kind, 'done');
    await appointApprover(open.house, soumu, order(suzuki.key));
    await appointApprover(open.house, soumu, order(suzuki.key, true, 'zeimu'));
    assert.deepEqual((await open.house.people.read(suzuki.key))?.approverOf, ['fukushi', 'zeimu']);
    await appointApprover(open.house, soumu, order(suzuki.key, false));
    assert.deepEqual(await approversOf(), []);
    assert.deepEqual(await approversOf('zeimu'), [suzuki.key]);
  });

  for (const [what, key] of [
    ['nobody', ''],
    ['somebody unknown', 'p000000000000000000000000'],
    ['something that is no key', 'p1/../p2'],
    ['a key that is too long', 'p'.repeat(500)],
  ] as const) {
    it(`of ${what} asks to choose a person`, async () => {
      const outcome = await appointApprover(open.house, soumu, order(key));
      assert.deepEqual(outcome, { kind: 'invalid', error: '人を選んでください。' });
    });
  }

  it('for an unknown department asks to choose one', async () => {
    assert.equal((await appointApprover(open.house, soumu, order(suzuki.key, true, 'uchu'))).kind, 'invalid');
  });

  it('brings what waits for a decision to the new approver, but never their own report', async () => {
    const asked = await escalate(open.house, {
      number: incident.number,
      nonce: nonceFor('ask'),
      asked: 'police',
      reason: '理由',
      person: reporter,
    });
    assert.ok(asked.kind === 'asked');
    await appointApprover(open.house, soumu, order(reporter.key));
    assert.deepEqual(await open.house.owed.about(incident.number), []);
    await appointApprover(open.house, soumu, order(suzuki.key));
    await appointApprover(open.house, soumu, order(suzuki.key));
    const rows = await open.house.owed.about(incident.number);
    assert.deepEqual(
      rows.map(({ to, shows }) => [to, shows.kind]),
      [[{ kind: 'person', person: suzuki.key }, 'decision']],
    );
  });

  it('in another department brings them nothing', async () => {
    await escalate(open.house, {
      number: incident.number,
      nonce: nonceFor('ask'),
      asked: 'police',
      reason: '理由',
      person: reporter,
    });
    await appointApprover(open.house, soumu, order(suzuki.key, true, 'zeimu'));
    assert.deepEqual(await open.house.owed.about(incident.number), []);
  });
});
