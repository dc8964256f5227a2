import assert from 'node:assert/strict';
import { rowCounts, rowFields } from '../../src/domain/incident/form-fields.ts';
import type { Ward } from '../../src/domain/people/departments.ts';
import { heavyText, ward } from '../builders/records.ts';
import { atTheLimits, type Drawn, gallery, hostile, minimal, rich } from './gallery.ts';
import { bytesOf, runsOf, textsOf } from './read-card.ts';

/** What every way into Teams takes. */
const LIMIT = 28 * 1024;

/** What Teams takes of a bot's message, counted in UTF-16; the card is nearly all of it. */
const MESSAGE_LIMIT = 80 * 1024;
const inUtf16 = (card: object): number => JSON.stringify(card).length * 2;

/** As many departments as a large ward has. */
const largeWard: Ward = {
  ...ward,
  departments: [
    ...ward.departments,
    ...Array.from({ length: 48 }, (_, index) => ({ id: `section-${index}`, name: `地域保健第${index}課` })),
  ],
};

const tooLarge = (drawn: readonly Drawn[]): string[] =>
  drawn
    .filter(({ name }) => !name.startsWith('incidentForm'))
    .filter(({ message }) => bytesOf(message.card) >= LIMIT)
    .map(({ name, message }) => `${name}: ${bytesOf(message.card)}`);

/** Fields of a record in which people tell something in their own words. */
const told = [
  'place name kana phone build hair clothing belongings voice'.split(' '),
  'demand background manner witnesses taken endingNote'.split(' '),
  Array.from({ length: rowCounts.most }, (_, index) => rowFields(index + 1).words),
].flat();

const cardOf = (drawn: readonly Drawn[], name: string): object => {
  const found = drawn.find((card) => card.name === name);
  assert.ok(found, name);
  return found.message.card;
};

describe('the size of a card', () => {
  it('is below 28 KB for rich, minimal and hostile data, the form included', () => {
    for (const writing of [rich, minimal, hostile]) {
      for (const { name, message } of gallery(writing).drawn) assert.ok(bytesOf(message.card) < LIMIT, name);
    }
  });

  for (const [kind, writing] of atTheLimits) {
    it(`is below 28 KB for the largest record (${kind}), also in a ward of 60 departments`, () => {
      assert.deepEqual(tooLarge(gallery(writing).drawn), []);
      assert.deepEqual(tooLarge(gallery(writing, largeWard).drawn), []);
    });

    it(`of the form with all that a record may hold (${kind}) stays within one message`, () => {
      for (const { name, message } of gallery(writing, largeWard).drawn) {
        assert.ok(inUtf16(message.card) < MESSAGE_LIMIT, `${name}: ${inUtf16(message.card)}`);
      }
    });
  }

  it('of an alert that all departments of the largest ward have confirmed is below 28 KB', () => {
    const departments = Array.from({ length: 200 }, (_, index) => ({
      id: `d${String(index).padStart(29, '0')}`,
      name: `${String(index).padStart(3, '0')}${heavyText(27)}`,
    }));
    const [first, ...others] = departments;
    assert.ok(first);
    const huge = { ...ward, departments: [{ ...first, id: 'fukushi' }, ...others] };
    for (const writing of atTheLimits.values()) {
      const { drawn } = gallery(writing, huge);
      const busy = cardOf(drawn, 'alert (after everything)');
      assert.ok(bytesOf(busy) < LIMIT, `${bytesOf(busy)}`);
      assert.ok(textsOf(busy).some(({ text }) => text.startsWith('確認 200/200(000')));
      assert.ok(bytesOf(cardOf(drawn, 'receipt (seen)')) < LIMIT);
    }
  });

  it('never costs a word of the record on the card that shows it', () => {
    const bare = (text: string): string => text.replaceAll(/[\s↵\u2060]/gu, '');
    for (const [kind, writing] of atTheLimits) {
      const card = cardOf(gallery(writing).drawn, 'details (full)');
      const shown = bare(runsOf(card).join(''));
      for (const field of told) {
        const text = writing.record[field] ?? '';
        assert.ok(text.length > 0 && shown.includes(bare(text)), `${kind}: ${field}`);
      }
    }
  });

  it('costs long texts their end on the decision card, which then says so and says where all of it is', () => {
    for (const [kind, writing] of atTheLimits) {
      const card = cardOf(gallery(writing).drawn, 'decision (wrong)');
      const cut = runsOf(card).some((text) => text.endsWith('…'));
      const says = textsOf(card).some(({ text }) => text.includes('全文は') && text.includes('調べる'));
      assert.equal(cut, says, kind);
    }
    const plain = cardOf(gallery(rich).drawn, 'decision (waiting)');
    assert.ok(!JSON.stringify(plain).includes('全文は'), 'an ordinary record is shown whole');
  });

  it('keeps one block per line for a record of ordinary length', () => {
    const lines = ['一行目', '二行目', '三行目', '四行目', '五行目'];
    const record = { ...rich.record, manner: lines.join('\r\n') };
    const card = cardOf(gallery({ ...rich, record }).drawn, 'details (full)');
    assert.deepEqual(
      runsOf(card).filter((text) => lines.includes(text)),
      lines,
    );
  });

  it('keeps the five newest requests on a receipt and counts the others', () => {
    const card = cardOf(gallery(rich).drawn, 'receipt (asked often)');
    assert.equal(textsOf(card).filter(({ text }) => text === '上申: 差し戻し').length, 5);
    assert.ok(textsOf(card).some(({ text }) => text.includes('これより前の上申が7件')));
  });
});
