import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { type Files, problemsOfPackage } from './check.ts';
import type { PackageSettings } from './settings.ts';

/** What a package holds beside the manifest, in the order in which it holds it. */
const PARTS = ['color.png', 'outline.png', 'en.json'] as const;

/** The earliest time that a zip file can say. fflate writes local time, so this is local midnight everywhere. */
const NO_TIME = new Date(1980, 0, 1);

const PLACE = /\$\{\{([A-Z0-9_]+)\}\}/gu;

/** Puts the settings into the places `${{NAME}}` of the template's texts; adds names that no setting has. */
function fill(value: unknown, settings: Readonly<Record<string, string>>, unknown: Set<string>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(PLACE, (place, name: string) => {
      const setting = settings[name];
      if (setting === undefined) unknown.add(name);
      return setting ?? place;
    });
  }
  if (Array.isArray(value)) return value.map((one) => fill(one, settings, unknown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fill(inner, settings, unknown)]),
  );
}

export type BuiltPackage =
  | { readonly ok: true; readonly zip: Uint8Array; readonly names: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Builds the app package from a folder with manifest.json, its language file and its icons. The same folder and
 * settings give the same bytes on every machine and day: fixed order, no times, a compressor in plain JavaScript.
 * @throws the file system's error when a file cannot be read, SyntaxError when the template is no JSON
 */
export function buildPackage(folder: string, settings: PackageSettings): BuiltPackage {
  const unknown = new Set<string>();
  const template: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const manifest = fill(template, settings, unknown);
  const files: Files = new Map(PARTS.map((name) => [name, readFileSync(join(folder, name))]));
  const problems = [
    ...Array.from(unknown, (name) => `manifest.json asks for ${name}, which is no setting`),
    ...problemsOfPackage(manifest, files),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const content: Record<string, Uint8Array> = {
    'manifest.json': Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    ...Object.fromEntries(files),
  };
  return { ok: true, zip: zipSync(content, { level: 9, mtime: NO_TIME }), names: Object.keys(content) };
}
