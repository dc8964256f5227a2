import { createHash } from 'node:crypto';
import type { Condition, Query, Scalar } from './document-store.ts';
import { checkContainer, checkKeys, type Containers } from './documents-guard.ts';

/**
 * A query after every check, in the one form that both drivers execute: pages are cut by key
 * (the ordering value, then id, then pk), never by offset, so documents that are added or removed
 * between two pages neither repeat nor hide another document.
 */
export type Plan = {
  readonly pk: string | undefined;
  readonly where: readonly Condition[];
  /** Field that orders the result; undefined means by key alone. */
  readonly field: string | undefined;
  readonly descending: boolean;
  readonly limit: number;
  /** Key of the last document of the page before: [value of `field`,] id [, pk], or a beginning of that. */
  readonly cursor: readonly Scalar[] | undefined;
  /** Makes the continuation that leads on from the document with this key. */
  readonly continuation: (key: readonly Scalar[]) => string;
};

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

/** Order of two scalars of one type; text by UTF-8 bytes, as both databases compare it. */
const compare = (a: Scalar, b: Scalar): number => {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
};

const MEETS: Readonly<Record<Condition['is'], (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Whether `value` meets the condition. Values of another type never do: 1 is not true. */
const holds = (value: unknown, { is, value: bound }: Condition): boolean =>
  isScalar(value) && typeof value === typeof bound && MEETS[is](compare(value, bound));

const checkCondition = (fields: readonly string[], { field, is, value }: Condition): void => {
  if (!fields.includes(field)) throw new TypeError(`field ${field} is not declared as indexed`);
  if (!Object.hasOwn(MEETS, is)) throw new TypeError(`${is} is no comparison`);
  if (!isScalar(value)) throw new TypeError(`value for ${field} must be text, a finite number or a boolean`);
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw new TypeError(`value for ${field} is not well-formed Unicode`);
  }
};

/** Reads a continuation back. Throws TypeError for anything that this query did not hand out. */
const decodeCursor = (after: string, print: string, plan: Pick<Plan, 'where' | 'field' | 'pk'>): Scalar[] => {
  const refuse = (): never => {
    throw new TypeError('continuation does not belong to this query');
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return refuse();
  }
  if (!Array.isArray(parsed)) return refuse();
  const [mark, ...key] = parsed as unknown[];
  const longest = (plan.field === undefined ? 1 : 2) + (plan.pk === undefined ? 1 : 0);
  if (mark !== print || key.length === 0 || key.length > longest || !key.every(isScalar)) return refuse();
  const keys = plan.field === undefined ? key : key.slice(1);
  if (!keys.every((part) => typeof part === 'string')) return refuse();
  // The drivers leave out a bound that the cursor implies, so a cursor outside the bounds would widen
  // the query.
  const bounds = plan.where.filter(({ field }) => field === plan.field);
  if (!bounds.every((bound) => holds(key[0], bound))) return refuse();
  return key;
};

/**
 * Checks a query and brings it into the form the drivers execute.
 *
 * Ordering by a field leaves out documents in which it is absent, null, a list or an object.
 * Without `orderBy` the first range condition orders, so that the same index serves both; with
 * equalities only, or none, the order is by id and pk.
 *
 * Throws TypeError for an unknown container, a field that is not declared as indexed, a value that is
 * no scalar, a page size outside 1 to 1000, or a continuation of another query.
 */
export const planQuery = (containers: Containers, container: string, query: Query): Plan => {
  checkContainer(containers, container);
  const fields = containers[container]?.indexed ?? [];
  const { pk, where = [], orderBy, limit, after } = query;
  if (pk !== undefined) checkKeys(pk, 'any');
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new TypeError('limit must be 1 to 1000');
  for (const condition of where) checkCondition(fields, condition);
  if (orderBy && !fields.includes(orderBy.field)) {
    throw new TypeError(`field ${orderBy.field} is not declared as indexed`);
  }
  const field = orderBy?.field ?? where.find(({ is }) => is !== '=')?.field;
  const descending = orderBy?.direction === 'desc';
  // Most queries fit on one page and never need it.
  const print = (): string => {
    const shape = JSON.stringify([container, pk ?? null, where, field ?? null, descending]);
    return createHash('sha256').update(shape).digest('base64url').slice(0, 8);
  };
  return {
    pk,
    where,
    field,
    descending,
    limit,
    cursor: after === undefined ? undefined : decodeCursor(after, print(), { where, field, pk }),
    continuation: (key) => Buffer.from(JSON.stringify([print(), ...key])).toString('base64url'),
  };
};
