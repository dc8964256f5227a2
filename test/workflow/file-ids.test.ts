import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { fileOf } from '../../src/domain/subject/link.ts';
import { answerLikely, mergeFiles, splitRecord, undoMergeOf } from '../../src/workflow/link-records.ts';
import { ownSubject } from '../../src/domain/subject/subject.ts';
import { rootFile } from '../../src/workflow/views/files.ts';
import { drawPersonFile, readPersonFile } from '../../src/workflow/views/person-file.ts';
import { coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { minimalTyped, person } from '../builders/records.ts';

const soumu = coordinator();
const colleague = person({ id: 'suzuki', name: '鈴木 次郎' });

/** Of these records every second one is an ordinary complaint, which the colleague may not know of. */
const RECORDS = 5;

const conduct = { ...minimalTyped, conduct: 'abuse' };
const complaint = { ...minimalTyped, row1Words: '説明してほしい' };

const step = fc.record({
  what: fc.constantFrom('same', 'same', 'other', 'split', 'merge', 'undo'),
  one: fc.nat(RECORDS - 1),
  other: fc.nat(RECORDS - 1),
});

describe('what a file is called before a reader', () => {
  let open: OpenHouse;
  let records: Incident[];

  async function begin(): Promise<void> {
    open = openHouse();
    await open.settlePeople(soumu, colleague);
    records = [];
    for (let index = 0; index < RECORDS; index += 1) {
      const typed = index % 2 === 0 ? complaint : conduct;
      records.push(await open.file({ typed, word: `record ${index}` }));
    }
    const likely = records.map(({ number }) => ({
      subject: ownSubject(number),
      band: 'possible' as const,
      score: 0.4,
      reasons: [],
    }));
    for (const { number } of records) {
      await open.house.incidents.change(number, (incident) => ({
        next: { ...incident, likely: likely.filter(({ subject }) => subject !== ownSubject(number)) },
        result: undefined,
      }));
    }
  }

  const rootAt = async (index: number): Promise<string> => {
    const incident = await open.house.incidents.read(records[index]?.number ?? '');
    assert.ok(incident);
    return rootFile(open.house, fileOf(incident));
  };

  async function take({ what, one, other }: { what: string; one: number; other: number }): Promise<void> {
    const [number = '', elsewhere = ''] = [records[one]?.number, records[other]?.number];
    if (what === 'split') await splitRecord(open.house, { number, person: soumu });
    else if (what === 'undo') await undoMergeOf(open.house, { subject: ownSubject(number), person: soumu });
    else if (what === 'merge') {
      await mergeFiles(open.house, { one: await rootAt(one), other: await rootAt(other), person: soumu });
    } else if (one !== other) {
      const answer = what === 'same' ? 'same' : 'other';
      await answerLikely(open.house, { number, subject: ownSubject(elsewhere), answer, person: soumu });
    }
  }

  it('names no record that is hidden from them and opens that very file, whatever was linked, merged and split', async () => {
    let hiddenRoots = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        await begin();
        try {
          for (const one of steps) {
            await take(one);
            for (const [index, { number }] of records.entries()) {
              const root = await rootAt(index);
              const file = await drawPersonFile(open.house, root, colleague);
              const whole = await drawPersonFile(open.house, root, soumu);
              assert.ok(whole);
              const seen = whole.entries
                .map(({ incident }) => incident.number)
                .filter((each) => records.findIndex((record) => record.number === each) % 2 === 1);
              assert.deepEqual(file?.entries.map(({ incident }) => incident.number) ?? [], seen);
              if (file === undefined) continue;
              for (const id of [file.subject, ...file.merged]) {
                const hidden = records.find((record, at) => at % 2 === 0 && id.includes(record.number));
                assert.equal(hidden, undefined, `${id} names a complaint`);
                const reached = await readPersonFile(open.house, id, colleague);
                assert.deepEqual(reached?.files, file.files, `${id} of ${number} opens another file`);
              }
              if (!file.files.includes(file.subject)) hiddenRoots += 1;
              assert.equal((await readPersonFile(open.house, file.subject, soumu))?.files[0], root);
            }
          }
        } finally {
          await open.close();
        }
      }),
      { numRuns: 40 },
    );
    assert.ok(hiddenRoots > 0, 'a file that is called by another record than the one that began it');
  });
});
