import { fit, tighten } from './fit.ts';
import type { Fact } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

export type Tone = 'good' | 'warning' | 'attention' | 'emphasis';

/** What came of a question: takes the place of the card that asked, or tells the person who asked. */
export function outcome(
  expand: Expand,
  view: { headline: string; about: string; tone: Tone; facts: readonly Fact[]; note?: string },
): CardMessage {
  const card = fit((room) =>
    expand('outcome', {
      headline: view.headline,
      about: view.about,
      style: view.tone,
      facts: tighten(view.facts, room),
      note: view.note ?? '',
    }),
  );
  return { card, summary: `${view.headline} ${view.about}` };
}
