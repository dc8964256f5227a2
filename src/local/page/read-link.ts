/** Where a link leads, for somebody inside the local page. */
export type Target =
  /** A page of the tab; without one, as the tab was left, or its first page. */
  | { readonly kind: 'tab'; readonly page: string | undefined }
  /** The person's own chat with the bot. */
  | { readonly kind: 'chat' }
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'outside'; readonly url: string };

/** Id of the tab in the app's manifest. */
export const tabEntity = 'register';

const longestPage = 200;

const pageFrom = (text: unknown): string | undefined =>
  typeof text === 'string' && text !== '' && text.length <= longestPage ? text : undefined;

/** `#tab` and `#tab=records/261121-7K3F9Q`; undefined for any other hash. */
export const tabOfHash = (hash: string): { page: string | undefined } | undefined => {
  if (!/^#tab(?:=|$)/u.test(hash)) return undefined;
  return { page: pageFrom(new URLSearchParams(hash.slice(1)).get('tab')) };
};

/** The hash that `tabOfHash` reads. */
export const hashOfTab = (page: string | undefined): string =>
  page === undefined ? '#tab' : `#tab=${encodeURIComponent(page).replaceAll('%2F', '/')}`;

const subEntityOf = (context: string | null): string | undefined => {
  try {
    const read: unknown = JSON.parse(context ?? '{}');
    return typeof read === 'object' && read !== null && 'subEntityId' in read
      ? pageFrom(read.subEntityId)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Teams' own addresses: `/l/entity/<app>/<tab>?context=…` and `/l/chat/0/0?users=28:<bot>`. */
const readTeamsLink = (url: URL): Target | undefined => {
  const [, l, kind, , entity] = url.pathname.split('/');
  if (l !== 'l') return undefined;
  if (kind === 'chat') return { kind: 'chat' };
  if (kind !== 'entity') return undefined;
  if (entity === 'conversations') return { kind: 'chat' };
  return entity === tabEntity
    ? { kind: 'tab', page: subEntityOf(url.searchParams.get('context')) }
    : undefined;
};

const readOwnLink = (url: URL): Target => {
  const tab = tabOfHash(url.hash);
  if (tab !== undefined) return { kind: 'tab', ...tab };
  const id = url.searchParams.get('c');
  return id === null ? { kind: 'chat' } : { kind: 'conversation', id };
};

/**
 * Reads a link as Teams would: what belongs to it opens inside, the rest outside.
 * @param origin of the local page
 * @returns undefined for what nobody opens, `javascript:` and the like
 */
export const readLink = (text: string, origin: string): Target | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.origin === origin && url.pathname === '/') return readOwnLink(url);
  const inTeams = url.hostname === 'teams.microsoft.com' ? readTeamsLink(url) : undefined;
  if (inTeams !== undefined) return inTeams;
  return url.protocol === 'https:' || url.protocol === 'http:' ? { kind: 'outside', url: text } : undefined;
};
