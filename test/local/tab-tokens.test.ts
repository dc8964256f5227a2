import assert from 'node:assert/strict';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { TenantRefusal } from '../../src/local/tenant-client.ts';
import { demoWard } from '../../src/local/tenant/ward.ts';
import { type House, openHouse } from './tenant-house.ts';

const suzuki = demoWard.personas.find(({ id }) => id === 'suzuki');

const expected = { issuer: 'urn:tate:local', audience: 'tate-local-tab', algorithms: ['ES256'] };

describe("the tokens that the local tenant signs in Teams' place", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const keysOf = (jwks: string) =>
    createLocalJWKSet(JSON.parse(jwks) as Parameters<typeof createLocalJWKSet>[0]);

  it('name the person as the activities do, for ten minutes and for the tab alone', async () => {
    const token = await house.client.tabToken('suzuki');
    const { payload, protectedHeader } = await jwtVerify(token, keysOf(house.tenant.tabKeys), expected);
    assert.equal(protectedHeader.alg, 'ES256');
    assert.equal(payload['oid'], suzuki?.aadObjectId);
    assert.equal(payload['tid'], demoWard.tenantId);
    assert.equal(payload['scp'], 'access_as_user');
    assert.equal(payload['name'], '鈴木 健');
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 600);
  });

  it('hold under the key of this start only, and that key is no secret', async () => {
    const { tabKeys } = house.tenant;
    assert.doesNotMatch(tabKeys, /"d":/u);
    await house.restartTenant();
    const token = await house.client.tabToken('suzuki');
    await assert.rejects(jwtVerify(token, keysOf(tabKeys), expected), errors.JWKSNoMatchingKey);
    await jwtVerify(token, keysOf(house.tenant.tabKeys), expected);
  });

  it('are given to nobody who is not of the ward, and to no form of a foreign page', async () => {
    await assert.rejects(
      house.client.tabToken('mallory'),
      (fault) => fault instanceof TenantRefusal && fault.status === 404,
    );
    const form = await fetch(new URL('/tenant/tab-tokens', house.tenant.url), {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ as: 'suzuki' }),
    });
    assert.equal(form.status, 415);
  });
});
