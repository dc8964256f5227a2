/** The middle of some figures, with the least and the most beside it. */
export type Spread = { readonly median: number; readonly least: number; readonly most: number };

const DIGITS = 3;

/** To three digits that count, whole numbers from a hundred on. */
export const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(DIGITS));

/** Throws for an empty list. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  const other = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (least === undefined || most === undefined || middle === undefined || other === undefined) {
    throw new Error('nothing was measured');
  }
  return { median: rounded((middle + other) / 2), least: rounded(least), most: rounded(most) };
}

/** Round by round, so that what slows the machine for a while slows both sides of a ratio. */
export const ratiosOf = (own: readonly number[], others: readonly number[]): Spread =>
  spreadOf(own.map((value, round) => value / (others[round] ?? Number.NaN)));
