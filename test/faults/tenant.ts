import type { ConversationAddress } from '../../src/domain/address.ts';
import { type OutgoingMessage, TeamsFault, type TeamsPort } from '../../src/workflow/teams-port.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

/** The connector's own time limit per call; see src/teams/connector.ts. */
export const CALL_MS = 8_000;

/** One request that became visible. */
export type Appearance = {
  readonly kind: 'post' | 'update';
  readonly conversation: string;
  readonly messageId: string;
  /** The owed row that was drawn, when it was one. */
  readonly row: string | undefined;
  readonly summary: string;
  readonly instance: string;
  readonly departedAt: number;
  readonly acceptedAt: number;
};

type Conversation = {
  installed: boolean;
  serviceUrl: string;
  messages: Map<string, OutgoingMessage>;
};

const MARK = '再送';
export const isMarked = ({ summary }: { summary: string }): boolean => summary.includes(MARK);

/** Teams as one tenant sees it, with everything that can happen between a request and its answer. */
export function createSimulatedTenant(deps: {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  serviceUrl: string;
}) {
  const { timeline, random, faults } = deps;
  const conversations = new Map<string, Conversation>();
  const appearances: Appearance[] = [];
  const departures: { conversation: string; at: number; instance: string }[] = [];
  const tags = new WeakMap<object, string>();
  let posted = 0;
  let overtaken = 0;
  let outageUntil = 0;

  function conversationOf(id: string): Conversation {
    const known = conversations.get(id) ?? {
      installed: true,
      serviceUrl: deps.serviceUrl,
      messages: new Map<string, OutgoingMessage>(),
    };
    conversations.set(id, known);
    return known;
  }

  /** What becomes of a request, and when: accepted after so long or never; then the answer, or a fault. */
  type Fate = { acceptMs?: number; answerMs: number; fault?: TeamsFault };

  function fateOf(): Fate {
    const answerMs = random.between(20, 250);
    const ambiguous = (): TeamsFault =>
      new TeamsFault('ambiguous', random.pick([500, 502, 504, 408, undefined]));
    const throttled = (ms?: number): Fate => ({ answerMs, fault: new TeamsFault('throttled', 429, ms) });
    if (faults.hits('teams-429', 0.015)) return throttled();
    if (faults.hits('teams-429-retry-after', 0.015)) return throttled(random.between(500, 20_000));
    if (faults.hits('teams-429-absurd', 0.002)) return throttled(86_400_000);
    if (faults.hits('teams-412', 0.02)) return { answerMs, fault: new TeamsFault('busy', 412) };
    if (faults.hits('teams-404-spurious', 0.01)) return { answerMs, fault: new TeamsFault('gone', 404) };
    if (faults.hits('teams-unreachable', 0.015)) return { answerMs, fault: new TeamsFault('unreachable') };
    if (faults.hits('teams-5xx-refused', 0.02)) return { answerMs, fault: ambiguous() };
    if (faults.hits('teams-5xx-accepted', 0.03)) return { acceptMs: 10, answerMs, fault: ambiguous() };
    if (faults.hits('teams-reset-accepted', 0.02)) {
      return { acceptMs: 5, answerMs: 6, fault: new TeamsFault('ambiguous') };
    }
    if (faults.hits('teams-413', 0.002)) return { answerMs, fault: new TeamsFault('too-large', 413) };
    const hung = { answerMs: CALL_MS, fault: new TeamsFault('ambiguous') };
    if (faults.hits('teams-hang-lost', 0.006)) return hung;
    if (faults.hits('teams-hang-accepted', 0.01)) return { ...hung, acceptMs: random.between(50, CALL_MS) };
    if (faults.hits('teams-hang-accepted-late', 0.004)) {
      return { ...hung, acceptMs: CALL_MS + random.between(1, 5_000) };
    }
    return { acceptMs: answerMs - 10, answerMs };
  }

  /** Sends one request on its way. It arrives whatever happens to the sender. */
  async function request<T>(
    to: { conversationId: string; serviceUrl: string },
    accept: (departedAt: number) => T,
  ): Promise<T> {
    const departedAt = timeline.now();
    const { conversationId, serviceUrl } = to;
    const { acceptMs, answerMs, fault } = fateOf();
    let outcome: { value: T } | { refused: TeamsFault } | undefined;
    const arrive = (): void => {
      const conversation = conversationOf(conversationId);
      if (!conversation.installed) outcome = { refused: new TeamsFault('blocked', 403) };
      else if (conversation.serviceUrl !== serviceUrl) outcome = { refused: new TeamsFault('gone', 404) };
      else {
        try {
          outcome = { value: accept(departedAt) };
        } catch (refused) {
          if (!(refused instanceof TeamsFault)) throw refused;
          outcome = { refused };
        }
      }
    };
    if (acceptMs !== undefined) timeline.after(acceptMs, arrive);
    await timeline.sleep(answerMs);
    if (fault !== undefined) throw fault;
    if (outcome === undefined) throw new TeamsFault('ambiguous');
    if ('refused' in outcome) throw outcome.refused;
    return outcome.value;
  }

  function appear(
    kind: Appearance['kind'],
    instance: string,
    to: ConversationAddress,
    messageId: string,
    message: OutgoingMessage,
    departedAt: number,
  ): void {
    conversationOf(to.conversationId).messages.set(messageId, message);
    appearances.push({
      kind,
      conversation: to.conversationId,
      messageId,
      row: tags.get(message.card),
      summary: message.summary,
      instance,
      departedAt,
      acceptedAt: timeline.now(),
    });
  }

  const portOf = (instance: string): TeamsPort => ({
    post: (to, message) =>
      request(to, (departedAt) => {
        posted += 1;
        const activityId = `m${posted}`;
        appear('post', instance, to, activityId, message, departedAt);
        return { activityId };
      }),
    update: (to, activityId, message) =>
      request(to, (departedAt) => {
        if (!conversationOf(to.conversationId).messages.has(activityId)) {
          if (!appearances.some((known) => known.messageId === activityId)) overtaken += 1;
          throw new TeamsFault('gone', 404);
        }
        appear('update', instance, to, activityId, message, departedAt);
      }),
    openPersonalChat: ({ userId, serviceUrl, tenantId, botId }) =>
      request({ conversationId: `a:${userId}`, serviceUrl }, () => ({
        conversationId: `a:${userId}`,
        serviceUrl,
        tenantId,
        botId,
      })),
  });

  return {
    portOf,
    /**
     * A request is handed to the connector. What answers somebody's own press is not held back, and is not counted.
     */
    handOver(instance: string, conversation: string, card: object): void {
      if (tags.has(card)) departures.push({ conversation, at: timeline.now(), instance });
    },
    appearances,
    departures,
    overtaken: () => overtaken,
    tag: (card: object, row: string): void => void tags.set(card, row),
    messages: (conversation: string): ReadonlyMap<string, OutgoingMessage> =>
      conversationOf(conversation).messages,
    serviceUrlOf: (conversation: string): string => conversationOf(conversation).serviceUrl,
    isInstalled: (conversation: string): boolean => conversationOf(conversation).installed,
    setInstalled(conversation: string, installed: boolean): void {
      conversationOf(conversation).installed = installed;
    },
    setServiceUrl(conversation: string, url: string): void {
      conversationOf(conversation).serviceUrl = url;
    },
    /** Somebody deletes the newest message of a conversation. */
    deleteNewest(conversation: string): boolean {
      const { messages } = conversationOf(conversation);
      const newest = [...messages.keys()].at(-1);
      return newest !== undefined && messages.delete(newest);
    },
    /** The whole database is away. */
    startOutage(ms: number): void {
      outageUntil = timeline.now() + ms;
    },
    storeAway: (): boolean => faults.raging() && timeline.now() < outageUntil,
  };
}

export type SimulatedTenant = ReturnType<typeof createSimulatedTenant>;
