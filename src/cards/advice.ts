import { ADVICE_SHOWN, type Advised, moveField } from '../domain/incident/assessment.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { textFields } from '../domain/incident/form-fields.ts';
import { inert } from './inert.ts';

export type ShownAdvice = Advised & { why: readonly string[]; seen: string };

/** The label of a text field; empty for every other. */
export const labelOf = (field: string): string => textFields[field as keyof typeof textFields]?.label ?? '';

/** The part of a card that names the words to replace, why, and the question that replaces them. */
export const adviceView = (advised: ShownAdvice | undefined, button: string, typed: TypedValues): object => ({
  advised: advised !== undefined,
  adviceLead: `まだ保存していません。書き方の助言が${advised?.advice.length ?? 0}件あります。直すか、このままでよければ、もう一度「${button}」を押してください。`,
  advice: (advised?.advice ?? []).slice(0, ADVICE_SHOWN).map((item, index) => ({
    words: inert(`${labelOf(item.field)}「${item.words}」`),
    ask: item.ask,
    mayMove: item.kind === 'feeling',
    moveId: moveField(index),
    moved: typed[moveField(index)] === 'true' ? 'true' : 'false',
  })),
  labelsLine:
    advised === undefined || advised.why.length === 0
      ? ''
      : `言葉から見た類型を選んであります。違うときは外してください。${advised.why.join(' ')}`,
});

/** The same questions beside the fields that they are about, so that nobody has to scroll up and down. */
export function hintsFor(
  advised: ShownAdvice | undefined,
  fields: readonly string[],
): Record<string, string> {
  const shown = (advised?.advice ?? []).slice(0, ADVICE_SHOWN);
  return Object.fromEntries(
    fields.map((field) => {
      const asks = new Set(shown.filter((item) => item.field === field).map(({ ask }) => ask));
      return [
        field,
        asks.size === 0
          ? ''
          : `助言: ${[...asks].map((ask) => (/[。?？]$/u.test(ask) ? ask : `${ask}。`)).join('')}`,
      ];
    }),
  );
}
