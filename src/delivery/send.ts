import type { CardMessage } from '../cards/template.ts';
import type { ConversationAddress } from '../domain/address.ts';
import {
  beginAttempt,
  isOpen,
  type OwedMessage,
  type Recipient,
  settleFault,
  settleSent,
  settleVoid,
} from '../domain/owed.ts';
import { coordinatorKeys } from './officials.ts';
import type { Rooms } from './rooms.ts';
import { TeamsFault, type TeamsPort } from '../workflow/teams-port.ts';
import type { Changed } from '../workflow/ports.ts';
import type { DeliveryLog } from './log.ts';

/**
 * One attempt at one row: mark it `sending`, draw it, post or replace, mark what came of it. The mark
 * before the request is what makes a death in between visible to the next process.
 */
export function createSend(deps: {
  house: Rooms;
  teams: TeamsPort;
  draw: (row: OwedMessage) => Promise<CardMessage | undefined>;
  addressOf: (to: Recipient) => Promise<ConversationAddress | undefined>;
  chance: () => number;
  log: DeliveryLog;
}) {
  const { house, teams, draw, addressOf, chance, log } = deps;

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

  const settle = (
    row: OwedMessage,
    step: (current: OwedMessage) => OwedMessage,
  ): Promise<Changed<OwedMessage, undefined>> =>
    house.owed.change(row.about, row.id, (current) => ({ next: step(current), result: undefined }));

  return async function attempt(due: OwedMessage): Promise<void> {
    const begun = await house.owed.change(due.about, due.id, (current) => {
      // Another sender may have had it meanwhile.
      const stillDue = isOpen(current) && new Date(current.dueAt) <= house.now();
      return stillDue ? { next: beginAttempt(current, house.now()), result: true } : { result: false };
    });
    if (!begun.found || !begun.result) return;
    const row = begun.item;
    try {
      const address = await addressOf(row.to);
      const message = address === undefined ? undefined : await draw(row);
      if (address === undefined || message === undefined) {
        await settle(row, settleVoid);
        return;
      }
      const version = row.wanted;
      let { messageId } = row;
      if (messageId === undefined) messageId = (await teams.post(address, message)).activityId;
      else await teams.update(address, messageId, message);
      const shown = messageId;
      await settle(row, (current) => settleSent(current, version, shown, house.now()));
      log.info({ about: row.about, row: row.id, version, attempts: row.attempts }, 'delivered');
    } catch (fault) {
      if (!(fault instanceof TeamsFault)) throw fault;
      const { code, status, retryAfterMs } = fault;
      const settled = await settle(row, (current) =>
        settleFault(current, { code, retryAfterMs }, house.now(), chance()),
      );
      if (settled.found && settled.item.state === 'parked') await tellUndelivered(row, code);
      log.warn({ about: row.about, row: row.id, attempts: row.attempts, code, status }, 'not delivered');
    }
  };
}
