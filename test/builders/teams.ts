import { type OutgoingMessage, TeamsFault, type TeamsPort } from '../../src/workflow/teams-port.ts';

export type Sent = {
  readonly kind: 'post' | 'update' | 'open';
  /** Conversation id; for `open` the user id. */
  readonly where: string;
  readonly activityId: string;
  readonly message: OutgoingMessage;
  readonly at: number;
};

/** What goes wrong with one call; `shown` = the message appeared all the same. */
export type Trouble =
  | { fault: TeamsFault; shown?: boolean }
  /** The call takes so long. */
  | { ms: number };

/** Every word that a card shows or holds, for looking for something in it. */
export const textOf = (message: OutgoingMessage): string => JSON.stringify(message);

/**
 * The outbound port as a memory: every call in order, and what each conversation shows in the end.
 * Trouble is taken from a list per conversation, one per call.
 */
export function createRecordingTeams(
  time: { now: () => Date; after: (ms: number, run: () => void) => unknown } = {
    now: () => new Date(0),
    after: (_, run) => run(),
  },
) {
  const calls: Sent[] = [];
  const screens = new Map<string, Map<string, OutgoingMessage>>();
  const troubles = new Map<string, Trouble[]>();
  let most = 0;
  const busy = new Map<string, number>();

  async function carry(where: string, run: () => void): Promise<void> {
    const running = (busy.get(where) ?? 0) + 1;
    busy.set(where, running);
    most = Math.max(most, running);
    try {
      const trouble = troubles.get(where)?.shift();
      if (trouble !== undefined && 'ms' in trouble) {
        await new Promise<void>((resolve) => time.after(trouble.ms, resolve));
      }
      const fault = trouble !== undefined && 'fault' in trouble ? trouble : undefined;
      if (fault === undefined || fault.shown === true) run();
      if (fault !== undefined) throw fault.fault;
    } finally {
      busy.set(where, (busy.get(where) ?? 1) - 1);
    }
  }

  const screenOf = (where: string): Map<string, OutgoingMessage> => {
    const known = screens.get(where) ?? new Map<string, OutgoingMessage>();
    screens.set(where, known);
    return known;
  };

  const note = (kind: Sent['kind'], where: string, activityId: string, message: OutgoingMessage): void => {
    calls.push({ kind, where, activityId, message, at: time.now().getTime() });
  };

  const port: TeamsPort = {
    async post(to, message) {
      const activityId = `m${calls.length + 1}`;
      note('post', to.conversationId, activityId, message);
      await carry(to.conversationId, () => screenOf(to.conversationId).set(activityId, message));
      return { activityId };
    },
    async update(to, activityId, message) {
      note('update', to.conversationId, activityId, message);
      await carry(to.conversationId, () => {
        const screen = screenOf(to.conversationId);
        // A message that a client posted before the test began counts as known.
        if (!screen.has(activityId) && activityId.startsWith('m')) throw new TeamsFault('gone', 404);
        screen.set(activityId, message);
      });
    },
    async openPersonalChat({ userId, serviceUrl, tenantId, botId }) {
      note('open', userId, '', { card: {}, summary: '' });
      await carry(userId, () => {});
      return { conversationId: `a:${userId}`, serviceUrl, tenantId, botId };
    },
  };

  return {
    port,
    calls,
    /** What the conversation shows now, oldest message first. */
    screen: (where: string): OutgoingMessage[] => [...screenOf(where).values()],
    /** Somebody deleted every message of the conversation. */
    wipe: (where: string): void => screenOf(where).clear(),
    sentTo: (where: string): Sent[] => calls.filter((call) => call.where === where),
    trouble(where: string, ...list: Trouble[]): void {
      troubles.set(where, [...(troubles.get(where) ?? []), ...list]);
    },
    /** No more trouble anywhere. */
    calm: (): void => troubles.clear(),
    /** The most calls that one conversation ever saw at once. */
    mostAtOnce: (): number => most,
  };
}

export type RecordingTeams = ReturnType<typeof createRecordingTeams>;
