import type { Activity, ConversationParameters } from 'botbuilder';
import type { ConversationAddress } from '../domain/address.ts';
import { type OutgoingMessage, TeamsFault, type TeamsPort } from '../workflow/teams-port.ts';
import { createClients } from './clients.ts';
import { toTeamsFault } from './faults.ts';
import type { BotAuthentication, ConnectorClient } from './sdk.ts';

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

type CallOptions = { readonly abortSignal: AbortSignal };

/** One card, its summary, never `text`: beside a text Teams splits the message and no id comes back. */
function messageActivity(to: ConversationAddress, message: OutgoingMessage): Partial<Activity> {
  return {
    type: 'message',
    from: { id: to.botId } as Activity['from'],
    conversation: { id: to.conversationId } as Activity['conversation'],
    summary: message.summary,
    attachments: [{ contentType: ADAPTIVE_CARD, content: message.card }],
  };
}

/** Ids become path segments; these would name another path than the one we mean. */
function requireSegment(id: string): void {
  if (id === '' || id === '.' || id === '..') throw new TeamsFault('refused');
}

/**
 * The outbound half of Teams over botbuilder's connector client: no turn pipeline, no adapter.
 *
 * Each call sends one HTTP request at most and settles within `timeoutMs`, token included. All failures are
 * `TeamsFault`s without a word of the card.
 * @param deps.authentication from `createBotAuthentication`; with an empty `appId` no token is sent
 * @param deps.timeoutMs milliseconds per call; default 8,000
 * @param deps.allowServiceUrl the address rule; a denied address is `refused` before any request
 * @param deps.now epoch milliseconds, to read a Retry-After date and to notice that the machine slept
 * @param deps.monotonic milliseconds that never jump; together with `now` it says whether a call's time is over
 */
export function createTeamsConnector(deps: {
  authentication: BotAuthentication;
  appId: string;
  timeoutMs?: number;
  allowServiceUrl: (url: string) => boolean;
  now: () => number;
  monotonic?: () => number;
}): TeamsPort {
  const { timeoutMs = 8000, allowServiceUrl, now, monotonic = () => performance.now() } = deps;
  const clients = createClients(deps);

  async function once<T>(
    serviceUrl: string,
    call: (client: ConnectorClient, options: CallOptions) => Promise<T>,
  ): Promise<T> {
    if (!allowServiceUrl(serviceUrl)) throw new TeamsFault('refused');
    const controller = new AbortController();
    const { signal } = controller;
    const [from, wall] = [monotonic(), now()];
    // Whoever takes over from a process that stands still counts on this: nothing leaves after its time.
    clients.announce(signal, () => Math.max(monotonic() - from, now() - wall) >= timeoutMs);
    // Raced as well as aborted: the SDK's token requests do not listen to the signal.
    const timedOut = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    const work = async () => call(await clients.clientFor(serviceUrl), { abortSignal: signal });
    try {
      return await Promise.race([work(), timedOut]);
    } catch (error) {
      throw toTeamsFault(error, clients.hasDeparted(signal), now());
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async post(to, message) {
      requireSegment(to.conversationId);
      const { id } = await once(to.serviceUrl, (client, options) =>
        client.conversations.sendToConversation(to.conversationId, messageActivity(to, message), options),
      );
      // Accepted but nameless: it may be visible, and it can never be updated.
      if (typeof id !== 'string' || id === '') throw new TeamsFault('ambiguous', 200);
      return { activityId: id };
    },

    async update(to, activityId, message) {
      requireSegment(to.conversationId);
      requireSegment(activityId);
      await once(to.serviceUrl, (client, options) =>
        client.conversations.updateActivity(
          to.conversationId,
          activityId,
          { ...messageActivity(to, message), id: activityId },
          options,
        ),
      );
    },

    async openPersonalChat({ serviceUrl, tenantId, botId, userId }) {
      const parameters = {
        isGroup: false,
        bot: { id: botId },
        members: [{ id: userId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      const { id } = await once(serviceUrl, (client, options) =>
        client.conversations.createConversation(
          parameters as Partial<ConversationParameters> as ConversationParameters,
          options,
        ),
      );
      if (typeof id !== 'string' || id === '') throw new TeamsFault('ambiguous', 200);
      return { serviceUrl, conversationId: id, tenantId, botId };
    },
  };
}
