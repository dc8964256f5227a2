import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  channelKey,
  newNonce,
  nonceSchema,
  personKey,
  recordNumber,
  recordNumberSchema,
} from '../../src/domain/ids.ts';
import { digest } from '../builders/records.ts';

const hex16 = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((value) => value.toString(16).padStart(16, '0'));
const day = fc.integer({ min: 0, max: 30_000 }).map((days) => new Date(days * 86_400_000));

describe('ids', () => {
  it('are of the shapes that the schemas and the database allow', () => {
    fc.assert(
      fc.property(day, hex16, fc.string(), fc.nat(7), (now, random, person, attempt) => {
        const nonce = newNonce(now, random);
        assert.ok(nonceSchema.safeParse(nonce).success, nonce);
        const number = recordNumber(nonce, person, attempt, digest);
        assert.ok(recordNumberSchema.safeParse(number).success, number);
        assert.match(personKey(person, random, digest), /^p[0-9a-f]{24}$/);
        assert.match(channelKey(person, random, digest), /^c[0-9a-f]{24}$/);
      }),
    );
  });

  it('are the same for the same things', () => {
    const nonce = newNonce(new Date('2026-11-21T05:10:00Z'), '00000000000000ff');
    assert.equal(nonce, '261121-00000000000000ff');
    assert.equal(recordNumber(nonce, 'p1', 0, digest), recordNumber(nonce, 'p1', 0, digest));
  });

  it('carry the day in Japan', () => {
    assert.equal(newNonce(new Date('2026-11-20T15:00:00Z'), 'f'.repeat(16)).slice(0, 6), '261121');
    assert.equal(newNonce(new Date('2026-11-20T14:59:59Z'), 'f'.repeat(16)).slice(0, 6), '261120');
  });

  it('give another number to another person, another form and another attempt', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom('p1', 'p2', 'p3'), hex16, fc.nat(7)), {
          selector: (item) => item.join(' '),
          minLength: 2,
          maxLength: 40,
        }),
        (parts) => {
          const numbers = parts.map(([person, random, attempt]) =>
            recordNumber(`261121-${random}`, person, attempt, digest),
          );
          assert.equal(new Set(numbers).size, numbers.length);
        },
      ),
    );
  });

  it('never meet between 20,000 forms of one day more often than 30 bits allow', () => {
    const numbers = new Set<string>();
    for (let i = 0; i < 20_000; i += 1) {
      numbers.add(recordNumber(`261121-${i.toString(16).padStart(16, '0')}`, 'p1', 0, digest));
    }
    // Expected meetings: 20,000² / 2 / 2³⁰ ≈ 0.19.
    assert.ok(numbers.size >= 19_997, String(numbers.size));
  });

  it('keep tenants and kinds apart', () => {
    assert.notEqual(personKey('a', 'x', digest), personKey('b', 'x', digest));
    assert.notEqual(personKey('a', 'x', digest).slice(1), channelKey('a', 'x', digest).slice(1));
  });

  for (const nonce of [
    '',
    '261121-',
    '261121-0000000000000000 ',
    '261121-000000000000000G',
    '../x',
    `261121-${'0'.repeat(17)}`,
  ]) {
    it(`do not include the nonce ${JSON.stringify(nonce)}`, () =>
      assert.equal(nonceSchema.safeParse(nonce).success, false));
  }
});
