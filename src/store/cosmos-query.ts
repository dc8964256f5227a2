import type { SqlQuerySpec } from '@azure/cosmos';
import type { Scalar } from './document-store.ts';
import type { Plan } from './documents-query.ts';
import type { Stored } from './cosmos-documents.ts';

/** Fetches the first `count` results of one query, over as many answers as the service cuts it into. */
export type Fetch = (spec: SqlQuerySpec, count: number) => Promise<Stored[]>;

/** Types in the order in which Cosmos DB sorts them. */
const TYPES = ['boolean', 'number', 'string'] as const;
const TYPE_TEST = { boolean: 'IS_BOOL', number: 'IS_NUMBER', string: 'IS_STRING' } as const;

/** A property by name in brackets, for a name such as `value` is a keyword; names were checked. */
const property = (name: string): string => `c["${name}"]`;

type Equality = { readonly name: string; readonly value: Scalar };

/**
 * One level of the order: the value, then the id, then the pk. Cosmos DB sorts by several properties
 * only with a composite index for exactly those, and its continuation tokens are lost for ordered
 * queries over several partitions; so each request sorts by one property, and where a page boundary
 * falls between documents with the same value, one more request orders those by the next property.
 */
const buildSpec = (
  plan: Plan,
  equalities: readonly Equality[],
  level: string,
  beyond: Scalar | undefined,
): SqlQuerySpec => {
  const parameters: { name: string; value: Scalar }[] = [];
  const parameter = (value: Scalar): string => {
    const name = `@p${parameters.length}`;
    parameters.push({ name, value });
    return name;
  };
  const terms: string[] = [];
  // Said in the query as well as in the options: the emulator ignores the option.
  if (plan.pk !== undefined) terms.push(`c.pk = ${parameter(plan.pk)}`);
  for (const { field, is, value } of plan.where) terms.push(`${property(field)} ${is} ${parameter(value)}`);
  for (const { name, value } of equalities) terms.push(`${property(name)} = ${parameter(value)}`);
  const path = property(level);
  if (beyond === undefined) {
    if (level === plan.field) {
      terms.push(`(${TYPES.map((type) => `${TYPE_TEST[type]}(${path})`).join(' OR ')})`);
    }
  } else {
    // Comparisons hold within one type only; the types that sort later come as a whole.
    const rank = TYPES.indexOf(typeof beyond as (typeof TYPES)[number]);
    const later = plan.descending ? TYPES.slice(0, rank) : TYPES.slice(rank + 1);
    const past = `${path} ${plan.descending ? '<' : '>'} ${parameter(beyond)}`;
    const rest = level === plan.field ? later.map((type) => `${TYPE_TEST[type]}(${path})`) : [];
    terms.push(rest.length === 0 ? past : `(${[past, ...rest].join(' OR ')})`);
  }
  const where = terms.length === 0 ? '' : ` WHERE ${terms.join(' AND ')}`;
  return {
    query: `SELECT * FROM c${where} ORDER BY ${path} ${plan.descending ? 'DESC' : 'ASC'}`,
    parameters,
  };
};

/** Orders documents with the same value by id and pk, which are plain ASCII. */
const byKeys =
  (keys: readonly string[], descending: boolean) =>
  (a: Stored, b: Stored): number => {
    const key = keys.find((name) => a[name] !== b[name]);
    if (key === undefined) return 0;
    return String(a[key]) < String(b[key]) === descending ? 1 : -1;
  };

/** Up to `count` documents behind `cursor`, ordered by all of `levels`. */
const fetchOrdered = async (
  fetch: Fetch,
  plan: Plan,
  equalities: readonly Equality[],
  levels: readonly string[],
  cursor: readonly Scalar[],
  count: number,
): Promise<Stored[]> => {
  const [level, ...deeper] = levels;
  if (level === undefined) return [];
  const [beyond, ...inside] = cursor;
  const found: Stored[] = [];
  if (beyond !== undefined && inside.length > 0) {
    // The page before ended among documents with the same value.
    const same = [...equalities, { name: level, value: beyond }];
    found.push(...(await fetchOrdered(fetch, plan, same, deeper, inside, count)));
    if (found.length === count) return found;
  }
  const wanted = count - found.length;
  // One more than wanted, to see whether documents with the last value go on behind the boundary.
  const rows = await fetch(
    buildSpec(plan, equalities, level, beyond),
    deeper.length > 0 ? wanted + 1 : wanted,
  );
  let start = 0;
  while (start < rows.length && found.length < count) {
    const value = rows[start]?.[level] as Scalar;
    let end = start + 1;
    while (end < rows.length && rows[end]?.[level] === value) end += 1;
    const mayGoOn = end === rows.length && rows.length > wanted;
    if (mayGoOn) {
      const same = [...equalities, { name: level, value }];
      found.push(...(await fetchOrdered(fetch, plan, same, deeper, [], count - found.length)));
    } else {
      found.push(...rows.slice(start, end).sort(byKeys(deeper, plan.descending)));
    }
    start = end;
  }
  return found;
};

/** One page of a checked query. */
export const fetchPage = async (
  fetch: Fetch,
  plan: Plan,
): Promise<{ readonly stored: readonly Stored[]; readonly next: string | undefined }> => {
  const levels = [
    ...(plan.field === undefined ? [] : [plan.field]),
    'id',
    ...(plan.pk === undefined ? ['pk'] : []),
  ];
  const rows = await fetchOrdered(fetch, plan, [], levels, plan.cursor ?? [], plan.limit + 1);
  const stored = rows.slice(0, plan.limit);
  const last = stored.at(-1);
  if (rows.length <= plan.limit || last === undefined) return { stored, next: undefined };
  // As much of the key as tells the last document from the next: when the first value differs already,
  // the next page need not ask for more documents with the same one.
  const key = levels.map((level) => last[level] as Scalar);
  const apart = levels.findIndex((level) => rows[plan.limit]?.[level] !== last[level]);
  return { stored, next: plan.continuation(key.slice(0, apart + 1)) };
};
