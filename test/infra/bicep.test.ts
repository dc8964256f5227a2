import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  codeOf,
  filesOf,
  folder,
  modulesOf,
  outputsOf,
  parametersOf,
  read,
  withoutComments,
} from './bicep.ts';

const files = filesOf('.bicep');
const settings = filesOf('.bicepparam');
const main = read('main.bicep');

const PAIRS: Readonly<Record<string, string>> = { '}': '{}', ']': '[]', ')': '()' };

describe('the templates for Azure (read as text; they were not compiled)', () => {
  it('are there: one main file, its modules, and values for dev and prod', () => {
    assert.ok(files.includes('main.bicep'));
    assert.ok(files.length >= 10, files.join(' '));
    assert.deepEqual(settings, ['dev.bicepparam', 'prod.bicepparam']);
  });

  for (const file of [...files, ...settings]) {
    it(`${file} closes every bracket that it opens, and every string`, () => {
      const open: string[] = [];
      const code = withoutComments(read(file));
      assert.equal((code.replaceAll("\\'", '').match(/'/gu) ?? []).length % 2, 0, 'a string is not closed');
      for (const sign of code.replaceAll(/'(?:[^'\\\n]|\\.)*'/gu, '')) {
        if ('{[('.includes(sign)) open.push(sign);
        else if ('}])'.includes(sign)) {
          assert.equal(`${open.pop() ?? ''}${sign}`, PAIRS[sign], `${sign} closes something else`);
        }
      }
      assert.deepEqual(open, []);
    });
  }

  for (const file of files) {
    it(`${file} uses every parameter and every variable that it has`, () => {
      const code = codeOf(read(file));
      const names = [
        ...parametersOf(read(file)).keys(),
        ...Array.from(code.matchAll(/^var (\w+)/gmu), ([, name = '']) => name),
      ];
      const unused = names.filter((name) => (code.match(new RegExp(`\\b${name}\\b`, 'gu')) ?? []).length < 2);
      assert.deepEqual(unused, []);
    });

    it(`${file} hands nothing secret out`, () => {
      for (const [name, value] of outputsOf(read(file))) {
        assert.doesNotMatch(
          `${name} ${value}`,
          /secret|password|phoneKey|listKeys|connectionString|@secure/iu,
          name,
        );
      }
      assert.doesNotMatch(codeOf(read(file)), /\blist(Keys|Secrets|ConnectionStrings)?\s*\(/u);
    });
  }

  it('use modules that exist, hand them what they need, and nothing that they do not know', () => {
    const used = new Set<string>();
    for (const { name, file, passes } of modulesOf(main)) {
      const path = join(dirname(join(folder, 'main.bicep')), file);
      assert.ok(existsSync(path), `${name}: ${file}`);
      used.add(file);
      const parameters = parametersOf(read(file));
      const required = [...parameters].filter(([, { optional }]) => !optional).map(([one]) => one);
      assert.deepEqual(
        required.filter((one) => !passes.includes(one)),
        [],
        `${name} lacks`,
      );
      assert.deepEqual(
        passes.filter((one) => !parameters.has(one)),
        [],
        `${name} does not know`,
      );
    }
    assert.deepEqual(
      [...used].toSorted(),
      files.filter((file) => file.startsWith('modules/')),
    );
  });

  it('read from a module only what it puts out', () => {
    const modules = new Map(modulesOf(main).map(({ name, file }) => [name, file]));
    const wanted = Array.from(withoutComments(main).matchAll(/\b(\w+)!?\.outputs\.(\w+)/gu));
    assert.ok(wanted.length > 15);
    for (const [, name = '', output = ''] of wanted) {
      const file = modules.get(name);
      assert.ok(file, name);
      assert.ok(
        outputsOf(read(file)).some(([one]) => one === output),
        `${name}.${output}`,
      );
    }
  });

  for (const file of settings) {
    it(`${file} gives every value that main.bicep asks for, none that it does not know, and no secret`, () => {
      const parameters = parametersOf(main);
      const given = Array.from(
        withoutComments(read(file)).matchAll(/^param (\w+) =/gmu),
        ([, name = '']) => name,
      );
      const required = [...parameters].filter(([, { optional }]) => !optional).map(([name]) => name);
      assert.deepEqual(
        required.filter((name) => !given.includes(name)),
        [],
      );
      assert.deepEqual(
        given.filter((name) => !parameters.has(name)),
        [],
      );
      assert.doesNotMatch(read(file), /[0-9a-f]{8}-[0-9a-f]{4}-/iu, 'an id of some ward');
      const example = read('ward.env.example');
      for (const [, name] of read(file).matchAll(/readEnvironmentVariable\('(\w+)'/gu)) {
        assert.match(example, new RegExp(`^${name}=`, 'mu'));
      }
    });
  }

  it('keep the promises that the runbook makes: no keys, no public data, a way back', () => {
    const cosmos = codeOf(read('modules/cosmos.bicep'));
    assert.match(cosmos, /disableLocalAuth: true/u);
    assert.match(read('modules/cosmos.bicep'), /type: 'Continuous'/u);
    assert.match(codeOf(read('modules/storage.bicep')), /allowSharedKeyAccess: false/u);
    assert.match(codeOf(read('modules/storage.bicep')), /allowBlobPublicAccess: false/u);
    assert.match(codeOf(read('modules/key-vault.bicep')), /enablePurgeProtection: true/u);
    assert.match(codeOf(read('modules/web.bicep')), /httpsOnly: true/u);
    assert.match(read('prod.bicepparam'), /privateNetwork = true/u);
  });
});
