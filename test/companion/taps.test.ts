import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  type Contact,
  type Deed,
  drawingNonce,
  languageSchema,
  LINE_LIMIT,
  MOST_TAPS,
  reasonSchema,
  tapId,
} from '../../src/domain/companion/contact.ts';
import { foldContact } from '../../src/domain/companion/fold.ts';
import { addTap } from '../../src/domain/companion/tap.ts';
import { stepSchema } from '../../src/domain/incident/choices.ts';
import { book, contactAfter } from '../cards/gallery-companion.ts';
import { digest, NOW } from '../builders/records.ts';

const situation = fc.constantFrom(...book.situations.map(({ id }) => id));
const sentence = fc.constantFrom(...book.sentences.map(({ id }) => id));
const language = fc.constantFrom(...languageSchema.options);

/** Anything that a person, or an approver, can press. */
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ what: fc.constant('situation' as const), situation }),
  fc.record({ what: fc.constant('said' as const), sentence, language }),
  fc.record({ what: fc.constant('skipped' as const), sentence }),
  fc.record({ what: fc.constant('step' as const), step: fc.constantFrom(...stepSchema.options), language }),
  fc.record({ what: fc.constant('announced' as const), sentence, language }),
  fc.record({
    what: fc.constant('words' as const),
    who: fc.constantFrom('caller' as const, 'companion' as const),
    words: fc.string({ minLength: 1, maxLength: LINE_LIMIT }),
  }),
  fc.record({
    what: fc.constant('note' as const),
    words: fc.string({ minLength: 1, maxLength: LINE_LIMIT }),
  }),
  fc.record({ what: fc.constant('language' as const), language }),
  fc.constant({ what: 'support' } as const),
  fc.constant({ what: 'emergency' } as const),
  fc.record({ what: fc.constant('reason' as const), reason: fc.constantFrom(...reasonSchema.options) }),
  fc.record({
    what: fc.constant('ask' as const),
    ask: fc.constantFrom('handover' as const, 'stop' as const),
  }),
  fc.record({
    what: fc.constant('decided' as const),
    of: fc.integer({ min: 1, max: 12 }),
    outcome: fc.constantFrom('approved' as const, 'declined' as const),
    byKey: fc.constant('p1'),
    byName: fc.constant('高橋'),
    note: fc.constant(''),
  }),
  fc.record({ what: fc.constant('undone' as const), of: fc.integer({ min: 1, max: 12 }) }),
  fc.constant({ what: 'ended' } as const),
);

/** A press: which drawing the card showed (how many presses ago it was drawn), and when the server saw it. */
const press = fc.record({
  did: deed,
  /** How many drawings the client is behind. */
  behind: fc.integer({ min: 0, max: 3 }),
  /** How often it arrives. */
  copies: fc.integer({ min: 1, max: 3 }),
  /** Seconds since the press before; a clock may be set back. */
  pause: fc.integer({ min: -120, max: 900 }),
});

/** Plays presses against the contact as the server sees them. */
function play(presses: readonly { did: Deed; behind: number; copies: number; pause: number }[]) {
  let contact = contactAfter([]);
  let now = NOW.getTime();
  const nonces = [drawingNonce(contact, digest)];
  let accepted = 0;
  for (const { did, behind, copies, pause } of presses) {
    now += pause * 1000;
    const nonce = nonces.at(-1 - behind) ?? nonces[0] ?? '';
    const id = tapId(contact.id, nonce, did, digest);
    const known = contact.taps.some((tap) => tap.id === id);
    for (let copy = 0; copy < copies; copy += 1) {
      const step = addTap(contact, { id, did }, new Date(now + copy));
      if ('refused' in step) break;
      if (!known && copy === 0) accepted += 1;
      contact = step.next;
    }
    nonces.push(drawingNonce(contact, digest));
  }
  return { contact, accepted };
}

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

describe('the taps of a contact', () => {
  it('count once each, however often and on however old a card they arrive', () => {
    fc.assert(
      fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
        const { contact, accepted } = play(presses);
        assert.equal(contact.taps.length, accepted);
        assert.equal(new Set(contact.taps.map(({ id }) => id)).size, contact.taps.length);
        assert.deepEqual(
          contact.taps.map(({ seq }) => seq),
          contact.taps.map((_, index) => index + 1),
        );
        assert.equal(contact.revision, 1 + contact.taps.length);
      }),
      { numRuns: 500 },
    );
  });

  it('never go back in time, though the clock does', () => {
    fc.assert(
      fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
        const { contact } = play(presses);
        const times = [contact.startedAt, ...contact.taps.map(({ at }) => at)];
        assert.deepEqual(times, times.toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it('come to the same state in whatever order, and however often, they are read back', () => {
    fc.assert(
      fc.property(
        fc
          .array(press, { maxLength: 30 })
          .map((presses) => play(presses).contact)
          .chain((contact) =>
            fc.record({
              contact: fc.constant(contact),
              taps: shuffled([...contact.taps, ...contact.taps.slice(0, 5)]),
            }),
          ),
        ({ contact, taps }) => {
          assert.deepEqual(foldContact({ ...contact, taps }), foldContact(contact));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are taken back one at a time, and all others stay as they are', () => {
    fc.assert(
      fc.property(fc.array(press, { minLength: 1, maxLength: 25 }), (presses) => {
        const { contact } = play(presses.filter(({ did }) => did.what !== 'ended'));
        const before = foldContact(contact);
        const target = before.undoable;
        if (target === undefined) return;
        const step = addTap(
          contact,
          { id: 'kffffffffffffffff', did: { what: 'undone', of: target.seq } },
          NOW,
        );
        assert.ok('next' in step);
        const after = foldContact(step.next);
        assert.deepEqual(
          after.taps,
          before.taps.filter(({ seq }) => seq !== target.seq),
        );
        assert.deepEqual(step.next.taps.slice(0, -1), contact.taps, 'nothing was overwritten');
        const again = addTap(
          step.next,
          { id: 'keeeeeeeeeeeeeeee', did: { what: 'undone', of: target.seq } },
          NOW,
        );
        assert.deepEqual(again, { refused: 'nothing' });
      }),
      { numRuns: 500 },
    );
  });

  it('hold at most one decision per request: the first', () => {
    fc.assert(
      fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
        const { contact } = play(presses);
        const decided = contact.taps.flatMap(({ did }) => (did.what === 'decided' ? [did.of] : []));
        assert.equal(new Set(decided).size, decided.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('one tap', () => {
  const stop = { what: 'step', step: 'stop', language: 'ja' } as const;
  const count = (contact: Contact): number => foldContact(contact).steps.stop;

  it('pressed twice on the same drawing is one request; on the next drawing it is the second', () => {
    const contact = contactAfter([]);
    const first = tapId(contact.id, drawingNonce(contact, digest), stop, digest);
    const once = addTap(contact, { id: first, did: stop }, NOW);
    assert.ok('next' in once);
    const twice = addTap(once.next, { id: first, did: stop }, new Date(NOW.getTime() + 600_000));
    assert.ok('next' in twice);
    assert.equal(count(twice.next), 1);
    const second = tapId(contact.id, drawingNonce(once.next, digest), stop, digest);
    assert.notEqual(second, first);
    const next = addTap(once.next, { id: second, did: stop }, NOW);
    assert.ok('next' in next);
    assert.equal(count(next.next), 2);
  });

  it('with other words beside the same button is another tap', () => {
    const contact = contactAfter([]);
    const nonce = drawingNonce(contact, digest);
    const words = (text: string): Deed => ({ what: 'words', who: 'caller', words: text });
    assert.notEqual(
      tapId(contact.id, nonce, words('認めろ'), digest),
      tapId(contact.id, nonce, words('謝れ'), digest),
    );
  });

  it('after the end counts only as the end taken back, or as the reason of an emergency', () => {
    const ended = contactAfter([{ what: 'emergency' }, { what: 'ended' }]);
    const add = (did: Deed) => addTap(ended, { id: 'kaaaaaaaaaaaaaaaa', did }, NOW);
    assert.deepEqual(add(stop), { refused: 'ended' });
    assert.deepEqual(add({ what: 'undone', of: 1 }), { refused: 'nothing' });
    assert.ok('next' in add({ what: 'reason', reason: 'touched' }));
    const back = add({ what: 'undone', of: 2 });
    assert.ok('next' in back);
    assert.equal(foldContact(back.next).ended, undefined);
  });

  it('beyond the most that a contact holds is refused, and the contact stays as it is', () => {
    const full = contactAfter(Array.from({ length: MOST_TAPS }, () => stop));
    assert.deepEqual(addTap(full, { id: 'kaaaaaaaaaaaaaaaa', did: stop }, NOW), { refused: 'full' });
    const known = full.taps[0];
    assert.ok(known);
    assert.deepEqual(addTap(full, { id: known.id, did: stop }, NOW), { next: full });
  });
});
