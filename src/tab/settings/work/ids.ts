const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * A new id, such as `ka-7k3fq9w`. Drawn, so that what two people add at the same time are two things, and so that
 * no id of something that was removed ever comes back for something else.
 */
export function newId(prefix: string): string {
  const drawn = crypto.getRandomValues(new Uint8Array(7));
  return `${prefix}-${Array.from(drawn, (value) => LETTERS[value % LETTERS.length]).join('')}`;
}
