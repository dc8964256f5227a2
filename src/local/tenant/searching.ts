import type { Activities } from './activities.ts';
import type { BotLink } from './bot-link.ts';
import type { Places } from './place.ts';
import { readSearchAnswer } from './search-answer.ts';
import { undelivered } from './undelivered.ts';
import type { SearchOutcome, SearchRequest } from './wire.ts';

/** Teams gives a bot five seconds to answer a search, less than for a press. Source: its page on search commands. */
const answerMs = 5000;

const notFound = '調べられませんでした';

/** The search of the bot's message extension (調べる), as one uses it beside the message field. */
export const createSearching = (deps: {
  place: Places;
  activities: Activities;
  botLink: BotLink;
  now: () => number;
}) => ({
  /** Asks the bot. Nothing typed gives what the bot offers on opening the box. */
  search: async (request: SearchRequest): Promise<SearchOutcome> => {
    const { persona, room } = deps.place(request.as, request.conversationId);
    const activity = deps.activities.query(persona, room, request.query);
    const started = deps.now();
    const delivery = await deps.botLink.deliver(activity, answerMs);
    const tookMs = deps.now() - started;
    if (!delivery.ok) return undelivered(activity.id, tookMs, delivery, notFound);
    const answer = readSearchAnswer(delivery.body);
    return answer.kind === 'unusable'
      ? undelivered(activity.id, tookMs, { status: delivery.status, reason: answer.reason }, notFound)
      : { delivered: true, activityId: activity.id, tookMs, answer };
  },
});

export type Searching = ReturnType<typeof createSearching>;
