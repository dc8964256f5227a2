import { type BotAuthentication, botIdentity, type ConnectorClient } from './sdk.ts';
import { type Calls, limitToOneRequest } from './single-request.ts';

/** A tenant has a handful of service addresses; the bound only keeps a hostile sender from filling the memory. */
const MAX_CLIENTS = 32;

/**
 * Connector clients, one per service address, each limited to one request per call.
 * @returns `clientFor`, which rejects when credentials cannot be made; a failure is not cached
 */
export function createClients(deps: { authentication: BotAuthentication; appId: string }) {
  const factory = deps.authentication.createConnectorFactory(botIdentity(deps.appId));
  const clients = new Map<string, Promise<ConnectorClient>>();
  const calls: Calls = new WeakMap();

  async function create(serviceUrl: string): Promise<ConnectorClient> {
    const client = await factory.create(serviceUrl);
    limitToOneRequest(client, calls);
    return client;
  }

  return {
    async clientFor(serviceUrl: string): Promise<ConnectorClient> {
      const known = clients.get(serviceUrl);
      if (known !== undefined) return known;
      const oldest = clients.keys().next();
      if (clients.size >= MAX_CLIENTS && !oldest.done) clients.delete(oldest.value);
      const created = create(serviceUrl);
      clients.set(serviceUrl, created);
      try {
        return await created;
      } catch (error) {
        clients.delete(serviceUrl);
        throw error;
      }
    },
    /** A call with this signal begins; its request may leave as long as `isOver` does not say so. */
    announce: (signal: AbortSignal, isOver: () => boolean): void =>
      void calls.set(signal, { isOver, hasDeparted: false }),
    /** Whether the call with this signal has sent its request. */
    hasDeparted: (signal: AbortSignal): boolean => calls.get(signal)?.hasDeparted === true,
  };
}
