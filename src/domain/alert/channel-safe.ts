/** Stands in a channel where private text was typed into a feature field. */
const HIDDEN = '(非公開)';

/** Runs of seven or more digits, with the separators people put into telephone and account numbers. */
const NUMBERS = /[0-9０-９](?:[-‐－ー−()（）.\s]*[0-9０-９]){6,}/gu;

const fold = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '').toLowerCase();

/**
 * Feature text as it may stand in a channel: whatever the same record holds as name, reading,
 * telephone or place is taken out wherever it was typed again, and so is anything that looks like a number
 * by which a person can be found.
 */
export function channelSafe(text: string, secrets: readonly string[]): string {
  const hidden = secrets
    .flatMap((secret) => [secret, ...secret.split(/[\s　・、,]+/u)])
    .map((secret) => secret.trim())
    .filter((secret) => fold(secret).length >= 2)
    .toSorted((a, b) => b.length - a.length);
  let safe = text.replace(NUMBERS, HIDDEN);
  for (const secret of hidden) safe = safe.replaceAll(secret, HIDDEN);
  // A variant spelling (full width, other spacing) cannot be cut out by position, so the whole text goes.
  const folded = fold(safe.replaceAll(HIDDEN, ''));
  return hidden.some((secret) => folded.includes(fold(secret))) ? HIDDEN : safe;
}
