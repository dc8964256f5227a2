import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import {
  comparePhones,
  createPhoneKeys,
  markPhone,
  type PhoneRelation,
  phoneDigits,
} from '../../src/domain/matching/phone.ts';

const hash = (text: string): string =>
  createHmac('sha256', 'test').update(text).digest('base64').slice(0, 12);
const keys = createPhoneKeys(hash);

const relation = (left: string, right: string): PhoneRelation => {
  const a = keys(left);
  const b = keys(right);
  assert.ok(a !== undefined && b !== undefined);
  return comparePhones(markPhone(a), markPhone(b));
};

describe('telephone numbers', () => {
  const table: [string, string, PhoneRelation][] = [
    ['090-0123-4567', '09001234567', 'same'],
    ['090-0123-4567', '０９０－０１２３－４５６７', 'same'],
    ['090-0123-4567', '090(0123)4567', 'same'],
    ['090-0123-4567', '090ー0123ー4567', 'same'],
    ['090-0123-4567', '090‐0123‐4567', 'same'],
    ['090-0123-4567', '+81 90 0123 4567', 'same'],
    ['03-1083-1199', '03 1083 1199', 'same'],
    ['090-0788-6951', '090-0780-6951', 'digit'],
    ['090-0123-4567', '090-0123-456?', 'digit'],
    ['090-0123-4567', '090-0132-4567', 'swap'],
    ['090-0123-4567', '090-****-4567', 'last4'],
    ['090-0123-4567', '下4桁が4567', 'last4'],
    ['090-0123-4567', '090-0123-****', 'head'],
    ['090-0123-4567', '080-0999-1111', 'none'],
  ];
  for (const [left, right, expected] of table) {
    it(`says ${expected} of ${left} and ${right}, both ways`, () => {
      assert.equal(relation(left, right), expected);
      assert.equal(relation(right, left), expected);
    });
  }

  it('takes words without a number for nothing', () => {
    for (const text of ['', '非通知', '不明', '公衆電話']) assert.equal(keys(text), undefined);
  });

  it('keeps no more in clear than the last four digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[789]0\d{8}$/), (clear) => {
        const kept = JSON.stringify(keys(clear));
        assert.ok(!kept.includes(clear.slice(0, -4)));
        assert.equal(keys(clear)?.last4, clear.slice(-4));
      }),
    );
  });

  it('finds any one wrong digit by keys alone', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^0[789]0\d{8}$/),
        fc.nat({ max: 10 }),
        fc.integer({ min: 1, max: 9 }),
        (clear, at, by) => {
          const other = clear.slice(0, at) + String((Number(clear[at]) + by) % 10) + clear.slice(at + 1);
          assert.equal(relation(clear, other), 'digit');
        },
      ),
    );
  });

  it('reads its own digits again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => assert.equal(phoneDigits(phoneDigits(text)), phoneDigits(text))),
    );
  });
});
