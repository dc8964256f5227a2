import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

/** botbuilder uses these types but does not export them. */
export type CredentialsFactory = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
>;
type Credentials = Awaited<ReturnType<CredentialsFactory['createCredentials']>>;

/**
 * Keeps credentials instead of making them anew for every turn, as the SDK does: a managed identity builds a
 * whole `DefaultAzureCredential` each time.
 *
 * It also lets only one caller fetch a token at a time. The SDK caches tokens but does not share the fetch, so
 * an alert to 100 channels after an expiry would ask for 100 tokens, and the identity endpoint throttles.
 * @param inner the SDK's factory
 */
export function shareCredentials(inner: CredentialsFactory): CredentialsFactory {
  const made = new Map<string, Promise<Credentials>>();

  async function make(...args: Parameters<CredentialsFactory['createCredentials']>): Promise<Credentials> {
    return shareFetch(await inner.createCredentials(...args));
  }

  return {
    isValidAppId: (appId) => inner.isValidAppId(appId),
    isAuthenticationDisabled: () => inner.isAuthenticationDisabled(),
    async createCredentials(appId, audience, loginEndpoint, validateAuthority) {
      const key = JSON.stringify([appId, audience, loginEndpoint, validateAuthority]);
      const known = made.get(key);
      if (known !== undefined) return known;
      // The key comes from our own settings and a verified audience; a wrong app id rejects and is not kept.
      const making = make(appId, audience, loginEndpoint, validateAuthority);
      made.set(key, making);
      try {
        return await making;
      } catch (error) {
        made.delete(key);
        throw error;
      }
    },
  };
}

type Signable = Parameters<Credentials['signRequest']>[0];

function shareFetch(inner: Credentials): Credentials {
  let fetching: Promise<unknown> | undefined;

  /** Signs a request that nobody sends, which fills the SDK's token cache. */
  async function warm(): Promise<void> {
    const headers = { set: () => undefined };
    await inner.signRequest({ headers } as unknown as Signable);
  }

  return {
    async signRequest(request) {
      fetching ??= warm().finally(() => {
        fetching = undefined;
      });
      await fetching;
      return inner.signRequest(request);
    },
  };
}
