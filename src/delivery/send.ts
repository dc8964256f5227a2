import type { CardMessage } from '../cards/template.ts';
import type { ConversationAddress } from '../domain/address.ts';
import {
  beginAttempt,
  isSameAttempt,
  mayBegin,
  settleFault,
  settleRemoved,
  settleSent,
  settleVoid,
  withdrawAttempt,
} from '../domain/attempt.ts';
import { type OwedMessage, type Recipient } from '../domain/owed.ts';
import { coordinatorKeys } from './officials.ts';
import type { Rooms } from './rooms.ts';
import { TeamsFault, type TeamsFaultCode, type TeamsPort } from '../workflow/teams-port.ts';
import type { Licence } from './lease.ts';
import type { DeliveryLog } from './log.ts';
import type { Attempted } from './queue.ts';
import type { After } from './timer.ts';

/** Longest that one call of the Teams port takes, and a little more. */
const CALL_MS = 9_000;

/** Pauses between the tries to write down what came of a send; together far below the time of an attempt. */
const WRITE_AGAIN_MS = [300, 1_000, 3_000];

/** Faults that concern the conversation, not the message: its other messages would meet the same. */
const OF_THE_CONVERSATION: ReadonlySet<TeamsFaultCode> = new Set([
  'throttled',
  'busy',
  'ambiguous',
  'unreachable',
]);

const MARK = '【再送】';

/** The line that the toast shows; whatever kind of message is repeated says so. */
const marked = (message: CardMessage): CardMessage =>
  message.summary.startsWith(MARK) ? message : { ...message, summary: `${MARK}${message.summary}` };

const unsent = (fault: TeamsFault): TeamsFault =>
  fault.code === 'ambiguous' ? new TeamsFault('unreachable', fault.status) : fault;

/**
 * One attempt at one row: mark it `sending`, draw it, post or replace, mark what came of it. The mark
 * before the request is what makes a death in between visible to the next process; the fence in it is what
 * refuses a process that was held up and whose row another has taken over.
 */
export function createSend(deps: {
  house: Rooms;
  teams: TeamsPort;
  draw: (row: OwedMessage) => Promise<CardMessage | undefined>;
  addressOf: (to: Recipient, departing: () => void) => Promise<ConversationAddress | undefined>;
  licence: Licence;
  chance: () => number;
  after: After;
  log: DeliveryLog;
}) {
  const { house, teams, draw, addressOf, licence, chance, after, log } = deps;

  /**
   * A channel that cannot be reached is a department that is not warned: the coordinators, and whoever
   * believes that everybody knows, have to pick up the telephone.
   */
  async function tellUndelivered(row: OwedMessage, reason: string): Promise<void> {
    if (row.to.kind !== 'channel' || row.shows.kind !== 'alert') return;
    const { alert } = row.shows;
    const { channel } = row.to;
    const incident = await house.incidents.read(alert);
    const reporter = incident === undefined ? [] : [incident.reporter.key];
    const keys = [...new Set([...(await coordinatorKeys(house)), ...reporter])];
    await house.owed.owe(
      keys.map((person) => ({
        id: `undelivered-${channel}-${person}`,
        about: row.about,
        to: { kind: 'person' as const, person },
        shows: { kind: 'undelivered' as const, number: alert, channel, reason },
        wanted: row.wanted,
      })),
      house.now(),
    );
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve));

  /**
   * Writes what came of the attempt, several times if it must: a store that is away for a second is no
   * reason to post again what is known to stand there.
   */
  async function settle(begun: OwedMessage, step: (current: OwedMessage) => OwedMessage): Promise<void> {
    const write = () =>
      house.owed.change(begun.about, begun.id, (current) =>
        isSameAttempt(current, begun) ? { next: step(current), result: undefined } : { result: undefined },
      );
    for (const ms of WRITE_AGAIN_MS) {
      try {
        await write();
        return;
      } catch {
        log.warn({ about: begun.about, row: begun.id }, 'outcome not written yet');
        await pause(ms);
      }
    }
    await write();
  }

  /** What to send and where; undefined when the row was settled instead. */
  async function prepare(
    row: OwedMessage,
    departing: () => void,
  ): Promise<{ address: ConversationAddress; message: CardMessage } | undefined> {
    const address = await addressOf(row.to, departing);
    if (address === undefined && row.to.kind === 'channel') {
      if (row.shown === 0) await tellUndelivered(row, 'blocked');
      await settle(row, settleRemoved);
      return undefined;
    }
    const message = address === undefined ? undefined : await draw(row);
    if (address === undefined || message === undefined) {
      await settle(row, settleVoid);
      return undefined;
    }
    return { address, message };
  }

  async function refused(row: OwedMessage, fault: TeamsFault): Promise<Attempted> {
    const { code, status, retryAfterMs } = fault;
    const luck = chance();
    const outcome = (current: OwedMessage): OwedMessage =>
      settleFault(current, { code, retryAfterMs }, house.now(), luck);
    const next = outcome(row);
    log.warn({ about: row.about, row: row.id, attempts: row.attempts, code, status }, 'not delivered');
    // First, because after it nothing looks at the row again: a process may die in between.
    if (next.state === 'parked') await tellUndelivered(row, code);
    await settle(row, outcome);
    if (next.state === 'parked') return {};
    const againMs = new Date(next.dueAt).getTime() - house.now().getTime();
    return { againMs, held: OF_THE_CONVERSATION.has(code) };
  }

  return async function attempt(due: OwedMessage, departing: () => void): Promise<Attempted> {
    const fence = licence.fence();
    if (fence === undefined) return {};
    const begun = await house.owed.change(due.about, due.id, (current) =>
      // Another sender may have had it meanwhile.
      mayBegin(current, house.now(), fence)
        ? { next: beginAttempt(current, house.now(), fence), result: true }
        : { result: false },
    );
    if (!begun.found || !begun.result) return {};
    const row = begun.item;
    const withdraw = () => settle(row, (current) => withdrawAttempt(current, house.now()));
    let ready: Awaited<ReturnType<typeof prepare>>;
    try {
      ready = await prepare(row, departing);
    } catch (fault) {
      // Opening the chat may have been ambiguous; the message itself has certainly not left.
      if (fault instanceof TeamsFault) return refused(row, unsent(fault));
      await withdraw();
      throw fault;
    }
    if (ready === undefined) return {};
    // Everything up to here may have taken long. What leaves now must have ended when the next one may send.
    if (licence.fence(CALL_MS) !== fence) {
      await withdraw();
      return {};
    }
    const { address } = ready;
    const version = row.wanted;
    let { messageId } = row;
    const message = row.repeat && messageId === undefined ? marked(ready.message) : ready.message;
    departing();
    try {
      if (messageId === undefined) messageId = (await teams.post(address, message)).activityId;
      else await teams.update(address, messageId, message);
    } catch (fault) {
      if (fault instanceof TeamsFault) return refused(row, fault);
      throw fault;
    }
    const shown = messageId;
    await settle(row, (current) => settleSent(current, version, shown, house.now()));
    log.info({ about: row.about, row: row.id, version, attempts: row.attempts }, 'delivered');
    return {};
  };
}
