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
    const card: unknown = template.expand({ $root: view });
    return finish(card) as object;
  };
}

/**
 * Every Action.Execute gets its verb and the Action.Submit that older clients press instead: both say
 * the same, so the templates say it once.
 */
function finish(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(finish);
  if (typeof node !== 'object' || node === null) return node;
  const done: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) done[key] = finish(value);
  if (done['type'] !== 'Action.Execute') return done;
  const { title, data, style, associatedInputs } = done;
  const verb = (data as { action: string }).action;
  const fallback = { type: 'Action.Submit', title, data, style, associatedInputs };
  return {
    ...done,
    verb,
    fallback: Object.fromEntries(Object.entries(fallback).filter(([, v]) => v !== undefined)),
  };
}
