import type { Expand } from './template.ts';

/** The address that opens a page of the tab, such as `records/261121-7K3F9Q`. */
export type TabLink = (page: string) => string;

/** Id of the tab in appPackage/manifest.json. */
export const TAB_ENTITY = 'register';

/**
 * Links as Teams reads them, for Action.OpenUrl: in a text, some clients would open a browser instead.
 * Source: learn.microsoft.com, "Deep link to an application", read 2026-11-22. The context still says `subEntityId`;
 * the page finds it as `page.subPageId`. Every parameter is encoded; 1,900 characters are the most on Windows.
 * @param tab.teamsAppId the id under which the Teams admin centre lists the app
 * @param tab.host host name of the service, for clients that cannot show the tab
 */
export const teamsTabLink =
  (tab: { readonly teamsAppId: string; readonly host: string }): TabLink =>
  (page) => {
    const webUrl = encodeURIComponent(`https://${tab.host}/tab/#/${page}`);
    const context = encodeURIComponent(JSON.stringify({ subEntityId: page }));
    return `https://teams.microsoft.com/l/entity/${tab.teamsAppId}/${TAB_ENTITY}?webUrl=${webUrl}&label=Tate&context=${context}`;
  };

/** Links that the page of the local tenant opens in place. */
export const localTabLink =
  (tab: { readonly chatUrl: string }): TabLink =>
  (page) =>
    `${tab.chatUrl}#tab=${page}`;

type Shown = { readonly number?: unknown; readonly subject?: unknown };

/** Templates that have a page of their own in the tab. The page itself asks who may read it. */
const pages: Readonly<Record<string, (shown: Shown) => string>> = {
  receipt: ({ number }) => `records/${String(number)}`,
  alert: ({ number }) => `records/${String(number)}`,
  details: ({ number }) => `records/${String(number)}`,
  decision: ({ number }) => `records/${String(number)}`,
  'decision-resolved': ({ number }) => `records/${String(number)}`,
  subject: ({ subject }) => `subjects/${String(subject)}`,
};

/** Gives these templates their `tabLink`: empty where there is no tab, and then the card has no link. */
export const withTabLinks =
  (expand: Expand, link: TabLink | undefined): Expand =>
  (name, view) => {
    const page = pages[name];
    if (page === undefined) return expand(name, view);
    return expand(name, { ...view, tabLink: link === undefined ? '' : link(page(view)) });
  };
