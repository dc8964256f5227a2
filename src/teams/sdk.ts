import type { CloudAdapter } from 'botbuilder';

/** botbuilder uses these types but does not export them. */
export type BotAuthentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;
type ConnectorFactory = ReturnType<BotAuthentication['createConnectorFactory']>;
export type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;
type ClaimsIdentity = Parameters<BotAuthentication['createConnectorFactory']>[0];

/**
 * The bot itself as an identity; the factory reads nothing of it but the audience, to find its credentials.
 * With an empty app id (local mode) the SDK sends no token.
 */
export function botIdentity(appId: string): ClaimsIdentity {
  const identity = {
    claims: [{ type: 'aud', value: appId }],
    isAuthenticated: true,
    getClaimValue: (type: string) => (type === 'aud' ? appId : null),
  };
  return identity;
}
