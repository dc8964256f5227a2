import { type Difference, differences } from '../../domain/settings/difference.ts';
import { type Section, sections } from '../../domain/settings/section.ts';
import { shapes } from '../../domain/settings/shapes.ts';
import type { SettingsVersion, VersionHead } from '../../domain/settings/version.ts';
import type { House } from '../ports.ts';
import type { Settings } from './settings.ts';

/** What a list of versions shows; version 0 is what was installed. */
export type Head = { version: number; at?: string; by?: string; note?: string };

const INSTALLED: Head = { version: 0 };

const headOf = (version: VersionHead | undefined): Head =>
  version === undefined
    ? INSTALLED
    : {
        version: version.version,
        at: version.at,
        by: version.by.name,
        ...(version.note === '' ? {} : { note: version.note }),
      };

/** Every section and the version that holds. */
export const sectionHeads = (settings: Settings): (Head & { section: Section })[] =>
  sections.map((section) => ({ section, ...headOf(settings.held(section).inForce) }));

/** One section as it holds, and its other versions, newest first. */
export function sectionNow(
  settings: Settings,
  section: Section,
): Head & { section: Section; content: unknown; history: Head[] } {
  const { inForce, newest } = settings.held(section);
  const others = newest === undefined ? [] : [newest, ...newest.earlier];
  return {
    section,
    ...headOf(inForce),
    content: settings.content()[section],
    history: [
      ...others.filter(({ version }) => version !== inForce?.version).map(headOf),
      ...(inForce === undefined ? [] : [INSTALLED]),
    ],
  };
}

/** One version of a section and what it changed; undefined when there is none with this number. */
export async function sectionVersion(
  house: Pick<House, 'settingsVersions'>,
  settings: Settings,
  section: Section,
  version: number,
): Promise<(Head & { section: Section; content: unknown; changes: Difference[] }) | undefined> {
  if (version === 0) {
    return { section, ...INSTALLED, content: settings.installed[section], changes: [] };
  }
  const read = (wanted: number): Promise<SettingsVersion | undefined> =>
    wanted === 0 ? Promise.resolve(undefined) : house.settingsVersions.read(section, wanted);
  const [found, before] = await Promise.all([read(version), read(version - 1)]);
  if (found === undefined) return undefined;
  const earlier = before === undefined ? settings.installed[section] : before.content;
  return {
    section,
    ...headOf(found),
    content: found.content,
    changes: differences(shapes[section], earlier, found.content),
  };
}
