import type { CardMessage, Expand } from './template.ts';

/** A short message of ours: a refusal, a hint, an apology. Never text from people. */
export function notice(
  expand: Expand,
  view: { title: string; lines: readonly string[]; reference?: string },
): CardMessage {
  const card = expand('notice', {
    title: view.title,
    lines: view.lines.map((text) => ({ text })),
    reference: view.reference ?? '',
  });
  return { card, summary: view.title };
}
