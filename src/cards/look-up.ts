import { sceneNames } from '../domain/incident/choices.ts';
import { currentContent, type Incident } from '../domain/incident/incident.ts';
import { dayAndTime } from '../domain/time.ts';
import { inert, shorten } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

/** 調べる: by number, and the person's own records. */
export function lookUp(
  expand: Expand,
  view: { own: readonly Incident[]; number: string; error: string },
): CardMessage {
  const card = expand('look-up', {
    typed: { number: view.number },
    errors: { number: view.error },
    hasOwn: view.own.length > 0,
    own: view.own.map((incident) => {
      const content = currentContent(incident);
      const words = content.utterances[0]?.words ?? content.manner;
      return {
        number: incident.number,
        line: inert(
          `${incident.number} ${dayAndTime(content.occurredAt)} ${sceneNames[content.scene]} ${shorten(words.replaceAll(/\s+/gu, ' '), 30)}`,
        ),
      };
    }),
  });
  return { card, summary: '調べる' };
}
