import type { Cards } from '../../cards/cards.ts';
import type { TeamsPort } from '../../workflow/teams-port.ts';
import { type Inbound, readActivity, type Seen } from '../activity.ts';
import type { TurnOutcome } from './answer.ts';
import { describeFault, type Log } from './log.ts';
import type { RateLimit } from './rate.ts';
import type { TenantVerdict } from './tenant.ts';

type TakeTurn = (activity: unknown, seen?: Seen) => Promise<TurnOutcome>;

/** Presses that warn or save: they have a bucket of their own, so that no other press stands in their way. */
const URGENT: ReadonlySet<string> = new Set([
  'quick.submit',
  'incident.submit',
  'alert.raise',
  'alert.acknowledge',
  'alert.sighting',
  'alert.left',
  'alert.mistaken',
]);

const WAIT =
  '操作が短い間に続いたため、この操作はまだ受け付けていません。数秒待ってから、もう一度押してください。入力した内容は画面に残っています。';

const SEARCH_WAIT = '検索が短い間に続きました。数秒待ってから、もう一度入れてください。';

/** Which of a person's buckets a turn takes from. The search box asks at every pause of typing, so it has its own. */
function bucketOf(inbound: Inbound | undefined): 'urgent' | 'search' | 'other' {
  if (inbound?.kind === 'search') return 'search';
  return inbound?.kind === 'action' && URGENT.has(inbound.action.action) ? 'urgent' : 'other';
}

const answered = (body: unknown): TurnOutcome => ({ kind: 'invoke', status: 200, body });

/**
 * Lets each person take turns at a bearable rate, before the turn reads or writes anything. Only people whom the
 * front door has established are counted, so nobody can use up the turns of another, and an installation or a
 * removal always counts.
 *
 * A pressed card stays as it is, with all that was typed. A message turn is answered 429, which Teams shows as a
 * failure, and the first time in a row a line in the person's own chat says why.
 * @param deps.takeTurn the bot
 * @param deps.admit the same rule as the bot's; pure
 */
export function createPacedTurn(deps: {
  takeTurn: TakeTurn;
  admit: (activity: unknown) => TenantVerdict;
  rate: RateLimit;
  teams: Pick<TeamsPort, 'post'>;
  cards: Pick<Cards, 'notice'>;
  log: Log;
}): TakeTurn {
  const { takeTurn, admit, rate, teams, cards, log } = deps;

  async function tell(inbound: Inbound): Promise<void> {
    try {
      await teams.post(inbound.from, cards.notice({ title: WAIT, lines: [] }));
    } catch (fault) {
      log.warn(describeFault(fault), 'the line about too many actions was not sent');
    }
  }

  return async (activity) => {
    const verdict = admit(activity);
    if (!verdict.allowed || verdict.personId === undefined) return takeTurn(activity);
    const inbound = readActivity(activity, verdict);
    const seen = { verdict, inbound };
    if (inbound?.kind === 'installed' || inbound?.kind === 'removed') return takeTurn(activity, seen);
    const bucket = bucketOf(inbound);
    const taken = rate.take(`${verdict.tenantId} ${verdict.personId} ${bucket}`);
    if (taken.allowed) return takeTurn(activity, seen);
    const { first, waitSeconds } = taken;
    if (first) log.warn({ bucket }, 'a person sends too much');
    if (inbound?.kind === 'search') {
      return answered({ composeExtension: { type: 'message', text: SEARCH_WAIT } });
    }
    if (inbound?.kind === 'action' && inbound.via === 'execute') {
      return answered({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: WAIT });
    }
    // After the answer: it is a request of its own. In a channel it would stay for everybody.
    if (first && inbound?.scope === 'personal' && inbound.scopeSaid) void tell(inbound);
    return { kind: 'later', waitSeconds };
  };
}
