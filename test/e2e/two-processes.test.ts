import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { CHIEF, DEPUTY } from '../attack/people.ts';
import { isWrite, type WireRequest } from '../builders/store-cosmos.ts';
import { createOffice, departments, type Form, type Office, reporters } from './two-processes/office.ts';
import type { Post } from './two-processes/microsoft.ts';
import type { Tate } from './two-processes/process.ts';
import { eventually, openStage, type Stage } from './two-processes/stage.ts';

const [first = ''] = reporters;
const reporterOf = (index: number): string => reporters[index % reporters.length] ?? first;

const isMarked = ({ versions }: Post): boolean => JSON.stringify(versions[0]?.card).includes('再送');
const urlOf = (tate: Tate): string => `http://127.0.0.1:${tate.port()}`;
const countOf = (tate: Tate, what: string): number => tate.lines().filter(({ msg }) => msg === what).length;

const isNewRecord = (asked: WireRequest): boolean =>
  asked.method === 'POST' && asked.path.endsWith('/colls/incidents/docs') && isWrite(asked);

describe('two processes on one Cosmos DB', () => {
  let stage: Stage;
  let office: Office;

  before(async function () {
    this.timeout(120_000);
    stage = await openStage();
    await startBoth();
    office = createOffice(stage);
    await office.moveIn();
  });
  beforeEach(async function () {
    this.timeout(120_000);
    stage.microsoft.trouble(() => undefined);
    await startBoth();
  });
  after(async function () {
    this.timeout(60_000);
    await stage.close();
  });

  async function startBoth(): Promise<void> {
    const stopped = [stage.a, stage.b].filter((tate) => !tate.isAlive());
    await Promise.all(stopped.map((tate) => stage.start(tate)));
  }

  const stored = async (): Promise<string[]> =>
    (await Promise.all(reporters.map((reporter) => office.filedBy(reporter))))
      .flat()
      .map(({ number }) => number);

  function assertOnceInEveryChannel(numbers: readonly string[]): void {
    for (const number of numbers) {
      for (const department of departments) {
        const posts = office.alertsIn(department, number);
        assert.deepEqual(posts.map(isMarked), [false], `${number} in ${department}`);
      }
    }
  }

  it('share the reports, store each once, and one of them alone sends each alert once', async () => {
    for (const tate of [stage.a, stage.b]) stage.balancer.takeCount(tate);
    const numbers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => office.fillIn(reporterOf(index), true)),
    ).then((forms) => Promise.all(forms.map((form) => office.submit(form))));
    await office.allSaid(numbers);

    for (const tate of [stage.a, stage.b]) assert.ok(stage.balancer.takeCount(tate) > 0, tate.name);
    assert.deepEqual((await stored()).toSorted(), numbers.toSorted());
    assertOnceInEveryChannel(numbers);
    const { tate, other, lease } = await stage.sender();
    assert.equal(lease.fence, 1, 'nobody took the sending from the first who had it');
    const senders = numbers.flatMap((number) =>
      departments.flatMap((department) =>
        office.alertsIn(department, number).flatMap(({ versions }) => versions.map(({ by }) => by)),
      ),
    );
    assert.deepEqual([...new Set(senders)], [tate.name]);
    assert.ok(countOf(tate, 'delivered') >= numbers.length * departments.length);
    assert.equal(countOf(other, 'delivered') + countOf(other, 'not delivered'), 0);
  }).timeout(120_000);

  it('make one record of a form that is pressed at both at the same moment', async () => {
    const [a, b] = [urlOf(stage.a), urlOf(stage.b)];
    const before = await stored();
    const numbers = [];
    for (const reporter of reporters) {
      const form = await office.fillIn(reporter, true);
      const both = await Promise.all([office.submit(form, a), office.submit(form, b)]);
      assert.equal(both[0], both[1]);
      numbers.push(both[0]);
    }
    // The one holds the new record in its hand, and the other stores it first.
    const form = await office.fillIn(first, true);
    const sooner: string[] = [];
    stage.cosmos.interrupt(isNewRecord, async () => sooner.push(await office.submit(form, b)));
    const later = await office.submit(form, a);
    assert.deepEqual(sooner, [later]);
    numbers.push(later);

    assert.deepEqual((await stored()).toSorted(), [...before, ...numbers].toSorted());
    await office.allSaid(numbers);
    assertOnceInEveryChannel(numbers);
  }).timeout(120_000);

  it('take a decision once that is pressed at both at the same moment', async () => {
    const [a, b] = [urlOf(stage.a), urlOf(stage.b)];
    const decisionsOf = async (number: string) => {
      const incident = await stage.rooms.incidents.read(number);
      const taken = incident?.audit.filter(({ action }) => /^(approved|rejected|returned)$/u.test(action));
      return { states: incident?.escalations.map(({ state }) => state), taken: taken?.length };
    };
    const asked = async (): Promise<{ number: string } & Awaited<ReturnType<Office['escalate']>>> => {
      const number = await office.report(first, false);
      await office.allSaid([number]);
      const escalation = await office.escalate(first, number);
      await escalation.asked(DEPUTY);
      await office.allSaid([number]);
      return { number, ...escalation };
    };

    const same = await asked();
    const twice = await Promise.all([same.decide(CHIEF, '承認', a), same.decide(CHIEF, '承認', b)]);
    assert.deepEqual(twice[0], twice[1]);
    assert.deepEqual(await decisionsOf(same.number), { states: ['approved'], taken: 1 });

    // The one has read that nothing is decided, and the other decides before it can write.
    const split = await asked();
    const sooner: object[] = [];
    stage.cosmos.interrupt(
      ({ method, path }) => method === 'PUT' && path.endsWith(`/colls/incidents/docs/${split.number}`),
      async () => sooner.push(await split.decide(DEPUTY, '却下', b)),
    );
    const later = await split.decide(CHIEF, '承認', a);
    assert.deepEqual(sooner, [later], 'both see who was first');
    assert.deepEqual(await decisionsOf(split.number), { states: ['rejected'], taken: 1 });
    await office.allSaid([same.number, split.number]);
  }).timeout(120_000);

  it('hand the sending over when the sender is stopped in an orderly way, in the middle of it', async () => {
    const [last, ...forms] = await Promise.all(reporters.map((one) => office.fillIn(one, true)));
    assert.ok(last);
    const { tate, other, lease } = await stage.sender();
    const already = stage.microsoft.arrivals.length;
    stage.microsoft.trouble(() => 'slow');
    const numbers = await Promise.all(forms.map((form) => office.submit(form)));
    await eventually('the alerts begin', () => stage.microsoft.arrivals.length > already);
    let stopped: ReturnType<Tate['stop']> | undefined;
    stage.cosmos.interrupt(isNewRecord, async () => {
      stopped = tate.stop();
      await delay(200);
    });
    // The signal comes while it has this report in its hand.
    numbers.push(await office.submit(last, urlOf(tate)));
    assert.deepEqual(await stopped, { code: 0, signal: null });
    assert.equal(tate.lines().at(-1)?.msg, 'stopped');

    const next = await stage.sender();
    assert.equal(next.tate, other);
    assert.equal(next.lease.fence, lease.fence + 1);
    const took = other.lines().find(({ fence }) => fence === next.lease.fence)?.time ?? Infinity;
    assert.ok(took < new Date(lease.expiresAt).getTime(), 'given back, not run out');
    await office.allSaid(numbers);
    assertOnceInEveryChannel(numbers);
    const senders = stage.microsoft.arrivals.slice(already).map(({ by }) => by);
    assert.deepEqual(new Set(senders), new Set([tate.name, other.name]), 'each has sent a part');
  }).timeout(120_000);

  it('outlive a sender that is killed: when its lease has run out, what was ambiguous is marked and nothing is missing', async () => {
    const { tate, other, lease } = await stage.sender();
    const shown = new Set(departments.slice(0, 2));
    const already = stage.microsoft.arrivals.length;
    stage.microsoft.trouble((conversation) => {
      if (!conversation.startsWith('19:')) return undefined;
      return [...shown].some((department) => conversation.includes(department)) ? 'unanswered' : 'lost';
    });
    const number = await office.report(first);
    await eventually('each channel has a message under way', () => {
      const told = stage.microsoft.arrivals
        .slice(already)
        .filter(({ conversation }) => conversation.startsWith('19:'));
      return told.length === departments.length;
    });
    await eventually('the receipt is settled', async () => {
      const rows = await stage.rooms.owed.about(number);
      return rows.some(({ id, state }) => id === 'receipt' && state === 'sent');
    });
    assert.deepEqual(await tate.kill(), { code: null, signal: 'SIGKILL' });
    stage.microsoft.trouble(() => undefined);
    const left = await stage.rooms.leases.read('delivery');
    assert.equal(left?.fence, lease.fence);
    // Nobody sends now; reports are taken all the same.
    const meanwhile = await office.report(reporterOf(1));

    const next = await stage.sender();
    assert.equal(next.tate, other);
    const took = other.lines().find(({ fence }) => fence === next.lease.fence)?.time ?? 0;
    assert.ok(took >= new Date(left?.expiresAt ?? '').getTime(), 'not before it ran out');
    await office.allSaid([number, meanwhile]);
    for (const department of departments) {
      const marks = office.alertsIn(department, number).map(isMarked);
      assert.deepEqual(marks, shown.has(department) ? [false, true] : [true], department);
    }
    assertOnceInEveryChannel([meanwhile]);
  }).timeout(120_000);

  it('take every report while one after the other is restarted', async () => {
    const { a, b, balancer } = stage;
    const before = await stored();
    const phases = new Map<string, number>();
    let phase = 'before';
    const answered: { number: string; urgent: boolean }[] = [];
    const failures: unknown[] = [];

    async function report(reporter: string, urgent: boolean, form?: Form): Promise<void> {
      try {
        const number = await office.submit(form ?? (await office.fillIn(reporter, urgent)));
        answered.push({ number, urgent });
        phases.set(phase, (phases.get(phase) ?? 0) + 1);
      } catch (fault) {
        failures.push(fault);
      }
    }

    async function load(): Promise<void> {
      const running = [];
      for (let index = 0; index < 48; index += 1) {
        running.push(report(reporterOf(index), index % 2 === 0));
        await delay(400);
      }
      await Promise.all(running);
    }

    async function restart(tate: Tate): Promise<void> {
      const forms = await Promise.all(reporters.map((one) => office.fillIn(one, false)));
      phase = tate.name;
      // The signal comes while both have reports in their hands.
      const stopped = new Promise((resolve) => {
        stage.cosmos.interrupt(isNewRecord, async () => resolve(tate.stop()));
      });
      const pressed = forms.map((form) => report(form.reporter, false, form));
      assert.deepEqual(await stopped, { code: 0, signal: null });
      await Promise.all(pressed);
      await stage.start(tate);
    }

    async function restarts(): Promise<void> {
      await eventually('some are answered', () => answered.length >= 5);
      await restart(a);
      await restart(b);
    }

    await Promise.all([load(), restarts()]);
    assert.deepEqual(failures, []);
    assert.deepEqual(balancer.broken, []);
    assert.equal(answered.length, 60);
    for (const { name } of [a, b]) assert.ok((phases.get(name) ?? 0) > 0, `a report while ${name} restarts`);
    const numbers = answered.map(({ number }) => number);
    assert.deepEqual((await stored()).toSorted(), [...before, ...numbers].toSorted());
    await office.allSaid(numbers);
    for (const { number, urgent } of answered) {
      for (const department of departments) {
        const posts = office.alertsIn(department, number);
        assert.equal(posts.length > 0, urgent, `${number} in ${department}`);
        assert.ok(posts.slice(1).every(isMarked), `${number} in ${department}, twice and unmarked`);
      }
    }
    assert.deepEqual(stage.microsoft.surprises, []);
  }).timeout(120_000);
});
