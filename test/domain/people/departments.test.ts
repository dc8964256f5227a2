import assert from 'node:assert/strict';
import { departmentName, type Ward, wardSchema } from '../../../src/domain/people/departments.ts';
import { ward } from '../../builders/records.ts';

const one = { id: 'fukushi', name: '福祉課' };
const two = { id: 'zeimu', name: '税務課' };

describe('the list of departments', () => {
  const wrong: readonly [string, Partial<Record<keyof Ward, unknown>>][] = [
    ['an id twice', { departments: [one, { id: 'fukushi', name: '別の課' }] }],
    ['a name twice', { departments: [one, { id: 'other', name: '福祉課' }] }],
    ['one department only', { departments: [one] }],
    ['an id with a space', { departments: [one, { id: 'zei mu', name: '税務課' }] }],
    ['an id that begins with a digit', { departments: [one, { id: '1zeimu', name: '税務課' }] }],
    ['an id with a comma', { departments: [one, { id: 'zei,mu', name: '税務課' }] }],
    ['an empty name', { departments: [one, { id: 'zeimu', name: '' }] }],
    ['a day that does not exist', { date: '2026-02-30' }],
    ['nobody who checked it', { checkedBy: '' }],
    ['no source', { source: undefined }],
    [
      '201 departments',
      { departments: Array.from({ length: 201 }, (_, i) => ({ id: `d${i}`, name: `課${i}` })) },
    ],
  ];
  for (const [what, change] of wrong) {
    it(`is refused with ${what}`, () =>
      assert.equal(wardSchema.safeParse({ ...ward, departments: [one, two], ...change }).success, false));
  }

  it('gives names, and an id that it does not know (any more) as itself', () => {
    assert.equal(departmentName(ward, 'zeimu'), '税務課');
    assert.equal(departmentName(ward, 'closed'), 'closed');
  });
});
