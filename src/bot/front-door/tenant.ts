import { z } from 'zod';

const activitySchema = z.object({
  type: z.string(),
  conversation: z.object({ tenantId: z.string().min(1).nullish() }).nullish(),
  channelData: z.object({ tenant: z.object({ id: z.string().min(1).nullish() }).nullish() }).nullish(),
  from: z.object({ id: z.string().min(1).nullish(), aadObjectId: z.string().min(1).nullish() }).nullish(),
});

const uuid = z.guid();

/** Activities by which a person acts. The others (installations, roster changes) may come from the system. */
const ACTS_OF_A_PERSON: ReadonlySet<string> = new Set(['message', 'invoke', 'messageReaction']);

type TenantRefusal = 'unreadable' | 'no-tenant' | 'foreign-tenant' | 'no-person';

export type TenantVerdict =
  | {
      readonly allowed: true;
      readonly tenantId: string;
      /** The Entra object id (in local mode `from.id` when there is none); undefined only for system events. */
      readonly personId: string | undefined;
    }
  | { readonly allowed: false; readonly reason: TenantRefusal };

/**
 * Whether an authenticated activity comes from a tenant that we serve, and from whom. The SDK checks neither.
 *
 * Every tenant id that is present must be on the list, so a guest's message through a shared channel is refused
 * as well. In local mode any tenant will do (only this machine can reach us), a missing one is `local`, and a
 * missing object id is replaced by `from.id`.
 * @param activity the unknown activity, read only
 * @param rule `tenants`: allow-list, compared without regard to case; `local`: the app id is empty
 */
export function checkTenant(
  activity: unknown,
  rule: { tenants: readonly string[]; local: boolean },
): TenantVerdict {
  const parsed = activitySchema.safeParse(activity);
  if (!parsed.success) return { allowed: false, reason: 'unreadable' };
  const { type, conversation, channelData, from } = parsed.data;

  const named = [conversation?.tenantId, channelData?.tenant?.id].filter((id) => typeof id === 'string');
  const [tenantId] = named.length === 0 && rule.local ? ['local'] : named;
  if (tenantId === undefined) return { allowed: false, reason: 'no-tenant' };
  const allowed = new Set(rule.tenants.map((id) => id.toLowerCase()));
  if (!rule.local && !named.every((id) => allowed.has(id.toLowerCase()))) {
    return { allowed: false, reason: 'foreign-tenant' };
  }

  const objectId = uuid.safeParse(from?.aadObjectId);
  const localId = rule.local ? (from?.aadObjectId ?? from?.id ?? undefined) : undefined;
  const personId = objectId.success ? objectId.data.toLowerCase() : localId;
  if (personId === undefined && ACTS_OF_A_PERSON.has(type)) return { allowed: false, reason: 'no-person' };
  return { allowed: true, tenantId: tenantId.toLowerCase(), personId };
}
