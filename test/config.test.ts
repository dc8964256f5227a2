import assert from 'node:assert/strict';
import { type Config, readConfig } from '../src/config.ts';

const GUID = '7B0C5A34-2F0E-4F5E-9F0E-0A3C5B1D2E4F';

const TAB_APP = '3c9a7b10-5d2e-4c1f-8a77-0b1c2d3e4f50';

const production = {
  MICROSOFT_APP_ID: GUID,
  MICROSOFT_APP_TENANT_ID: GUID,
  MICROSOFT_APP_TYPE: 'SingleTenant',
  MICROSOFT_APP_PASSWORD: 'geheim-1',
  COSMOS_ENDPOINT: 'https://tate.documents.azure.com:443/',
  COSMOS_KEY: 'geheim-2',
  TATE_WARD_FILE: '/etc/tate/ward.json',
  TATE_COORDINATORS: `${GUID}, ,`,
  TATE_PHONE_KEY: 'geheim-3-of-at-least-32-characters',
  TATE_HOST: 'Tate.example.lg.jp',
  TATE_TAB_APP_ID: TAB_APP.toUpperCase(),
  TEAMS_APP_ID: GUID,
};

type Environment = Record<string, string | undefined>;

const problemsOf = (env: Environment): readonly string[] => {
  const settings = readConfig(env);
  return settings.ok ? [] : settings.problems;
};

const configOf = (env: Environment): Config => {
  const settings = readConfig(env);
  assert.ok(settings.ok, settings.ok ? '' : settings.problems.join('\n'));
  return settings.config;
};

/** Names in the order in which they were complained about, without the wording. */
const namesOf = (env: Environment): string[] =>
  problemsOf(env).map((text) => /^[A-Z_]+/u.exec(text)?.[0] ?? text);

const required = [
  'MICROSOFT_APP_ID',
  'MICROSOFT_APP_TENANT_ID',
  'MICROSOFT_APP_TYPE',
  'COSMOS_ENDPOINT',
  'TATE_WARD_FILE',
  'TATE_COORDINATORS',
  'TATE_PHONE_KEY',
  'TATE_HOST',
  'TATE_TAB_APP_ID',
  'TEAMS_APP_ID',
];

describe('the settings', () => {
  it('are production when nobody says otherwise, and say everything that is missing at once', () => {
    assert.deepEqual(namesOf({}).sort(), required.toSorted());
    for (const problem of problemsOf({})) assert.match(problem, /^[A-Z_]+ is missing$/u);
    assert.deepEqual(namesOf({ TATE_MODE: 'production' }), namesOf({}));
  });

  for (const name of required) {
    for (const [what, value] of [
      ['absent', undefined],
      ['empty', ''],
      ['blank', '  '],
    ] as const) {
      it(`name ${name} when it is ${what}, and nothing else`, () => {
        assert.deepEqual(problemsOf({ ...production, [name]: value }), [`${name} is missing`]);
      });
    }
  }

  it('need a secret for a registration with a secret', () => {
    assert.deepEqual(namesOf({ ...production, MICROSOFT_APP_PASSWORD: '' }), ['MICROSOFT_APP_PASSWORD']);
  });

  it('call a reference that the key vault did not answer no value', () => {
    const reference = '@Microsoft.KeyVault(SecretUri=https://tate.vault.azure.net/secrets/tate-phone-key)';
    assert.deepEqual(problemsOf({ ...production, TATE_PHONE_KEY: reference }), [
      'TATE_PHONE_KEY could not be read from the key vault',
    ]);
  });

  it('name a missing secret beside whatever else is missing', () => {
    const names = namesOf({ ...production, MICROSOFT_APP_PASSWORD: '', COSMOS_ENDPOINT: '' });
    assert.deepEqual(names.toSorted(), ['COSMOS_ENDPOINT', 'MICROSOFT_APP_PASSWORD']);
  });

  it('call a wrong value wrong, not missing', () => {
    for (const problem of problemsOf({ ...production, PORT: 'abc', MICROSOFT_APP_TYPE: 'MultiTenant' })) {
      assert.doesNotMatch(problem, /is missing/u);
    }
  });

  it('call a secret beside a managed identity a contradiction', () => {
    const problems = problemsOf({ ...production, MICROSOFT_APP_TYPE: 'UserAssignedMSI' });
    assert.match(problems.join(' '), /MICROSOFT_APP_PASSWORD contradicts/u);
  });

  it('need no secret for a managed identity', () => {
    const config = configOf({
      ...production,
      MICROSOFT_APP_TYPE: 'UserAssignedMSI',
      MICROSOFT_APP_PASSWORD: undefined,
      COSMOS_KEY: undefined,
    });
    assert.ok(config.mode === 'production');
    assert.deepEqual(config.registration, {
      kind: 'managed-identity',
      appId: GUID,
      tenantId: GUID.toLowerCase(),
    });
    assert.equal(config.cosmos.key, undefined);
  });

  it('of production are read whole', () => {
    const config = configOf(production);
    assert.ok(config.mode === 'production');
    assert.deepEqual(config.registration, {
      kind: 'single-tenant',
      appId: GUID,
      tenantId: GUID.toLowerCase(),
      secret: 'geheim-1',
    });
    assert.deepEqual(config.coordinators, [GUID.toLowerCase()]);
    assert.deepEqual(
      config.tenants,
      [GUID.toLowerCase()],
      "the registration's own tenant when none is named",
    );
    assert.deepEqual([config.port, config.logLevel, config.cosmos.database], [3978, 'info', 'tate']);
    assert.deepEqual(config.tab, {
      appId: TAB_APP,
      host: 'tate.example.lg.jp',
      teamsAppId: GUID.toLowerCase(),
      chatUrl: `https://teams.microsoft.com/l/chat/0/0?users=28:${GUID.toLowerCase()}`,
    });
  });

  it("refuse the bot's registration for the tab, however it is written", () => {
    for (const id of [GUID, GUID.toLowerCase()]) {
      const problems = problemsOf({ ...production, TATE_TAB_APP_ID: id });
      assert.deepEqual(problems, [
        "TATE_TAB_APP_ID must not be MICROSOFT_APP_ID: the tab's registration is not the bot's",
      ]);
    }
  });

  for (const name of ['TATE_LOCAL_TAB_KEYS', 'TATE_LOCAL_CHAT_URL']) {
    it(`of production refuse to start beside ${name}, which signs people in on one machine`, () => {
      assert.deepEqual(namesOf({ ...production, [name]: 'geheim' }), [name]);
      assert.deepEqual(namesOf({ ...production, [name]: ' ' }), []);
    });
  }

  it('name every tenant that is served', () => {
    const other = '11111111-2222-4333-8444-555555555555';
    const config = configOf({ ...production, TATE_TENANTS: `${GUID},${other}` });
    assert.ok(config.mode === 'production');
    assert.deepEqual(config.tenants, [GUID.toLowerCase(), other]);
  });

  const wrong: readonly [name: string, value: string][] = [
    ['MICROSOFT_APP_ID', 'geheim-app'],
    ['MICROSOFT_APP_TENANT_ID', 'common'],
    ['MICROSOFT_APP_TYPE', 'MultiTenant'],
    ['COSMOS_ENDPOINT', 'http://geheim.example/'],
    ['COSMOS_ENDPOINT', 'geheim'],
    ['TATE_COORDINATORS', 'geheim@ward.example'],
    ['TATE_COORDINATORS', ' , ,'],
    ['TATE_TENANTS', 'geheim'],
    ['TATE_PHONE_KEY', 'geheim'],
    ['TATE_HOST', 'https://geheim.example'],
    ['TATE_HOST', 'geheim.example/tab'],
    ['TATE_TAB_APP_ID', 'geheim'],
    ['TEAMS_APP_ID', 'geheim'],
    ['TATE_LOG_LEVEL', 'loud'],
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
  ];
  for (const [name, value] of wrong) {
    it(`refuse ${name}=${value} by name, without the value`, () => {
      const problems = problemsOf({ ...production, [name]: value });
      assert.equal(problems.length, 1);
      assert.ok(problems[0]?.startsWith(name), problems[0]);
      assert.ok(!problems[0]?.includes(value), problems[0]);
    });
  }

  it('never say a value, whatever is wrong', () => {
    const all = Object.fromEntries(
      Object.keys({ ...production, TATE_MODE: '', PORT: '', TATE_TENANTS: '' }).map((name) => [
        name,
        'geheim-x',
      ]),
    );
    for (const env of [all, { ...all, TATE_MODE: 'local' }, { ...all, TATE_MODE: 'production' }]) {
      assert.ok(problemsOf(env).length > 0);
      assert.doesNotMatch(problemsOf(env).join('\n'), /geheim/u);
    }
  });

  it('know two modes only', () => {
    assert.deepEqual(namesOf({ ...production, TATE_MODE: 'Local' }), ['TATE_MODE']);
    assert.deepEqual(namesOf({ ...production, TATE_MODE: 'test' }), ['TATE_MODE']);
  });

  describe('of the local mode', () => {
    it('need nothing', () => {
      const config = configOf({ TATE_MODE: 'local' });
      assert.ok(config.mode === 'local');
      assert.deepEqual([config.port, config.dataFolder, config.logLevel], [3978, 'data', 'info']);
    });

    for (const name of [
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_TENANT_ID',
      'MICROSOFT_APP_TYPE',
      'MICROSOFT_APP_PASSWORD',
      'COSMOS_ENDPOINT',
      'COSMOS_DATABASE',
      'COSMOS_KEY',
      'TATE_WARD_FILE',
      'TATE_COORDINATORS',
      'TATE_TENANTS',
      'TATE_HOST',
      'TATE_TAB_APP_ID',
      'TEAMS_APP_ID',
      'WEBSITE_SITE_NAME',
    ]) {
      it(`refuse to start beside ${name}, but not beside an empty one`, () => {
        assert.deepEqual(namesOf({ TATE_MODE: 'local', [name]: 'geheim' }), [name]);
        assert.deepEqual(namesOf({ TATE_MODE: 'local', [name]: ' ' }), []);
      });
    }

    it('name every production setting that is there', () => {
      const present = Object.keys(production).filter((name) => /^(MICROSOFT|COSMOS|TATE|TEAMS)_/u.test(name));
      assert.deepEqual(namesOf({ ...production, TATE_MODE: 'local' }).toSorted(), present.toSorted());
    });

    it('let nobody sign in to the tab until the local tenant hands a key over', () => {
      const config = configOf({ TATE_MODE: 'local' });
      assert.ok(config.mode === 'local');
      assert.deepEqual(config.tab, { keys: { keys: [] }, chatUrl: 'http://127.0.0.1:3979/' });
    });

    it("take the local tenant's public key and the address of its page", () => {
      const key = { kty: 'EC', crv: 'P-256', x: 'geheim-x', y: 'geheim-y', kid: 'local', alg: 'ES256' };
      const config = configOf({
        TATE_MODE: 'local',
        TATE_LOCAL_TAB_KEYS: JSON.stringify({ keys: [key] }),
        TATE_LOCAL_CHAT_URL: 'http://127.0.0.1:4001/',
      });
      assert.ok(config.mode === 'local');
      assert.deepEqual(config.tab, { keys: { keys: [key] }, chatUrl: 'http://127.0.0.1:4001/' });
    });

    const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' };
    for (const [what, name, value] of [
      ['no JSON', 'TATE_LOCAL_TAB_KEYS', 'geheim'],
      ['no keys', 'TATE_LOCAL_TAB_KEYS', '{"keys":[]}'],
      ['a private key', 'TATE_LOCAL_TAB_KEYS', JSON.stringify({ keys: [{ ...key, d: 'geheim' }] })],
      ['a secret', 'TATE_LOCAL_TAB_KEYS', JSON.stringify({ keys: [{ kty: 'oct', k: 'geheim', kid: 'k' }] })],
      ['another machine', 'TATE_LOCAL_CHAT_URL', 'http://geheim.example/'],
      ['a script', 'TATE_LOCAL_CHAT_URL', 'javascript:geheim()'],
    ] as const) {
      it(`refuse ${what} as ${name}, without the value`, () => {
        const problems = problemsOf({ TATE_MODE: 'local', [name]: value });
        assert.deepEqual([...new Set(namesOf({ TATE_MODE: 'local', [name]: value }))], [name]);
        assert.doesNotMatch(problems.join(' '), /geheim/u);
      });
    }

    it('take a port and a folder', () => {
      const config = configOf({
        TATE_MODE: 'local',
        PORT: '0',
        TATE_DATA_DIR: '/tmp/x',
        TATE_LOG_LEVEL: 'error',
      });
      assert.ok(config.mode === 'local');
      assert.deepEqual([config.port, config.dataFolder, config.logLevel], [0, '/tmp/x', 'error']);
    });
  });
});
