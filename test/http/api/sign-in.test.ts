import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { localIssuer } from '../../../src/http/api/issuers.ts';
import { createSignIn, type SignIn } from '../../../src/http/api/sign-in.ts';
import {
  HOST,
  type LocalKeys,
  openLocalKeys,
  openTabKeys,
  OTHER_TENANT,
  TAB_APP_ID,
  type TabKeys,
  TENANT,
  tabClaims,
} from './tab-keys.ts';

const NOW = Date.parse('2026-11-22T01:00:00Z');
const seconds = NOW / 1000;
const OID = '0f0f0f0f-1111-4222-8333-aaaaaaaaaaaa';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the sign-in to the tab', () => {
  let keys: TabKeys;
  let local: LocalKeys;
  let signIn: SignIn;

  before(async () => {
    keys = await openTabKeys(() => NOW);
    local = await openLocalKeys(() => NOW);
  });
  after(() => keys.close());
  beforeEach(() => {
    keys.state.status = 200;
    keys.state.keys = [{ ...keys.publicJwk }];
    keys.state.requests = 0;
    signIn = createSignIn({ issuers: [keys.issuer()], now: () => NOW });
  });

  it('takes a token of our tenant for our registration, and says who it is', async () => {
    const expected = { kind: 'signed-in', tenantId: TENANT, objectId: OID };
    assert.deepEqual(await signIn(await keys.bearer()), expected);
    assert.deepEqual(await signIn(await keys.bearer({ oid: OID.toUpperCase() })), expected);
  });

  const taken: readonly [what: string, claims: Record<string, unknown>][] = [
    ['for the address of the registration', { aud: `api://${HOST}/${TAB_APP_ID}` }],
    ['that was given to Teams on the web', { azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346' }],
    ['with further scopes', { scp: 'profile access_as_user' }],
    ['of a member, said so', { acct: 0 }],
    ['of a member whose provider is the tenant', { idp: `https://sts.windows.net/${TENANT}/` }],
    ['that ended 59 seconds ago', { exp: seconds - 59 }],
    ['that begins in 59 seconds', { nbf: seconds + 59 }],
  ];
  for (const [what, claims] of taken) {
    it(`takes a token ${what}`, async () => {
      assert.equal((await signIn(await keys.bearer(claims))).kind, 'signed-in');
    });
  }

  type Row = [what: string, header: () => Promise<string | undefined>, status: number, reason: string];
  const withClaims =
    (claims: Record<string, unknown>, header = {}) =>
    () =>
      keys.bearer(claims, header);

  /** What one look at the text shows: nobody is asked for keys. */
  const seen: Row[] = [
    ['nothing', async () => undefined, 401, 'no-token'],
    ['an empty header', async () => '', 401, 'no-token'],
    ['a password', async () => 'Basic YWRtaW46YWRtaW4=', 401, 'malformed-token'],
    ['junk', async () => 'Bearer aaa.bbb.ccc', 401, 'malformed-token'],
    ['two parts', async () => `Bearer ${base64({})}.${base64({})}`, 401, 'malformed-token'],
    ['four parts', async () => `${await keys.bearer()}.x`, 401, 'malformed-token'],
    ['a token without a key id', withClaims({}, { kid: '' }), 401, 'malformed-token'],
    ['more than 8 KB', withClaims({ pad: 'x'.repeat(9000) }), 401, 'malformed-token'],
    [
      'claims that are a list',
      async () => `Bearer ${base64({ alg: 'RS256' })}.${base64([])}.x`,
      401,
      'malformed-token',
    ],
    ['a token without a signature', unsigned, 401, 'malformed-token'],
    ['alg none with a dummy signature', async () => `${await unsigned()}c2ln`, 401, 'wrong-algorithm'],
    ['the public key as a password', confused, 401, 'wrong-algorithm'],
    ['another algorithm of the same key', otherAlgorithm, 401, 'wrong-algorithm'],
    ['an expired token', withClaims({ exp: seconds - 61, nbf: seconds - 4000 }), 401, 'expired-token'],
    ['a token without an end', withClaims({ exp: undefined }), 401, 'expired-token'],
    [
      'a token for the bot',
      withClaims({ aud: '0f5b9a3e-6f0b-4d2a-9c55-3f5c7b1f7a10' }),
      401,
      'wrong-audience',
    ],
    ['a list of audiences with ours', withClaims({ aud: [TAB_APP_ID] }), 401, 'wrong-audience'],
    [
      'our registration at another host',
      withClaims({ aud: `api://evil.example/${TAB_APP_ID}` }),
      401,
      'wrong-audience',
    ],
    [
      'a token of the channel for the bot',
      withClaims({ iss: 'https://api.botframework.com', aud: '0f5b9a3e-6f0b-4d2a-9c55-3f5c7b1f7a10' }),
      401,
      'wrong-issuer',
    ],
    [
      'a token of version 1',
      withClaims({ iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0' }),
      401,
      'wrong-issuer',
    ],
    [
      'a token of another tenant',
      withClaims({ iss: `https://login.microsoftonline.com/${OTHER_TENANT}/v2.0`, tid: OTHER_TENANT }),
      401,
      'wrong-issuer',
    ],
    ['a token of ours with a foreign tid', withClaims({ tid: OTHER_TENANT }), 401, 'foreign-tenant'],
    ['a token without a tid', withClaims({ tid: undefined }), 401, 'foreign-tenant'],
    ['a token of a local tenant', () => local.bearer(OID), 401, 'wrong-issuer'],
    [
      'a token of a local tenant that says to be ours',
      async () => local.bearer(OID, tabClaims(NOW)),
      401,
      'wrong-algorithm',
    ],
  ];

  async function unsigned(): Promise<string> {
    return `Bearer ${base64({ alg: 'none', kid: 'e1' })}.${base64(tabClaims(NOW))}.`;
  }

  async function otherAlgorithm(): Promise<string> {
    const [, claims, signature] = (await keys.bearer()).split('.');
    return `Bearer ${base64({ alg: 'RS512', kid: 'e1' })}.${claims}.${signature}`;
  }

  async function confused(): Promise<string> {
    const input = `${base64({ alg: 'HS256', kid: 'e1' })}.${base64(tabClaims(NOW))}`;
    const key = await importJWK({ ...keys.publicJwk, alg: 'RS256' }, 'RS256', { extractable: true });
    if (key instanceof Uint8Array) throw new Error('not a public key');
    const hmac = createHmac('sha256', await exportSPKI(key));
    return `Bearer ${input}.${hmac.update(input).digest('base64url')}`;
  }

  for (const [what, header, status, reason] of seen) {
    it(`refuses ${what} by ${status} ${reason}, and asks nobody for keys`, async () => {
      assert.deepEqual(await signIn(await header()), { kind: 'refused', status, reason });
      assert.equal(keys.state.requests, 0);
    });
  }

  /** What only the key shows. */
  const checked: Row[] = [
    ["a stranger's signature", () => keys.bearer({}, {}, keys.strangersKey), 401, 'bad-signature'],
    ['claims changed under a good signature', tampered, 401, 'bad-signature'],
    ['a key that nobody knows', withClaims({}, { kid: 'e2' }), 401, 'bad-signature'],
    ['a key brought along', brought, 401, 'bad-signature'],
    ['a token of tomorrow', withClaims({ nbf: seconds + 61 }), 401, 'early-token'],
    ['a token without a person', withClaims({ oid: undefined }), 401, 'no-person'],
    ['a person who is no object id', withClaims({ oid: 'admin' }), 401, 'no-person'],
    ['a version 1 body under the issuer of version 2', withClaims({ ver: '1.0' }), 401, 'wrong-issuer'],
    ['a token without a scope', withClaims({ scp: undefined }), 403, 'no-scope'],
    ['a token for another scope', withClaims({ scp: 'access_as_user_2 User.Read' }), 403, 'no-scope'],
    ['a daemon', withClaims({ scp: undefined, roles: ['access_as_user'], idtyp: 'app' }), 403, 'no-scope'],
    [
      'a token given to another application',
      withClaims({ azp: '11111111-2222-4333-8444-555555555555' }),
      403,
      'wrong-client',
    ],
    ['a token given to nobody', withClaims({ azp: undefined }), 403, 'wrong-client'],
    ['a guest, said so', withClaims({ acct: 1 }), 403, 'guest'],
    ['a guest, said so as text', withClaims({ acct: '1' }), 403, 'guest'],
    [
      'a guest from another directory',
      withClaims({ idp: `https://sts.windows.net/${OTHER_TENANT}/` }),
      403,
      'guest',
    ],
    ['a guest by mail', withClaims({ idp: 'mail' }), 403, 'guest'],
    [
      'a guest by name',
      withClaims({ preferred_username: 'a_b.example#EXT#@ward.onmicrosoft.com' }),
      403,
      'guest',
    ],
  ];

  async function tampered(): Promise<string> {
    const [head, , signature] = (await keys.bearer()).split('.');
    return `${head}.${base64(tabClaims(NOW, { oid: '0f0f0f0f-1111-4222-8333-bbbbbbbbbbbb' }))}.${signature}`;
  }

  async function brought(): Promise<string> {
    const own = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own' };
    const token = await new SignJWT(tabClaims(NOW))
      .setProtectedHeader({
        alg: 'RS256',
        kid: 'own',
        jwk,
        jku: 'http://127.0.0.1:9/',
        x5u: 'http://127.0.0.1:9/',
      })
      .sign(own.privateKey);
    return `Bearer ${token}`;
  }

  for (const [what, header, status, reason] of checked) {
    it(`refuses ${what} by ${status} ${reason}`, async () => {
      assert.deepEqual(await signIn(await header()), { kind: 'refused', status, reason });
    });
  }

  it('takes no key that belongs to another directory, though it stands in the same document', async () => {
    const issuer = 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0';
    keys.state.keys = [{ ...keys.publicJwk, issuer }];
    assert.deepEqual(await signIn(await keys.bearer()), {
      kind: 'refused',
      status: 401,
      reason: 'bad-signature',
    });
  });

  for (const issuer of [
    `https://login.microsoftonline.com/${TENANT}/v2.0`,
    'https://login.microsoftonline.com/{tenantid}/v2.0',
  ]) {
    it(`takes a key of ${issuer}`, async () => {
      keys.state.keys = [{ ...keys.publicJwk, issuer }];
      assert.equal((await signIn(await keys.bearer())).kind, 'signed-in');
    });
  }

  it('asks for keys once for many tokens with unknown keys', async () => {
    assert.equal((await signIn(await keys.bearer())).kind, 'signed-in');
    for (let n = 0; n < 50; n += 1) {
      const refusal = await signIn(await keys.bearer({}, { kid: `k${n}` }));
      assert.deepEqual(refusal, { kind: 'refused', status: 401, reason: 'bad-signature' });
    }
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => signIn(await keys.bearer({}, { kid: `j${n}` }))),
    );
    assert.equal(keys.state.requests, 1);
  });

  describe('when the keys cannot be had', () => {
    const unavailable = { kind: 'refused', status: 503, reason: 'keys-unavailable' };

    it('does not say that the token is bad', async () => {
      keys.state.status = 500;
      assert.deepEqual(await signIn(await keys.bearer()), unavailable);
    });

    it('does not say so either when there is no list of keys', async () => {
      keys.state.keys = 'none' as never;
      assert.deepEqual(await signIn(await keys.bearer()), unavailable);
    });

    it('asks again only after a rest, and then takes the token', async () => {
      let now = NOW;
      const patient = createSignIn({ issuers: [keys.issuer(TENANT, () => now)], now: () => now });
      keys.state.status = 503;
      for (let n = 0; n < 20; n += 1) assert.deepEqual(await patient(await keys.bearer()), unavailable);
      assert.equal(keys.state.requests, 1);
      keys.state.status = 200;
      now += 5_001;
      assert.equal((await patient(await keys.bearer())).kind, 'signed-in');
    });

    it('goes on with the keys that it has', async () => {
      assert.equal((await signIn(await keys.bearer())).kind, 'signed-in');
      keys.state.status = 500;
      assert.equal((await signIn(await keys.bearer())).kind, 'signed-in');
    });
  });

  describe('of a local tenant', () => {
    beforeEach(() => {
      signIn = createSignIn({ issuers: [local.issuer], now: () => NOW });
    });

    it('takes the personas by the same checks', async () => {
      assert.deepEqual(await signIn(await local.bearer('sato')), {
        kind: 'signed-in',
        tenantId: 'local',
        objectId: 'sato',
      });
      assert.deepEqual(await signIn(await local.bearer(OID.toUpperCase(), { tid: 'ABC' })), {
        kind: 'signed-in',
        tenantId: 'abc',
        objectId: OID,
      });
    });

    const rows: readonly [what: string, claims: Record<string, unknown>, status: number, reason: string][] = [
      ['an expired token', { exp: seconds - 61 }, 401, 'expired-token'],
      ['another audience', { aud: TAB_APP_ID }, 401, 'wrong-audience'],
      ['another issuer', { iss: 'urn:tate:other' }, 401, 'wrong-issuer'],
      ['a token without a scope', { scp: '' }, 403, 'no-scope'],
      ['a token without a person', { oid: '' }, 401, 'no-person'],
    ];
    for (const [what, claims, status, reason] of rows) {
      it(`refuses ${what}`, async () => {
        assert.deepEqual(await signIn(await local.bearer('sato', claims)), {
          kind: 'refused',
          status,
          reason,
        });
      });
    }

    it('refuses a token of production and of another local tenant', async () => {
      const other = await openLocalKeys(() => NOW);
      assert.equal((await signIn(await keys.bearer())).kind, 'refused');
      assert.deepEqual(await signIn(await other.bearer('sato')), {
        kind: 'refused',
        status: 401,
        reason: 'bad-signature',
      });
    });

    it('lets nobody in when no tenant handed a key over', async () => {
      const none = createSignIn({ issuers: [localIssuer({ keys: [] })], now: () => NOW });
      assert.equal((await none(await local.bearer('sato'))).kind, 'refused');
    });
  });
});
