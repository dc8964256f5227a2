import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entraIssuer } from '../../src/http/api/issuers.ts';
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

describe('the script that packs the program', () => {
  it('says what is wrong with the list of departments, and packs nothing', () => {
    const place = mkdtempSync(join(tmpdir(), 'tate-pack-'));
    const [ward, out] = [join(place, 'ward.json'), join(place, 'out.zip')];
    writeFileSync(ward, JSON.stringify({ name: '区', departments: [{ id: 'BAD', name: '課' }] }));
    const { status, stderr } = spawnSync('/bin/sh', [join(folder, 'pack.sh'), ward, out], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', TMPDIR: place },
    });
    assert.equal(status, 1);
    assert.match(stderr, /ward\.json: departments\[0\]\.id: /u);
    assert.deepEqual(readdirSync(place), ['ward.json']);
    rmSync(place, { recursive: true });
  });
});

describe('the script for the registration of the tab', () => {
  const GUID = '3c9a7b10-5d2e-4c1f-8a77-0b1c2d3e4f50';
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'tate-az-'));
  });
  afterEach(() => rmSync(place, { recursive: true }));

  /** Runs it against a stand-in that keeps each body, and knows the application in the tenant or not. */
  function run(args: readonly string[], isThere: boolean) {
    const az = [
      '#!/bin/sh',
      `n=$(cat '${place}/n' 2>/dev/null || echo 0); n=$((n + 1)); echo $n > '${place}/n'`,
      `echo "$1 $2 $3" >> '${place}/calls'`,
      `case "$*" in *patch*) last=; for one in "$@"; do [ "$last" = --body ] && printf '%s' "$one" > '${place}/body'$n`,
      `  [ "$last" = --url ] && echo "$one" >> '${place}/urls'; last=$one; done ;; esac`,
      `case "$*" in 'ad sp show'*) exit ${isThere ? 0 : 3} ;; esac`,
      '',
    ];
    writeFileSync(join(place, 'az'), az.join('\n'), { mode: 0o755 });
    const { status, stdout } = spawnSync('/bin/sh', [join(folder, 'tab.sh'), ...args], {
      encoding: 'utf8',
      env: { PATH: `${place}:/usr/bin:/bin` },
    });
    return { status, stdout };
  }

  const body = (n: number): Registration => JSON.parse(readFileSync(join(place, `body${n}`), 'utf8'));
  const calls = (): string => readFileSync(join(place, 'calls'), 'utf8');

  type Registration = {
    identifierUris?: string[];
    optionalClaims?: { accessToken: { name: string }[] };
    api: {
      requestedAccessTokenVersion: number;
      oauth2PermissionScopes: { id: string; value: string }[];
      preAuthorizedApplications?: { appId: string; delegatedPermissionIds: string[] }[];
    };
  };

  it('tells Entra what the service wants to see in a token', () => {
    const { status, stdout } = run(['tate.example.jp', GUID], true);
    assert.equal(status, 0);
    const [first, second] = [body(1), body(2)];
    // The sign-in reads its own issuer here, so the two cannot drift apart.
    const issuer = entraIssuer({ tenantId: GUID, appId: GUID, host: 'tate.example.jp', now: Date.now });
    assert.ok(issuer.audiences.includes(first.identifierUris?.[0] ?? ''));
    assert.ok(stdout.includes(first.identifierUris?.[0] ?? 'nothing'));
    assert.deepEqual(first.optionalClaims?.accessToken, [{ name: 'acct' }]);
    assert.deepEqual(
      second.api.preAuthorizedApplications?.map(({ appId }) => appId),
      issuer.clients,
    );
    for (const { api } of [first, second]) {
      assert.equal(`${api.requestedAccessTokenVersion}.0`, issuer.version);
      assert.deepEqual(
        api.oauth2PermissionScopes.map(({ value }) => value),
        ['access_as_user'],
      );
    }
  });

  it('names the scope only after the request that makes it, and the same one each time', () => {
    run(['tate.example.jp', GUID], true);
    assert.equal(body(1).api.preAuthorizedApplications, undefined);
    const [scope] = body(1).api.oauth2PermissionScopes;
    for (const { delegatedPermissionIds } of body(2).api.preAuthorizedApplications ?? []) {
      assert.deepEqual(delegatedPermissionIds, [scope?.id]);
    }
    const before = body(2);
    run(['tate.example.jp', GUID], true);
    assert.deepEqual(body(5), before);
  });

  it('makes the application known in the tenant only where it is not', () => {
    run(['tate.example.jp', GUID], true);
    assert.doesNotMatch(calls(), /ad sp create/u);
    run(['tate.example.jp', GUID], false);
    assert.match(calls(), /ad sp create/u);
  });

  for (const args of [
    ['https://tate.example.jp', GUID],
    ['tate.example.jp/', GUID],
    ['Tate.example.jp', GUID],
    ['"', GUID],
    ['tate.example.jp', 'tate'],
  ]) {
    it(`refuses ${args.join(' ')} before it calls anything`, () => {
      assert.equal(run(args, true).status, 2);
      assert.throws(calls, /ENOENT/u);
    });
  }
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
