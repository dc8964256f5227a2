import { z } from 'zod';

const activitySchema = z.object({
  type: z.string(),
  conversation: z.object({ tenantId: z.string().min(1).nullish() }).nullish(),
  channelData: z.object({ tenant: z.object({ id: z.string().min(1).nullish() }).nullish() }).nullish(),
  from: z
    .object({
      id: z.string().min(1).nullish(),
      aadObjectId: z.string().min(1).nullish(),
      tenantId: z.string().min(1).nullish(),
      userRole: z.string().nullish(),
      userPrincipalName: z.string().nullish(),
    })
    .nullish(),
});

const uuid = z.guid();

/** Activities by which a person acts. The others (installations, roster changes) may come from the system. */
const ACTS_OF_A_PERSON: ReadonlySet<string> = new Set(['message', 'invoke', 'messageReaction']);

type TenantRefusal = 'unreadable' | 'no-tenant' | 'foreign-tenant' | 'no-person' | 'guest';

/** What the Teams roster calls people who are not members of the organisation. */
const OUTSIDE_ROLES: ReadonlySet<string> = new Set(['guest', 'anonymous']);

/** The sign in the principal name of everybody who was invited into a directory from outside. */
const INVITED = '#ext#';

type Sender = z.infer<typeof activitySchema>['from'];

const isGuest = (from: Sender): boolean =>
  OUTSIDE_ROLES.has(from?.userRole?.toLowerCase() ?? '') ||
  from?.userPrincipalName?.toLowerCase().includes(INVITED) === true;

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
 * Every tenant id that is present must be on the list, the sender's own included, so a message of another
 * organisation through a shared channel is refused as well. Where Teams says that the sender is a guest or nobody
 * it knows (role, or principal name of an invitation), the activity is refused.
 *
 * What cannot be known here: an ordinary activity names the sender by object id alone, and a guest has an object id
 * of our directory. Such a guest can do what every member of the organisation can: write records. Everything else
 * needs a role that a coordinator gave. The app's permission policy in the Teams admin centre keeps guests out.
 * In local mode any tenant will do (only this machine can reach us), a missing one is `local`, and a
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

  const named = [conversation?.tenantId, channelData?.tenant?.id, from?.tenantId].filter(
    (id) => typeof id === 'string',
  );
  const [tenantId] = named.length === 0 && rule.local ? ['local'] : named;
  if (tenantId === undefined) return { allowed: false, reason: 'no-tenant' };
  const allowed = new Set(rule.tenants.map((id) => id.toLowerCase()));
  if (!rule.local && !named.every((id) => allowed.has(id.toLowerCase()))) {
    return { allowed: false, reason: 'foreign-tenant' };
  }
  if (!rule.local && isGuest(from)) return { allowed: false, reason: 'guest' };

  const objectId = uuid.safeParse(from?.aadObjectId);
  const localId = rule.local ? (from?.aadObjectId ?? from?.id ?? undefined) : undefined;
  const personId = objectId.success ? objectId.data.toLowerCase() : localId;
  if (personId === undefined && ACTS_OF_A_PERSON.has(type)) return { allowed: false, reason: 'no-person' };
  return { allowed: true, tenantId: tenantId.toLowerCase(), personId };
}
