import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { buildPackage } from '../../src/app-package/build.ts';
import { type PackageSettings, readSettings } from '../../src/app-package/settings.ts';

export const folder = join(import.meta.dirname, '../../appPackage');

export const given = {
  TEAMS_APP_ID: '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f',
  MICROSOFT_APP_ID: '1f6f0c51-0b5d-4f43-8e0d-2a9f4f1f7a10',
  TATE_TAB_APP_ID: '5c2d9a10-7e3b-4b8e-8d1a-6f0b9c3e7d21',
  TATE_HOST: 'tate-prod-a1b2c3.azurewebsites.net',
  TATE_DEVELOPER_NAME: 'みどり区',
  TATE_WEBSITE_URL: 'https://www.city.example.lg.jp/',
  TATE_PRIVACY_URL: 'https://www.city.example.lg.jp/privacy.html',
  TATE_TERMS_URL: 'https://www.city.example.lg.jp/terms.html',
};

export function settings(overrides: Record<string, string> = {}): PackageSettings {
  const read = readSettings(JSON.stringify({ ...given, ...overrides }));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.settings;
}

/** The package of the repository, made with settings that are right. */
export function built(overrides: Record<string, string> = {}): Uint8Array {
  const made = buildPackage(folder, settings(overrides));
  if (!made.ok) throw new Error(made.problems.join('\n'));
  return made.zip;
}

export const readJson = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;

/** Reads a zip by its central directory (APPNOTE 4.3.12): a second opinion beside the library that wrote it. */
export function unzip(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const found = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameSize, extraSize, noteSize] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packed);
    found.set(
      zip.toString('utf8', at + 46, at + 46 + nameSize),
      method === 0 ? Buffer.from(data) : inflateRawSync(data),
    );
    at += 46 + nameSize + extraSize + noteSize;
  }
  return found;
}
