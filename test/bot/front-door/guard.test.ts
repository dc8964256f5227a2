import assert from 'node:assert/strict';
import { createGuard, type GuardReason } from '../../../src/bot/front-door/guard.ts';
import { APP_ID, bearer, channelClaims, SERVICE_URL, TENANT } from './channel-keys.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const BODY = { type: 'message', serviceUrl: SERVICE_URL };

function guard(appId: string = APP_ID) {
  return createGuard({
    appId,
    tenants: [TENANT],
    allowServiceUrl: (url) => url === SERVICE_URL,
    now: () => NOW,
  });
}

function nested(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

describe('the guard', () => {
  const good = bearer(channelClaims(NOW));

  it('lets a token of the channel for our app through', () => {
    assert.deepEqual(guard().check(good, BODY), { pass: true });
  });

  it('refuses a token that it let through before, once it has expired', () => {
    let now = NOW;
    const own = createGuard({
      appId: APP_ID,
      tenants: [TENANT],
      allowServiceUrl: () => true,
      now: () => now,
    });
    const exp = NOW / 1000 + 60;
    const authorization = bearer(channelClaims(NOW, { exp }));
    assert.deepEqual(own.check(authorization, BODY), { pass: true });
    now = exp * 1000 + 5 * 60_000;
    assert.deepEqual(own.check(authorization, BODY), { pass: false, status: 401, reason: 'expired-token' });
  });

  it('tells a token from the many that it has seen before', () => {
    const own = guard();
    const foreign = Array.from({ length: 20 }, (_, index) =>
      bearer(channelClaims(NOW, { aud: `other ${index}` })),
    );
    for (const authorization of [...foreign, ...foreign]) {
      assert.deepEqual(own.check(authorization, BODY), {
        pass: false,
        status: 401,
        reason: 'wrong-audience',
      });
      assert.deepEqual(own.check(good, BODY), { pass: true });
    }
  });

  const seconds = NOW / 1000;
  const tokens: { name: string; authorization: string | undefined; reason: GuardReason }[] = [
    { name: 'no header', authorization: undefined, reason: 'no-token' },
    { name: 'an empty header', authorization: '', reason: 'no-token' },
    { name: 'another scheme', authorization: good.replace('Bearer', 'Basic'), reason: 'malformed-token' },
    {
      name: 'a lower-case scheme',
      authorization: good.replace('Bearer', 'bearer'),
      reason: 'malformed-token',
    },
    { name: 'a scheme alone', authorization: 'Bearer ', reason: 'malformed-token' },
    { name: 'two spaces', authorization: good.replace(' ', '  '), reason: 'malformed-token' },
    { name: 'something behind', authorization: `${good} x`, reason: 'malformed-token' },
    { name: 'one part', authorization: 'Bearer abc', reason: 'malformed-token' },
    { name: 'two parts', authorization: good.split('.').slice(0, 2).join('.'), reason: 'malformed-token' },
    { name: 'four parts', authorization: `${good}.x`, reason: 'malformed-token' },
    { name: 'no signature', authorization: good.replace(/[^.]+$/, ''), reason: 'malformed-token' },
    { name: 'characters outside base64url', authorization: `${good}=`, reason: 'malformed-token' },
    { name: 'parts that are no JSON', authorization: 'Bearer aaa.bbb.ccc', reason: 'malformed-token' },
    { name: 'claims that are a list', authorization: 'Bearer e30.W10.c2ln', reason: 'malformed-token' },
    { name: 'claims that are null', authorization: 'Bearer e30.bnVsbA.c2ln', reason: 'malformed-token' },
    {
      name: 'more than 8 KB',
      authorization: bearer(channelClaims(NOW, { pad: 'x'.repeat(8192) })),
      reason: 'malformed-token',
    },
    ...['none', 'HS256', 'ES256', 'rs256', undefined, ['RS256']].map((alg) => ({
      name: `the algorithm ${JSON.stringify(alg)}`,
      authorization: bearer(channelClaims(NOW), undefined, { alg }),
      reason: 'wrong-algorithm' as const,
    })),
    { name: 'no claims', authorization: bearer({}), reason: 'wrong-issuer' },
    {
      name: 'a tab token of the same app',
      authorization: bearer(channelClaims(NOW, { iss: `https://login.microsoftonline.com/${TENANT}/v2.0` })),
      reason: 'wrong-issuer',
    },
    {
      name: 'a list of issuers',
      authorization: bearer(channelClaims(NOW, { iss: ['https://api.botframework.com'] })),
      reason: 'wrong-issuer',
    },
    {
      name: 'the token of another bot',
      authorization: bearer(channelClaims(NOW, { aud: 'another' })),
      reason: 'wrong-audience',
    },
    {
      name: 'an empty audience',
      authorization: bearer(channelClaims(NOW, { aud: '' })),
      reason: 'wrong-audience',
    },
    {
      name: 'a list of audiences',
      authorization: bearer(channelClaims(NOW, { aud: [APP_ID] })),
      reason: 'wrong-audience',
    },
    {
      name: 'a token that ended six minutes ago',
      authorization: bearer(channelClaims(NOW, { exp: seconds - 360 })),
      reason: 'expired-token',
    },
    {
      name: 'no expiry',
      authorization: bearer(channelClaims(NOW, { exp: undefined })),
      reason: 'expired-token',
    },
    {
      name: 'an expiry that is text',
      authorization: bearer(channelClaims(NOW, { exp: String(seconds + 9) })),
      reason: 'expired-token',
    },
    {
      name: 'a tenant that we do not know',
      authorization: bearer(channelClaims(NOW, { tid: 'stranger' })),
      reason: 'foreign-tenant-in-token',
    },
    {
      name: 'a tenant that is an object',
      authorization: bearer(channelClaims(NOW, { tid: {} })),
      reason: 'foreign-tenant-in-token',
    },
  ];
  for (const { name, authorization, reason } of tokens) {
    it(`refuses ${name} with 401`, () => {
      assert.deepEqual(guard().check(authorization, BODY), { pass: false, status: 401, reason });
    });
  }

  for (const [name, claims] of [
    ['a clock that is four minutes ahead', { exp: seconds - 240 }],
    ['our tenant in the token', { tid: TENANT }],
    ['the tenant of the Bot Framework in the token', { tid: 'd6d49420-f39b-4df7-a1dc-d59a935871db' }],
  ] as const) {
    it(`lets ${name} through`, () => {
      assert.deepEqual(guard().check(bearer(channelClaims(NOW, claims)), BODY), { pass: true });
    });
  }

  const bodies: { name: string; body: unknown; status: 400 | 403; reason: GuardReason }[] = [
    { name: 'nothing', body: undefined, status: 400, reason: 'not-an-object' },
    { name: 'null', body: null, status: 400, reason: 'not-an-object' },
    { name: 'a number', body: 7, status: 400, reason: 'not-an-object' },
    { name: 'text', body: 'x', status: 400, reason: 'not-an-object' },
    { name: 'a list', body: [BODY], status: 400, reason: 'not-an-object' },
    { name: 'an empty object', body: {}, status: 400, reason: 'no-type' },
    { name: 'a numeric type', body: { ...BODY, type: 5 }, status: 400, reason: 'no-type' },
    { name: 'an empty type', body: { ...BODY, type: '' }, status: 400, reason: 'no-type' },
    { name: 'no address', body: { type: 'message' }, status: 400, reason: 'no-service-url' },
    { name: 'an empty address', body: { ...BODY, serviceUrl: '' }, status: 400, reason: 'no-service-url' },
    {
      name: 'an address in a list',
      body: { ...BODY, serviceUrl: [SERVICE_URL] },
      status: 400,
      reason: 'no-service-url',
    },
    {
      name: 'a foreign address',
      body: { ...BODY, serviceUrl: 'http://evil.example/' },
      status: 403,
      reason: 'service-url-refused',
    },
    { name: 'depth', body: { ...BODY, value: nested(100_000) }, status: 400, reason: 'too-deep' },
    {
      name: 'many values',
      body: { ...BODY, value: Array.from({ length: 20_001 }, () => 0) },
      status: 400,
      reason: 'too-many-values',
    },
    {
      name: '__proto__ as a key',
      body: { ...BODY, value: JSON.parse('{"a":{"__proto__":{"admin":true}}}') },
      status: 400,
      reason: 'forbidden-key',
    },
    {
      name: 'constructor as a key',
      body: JSON.parse('{"type":"message","constructor":{"prototype":{}}}'),
      status: 400,
      reason: 'forbidden-key',
    },
  ];
  bodies.push(
    ...['{"a":{"__proto__":{"admin":true}}}', ' {"constructor":{}}', '\n{"prototype":1}'].map((value) => ({
      name: `${JSON.stringify(value)} as text inside of the body`,
      body: { ...BODY, value },
      status: 400 as const,
      reason: 'forbidden-key' as const,
    })),
    {
      name: 'depth in text inside of the body',
      body: { ...BODY, value: JSON.stringify(nested(100)) },
      status: 400,
      reason: 'too-deep',
    },
    {
      name: '100,000 keys in text inside of the body',
      body: {
        ...BODY,
        value: JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, 0]))),
      },
      status: 400,
      reason: 'too-many-values',
    },
  );
  for (const { name, body, status, reason } of bodies) {
    it(`refuses ${name} as a body with ${status}, in production and in local mode`, () => {
      assert.deepEqual(guard().check(good, body), { pass: false, status, reason });
      assert.deepEqual(guard('').check(undefined, body), { pass: false, status, reason });
    });
  }

  it('looks at the token alone, before there is a body', () => {
    assert.deepEqual(guard().checkToken(good), { pass: true });
    assert.deepEqual(guard().checkToken(undefined), { pass: false, status: 401, reason: 'no-token' });
    assert.deepEqual(guard('').checkToken(undefined), { pass: true });
  });

  it('lets text through that is no JSON but begins like it', () => {
    for (const value of ['{まだ途中', '{"a":', 'x{"__proto__":1}']) {
      assert.deepEqual(guard().check(good, { ...BODY, value }), { pass: true });
    }
  });

  it('looks at no token in local mode', () => {
    assert.deepEqual(guard('').check(undefined, BODY), { pass: true });
    assert.deepEqual(guard('').check('junk', BODY), { pass: true });
  });

  it('lets an ordinary depth through and leaves the body alone', () => {
    const body = { ...BODY, value: nested(30) };
    const before = JSON.stringify(body);
    assert.deepEqual(guard().check(good, body), { pass: true });
    assert.equal(JSON.stringify(body), before);
  });
});
