import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';

/** A card as JSON, ready to send, with the line that fills the notification. */
export type CardMessage = { readonly card: object; readonly summary: string };

/** Fills a template from `/cards` by name. Throws when there is no such template. */
export type Expand = (name: string, view: object) => object;

/** Reads every template of a folder once. */
export function loadTemplates(folder: string): Expand {
  const templates = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [
        file.slice(0, -'.json'.length),
        new Template(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
      ]),
  );
  return (name, view) => {
    const template = templates.get(name);
    if (template === undefined) throw new Error(`no card template named ${name}`);
    const card = template.expand({ $root: view }) as object;
    finish(card);
    return card;
  };
}

/**
 * Every Action.Execute gets its verb and the Action.Submit that older clients press instead: both say
 * the same, so the templates say it once. Written into the card, which is new with every expansion.
 */
function finish(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const part of Object.values(node)) finish(part);
  if ((node as { type?: unknown }).type !== 'Action.Execute') return;
  const action = node as Record<string, unknown>;
  const { title, data, style, associatedInputs } = action;
  const fallback = { type: 'Action.Submit', title, data, style, associatedInputs };
  action['verb'] = (data as { action: string }).action;
  action['fallback'] = Object.fromEntries(Object.entries(fallback).filter(([, v]) => v !== undefined));
}
