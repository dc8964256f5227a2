import { z } from 'zod';
import { limits, MANIFEST_VERSION, words } from './manifest-schema.ts';

/*
 * A language file of the package: flat, its keys are the paths of the texts in the manifest. Source:
 * microsoft/json-schemas, teams/v1.30/MicrosoftTeams.Localization.schema.json (commit 956deed7), read 2026-11-22.
 */
const fixed = z.object({
  $schema: z.literal(
    `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.Localization.schema.json`,
  ),
  'name.short': words(limits.shortName),
  'name.full': words(limits.fullName).optional(),
  'description.short': words(limits.shortDescription),
  'description.full': words(limits.fullDescription),
});

/**
 * Texts inside the lists, and how long each may be. The title of a bot's command is not among them, although Teams
 * would allow it: it is the word that is sent, and the code knows the Japanese words only.
 */
const inLists: readonly { readonly path: RegExp; readonly most: number }[] = [
  { path: /^staticTabs\[(\d|1[0-5])\]\.name$/u, most: limits.tabName },
  {
    path: /^bots\[0\]\.commandLists\[[0-2]\]\.commands\[(\d|1[01])\]\.description$/u,
    most: limits.commandDescription,
  },
  { path: /^composeExtensions\[0\]\.commands\[\d\]\.title$/u, most: limits.commandTitle },
  { path: /^composeExtensions\[0\]\.commands\[\d\]\.description$/u, most: limits.commandDescription },
  {
    path: /^composeExtensions\[0\]\.commands\[\d\]\.parameters\[[0-4]\]\.title$/u,
    most: limits.parameterTitle,
  },
  {
    path: /^composeExtensions\[0\]\.commands\[\d\]\.parameters\[[0-4]\]\.description$/u,
    most: limits.parameterDescription,
  },
];

/** Every text of a manifest by its path, such as `bots[0].commandLists[0].commands[1].title`. */
function textsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...textsOf(inner, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    ]),
  );
}

const isOfList = (path: string): boolean => inLists.some((rule) => rule.path.test(path));

/**
 * Problems of one language file against its manifest: a text that is too long, one that translates nothing, one
 * that is missing (Teams would show the Japanese among the English). Empty when there is none.
 */
export function problemsOfLanguage(file: string, language: unknown, manifest: unknown): string[] {
  const parsed = fixed.safeParse(language);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${file}: ${String(issue.path[0] ?? 'the file')}: ${issue.message}`);
  if (typeof language !== 'object' || language === null) return problems;
  const texts = textsOf(manifest);
  for (const [path, value] of Object.entries(language)) {
    if (path in fixed.shape) continue;
    const rule = inLists.find((one) => one.path.test(path));
    if (rule === undefined || !texts.has(path)) problems.push(`${file}: ${path} is no text of the manifest`);
    else {
      const text = words(rule.most).safeParse(value);
      if (!text.success) problems.push(`${file}: ${path}: ${text.error.issues[0]?.message ?? ''}`);
    }
  }
  const missing = [...texts.keys()].filter(
    (path) => (isOfList(path) || path === 'name.full') && !(path in language),
  );
  return [...problems, ...missing.map((path) => `${file}: ${path} is missing`)];
}
