import { randomBytes } from 'node:crypto';
import type { Cards } from '../cards/cards.ts';
import type { Log } from '../bot/front-door/log.ts';
import type { House } from '../workflow/ports.ts';
import type { Settings } from '../workflow/settings/settings.ts';
import { createApi } from './api/create-api.ts';
import { createHandlers } from './api/create-handlers.ts';
import type { TokenIssuer } from './api/issuers.ts';
import { createSignIn } from './api/sign-in.ts';
import type { Route } from './route.ts';
import type { TabFiles } from './tab-files.ts';
import { createTabRoutes, LOCAL_FRAMES, TEAMS_FRAMES } from './tab-static.ts';

/**
 * All of the tab: its page below /tab/ and its API below /api/v1, put together once. `npm run attack` attacks what
 * this gives, so that what is attacked is what runs.
 * @param deps.issuers whose tokens are taken
 * @param deps.files the built page; undefined when it was not built
 * @param deps.chatUrl opens the chat with the bot
 * @param deps.local the local tenant may frame the page as well
 * @param deps.now epoch milliseconds
 */
export function createTab(deps: {
  issuers: readonly TokenIssuer[];
  files: TabFiles | undefined;
  house: House;
  cards: Cards;
  settings: Settings;
  chatUrl: string;
  local: boolean;
  now: () => number;
  log: Log;
}): readonly Route[] {
  const { issuers, files, house, cards, settings, chatUrl, local, now, log } = deps;
  return [
    ...createTabRoutes({
      files,
      frames: local ? [...TEAMS_FRAMES, ...LOCAL_FRAMES] : TEAMS_FRAMES,
      newNonce: () => randomBytes(16).toString('base64'),
    }),
    ...createApi({
      signIn: createSignIn({ issuers, now }),
      handlers: createHandlers({ house, cards, settings, chatUrl }),
      house,
      now,
      log,
    }),
  ];
}
