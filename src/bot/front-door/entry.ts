import type { Cards } from '../../cards/cards.ts';
import type { House } from '../../workflow/ports.ts';
import type { TeamsPort } from '../../workflow/teams-port.ts';
import { createBot } from '../bot.ts';
import { createFrontDoor, type FrontDoor } from './adapter.ts';
import { createGuard } from './guard.ts';
import type { Log } from './log.ts';
import { createPacedTurn } from './pace.ts';
import { createRateLimit } from './rate.ts';
import { checkTenant } from './tenant.ts';
import type { BotAuthentication } from './verdicts.ts';

/**
 * The whole way in, put together once: guard, the SDK's authentication, tenant, pace, bot. `npm run attack` attacks
 * what this gives, so that what is attacked is what runs.
 * @param deps.appId empty in local mode
 * @param deps.tenants the tenants that this installation serves
 * @param deps.now epoch milliseconds
 */
export function createEntry(deps: {
  authentication: BotAuthentication;
  appId: string;
  tenants: readonly string[];
  local: boolean;
  allowServiceUrl: (url: string) => boolean;
  house: House;
  cards: Cards;
  teams: TeamsPort;
  now: () => number;
  log: Log;
  newReference: () => string;
}): FrontDoor {
  const { authentication, appId, tenants, local, allowServiceUrl, now, log, newReference } = deps;
  const { house, cards, teams } = deps;
  const admit = (activity: unknown) => checkTenant(activity, { tenants, local });
  const takeTurn = createBot({ house, cards, teams, admit, log });
  const rate = createRateLimit({ now });
  return createFrontDoor({
    authentication,
    guard: createGuard({ appId, tenants, allowServiceUrl, now }),
    answer: createPacedTurn({ takeTurn, admit, rate, teams, cards, log }),
    log,
    newReference,
  });
}
