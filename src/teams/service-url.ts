/**
 * Hosts of the public cloud that Teams names in `serviceUrl`.
 * Exact names on purpose: anybody can register a profile under trafficmanager.net, so a wildcard would
 * hand our bearer token to a stranger.
 * Source: Microsoft Teams SDK, "Service URL Validation", public cloud
 * (https://microsoft.github.io/teams-sdk/csharp/essentials/app-configuration/service-url-validation).
 */
const PUBLIC_CLOUD_HOSTS: ReadonlySet<string> = new Set([
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
]);

/** Loopback as the URL parser writes it: it folds `127.1`, `0x7f.1` and `2130706433` into dotted form. */
const LOOPBACK_IPV4 = /^127(?:\.\d{1,3}){3}$/;

const MAX_LENGTH = 2048;

/** The URL in its parts, or undefined for everything that is not a plain base address. */
function parseBase(text: string): URL | undefined {
  // Control characters and spaces: the URL parser drops or folds them silently, so two readers may see two hosts.
  const hasOddCharacter = /[^\x21-\x7e]|\\/.test(text);
  if (text.length > MAX_LENGTH || hasOddCharacter || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  // `https://host:@other` and `https://@host` parse with empty userinfo; refuse the sign itself.
  return plain && !text.includes('@') ? url : undefined;
}

/**
 * The rule for production: https, a host that Microsoft documents for Teams, the standard port, nothing else.
 * @param text `serviceUrl` as the activity gave it
 */
export function isTeamsServiceUrl(text: string): boolean {
  const url = parseBase(text);
  return (
    url !== undefined && url.protocol === 'https:' && url.port === '' && PUBLIC_CLOUD_HOSTS.has(url.hostname)
  );
}

/**
 * The rule for the local mode: http or https to this machine only, any port.
 * @param text `serviceUrl` as the activity gave it
 */
export function isLoopbackServiceUrl(text: string): boolean {
  const url = parseBase(text);
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.hostname === 'localhost' || url.hostname === '[::1]' || LOOPBACK_IPV4.test(url.hostname);
}
