import { loadAnswers } from '../../src/content/answers/load.ts';
import { loadLaw } from '../../src/content/law/load.ts';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createCards } from '../../src/cards/cards.ts';
import { loadTemplates } from '../../src/cards/template.ts';
import { limits, TOTAL_LIMIT } from '../../src/domain/incident/content.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { rowCounts } from '../../src/domain/incident/form-fields.ts';
import { type FormErrors, readForm } from '../../src/domain/incident/read-form.ts';
import {
  heavyText,
  hostilePieces,
  hostileText,
  minimalTyped,
  nonceFor,
  NOW,
  richTyped,
  typedAtFieldLimits,
  typedAtTotalLimit,
  ward,
} from '../builders/records.ts';
import { everywhere, formFields, templateFolder } from './gallery.ts';
import { bytesOf, complaints, inputsOf, strangeTo15, textsOf } from './read-card.ts';

const cards = createCards(loadTemplates(templateFolder), () => ward, loadLaw(), loadAnswers());
const nonce = nonceFor('form');

const draw = (typed: TypedValues, errors: FormErrors = {}, rows: number = rowCounts.most): object =>
  cards.incidentForm({ nonce, rows, typed, errors }).card;

/** The form as the house sends it back after this was submitted. */
function sentBack(typed: TypedValues): { card: object; errors: FormErrors } {
  const read = readForm(typed, NOW, ward.departments);
  const errors = read.ok ? {} : read.errors;
  return { card: draw(typed, errors), errors };
}

const valuesOf = (card: object): TypedValues =>
  Object.fromEntries(inputsOf(card).map(({ node }) => [String(node['id']), String(node['value'])]));

/** Every typed value that stands in the form differently from how it was typed. */
const lost = (card: object, typed: TypedValues): string[] => {
  const values = valuesOf(card);
  return formFields.filter((field) => field in typed && values[field] !== typed[field]);
};

/** Fields into which people type sentences. */
const textFields = formFields.filter((field) => {
  const input = inputsOf(draw({})).find(({ node }) => node['id'] === field);
  return input?.kind === 'Input.Text';
});

describe('the form sent back', () => {
  it('holds everything that was typed, whatever it was', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...Object.values(hostilePieces)),
      fc.constantFrom('', ' ', '0', '12', 'true', 'false', 'null', '[]', '{}', '${nonce}', '${typed.name}'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...formFields), value), (typed) => {
        assert.deepEqual(lost(draw(typed), typed), []);
      }),
      { numRuns: 60 },
    );
  });

  it('holds everything when every field is at its own limit, and says that the whole is too long', () => {
    for (const fill of [hostileText, heavyText]) {
      const typed = typedAtFieldLimits(fill);
      const { card, errors } = sentBack(typed);
      assert.deepEqual(lost(card, typed), []);
      assert.deepEqual(Object.keys(errors), ['form']);
      assert.match(errors['form'] ?? '', new RegExp(`${TOTAL_LIMIT}字まで`, 'u'));
      assert.deepEqual([...complaints(card), ...strangeTo15(card)], []);
    }
  });

  for (const field of textFields) {
    it(`holds 2,000 hostile characters in ${field}, with the error beside it`, () => {
      const typed = { ...richTyped, [field]: hostileText(2000) };
      const { card, errors } = sentBack(typed);
      assert.equal(valuesOf(card)[field], hostileText(2000));
      assert.deepEqual(lost(card, typed), []);
      assert.ok(errors[field]?.includes('2000') || field === 'minutes', errors[field]);
      const shown = textsOf(card).filter(
        ({ where, text }) => where === 'TextBlock.text' && text === errors[field],
      );
      assert.equal(shown.length, 1, 'the error is in the body');
      assert.deepEqual([...complaints(card), ...strangeTo15(card)], []);
      assert.ok(bytesOf(card) < 28 * 1024, `${bytesOf(card)}`);
    });
  }

  it('holds halves of characters, and a choice, date or time that is none, without a complaint', () => {
    const typed = everywhere((field) => `\uD83D${hostilePieces.expression}${field}\uDC4D`);
    const { card, errors } = sentBack(typed);
    assert.deepEqual(lost(card, typed), []);
    assert.deepEqual([...complaints(card), ...strangeTo15(card)], []);
    for (const field of ['department', 'date', 'time', 'scene', 'conduct', 'danger', 'age', 'row1Who']) {
      assert.ok(field in errors, field);
    }
  });

  it('shows every error once, right after the field that it is about', () => {
    const errors = Object.fromEntries(
      formFields.filter((field) => field !== 'urgent').map((field) => [field, `誤り:${field}`]),
    );
    const texts = textsOf(draw(minimalTyped, errors)).filter(({ where }) => where === 'TextBlock.text');
    for (const [field, error] of Object.entries(errors)) {
      assert.equal(texts.filter(({ text }) => text === error).length, 1, field);
    }
  });
});

describe('the form', () => {
  it('lets clients type as much as the house accepts, and no more', () => {
    for (const { kind, node } of inputsOf(draw({}))) {
      if (kind !== 'Input.Text') continue;
      const field = String(node['id']);
      const most = node['maxLength'];
      assert.ok(typeof most === 'number', field);
      if (field === 'minutes') continue;
      const within = readForm({ ...richTyped, [field]: 'あ'.repeat(most) }, NOW, ward.departments);
      const beyond = readForm({ ...richTyped, [field]: 'あ'.repeat(most + 1) }, NOW, ward.departments);
      assert.ok(within.ok, field);
      assert.ok(!beyond.ok && field in beyond.errors, field);
    }
    assert.ok(limits.narrative < TOTAL_LIMIT);
  });

  it('asks for more rows until there are as many as the house reads', () => {
    for (const rows of [rowCounts.first, rowCounts.first + rowCounts.step, rowCounts.most]) {
      const card = draw({}, {}, rows);
      const words = inputsOf(card).filter(({ node }) => /^row\d+Words$/u.test(String(node['id'])));
      assert.equal(words.length, rows);
      assert.equal(JSON.stringify(card).includes('incident.more-rows'), rows < rowCounts.most);
    }
  });

  it('offers the three examples in the first three rows and leaves the others plain', () => {
    const rows = inputsOf(draw({})).filter(({ node }) => /^row\d+Words$/u.test(String(node['id'])));
    const hints = rows.map(({ node }) => node['placeholder']);
    assert.ok(hints.slice(0, 3).every((hint) => typeof hint === 'string' && hint.startsWith('例: ')));
    assert.ok(hints.slice(3).every((hint) => hint === '' || hint === undefined));
  });

  it('is below 28 KB with the largest record of mixed text in it', () => {
    assert.ok(bytesOf(draw(typedAtTotalLimit(hostileText))) < 28 * 1024);
  });
});
