import { containers } from '../../src/store/containers.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { searchRegister } from '../../src/workflow/search-register.ts';
import { digest, ward } from '../builders/records.ts';
import type { MeasuredServer } from './child.ts';
import { rounded, type Spread, spreadOf } from './figures.ts';
import { COORDINATOR, READERS, writers } from './reports.ts';

/*
 * The first and the last page of the register, asked of the tab's API in turns: signing in, looking up the role,
 * reading, and cutting the answer to its schema included. The last page is found by going on to the end.
 */

/** Both pages so often; together below what one person may ask at once. */
const TURNS = 25;

/** The least rows for which a page counts as full. */
const FULL = 25;

export type RegisterFigures = {
  readonly pages: number;
  readonly firstMs: Spread;
  readonly lastMs: Spread;
  readonly lastToFirst: number;
};

/** Where the last page begins that is as full as the others, and how many there are. */
async function lastPage(
  file: string,
  objectId: string,
  serviceUrl: string,
): Promise<{ after: string; pages: number }> {
  const store = createSqliteStore({ file, containers });
  const person = writers(serviceUrl).find((one) => one.objectId === objectId);
  if (person === undefined) throw new Error('nobody reads');
  const house = {
    ...createRepositories(store),
    rules: { coordinators: new Set([COORDINATOR]), tenants: [person.tenantId], mayDeclareRoles: false },
    ward: () => ward,
    digest,
    now: () => new Date(),
  };
  let after: string | undefined;
  let last = '';
  let pages = 0;
  do {
    // As the API asks; a continuation is its own question's.
    const found = await searchRegister(house, person, { sort: 'occurred', order: 'newest', after });
    if (found.kind !== 'found') throw new Error(found.kind);
    pages += 1;
    if (after !== undefined && found.rows.length >= FULL) last = after;
    after = found.next;
  } while (after !== undefined);
  await store.close();
  return { after: last, pages };
}

async function measureReader(
  server: MeasuredServer,
  file: string,
  serviceUrl: string,
  objectId: string,
): Promise<RegisterFigures> {
  const { after, pages } = await lastPage(file, objectId, serviceUrl);
  const authorization = server.readers?.[objectId] ?? '';
  const ask = async (question: object): Promise<number> => {
    const from = performance.now();
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/records/search`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    const { rows } = (await response.json()) as { rows?: unknown[] };
    if (response.status !== 200 || (rows?.length ?? 0) < FULL) throw new Error(`refused: ${response.status}`);
    return performance.now() - from;
  };
  // The file gets its indexes with the first question of a kind.
  for (const question of [{}, { after }]) await ask(question);
  const [first, last]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    first.push(await ask({}));
    last.push(await ask({ after }));
  }
  return {
    pages,
    firstMs: spreadOf(first),
    lastMs: spreadOf(last),
    lastToFirst: rounded(spreadOf(last).median / spreadOf(first).median),
  };
}

/** For whoever reads everything, and for an approver, who reads a department and of the others the conduct. */
export async function measureRegister(server: MeasuredServer, file: string, serviceUrl: string) {
  const [coordinator, approver] = READERS;
  return {
    coordinator: await measureReader(server, file, serviceUrl, coordinator),
    approver: await measureReader(server, file, serviceUrl, approver),
  };
}
