import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import {
  activeFlag,
  askFlag,
  dayAfter,
  decideFlag,
  endFlags,
  flagRefusal,
  isExemptFromMarks,
  isOpenFlag,
  isReviewDay,
  nextFlagEnd,
} from '../../../src/domain/subject/flagging.ts';
import { newSubject, type Subject, subjectSchema } from '../../../src/domain/subject/subject.ts';
import { wallClock } from '../../../src/domain/time.ts';
import { approver, digest, minimalIncident, NOW, person, richTyped, ward } from '../../builders/records.ts';

const SUBJECT = 's-261121-7K3F9Q';
const DAY = 86_400_000;
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const id = (index: number): string => `f${String(index).padStart(16, '0')}`;

describe('a day of review', () => {
  for (const [day, ok] of [
    ['2026-11-21', false],
    ['2026-11-22', true],
    ['2027-11-21', true],
    ['2027-11-22', false],
    ['2027-02-29', false],
    ['2027-2-1', false],
    ['', false],
  ] as const) {
    it(`${ok ? 'is' : 'is not'} ${day === '' ? 'nothing' : day}`, () => {
      assert.equal(isReviewDay(day, NOW), ok);
    });
  }

  it('is counted in Japan: late in the evening tomorrow is tomorrow there', () => {
    assert.equal(dayAfter(new Date('2026-11-21T14:59:00Z'), 1), '2026-11-22');
    assert.equal(dayAfter(new Date('2026-11-21T15:00:00Z'), 1), '2026-11-23');
  });
});

describe('somebody who is never marked', () => {
  const of = (typed: Record<string, string>, here = ward) =>
    isExemptFromMarks([minimalIncident(), minimalIncident({ typed: { ...richTyped, ...typed } })], here);

  it('is whoever one record calls 10代, whatever the ward has set', () => {
    const { exempt: _exempt, ...plain } = ward;
    assert.equal(of({ age: '10s' }, plain), true);
    assert.equal(of({ age: '20s' }, plain), false);
  });

  it('is whoever the ward keeps out of all matching', () => {
    const here = { ...ward, exempt: { ages: [], departments: ['fukushi'], lines: [] } };
    assert.equal(of({}, here), true);
  });
});

describe('who decides about a mark', () => {
  const flag = { askedByKey: person().key, department: 'fukushi' } as Parameters<typeof flagRefusal>[1];
  for (const [who, standing, refusal] of [
    ['the asker, even as coordinator', { person: person(), coordinator: true }, 'own-asking'],
    ['an approver of the asker’s department', { person: approver(), coordinator: false }, undefined],
    ['a coordinator', { person: person({ id: 's' }), coordinator: true }, undefined],
    ['a colleague', { person: person({ id: 's' }), coordinator: false }, 'not-approver'],
    [
      'an approver of another department',
      { person: approver({ id: 'z', approverOf: ['zeimu'] }), coordinator: false },
      'not-approver',
    ],
  ] as const) {
    it(`${refusal === undefined ? 'is' : 'is not'} ${who}`, () => {
      assert.equal(flagRefusal(standing, flag), refusal);
    });
  }
});

/** What may happen to a file's marks, in any order. */
type Step =
  | { kind: 'ask'; index: number; days: number }
  | { kind: 'decide'; index: number; approve: boolean }
  | { kind: 'wait'; days: number }
  | { kind: 'sweep' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('ask' as const),
      index: fc.nat(4),
      days: fc.integer({ min: 1, max: 365 }),
    }),
    fc.record({ kind: fc.constant('decide' as const), index: fc.nat(4), approve: fc.boolean() }),
    fc.record({ kind: fc.constant('wait' as const), days: fc.nat(200) }),
    fc.record({ kind: fc.constant('sweep' as const) }),
  ),
  { maxLength: 30 },
);

describe('the marks of a file, whatever happens to them', () => {
  it('are one at a time, decided once, over on their day, and all in the audit chain', () => {
    fc.assert(
      fc.property(steps, (order) => {
        let subject: Subject = newSubject(SUBJECT, NOW);
        let days = 0;
        for (const step of order) {
          const now = later(days);
          const before = subject;
          if (step.kind === 'wait') days += step.days;
          if (step.kind === 'sweep') subject = endFlags(subject, now, digest);
          if (step.kind === 'ask') {
            const ask = { id: id(step.index), reason: 'x', reviewOn: dayAfter(now, step.days) };
            const asked = askFlag(subject, { ...ask, by: person(), department: 'fukushi', now }, digest);
            if ('next' in asked) subject = asked.next;
          }
          if (step.kind === 'decide') {
            const action = step.approve ? ('approve' as const) : ('reject' as const);
            const decision = { flag: id(step.index), action, by: approver(), reason: 'x', now };
            const decided = decideFlag(subject, decision, digest);
            if ('next' in decided) subject = decided.next;
          }
          assert.ok(subject.flags.filter(isOpenFlag).length <= 1);
          assert.equal(subject.revision - before.revision, subject.audit.length - before.audit.length);
          for (const flag of before.flags) {
            const after = subject.flags.find((one) => one.id === flag.id);
            assert.ok(after, 'no mark is lost');
            if (flag.decision !== undefined) assert.deepEqual(after.decision, flag.decision);
          }
          const holds = activeFlag([subject], later(days));
          if (holds !== undefined) assert.ok(holds.reviewOn > wallClock(later(days)).date);
          assert.equal(nextFlagEnd(subject), subject.flags.find(isOpenFlag)?.reviewOn);
        }
        subjectSchema.parse(subject);
        assert.equal(firstBrokenEntry(subject.audit, digest), undefined);
        const ended = endFlags(subject, later(days + 400), digest);
        assert.equal(ended.flags.filter(isOpenFlag).length, 0);
        assert.equal(endFlags(ended, later(days + 400), digest), ended, 'a second sweep changes nothing');
      }),
    );
  });
});
