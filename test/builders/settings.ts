import { createRepositories } from '../../src/store/repositories.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { saveSection, sectionTag } from '../../src/workflow/settings/save-section.ts';
import { createSettings } from '../../src/workflow/settings/settings.ts';
import type { Person } from '../../src/domain/people/person.ts';
import type { Section } from '../../src/domain/settings/section.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import { asInstalled, assess, coordinator, type OpenHouse } from './house.ts';

/** The settings of another process on the same store. */
export function otherProcess(
  open: Pick<OpenHouse, 'store' | 'clock'>,
  over: (store: DocumentStore) => DocumentStore = (store) => store,
) {
  const recorded = createRecordedLog();
  const repositories = createRepositories(over(open.store));
  const settings = createSettings({
    versions: repositories.settingsVersions,
    installed: asInstalled,
    assess,
    now: open.clock.now,
    log: recorded.log,
  });
  return { settings, house: { ...repositories }, lines: recorded.lines };
}

/** A coordinator saves a section from what holds now. Throws when it is not saved. */
export async function saveNow(
  { house, settings }: Pick<OpenHouse, 'house' | 'settings'>,
  section: Section,
  content: unknown,
  { note = '', by = coordinator() }: { note?: string; by?: Person } = {},
): Promise<void> {
  const tag = sectionTag(settings, section);
  const outcome = await saveSection(house, settings, by, { section, tag, content, note });
  if (outcome.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(outcome)}`);
}
