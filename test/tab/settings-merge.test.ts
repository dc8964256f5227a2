import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  broughtIn,
  type ChangedPlace,
  changesOf,
  takenBack,
  undone,
} from '../../src/tab/settings/editing/changes.ts';
import { type Conflict, merge } from '../../src/tab/settings/editing/merge.ts';
import type { Parts } from '../../src/tab/settings/editing/part.ts';
import {
  item,
  ORDER,
  liesIn,
  listOf,
  pathKey,
  recordOf,
  same,
  valueAt,
} from '../../src/tab/settings/editing/path.ts';
import { wardParts } from '../../src/tab/settings/parts/ward.ts';

/** Every kind of part, lists within items of lists included. */
const parts: Parts = {
  name: { kind: 'text', label: '名前' },
  many: { kind: 'values', label: '順のあるもの' },
  some: { kind: 'set', label: '順のないもの' },
  inner: {
    kind: 'group',
    label: '組',
    parts: {
      a: { kind: 'number', label: 'A', unit: '日', least: 0, most: 9 },
      b: { kind: 'flag', label: 'B' },
    },
  },
  items: {
    kind: 'list',
    label: '課',
    key: 'id',
    title: () => '',
    parts: {
      name: { kind: 'text', label: '名前' },
      words: {
        kind: 'list',
        label: '言葉',
        key: 'words',
        byPlace: true,
        title: () => '',
        parts: { why: { kind: 'text', label: 'なぜ' } },
      },
      periods: {
        kind: 'list',
        label: '期間',
        key: 'from',
        byPlace: true,
        title: () => '',
        parts: { from: { kind: 'date', label: 'この日から' }, gist: { kind: 'text', label: '説明' } },
      },
      texts: {
        kind: 'list',
        label: '説明',
        title: () => '',
        parts: { gist: { kind: 'text', label: '説明' } },
      },
    },
  },
};

const word = fc.constantFrom('あ', 'い', 'う', '');
const keyed = <T>(key: string, ids: readonly string[], rest: fc.Arbitrary<T>) =>
  fc
    .shuffledSubarray([...ids])
    .chain((chosen) => fc.tuple(...chosen.map((id) => rest.map((more) => ({ [key]: id, ...more })))));

const contents = fc.record(
  {
    name: word,
    many: fc.array(word, { maxLength: 3 }),
    some: fc.shuffledSubarray(['x', 'y', 'z']),
    inner: fc.record({ a: fc.nat(2), b: fc.boolean() }, { requiredKeys: [], noNullPrototype: true }),
    items: keyed(
      'id',
      ['p', 'q', 'r', 's'],
      fc.record(
        {
          name: word,
          words: keyed('words', ['w1', 'w2', 'w3'], fc.record({ why: word }, { noNullPrototype: true })),
          // The first of them may begin on no day.
          periods: keyed(
            'from',
            ['', '2026', '2027'],
            fc.record({ gist: word }, { noNullPrototype: true }),
          ).map((all) => all.map(({ from, ...rest }) => (from === '' ? rest : { from, ...rest }))),
          texts: fc.array(fc.record({ gist: word }, { noNullPrototype: true }), { maxLength: 2 }),
        },
        { requiredKeys: ['name'], noNullPrototype: true },
      ),
    ),
    unknown: fc.nat(2),
  },
  { requiredKeys: ['name', 'items'], noNullPrototype: true },
);

const orderOf = (content: unknown, path: Conflict['path']): string[] =>
  listOf(valueAt(content, path)).map((one) => {
    const { id, words, from } = recordOf(one);
    return [id, words, from].find((key) => typeof key === 'string') ?? '';
  });

/** Whether a change of one side is in the result, or in a conflict that names its place or something around it. */
const isKept = (change: ChangedPlace, result: unknown, conflicts: readonly Conflict[]): boolean => {
  const named = conflicts.some(({ path }) => liesIn(change.path, path) || liesIn(path, change.path));
  if (named) return true;
  if (change.path.at(-1) === ORDER) {
    // Whatever changed places with something else still has, where both are left.
    const [before, after] = [listOf(change.before).map(String), listOf(change.after).map(String)];
    const now = orderOf(result, change.path.slice(0, -1));
    const isBefore = (list: readonly string[], one: string, two: string): boolean =>
      list.indexOf(one) < list.indexOf(two);
    return now.every((one) =>
      now.every(
        (two) =>
          !before.includes(one) ||
          !before.includes(two) ||
          isBefore(before, one, two) === isBefore(after, one, two) ||
          isBefore(now, one, two) === isBefore(after, one, two),
      ),
    );
  }
  if (change.part.kind === 'set') {
    const [before, after, now] = [
      listOf(change.before),
      listOf(change.after),
      listOf(valueAt(result, change.path)),
    ];
    return (
      after.every((one) => before.includes(one) || now.includes(one)) &&
      before.every((one) => after.includes(one) || !now.includes(one))
    );
  }
  // An item that is new may have got more from the other side, who added it as well.
  return (
    changesOf(parts, undefined, undefined).length === 0 && holds(valueAt(result, change.path), change.after)
  );
};

const holds = (value: unknown, wanted: unknown): boolean =>
  typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)
    ? Object.entries(wanted).every(([key, one]) => holds(recordOf(value)[key], one))
    : Array.isArray(wanted)
      ? wanted.every((one) => listOf(value).some((other) => holds(other, one)))
      : same(value, wanted);

describe('bringing two people’s changes together', () => {
  it('is mine where only I changed something', () => {
    fc.assert(
      fc.property(contents, contents, (base, mine) => {
        const merged = merge(parts, base, base, mine);
        assert.deepEqual(merged, { content: mine, conflicts: [] });
      }),
    );
  });

  it('is theirs where only they did', () => {
    fc.assert(
      fc.property(contents, contents, (base, theirs) => {
        const merged = merge(parts, base, theirs, base);
        assert.deepEqual(merged, { content: theirs, conflicts: [] });
      }),
    );
  });

  it('is the same where both did the same', () => {
    fc.assert(
      fc.property(contents, contents, (base, both) => {
        assert.deepEqual(merge(parts, base, both, structuredClone(both)), { content: both, conflicts: [] });
      }),
    );
  });

  it('loses no change of either side: it is in the result, or in a conflict that names it', () => {
    fc.assert(
      fc.property(contents, contents, contents, (base, theirs, mine) => {
        const { content, conflicts } = merge(parts, base, theirs, mine);
        for (const [side, changed] of [
          ['theirs', theirs],
          ['mine', mine],
        ] as const) {
          for (const change of changesOf(parts, base, changed)) {
            assert.ok(
              isKept(change, content, conflicts),
              `${side} at ${pathKey(change.path)}: ${JSON.stringify({ base, theirs, mine, content })}`,
            );
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('holds all that I changed until I choose otherwise', () => {
    fc.assert(
      fc.property(contents, contents, contents, (base, theirs, mine) => {
        const { content } = merge(parts, base, theirs, mine);
        for (const change of changesOf(parts, base, mine)) {
          assert.ok(
            isKept(change, content, []),
            `${pathKey(change.path)}: ${JSON.stringify({ base, theirs, mine, content })}`,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('names a place as a conflict only where both changed it, to different things', () => {
    fc.assert(
      fc.property(contents, contents, contents, (base, theirs, mine) => {
        for (const { path, base: was, theirs: others, mine: own } of merge(parts, base, theirs, mine)
          .conflicts) {
          assert.ok(!same(others, own), pathKey(path));
          assert.ok(!same(was, others) && !same(was, own), pathKey(path));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('lets each conflict be decided for either side', () => {
    fc.assert(
      fc.property(contents, contents, contents, (base, theirs, mine) => {
        const { conflicts } = merge(parts, base, theirs, mine);
        const all = Object.fromEntries(conflicts.map(({ path }) => [pathKey(path), 'theirs' as const]));
        const { content, conflicts: again } = merge(parts, base, theirs, mine, all);
        // What is chosen decides which items there are, and so whether their order is in question.
        const besideOrder = (found: readonly Conflict[]) =>
          found.map(({ path }) => pathKey(path)).filter((path) => !path.includes(ORDER));
        assert.deepEqual(besideOrder(again), besideOrder(conflicts));
        for (const { path, theirs: wanted } of conflicts) {
          if (path.at(-1) === ORDER) continue;
          assert.ok(same(valueAt(content, path), wanted), pathKey(path));
        }
        for (const change of changesOf(parts, base, theirs)) {
          assert.ok(isKept(change, content, []) || change.path.at(-1) === ORDER, pathKey(change.path));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every item once', () => {
    fc.assert(
      fc.property(contents, contents, contents, (base, theirs, mine) => {
        const ids = listOf(recordOf(merge(parts, base, theirs, mine).content)['items']).map(
          (one) => recordOf(one)['id'],
        );
        assert.equal(new Set(ids).size, ids.length);
      }),
    );
  });

  const ward = {
    name: '見本区',
    departments: [
      { id: 'kumin', name: '区民課', next: ['zeimu'] },
      { id: 'zeimu', name: '税務課' },
      { id: 'somu', name: '総務課' },
    ],
    lines: [
      { id: 'z1', name: '税務 代表', department: 'zeimu', records: true, announces: true, eraseDays: 30 },
    ],
  };
  const put = (change: (draft: typeof ward) => void): typeof ward => {
    const draft = structuredClone(ward);
    change(draft);
    return draft;
  };

  it('takes a department of theirs and a line of mine without a word', () => {
    const theirs = put(({ departments }) =>
      departments.splice(1, 0, { id: 'kokuho', name: '国保年金課' } as never),
    );
    const mine = put(({ lines }) => {
      Object.assign(lines[0] ?? {}, { eraseDays: 10 });
      lines.push({ id: 'z2', name: '窓口', department: 'zeimu', records: false, announces: false } as never);
    });
    const { content, conflicts } = merge(wardParts, ward, theirs, mine);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(
      listOf(recordOf(content)['departments']).map((one) => recordOf(one)['name']),
      ['区民課', '国保年金課', '税務課', '総務課'],
    );
    assert.equal(listOf(recordOf(content)['lines']).length, 2);
    assert.equal(valueAt(content, ['lines', item('z1'), 'eraseDays']), 10);
  });

  it('asks about a department that one removed and the other renamed', () => {
    const theirs = put(({ departments }) => departments.splice(1, 1));
    const mine = put(({ departments }) => Object.assign(departments[1] ?? {}, { name: '課税課' }));
    const { content, conflicts } = merge(wardParts, ward, theirs, mine);
    assert.deepEqual(
      conflicts.map(({ path, theirs, mine }) => [path, theirs, recordOf(mine)['name']]),
      [[['departments', item('zeimu')], undefined, '課税課']],
    );
    assert.equal(valueAt(content, ['departments', item('zeimu'), 'name']), '課税課');
    const gone = merge(wardParts, ward, theirs, mine, {
      [pathKey(['departments', item('zeimu')])]: 'theirs',
    });
    assert.equal(valueAt(gone.content, ['departments', item('zeimu')]), undefined);
  });

  it('takes their order where I only changed what is in it', () => {
    const theirs = put(({ departments }) => departments.reverse());
    const mine = put(({ departments }) => {
      departments.splice(0, 1);
      departments.push({ id: 'kokuho', name: '国保年金課' });
    });
    const { content, conflicts } = merge(wardParts, ward, theirs, mine);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(
      listOf(recordOf(content)['departments']).map((one) => recordOf(one)['id']),
      ['somu', 'kokuho', 'zeimu'],
    );
  });

  it('asks about the order that both changed', () => {
    const theirs = put(({ departments }) => departments.splice(1, 0, ...departments.splice(2, 1)));
    const mine = put(({ departments }) => departments.unshift(...departments.splice(1, 1)));
    const { content, conflicts } = merge(wardParts, ward, theirs, mine);
    assert.deepEqual(
      conflicts.map(({ path }) => path),
      [['departments', ORDER]],
    );
    assert.deepEqual(content, mine);
    const key = pathKey(['departments', ORDER]);
    assert.deepEqual(merge(wardParts, ward, theirs, mine, { [key]: 'theirs' }).content, theirs);
  });

  it('finds the order that does justice to both, where there is one', () => {
    const theirs = put(({ departments }) => departments.reverse());
    const mine = put(({ departments }) => departments.unshift(...departments.splice(1, 1)));
    assert.deepEqual(merge(wardParts, ward, theirs, mine), { content: theirs, conflicts: [] });
  });
});

describe('the changes of a draft', () => {
  it('are none exactly where the contents say the same', () => {
    fc.assert(
      fc.property(contents, contents, (before, after) => {
        const sorted = (content: { some?: string[] }): unknown => ({
          ...content,
          ...(content.some === undefined ? {} : { some: [...content.some].sort() }),
        });
        assert.equal(changesOf(parts, before, after).length === 0, same(sorted(before), sorted(after)));
      }),
    );
  });

  it('taken back one after the other lead back to the beginning', () => {
    fc.assert(
      fc.property(contents, contents, (base, draft) => {
        let left: unknown = draft;
        for (let turn = 0; turn < 200; turn += 1) {
          const [first] = changesOf(parts, base, left);
          if (first === undefined) break;
          left = takenBack(parts, base, left, first);
        }
        assert.deepEqual(changesOf(parts, base, left), []);
      }),
      { numRuns: 1000 },
    );
  });

  it('tell a new order of a list, and take it back', () => {
    const order = (...ids: string[]): unknown => ({ items: ids.map((id) => ({ id, name: id })) });
    const [base, draft] = [order('p', 'q', 'r'), order('r', 'p', 's', 'q')];
    const changes = changesOf(parts, base, draft);
    assert.deepEqual(
      changes.map(({ path, before, after }) => [path.at(-1), before, after]),
      [
        [item('s'), undefined, { id: 's', name: 's' }],
        [ORDER, ['p', 'q', 'r'], ['r', 'p', 'q']],
      ],
    );
    const [, moved] = changes;
    assert.ok(moved !== undefined);
    assert.deepEqual(takenBack(parts, base, draft, moved), order('p', 's', 'q', 'r'));
  });

  it('put an item that comes back where it stood', () => {
    const order = (...ids: string[]): unknown => ({ items: ids.map((id) => ({ id, name: id })) });
    const [base, draft] = [order('p', 'q', 'r'), order('p', 'r', 's')];
    const [removal] = changesOf(parts, base, draft);
    assert.ok(removal !== undefined);
    assert.deepEqual(takenBack(parts, base, draft, removal), order('p', 'q', 'r', 's'));
  });

  it('taken back alone leave the others as they are', () => {
    const base = { name: 'a', inner: { a: 1, b: true }, items: [{ id: 'p', name: 'x' }] };
    const draft = { name: 'b', inner: { a: 2, b: true }, items: [] };
    const changes = changesOf(parts, base, draft);
    assert.deepEqual(
      changes.map(({ path }) => path),
      [['name'], ['inner', 'a'], ['items', item('p')]],
    );
    const [, , removal] = changes;
    assert.ok(removal !== undefined);
    assert.deepEqual(takenBack(parts, base, draft, removal), { ...draft, items: base.items });
  });

  it('come back by the undo of a removal, with all that was typed since', () => {
    fc.assert(
      fc.property(contents, word, (before, name) => {
        const after = { ...before, items: before.items.slice(1) };
        const typed = { ...after, name };
        assert.deepEqual(undone(parts, before, after, typed), { ...before, name });
      }),
    );
  });

  it('of the other side are told without those in question', () => {
    const told = broughtIn(
      parts,
      { name: 'a', many: ['x'], items: [] },
      { name: 'b', many: ['y'], items: [] },
      [{ path: ['name'] }],
    );
    assert.deepEqual(
      told.map(({ path }) => path),
      [['many']],
    );
  });
});
