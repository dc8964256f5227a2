import assert from 'node:assert/strict';
import { type Config, readConfig } from '../src/config.ts';

const GUID = '7B0C5A34-2F0E-4F5E-9F0E-0A3C5B1D2E4F';

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
  });

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
      'WEBSITE_SITE_NAME',
    ]) {
      it(`refuse to start beside ${name}, but not beside an empty one`, () => {
        assert.deepEqual(namesOf({ TATE_MODE: 'local', [name]: 'geheim' }), [name]);
        assert.deepEqual(namesOf({ TATE_MODE: 'local', [name]: ' ' }), []);
      });
    }

    it('name every production setting that is there', () => {
      const present = Object.keys(production).filter((name) => /^(MICROSOFT|COSMOS|TATE)_/u.test(name));
      assert.deepEqual(namesOf({ ...production, TATE_MODE: 'local' }).toSorted(), present.toSorted());
    });

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
