import { type Fact, shorten } from './inert.ts';

/** 28 KB is the least that every way into Teams takes; the rest is for the message around the card. */
export const CARD_BYTES = 27 * 1024;

/** How much of what people wrote a card may show. */
export type Room = {
  /** Blocks per text: each line is one, and a block weighs more than its line. */
  readonly blocks: number;
  /** Characters per text. */
  readonly text: number;
  /** Departments in a list of names. */
  readonly names: number;
};

/** From everything to almost nothing: first lines move together, and only then is anything left out. */
const rooms: readonly Room[] = [
  { blocks: Number.POSITIVE_INFINITY, text: Number.POSITIVE_INFINITY, names: Number.POSITIVE_INFINITY },
  { blocks: 3, text: Number.POSITIVE_INFINITY, names: 100 },
  { blocks: 1, text: Number.POSITIVE_INFINITY, names: 50 },
  ...[800, 400, 280, 240, 200, 160, 120, 80, 40].map((text) => ({ blocks: 1, text, names: 20 })),
];

const sizes = new WeakMap<object, number>();

/** Bytes of a card as JSON. Written down once: a card is not changed after it was drawn. */
export function bytesOf(card: object): number {
  const known = sizes.get(card) ?? Buffer.byteLength(JSON.stringify(card));
  sizes.set(card, known);
  return known;
}

/** Draws with as much room as the size of a card allows. */
export function fit(draw: (room: Room) => object): object {
  let card: object = {};
  for (const room of rooms) {
    card = draw(room);
    if (bytesOf(card) <= CARD_BYTES) return card;
  }
  return card;
}

/** The first of these drawings that fits without leaving out a word; the last one cut to size when none does. */
export function fitFirst(drawings: readonly ((room: Room) => object)[]): object {
  const unabridged = rooms.filter((room) => room.text === Number.POSITIVE_INFINITY);
  for (const draw of drawings) {
    for (const room of unabridged) {
      const card = draw(room);
      if (bytesOf(card) <= CARD_BYTES) return card;
    }
  }
  const last = drawings.at(-1);
  return last === undefined ? {} : fit(last);
}

/** Stands where a line ended when lines had to move together. */
const LINE_END = '↵';

/** The facts in the room that there is. */
export const tighten = (facts: readonly Fact[], room: Room): Fact[] =>
  facts.map(({ label, lines }) => {
    const texts = lines.map((line) => line.text);
    const own = texts.slice(0, room.blocks - 1);
    const together = texts.slice(room.blocks - 1).join(LINE_END);
    const shown = texts.length <= room.blocks ? texts : [...own, together];
    return { label, lines: shown.map((text) => ({ text: shorten(text, room.text) })) };
  });

/** Whether something was left out that the facts hold. */
export const leavesOut = (facts: readonly Fact[], room: Room): boolean =>
  facts.some(({ lines }) => lines.reduce((sum, line) => sum + line.text.length + 1, -1) > room.text);

/** 「福祉課、税務課ほか3課」 */
export const nameList = (names: readonly string[], room: Room): string =>
  names.length <= room.names
    ? names.join('、')
    : `${names.slice(0, room.names).join('、')}ほか${names.length - room.names}課`;
