import { isFirstWarning, isOpen, type OwedMessage, owe, owedMessageSchema } from '../domain/owed.ts';
import type { OwedMessages } from '../workflow/ports.ts';
import { createCollection, type Report } from './collection.ts';
import type { DocumentStore } from './document-store.ts';
import { NEVER } from './never.ts';

/** How far ahead of its time a first warning is taken. */
const HEAD_START_MS = 3_600_000;

const turnOf = (row: OwedMessage): string =>
  isFirstWarning(row) && row.attempts === 0
    ? new Date(new Date(row.dueAt).getTime() - HEAD_START_MS).toISOString()
    : row.dueAt;

/** Far above one team's 1,000 channels times the teams of a ward. */
const ROWS_ABOUT = 5000;

/** All chats together; a channel's key looks different. */
const PERSONS = 'persons';

/** Counts of trouble are read as documents, because the database port cannot count; nobody needs more. */
const MOST_COUNTED = 1000;

/** Far more than one process has under way. */
const UNDER_WAY = 5000;

/** A message with nothing to show any more is no trouble. */
function troubleOf(row: OwedMessage): string {
  if (row.state === 'sending' || row.state === 'uncertain') return row.state;
  return row.state === 'parked' && row.reason !== 'nothing-to-show' ? 'parked' : '';
}

/** Messages owed to conversations: one document each, under what they are about. */
export function createOwedMessages(store: DocumentStore, report: Report): OwedMessages {
  const SEPARATOR = '/';
  const rows = createCollection(
    store,
    {
      container: 'deliveries',
      schema: owedMessageSchema,
      place: (key) => {
        const [pk = '', id = ''] = key.split(SEPARATOR);
        return { pk, id };
      },
      keyOf: (row) => `${row.about}${SEPARATOR}${row.id}`,
      // Rows that are done sort behind every date, so that a sweep never walks over them.
      index: (row) => ({
        dueAt: isOpen(row) ? turnOf(row) : NEVER,
        lane: row.to.kind === 'channel' ? row.to.channel : PERSONS,
        since: isOpen(row) ? (row.since ?? row.dueAt) : NEVER,
        trouble: troubleOf(row),
      }),
      decodedOnce: true,
    },
    report,
  );
  const inTrouble = (trouble: string, limit: number): Promise<OwedMessage[]> =>
    rows.list({ where: [{ field: 'trouble', is: '=', value: trouble }], limit });
  return {
    async owe(debts, now) {
      return Promise.all(
        debts.map(async (debt) => {
          const fresh = owe(undefined, debt, now);
          const { created, item } = await rows.create(fresh);
          if (created || debt.wanted <= item.wanted) return item;
          const changed = await rows.change(`${debt.about}${SEPARATOR}${debt.id}`, (known) => ({
            next: owe(known, debt, now),
            result: undefined,
          }));
          return changed.found ? changed.item : fresh;
        }),
      );
    },
    async due(now, limit) {
      const found = await rows.list({
        where: [{ field: 'dueAt', is: '<=', value: now.toISOString() }],
        orderBy: { field: 'dueAt', direction: 'asc' },
        limit,
      });
      // A head start moves a row forward among those that are due; it makes none due.
      return found.filter((row) => new Date(row.dueAt) <= now);
    },
    async nextDue() {
      const [next] = await rows.list({
        where: [{ field: 'dueAt', is: '<', value: NEVER }],
        orderBy: { field: 'dueAt', direction: 'asc' },
        limit: 1,
      });
      return next === undefined ? undefined : new Date(next.dueAt);
    },
    change: (about, id, step) => rows.change(`${about}${SEPARATOR}${id}`, step),
    about: (about) => rows.list({ pk: about, limit: ROWS_ABOUT }),
    async dueIn(lane, now, limit) {
      const found = await rows.list({
        where: [
          { field: 'lane', is: '=', value: lane === 'persons' ? PERSONS : lane.channel },
          { field: 'dueAt', is: '<=', value: now.toISOString() },
        ],
        orderBy: { field: 'dueAt', direction: 'asc' },
        limit,
      });
      return found.filter((row) => new Date(row.dueAt) <= now);
    },
    underWay: () => inTrouble('sending', UNDER_WAY),
    async figures() {
      const [oldest] = await rows.list({
        where: [{ field: 'since', is: '<', value: NEVER }],
        orderBy: { field: 'since', direction: 'asc' },
        limit: 1,
      });
      const [parked, uncertain] = await Promise.all([
        inTrouble('parked', MOST_COUNTED),
        inTrouble('uncertain', MOST_COUNTED),
      ]);
      return {
        ...(oldest === undefined ? {} : { oldest: new Date(oldest.since ?? oldest.dueAt) }),
        parked: parked.length,
        uncertain: uncertain.length,
      };
    },
  };
}
