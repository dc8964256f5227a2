import type { CloudAdapter } from 'botbuilder';

/** botbuilder uses this type but does not export it. */
export type BotAuthentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;

/** What `jsonwebtoken` throws; the SDK lets it through, and CloudAdapter makes a 500 of it. */
const BAD_TOKEN: ReadonlySet<string> = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

/** 401 for a bad token; 503 when the SDK could not check it, because Teams sends again after a 503 only. */
export type AuthenticationVerdict = 401 | 503;

function judge(fault: unknown): AuthenticationVerdict {
  if (!(fault instanceof Error)) return 503;
  // AuthenticationError has a status: 401, or 500 when the channel's keys could not be loaded.
  return BAD_TOKEN.has(fault.name) || Reflect.get(fault, 'statusCode') === 401 ? 401 : 503;
}

/**
 * Remembers why the SDK refused, because CloudAdapter answers 401 for keys that it could not load and 500 for a
 * forged signature.
 * @returns `authentication` to give to the adapter, and `of`, the verdict on one activity object (503 when there
 * is none)
 */
export function recordVerdicts(inner: BotAuthentication): {
  authentication: BotAuthentication;
  of(activity: object): AuthenticationVerdict;
} {
  const verdicts = new WeakMap<object, AuthenticationVerdict>();
  const authenticateRequest: BotAuthentication['authenticateRequest'] = async (activity, authHeader) => {
    try {
      return await inner.authenticateRequest(activity, authHeader);
    } catch (fault) {
      verdicts.set(activity, judge(fault));
      throw fault;
    }
  };
  return {
    authentication: Object.create(inner, { authenticateRequest: { value: authenticateRequest } }),
    of: (activity) => verdicts.get(activity) ?? 503,
  };
}
