import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CARD_BYTES, fit, leavesOut, nameList, type Room, tighten } from '../../src/cards/fit.ts';
import { fact, inert, present, shorten } from '../../src/cards/inert.ts';
import { hostilePieces } from '../builders/records.ts';

/** Anything that can be typed, pasted or sent: all characters, halves of pairs, and what has done harm. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...Object.values(hostilePieces)),
      fc.constantFrom(
        '{',
        '{{',
        '}}',
        '{{{',
        '\uD83D',
        '\uDC4D',
        '\r\n',
        '\r',
        '\n',
        '\u2028',
        '\u2060',
        '\u202E',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** The joiner that is put between braces, and cannot be seen. */
const withoutJoiner = (text: string): string => text.replaceAll('\u2060', '');

describe('text from people', () => {
  it('shows the same characters after it was made inert', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(withoutJoiner(inert(text)), withoutJoiner(text.toWellFormed()));
      }),
    );
  });

  it('never holds the two braces by which a client finds a date to write out', () => {
    fc.assert(fc.property(anyText, (text) => !inert(text).includes('{{')));
    assert.doesNotMatch(inert(hostilePieces.dateInBraces), /\{\{/u);
  });

  it('stays as it is when it is made inert twice', () => {
    fc.assert(fc.property(anyText, (text) => inert(inert(text)) === inert(text)));
  });

  it('loses nothing but line breaks and empty lines when it becomes blocks', () => {
    const visible = (text: string): string => withoutJoiner(text.toWellFormed()).replaceAll(/\s/gu, '');
    fc.assert(
      fc.property(anyText, (text) => {
        const { lines } = fact('様子', text);
        assert.equal(visible(lines.map((line) => line.text).join('')), visible(text));
        for (const line of lines) assert.doesNotMatch(line.text, /[\r\n]|^\s*$/u);
      }),
    );
  });

  it('makes no block at all when nothing was written', () => {
    for (const text of ['', ' ', '\r\n', '　\n\t']) assert.deepEqual(present([fact('様子', text)]), []);
  });

  it('is shortened to the length asked for, with a mark and without half a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (given, most) => {
        const text = given.toWellFormed();
        const short = shorten(text, most);
        assert.ok(short.length <= most && short.isWellFormed());
        if (text.length <= most) assert.equal(short, text);
        else assert.ok(short.endsWith('…') && text.startsWith(short.slice(0, -1)));
      }),
    );
  });
});

describe('a card with too little room', () => {
  const room = (some: Partial<Room>): Room => ({
    blocks: Number.POSITIVE_INFINITY,
    text: Number.POSITIVE_INFINITY,
    names: Number.POSITIVE_INFINITY,
    ...some,
  });
  const visible = (text: string): string => text.replaceAll(/[\s↵]/gu, '');

  it('moves lines together before it leaves anything out', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 4 }), (text, blocks) => {
        const whole = present([fact('様子', text)]);
        const tight = tighten(whole, room({ blocks }));
        const join = (facts: typeof whole): string =>
          facts.flatMap(({ lines }) => lines.map((line) => line.text)).join('');
        assert.equal(visible(join(tight)), visible(join(whole)));
        assert.ok(tight.every(({ lines }) => lines.length <= blocks));
      }),
    );
  });

  it('knows whether it left something out', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, most) => {
        const whole = present([fact('様子', text)]);
        const tight = tighten(whole, room({ blocks: 1, text: most }));
        const joined = tighten(whole, room({ blocks: 1 }));
        assert.equal(
          leavesOut(whole, room({ text: most })),
          JSON.stringify(tight) !== JSON.stringify(joined),
        );
      }),
    );
  });

  it('is drawn with all the room that its size allows', () => {
    const seen: Room[] = [];
    const small = fit((given) => {
      seen.push(given);
      return { text: 'x' };
    });
    assert.deepEqual([small, seen], [{ text: 'x' }, [room({})]]);
    const facts = [fact('様子', '盾'.repeat(20_000))];
    const large = fit((given) => ({ facts: tighten(facts, given) }));
    assert.ok(Buffer.byteLength(JSON.stringify(large)) <= CARD_BYTES);
    assert.ok(JSON.stringify(large).includes('盾'.repeat(700)));
  });

  it('counts the departments that it does not name', () => {
    const names = ['福祉課', '税務課', '総務課'];
    assert.equal(nameList(names, room({})), '福祉課、税務課、総務課');
    assert.equal(nameList(names, room({ names: 2 })), '福祉課、税務課ほか1課');
  });
});
