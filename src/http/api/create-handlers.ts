import type { Cards } from '../../cards/cards.ts';
import type { House } from '../../workflow/ports.ts';
import type { Settings } from '../../workflow/settings/settings.ts';
import { createChannelHandlers } from './channels.ts';
import { inTurns } from './long-searches.ts';
import { createMeHandler } from './me.ts';
import type { Handlers } from './operation.ts';
import { createPeopleHandlers } from './people.ts';
import { createRecordHandlers } from './records.ts';
import { createSettingsHandlers } from './settings.ts';
import { createSettingsFileHandlers } from './settings-file.ts';
import { createSubjectHandlers } from './subjects.ts';

/** What the tab's API does, put together from one file per subject. */
export function createHandlers(deps: {
  house: House;
  cards: Cards;
  settings: Settings;
  chatUrl: string;
}): Handlers {
  const { searchRecords, record } = createRecordHandlers(deps);
  return {
    ...createMeHandler(deps),
    searchRecords: inTurns(searchRecords),
    record,
    ...createSubjectHandlers(deps),
    ...createSettingsHandlers(deps),
    ...createSettingsFileHandlers(deps),
    ...createPeopleHandlers(deps),
    ...createChannelHandlers(deps),
  };
}
