import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { appendAudit, type AuditEntry, type AuditFact, firstBrokenEntry } from '../../src/domain/audit.ts';
import { digest } from '../builders/records.ts';

const fact: fc.Arbitrary<AuditFact> = fc.record({
  at: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString()),
  by: fc.string({ maxLength: 12 }),
  action: fc.string({ maxLength: 12 }),
  about: fc.string({ maxLength: 12 }),
});

const chainOf = (facts: readonly AuditFact[]): AuditEntry[] =>
  facts.reduce<AuditEntry[]>((chain, one) => appendAudit(chain, one, digest), []);

const facts = fc.array(fact, { minLength: 1, maxLength: 8 });

describe('the audit chain', () => {
  it('is whole when nobody touched it', () => {
    fc.assert(fc.property(facts, (list) => assert.equal(firstBrokenEntry(chainOf(list), digest), undefined)));
    assert.equal(firstBrokenEntry([], digest), undefined);
  });

  it('shows a change of any field of any entry', () => {
    fc.assert(
      fc.property(
        facts,
        fc.nat(),
        fc.constantFrom('at', 'by', 'action', 'about', 'previous', 'hash', 'seq' as const),
        (list, position, field) => {
          const chain = chainOf(list);
          const index = position % chain.length;
          const tampered = chain.map((entry, place) =>
            place !== index
              ? entry
              : { ...entry, [field]: field === 'seq' ? entry.seq + 1 : `${entry[field]}x` },
          );
          assert.equal(firstBrokenEntry(tampered, digest), index + 1);
        },
      ),
    );
  });

  it('shows a change whose own hash was worked out anew, one entry later', () => {
    const chain = chainOf(
      [1, 2, 3].map((n) => ({ at: '2026-11-21T05:10:00.000Z', by: 'p', action: 'read', about: `${n}` })),
    );
    const [first, second, third] = chain as [AuditEntry, AuditEntry, AuditEntry];
    const [, forged] = appendAudit([first], { ...second, about: 'other' }, digest) as [
      AuditEntry,
      AuditEntry,
    ];
    assert.equal(firstBrokenEntry([first, forged, third], digest), 3);
  });

  it('shows an entry that was taken out, doubled or moved', () => {
    fc.assert(
      fc.property(fc.array(fact, { minLength: 3, maxLength: 8 }), fc.nat(), (list, position) => {
        const chain = chainOf(list);
        const index = position % (chain.length - 1);
        assert.notEqual(firstBrokenEntry(chain.toSpliced(index, 1), digest), undefined);
        assert.notEqual(
          firstBrokenEntry(chain.toSpliced(index, 0, chain[index] as AuditEntry), digest),
          undefined,
        );
        const swapped = chain.toSpliced(index, 2, chain[index + 1] as AuditEntry, chain[index] as AuditEntry);
        assert.notEqual(firstBrokenEntry(swapped, digest), undefined);
      }),
    );
  });

  it('cannot be moved between fields: 「ab」「c」 is not 「a」「bc」', () => {
    const at = '2026-11-21T05:10:00.000Z';
    const [one] = appendAudit([], { at, by: 'ab', action: 'c', about: '' }, digest);
    const [other] = appendAudit([], { at, by: 'a', action: 'bc', about: '' }, digest);
    assert.notEqual(one?.hash, other?.hash);
  });

  it('is never changed by adding to it', () => {
    const chain = chainOf([{ at: '2026-11-21T05:10:00.000Z', by: 'p', action: 'filed', about: '1' }]);
    const before = structuredClone(chain);
    appendAudit(chain, { at: '2026-11-21T05:10:00.000Z', by: 'p', action: 'read', about: '2' }, digest);
    assert.deepEqual(chain, before);
  });
});
