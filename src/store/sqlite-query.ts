import type { Document, Scalar } from './document-store.ts';
import type { Plan } from './documents-query.ts';
import { indexFor, rankColumn, valueColumn } from './sqlite-schema.ts';

type Param = string | number;

/** Function of the driver, in SQL: whether the document of this version is in memory already. */
export const KNOWN = 'known_version';

/** Function of the driver, in SQL: whether the query that runs is to leave this version out. */
export const EXCEPTED = 'excepted_version';

const RANK = { boolean: 1, number: 2, string: 3 } as const;
const rankOf = (value: Scalar): number => RANK[typeof value as keyof typeof RANK];
const bind = (value: Scalar): Param => (typeof value === 'boolean' ? Number(value) : value);

/**
 * The index is named instead of left to the planner, which without statistics may prefer to walk
 * every document in order. First equality, then order: put the most selective equality first.
 */
const chooseIndex = (
  container: string,
  { pk, where, field }: Plan,
): ReturnType<typeof indexFor> | undefined => {
  const equal = where.find((condition) => condition.is === '=' && condition.field !== field)?.field;
  if (pk === undefined) {
    return indexFor(container, {
      scope: 'all',
      ...(field === undefined ? { order: equal } : { equal, order: field }),
    });
  }
  const leading = field ?? equal;
  // Without a field the primary key (pk, id) is the only index that fits.
  return leading === undefined ? undefined : indexFor(container, { scope: 'pk', order: leading });
};

/**
 * SQL and parameters that fetch one document more than the page holds, to know whether there is a next; without
 * those that {@link EXCEPTED} names, when `excepting`.
 * `needs` makes the index that the SQL names; it must have run before the SQL is prepared.
 */
export const selectPage = (
  container: string,
  plan: Plan,
  excepting = false,
): { sql: string; params: Param[]; needs: string | undefined } => {
  const { pk, where, field, descending, limit, cursor } = plan;
  const terms: string[] = [];
  const params: Param[] = [];
  const add = (term: string, ...values: Param[]): void => {
    terms.push(term);
    params.push(...values);
  };
  if (pk !== undefined) add('pk = ?', pk);
  const onwards = descending ? '<' : '>';
  for (const { field: name, is, value } of where) {
    add(`${rankColumn(name)} = ${rankOf(value)}`);
    // Once the cursor is past the starting bound, the bound would only make SQLite start from it again.
    if (!(cursor && name === field && is.startsWith(onwards)))
      add(`${valueColumn(name)} ${is} ?`, bind(value));
  }
  const ranked = field !== undefined && !where.some((condition) => condition.field === field);
  const order = [
    ...(ranked ? [rankColumn(field)] : []),
    ...(field === undefined ? [] : [valueColumn(field)]),
    'id',
    ...(pk === undefined ? ['pk'] : []),
  ];
  if (cursor) {
    const [first] = cursor;
    const key = [...(ranked && first !== undefined ? [rankOf(first)] : []), ...cursor.map(bind)];
    if (key.length > order.length) throw new TypeError('continuation does not belong to this query');
    // The beginning of a key goes on behind everything that shares it.
    add(`(${order.slice(0, key.length).join(', ')}) ${onwards} (${key.map(() => '?').join(', ')})`, ...key);
  } else if (ranked) {
    add(`${rankColumn(field)} > 0`);
  }
  if (excepting) add(`NOT ${EXCEPTED}(version)`);
  const index = chooseIndex(container, plan);
  const sql = `SELECT version, iif(${KNOWN}(version), NULL, doc) AS doc FROM "${container}"${index === undefined ? '' : ` INDEXED BY ${index.name}`}${
    terms.length === 0 ? '' : ` WHERE ${terms.join(' AND ')}`
  } ORDER BY ${order.map((column) => (descending ? `${column} DESC` : column)).join(', ')} LIMIT ?`;
  return { sql, params: [...params, limit + 1], needs: index?.create };
};

/** Key of a document in the order of the plan, for the continuation. */
export const keyOf = (doc: Document, { field, pk }: Plan): Scalar[] => [
  ...(field === undefined ? [] : [doc[field] as Scalar]),
  doc.id,
  ...(pk === undefined ? [doc.pk] : []),
];
