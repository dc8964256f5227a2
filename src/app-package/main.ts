import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from './build.ts';
import { readSettings } from './settings.ts';

/*
 * npm run package -- --settings FILE [--out FILE]
 *
 * FILE is a JSON object or NAME=value lines; `-` reads them from stdin: env | npm run -s package -- --settings -
 * Exit 0 with the package written, 1 with every problem named, 2 for a call that makes no sense.
 */
const folder = join(import.meta.dirname, '../../appPackage');

function refuse(problems: readonly string[]): void {
  const list = problems.map((problem) => `  - ${problem}\n`).join('');
  process.stderr.write(`The app package was not made:\n${list}`);
  process.exitCode = 1;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault) return undefined;
    throw fault;
  }
}

function make(from: string, out: string): void {
  const text = readText(from);
  if (text === undefined) return refuse([`${from} cannot be read`]);
  const read = readSettings(text);
  if (!read.ok) return refuse(read.problems);
  const built = buildPackage(folder, read.settings);
  if (!built.ok) return refuse(built.problems);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, built.zip);
  const sha256 = createHash('sha256').update(built.zip).digest('hex');
  process.stdout.write(
    `${JSON.stringify({ file: out, bytes: built.zip.length, sha256, holds: built.names })}\n`,
  );
}

function readCall(): { settings?: string; out?: string } {
  try {
    return parseArgs({ options: { settings: { type: 'string' }, out: { type: 'string' } } }).values;
  } catch (fault) {
    if (fault instanceof TypeError) return {};
    throw fault;
  }
}

const { settings, out = 'dist/tate-teams.zip' } = readCall();
if (settings === undefined) {
  process.stderr.write('usage: npm run package -- --settings FILE [--out FILE]\n');
  process.exitCode = 2;
} else {
  make(settings, out);
}
