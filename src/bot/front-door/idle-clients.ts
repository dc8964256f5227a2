import type { BotAuthentication } from './verdicts.ts';

type Authenticated = Awaited<ReturnType<BotAuthentication['authenticateRequest']>>;
type ConnectorFactory = NonNullable<Authenticated['connectorFactory']>;
type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;
type UserTokenClient = Awaited<ReturnType<BotAuthentication['createUserTokenClient']>>;

/** A client without a single verb: whoever tried to send with it would fail at once. */
const idle = {};

const connectorFactory: ConnectorFactory = { create: async () => idle as ConnectorClient };

/**
 * The same check of the same token, without the two HTTP clients that the SDK builds for every turn. Our sends go
 * out through the Teams port, so nobody uses them, and building them costs as much as verifying the signature.
 */
export function withIdleClients(inner: BotAuthentication): BotAuthentication {
  const authenticateRequest: BotAuthentication['authenticateRequest'] = async (activity, authHeader) => ({
    ...(await inner.authenticateRequest(activity, authHeader)),
    connectorFactory,
  });
  const createUserTokenClient: BotAuthentication['createUserTokenClient'] = async () =>
    idle as UserTokenClient;
  return Object.create(inner, {
    authenticateRequest: { value: authenticateRequest },
    createUserTokenClient: { value: createUserTokenClient },
  }) as BotAuthentication;
}
