import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { channelsOf, chatOf, chief, openHouse, reporter } from '../builders/house.ts';
import { textOf } from '../builders/teams.ts';
import { buttonsOf } from '../cards/read-card.ts';
import { openDesk, valuesOf } from './pressing.ts';

const sato = reporter();

/** Buttons that change the side of the card or leave the contact are not what is looked at here. */
const QUIET = new Set(['contact.page', 'practice.open']);

/** One thing that happens to a phone in a pocket and to a service in a cellar. */
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      /** Which of the cards seen so far: 0 is the newest. */
      behind: fc.integer({ min: 0, max: 4 }),
      button: fc.nat(40),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'lock' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'deliver' } as const) },
);

describe('the timeline over the bot', () => {
  it('holds every press once and in order, over locked phones, restarts, old cards and repeated arrivals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (happenings) => {
        const open = openHouse();
        try {
          await open.settlePeople(sato, chief());
          await open.settleChannels(...channelsOf(1));
          let desk = openDesk(open);
          const first = await desk.say('sato', '電話');
          const seen: object[] = [first.card];
          /** What the server must hold: each button of each drawing that it took. */
          const pressed = new Set<string>();
          const taps = async () => (await open.house.contacts.newest(sato.key, 2))[0]?.taps ?? [];
          for (const now of happenings) {
            if (now.kind === 'lock') open.clock.skip(10 * 60_000);
            if (now.kind === 'restart') desk = desk.restarted();
            if (now.kind === 'deliver') await desk.deliver();
            if (now.kind !== 'press') continue;
            const card = seen.at(-1 - now.behind) ?? first.card;
            const buttons = buttonsOf(card).filter(({ data }) => !QUIET.has(String(data['action'])));
            const button = buttons[now.button % buttons.length];
            if (button === undefined) continue;
            // A field that the card does not have brings nothing along.
            const words = 'heard' in valuesOf(card) ? { heard: ['', '言葉1', '言葉2'][now.button % 3] } : {};
            const data = { ...valuesOf(card), ...button.data, ...words };
            const before = (await taps()).length;
            for (let copy = 0; copy < now.copies; copy += 1) {
              const { value } = await desk.bot.execute('sato', data, { messageId: first.messageId });
              if (typeof value === 'object' && value !== null) seen.push(value);
              await open.clock.settle();
            }
            const grown = (await taps()).slice(before);
            assert.ok(grown.length <= 2, `${now.copies} copies became ${grown.length} taps`);
            for (const { did } of grown) {
              // Words are known by themselves, whichever button of the drawing took them along.
              const wrote = did.what === 'words' || did.what === 'note';
              const key = JSON.stringify(wrote ? [button.data['nonce'], did] : button.data);
              assert.ok(!pressed.has(key), 'a press that is known came again');
              pressed.add(key);
            }
          }
          const stored = await taps();
          assert.equal(stored.length, pressed.size);
          assert.deepEqual(
            stored.map(({ seq }) => seq),
            stored.map((_, index) => index + 1),
          );
          assert.deepEqual(
            stored.map(({ at }) => at),
            stored.map(({ at }) => at).toSorted(),
          );
          // What the next process shows is what this one knew.
          await desk.restarted().deliver();
          const again = await desk.say('sato', '対応中');
          const shown = desk.teams
            .sentTo(chatOf(sato))
            .findLast(({ activityId }) => activityId === first.messageId);
          assert.ok(shown && again.card);
          const [contact] = await open.house.contacts.newest(sato.key, 1);
          assert.equal(contact?.expanded, contact?.revision);
          if (stored.length > 0) {
            const carries = buttonsOf(shown.message.card).map(({ data }) =>
              typeof data['nonce'] === 'string' ? data['nonce'] : '',
            );
            const newest = buttonsOf(seen.at(-1) ?? {}).map(({ data }) =>
              typeof data['nonce'] === 'string' ? data['nonce'] : '',
            );
            assert.equal(
              carries.find((nonce) => nonce !== ''),
              newest.find((nonce) => nonce !== ''),
              textOf(shown.message),
            );
          }
        } finally {
          await open.close();
        }
      }),
      { numRuns: 40 },
    );
  }).timeout(60_000);
});
