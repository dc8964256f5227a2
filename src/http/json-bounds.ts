/** Deeper and bigger than any body that Teams or our own page sends, far below what hurts. */
export const MAX_DEPTH = 40;
export const MAX_VALUES = 20_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_LIST = 0x5d;
const CLOSE_OBJECT = 0x7d;

/**
 * Whether JSON text stays within the bounds, found by one walk over its bytes before anything is built from them:
 * a body of 1 MB can hold 500,000 levels or 150,000 keys, and building them is what costs. It does not say
 * whether the text is JSON; the parser does. Values are counted by commas and openings, so about as many as there
 * are members and elements.
 * @param bytes UTF-8, where bytes above 0x7f never look like punctuation
 * @param maxValues in place of {@link MAX_VALUES}
 */
export function isWithinBounds(bytes: Uint8Array, maxValues = MAX_VALUES): boolean {
  let depth = 0;
  let values = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
      continue;
    }
    if (byte === QUOTE) inText = true;
    else if (byte === COMMA) values += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values += 1;
      depth += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_DEPTH || values > maxValues) return false;
  }
  return true;
}
