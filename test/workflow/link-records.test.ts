import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { fileOf } from '../../src/domain/subject/link.ts';
import { type Answer, mergeOrder, ownSubject, rootOf } from '../../src/domain/subject/subject.ts';
import { answerLikely, mergeFiles, splitRecord, undoMergeOf } from '../../src/workflow/link-records.ts';
import { filesOf, recordsOf, rootFile } from '../../src/workflow/views/files.ts';
import { chief, coordinator, type OpenHouse, openHouse, quietTyped } from '../builders/house.ts';
import { digest, person } from '../builders/records.ts';

const RECORDS = 5;

const reporter = person();
const elsewhere = person({ id: 'suzuki', department: 'zeimu' });
const boss = chief();
const otherBoss = chief({ id: 'zeimu-kacho', approverOf: ['zeimu'] });
const soumu = coordinator();

describe('whose record it is', () => {
  let open: OpenHouse;
  let records: Incident[];

  /** Every record is a likely person for every other, as after a busy day. */
  async function begin(): Promise<void> {
    open = openHouse();
    await open.settlePeople(elsewhere, boss, otherBoss, soumu);
    records = [];
    for (let index = 0; index < RECORDS; index += 1) {
      records.push(await open.file({ typed: quietTyped, word: `record ${index}` }));
    }
    for (const { number } of records) {
      await open.house.incidents.change(number, (incident) => ({
        next: {
          ...incident,
          likely: records
            .filter((other) => other.number !== number)
            .map((other) => ({
              subject: ownSubject(other.number),
              band: 'possible' as const,
              score: 0.4,
              reasons: [],
            })),
        },
        result: undefined,
      }));
    }
  }

  const numberAt = (index: number): string => records[index]?.number ?? '';
  const read = async (index: number): Promise<Incident> => {
    const found = await open.house.incidents.read(numberAt(index));
    assert.ok(found);
    return found;
  };
  const rootAt = async (index: number): Promise<string> => rootFile(open.house, fileOf(await read(index)));
  /** Which records belong together: the number of the first of each group, record by record. */
  async function groups(): Promise<number[]> {
    const roots = await Promise.all(records.map((_, index) => rootAt(index)));
    return roots.map((root) => roots.indexOf(root));
  }
  const say = (one: number, other: number, answer: Answer, by: Person = reporter) =>
    answerLikely(open.house, {
      number: numberAt(one),
      subject: ownSubject(numberAt(other)),
      answer,
      person: by,
    });

  describe('as staff say', () => {
    beforeEach(begin);
    afterEach(() => open.close());

    it('is nobody else’s until somebody says 同一人物', async () => {
      assert.deepEqual(await groups(), [0, 1, 2, 3, 4]);
      await say(1, 0, 'unknown');
      await say(2, 0, 'other');
      assert.deepEqual(await groups(), [0, 1, 2, 3, 4]);
      await say(1, 0, 'same');
      assert.deepEqual(await groups(), [0, 0, 2, 3, 4]);
    });

    it('keeps every answer with who gave it and when, in the record and in its audit chain', async () => {
      await say(1, 0, 'unknown');
      await say(1, 0, 'same');
      const { verdicts, audit } = await read(1);
      assert.deepEqual(
        verdicts.map(({ answer, byKey }) => [answer, byKey]),
        [
          ['unknown', reporter.key],
          ['same', reporter.key],
        ],
      );
      assert.deepEqual(
        audit.slice(-2).map(({ action }) => action),
        ['said-unknown', 'said-same'],
      );
      assert.equal(firstBrokenEntry(audit, digest), undefined);
    });

    it('writes nothing for the same answer twice', async () => {
      await say(1, 0, 'same');
      const { revision } = await read(1);
      await say(1, 0, 'same');
      assert.equal((await read(1)).revision, revision);
    });

    for (const answer of ['other', 'unknown'] as const) {
      it(`takes a link back with ${answer}`, async () => {
        await say(1, 0, 'same');
        await say(1, 0, answer);
        assert.deepEqual(await groups(), [0, 1, 2, 3, 4]);
      });
    }

    it('brings the records along that were linked to it before', async () => {
      await say(3, 2, 'same');
      await say(2, 0, 'same');
      assert.deepEqual(await groups(), [0, 1, 0, 0, 4]);
    });

    it('sends them back with it when 同一人物 is taken back', async () => {
      await say(3, 2, 'same');
      await say(2, 0, 'same');
      await say(2, 0, 'other');
      assert.deepEqual(await groups(), [0, 1, 2, 2, 4]);
    });

    it('lets whoever wrote a record take it out of files that others merged, and nothing else', async () => {
      const files = [0, 1, 2].map((index) => ownSubject(numberAt(index)));
      for (const other of files.slice(1)) {
        await mergeFiles(open.house, { one: await rootAt(0), other, person: soumu });
      }
      assert.deepEqual(await groups(), [0, 0, 0, 3, 4]);
      await say(1, 0, 'other');
      assert.deepEqual(await groups(), [0, 1, 0, 3, 4]);
    });

    it('splits the first record off and leaves the others together', async () => {
      await say(1, 0, 'same');
      await say(2, 0, 'same');
      const split = await splitRecord(open.house, { number: numberAt(0), person: boss });
      assert.deepEqual(split, { kind: 'done', file: `${ownSubject(numberAt(0))}-2` });
      assert.deepEqual(await groups(), [0, 1, 1, 3, 4]);
    });

    it('takes a merge back: every record is where it was before', async () => {
      await say(1, 0, 'same');
      await say(3, 2, 'same');
      const before = await groups();
      const [one, other] = [await rootAt(0), await rootAt(2)];
      assert.equal((await mergeFiles(open.house, { one, other, person: soumu })).kind, 'done');
      assert.deepEqual(await groups(), [0, 0, 0, 0, 4]);
      const { from } = mergeOrder(one, other);
      assert.equal((await undoMergeOf(open.house, { subject: from, person: soumu })).kind, 'done');
      assert.deepEqual(await groups(), before);
      const audit = (await open.house.subjects.read(from))?.audit ?? [];
      assert.deepEqual(
        audit.map(({ action, by }) => [action, by]),
        [
          ['merged', soumu.key],
          ['merge-undone', soumu.key],
        ],
      );
    });

    it('refuses what does not exist, and a file with itself', async () => {
      const own = ownSubject(numberAt(0));
      const merge = (one: string, other: string) => mergeFiles(open.house, { one, other, person: soumu });
      assert.deepEqual(await merge(own, 's-261121-ZZZZZZ'), { kind: 'refused', why: 'no-such-file' });
      assert.deepEqual(await merge(own, 'nonsense'), { kind: 'refused', why: 'no-such-file' });
      assert.deepEqual(await merge(own, own), { kind: 'refused', why: 'same-file' });
      assert.deepEqual(await undoMergeOf(open.house, { subject: own, person: soumu }), {
        kind: 'refused',
        why: 'no-such-file',
      });
      const stranger = await answerLikely(open.house, {
        number: numberAt(0),
        subject: 's-261121-ZZZZZZ',
        answer: 'same',
        person: reporter,
      });
      assert.deepEqual(stranger, { kind: 'refused', why: 'no-such-person' });
    });

    it('of many merges at one moment makes no circle', async () => {
      const files = records.map(({ number }) => ownSubject(number));
      await Promise.all(
        files.flatMap((one) =>
          files.map((other) => mergeFiles(open.house, { one, other, person: soumu }).catch(() => undefined)),
        ),
      );
      const roots = new Set(await Promise.all(records.map((_, index) => rootAt(index))));
      assert.equal(roots.size, 1);
      const [root = ''] = roots;
      const all = await recordsOf(open.house, await filesOf(open.house, root));
      assert.equal(all.length, RECORDS);
    });

    type Row = [who: string, by: Person, mayAnswer: boolean, mayMerge: boolean];
    const rows: Row[] = [
      ['whoever wrote the record', reporter, true, false],
      ['a colleague of another department', elsewhere, false, false],
      ['an approver of the department', boss, true, true],
      ['an approver of another department', otherBoss, false, true],
      ['a coordinator', soumu, true, true],
    ];
    for (const [who, by, mayAnswer, mayMerge] of rows) {
      it(`lets ${who} ${mayAnswer ? '' : 'not '}answer and split, ${mayMerge ? '' : 'not '}merge and part`, async () => {
        const answered = await say(1, 0, 'same', by);
        assert.equal(answered.kind, mayAnswer ? 'answered' : 'refused');
        const split = await splitRecord(open.house, { number: numberAt(1), person: by });
        assert.equal(split.kind, mayAnswer ? 'done' : 'refused');
        const order = { one: ownSubject(numberAt(3)), other: ownSubject(numberAt(4)), person: by };
        assert.equal((await mergeFiles(open.house, order)).kind, mayMerge ? 'done' : 'refused');
        const { from } = mergeOrder(order.one, order.other);
        const parted = await undoMergeOf(open.house, { subject: from, person: by });
        assert.equal(parted.kind, mayMerge ? 'done' : 'refused');
      });
    }
  });

  it('holds whatever people say in whatever order: each record is in one file, and each step can be taken back', async () => {
    const step = fc.record({
      what: fc.constantFrom('same', 'other', 'unknown', 'split', 'merge', 'undo'),
      one: fc.nat(RECORDS - 1),
      other: fc.nat(RECORDS - 1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        await begin();
        try {
          for (const { what, one, other } of steps) {
            const before = await groups();
            if (what === 'split') {
              await splitRecord(open.house, { number: numberAt(one), person: soumu });
            } else if (what === 'merge') {
              const [left, right] = [await rootAt(one), await rootAt(other)];
              const merged = await mergeFiles(open.house, { one: left, other: right, person: soumu });
              if (merged.kind === 'done') {
                // Taken back, everything is as before; and once more, for what follows.
                const { from } = mergeOrder(left, right);
                await undoMergeOf(open.house, { subject: from, person: soumu });
                assert.deepEqual(await groups(), before);
                await mergeFiles(open.house, { one: left, other: right, person: soumu });
              }
            } else if (what === 'undo') {
              await undoMergeOf(open.house, { subject: ownSubject(numberAt(one)), person: soumu });
            } else if (one !== other) {
              await say(one, other, what, soumu);
            }
            const roots = await Promise.all(records.map((_, index) => rootAt(index)));
            let found = 0;
            for (const root of new Set(roots)) {
              found += (await recordsOf(open.house, await filesOf(open.house, root))).length;
            }
            assert.equal(found, RECORDS, 'every record in one file, none lost');
          }
          for (const [index] of records.entries()) {
            assert.equal(firstBrokenEntry((await read(index)).audit, digest), undefined);
          }
        } finally {
          await open.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('follows merges to one root from anywhere, whatever points where', () => {
    const id = (n: number): string => `s-261121-00000${n}`;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 }), (merges) => {
        const into = new Map<string, string>();
        for (const [a, b] of merges) {
          const order = mergeOrder(id(a), id(b));
          if (a !== b) into.set(order.from, order.into);
        }
        for (let n = 0; n < 10; n += 1) {
          const root = rootOf(id(n), (file) => into.get(file));
          assert.equal(into.get(root), undefined);
          assert.ok(root <= id(n));
        }
      }),
    );
  });
});
