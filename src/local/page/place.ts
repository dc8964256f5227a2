import { hashOfTab, tabOfHash } from './read-link.ts';

/** What stands beside the list: one conversation, or the tab. */
export type Place =
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'tab'; readonly page: string | undefined };

/** The page's own address of a place as seen by a person; without a place the list alone. */
export const addressOf = (as: string, place?: Place): string => {
  const query = new URLSearchParams({ as });
  if (place?.kind === 'conversation') query.set('c', place.id);
  return `?${query}${place?.kind === 'tab' ? hashOfTab(place.page) : ''}`;
};

/** What an address asks for. */
export const placeOf = (address: Pick<Location, 'search' | 'hash'>): Place | undefined => {
  const tab = tabOfHash(address.hash);
  if (tab !== undefined) return { kind: 'tab', page: tab.page };
  const id = new URLSearchParams(address.search).get('c');
  return id === null ? undefined : { kind: 'conversation', id };
};
