import type { Agent } from 'node:https';
import { CosmosClient } from '@azure/cosmos';
import type { TokenCredential } from '@azure/identity';

export type CosmosAccount = {
  /** `https://….documents.azure.com:443/` */
  readonly endpoint: string;
  /** Either a key or an identity; an identity wins in Azure, where local keys are switched off. */
  readonly key?: string;
  readonly credential?: TokenCredential;
  /** Milliseconds for one request on the wire; the SDK's own default would be 60,000. */
  readonly requestTimeoutMs?: number;
  /** For a private certificate authority or a proxy. */
  readonly agent?: Agent;
  /** False sends everything to `endpoint` instead of the region addresses the account names. */
  readonly endpointDiscovery?: boolean;
};

export const DEFAULT_REQUEST_TIMEOUT_MS = 5000;

/** The SDK's client with every hidden repeat switched off that can be: we repeat, and know when not to. */
export const createCosmosClient = (account: CosmosAccount): CosmosClient => {
  const { endpoint, key, credential, agent } = account;
  if ((key === undefined) === (credential === undefined)) {
    throw new TypeError('a Cosmos account needs either a key or a credential');
  }
  return new CosmosClient({
    endpoint,
    ...(key === undefined ? {} : { key }),
    ...(credential === undefined ? {} : { aadCredentials: credential }),
    ...(agent === undefined ? {} : { agent }),
    connectionPolicy: {
      requestTimeout: account.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
      enableEndpointDiscovery: account.endpointDiscovery ?? true,
      // Would repeat writes in another region after a 503 without telling us.
      enablePartitionLevelFailover: false,
      retryOptions: { maxRetryAttemptCount: 0 },
    },
  });
};
