import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentContent, currentVersion, type Incident } from '../../src/domain/incident/incident.ts';
import type { Part } from '../../src/domain/incident/parts.ts';
import { typedOf } from '../../src/domain/incident/fields.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { approver, digest, minimalTyped, nonceFor, person, richTyped, ward } from '../builders/records.ts';

describe('correcting a record', () => {
  let open: OpenHouse;
  let incident: Incident;

  async function begin(
    typed: TypedValues = richTyped,
    wish: Parameters<typeof openHouse>[0] = {},
  ): Promise<void> {
    open = openHouse(wish);
    incident = await open.file({ typed });
  }
  afterEach(() => open.close());

  let presses = 0;
  type Order = Parameters<typeof correctRecord>[1];

  function save(part: Part | 'all', change: TypedValues, rest: Partial<Order> = {}) {
    presses += 1;
    return correctRecord(open.house, {
      number: incident.number,
      base: 1,
      nonce: nonceFor(`press ${presses}`),
      part,
      review: '',
      typed: { ...typedOf(currentContent(incident)), reason: '聞きちがい', ...change },
      person: person(),
      ...rest,
    });
  }

  async function saved(
    part: Part | 'all',
    change: TypedValues,
    rest: Partial<Order> = {},
  ): Promise<Incident> {
    const outcome = await save(part, change, rest);
    assert.ok(outcome.kind === 'saved', JSON.stringify(outcome));
    return outcome.incident;
  }

  async function errorsOf(part: Part | 'all', change: TypedValues, rest: Partial<Order> = {}) {
    const outcome = await save(part, change, rest);
    assert.ok(outcome.kind === 'invalid', JSON.stringify(outcome));
    return outcome.errors;
  }

  const stored = async (): Promise<Incident> => {
    const found = await open.house.incidents.read(incident.number);
    assert.ok(found);
    return found;
  };

  it('stores a new version beside the unchanged old one, and rings for the delivery', async () => {
    await begin();
    const after = await saved('outcome', { taken: '課長が説明した' });
    assert.deepEqual(await stored(), after);
    assert.deepEqual(after.versions[0], incident.versions[0]);
    assert.equal(currentContent(after).taken, '課長が説明した');
    assert.equal(firstBrokenEntry(after.audit, digest), undefined);
    assert.equal(open.nudges(), 2);
  });

  it('changes the fields of its part only, whatever else is sent', async () => {
    await begin();
    const all = { name: '偽名', taken: '書きかえ', danger: '', clothing: '赤い上着' };
    const after = currentContent(await saved('who', all));
    assert.deepEqual([after.taken, after.danger], [richTyped['taken'], ['violence', 'onward']]);
    assert.deepEqual([after.identity.name, after.features.clothing], ['偽名', '赤い上着']);
  });

  for (const [who, one] of [
    ['an approver', approver()],
    ['a coordinator', coordinator()],
    ['a colleague', person({ id: 'suzuki' })],
  ] as const) {
    it(`is refused to ${who}`, async () => {
      await begin();
      assert.deepEqual(await save('outcome', { taken: 'x' }, { person: one }), { kind: 'refused' });
      assert.equal((await stored()).versions.length, 1);
    });
  }

  it('of a record that does not exist is refused', async () => {
    await begin();
    assert.deepEqual(await save('outcome', {}, { number: '261121-000000' }), { kind: 'refused' });
  });

  it('pressed ten times at once makes one version', async () => {
    await begin();
    const nonce = nonceFor('ten');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => save('outcome', { taken: `案内${index}` }, { nonce })),
    );
    assert.ok(outcomes.every((outcome) => outcome.kind === 'saved' && outcome.version === 2));
    assert.equal((await stored()).versions.length, 2);
    const late = await save('outcome', {}, { nonce, base: 1 });
    assert.ok(late.kind === 'saved' && late.version === 2, 'also when it comes late');
  });

  it('by two cards at once keeps one and tells the other, which loses nothing', async () => {
    await begin();
    const outcomes = await Promise.all([save('outcome', { taken: '一' }), save('outcome', { taken: '二' })]);
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['saved', 'stale']);
    const kept = currentContent(await stored()).taken;
    const again = await saved('outcome', { taken: kept === '一' ? '二' : '一' }, { base: 2 });
    assert.equal(again.versions.length, 3);
  });

  it('says that nothing changed', async () => {
    await begin();
    assert.match((await errorsOf('outcome', {}))['form'] ?? '', /同じ内容/u);
    assert.match(
      (await errorsOf('how', { conduct: 'violence,threat,abuse,time' }))['form'] ?? '',
      /同じ内容/u,
    );
  });

  it('asks for a reason beside its field, and only where something written goes', async () => {
    await begin();
    assert.match((await errorsOf('outcome', { taken: 'x', reason: ' ' }))['reason'] ?? '', /理由を書いて/u);
    const added = await saved('why', { claim: '説明が違う', reason: '' });
    assert.equal(currentVersion(added).reason, '書き足し');
  });

  it('needs no reason when new words bring a label of their own', async () => {
    await begin();
    const after = await saved('words', { row4Words: '土下座しろ', reason: '' });
    assert.ok(currentContent(after).conduct.includes('demand'));
  });

  for (const [what, reason, says] of [
    ['too long', 'あ'.repeat(301), /300字までです\(いま301字\)/u],
    ['too long by half a character', `${'あ'.repeat(299)}😀`, /300字まで/u],
    ['with a control character', 'き\u0007', /使えない文字/u],
  ] as const) {
    it(`does not cut a reason that is ${what}, but says so`, async () => {
      await begin();
      assert.match((await errorsOf('outcome', { taken: 'x', reason }))['reason'] ?? '', says);
      assert.equal((await stored()).versions.length, 1);
    });
  }

  it('names every error beside its field', async () => {
    await begin();
    const errors = await errorsOf('when', { date: '', time: '25:00', place: 'あ'.repeat(81), minutes: 'x' });
    assert.deepEqual(Object.keys(errors).sort(), ['date', 'minutes', 'place', 'time']);
  });

  it('takes a row away that was emptied, its speaker and all', async () => {
    await begin();
    const after = await saved('words', { row2At: '', row2Words: ' ' });
    assert.deepEqual(
      currentContent(after).utterances.map(({ words }) => words),
      [richTyped['row1Words'], richTyped['row3Words']],
    );
  });

  it('keeps steps in the order in which they were written', async () => {
    await begin();
    const after = await saved('steps', {
      step1Kind: 'warning',
      step1At: '13:50',
      step1Words: 'おやめください',
      step2Kind: 'leave',
      step4Kind: 'warning',
      reason: '',
    });
    assert.deepEqual(
      currentContent(after).steps.map(({ kind, at }) => [kind, at]),
      [
        ['warning', '13:50'],
        ['leave', undefined],
        ['warning', undefined],
      ],
    );
    assert.match((await errorsOf('steps', { step3Words: 'x' }, { base: 2 }))['step3Kind'] ?? '', /選んで/u);
  });

  describe('keeps the labels of machine and person apart', () => {
    const words = { ...minimalTyped, row1Words: 'お前を殺すぞ' };
    const judgedOf = (record: Incident) => currentVersion(record).judged;

    it('when another part is corrected', async () => {
      await begin(words);
      assert.deepEqual(judgedOf(incident)?.person, []);
      const after = await saved('outcome', { taken: '係長に代わった' });
      assert.deepEqual(judgedOf(after)?.machine, ['threat']);
      assert.deepEqual(judgedOf(after)?.person, [], 'nobody chose anything');
      assert.deepEqual(currentContent(after).conduct, ['threat']);
    });

    it('when the person removes a label: it stays removed, and the level follows', async () => {
      await begin(words);
      const removed = await saved('how', { conduct: '' });
      assert.deepEqual(judgedOf(removed)?.person, []);
      assert.deepEqual(judgedOf(removed)?.machine, ['threat']);
      assert.equal(judgedOf(removed)?.risk, undefined);
      const later = await saved('outcome', { taken: '係長に代わった' }, { base: 2 });
      assert.deepEqual(currentContent(later).conduct, []);
    });

    it('when new words bring new labels', async () => {
      await begin(words);
      await saved('how', { conduct: '' });
      const after = await saved('words', { row2Words: '土下座しろ' }, { base: 2 });
      assert.deepEqual(currentContent(after).conduct, ['demand']);
      assert.deepEqual(judgedOf(after)?.machine.toSorted(), ['demand', 'threat']);
      assert.equal(judgedOf(after)?.risk?.level, 'caution');
    });
  });

  it('is possible however old the record is, and for a department that is no more', async () => {
    await begin();
    open.clock.skip(500 * 86_400_000);
    const after = await saved('outcome', { taken: '一年後にわかったこと' });
    assert.equal(after.versions.length, 2);
    const rest = { ...ward, departments: ward.departments.filter(({ id }) => id !== 'fukushi') };
    open.house = { ...open.house, ward: () => rest };
    assert.equal((await saved('outcome', { taken: '廃止のあと' }, { base: 2 })).versions.length, 3);
  });

  it('to a day before its year, or to one that is still to come, is not possible', async () => {
    await begin();
    assert.match((await errorsOf('when', { date: '2025-11-01' }))['date'] ?? '', /1年より前/u);
    assert.match((await errorsOf('when', { date: '2026-12-01' }))['date'] ?? '', /まだ来ていない/u);
  });

  it('raises the alert when a danger is noted, and amends it afterwards', async () => {
    await begin(minimalTyped);
    const raised = await saved('danger', { danger: 'harm' });
    assert.equal(raised.alerted, true);
    const amended = await saved('who', { clothing: '青い上着', reason: '' }, { base: 2 });
    assert.deepEqual(
      amended.intents.map(({ kind, revision }) => `${kind} ${revision}`),
      [
        'receipt 1',
        'match 1',
        'receipt 2',
        'match 2',
        'raise-alert 2',
        'receipt 3',
        'match 3',
        'amend-alert 3',
      ],
    );
  });

  describe('of a 速報 by its whole form', () => {
    const quick: TypedValues = {
      department: 'fukushi',
      date: '2026-11-21',
      time: '14:10',
      scene: 'counter',
      place: '2階',
      look: '50代の男性、紺の上着',
      row1Words: 'お前の家は知っているぞ',
      urgent: 'true',
    };

    async function beginShell(): Promise<void> {
      open = openHouse();
      const outcome = await recordIncident(open.house, {
        person: person(),
        nonce: nonceFor('shell'),
        messageId: undefined,
        typed: quick,
        shell: true,
      });
      assert.ok(outcome.kind === 'filed');
      ({ incident } = outcome);
    }

    it('keeps what only the 速報 said, and needs no reason', async () => {
      await beginShell();
      const { look: _, ...form }: TypedValues = { ...quick, clothing: '紺の上着', taken: '係長に代わった' };
      const outcome = await correctRecord(open.house, {
        number: incident.number,
        base: 1,
        nonce: nonceFor('whole'),
        part: 'all',
        review: '',
        typed: form,
        person: person(),
      });
      assert.ok(outcome.kind === 'saved');
      const content = currentContent(outcome.incident);
      assert.equal(content.look, quick['look']);
      assert.equal(content.features.clothing, '紺の上着');
      assert.equal(outcome.incident.shell, undefined);
      assert.equal(currentVersion(outcome.incident).reason, '速報の続き');
    });

    it('takes rows away that the form does not send any more', async () => {
      await beginShell();
      const { row1Words: _, ...form }: TypedValues = { ...quick, manner: '机をたたいた' };
      const outcome = await save('all', {}, { typed: form });
      assert.ok(outcome.kind === 'saved');
      assert.deepEqual(currentContent(outcome.incident).utterances, []);
    });

    it('stays open when only a part is written', async () => {
      await beginShell();
      const after = await saved('who', { clothing: '紺の上着', reason: '' });
      assert.deepEqual(after.shell, incident.shell);
      assert.equal((await saved('all', {}, { base: 2 })).shell, undefined);
    });

    it('by a second form tells that the first was quicker, and then takes it with a reason of its own', async () => {
      await beginShell();
      await saved('all', { taken: '一つ目' });
      const typed = { ...quick, taken: '二つ目' };
      assert.equal((await save('all', {}, { typed })).kind, 'stale');
      const outcome = await save('all', {}, { typed, base: 2 });
      assert.ok(outcome.kind === 'saved', JSON.stringify(outcome));
      assert.equal(currentVersion(outcome.incident).reason, '速報の続きの用紙から');
      assert.equal(outcome.incident.versions.length, 3);
    });

    it('does not hand the record to another department', async () => {
      await beginShell();
      assert.match(
        (await errorsOf('all', { department: 'zeimu' }))['department'] ?? '',
        /課は変えられません/u,
      );
      const after = await stored();
      assert.deepEqual([after.department, currentContent(after).department], ['fukushi', 'fukushi']);
    });
  });
});
