import type { Cards } from '../../cards/cards.ts';
import type { House } from '../../workflow/ports.ts';
import type { Settings } from '../../workflow/settings/settings.ts';
import { createChannelHandlers } from './channels.ts';
import { createMeHandler } from './me.ts';
import type { Handlers } from './operation.ts';
import { createPeopleHandlers } from './people.ts';
import { createRecordHandlers } from './records.ts';
import { createSettingsHandlers } from './settings.ts';
import { createSettingsFileHandlers } from './settings-file.ts';
import { createSubjectHandlers } from './subjects.ts';

/** What the tab's API does, put together from one file per subject. */
export const createHandlers = (deps: {
  house: House;
  cards: Cards;
  settings: Settings;
  chatUrl: string;
}): Handlers => ({
  ...createMeHandler(deps),
  ...createRecordHandlers(deps),
  ...createSubjectHandlers(deps),
  ...createSettingsHandlers(deps),
  ...createSettingsFileHandlers(deps),
  ...createPeopleHandlers(deps),
  ...createChannelHandlers(deps),
});
