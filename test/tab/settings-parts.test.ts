import assert from 'node:assert/strict';
import { loadAnswers } from '../../src/content/answers/load.ts';
import { loadCompanion } from '../../src/content/companion/load.ts';
import { loadLaw } from '../../src/content/law/load.ts';
import { conductNames } from '../../src/domain/conduct/label.ts';
import { ageNames, sceneNames } from '../../src/domain/incident/choices.ts';
import { type Section, sectionNames, sections, sectionSchemas } from '../../src/domain/settings/section.ts';
import type { Fields } from '../../src/domain/settings/shape.ts';
import { shapes } from '../../src/domain/settings/shapes.ts';
import {
  orderOf,
  type Part,
  partAt,
  type Parts,
  placeName,
  shown,
} from '../../src/tab/settings/editing/part.ts';
import { item, ORDER, type Path, valueAt, withValue } from '../../src/tab/settings/editing/path.ts';
import {
  afterRemoval,
  pathFrom,
  placed,
  problemsIn,
  withoutThose,
} from '../../src/tab/settings/editing/problems.ts';
import * as names from '../../src/tab/settings/parts/names.ts';
import { sectionNames as pageNames, sectionParts } from '../../src/tab/settings/parts/sections.ts';
import { asInstalled } from '../builders/house.ts';

const contents: Readonly<Record<Section, unknown>> = {
  ...asInstalled,
  conduct: {
    entries: [
      {
        label: 'time',
        source: '区の手引',
        date: '2026-11-22',
        checkedBy: '総務課',
        inForce: '2026-12-01',
        phrases: [{ words: 'まだ帰らない', why: '長い滞在' }],
      },
    ],
  },
  companion: loadCompanion(),
  answers: loadAnswers(),
  law: loadLaw(),
};

/** Labels of the service with those of the page beside them, in every part that both name. */
function labelsOf(fields: Fields, parts: Parts, path = ''): [string, string, string][] {
  return Object.entries(fields).flatMap(([key, shape]) => {
    const part = parts[key];
    if (part === undefined) return [[`${path}${key}`, shape.label, '(not there)']];
    const inner =
      (shape.kind === 'group' || shape.kind === 'list') && (part.kind === 'group' || part.kind === 'list')
        ? labelsOf(shape.fields, part.parts, `${path}${key}.`)
        : [];
    // Units stand behind the field on the page.
    return [[`${path}${key}`, shape.label.replace(/\([^)]*\)$/u, ''), part.label], ...inner];
  });
}

/** Every text of a content that the page has a field for, by the first item of each list. */
function textsOf(part: Part, value: unknown, path: Path): { path: Path; most: number; optional: boolean }[] {
  if (part.kind === 'text') return [{ path, most: part.most ?? 0, optional: part.optional === true }];
  if (part.kind === 'group') {
    return Object.entries(part.parts).flatMap(([key, inner]) =>
      textsOf(inner, valueAt(value, [key]), [...path, key]),
    );
  }
  if (part.kind === 'list' && Array.isArray(value) && value.length > 0) {
    return textsOf({ kind: 'group', label: '', parts: part.parts }, value[0], [...path, 0]);
  }
  return [];
}

const problemsOf = (section: Section, content: unknown): string[] => {
  const parsed = sectionSchemas[section].safeParse(content);
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
};

const dotted = (path: Path): string =>
  path.map((step) => (typeof step === 'object' ? step.is : step)).join('.');

describe('the parts of the settings on the page', () => {
  it('are called as the service calls them in its changes', () => {
    for (const section of sections) {
      for (const [path, theirs, ours] of labelsOf(shapes[section], sectionParts[section])) {
        assert.equal(ours, theirs, `${section} ${path}`);
      }
    }
  });

  it('have the names of the service for its values', () => {
    assert.deepEqual(names.ageNames, ageNames);
    assert.deepEqual(names.sceneNames, sceneNames);
    assert.deepEqual(names.conductNames, conductNames);
    assert.deepEqual(pageNames, sectionNames);
  });

  for (const section of sections) {
    it(`count letters as the service does: ${sectionNames[section]}`, () => {
      const content = contents[section];
      const group: Part = { kind: 'group', label: '', parts: sectionParts[section] };
      const texts = textsOf(group, content, []);
      assert.ok(texts.length > 1);
      assert.deepEqual(problemsOf(section, content), []);
      for (const { path, most, optional } of texts) {
        const typed = (text: string): string[] => problemsOf(section, withValue(content, path, text));
        assert.deepEqual(typed('あ'.repeat(most)), [], dotted(path));
        assert.deepEqual(typed('あ'.repeat(most + 1)), [dotted(path)], dotted(path));
        if (!optional) assert.deepEqual(typed(''), [dotted(path)], dotted(path));
      }
    });
  }

  it('have the bounds of the service for numbers', () => {
    const rules = asInstalled.rules;
    for (const [key, part] of Object.entries(sectionParts.rules)) {
      if (part.kind !== 'number') continue;
      const set = (value: number): string[] => problemsOf('rules', { ...rules, [key]: value });
      assert.deepEqual([set(part.least), set(part.most)], [[], []], key);
      assert.deepEqual([set(part.least - 1), set(part.most + 1)], [[key], [key]], key);
    }
  });
});

const ward = {
  name: '見本区',
  departments: [
    { id: 'kumin', name: '区民課' },
    { id: 'zeimu', name: '税務課', next: ['kumin'] },
  ],
  lines: [{ id: 'z1', name: '代表', department: 'zeimu', records: true, announces: false }],
  exempt: { ages: [], departments: [], lines: ['子ども電話'] },
};
const conduct = {
  entries: [
    { label: 'time', source: '', date: '2026-11-22', checkedBy: '', phrases: [{ words: 'あ', why: '' }] },
  ],
};

describe('a problem of the service', () => {
  const at = (section: Section, content: unknown, path: string): Path =>
    pathFrom(sectionParts[section], content, path);

  it('goes to the field of the item, wherever it stands by then', () => {
    assert.deepEqual(at('ward', ward, 'departments.1.name'), ['departments', item('zeimu'), 'name']);
    assert.deepEqual(at('ward', ward, 'lines.0.eraseDays'), ['lines', item('z1'), 'eraseDays']);
    assert.deepEqual(at('conduct', conduct, 'entries.0.phrases.0.words'), [
      'entries',
      item('time', 'label'),
      'phrases',
      0,
      'words',
    ]);
    assert.deepEqual(at('ward', ward, 'exempt.lines.0'), ['exempt', 'lines', 0]);
    assert.deepEqual(at('ward', ward, ''), []);
  });

  it('stays with the place where ids do not tell items apart', () => {
    const twice = { ...ward, departments: [ward.departments[0], ward.departments[0]] };
    assert.deepEqual(at('ward', twice, 'departments.1.id'), ['departments', 1, 'id']);
  });

  it('is said in words with its place', () => {
    const problems = placed(sectionParts.ward, ward, [
      { path: 'departments.1.name', message: 'x' },
      { path: 'departments', message: 'y' },
      { path: 'departments.1.id', message: 'z' },
      { path: 'note', message: 'w' },
      { path: '', message: 'v' },
    ]);
    assert.deepEqual(
      problems.map(({ where, field }) => [where, field]),
      [
        ['課 › 税務課 › 名前', true],
        ['課', false],
        ['課 › 税務課 › ID', false],
        ['変更のメモ', true],
        ['', false],
      ],
    );
  });

  it('stands beside the field that shows its place, and goes when that is changed', () => {
    const problems = placed(sectionParts.ward, ward, [
      { path: 'departments.1.next.0', message: 'x' },
      { path: 'departments', message: 'y' },
      { path: 'lines.0.name', message: 'z' },
    ]);
    const next: Path = ['departments', item('zeimu'), 'next'];
    assert.deepEqual(
      problemsIn(problems, next).map(({ message }) => message),
      ['x'],
    );
    assert.deepEqual(
      withoutThose(problems, next).map(({ message }) => message),
      ['y', 'z'],
    );
  });

  it('goes along with its item when one before it is removed', () => {
    const list: Path = ['entries', item('time', 'label'), 'phrases'];
    const problems = placed(
      sectionParts.conduct,
      { entries: [{ label: 'time', phrases: [{}, {}, {}] }] },
      [0, 1, 2].map((place) => ({ path: `entries.0.phrases.${place}.words`, message: String(place) })),
    );
    assert.deepEqual(
      afterRemoval(problems, list, 1).map(({ path, message }) => [path.at(-2), message]),
      [
        [0, '0'],
        [1, '2'],
      ],
    );
  });
});

describe('a place of a content in words', () => {
  it('names items by what they are called, also those of which nothing is left', () => {
    const name = (path: Path, ...all: unknown[]): string => placeName(sectionParts.ward, path, ...all);
    assert.equal(name(['departments', item('zeimu'), 'name'], ward), '課 › 税務課 › 名前');
    assert.equal(name(['departments', item('zeimu')], { departments: [] }, ward), '課 › 税務課');
    assert.equal(name(['departments', item('gone'), 'name'], ward), '課 › 名前のないもの › 名前');
    assert.equal(name(['departments', ORDER], ward), '課 › 並び順');
    const list = partAt(sectionParts.ward, ['departments']);
    assert.ok(list.kind === 'list');
    assert.equal(
      shown(orderOf(list, ['departments']), ['zeimu', 'kumin', 'gone'], ward),
      '税務課、区民課、gone',
    );
    assert.equal(partAt(sectionParts.ward, ['departments', item('zeimu'), 'next']).kind, 'values');
  });
});
