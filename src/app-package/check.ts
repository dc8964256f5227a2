import { problemsOfLanguage } from './localization.ts';
import { type Manifest, manifestSchema } from './manifest-schema.ts';
import { readPng } from './png.ts';

/** Files of a package by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1);

function problemsOfIcon(files: Files, name: string, size: number, white: boolean): string[] {
  const bytes = files.get(name);
  if (bytes === undefined) return [`${name} is missing`];
  const png = readPng(bytes);
  if (png === undefined) return [`${name} is no PNG`];
  if (png.width !== size || png.height !== size) {
    return [`${name} is ${png.width}×${png.height}, must be ${size}×${size}`];
  }
  if (!white) return [];
  if (png.picture === undefined) return [`${name} must be 8-bit RGBA, for it needs transparency`];
  const { pixels } = png.picture;
  let clear = 0;
  let coloured = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) clear += 1;
    else if (pixels[at] !== 255 || pixels[at + 1] !== 255 || pixels[at + 2] !== 255) coloured += 1;
  }
  return [
    ...(clear === 0 ? [`${name} has no transparent pixel`] : []),
    ...(clear === size * size ? [`${name} is empty`] : []),
    ...(coloured > 0 ? [`${name} has ${coloured} pixels that are not white`] : []),
  ];
}

/** Teams loads a tab from a valid domain only, and gives tokens for the resource of that very domain only. */
function problemsOfTab({ staticTabs, webApplicationInfo, validDomains, bots }: Manifest): string[] {
  const problems: string[] = [];
  const hostOf = (address: string): string => new URL(address).host;
  for (const [index, tab] of staticTabs.entries()) {
    for (const part of ['contentUrl', 'websiteUrl'] as const) {
      if (!validDomains.includes(hostOf(tab[part]))) {
        problems.push(`staticTabs[${index}].${part} is in none of the validDomains`);
      }
    }
    const { id, resource } = webApplicationInfo;
    if (resource !== `api://${hostOf(tab.contentUrl)}/${id}`) {
      problems.push('webApplicationInfo.resource is not api://<host of the tab>/<webApplicationInfo.id>');
    }
    if (staticTabs.findIndex(({ entityId }) => entityId === tab.entityId) !== index) {
      problems.push(`staticTabs[${index}].entityId is there twice`);
    }
  }
  if (bots.some(({ botId }) => botId.toLowerCase() === webApplicationInfo.id.toLowerCase())) {
    problems.push("webApplicationInfo.id is the bot's: the tab has a registration of its own");
  }
  return problems;
}

/** What the schema cannot say: parts of the manifest that have to fit one another. */
function problemsOfParts(manifest: Manifest): string[] {
  const problems: string[] = [];
  const [bot] = manifest.bots;
  for (const [index, { botId }] of manifest.composeExtensions.entries()) {
    if (botId !== bot?.botId) problems.push(`composeExtensions[${index}].botId is not the bot's`);
  }
  if (bot !== undefined && !bot.scopes.includes(manifest.defaultInstallScope)) {
    problems.push('defaultInstallScope is none of the scopes of the bot');
  }
  for (const [index, list] of (bot?.commandLists ?? []).entries()) {
    const path = `bots[0].commandLists[${index}]`;
    if (!list.scopes.every((scope) => bot?.scopes.includes(scope))) {
      problems.push(`${path}.scopes names a scope that the bot has not`);
    }
    const titles = list.commands.map(({ title }) => title);
    for (const title of titles.filter((one, at) => titles.indexOf(one) !== at)) {
      problems.push(`${path} has the command ${title} twice`);
    }
  }
  problems.push(...problemsOfTab(manifest));
  const lists = (bot?.commandLists ?? []).flatMap(({ scopes }) => scopes);
  for (const scope of lists.filter((one, at) => lists.indexOf(one) !== at)) {
    problems.push(`bots[0].commandLists has two lists for ${scope}`);
  }
  return problems;
}

/**
 * Everything in these files that Teams or its limits would refuse, one line each; empty when there is nothing.
 * Works without a network.
 * @param manifest the filled manifest, as parsed JSON
 * @param files the other files of the package
 */
export function problemsOfPackage(manifest: unknown, files: Files): string[] {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `manifest.json: ${pathOf(issue.path)}: ${issue.message}`);
  }
  const { icons, localizationInfo } = parsed.data;
  return [
    ...problemsOfParts(parsed.data).map((problem) => `manifest.json: ${problem}`),
    ...problemsOfIcon(files, icons.color, 192, false),
    ...problemsOfIcon(files, icons.outline, 32, true),
    ...localizationInfo.additionalLanguages.flatMap(({ file }) => {
      const bytes = files.get(file);
      if (bytes === undefined) return [`${file} is missing`];
      try {
        return problemsOfLanguage(file, JSON.parse(Buffer.from(bytes).toString('utf8')), parsed.data);
      } catch (fault) {
        if (!(fault instanceof SyntaxError)) throw fault;
        return [`${file} is no JSON`];
      }
    }),
  ];
}
