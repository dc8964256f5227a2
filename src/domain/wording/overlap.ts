import type { Candidate } from './candidate.ts';

/**
 * Keeps the candidates that do not overlap: the longer wins, then the earlier, so that 脅すようなことを
 * is one finding and not two. In sentence order.
 */
export function withoutOverlap(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  const byLength = [...candidates].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || (a.kind < b.kind ? -1 : 1),
  );
  for (const candidate of byLength) {
    if (kept.every((other) => candidate.end <= other.start || candidate.start >= other.end))
      kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * かなり激しく is one manner to replace, not two: a degree joins the manner right after it, and the
 * feeling, verdict or guess that it strengthens (かなりこたえた).
 */
export function joinDegrees(candidates: readonly Candidate[]): Candidate[] {
  const joined: Candidate[] = [];
  for (const candidate of candidates) {
    const last = joined.at(-1);
    const strengthens = last?.of.includes('degree') === true && candidate.start === last.end;
    if (last !== undefined && strengthens && candidate.kind !== 'vague-abuse') {
      joined[joined.length - 1] = { ...candidate, start: last.start };
    } else joined.push(candidate);
  }
  return joined;
}
