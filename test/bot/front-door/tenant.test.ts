import assert from 'node:assert/strict';
import { checkTenant, type TenantVerdict } from '../../../src/bot/front-door/tenant.ts';
import { TENANT } from './channel-keys.ts';

const PERSON = 'b2c1a0d9-1234-4abc-8def-0123456789ab';
const STRANGER = '99999999-9999-4999-8999-999999999999';

function activity(overrides: object = {}): object {
  return {
    type: 'message',
    conversation: { id: 'c', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    from: { id: '29:x', aadObjectId: PERSON },
    ...overrides,
  };
}

const ours: TenantVerdict = { allowed: true, tenantId: TENANT, personId: PERSON };

describe('the tenant check', () => {
  const production: { name: string; activity: unknown; verdict: TenantVerdict }[] = [
    { name: 'a message of our tenant', activity: activity(), verdict: ours },
    {
      name: 'the tenant in the conversation alone',
      activity: activity({ channelData: null }),
      verdict: ours,
    },
    {
      name: 'the tenant in the channel data alone',
      activity: activity({ conversation: { id: 'c' } }),
      verdict: ours,
    },
    {
      name: 'ids in capitals',
      activity: activity({
        conversation: { tenantId: TENANT.toUpperCase() },
        from: { aadObjectId: PERSON.toUpperCase() },
      }),
      verdict: ours,
    },
    {
      name: 'an installation without a person',
      activity: activity({ type: 'installationUpdate', from: { id: '29:x' } }),
      verdict: { allowed: true, tenantId: TENANT, personId: undefined },
    },
    {
      name: 'another tenant',
      activity: activity({ conversation: { tenantId: STRANGER }, channelData: undefined }),
      verdict: { allowed: false, reason: 'foreign-tenant' },
    },
    {
      name: 'our conversation with the data of another tenant',
      activity: activity({ channelData: { tenant: { id: STRANGER } } }),
      verdict: { allowed: false, reason: 'foreign-tenant' },
    },
    {
      name: 'the word local',
      activity: activity({ conversation: { tenantId: 'local' } }),
      verdict: { allowed: false, reason: 'foreign-tenant' },
    },
    {
      name: 'no tenant',
      activity: activity({ conversation: { id: 'c' }, channelData: {} }),
      verdict: { allowed: false, reason: 'no-tenant' },
    },
    {
      name: 'an empty tenant',
      activity: activity({ conversation: { tenantId: '' } }),
      verdict: { allowed: false, reason: 'unreadable' },
    },
    {
      name: 'a message without an object id',
      activity: activity({ from: { id: '29:x' } }),
      verdict: { allowed: false, reason: 'no-person' },
    },
    {
      name: 'an invoke without a sender',
      activity: activity({ type: 'invoke', from: undefined }),
      verdict: { allowed: false, reason: 'no-person' },
    },
    {
      name: 'an object id that is no uuid',
      activity: activity({ from: { aadObjectId: 'admin' } }),
      verdict: { allowed: false, reason: 'no-person' },
    },
    {
      name: 'a tenant that is a list',
      activity: activity({ conversation: { tenantId: [TENANT] } }),
      verdict: { allowed: false, reason: 'unreadable' },
    },
    {
      name: 'a member of another organisation in a shared channel of ours',
      activity: activity({ from: { id: '29:x', aadObjectId: PERSON, tenantId: STRANGER } }),
      verdict: { allowed: false, reason: 'foreign-tenant' },
    },
    {
      name: 'a guest, where Teams says so',
      activity: activity({ from: { id: '29:x', aadObjectId: PERSON, tenantId: TENANT, userRole: 'guest' } }),
      verdict: { allowed: false, reason: 'guest' },
    },
    {
      name: 'a nameless participant of a meeting',
      activity: activity({ from: { id: '29:x', aadObjectId: PERSON, userRole: 'Anonymous' } }),
      verdict: { allowed: false, reason: 'guest' },
    },
    {
      name: 'a guest by the principal name of the invitation',
      activity: activity({
        from: { id: '29:x', aadObjectId: PERSON, userPrincipalName: 'a_b.example#EXT#@ward.example' },
      }),
      verdict: { allowed: false, reason: 'guest' },
    },
    {
      name: 'a member with role and principal name',
      activity: activity({
        from: {
          id: '29:x',
          aadObjectId: PERSON,
          tenantId: TENANT,
          userRole: 'user',
          userPrincipalName: 'sato@ward.example',
        },
      }),
      verdict: ours,
    },
    {
      name: 'a guest of whom Teams says the object id alone, as it usually does (not to be told from a member)',
      activity: activity(),
      verdict: ours,
    },
    { name: 'a number', activity: 5, verdict: { allowed: false, reason: 'unreadable' } },
    { name: 'nothing', activity: undefined, verdict: { allowed: false, reason: 'unreadable' } },
  ];
  for (const { name, activity, verdict } of production) {
    it(`judges ${name} in production`, () => {
      assert.deepEqual(checkTenant(activity, { tenants: [TENANT], local: false }), verdict);
    });
  }

  const local: { name: string; activity: unknown; verdict: TenantVerdict }[] = [
    {
      name: 'no tenant as local, and from.id as the person',
      activity: { type: 'message', from: { id: 'user-1' } },
      verdict: { allowed: true, tenantId: 'local', personId: 'user-1' },
    },
    {
      name: 'an object id before from.id',
      activity: { type: 'message', from: { id: 'user-1', aadObjectId: PERSON } },
      verdict: { allowed: true, tenantId: 'local', personId: PERSON },
    },
    {
      name: 'any named tenant, because only this machine can reach the local mode',
      activity: activity({ conversation: { tenantId: STRANGER } }),
      verdict: { allowed: true, tenantId: STRANGER, personId: PERSON },
    },
    {
      name: 'nobody as no person',
      activity: { type: 'message' },
      verdict: { allowed: false, reason: 'no-person' },
    },
  ];
  for (const { name, activity, verdict } of local) {
    it(`takes ${name} in local mode`, () => {
      assert.deepEqual(checkTenant(activity, { tenants: [TENANT], local: true }), verdict);
    });
  }
});
