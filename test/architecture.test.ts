import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Sources by their path below src, with `/` between. */
type Sources = ReadonlyMap<string, string>;

/**
 * Who may import whom: a room, or single files of it. `main.ts` sees all, and nobody sees `main.ts` or
 * `config.ts`, so neither stands here. A room that is not in this table may not exist.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  content: ['domain'],
  'app-package': [],
  assess: ['domain', 'content'],
  match: ['domain', 'content'],
  workflow: ['domain'],
  cards: ['domain'],
  bot: ['workflow', 'cards', 'domain'],
  delivery: ['domain', 'cards', 'workflow/ports.ts', 'workflow/teams-port.ts', 'workflow/views'],
  teams: ['domain', 'workflow/ports.ts', 'workflow/teams-port.ts'],
  store: ['domain', 'workflow/ports.ts'],
  api: ['domain'],
  http: ['bot', 'workflow', 'cards', 'domain', 'api'],
  tab: ['domain', 'api'],
  local: [],
};

/** Packages that belong to one place; every other place reaches them through a port. */
const packages: readonly { readonly name: RegExp; readonly in: readonly string[] }[] = [
  { name: /^(botbuilder|botframework)/u, in: ['bot/front-door/', 'teams/'] },
  { name: /^@azure\//u, in: ['store/', 'main.ts'] },
  { name: /^node:sqlite$/u, in: ['store/sqlite', 'local/'] },
  { name: /^adaptivecards-templating$/u, in: ['cards/template.ts'] },
  { name: /^adaptivecards$/u, in: ['local/', 'tab/'] },
  { name: /^restify$/u, in: ['http/'] },
  { name: /^jose$/u, in: ['http/'] },
  { name: /^pino$/u, in: ['main.ts'] },
  { name: /^(react|react-dom|@fluentui\/|@microsoft\/teams-js)/u, in: ['tab/'] },
  { name: /^vite$/u, in: ['tab/vite.config.ts'] },
  { name: /^node:process$/u, in: ['local/'] },
];

/** Rooms that do no input or output: beside themselves and their neighbours they see zod only. */
const PURE = new Set(['domain', 'api', 'workflow']);

/** The page in the browser takes types from other rooms and nothing that runs: their schemas would come along. */
const TYPES_ONLY = new Set(['tab']);

/** Words that only certain places may say. */
const sayings: readonly { readonly what: string; readonly word: RegExp; readonly in: readonly string[] }[] = [
  { what: 'reads process.env', word: /\bprocess\s*(\.\s*env\b|\[)/u, in: ['config.ts', 'local/'] },
  { what: 'says _etag', word: /\b_etag\b/u, in: ['store/'] },
  { what: 'writes to the console', word: /\bconsole\s*[.[]/u, in: ['local/'] },
  {
    what: 'exports a default',
    word: /^export\s+(default\b|\{[^}]*\bas\s+default\b)/mu,
    // Vite asks for it.
    in: ['tab/vite.config.ts'],
  },
  { what: 'loads by require', word: /(?<![.\w])require\s*\(/u, in: [] },
];

const within = (file: string, places: readonly string[]): boolean =>
  places.some((place) => file === place || (!place.endsWith('.ts') && file.startsWith(place)));

const roomOf = (file: string): string => file.split('/')[0] ?? file;

/** Without comments, which may name anything. An address in a string is no comment. */
const withoutComments = (source: string): string =>
  source.replaceAll(/\/\*[\s\S]*?\*\//gu, '').replaceAll(/(^|[^:'"`])\/\/.*$/gmu, '$1');

const IMPORTS = [
  /^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gmu,
  /^\s*import\s*['"]([^'"]+)['"]/gmu,
  /\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)/gu,
  /\bcreateRequire\([^)]*\)\(\s*['"]([^'"]+)['"]/gu,
];

/** What a file imports, types as well, as it is written there. */
export const importsOf = (source: string): string[] =>
  IMPORTS.flatMap((pattern) =>
    Array.from(withoutComments(source).matchAll(pattern), (match) => match[1] ?? ''),
  );

/** Without the imports and exports that are of types as a whole: an inline `type` still loads the module. */
const withoutTypeImports = (source: string): string =>
  withoutComments(source).replaceAll(/^\s*(?:import|export)\s+type\b[^;'"`]*?\bfrom\s*['"][^'"]+['"]/gmu, '');

const isOwn = (specifier: string): boolean => specifier.startsWith('.');

const target = (file: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(file), specifier));

function problemOfOwn(file: string, to: string): string | undefined {
  if (to.startsWith('..')) return `${file} reaches out of src to ${to}`;
  if (to === 'main.ts') return `${file} imports main.ts, which nobody may`;
  if (file === 'main.ts') return undefined;
  if (to === 'config.ts') return `${file} imports config.ts, which only main.ts may`;
  const [from, room] = [roomOf(file), roomOf(to)];
  if (from === room) return undefined;
  return within(
    to,
    (rooms[from] ?? []).map((place) => (place.endsWith('.ts') ? place : `${place}/`)),
  )
    ? undefined
    : `${file} imports ${to}, but ${from} may not`;
}

/** Modules of other rooms, and zod, that a room of types only would load. */
function problemsOfLoading(file: string, source: string): string[] {
  const room = roomOf(file);
  if (!TYPES_ONLY.has(room)) return [];
  return importsOf(withoutTypeImports(source))
    .filter((name) => name === 'zod' || (isOwn(name) && roomOf(target(file, name)) !== room))
    .map((name) => `${file} loads ${name}, but ${room} takes types only`);
}

function problemOfPackage(file: string, name: string): string | undefined {
  const rule = packages.find((candidate) => candidate.name.test(name));
  if (rule !== undefined && !within(file, rule.in))
    return `${file} imports ${name}, which belongs to ${rule.in.join(' ')}`;
  if (PURE.has(roomOf(file)) && name !== 'zod')
    return `${file} imports ${name}, but ${roomOf(file)} does no I/O`;
  return undefined;
}

/** Groups of files that import one another in a circle. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const index = order.size;
    order.set(file, index);
    let lowest = index;
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, low.get(next) ?? order.get(next) ?? index);
    }
    low.set(file, lowest);
    if (lowest === index) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || (graph.get(file) ?? []).includes(file)) found.push(group.toSorted());
    }
    return lowest;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** Everything in these sources that the house does not allow, one line each. */
function problemsOf(sources: Sources): string[] {
  const problems: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, source] of sources) {
    const room = roomOf(file);
    if (file.includes('/') && rooms[room] === undefined) problems.push(`${file} is in no room of the house`);
    if (!file.includes('/') && file !== 'main.ts' && file !== 'config.ts') {
      problems.push(`${file} stands beside main.ts`);
    }
    const specifiers = importsOf(source);
    const own = specifiers.filter(isOwn).map((specifier) => target(file, specifier));
    graph.set(file, own);
    problems.push(
      ...own.map((to) => problemOfOwn(file, to)).filter((problem) => problem !== undefined),
      ...specifiers
        .filter((specifier) => !isOwn(specifier))
        .map((name) => problemOfPackage(file, name))
        .filter((problem) => problem !== undefined),
      ...problemsOfLoading(file, source),
    );
    const code = withoutComments(source);
    for (const { what, word, in: places } of sayings) {
      if (word.test(code) && !within(file, places)) problems.push(`${file} ${what}`);
    }
    if (/\bimport\s*\(\s*[^'"\s]/u.test(code))
      problems.push(`${file} imports something that is worked out at run time`);
  }
  return [...problems, ...circles(graph).map((group) => `a circle: ${group.join(' ')}`)];
}

function readSources(folder: string): Sources {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.[cm]?tsx?$/u.test(file));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const house = readSources(join(import.meta.dirname, '../src'));

describe('the house', () => {
  it('is read: every room that the table names and every file in it', () => {
    assert.ok(house.size > 80, `${house.size} files`);
    for (const file of ['main.ts', 'config.ts', 'domain/incident/incident.ts', 'bot/front-door/adapter.ts']) {
      assert.ok(house.has(file), file);
    }
    assert.deepEqual(importsOf(house.get('cards/template.ts') ?? ''), [
      'node:fs',
      'node:path',
      'adaptivecards-templating',
    ]);
  });

  it('keeps its doors: every import goes where the table of rooms lets it', () => {
    assert.deepEqual(problemsOf(house), []);
  });

  it('has one room for cards without code: templates, each of which is a card', () => {
    const folder = join(import.meta.dirname, '../cards');
    for (const file of readdirSync(folder)) {
      assert.match(file, /^[a-z-]+\.json$/u);
      const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { type: string };
      assert.equal(template.type, 'AdaptiveCard', file);
    }
  });
});

describe('the check of the house', () => {
  const bad = (file: string, source: string): string[] =>
    problemsOf(
      new Map([
        ['main.ts', ''],
        ['config.ts', ''],
        [file, source],
      ]),
    );

  const rows: readonly [file: string, source: string, problem: RegExp][] = [
    ['domain/a.ts', "import { x } from '../workflow/b.ts';", /domain may not/u],
    ['domain/a.ts', "import type { X } from '../content/b.ts';", /domain may not/u],
    ['domain/a.ts', "import { readFileSync } from 'node:fs';", /does no I\/O/u],
    ['domain/wording/a.ts', "import pino from 'pino';", /belongs to main\.ts/u],
    ['assess/a.ts', "import { x } from '../workflow/b.ts';", /assess may not/u],
    ['workflow/a.ts', "export { x } from '../cards/b.ts';", /workflow may not/u],
    ['workflow/a.ts', "import {\n  x,\n  y,\n} from '../store/b.ts';", /workflow may not/u],
    ['cards/a.ts', "import { Template } from 'adaptivecards-templating';", /belongs to cards\/template\.ts/u],
    ['bot/a.ts', "import { x } from '../delivery/b.ts';", /bot may not/u],
    ['bot/handlers/a.ts', "import { CardFactory } from 'botbuilder';", /belongs to bot\/front-door\//u],
    ['delivery/a.ts', "import { x } from '../workflow/escalate.ts';", /delivery may not/u],
    ['teams/a.ts', "import { x } from '../delivery/b.ts';", /teams may not/u],
    ['store/a.ts', "import { DatabaseSync } from 'node:sqlite';", /belongs to store\/sqlite/u],
    ['store/a.ts', "import { x } from '../workflow/record-incident.ts';", /store may not/u],
    ['http/a.ts', "const x = await import('../store/b.ts');", /http may not/u],
    ['http/a.ts', "import { CosmosClient } from '@azure/cosmos';", /belongs to store\//u],
    ['local/a.ts', "import { x } from '../domain/b.ts';", /local may not/u],
    ['tab/a.tsx', "import { me } from '../api/me.ts';", /takes types only/u],
    ['tab/a.tsx', "import { type Me } from '../api/me.ts';", /takes types only/u],
    ['tab/a.tsx', "export { me } from '../domain/b.ts';", /takes types only/u],
    ['tab/a.tsx', "const x = await import('../api/me.ts');", /takes types only/u],
    ['tab/a.tsx', "import { z } from 'zod';", /takes types only/u],
    ['tab/a.tsx', "import type { X } from '../workflow/b.ts';", /tab may not/u],
    ['local/a.ts', "import { build } from 'vite';", /belongs to tab/u],
    ['http/a.ts', "import '../main.ts';", /which nobody may/u],
    ['bot/a.ts', "import { readConfig } from '../config.ts';", /only main\.ts may/u],
    ['bot/a.ts', "import { x } from '../../test/builders/records.ts';", /out of src/u],
    ['bot/a.ts', 'const x = process.env;', /process\.env/u],
    ['bot/a.ts', "const x = process['env'];", /process\.env/u],
    ['bot/a.ts', "import { env } from 'node:process';", /belongs to local/u],
    ['workflow/a.ts', 'item._etag', /_etag/u],
    ['bot/a.ts', "console.log('x');", /console/u],
    ['bot/a.ts', 'export default 1;', /default/u],
    ['bot/a.ts', 'export { x as default };', /default/u],
    ['bot/a.ts', "const x = require('../store/b.ts');", /require/u],
    ['bot/a.ts', 'const x = await import(name);', /run time/u],
    ['attic/a.ts', '', /no room/u],
    ['helpers.ts', '', /beside main\.ts/u],
    ['domain/a.ts', "import type { A } from './a.ts';", /a circle/u],
  ];
  for (const [file, source, problem] of rows) {
    it(`sees that ${file} may not say: ${source === '' ? 'that it is there' : source.replaceAll('\n', ' ')}`, () => {
      const found = bad(file, source);
      assert.ok(
        found.some((line) => problem.test(line)),
        found.join('\n'),
      );
    });
  }

  it('finds a circle over three files, by types alone', () => {
    const sources = new Map([
      ['domain/a.ts', "import type { B } from './b.ts';"],
      ['domain/b.ts', "import type { C } from './deep/c.ts';"],
      ['domain/deep/c.ts', "import { type A } from '../a.ts';"],
      ['domain/d.ts', "import { a } from './a.ts';"],
    ]);
    assert.deepEqual(problemsOf(sources), ['a circle: domain/a.ts domain/b.ts domain/deep/c.ts']);
  });

  it('lets through what the table allows, and what only a comment says', () => {
    const sources = new Map([
      [
        'main.ts',
        "import pino from 'pino';\nimport { x } from './store/b.ts';\nawait import('@azure/identity');",
      ],
      ['config.ts', 'export const x = process.env;'],
      [
        'store/b.ts',
        "import type { P } from '../workflow/ports.ts';\nconst address = 'http://x';\nitem._etag;",
      ],
      [
        'workflow/ports.ts',
        "/* console.log, process.env */\nimport { z } from 'zod'; // import x from 'pino'",
      ],
      ['local/run.ts', "console.log(process.env['HOME']);"],
      [
        'tab/a.tsx',
        "import type { z } from 'zod';\nimport type {\n  Me,\n} from '../api/me.ts';\nexport type { M } from '../api/me.ts';",
      ],
      ['tab/vite.config.ts', 'export default {};'],
    ]);
    assert.deepEqual(problemsOf(sources), []);
  });
});
