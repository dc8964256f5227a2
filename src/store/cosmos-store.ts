import { randomBytes } from 'node:crypto';
import type { Container, RequestOptions } from '@azure/cosmos';
import { createBudget, type Budget, type Time } from './cosmos-budget.ts';
import { type CosmosAccount, createCosmosClient, DEFAULT_REQUEST_TIMEOUT_MS } from './cosmos-client.ts';
import { carries, fromStored, ownResult, readVersion, type Stored, toStored } from './cosmos-documents.ts';
import { NotFound, readFault } from './cosmos-faults.ts';
import { fetchPage, type Fetch } from './cosmos-query.ts';
import { settleRead, settleWrite } from './cosmos-writes.ts';
import type { DocumentStore, Versioned } from './document-store.ts';
import { checkContainer, checkDeclaration, checkKeys, type Containers } from './documents-guard.ts';
import { planQuery } from './documents-query.ts';

export type CosmosStoreDeps = CosmosAccount & {
  /** Name of the database; it and its containers exist already. */
  readonly database: string;
  readonly containers: Containers;
  /** Longest use of the port including repeats, in milliseconds. */
  readonly totalTimeoutMs?: number;
  readonly time?: Time;
  /** A new name for one write, of [A-Za-z0-9_-]. */
  readonly newOperation?: () => string;
};

const DEFAULT_TOTAL_MS = 8000;

const SYSTEM_TIME: Time = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** A point read; undefined when there is no such document. */
const lookUp = async (
  container: Container,
  pk: string,
  id: string,
  signal: AbortSignal,
): Promise<Stored | undefined> => {
  const response = await container.item(id, pk).read<Stored>({ abortSignal: signal });
  if (response.statusCode !== 404) return response.resource;
  const error = new NotFound(response.substatus);
  if (readFault(error)?.is === 'absent') return undefined;
  throw error;
};

const matching = (etag: string, signal: AbortSignal): RequestOptions => ({
  accessCondition: { type: 'IfMatch', condition: etag },
  abortSignal: signal,
});

/**
 * The document port on Azure Cosmos DB for NoSQL: point reads and writes, and queries that sort by one
 * indexed property at a time. Uses no batch, change feed, TTL or patch.
 *
 * Every call ends within about 8 s. A write whose answer is lost is looked up and recognised, so
 * `conflict`, `changed` and `missing` are certain, and a success is one write; only `unavailable`
 * leaves open whether it happened. One exception: when a remove loses its answer and the document is
 * gone, it counts as ours, though somebody else may have removed it.
 */
export const createCosmosStore = (deps: CosmosStoreDeps): DocumentStore => {
  const { containers, time = SYSTEM_TIME, requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = deps;
  checkDeclaration(containers);
  const client = createCosmosClient(deps);
  const database = client.database(deps.database);
  const newOperation = deps.newOperation ?? (() => randomBytes(9).toString('base64url'));
  const totalMs = deps.totalTimeoutMs ?? DEFAULT_TOTAL_MS;

  const open = (name: string): { container: Container; budget: Budget } => {
    checkContainer(containers, name);
    return { container: database.container(name), budget: createBudget({ time, requestTimeoutMs, totalMs }) };
  };

  return {
    read: async (name, pk, id) => {
      const { container, budget } = open(name);
      checkKeys(pk, id);
      const stored = await settleRead(
        budget,
        (signal) => lookUp(container, pk, id, signal),
        `${name}/${pk}/${id}`,
      );
      return stored && fromStored(stored);
    },

    create: async (name, doc) => {
      const { container, budget } = open(name);
      const op = newOperation();
      const body = toStored(doc, op, []);
      return settleWrite<Versioned>(budget, {
        where: `${name}/${doc.pk}/${doc.id}`,
        send: async (signal) => {
          const { resource } = await container.items.create(body, { abortSignal: signal });
          return fromStored(resource as unknown as Stored);
        },
        look: async (signal) => {
          const seen = await lookUp(container, doc.pk, doc.id, signal);
          if (!seen) return { is: 'not-done' };
          return carries(seen, op)
            ? { is: 'done', result: ownResult(body, seen, op) }
            : { is: 'refused', code: 'conflict' };
        },
      });
    },

    replace: async (name, doc, version) => {
      const { container, budget } = open(name);
      const { etag, ops } = readVersion(version);
      const op = newOperation();
      const body = toStored(doc, op, ops);
      return settleWrite<Versioned>(budget, {
        where: `${name}/${doc.pk}/${doc.id}`,
        send: async (signal) => {
          const { resource } = await container.item(doc.id, doc.pk).replace(body, matching(etag, signal));
          return fromStored(resource as unknown as Stored);
        },
        look: async (signal) => {
          const seen = await lookUp(container, doc.pk, doc.id, signal);
          if (!seen) return { is: 'refused', code: 'missing' };
          if (carries(seen, op)) return { is: 'done', result: ownResult(body, seen, op) };
          // The old etag after a 412 is a replica that has not caught up: look again later.
          return seen._etag === etag ? { is: 'not-done' } : { is: 'refused', code: 'changed' };
        },
      });
    },

    remove: async (name, pk, id, version) => {
      const { container, budget } = open(name);
      checkKeys(pk, id);
      const { etag } = readVersion(version);
      await settleWrite<void>(budget, {
        where: `${name}/${pk}/${id}`,
        send: async (signal) => {
          await container.item(id, pk).delete(matching(etag, signal));
        },
        look: async (signal, doubtful) => {
          const seen = await lookUp(container, pk, id, signal);
          if (!seen) return doubtful ? { is: 'done', result: undefined } : { is: 'refused', code: 'missing' };
          return seen._etag === etag ? { is: 'not-done' } : { is: 'refused', code: 'changed' };
        },
      });
    },

    query: async (name, query) => {
      const { container, budget } = open(name);
      const plan = planQuery(containers, name, query);
      const fetch: Fetch = (spec, count) =>
        settleRead(
          budget,
          async (signal) => {
            const rows: Stored[] = [];
            const iterator = container.items.query<Stored>(spec, {
              maxItemCount: Math.min(count, 1000),
              abortSignal: signal,
              ...(plan.pk === undefined ? {} : { partitionKey: plan.pk }),
            });
            while (rows.length < count && iterator.hasMoreResults()) {
              const { resources } = await iterator.fetchNext();
              // Absent on the empty answers between partitions.
              rows.push(...((resources as Stored[] | undefined) ?? []));
            }
            return rows.slice(0, count);
          },
          `query on ${name}`,
        );
      const { stored, next } = await fetchPage(fetch, plan);
      const items = stored.map(fromStored).filter(({ version }) => query.except?.has(version) !== true);
      return next === undefined ? { items } : { items, next };
    },

    ping: async () => {
      // A document that is not there: one request unit, and it needs the same rights as our work.
      const [name = ''] = Object.keys(containers);
      const { container, budget } = open(name);
      await settleRead(budget, (signal) => lookUp(container, 'ping', 'ping', signal), 'ping');
    },

    close: async () => {
      client.dispose();
    },
  };
};
