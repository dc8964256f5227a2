import assert from 'node:assert/strict';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentContent } from '../../src/domain/incident/incident.ts';
import { typedOf } from '../../src/domain/incident/fields.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { minimalTyped, nonceFor, person } from '../builders/records.ts';

const guess = '外国人風の男、紺の上着';

describe('a guess written as a feature', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  const record = (typed: TypedValues, shell = false) =>
    recordIncident(open.house, {
      person: person(),
      nonce: nonceFor('guess'),
      messageId: undefined,
      typed: { ...minimalTyped, ...typed },
      shell,
    });

  async function filed(typed: TypedValues, shell = false) {
    const outcome = await record(typed, shell);
    assert.ok(outcome.kind === 'filed', JSON.stringify(outcome));
    return outcome.incident;
  }

  it('is asked about beside its field, and nothing is stored until then', async () => {
    const outcome = await record({ clothing: guess });
    assert.ok(outcome.kind === 'invalid');
    assert.deepEqual(Object.keys(outcome.errors), ['clothing']);
    assert.equal(currentContent(await filed({ clothing: '紺の上着' })).features.clothing, '紺の上着');
  });

  const emergencies: [string, TypedValues, boolean][] = [
    ['緊急アラート', { urgent: 'true' }, false],
    ['a danger mark', { danger: 'harm' }, false],
    ['a 速報', {}, true],
  ];
  for (const [what, typed, shell] of emergencies) {
    it(`is left out at once with ${what}`, async () => {
      const { look, features } = currentContent(await filed({ ...typed, look: guess, voice: '訛り' }, shell));
      assert.equal(look, '〔略〕の男、紺の上着');
      assert.equal(features.voice, '訛り');
    });
  }

  async function correct(
    before: Awaited<ReturnType<typeof filed>>,
    change: TypedValues,
    part: Parameters<typeof correctRecord>[1]['part'] = 'all',
  ) {
    return correctRecord(open.house, {
      number: before.number,
      base: 1,
      nonce: nonceFor(`correct ${JSON.stringify(change)}`),
      part,
      review: '',
      typed: { ...typedOf(currentContent(before)), reason: '見直した', ...change },
      person: person(),
    });
  }

  it('is asked about in a correction as well', async () => {
    const before = await filed({});
    const outcome = await correct(before, { hair: '外国人風' });
    assert.ok(outcome.kind === 'invalid');
    assert.match(outcome.errors['hair'] ?? '', /見たまま/u);
    assert.equal((await correct(before, { hair: '茶髪' })).kind, 'saved');
  });

  it('is left out of a correction that raises the alert, and asked about once the alert is out', async () => {
    const before = await filed({});
    const raised = await correct(before, { look: guess, danger: 'harm' });
    assert.ok(raised.kind === 'saved');
    assert.equal(currentContent(raised.incident).look, '〔略〕の男、紺の上着');
    const alerted = await correct(raised.incident, { hair: '外国人風' });
    assert.ok(alerted.kind === 'invalid');
    assert.deepEqual(Object.keys(alerted.errors), ['hair']);
  });
});
