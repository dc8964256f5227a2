import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { currentVersion, type Incident } from '../../src/domain/incident/incident.ts';
import { recordState } from '../../src/domain/incident/state.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { standingOf } from '../../src/domain/people/standing.ts';
import { registerExtent } from '../../src/domain/register/scope.ts';
import { wallClock } from '../../src/domain/time.ts';
import { type RegisterSearch, searchRegister } from '../../src/workflow/search-register.ts';
import { coordinator, type OpenHouse } from '../builders/house.ts';
import { approver, NOW, person } from '../builders/records.ts';
import { into, registered } from '../builders/register.ts';

const suzuki = person({ id: 'suzuki', department: 'zeimu' });
const readers: readonly Person[] = [
  person(),
  suzuki,
  approver(),
  approver({ id: 'two', approverOf: ['zeimu', 'koseki'] }),
  { ...suzuki, approverOf: ['fukushi'] },
  coordinator(),
];

const dayAgo = (days: number): string => wallClock(new Date(NOW.getTime() - days * 86_400_000)).date;

const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

const states = Object.values(into);

/** Records of every kind, several of them at the same moment. */
function made(count: number): Incident[] {
  return Array.from({ length: count }, (_, index) =>
    pick(
      states,
      Math.floor(index / 3),
    )(
      registered({
        word: `record ${index}`,
        reporter: pick([person(), suzuki, person({ id: 'tanaka', department: 'koseki' })], index),
        department: pick(['fukushi', 'zeimu', 'koseki'], Math.floor(index / 2)),
        // Three at each moment, so that pages end among them.
        minutesAgo: 5 + Math.floor(index / 3) * 360,
        filedAfterDays: pick([0, 0, 1, 40], index),
        ...pick([{}, {}, { severity: 'caution' }, { severity: 'emergency' }] as const, Math.floor(index / 5)),
        typed: {
          scene: pick(['phone', 'counter', 'visit'], Math.floor(index / 7)),
          ...(index % 4 === 0 ? { conduct: 'threat,abuse' } : {}),
          ...(index % 6 === 0 ? { row1Words: '動画に出すぞ' } : {}),
        },
      }),
    ),
  );
}

const searches: fc.Arbitrary<Omit<RegisterSearch, 'after'>> = fc
  .record(
    {
      from: fc.constantFrom(20, 9, 4).map(dayAgo),
      until: fc.constantFrom(3, 1, 0).map(dayAgo),
      department: fc.constantFrom('fukushi', 'zeimu', 'koen'),
      scene: fc.constantFrom('phone' as const, 'counter' as const),
      conduct: fc.constantFrom('threat' as const, 'sexual' as const),
      severity: fc.constantFrom('none' as const, 'caution' as const, 'emergency' as const),
      state: fc.constantFrom('pending' as const, 'filed' as const, 'approved' as const),
      words: fc.constantFrom('動画', '説明', '動画 電話'),
      sort: fc.constantFrom('occurred' as const, 'filed' as const),
      order: fc.constantFrom('newest' as const, 'oldest' as const),
    },
    { requiredKeys: [] },
  )
  // More than two filters at once find next to nothing among so few records.
  .map((search) => Object.fromEntries(Object.entries(search).slice(0, 4)));

/** What the register must show, worked out from all records in memory. */
function expected(records: readonly Incident[], reader: Person, search: RegisterSearch, open: OpenHouse) {
  const standing = standingOf(reader, open.house.rules);
  const key = (incident: Incident): string =>
    `${search.sort === 'filed' ? incident.filedAt : currentVersion(incident).content.occurredAt}|${incident.number}`;
  const sign = search.order === 'oldest' ? 1 : -1;
  return records
    .filter((incident) => {
      const { content, judged } = currentVersion(incident);
      const { from, until, department, scene, conduct, severity, state, words = '' } = search;
      const day = wallClock(new Date(content.occurredAt)).date;
      const said = `${content.utterances.map((row) => row.words).join(' ')} ${content.scene === 'phone' ? '電話' : ''}`;
      return (
        registerExtent(standing, incident) !== undefined &&
        (from === undefined || day >= from) &&
        (until === undefined || day <= until) &&
        (department === undefined || incident.department === department) &&
        (scene === undefined || content.scene === scene) &&
        (conduct === undefined || content.conduct.includes(conduct)) &&
        (severity === undefined || (judged?.risk?.level ?? 'none') === severity) &&
        (state === undefined || recordState(incident) === state) &&
        words.split(' ').every((word) => said.includes(word))
      );
    })
    .toSorted((a, b) => (key(a) < key(b) ? -sign : sign))
    .map(({ number }) => number);
}

/** Every row of every page, with what the continuations of them say. */
async function walk(open: OpenHouse, reader: Person, search: RegisterSearch) {
  const rows: string[] = [];
  const told: string[] = [];
  let lookedAt = 0;
  let after: string | undefined;
  for (let pages = 0; pages < 100; pages += 1) {
    const found = await searchRegister(open.house, reader, {
      ...search,
      ...(after === undefined ? {} : { after }),
    });
    assert.ok(found.kind === 'found');
    rows.push(...found.rows.map(({ number }) => number));
    lookedAt += found.lookedAt;
    if (found.next === undefined) {
      assert.equal(found.reached, undefined);
      return { rows, told, lookedAt };
    }
    assert.match(found.reached ?? '', /^2026-/u);
    const { t } = JSON.parse(Buffer.from(found.next, 'base64url').toString()) as { t: string };
    told.push(Buffer.from(t, 'base64url').toString());
    after = found.next;
  }
  throw new Error('the pages do not end');
}

/** The register over one driver of the store. `runs` is how many searches are tried. */
export function describeRegister(
  name: string,
  start: () => Promise<{ open: OpenHouse; stop: () => Promise<void> }>,
  size: { records: number; runs: number },
): void {
  describe(`the register on ${name}`, () => {
    const records = made(size.records);
    let open: OpenHouse;
    let stop: () => Promise<void>;
    before(async function () {
      this.timeout(60_000);
      ({ open, stop } = await start());
      for (const incident of records) await open.house.incidents.create(incident);
    });
    after(() => stop());

    it('shows over its pages exactly what the reader may see of what is asked, in order, each once', async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...readers), searches, async (reader, search) => {
          const { rows, told, lookedAt } = await walk(open, reader, search);
          const wanted = expected(records, reader, search, open);
          assert.deepEqual(rows, wanted);
          const standing = standingOf(reader, open.house.rules);
          const mine = records.filter((incident) => registerExtent(standing, incident) !== undefined);
          assert.ok(lookedAt <= mine.length, 'nothing else is counted');
          for (const incident of records) {
            if (mine.includes(incident)) continue;
            assert.ok(!told.some((text) => text.includes(incident.number)), 'a continuation names no other');
          }
        }),
        { numRuns: size.runs },
      );
    });

    it('goes on where it was although records come and change meanwhile', async () => {
      const reader = coordinator();
      const first = await searchRegister(open.house, reader, {});
      assert.ok(first.kind === 'found' && first.next !== undefined);
      const [newest] = first.rows;
      assert.ok(newest);
      const late = registered({ word: 'late', minutesAgo: 1, severity: 'alarm' });
      await open.house.incidents.create(late);
      const second = await searchRegister(open.house, reader, { after: first.next });
      assert.ok(second.kind === 'found');
      const seen = [...first.rows, ...second.rows].map(({ number }) => number);
      assert.equal(new Set(seen).size, seen.length);
      assert.deepEqual(seen, expected(records, reader, {}, open).slice(0, seen.length));
    });
  });
}
