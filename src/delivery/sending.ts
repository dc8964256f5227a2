import type { Cards } from '../cards/cards.ts';
import type { Leases } from '../workflow/ports.ts';
import type { TeamsPort } from '../workflow/teams-port.ts';
import { createAddressBook } from './address.ts';
import { createDelivery } from './delivery.ts';
import { createExpansion } from './expand.ts';
import { createDeliveryHealth } from './health.ts';
import { createLease } from './lease.ts';
import type { DeliveryLog } from './log.ts';
import { onceQuiet } from './once-quiet.ts';
import { createPresenter } from './present.ts';
import type { Rooms } from './rooms.ts';
import { createSend } from './send.ts';
import { realTime } from './timer.ts';
import { createTroubleNotice } from './trouble.ts';

/**
 * Everything outbound, in real time: who may send, what is owed, and how it goes.
 * @param deps.owner a name of this process that no other has
 * @param deps.alone there is no other process: local mode
 * @param deps.quiet resolves when nobody waits for an answer, soon in any case: matching one record takes as long as
 *   answering several presses, and both share one thread
 */
export function createSending(deps: {
  rooms: Rooms;
  leases: Leases;
  teams: TeamsPort;
  cards: Cards;
  owner: string;
  alone: boolean;
  quiet: () => Promise<void>;
  log: DeliveryLog;
}) {
  const { rooms, leases, teams, cards, owner, alone, quiet, log } = deps;
  const patient: Rooms = {
    ...rooms,
    persons: {
      ...rooms.persons,
      async rank(...question) {
        await quiet();
        return rooms.persons.rank(...question);
      },
    },
  };
  const timing = { now: rooms.now, monotonic: () => performance.now(), after: realTime, log };
  const lease = createLease({ leases, owner, alone, ...timing });
  const health = createDeliveryHealth({
    owed: rooms.owed,
    licence: lease,
    tell: createTroubleNotice(rooms),
    ...timing,
  });
  const delivery = createDelivery({
    house: rooms,
    expansion: createExpansion(patient),
    attempt: createSend({
      house: rooms,
      teams,
      draw: createPresenter(rooms, cards),
      addressOf: createAddressBook(rooms, teams),
      licence: lease,
      chance: Math.random,
      after: realTime,
      log,
    }),
    lease,
    onlySender: alone,
    ...timing,
  });
  return {
    outbox: { nudge: onceQuiet(quiet, () => delivery.nudge()) },
    figures: () => health.figures(),
    start(): void {
      delivery.start();
      health.start();
    },
    async stop(): Promise<void> {
      await health.stop();
      await delivery.stop();
    },
  };
}
