import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CosmosClient } from '@azure/cosmos';
import { containers } from '../../src/store/containers.ts';
import { ensureContainers } from '../../src/store/cosmos-containers.ts';
import { folder, read } from './bicep.ts';

type Container = {
  id: string;
  partitionKey: { paths: string[] };
  indexingPolicy: { includedPaths: { path: string }[]; excludedPaths: { path: string }[] };
};

/** What the code itself would create on an account, as it would say it to the SDK. */
async function containersOfCode(): Promise<Container[]> {
  const made: Container[] = [];
  const database = {
    containers: { createIfNotExists: (one: Container) => Promise.resolve(made.push(structuredClone(one))) },
  };
  const client = { databases: { createIfNotExists: () => Promise.resolve({ database }) } };
  await ensureContainers(client as unknown as CosmosClient, 'tate', containers);
  return made;
}

const AGAIN =
  "run: TATE_INFRA_WRITE=1 npx mocha --no-package 'test/infra/containers.test.ts'; npx biome format --write infra";

describe('the containers of the templates', () => {
  it('are those of the code: names, partition keys and index paths', async () => {
    const made = await containersOfCode();
    if (process.env['TATE_INFRA_WRITE'] === '1') {
      writeFileSync(join(folder, 'cosmos-containers.json'), `${JSON.stringify(made, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(read('cosmos-containers.json')), made, AGAIN);
    assert.deepEqual(
      made.map(({ id }) => id),
      Object.keys(containers),
    );
  });

  it('index the partition key and the declared fields, and leave everything else out, free text included', async () => {
    for (const { id, indexingPolicy, partitionKey } of await containersOfCode()) {
      assert.deepEqual(partitionKey.paths, ['/pk'], id);
      assert.deepEqual(indexingPolicy.excludedPaths, [{ path: '/*' }], id);
      for (const { path } of indexingPolicy.includedPaths) assert.match(path, /^\/\w+\/\?$/u, id);
    }
  });

  it('are made from that file, all of them, in the database that the service asks for', () => {
    const template = read('modules/cosmos.bicep');
    assert.match(template, /loadJsonContent\('\.\.\/cosmos-containers\.json'\)/u);
    for (const part of ['item.id', 'item.partitionKey.paths', 'item.indexingPolicy']) {
      assert.ok(template.includes(part), part);
    }
  });
});
