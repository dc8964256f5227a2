import assert from 'node:assert/strict';
import { type Incident } from '../../../src/domain/incident/incident.ts';
import type { Person } from '../../../src/domain/people/person.ts';
import { standingOf } from '../../../src/domain/people/standing.ts';
import {
  complaintOf,
  type Extent,
  extentFor,
  isOrdinaryComplaint,
  leastExtent,
  mayKnowOf,
  outlineFor,
  reasonsFor,
} from '../../../src/domain/subject/outline.ts';
import { approver, minimalIncident, person, richIncident, richTyped } from '../../builders/records.ts';

const rules = { coordinators: new Set(['soumu']), mayDeclareRoles: false };
const { department: _, ...nowhere } = person({ id: 'new' });

/** 福祉課: threats at the counter; and one who only complained by telephone. */
const threat = richIncident();
const complaint = minimalIncident();

const rows: readonly [who: string, reader: Person, ofThreat: Extent, ofComplaint: Extent][] = [
  ['the reporter', person(), 'full', 'full'],
  ['an approver of the department', approver(), 'full', 'full'],
  ['a coordinator', person({ id: 'soumu', department: 'somu' }), 'full', 'full'],
  ['an approver of another department', approver({ id: 'z', approverOf: ['zeimu'] }), 'conduct', 'hidden'],
  ['a colleague of the department', person({ id: 'suzuki' }), 'outline', 'hidden'],
  ['staff of another department', person({ id: 't', department: 'zeimu' }), 'outline', 'hidden'],
  ['somebody without a department', nowhere, 'hidden', 'hidden'],
];

describe('what a reader sees of a record in a person’s file', () => {
  for (const [who, reader, ofThreat, ofComplaint] of rows) {
    it(`is ${ofThreat} of a threat and ${ofComplaint} of an ordinary complaint for ${who}`, () => {
      const standing = standingOf(reader, rules);
      assert.equal(extentFor(standing, threat), ofThreat);
      assert.equal(extentFor(standing, complaint), ofComplaint);
      assert.equal(outlineFor(standing, complaint) === undefined, ofComplaint === 'hidden');
      const kept = complaintOf(complaint);
      assert.ok(kept);
      assert.equal(mayKnowOf(standing, kept), ofComplaint !== 'hidden', 'as the matching has it');
      assert.equal(complaintOf(threat), undefined);
    });
  }

  it('takes a record for an ordinary complaint only without label, mark and severity', () => {
    assert.ok(isOrdinaryComplaint(complaint));
    assert.ok(!isOrdinaryComplaint(minimalIncident({ typed: { ...baseTyped, conduct: 'abuse' } })));
    assert.ok(!isOrdinaryComplaint(minimalIncident({ typed: { ...baseTyped, danger: 'weapon' } })));
    assert.ok(!isOrdinaryComplaint(withRisk(complaint)));
  });

  it('holds nothing that anybody typed, and counts what was asked of the person', () => {
    const told = richIncident({
      typed: {
        ...richTyped,
        step1Kind: 'warning',
        step1Words: 'おやめください',
        step2Kind: 'warning',
        step3Kind: 'leave',
      },
    });
    const outline = outlineFor(standingOf(person({ id: 't', department: 'zeimu' }), rules), told);
    assert.deepEqual(outline?.steps, { warning: 2, stop: 0, leave: 1 });
    assert.deepEqual(
      [outline?.scene, outline?.department, outline?.ending, outline?.at],
      ['counter', 'fukushi', 'asked', '2026-11-21T04:40:00.000Z'],
    );
    assert.doesNotMatch(JSON.stringify(outline), /山本|やめ|給付|帽子|係長|窓口|1234/u);
  });
});

const baseTyped = {
  department: 'fukushi',
  date: '2026-11-21',
  time: '14:05',
  scene: 'phone',
  row1Words: 'ばか',
};

function withRisk(incident: Incident): Incident {
  const judged = { machine: [], why: [], person: [], advice: [] };
  const risk = { level: 'caution' as const, row: 'x', why: 'x' };
  return {
    ...incident,
    versions: incident.versions.map((version) => ({ ...version, judged: { ...judged, risk } })),
  };
}

describe('why somebody is likely', () => {
  const reasons = [
    { kind: 'phone', text: '電話番号が同じ（下4桁 5678）' },
    { kind: 'words', text: '言葉「首を飛ばす」が一致' },
    { kind: 'demand', text: '要求「給付」が一致' },
    { kind: 'details', text: '要求の事情「長女の」が一致' },
    { kind: 'address', text: '住所の町名が同じ' },
    { kind: 'place', text: '福祉課に以前も来ている' },
    { kind: 'cue', text: '「福祉課」に行ったと話し、同じ日にその課の記録がある' },
    { kind: 'against', text: '違う点：名前は別' },
    { kind: 'none', text: '決め手になる一致はない' },
    { kind: 'constructor', text: '何か' },
  ];

  it('is said in full to a reader of everything', () => {
    assert.deepEqual(reasonsFor(reasons, 'full'), reasons);
  });

  for (const extent of ['conduct', 'outline'] as const) {
    it(`names only kinds to a reader of ${extent}: no matter, no address, nothing that was noted`, () => {
      assert.deepEqual(reasonsFor(reasons, extent), [
        { kind: 'phone', text: '電話番号' },
        { kind: 'words', text: '言葉' },
        { kind: 'place', text: '時刻と課' },
      ]);
    });
  }

  it('is not said where nothing is shown', () => {
    assert.deepEqual(reasonsFor(reasons, 'hidden'), []);
  });

  it('follows the least readable of the records', () => {
    assert.equal(leastExtent(['full', 'outline', 'conduct']), 'outline');
    assert.equal(leastExtent(['full', 'hidden']), 'hidden');
    assert.equal(leastExtent(['full', 'full']), 'full');
    assert.equal(leastExtent([]), 'hidden');
  });
});
