import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOfPackage } from '../../src/app-package/check.ts';
import { writePng } from '../../src/app-package/png.ts';
import { drawColorIcon, drawOutlineIcon } from '../../src/app-package/shield.ts';
import { built, folder, readJson, unzip } from './stage.ts';

type Json = Record<string, unknown>;

const good = unzip(built());
const manifest = (): Json => JSON.parse(good.get('manifest.json')?.toString('utf8') ?? '') as Json;
const english = (): Json => readJson('en.json');

/** Puts a value at a path such as `bots.0.botId`; undefined takes the part out. */
function put(target: Json, path: string, value: unknown): Json {
  const parts = path.split('/');
  const last = parts.pop() ?? '';
  const place = parts.reduce<Json>((inner, part) => inner[part] as Json, target);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return target;
}

const filesWith = (name: string, bytes: Uint8Array): Map<string, Uint8Array> =>
  new Map<string, Uint8Array>([...good, [name, bytes]]);

const problemsWith = (path: string, value: unknown): string[] =>
  problemsOfPackage(put(manifest(), path, value), good);

const long = (count: number): string => '区'.repeat(count);

describe('the check of the app package', () => {
  it('has nothing against the package of this repository', () => {
    assert.deepEqual(problemsOfPackage(manifest(), good), []);
  });

  describe('lets a text be as long as Teams allows, and no longer', () => {
    const rows: readonly [path: string, most: number][] = [
      ['name/short', 30],
      ['name/full', 100],
      ['description/short', 80],
      ['description/full', 4000],
      ['developer/name', 32],
      ['staticTabs/0/name', 128],
      ['bots/0/commandLists/0/commands/0/title', 32],
      ['bots/0/commandLists/0/commands/0/description', 128],
      ['composeExtensions/0/commands/0/title', 32],
      ['composeExtensions/0/commands/0/description', 128],
      ['composeExtensions/0/commands/0/parameters/0/title', 32],
      ['composeExtensions/0/commands/0/parameters/0/description', 128],
    ];
    for (const [path, most] of rows) {
      it(`${path}: ${most}`, () => {
        assert.deepEqual(problemsWith(path, long(most)), []);
        assert.match(problemsWith(path, long(most + 1)).join('\n'), new RegExp(`more than ${most} `, 'u'));
        assert.match(problemsWith(path, '  ').join('\n'), /is empty/u);
      });
    }
    it('counts a character outside the basic plane as one', () => {
      assert.deepEqual(problemsWith('name/short', '𠮷'.repeat(30)), []);
    });
  });

  const refused: readonly [what: string, path: string, value: unknown, problem: RegExp][] = [
    ['another version of the schema', 'manifestVersion', '1.17', /manifestVersion/u],
    ['a part that nobody checked', 'configurableTabs', [], /configurableTabs/u],
    ['a package without its tab', 'staticTabs', [], /staticTabs/u],
    ['a tab in a channel', 'staticTabs/0/scopes', ['personal', 'team'], /staticTabs\[0\]\.scopes/u],
    ['a tab without TLS', 'staticTabs/0/contentUrl', 'http://tate.example.jp/tab/', /contentUrl/u],
    [
      'a tab of another domain',
      'staticTabs/0/contentUrl',
      'https://tate.example.jp/tab/',
      /contentUrl is in none of the validDomains/u,
    ],
    [
      "a tab's way out into another domain",
      'staticTabs/0/websiteUrl',
      'https://tate-prod-a1b2c3.azurewebsites.net.example.jp/',
      /websiteUrl is in none of the validDomains/u,
    ],
    [
      'a tab on another port, which no valid domain names',
      'staticTabs/0/contentUrl',
      'https://tate-prod-a1b2c3.azurewebsites.net:8443/tab/',
      /contentUrl is in none/u,
    ],
    [
      'tokens for another host',
      'webApplicationInfo/resource',
      'api://tate.example.jp/5c2d9a10-7e3b-4b8e-8d1a-6f0b9c3e7d21',
      /webApplicationInfo\.resource is not/u,
    ],
    [
      'tokens for a resource without host, which Teams does not give',
      'webApplicationInfo/resource',
      'api://5c2d9a10-7e3b-4b8e-8d1a-6f0b9c3e7d21',
      /webApplicationInfo\.resource is not/u,
    ],
    [
      "the bot's registration for the tab",
      'webApplicationInfo',
      {
        id: '1F6F0C51-0B5D-4F43-8E0D-2A9F4F1F7A10',
        resource: 'api://tate-prod-a1b2c3.azurewebsites.net/1F6F0C51-0B5D-4F43-8E0D-2A9F4F1F7A10',
      },
      /webApplicationInfo\.id is the bot's/u,
    ],
    ['an id that is no GUID', 'id', 'tate', /id: must be a GUID/u],
    ['the id of nothing', 'id', '00000000-0000-0000-0000-000000000000', /all zeros/u],
    ['a place that was not filled', 'bots/0/botId', '${{MICROSOFT_APP_ID}}', /bots\[0\]\.botId/u],
    [
      'a search that belongs to another bot',
      'composeExtensions/0/botId',
      '9d6f0c51-0b5d-4f43-8e0d-2a9f4f1f7a10',
      /not the bot's/u,
    ],
    ['a scope that does not exist', 'bots/0/scopes', ['personal', 'team', 'world'], /scopes/u],
    ['a scope twice', 'bots/0/scopes', ['personal', 'personal', 'team'], /twice/u],
    ['commands for a scope that the bot has not', 'bots/0/scopes', ['personal'], /has not/u],
    ['a first scope that the bot has not', 'bots/0/scopes', ['team', 'groupChat'], /defaultInstallScope/u],
    [
      'two lists for one scope',
      'bots/0/commandLists/1/scopes',
      ['team', 'personal'],
      /two lists for personal/u,
    ],
    ['a command twice', 'bots/0/commandLists/0/commands/1/title', '速報', /twice/u],
    [
      'thirteen commands',
      'bots/0/commandLists/1/commands',
      Array.from({ length: 13 }, (_, index) => ({ title: `a${index}`, description: 'b' })),
      /commands/u,
    ],
    ['a colour by its name', 'accentColor', 'blue', /accentColor/u],
    ['an address without TLS', 'developer/privacyUrl', 'http://www.city.example.lg.jp/', /privacyUrl/u],
    ['a missing address', 'developer/termsOfUseUrl', undefined, /termsOfUseUrl/u],
    ['a domain with wildcard', 'validDomains', ['*.azurewebsites.net'], /validDomains/u],
    ['a domain with scheme', 'validDomains', ['https://tate.example.jp'], /validDomains/u],
    ['a version of two numbers', 'version', '1.0', /version/u],
    [
      'a language that is not in the package',
      'localizationInfo/additionalLanguages/0/file',
      'fr.json',
      /fr\.json is missing/u,
    ],
    ['an icon that is not in the package', 'icons/color', 'other.png', /other\.png is missing/u],
    ['a path that leaves the package', 'icons/color', '../color.png', /beside the manifest/u],
  ];
  for (const [what, path, value, problem] of refused) {
    it(`refuses ${what}`, () => assert.match(problemsWith(path, value).join('\n'), problem));
  }

  it('names every problem at once', () => {
    const bad = put(put(put(manifest(), 'accentColor', 'blue'), 'id', 'x'), 'name/short', long(31));
    assert.equal(problemsOfPackage(bad, good).length, 3);
    const files = new Map([...good].filter(([name]) => name === 'manifest.json'));
    assert.deepEqual(problemsOfPackage(manifest(), files).toSorted(), [
      'color.png is missing',
      'en.json is missing',
      'outline.png is missing',
    ]);
  });

  describe('of the English texts', () => {
    const problemsIn = (change: Json): string =>
      problemsOfPackage(
        manifest(),
        filesWith('en.json', Buffer.from(JSON.stringify({ ...english(), ...change }))),
      ).join('\n');
    const list = 'bots[0].commandLists[0].commands';
    const rows: readonly [what: string, change: Json, problem: RegExp][] = [
      ['a name that is too long', { 'name.short': long(31) }, /name\.short: has more than 30/u],
      ['a description that is too long', { 'description.short': long(81) }, /more than 80/u],
      [
        'a command described at too great length',
        { [`${list}[0].description`]: long(129) },
        /more than 128/u,
      ],
      [
        'a text for a command that does not exist',
        { [`${list}[11].description`]: 'x' },
        /no text of the manifest/u,
      ],
      [
        'another word for a command, which the code would not know',
        { [`${list}[0].title`]: 'Quick' },
        /no text/u,
      ],
      ['a missing text', { [`${list}[2].description`]: undefined }, /commands\[2\]\.description is missing/u],
      [
        'a tab without an English name',
        { 'staticTabs[0].name': undefined },
        /staticTabs\[0\]\.name is missing/u,
      ],
      ['a missing name', { 'name.short': undefined }, /name\.short/u],
      ['a key that is none', { developer: 'x' }, /developer is no text/u],
    ];
    for (const [what, change, problem] of rows) {
      it(`refuses ${what}`, () => assert.match(problemsIn(change), problem));
    }
    it('refuses a file that is no JSON', () => {
      assert.deepEqual(problemsOfPackage(manifest(), filesWith('en.json', Buffer.from('{'))), [
        'en.json is no JSON',
      ]);
    });
  });

  describe('of the icons', () => {
    const outline = drawOutlineIcon();
    const paint = (change: (pixels: Uint8Array) => void): Buffer => {
      const pixels = Uint8Array.from(outline.pixels);
      change(pixels);
      return writePng({ ...outline, pixels });
    };
    const broken = Buffer.from(good.get('outline.png') ?? []);
    broken[60] = (broken[60] ?? 0) ^ 0xff;
    const rows: readonly [what: string, name: string, bytes: Uint8Array, problem: RegExp][] = [
      ['a colour icon of another size', 'color.png', writePng(outline), /32×32, must be 192×192/u],
      ['an outline of another size', 'outline.png', writePng(drawColorIcon()), /192×192, must be 32×32/u],
      ['a file that is no PNG', 'color.png', Buffer.from('GIF89a'), /is no PNG/u],
      ['a PNG with a damaged part', 'outline.png', broken, /is no PNG/u],
      ['a PNG that was cut off', 'outline.png', writePng(outline).subarray(0, -20), /is no PNG/u],
      [
        'an outline in colour',
        'outline.png',
        paint((pixels) => pixels.set([255, 0, 0, 255], 400)),
        /1 pixels that are not white/u,
      ],
      [
        'an outline without transparency',
        'outline.png',
        paint((pixels) => pixels.fill(255)),
        /no transparent pixel/u,
      ],
      ['an outline of nothing', 'outline.png', paint((pixels) => pixels.fill(0)), /is empty/u],
    ];
    for (const [what, name, bytes, problem] of rows) {
      it(`refuses ${what}`, () => {
        assert.match(problemsOfPackage(manifest(), filesWith(name, bytes)).join('\n'), problem);
      });
    }

    it('finds those of the repository as the code draws them, byte for byte', () => {
      assert.deepEqual(readFileSync(join(folder, 'color.png')), writePng(drawColorIcon()));
      assert.deepEqual(readFileSync(join(folder, 'outline.png')), writePng(outline));
    });
  });
});
