import { type SettingsVersion, settingsVersionSchema } from '../domain/settings/version.ts';
import type { SettingsVersions } from '../workflow/ports.ts';
import { createCollection, type Report } from './collection.ts';
import type { DocumentStore } from './document-store.ts';

const SEPARATOR = '/';

const keyOf = (section: string, version: number): string => `${section}${SEPARATOR}${version}`;

/** Far above what a ward saves between two looks at the store. */
const MOST = 200;

/**
 * Settings: one document per version, beside the others of its section. Its number is its id, so of two who save
 * at once one creates it and the other meets what is there.
 */
export function createSettingsVersions(store: DocumentStore, report: Report): SettingsVersions {
  const versions = createCollection<SettingsVersion>(
    store,
    {
      container: 'settings',
      schema: settingsVersionSchema,
      place: (key) => {
        const [pk = '', version = ''] = key.split(SEPARATOR);
        return { pk, id: `${pk}-${version.padStart(6, '0')}` };
      },
      keyOf: ({ section, version }) => keyOf(section, version),
      index: ({ version, at }) => ({ version, at }),
    },
    report,
  );
  return {
    async newest(section) {
      const [found] = await versions.list({
        pk: section,
        orderBy: { field: 'version', direction: 'desc' },
        limit: 1,
      });
      return found;
    },
    read: (section, version) => versions.read(keyOf(section, version)),
    create: (version) => versions.create(version),
    savedSince: (instant) =>
      versions.list({
        where: [{ field: 'at', is: '>=', value: instant.toISOString() }],
        orderBy: { field: 'at', direction: 'asc' },
        limit: MOST,
      }),
  };
}
