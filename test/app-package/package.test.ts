import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../../src/app-package/build.ts';
import { readSettings } from '../../src/app-package/settings.ts';
import { built, folder, given, settings, unzip } from './stage.ts';

const main = join(import.meta.dirname, '../../src/app-package/main.ts');

type Run = { code: number; stdout: string; stderr: string };

const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, ...env } },
      (fault, stdout, stderr) =>
        resolve({ code: typeof fault?.code === 'number' ? fault.code : 0, stdout, stderr }),
    );
  });

describe('the app package', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'tate-package-'));
  });
  afterEach(() => rmSync(place, { recursive: true }));

  const write = (name: string, text: string): string => {
    writeFileSync(join(place, name), text);
    return join(place, name);
  };

  it('holds the filled manifest, both icons and the English texts, and no more', () => {
    const files = unzip(built());
    assert.deepEqual([...files.keys()], ['manifest.json', 'color.png', 'outline.png', 'en.json']);
    for (const name of ['color.png', 'outline.png', 'en.json']) {
      assert.deepEqual(files.get(name), readFileSync(join(folder, name)), name);
    }
    const text = files.get('manifest.json')?.toString('utf8') ?? '';
    assert.doesNotMatch(text, /\$\{\{/u);
    const manifest = JSON.parse(text) as Record<string, unknown>;
    assert.equal(manifest['id'], given.TEAMS_APP_ID);
    assert.deepEqual(manifest['validDomains'], [given.TATE_HOST]);
    assert.equal(manifest['version'], '1.0.0');
  });

  it('names the bot of the settings wherever it names a bot', () => {
    const text = unzip(built()).get('manifest.json')?.toString('utf8') ?? '';
    const bots = Array.from(text.matchAll(/"botId": "([^"]+)"/gu), ([, id]) => id);
    assert.deepEqual(bots, [given.MICROSOFT_APP_ID, given.MICROSOFT_APP_ID]);
  });

  it("has the tab of the service of the settings, and the tab's own registration for its tokens", () => {
    const manifest = JSON.parse(unzip(built()).get('manifest.json')?.toString('utf8') ?? '') as {
      staticTabs: { contentUrl: string }[];
      webApplicationInfo: unknown;
    };
    assert.deepEqual(
      manifest.staticTabs.map(({ contentUrl }) => contentUrl),
      [`https://${given.TATE_HOST}/tab/index.html`],
    );
    assert.deepEqual(manifest.webApplicationInfo, {
      id: given.TATE_TAB_APP_ID,
      resource: `api://${given.TATE_HOST}/${given.TATE_TAB_APP_ID}`,
    });
  });

  it('is not made with one registration for bot and tab, in whatever case it is written', () => {
    const one = given.MICROSOFT_APP_ID;
    for (const id of [one, one.toUpperCase()]) {
      const read = readSettings(JSON.stringify({ ...given, TATE_TAB_APP_ID: id }));
      assert.ok(!read.ok);
      assert.match(read.problems.join(), /^TATE_TAB_APP_ID: must not be MICROSOFT_APP_ID/u);
    }
  });

  it('is the same byte for byte on another day, in another time zone and from a fresh copy of the folder', async () => {
    const copy = join(place, 'copy');
    cpSync(folder, copy, { recursive: true });
    for (const name of ['manifest.json', 'color.png', 'outline.png', 'en.json']) {
      utimesSync(join(copy, name), new Date('2031-05-06T07:08:09Z'), new Date('2031-05-06T07:08:09Z'));
    }
    const again = buildPackage(copy, settings());
    assert.ok(again.ok);
    const from = write('settings.json', JSON.stringify(given));
    const zips = [built(), again.zip];
    for (const zone of ['Asia/Tokyo', 'America/New_York']) {
      const out = join(place, `${zone.replaceAll('/', '-')}.zip`);
      assert.equal((await run(['--settings', from, '--out', out], { TZ: zone })).code, 0);
      zips.push(readFileSync(out));
    }
    const sums = zips.map((zip) => createHash('sha256').update(zip).digest('hex'));
    assert.equal(new Set(sums).size, 1, sums.join(' '));
  });

  it('is another with another setting', () => {
    assert.notDeepEqual(built(), built({ TATE_APP_VERSION: '1.0.1' }));
  });

  it('is made from a file of NAME=value lines as well, and says what it made', async () => {
    const lines = Object.entries(given).map(([name, value]) => `${name}="${value}"`);
    const from = write('tate.env', `# ward\nPATH=/bin\n${lines.join('\n')}\n`);
    const out = join(place, 'deep', 'tate.zip');
    const { code, stdout } = await run(['--settings', from, '--out', out]);
    assert.equal(code, 0);
    const said = JSON.parse(stdout) as { sha256: string; bytes: number };
    assert.deepEqual(new Uint8Array(readFileSync(out)), built());
    assert.equal(said.sha256, createHash('sha256').update(readFileSync(out)).digest('hex'));
  });

  it('is not made when settings are missing or wrong; every one is named and no value is shown', async () => {
    const from = write(
      'bad.json',
      JSON.stringify({ MICROSOFT_APP_ID: 'my-bot', TATE_HOST: 'https://tate.example.jp/', TEAMS_APP_ID: '' }),
    );
    const { code, stderr, stdout } = await run(['--settings', from, '--out', join(place, 'no.zip')]);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    for (const name of Object.keys(given)) assert.match(stderr, new RegExp(`- ${name}[ :]`, 'u'));
    assert.doesNotMatch(stderr, /my-bot|tate\.example/u);
    assert.throws(() => readFileSync(join(place, 'no.zip')), /ENOENT/u);
  });

  it('is not made from the example settings as they are', () => {
    const read = readSettings(readFileSync(join(folder, 'settings.example.json'), 'utf8'));
    assert.ok(!read.ok);
    assert.deepEqual(
      read.problems.map((problem) => problem.split(':')[0]),
      ['TEAMS_APP_ID', 'MICROSOFT_APP_ID', 'TATE_TAB_APP_ID'],
    );
  });

  it('has example settings for every place of the template', () => {
    const example = readFileSync(join(folder, 'settings.example.json'), 'utf8');
    const places = readFileSync(join(folder, 'manifest.json'), 'utf8').matchAll(/\$\{\{(\w+)\}\}/gu);
    for (const [, name] of places) assert.match(example, new RegExp(`"${name}"`, 'u'));
  });

  it('says how it is called when it is called otherwise', async () => {
    for (const args of [[], ['--setings', 'x'], ['--settings']]) {
      const { code, stderr } = await run(args);
      assert.equal(code, 2);
      assert.match(stderr, /usage/u);
    }
    assert.equal((await run(['--settings', join(place, 'nowhere.json')])).code, 1);
  });
});
