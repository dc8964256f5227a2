import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { shareCredentials } from './credentials.ts';

/** How the bot is registered. New registrations are single tenant or a managed identity, never multi tenant. */
export type BotRegistration =
  /** No registration: the SDK checks no token and sends none. Only behind a loopback listener. */
  | { readonly kind: 'local' }
  | {
      readonly kind: 'single-tenant';
      readonly appId: string;
      readonly tenantId: string;
      readonly secret: string;
    }
  | { readonly kind: 'managed-identity'; readonly appId: string; readonly tenantId: string };

/** The SDK's names. It falls back to multi tenant, and to no authentication at all, when one is missing. */
function sdkSettings(registration: BotRegistration): Record<string, string> {
  if (registration.kind === 'local') return {};
  const identity = { MicrosoftAppId: registration.appId, MicrosoftAppTenantId: registration.tenantId };
  return registration.kind === 'managed-identity'
    ? { ...identity, MicrosoftAppType: 'UserAssignedMsi' }
    : { ...identity, MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: registration.secret };
}

/**
 * The SDK's authentication for both directions: it verifies tokens of the channel and fetches our own.
 * Nothing is fetched before the first request.
 * @throws Error when the app id, tenant or secret of a real registration is blank
 */
export function createBotAuthentication(
  registration: BotRegistration,
): ConfigurationBotFrameworkAuthentication {
  const settings = sdkSettings(registration);
  const blank = Object.keys(settings).filter((name) => settings[name]?.trim() === '');
  // An empty app id switches authentication off in the SDK; that must be said, never left out.
  if (blank.length > 0) throw new Error(`bot registration without ${blank.join(', ')}`);
  const factory = shareCredentials(new ConfigurationServiceClientCredentialFactory(settings));
  return new ConfigurationBotFrameworkAuthentication(settings, factory);
}
