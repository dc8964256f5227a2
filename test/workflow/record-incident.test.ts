import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import type { Digest } from '../../src/domain/ids.ts';
import { findFiled, recordIncident } from '../../src/workflow/record-incident.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { digest, minimalTyped, nonceFor, person, richTyped } from '../builders/records.ts';

const sato = person();
const suzuki = person({ id: 'suzuki', name: '鈴木' });
const nonce = nonceFor('one');

describe('recording a contact', () => {
  let open: OpenHouse;
  afterEach(() => open.close());

  const submit = (overrides: Partial<Parameters<typeof recordIncident>[1]> = {}) =>
    recordIncident(open.house, { person: sato, nonce, messageId: 'm1', typed: minimalTyped, ...overrides });

  const filed = async (overrides: Partial<Parameters<typeof recordIncident>[1]> = {}) => {
    const outcome = await submit(overrides);
    assert.equal(outcome.kind, 'filed');
    assert.ok(outcome.kind === 'filed');
    return outcome;
  };

  const countOf = async (): Promise<number> => (await open.house.incidents.withIntents(1000)).length;

  it('stores the record and rings for the delivery', async () => {
    open = openHouse();
    const { incident, repeated } = await filed();
    assert.equal(repeated, false);
    assert.deepEqual(await open.house.incidents.read(incident.number), incident);
    assert.equal(firstBrokenEntry(incident.audit, digest), undefined);
    assert.equal(open.nudges(), 1);
  });

  it('answers a second press with the same record, also from another message and with other words', async () => {
    open = openHouse();
    const first = await filed();
    const second = await filed({ messageId: 'm2', typed: { ...minimalTyped, row1Words: 'あほ' } });
    assert.equal(second.repeated, true);
    assert.deepEqual(second.incident, first.incident);
    assert.equal(await countOf(), 1);
    assert.equal(open.nudges(), 1);
  });

  it('answers a second press that has become impossible with the first record', async () => {
    open = openHouse();
    const first = await filed();
    const second = await filed({ typed: {} });
    assert.deepEqual(second.incident, first.incident);
  });

  it('makes one record of twenty presses at once', async () => {
    open = openHouse();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => filed()));
    assert.equal(new Set(outcomes.map(({ incident }) => incident.number)).size, 1);
    assert.equal(outcomes.filter(({ repeated }) => !repeated).length, 1);
    assert.equal(await countOf(), 1);
  });

  it('makes one record of twenty presses through two processes on one file', async () => {
    open = openHouse();
    const other = { ...open.house };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        recordIncident(index % 2 === 0 ? open.house : other, {
          person: sato,
          nonce,
          messageId: undefined,
          typed: minimalTyped,
        }),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome.kind === 'filed' && !outcome.repeated).length, 1);
  });

  it('knows the record again after midnight', async () => {
    open = openHouse({ now: new Date('2026-11-21T14:59:00Z') });
    const first = await filed({ nonce: '261121-0000000000000001' });
    open.clock.skip(2 * 60_000);
    const second = await filed({ nonce: '261121-0000000000000001' });
    assert.equal(second.incident.number, first.incident.number);
    assert.match(second.incident.number, /^261121-/);
  });

  it('knows the record again when the form has grown too old to be sent', async () => {
    open = openHouse();
    const first = await filed();
    open.clock.skip(90 * 86_400_000);
    const second = await filed();
    assert.equal(second.incident.number, first.incident.number);
  });

  it('gives two people with the same nonce two records', async () => {
    open = openHouse();
    const first = await filed();
    const second = await filed({ person: suzuki });
    assert.notEqual(first.incident.number, second.incident.number);
    assert.equal(second.incident.reporter.name, '鈴木');
    assert.equal(await countOf(), 2);
  });

  it('gives two forms of one person two records', async () => {
    open = openHouse();
    const first = await filed();
    const second = await filed({ nonce: nonceFor('two') });
    assert.notEqual(first.incident.number, second.incident.number);
  });

  for (const [what, strange] of [
    ['empty', ''],
    ['of another shape', 'abc'],
    ['with a letter too many', `${nonce}0`],
    ['older than sixty days', '260901-0000000000000001'],
    ['of the day after tomorrow', '261123-0000000000000001'],
    ['of another century', '991231-0000000000000001'],
    ['with a slash', '261121-000000000000000/'],
  ] as const) {
    it(`refuses a form whose nonce is ${what}, and stores nothing`, async () => {
      open = openHouse();
      assert.deepEqual(await submit({ nonce: strange }), { kind: 'stale-form' });
      assert.equal(await countOf(), 0);
    });
  }

  for (const [what, day] of [
    ['sixty days old', '260922'],
    ['of tomorrow, as from a server whose clock runs ahead', '261122'],
  ] as const) {
    it(`takes a form ${what}`, async () => {
      open = openHouse();
      await filed({ nonce: `${day}-0000000000000001` });
    });
  }

  it('stores nothing when the form has errors', async () => {
    open = openHouse();
    const outcome = await submit({ typed: { ...minimalTyped, date: '2027-01-01' } });
    assert.equal(outcome.kind, 'invalid');
    assert.equal(await countOf(), 0);
    assert.equal(open.nudges(), 0);
  });

  /** Every first number is the same; the attempts after it are not. */
  const colliding: Digest = (text) => (/^record\|.*\|0$/u.test(text) ? 'ab'.repeat(32) : digest(text));

  it('gives the next number when two records meet in one, and finds both again', async () => {
    open = openHouse({ digest: colliding });
    const first = await filed();
    const second = await filed({ person: suzuki });
    const third = await filed({ nonce: nonceFor('two') });
    const numbers = [first, second, third].map(({ incident }) => incident.number);
    assert.equal(new Set(numbers).size, 3);
    assert.equal((await filed({ person: suzuki })).incident.number, second.incident.number);
    assert.equal((await filed({ nonce: nonceFor('two') })).incident.number, third.incident.number);
    assert.equal((await findFiled(open.house, suzuki, nonce))?.number, second.incident.number);
    assert.equal(await findFiled(open.house, suzuki, nonceFor('two')), undefined);
  });

  it('gives different numbers to twenty people who collide at once', async () => {
    open = openHouse({ digest: colliding });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => filed({ person: person({ id: `p${index}` }) })),
    );
    assert.equal(new Set(outcomes.map(({ incident }) => incident.number)).size, 20);
    assert.ok(outcomes.every(({ repeated }) => !repeated));
  });

  it('throws rather than overwrites when no number is free', async () => {
    open = openHouse({ digest: (text) => (text.startsWith('record|') ? 'ab'.repeat(32) : digest(text)) });
    const first = await filed();
    await assert.rejects(submit({ person: suzuki }), /no free record number/);
    assert.deepEqual(await open.house.incidents.read(first.incident.number), first.incident);
  });

  it('keeps what was said byte for byte through the store', async () => {
    open = openHouse();
    const words = '「…」👨‍👩‍👧 ﾊﾞｶ ‮‏𠮷\u2028{{DATE}} ${x} \\ " \' <at>a</at>';
    const { incident } = await filed({ typed: { ...richTyped, row1Words: words } });
    const stored = await open.house.incidents.read(incident.number);
    assert.equal(stored?.versions[0]?.content.utterances[0]?.words, words);
  });
});
