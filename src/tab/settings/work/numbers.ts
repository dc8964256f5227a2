/** What a field for numbers keeps of what was typed: the number, nothing, or the letters as they stand. */
export function numberFrom(typed: string): number | string | undefined {
  const plain = typed.normalize('NFKC').trim();
  if (plain === '') return undefined;
  return /^\d{1,9}$/u.test(plain) ? Number(plain) : typed;
}

/** Letters as the service counts them. */
export const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
