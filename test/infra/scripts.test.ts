import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, folder, read } from './bicep.ts';

describe('the scripts for Azure (without Azure: nothing is called)', () => {
  for (const file of filesOf('.sh')) {
    it(`${file} is a shell script that can be run and stops at the first fault`, () => {
      const path = join(folder, file);
      accessSync(path, constants.X_OK);
      execFileSync('sh', ['-n', path]);
      assert.match(read(file), /^#!\/bin\/sh\n/u);
      assert.match(read(file), /^set -eu$/mu);
    });

    it(`${file} says how it is called when it is called without anything, and does nothing`, () => {
      // A PATH without az: had the script gone on, it would end with 127.
      const { status, stderr } = spawnSync('/bin/sh', [join(folder, file)], {
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin' },
      });
      assert.equal(status, 2);
      assert.match(stderr, /usage: /u);
    });
  }

  for (const file of ['deploy.sh', 'what-if.sh']) {
    it(`${file} takes dev and prod only`, () => {
      const { status } = spawnSync('/bin/sh', [join(folder, file), 'test', 'group'], {
        env: { PATH: '/usr/bin:/bin' },
      });
      assert.equal(status, 2);
    });
  }

  it('never take a secret as an argument, where a list of processes would show it', () => {
    for (const file of filesOf('.sh')) assert.doesNotMatch(read(file), /--value\b|--password\b/u, file);
  });

  it('have a page that names each of them', () => {
    const page = read('RUNBOOK.md');
    for (const file of filesOf('.sh')) assert.ok(page.includes(`infra/${file}`), file);
  });
});

/**
 * A stand-in for the Azure command line, which is not to be had where the tests run: it writes down how it is
 * called, copies what it is to upload, and answers what the test says.
 */
describe('the scripts that handle secrets', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'tate-az-'));
  });
  afterEach(() => rmSync(place, { recursive: true }));

  function run(script: string, args: readonly string[], answers: Record<string, string>, input = '') {
    const cases = Object.entries(answers).map(([call, answer]) => `'${call}'*) printf '%s' '${answer}' ;;`);
    const az = [
      '#!/bin/sh',
      `echo "$*" >> '${place}/calls'`,
      'last=; for one in "$@"; do',
      `  [ "$last" = --file ] && cp "$one" '${place}/uploaded'; last=$one`,
      'done',
      `case "$*" in ${cases.join(' ')} esac`,
      '',
    ];
    writeFileSync(join(place, 'az'), az.join('\n'), { mode: 0o755 });
    const { status, stdout, stderr } = spawnSync('/bin/sh', [join(folder, script), ...args], {
      encoding: 'utf8',
      input,
      env: { PATH: `${place}:/usr/bin:/bin`, TMPDIR: place },
    });
    return { status, stdout, stderr, calls: readFileSync(join(place, 'calls'), 'utf8') };
  }

  it('make the telephone key once, long enough for the service', () => {
    const { status, calls } = run('secrets.sh', ['vault-1'], { 'keyvault secret list': 'other' });
    assert.equal(status, 0);
    assert.match(calls, /keyvault secret set .*--name tate-phone-key/u);
    const key = readFileSync(join(place, 'uploaded'), 'utf8');
    assert.ok(key.length >= 32 && !key.includes('\n'));
    assert.ok(!calls.includes(key));
  });

  it('leave a telephone key that is there alone', () => {
    const { status, calls, stdout } = run('secrets.sh', ['vault-1'], {
      'keyvault secret list': 'tate-phone-key',
    });
    assert.equal(status, 0);
    assert.doesNotMatch(calls, /secret set/u);
    assert.match(stdout, /stays as it is/u);
  });

  it('stop without writing when the vault cannot be read', () => {
    writeFileSync(join(place, 'az'), `#!/bin/sh\necho "$*" >> '${place}/calls'\nexit 1\n`, { mode: 0o755 });
    const { status } = spawnSync('/bin/sh', [join(folder, 'secrets.sh'), 'vault-1'], {
      env: { PATH: `${place}:/usr/bin:/bin`, TMPDIR: place },
    });
    assert.notEqual(status, 0);
    assert.doesNotMatch(readFileSync(join(place, 'calls'), 'utf8'), /secret set/u);
  });

  it("take the bot's secret from standard input only, and show it to nobody", () => {
    const there = { 'keyvault secret list': 'tate-phone-key' };
    const { status, calls, stdout, stderr } = run('secrets.sh', ['vault-1', 'bot'], there, 'geheim-77\r\n');
    assert.equal(status, 0);
    assert.match(calls, /--name tate-bot-secret/u);
    assert.equal(readFileSync(join(place, 'uploaded'), 'utf8'), 'geheim-77');
    assert.doesNotMatch(calls + stdout + stderr, /geheim/u);
    assert.notEqual(run('secrets.sh', ['vault-1', 'bot'], there, '').status, 0);
  });

  it('say whether the service can read its secrets, in both slots', () => {
    const site = { 'webapp show': '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/tate' };
    const args = ['prod', 'g', 'tate'];
    const good = run('refresh-secrets.sh', args, {
      ...site,
      'rest --method get': 'TATE_PHONE_KEY\tResolved',
    });
    assert.equal(good.status, 0, good.stderr);
    assert.equal(good.calls.match(/--method post/gu)?.length, 2);
    assert.match(good.calls, /sites\/tate\/slots\/staging\/config/u);
    const states = 'MICROSOFT_APP_PASSWORD\tResolved\nTATE_PHONE_KEY\tSecretNotFound';
    const bad = run('refresh-secrets.sh', args, { ...site, 'rest --method get': states });
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, /TATE_PHONE_KEY SecretNotFound/u);
    assert.equal(run('refresh-secrets.sh', args, { ...site, 'rest --method get': '' }).status, 1);
  });
});
