import { sceneNames } from '../domain/incident/choices.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { currentContent, type Incident } from '../domain/incident/incident.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { dayAndTime } from '../domain/time.ts';
import { inert, shorten } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

/** Boxes of the card beside the number: what is known of a person. */
export const searchBoxes = ['phone', 'name', 'looks', 'words'] as const;

/** 調べる: by what is known of a person or by number, and the reader's own records. */
export function lookUp(
  expand: Expand,
  view: {
    own: readonly Incident[];
    number: string;
    error: string;
    typed?: TypedValues;
    errors?: FormErrors;
  },
): CardMessage {
  const { typed = {}, errors = {} } = view;
  const boxes = (from: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(searchBoxes.map((box) => [box, from[box] ?? '']));
  const card = expand('look-up', {
    typed: { ...boxes(typed), number: view.number },
    errors: { ...boxes(errors), number: view.error },
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
