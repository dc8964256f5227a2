import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * As much of Bicep as the checks need. The compiler is not to be had where these tests run, so they read the text:
 * names, not types.
 */
export const folder = join(import.meta.dirname, '../../infra');

export const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Files of this kind below infra, with `/` between. */
export const filesOf = (ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ending))
    .toSorted();

/** Without comments. `//` in a string is no comment, so strings are stepped over. */
export const withoutComments = (source: string): string =>
  source.replaceAll(
    /('(?:[^'\\\n]|\\.)*')|\/\/[^\n]*|\/\*[\s\S]*?\*\//gu,
    (_, text: string | undefined) => text ?? '',
  );

/** Code alone: the text of strings is gone, what is interpolated into them stays. */
export const codeOf = (source: string): string =>
  withoutComments(source).replaceAll(/'(?:[^'\\\n]|\\.)*'/gu, (text) =>
    Array.from(text.matchAll(/\$\{([^}]*)\}/gu), ([, inner = '']) => ` ${inner} `).join(' '),
  );

/** Every parameter, and whether it has a value of its own. */
export const parametersOf = (source: string): Map<string, { optional: boolean }> =>
  new Map(
    Array.from(
      withoutComments(source).matchAll(/^param (\w+) [^=\n]+?(=.*)?$/gmu),
      ([, name = '', value]) => [name, { optional: value !== undefined }],
    ),
  );

/** `name: 'value'` pairs of the outputs. */
export const outputsOf = (source: string): [name: string, value: string][] =>
  Array.from(
    withoutComments(source).matchAll(/^output (\w+) \w+ = (.+)$/gmu),
    ([, name = '', value = '']) => [name, value],
  );

/** The text between the brace at or after `from` and the one that closes it. */
export function block(source: string, from: number): string {
  const open = source.indexOf('{', from);
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source[at] === '{') depth += 1;
    else if (source[at] === '}') depth -= 1;
    if (depth === 0) return source.slice(open + 1, at);
  }
  throw new Error('a brace is not closed');
}

/** Names that stand before a colon at the outermost level of an object's text. */
export function keysOf(object: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let text = '';
  for (const sign of object.replaceAll(/'(?:[^'\\\n]|\\.)*'/gu, "''")) {
    if (depth === 0 && sign === ':') {
      const name = /([A-Za-z_]\w*)\s*$/u.exec(text)?.[1];
      if (name !== undefined) keys.push(name);
    }
    if ('{[('.includes(sign)) depth += 1;
    else if ('}])'.includes(sign)) depth -= 1;
    text += depth === 0 ? sign : ' ';
    if (sign === '?') text = '';
  }
  return keys;
}

/** The object that a variable is set to. */
export function variable(source: string, name: string): string {
  const at = source.search(new RegExp(`^var ${name} =`, 'mu'));
  if (at < 0) throw new Error(`no variable ${name}`);
  return block(source, at);
}

export type Module = { readonly name: string; readonly file: string; readonly passes: readonly string[] };

/** The modules that a file uses, and the parameters that it hands to each. */
export const modulesOf = (source: string): Module[] =>
  Array.from(withoutComments(source).matchAll(/^module (\w+) '([^']+)' = /gmu), (match) => {
    const body = block(withoutComments(source), match.index);
    return {
      name: match[1] ?? '',
      file: match[2] ?? '',
      passes: keysOf(block(body, body.indexOf('params:'))),
    };
  });
