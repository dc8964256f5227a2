import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  ageNames,
  conductNames,
  dangerNames,
  endingNames,
  genderNames,
  glassesNames,
  legitimacyNames,
  recordingNames,
  sceneNames,
  speakerNames,
  stepNames,
  wardErrorNames,
} from '../../../src/domain/incident/choices.ts';
import { contentSchema, limits } from '../../../src/domain/incident/content.ts';
import {
  allFields,
  careFields,
  differences,
  groupIds,
  groups,
  shownValue,
  typedOf,
} from '../../../src/domain/incident/fields.ts';
import type { TypedValues } from '../../../src/domain/incident/forms.ts';
import {
  rowCounts,
  rowFields,
  STEP_ROWS,
  stepFields,
  textFields,
} from '../../../src/domain/incident/form-fields.ts';
import { readForm } from '../../../src/domain/incident/read-form.ts';
import { contentOf, minimalTyped, NOW, richTyped, ward } from '../../builders/records.ts';

const one = (names: object): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(names));
const maybe = (names: object): fc.Arbitrary<string> => fc.constantFrom('', ...Object.keys(names));
const some = (names: object): fc.Arbitrary<string> =>
  fc.shuffledSubarray(Object.keys(names)).map((items) => items.join(','));

const words = fc
  .array(
    fc.constantFrom('帰れ', '「', '」', '、', '。', '\n', ' ', 'ＡＢ', '😀', '${x}', 'true', 'unknown', ','),
    {
      maxLength: 8,
    },
  )
  .map((pieces) => pieces.join(''));
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((pair) => pair.map((part) => String(part).padStart(2, '0')).join(':'));
const maybeTime = fc.oneof(fc.constant(''), time);

/** Forms that people could fill in, rows anywhere. */
const forms: fc.Arbitrary<TypedValues> = fc
  .record({
    plain: fc.record(Object.fromEntries(Object.keys(textFields).map((field) => [field, words]))),
    chosen: fc.record({
      department: fc.constantFrom(...ward.departments.map(({ id }) => id)),
      scene: one(sceneNames),
      age: maybe(ageNames),
      gender: maybe(genderNames),
      glasses: maybe(glassesNames),
      ending: maybe(endingNames),
      recording: maybe(recordingNames),
      legitimacy: maybe(legitimacyNames),
      wardError: maybe(wardErrorNames),
      conduct: some(conductNames),
      danger: some(dangerNames),
      urgent: fc.constantFrom('true', 'false', ''),
      minutes: fc.constantFrom('', '0', '25', '１４４０'),
      visitsThisWeek: fc.constantFrom('', '0', '9', '９９'),
      callsToday: fc.constantFrom('', '5'),
    }),
    day: fc.integer({ min: 1, max: 20 }),
    time,
    said: fc.array(fc.tuple(maybeTime, maybe(speakerNames), words), { maxLength: rowCounts.most }),
    asked: fc.array(fc.tuple(maybeTime, one(stepNames), words), { maxLength: STEP_ROWS }),
    gap: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ plain, chosen, day, time: begun, said, asked, gap }) => {
    const typed: Record<string, string> = {
      ...(plain as TypedValues),
      ...chosen,
      date: `2026-11-${String(day).padStart(2, '0')}`,
      time: begun,
      row1Words: 'ばか',
    };
    for (const [index, [at, who, spoken]] of said.slice(0, rowCounts.most - gap - 1).entries()) {
      const fields = rowFields(index + 2 + gap);
      const empty = spoken.trim() === '';
      Object.assign(typed, { [fields.at]: empty ? '' : at, [fields.who]: who, [fields.words]: spoken });
    }
    for (const [index, [at, kind, told]] of asked.entries()) {
      const fields = stepFields(index + 1);
      Object.assign(typed, { [fields.at]: at, [fields.kind]: kind, [fields.words]: told });
    }
    return typed;
  });

const reread = (typed: TypedValues) => {
  const read = readForm(typed, NOW, ward.departments);
  assert.ok(read.ok, JSON.stringify(read));
  return read.content;
};

describe('a record and the form it came from', () => {
  it('are the same: what the record would be typed as reads as the record again', () => {
    fc.assert(
      fc.property(forms, (typed) => {
        const content = reread(typed);
        const again = reread(typedOf(content));
        assert.deepEqual(again, content);
        assert.deepEqual(differences(content, again), []);
        assert.deepEqual(contentSchema.parse(JSON.parse(JSON.stringify(content))), content);
      }),
      { numRuns: 200 },
    );
  });

  it('differ exactly in the fields that were typed differently', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(textFields)),
        fc.constantFrom('x', '二', '😀'),
        (field, text) => {
          const before = contentOf(richTyped);
          const after = contentOf({ ...richTyped, [field]: text });
          assert.deepEqual(differences(before, after), [
            {
              field,
              label: textFields[field as keyof typeof textFields].label,
              before: typedOf(before)[field],
              after: text,
            },
          ]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('do not differ by the order in which marks were ticked', () => {
    const before = contentOf({ ...richTyped, conduct: 'threat,abuse', danger: 'onward,harm' });
    const after = contentOf({ ...richTyped, conduct: 'abuse,threat', danger: 'harm,onward' });
    assert.deepEqual(differences(before, after), []);
  });

  it('show a difference in the words of the screen', () => {
    const changed = { scene: 'phone', conduct: 'time,threat', urgent: 'false', ending: '', age: '' };
    const shown = differences(contentOf(richTyped), contentOf({ ...richTyped, ...changed }));
    assert.deepEqual(
      shown.map(({ label, before, after }) => [label, before, after]),
      [
        ['対応の場面', '対面', '電話'],
        ['見た目の年代', '50代', 'わからない'],
        ['あてはまる類型', '時間拘束、暴言・侮辱、威嚇・脅迫', '時間拘束、威嚇・脅迫'],
        ['どう終わったか', '退去や終了をお願いして終わった', ''],
        ['緊急アラートを全課に送る', 'はい', 'いいえ'],
      ],
    );
  });

  it('say of a row that went that it went', () => {
    const { row3Who: _, row3Words: __, ...shorter } = richTyped;
    const gone = differences(contentOf(richTyped), contentOf(shorter));
    assert.deepEqual(
      gone.map(({ field, after }) => [field, after]),
      [
        ['row3Who', ''],
        ['row3Words', ''],
      ],
    );
  });
});

describe('the fields of a record', () => {
  it('cover everything that the form reads, once, in one of the parts', () => {
    const ids = allFields.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    // What no part holds: the department never changes hands, the end is kept as minutes.
    const outside = Object.keys(typedOf(contentOf(richTyped))).filter((id) => !ids.includes(id));
    assert.deepEqual(outside, ['department']);
    for (const field of Object.keys(textFields)) assert.ok(ids.includes(field), field);
    assert.deepEqual(
      groupIds.flatMap((id) => groups[id].fields),
      allFields,
    );
  });

  it('let people type as much as the form takes', () => {
    for (const field of allFields) {
      if (field.kind !== 'text' && field.kind !== 'long') continue;
      const known = textFields[field.id as keyof typeof textFields] as { most: number } | undefined;
      const most = known?.most ?? (field.id.endsWith('Words') ? limits.words : 4);
      assert.equal(field.most, most, field.id);
    }
  });

  it('that only the reporter and the approvers may read are known by name', () =>
    assert.deepEqual([...careFields], ['careNote']));

  it('show a value that is on no list as itself', () => {
    const conduct = allFields.find(({ id }) => id === 'conduct');
    const age = allFields.find(({ id }) => id === 'age');
    assert.ok(conduct && age);
    assert.equal(shownValue(conduct, 'threat,ghost'), 'ghost、威嚇・脅迫');
    assert.equal(shownValue(age, '15s'), '15s');
    assert.equal(shownValue(age, ''), '');
  });

  it('leave a minimal form empty where nothing was typed', () => {
    const typed = typedOf(contentOf(minimalTyped));
    for (const field of Object.keys(textFields)) assert.equal(typed[field], '', field);
  });
});
