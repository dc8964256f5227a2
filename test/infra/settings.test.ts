import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { startCommand } from '../builders/start-flags.ts';
import { block, filesOf, keysOf, read, variable, withoutComments } from './bicep.ts';

const GUID = '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f';
const web = withoutComments(read('modules/web.bicep'));
const settings = keysOf(variable(web, 'settings'));
const botSecret = keysOf(variable(web, 'botSecret'));

/** Every name that src/config.ts knows, read from where it says so. */
const known = new Set(
  Array.from(
    readFileSync(join(import.meta.dirname, '../../src/config.ts'), 'utf8').matchAll(
      /^\s+([A-Z][A-Z0-9_]{3,}): /gmu,
    ),
    ([, name = '']) => name,
  ),
);

/** Something of the right form for a name, so that only a missing name is a problem. */
const sample = (name: string): string =>
  ({
    TATE_MODE: 'production',
    MICROSOFT_APP_TYPE: 'UserAssignedMSI',
    COSMOS_ENDPOINT: 'https://tate.documents.azure.com:443/',
    COSMOS_DATABASE: 'tate',
    TATE_WARD_FILE: '/home/site/wwwroot/ward.json',
    TATE_PHONE_KEY: 'x'.repeat(64),
    MICROSOFT_APP_PASSWORD: 'x',
    TATE_HOST: 'tate.azurewebsites.net',
    TATE_TAB_APP_ID: '3c9a7b10-5d2e-4c1f-8a77-0b1c2d3e4f50',
  })[name] ?? GUID;

const environment = (
  names: readonly string[],
  over: Record<string, string> = {},
): Record<string, string> => ({
  ...Object.fromEntries(names.map((name) => [name, sample(name)])),
  ...over,
});

describe('the settings of the templates', () => {
  it('are read from both sides', () => {
    assert.ok(settings.length >= 8, settings.join(' '));
    assert.ok(known.size >= 15, [...known].join(' '));
  });

  it('are all that the service needs to start as a managed identity', () => {
    const read = readConfig(environment(settings));
    assert.ok(read.ok, read.ok ? '' : read.problems.join('\n'));
  });

  it('are all that the service needs to start with a secret', () => {
    const over = { MICROSOFT_APP_TYPE: 'SingleTenant' };
    const read = readConfig(environment([...settings, ...botSecret], over));
    assert.ok(read.ok, read.ok ? '' : read.problems.join('\n'));
    assert.ok(!readConfig(environment(settings, over)).ok);
    assert.ok(!readConfig(environment([...settings, ...botSecret])).ok);
  });

  it('are each one that the service knows', () => {
    const strange = [...settings, ...botSecret].filter((name) => name !== 'TATE_MODE' && !known.has(name));
    assert.deepEqual(strange, []);
  });

  it('hold no account key, because the account takes none', () => {
    assert.ok(!settings.includes('COSMOS_KEY'));
  });

  it('leave secrets in the key vault: what looks like one is a reference', () => {
    const secrets = [...variable(web, 'settings').matchAll(/^\s*(\w*(?:KEY|PASSWORD|SECRET)\w*): (.+)$/gmu)];
    secrets.push(...block(web, web.search(/^var botSecret =/mu)).matchAll(/(\w*PASSWORD\w*): (.+)$/gmu));
    assert.deepEqual(
      secrets.map(([, name]) => name),
      ['TATE_PHONE_KEY', 'MICROSOFT_APP_PASSWORD'],
    );
    const script = read('secrets.sh');
    for (const [, name = '', value = ''] of secrets) {
      const secret = /^'@Microsoft\.KeyVault\(SecretUri=\$\{vaultUri\}secrets\/([a-z-]+)\)'/u.exec(
        value,
      )?.[1];
      assert.ok(secret, name);
      assert.match(script, new RegExp(`--name ${secret} `, 'u'), `secrets.sh does not write ${secret}`);
    }
  });

  for (const file of filesOf('.bicepparam')) {
    it(`are changed by ${file} only where the service has a setting, and with a value that it takes`, () => {
      const text = withoutComments(read(file));
      const tuning = variableOf(text, 'tuning');
      const names = keysOf(tuning);
      assert.deepEqual(
        names.filter((name) => !known.has(name) || settings.includes(name)),
        [],
      );
      const values = Object.fromEntries(
        Array.from(tuning.matchAll(/^\s*(\w+): '([^']*)'$/gmu), ([, name = '', value = '']) => [name, value]),
      );
      assert.deepEqual(Object.keys(values), names, 'App Service takes text only');
      const config = readConfig(environment(settings, values));
      assert.ok(config.ok, config.ok ? '' : config.problems.join('\n'));
    });
  }

  it('start the program that there is, and ask for its health where it answers', () => {
    assert.ok(web.includes(`appCommandLine: '${startCommand}'`));
    const routes = readFileSync(join(import.meta.dirname, '../../src/http/health-routes.ts'), 'utf8');
    const asked = [
      ...web.matchAll(/(?:healthCheckPath|PING_PATH): '([^']+)'/gu),
      ...read('modules/alerts.bicep').matchAll(/RequestUrl: 'https:\/\/\$\{host\}([^']+)'/gu),
    ].map(([, path = '']) => path);
    assert.equal(asked.length, 3);
    const paths = new Set(asked);
    assert.deepEqual([...paths], ['/health/ready']);
    for (const path of paths) assert.ok(routes.includes(`'${path}'`), path);
  });

  it('name a Node of the version that everything here runs on', () => {
    const { devDependencies } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
    ) as { devDependencies: Record<string, string> };
    const major = devDependencies['node']?.split('.')[0] ?? '';
    assert.match(web, new RegExp(`linuxFxVersion: 'NODE\\|${major}-lts'`, 'u'));
  });

  it('ask in the alerts for words that the service writes', () => {
    const health = readFileSync(join(import.meta.dirname, '../../src/delivery/health.ts'), 'utf8');
    const [, words = ''] = /text: '"([a-z ]+)"'/u.exec(read('modules/alerts.bicep')) ?? [];
    assert.ok(words !== '' && health.includes(`'${words}'`), words);
  });
});

/** The object that a parameter file gives for a parameter. */
function variableOf(text: string, name: string): string {
  return block(text, text.search(new RegExp(`^param ${name} =`, 'mu')));
}
