import assert from 'node:assert/strict';
import type { TypedValues } from '../../../src/domain/incident/forms.ts';
import { isLate, stillToWrite } from '../../../src/domain/incident/todo.ts';
import { incident, NOW, richTyped } from '../../builders/records.ts';

const rules = { lateAfterHours: 24 };
const complete: TypedValues = { ...richTyped, row1Who: 'caller' };
const todoOf = (change: TypedValues): string[] =>
  stillToWrite(incident({ typed: { ...complete, ...change } }), rules).map(({ group }) => group);

describe('what a record still lacks', () => {
  const bare = { build: '', hair: '', clothing: '', belongings: '' };
  const table: readonly [what: string, change: TypedValues, groups: string[]][] = [
    ['nothing of a full record', {}, []],
    ['the words, when only staff and companions spoke', { row1Who: 'staff' }, ['words']],
    ['whether a call was recorded', { scene: 'phone' }, ['scene']],
    ['nothing more of a call that was not recorded', { scene: 'phone', recording: 'none' }, []],
    ['what was written on the net', { scene: 'net' }, ['scene']],
    ['nothing more on the net with the address', { scene: 'net', url: 'https://example.org' }, []],
    ['nothing more on the net with the text', { scene: 'net', captured: '書き込み' }, []],
    ['looks at a counter', bare, ['who']],
    ['looks at a visit', { ...bare, scene: 'visit' }, ['who']],
    ['no looks on the phone', { ...bare, scene: 'phone', recording: 'none' }, []],
    ['nothing of the looks with one line of a 速報', { ...bare, look: '50代の男性' }, []],
    ['what we did', { taken: '' }, ['outcome']],
    ['how it ended', { ending: '' }, ['outcome']],
    ['how it ended, when it went on', { ending: 'ongoing' }, ['outcome']],
    ['why it is late', { date: '2026-11-20', time: '13:00', endTime: '', minutes: '' }, ['when']],
    [
      'nothing, late with a reason',
      { date: '2026-11-20', time: '13:00', endTime: '13:25', lateReason: '休日' },
      [],
    ],
  ];
  for (const [what, change, groups] of table) {
    it(`is ${what}`, () => assert.deepEqual(todoOf(change), groups));
  }

  for (const [time, late] of [
    ['14:11', false],
    ['14:10', false],
    ['14:09', true],
  ] as const) {
    it(`is${late ? '' : ' not'} a reason for being late, 24 hours after yesterday ${time}`, () => {
      const filed = incident({ typed: { ...complete, date: '2026-11-20', time, endTime: '', minutes: '' } });
      assert.equal(filed.filedAt, NOW.toISOString());
      assert.equal(isLate(filed, rules), late);
      assert.equal(isLate(filed, { lateAfterHours: 48 }), false);
    });
  }

  it('counts from the filing, so a record does not become late by being corrected', () => {
    const filed = incident({ typed: complete });
    const [first] = filed.versions;
    assert.ok(first);
    const later = { ...first, version: 2, at: '2027-01-01T00:00:00.000Z' };
    assert.equal(isLate({ ...filed, versions: [first, later] }, rules), false);
  });
});
