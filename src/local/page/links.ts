import { readLink, type Target } from './read-link.ts';

let openInside: ((target: Exclude<Target, { kind: 'outside' }>) => void) | undefined;

/** Says who opens what belongs to the local page. */
export const onOpenInside = (open: NonNullable<typeof openInside>): void => {
  openInside = open;
};

/** Follows a link of a card or of the tab. False when there is nothing to open. */
export const followLink = (text: string): boolean => {
  const target = readLink(text, location.origin);
  if (target === undefined) return false;
  if (target.kind === 'outside') globalThis.open(target.url, '_blank', 'noopener,noreferrer');
  else openInside?.(target);
  return true;
};
