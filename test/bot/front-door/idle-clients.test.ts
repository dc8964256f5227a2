import assert from 'node:assert/strict';
import { withIdleClients } from '../../../src/bot/front-door/idle-clients.ts';
import { bearer, channelClaims, type KeyServer, openKeyServer, SERVICE_URL } from './channel-keys.ts';

const activity = () => ({ type: 'message', serviceUrl: SERVICE_URL, channelId: 'msteams' }) as never;

describe('the authentication that builds no clients', () => {
  let keys: KeyServer;
  before(async () => {
    keys = await openKeyServer();
  });
  after(() => keys.close());

  it('takes a signed token of the channel, with the same claims as the SDK', async () => {
    const header = bearer(channelClaims(Date.now()), keys.privateKey);
    const own = await withIdleClients(keys.authentication).authenticateRequest(activity(), header);
    const sdk = await keys.authentication.authenticateRequest(activity(), header);
    assert.equal(own.claimsIdentity.isAuthenticated, true);
    assert.deepEqual(own.claimsIdentity.claims, sdk.claimsIdentity.claims);
    assert.deepEqual([own.audience, own.callerId], [sdk.audience, sdk.callerId]);
  });

  for (const [what, header] of [
    ['no token', () => ''],
    ['a token of a stranger', () => bearer(channelClaims(Date.now()), keys.strangersKey)],
    ['a token without a signature', () => bearer(channelClaims(Date.now()))],
    ['a token for another bot', () => bearer(channelClaims(Date.now(), { aud: 'another' }), keys.privateKey)],
    [
      'a token for another address',
      () => bearer(channelClaims(Date.now(), { serviceurl: 'http://127.0.0.1:8/' }), keys.privateKey),
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(withIdleClients(keys.authentication).authenticateRequest(activity(), header()));
    });
  }

  it('hands out clients that can send nothing', async () => {
    const header = bearer(channelClaims(Date.now()), keys.privateKey);
    const authentication = withIdleClients(keys.authentication);
    const { connectorFactory, claimsIdentity } = await authentication.authenticateRequest(activity(), header);
    const clients = [
      await connectorFactory?.create(SERVICE_URL, 'any'),
      await authentication.createUserTokenClient(claimsIdentity),
    ];
    for (const client of clients) assert.deepEqual(Object.keys(client ?? { missing: true }), []);
  });
});
