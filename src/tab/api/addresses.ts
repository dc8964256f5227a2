import type { OperationName, operations } from '../../api/operations.ts';

type Table = typeof operations;

/**
 * Methods and paths again, as values: the table of operations brings the schemas along, which the page does
 * without. The type holds each line against the table.
 */
export const addresses: {
  readonly [N in OperationName]: readonly [Table[N]['method'], Table[N]['path']];
} = {
  me: ['GET', '/me'],
  searchRecords: ['POST', '/records/search'],
  record: ['GET', '/records/:number'],
  searchSubjects: ['POST', '/subjects/search'],
  subject: ['GET', '/subjects/:subject'],
  settings: ['GET', '/settings'],
  settingsChanges: ['GET', '/settings/changes'],
  exportSettings: ['GET', '/settings/export'],
  previewImport: ['POST', '/settings/import/preview'],
  importSettings: ['POST', '/settings/import'],
  section: ['GET', '/settings/sections/:section'],
  saveSection: ['PUT', '/settings/sections/:section'],
  sectionVersion: ['GET', '/settings/sections/:section/versions/:version'],
  people: ['GET', '/people'],
  saveRoles: ['PUT', '/people/:key/roles'],
  channels: ['GET', '/channels'],
  saveChannel: ['PUT', '/channels/:key'],
};

/** Asked by POST because what is asked is private; asking twice changes nothing. */
const READING_POSTS: ReadonlySet<OperationName> = new Set([
  'searchRecords',
  'searchSubjects',
  'previewImport',
]);

/** May be sent again after a fault, because it changes nothing. */
export const isReading = (name: OperationName): boolean =>
  addresses[name][0] === 'GET' || READING_POSTS.has(name);

/** `/records/:number` with the parameters filled in. */
export const pathOf = (name: OperationName, params: Readonly<Record<string, string>>): string =>
  addresses[name][1].replaceAll(/:([a-z]+)/gu, (_, key: string) => encodeURIComponent(params[key] ?? ''));
