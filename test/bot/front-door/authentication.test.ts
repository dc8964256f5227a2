import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BotRegistration, createBotAuthentication } from '../../../src/bot/front-door/authentication.ts';
import { type CredentialsFactory, shareCredentials } from '../../../src/bot/front-door/credentials.ts';
import { botIdentity } from '../../../src/teams/sdk.ts';
import { APP_ID, TENANT } from './channel-keys.ts';

const secret: BotRegistration = {
  kind: 'single-tenant',
  appId: APP_ID,
  tenantId: TENANT,
  secret: 'not-a-secret',
};
const identity: BotRegistration = { kind: 'managed-identity', appId: APP_ID, tenantId: TENANT };
const activity = { type: 'message', serviceUrl: 'http://127.0.0.1:9/' } as never;

describe('the bot registration', () => {
  it('lets everything through without one, for the local mode', async () => {
    const { claimsIdentity } = await createBotAuthentication({ kind: 'local' }).authenticateRequest(
      activity,
      '',
    );
    assert.equal(claimsIdentity.isAuthenticated, true);
  });

  for (const registration of [secret, identity]) {
    it(`lets nothing through without a token as ${registration.kind}`, async () => {
      await assert.rejects(createBotAuthentication(registration).authenticateRequest(activity, ''), {
        statusCode: 401,
      });
    });

    it(`makes a connector for our app id and for no other as ${registration.kind}`, async () => {
      const authentication = createBotAuthentication(registration);
      await authentication.createConnectorFactory(botIdentity(APP_ID)).create('http://127.0.0.1:9/', '');
      await assert.rejects(
        authentication.createConnectorFactory(botIdentity('another')).create('http://127.0.0.1:9/', ''),
      );
    });
  }

  const blank: BotRegistration[] = [
    { ...secret, appId: '' },
    { ...secret, appId: '  ' },
    { ...secret, tenantId: '' },
    { ...secret, secret: '' },
    { ...identity, appId: '' },
    { ...identity, tenantId: '' },
  ];
  for (const registration of blank) {
    it(`is refused when blank: ${JSON.stringify(registration)}`, () => {
      assert.throws(() => createBotAuthentication(registration), /bot registration without/);
    });
  }

  it('does not show its secret when written as JSON', () => {
    assert.equal(JSON.stringify(createBotAuthentication(secret)).includes('not-a-secret'), false);
  });
});

describe('shared credentials', () => {
  /** Like the SDK's: caches the token, and fetches once per caller while the cache is empty. */
  function slowFactory() {
    const counts = { made: 0, fetched: 0 };
    let failing = false;
    let token: string | undefined;
    const factory: CredentialsFactory = {
      isValidAppId: async (appId) => appId === APP_ID,
      isAuthenticationDisabled: async () => false,
      async createCredentials(appId) {
        if (appId !== APP_ID) throw new Error('Invalid appId.');
        counts.made += 1;
        const credentials = {
          async signRequest(request: { headers: { set(name: string, value: string): void } }) {
            if (token === undefined) {
              counts.fetched += 1;
              await sleep(20);
              if (failing) throw new Error('no token');
              token = 'fake';
            }
            request.headers.set('authorization', `Bearer ${token}`);
            return request;
          },
        };
        return credentials as never;
      },
    };
    return {
      factory,
      counts,
      fail: (now: boolean) => {
        failing = now;
      },
    };
  }

  function request() {
    const headers = new Map<string, string>();
    return { headers };
  }

  const make = (factory: CredentialsFactory, appId = APP_ID) =>
    factory.createCredentials(appId, 'audience', 'https://login.example', true);

  it('are made once for all turns', async () => {
    const { factory, counts } = slowFactory();
    const shared = shareCredentials(factory);
    const made = await Promise.all(Array.from({ length: 20 }, () => make(shared)));
    assert.equal(new Set(made).size, 1);
    assert.equal(counts.made, 1);
  });

  it('fetch one token for 100 requests at once', async () => {
    const { factory, counts } = slowFactory();
    const credentials = await make(shareCredentials(factory));
    const requests = Array.from({ length: 100 }, request);
    await Promise.all(requests.map((each) => credentials.signRequest(each as never)));
    assert.equal(counts.fetched, 1);
    assert.ok(requests.every(({ headers }) => headers.get('authorization') === 'Bearer fake'));
  });

  it('fail together and try again afterwards', async () => {
    const { factory, counts, fail } = slowFactory();
    const credentials = await make(shareCredentials(factory));
    fail(true);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => credentials.signRequest(request() as never)),
    );
    assert.ok(tries.every(({ status }) => status === 'rejected'));
    assert.equal(counts.fetched, 1);
    fail(false);
    const next = request();
    await credentials.signRequest(next as never);
    assert.equal(next.headers.get('authorization'), 'Bearer fake');
  });

  it('are not kept for a foreign app id', async () => {
    const shared = shareCredentials(slowFactory().factory);
    await assert.rejects(make(shared, 'another'));
    await assert.rejects(make(shared, 'another'));
    await make(shared);
  });
});
