import {
  type Document,
  type DocumentStore,
  type Scalar,
  StoreFault,
  type Versioned,
} from '../../src/store/document-store.ts';
import {
  checkContainer,
  checkKeys,
  type Containers,
  decodeDocument,
  encodeDocument,
} from '../../src/store/documents-guard.ts';
import { type Plan, planQuery } from '../../src/store/documents-query.ts';

type Row = { text: string; version: string; doc: Document };

const rankOf = (value: unknown): number =>
  typeof value === 'string' ? 3 : typeof value === 'number' ? 2 : typeof value === 'boolean' ? 1 : 0;

/** Above this UTF-16 and UTF-8 no longer sort alike. */
const SURROGATES = /[\ud800-\uffff]/u;

/** By type, then by value; text by its UTF-8 bytes, as both databases have it. */
function compare(a: Scalar, b: Scalar): number {
  const ranks = rankOf(a) - rankOf(b);
  if (ranks !== 0 || a === b) return ranks;
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b);
  if (SURROGATES.test(a) || SURROGATES.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

const MEETS = {
  '=': (order: number) => order === 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
} as const;

const keyOf = (doc: Document, { field, pk }: Plan): Scalar[] => [
  ...(field === undefined ? [] : [doc[field] as Scalar]),
  doc.id,
  ...(pk === undefined ? [doc.pk] : []),
];

function compareKeys(a: readonly Scalar[], b: readonly Scalar[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 0;
    const order = compare(value, other);
    if (order !== 0) return order;
  }
  return 0;
}

/** The document port in memory, under the same contract as the databases: a thousand runs take minutes. */
export function createMemoryStore(deps: { readonly containers: Containers }): DocumentStore {
  const { containers } = deps;
  const tables = new Map<string, Map<string, Row>>();
  let versions = 0;

  function table(container: string): Map<string, Row> {
    checkContainer(containers, container);
    const known = tables.get(container) ?? new Map<string, Row>();
    tables.set(container, known);
    return known;
  }

  const versioned = ({ text, version }: Row): Versioned => ({ doc: decodeDocument(text), version });

  function write(rows: Map<string, Row>, text: string): Versioned {
    versions += 1;
    const doc = decodeDocument(text);
    const row = { text, version: `v${versions}`, doc };
    rows.set(`${doc.pk}/${doc.id}`, row);
    return versioned(row);
  }

  function expect(rows: Map<string, Row>, pk: string, id: string, version: string): void {
    const row = rows.get(`${pk}/${id}`);
    if (row?.version !== version) throw new StoreFault(row ? 'changed' : 'missing', `${pk}/${id}`);
  }

  function select(rows: Map<string, Row>, plan: Plan): Row[] {
    const { pk, where, field, descending, cursor } = plan;
    const found = [...rows.values()].filter(
      ({ doc }) =>
        (pk === undefined || doc.pk === pk) &&
        (field === undefined || rankOf(doc[field]) > 0) &&
        where.every(({ field: name, is, value }) => {
          const own = doc[name];
          return rankOf(own) === rankOf(value) && MEETS[is](compare(own as Scalar, value));
        }),
    );
    const sign = descending ? -1 : 1;
    const keyed = found.map((row) => ({ row, key: keyOf(row.doc, plan) }));
    return keyed
      .filter(({ key }) => cursor === undefined || sign * compareKeys(key, cursor) > 0)
      .sort((a, b) => sign * compareKeys(a.key, b.key))
      .map(({ row }) => row);
  }

  return {
    async read(container, pk, id) {
      checkKeys(pk, id);
      const row = table(container).get(`${pk}/${id}`);
      return row && versioned(row);
    },
    async create(container, doc) {
      const rows = table(container);
      const text = encodeDocument(doc);
      if (rows.has(`${doc.pk}/${doc.id}`)) throw new StoreFault('conflict', `${doc.pk}/${doc.id}`);
      return write(rows, text);
    },
    async replace(container, doc, version) {
      const rows = table(container);
      const text = encodeDocument(doc);
      expect(rows, doc.pk, doc.id, version);
      return write(rows, text);
    },
    async remove(container, pk, id, version) {
      checkKeys(pk, id);
      const rows = table(container);
      expect(rows, pk, id, version);
      rows.delete(`${pk}/${id}`);
    },
    async query(container, query) {
      const plan = planQuery(containers, container, query);
      const found = select(table(container), plan).filter(
        ({ version }) => query.except?.has(version) !== true,
      );
      const page = found.slice(0, plan.limit);
      const last = page.at(-1);
      const items = page.map(versioned);
      return found.length > plan.limit && last !== undefined
        ? { items, next: plan.continuation(keyOf(last.doc, plan)) }
        : { items };
    },
    async ping() {},
    async close() {
      tables.clear();
    },
  };
}
