import type { Cards } from '../../cards/cards.ts';
import type { House } from '../../workflow/ports.ts';
import { createMeHandler } from './me.ts';
import type { Handlers } from './operation.ts';

/** The operations that are there. */
type Present = 'me';

/** What the tab's API does, put together from one file per subject. */
export const createHandlers = (deps: { house: House; cards: Cards; chatUrl: string }): Handlers<Present> => ({
  ...createMeHandler(deps),
});
