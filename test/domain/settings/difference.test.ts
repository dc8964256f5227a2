import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonical, sameContent } from '../../../src/domain/settings/canonical.ts';
import { differences } from '../../../src/domain/settings/difference.ts';
import { sections } from '../../../src/domain/settings/section.ts';
import { placeName } from '../../../src/domain/settings/shape.ts';
import { shapes } from '../../../src/domain/settings/shapes.ts';
import { asInstalled } from '../../builders/house.ts';

const conduct = {
  entries: [
    {
      label: 'abuse',
      source: '総務課',
      date: '2026-11-22',
      checkedBy: '総務課長',
      phrases: [{ words: 'べろべろ', why: '例' }],
    },
  ],
};
const contents = { ...asInstalled, conduct };
const { ward, companion, answers } = asInstalled;

type Path = (string | number)[];

/** The paths of all values of a content, lists and groups as well. */
function pathsOf(content: unknown, path: Path = []): Path[] {
  if (typeof content !== 'object' || content === null) return [path];
  const inside = Array.isArray(content)
    ? content.flatMap((part, index) => pathsOf(part, [...path, index]))
    : Object.entries(content).flatMap(([key, part]) => pathsOf(part, [...path, key]));
  return path.length === 0 ? inside : [path, ...inside];
}

/** A copy in which the value at the path is another one, or gone. */
function changedAt(content: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(content);
  const copy = structuredClone(content) as Record<string | number, unknown>;
  const next = changedAt(copy[key], rest, change);
  if (next === undefined && Array.isArray(copy)) copy.splice(Number(key), 1);
  else if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

const another = (value: unknown): unknown => {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}あ`;
  return undefined;
};

describe('the differences of two versions', () => {
  for (const section of sections) {
    const content = contents[section];
    const paths = pathsOf(content);
    const changed = fc
      .record({ path: fc.constantFrom(...paths), gone: fc.boolean() })
      .map(({ path, gone }) => changedAt(content, path, gone ? () => undefined : another));

    it(`of ${section} are none where nothing was changed, in whatever order its properties stand`, () => {
      const turned = JSON.parse(JSON.stringify(content), (_, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toReversed())
          : value,
      ) as unknown;
      assert.deepEqual(differences(shapes[section], content, turned), []);
      assert.equal(canonical(turned), canonical(content));
    });

    it(`of ${section} are some exactly where something was changed, and each side is told apart`, () => {
      fc.assert(
        fc.property(changed, (next) => {
          const found = differences(shapes[section], content, next);
          assert.equal(found.length === 0, sameContent(content, next));
          for (const { where, before, after } of found) {
            assert.notEqual(before, after, where);
            assert.match(where, /[ぁ-んァ-ヶ一-龠]/u);
          }
        }),
        { numRuns: 60 },
      );
    });

    it(`of ${section} between two changed versions and back turn their sides`, () => {
      fc.assert(
        fc.property(changed, changed, (one, two) => {
          const there = differences(shapes[section], one, two).length;
          assert.equal(there === 0, sameContent(one, two));
          assert.equal(differences(shapes[section], two, one).length === 0, there === 0);
        }),
        { numRuns: 30 },
      );
    });
  }

  it('are told at their place, in the words of the screens', () => {
    const departments = ward.departments.map((one) =>
      one.id === 'zeimu' ? { ...one, name: '納税課', next: ['fukushi', 'somu'] } : one,
    );
    assert.deepEqual(differences(shapes.ward, ward, { ...ward, departments }), [
      { where: '課 › 税務課 › 名前', before: '税務課', after: '納税課' },
      { where: '課 › 税務課 › 次に行くことの多い課', before: '国保年金課、福祉課', after: '福祉課、総務課' },
    ]);
  });

  it('of what came and what went show what it was', () => {
    const [first, ...others] = ward.departments;
    const next = { ...ward, departments: [...others, { id: 'shinsetsu', name: '新設課', next: ['zeimu'] }] };
    const found = differences(shapes.ward, ward, next);
    assert.deepEqual(found[0], {
      where: '課 › 福祉課',
      before: '名前: 福祉課、次に行くことの多い課: 税務課、国保年金課、総務課',
      after: '',
    });
    assert.equal(first?.name, '福祉課');
    assert.deepEqual(found.at(-1), {
      where: '課 › 新設課',
      before: '',
      after: '名前: 新設課、次に行くことの多い課: 税務課',
    });
  });

  it('of an order say so, and of nothing else', () => {
    const departments = ward.departments.toReversed();
    const [only, ...others] = differences(shapes.ward, ward, { ...ward, departments });
    assert.deepEqual([only?.where, others], ['課 › 並び順', []]);
  });

  it('name ids by what they stand for', () => {
    const [situation, ...others] = companion.situations;
    assert.ok(situation);
    const next = {
      ...companion,
      situations: [{ ...situation, say: ['recording', 'check-answer'] }, ...others],
    };
    const [found] = differences(shapes.companion, companion, next);
    assert.match(found?.after ?? '', /^\(録音についての正しい一文\)、[^a-z]+$/u);
    const entries = answers.entries.map((one) =>
      one.id === 'same' ? { ...one, contradicts: ['promise', 'at-once'] } : one,
    );
    assert.doesNotMatch(
      JSON.stringify(differences(shapes.answers, answers, { ...answers, entries })),
      /promise|at-once/u,
    );
  });

  it('of texts that are long and alike at their beginning still look different', () => {
    const long = 'あ'.repeat(400);
    const [found] = differences(shapes.ward, { ...ward, name: `${long}い` }, { ...ward, name: `${long}う` });
    assert.notEqual(found?.before, found?.after);
  });

  it('of what no table of labels knows are told all the same', () => {
    assert.deepEqual(differences(shapes.ward, ward, { ...ward, extra: 1 }), [
      { where: 'extra', before: '', after: '1' },
    ]);
    assert.deepEqual(differences(shapes.ward, 'x', 'x'), []);
    assert.equal(differences(shapes.ward, 'x', ward).length > 0, true);
    assert.equal(differences(shapes.ward, null, undefined).length, 0);
    assert.equal(differences(shapes.ward, ward, null).length > 0, true);
  });
});

describe('a place of a content', () => {
  for (const [path, name] of [
    [['departments', 1, 'name'], '課 › 税務課 › 名前'],
    [['departments'], '課'],
    [['exempt', 'ages'], '照合しない記録 › 年代'],
    [['departments', 999, 'name'], '課 › 1000番目 › 名前'],
    [[], ''],
  ] as const) {
    it(`is called ${name === '' ? 'nothing' : name}`, () =>
      assert.equal(placeName(shapes.ward, path, ward), name));
  }

  it('within a list of a list is called by both', () => {
    const [scenario] = companion.scenarios;
    assert.equal(
      placeName(shapes.companion, ['scenarios', 0, 'turns', 1, 'choices', 0, 'text'], companion),
      `練習 › ${scenario?.title} › 問い › 2番目 › 答え › 1番目 › 文`,
    );
  });
});
