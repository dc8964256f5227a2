import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ServiceNotStarted } from '../../src/local/service-process.ts';
import { startLocal } from '../../src/local/run.ts';
import { createTenantClient } from '../../src/local/tenant-client.ts';

const scripted = fileURLToPath(new URL('scripted-service.ts', import.meta.url));

describe('npm run local', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tate-start-'));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  it('starts the service and the tenant, makes everything ready, and stops both', async () => {
    const output: string[] = [];
    const local = await startLocal({
      dataDir,
      serviceMain: scripted,
      onServiceOutput: (line) => output.push(line),
    });
    assert.equal(local.seeding.done, true);
    assert.deepEqual(local.seeding.failures, []);
    assert.equal(local.seeding.ready, 12);
    assert.match(output.join('\n'), /listening on/u);
    await local.stop();
    await assert.rejects(fetch(local.url));
    await assert.rejects(fetch(local.botUrl));
  });

  it('says what the service said when it does not start', async () => {
    await assert.rejects(
      startLocal({ dataDir, serviceMain: scripted, serviceEnv: { SCRIPTED_SERVICE: 'broken' } }),
      (error: unknown) => error instanceof ServiceNotStarted && error.message.includes('設定 X がありません'),
    );
  });

  it('says which setting helps when a port is taken', async () => {
    const first = await startLocal({ dataDir, serviceMain: scripted });
    try {
      await assert.rejects(
        startLocal({ dataDir, serviceMain: scripted, servicePort: Number(new URL(first.botUrl).port) }),
        /TATE_LOCAL_PORT=0/u,
      );
    } finally {
      await first.stop();
    }
  });

  it('shows on the page that the service is down, loses nothing, and works again after a restart', async () => {
    const local = await startLocal({ dataDir, serviceMain: scripted });
    try {
      const client = createTenantClient(local.url);
      const sato = (await client.personas()).find((persona) => persona.id === 'sato');
      assert.ok(sato);
      await local.killService();
      assert.match((await client.status()).notice ?? '', /止まっています/u);
      const failed = await client.say({ as: 'sato', conversationId: sato.chatId, text: '記録' });
      assert.equal(failed.delivered, false);
      await local.restartService();
      assert.equal((await client.status()).notice, null);
      const again = await client.say({ as: 'sato', conversationId: sato.chatId, text: '記録' });
      assert.equal(again.delivered, true);
    } finally {
      await local.stop();
    }
  });

  it('says that the service died, and that it was started again', async () => {
    const news: string[] = [];
    const local = await startLocal({
      dataDir,
      serviceMain: scripted,
      autoRestart: true,
      onNews: (sentence) => news.push(sentence),
    });
    try {
      const client = createTenantClient(local.url);
      const [person] = await client.personas();
      assert.ok(person);
      const say = (text: string) => client.say({ as: person.id, conversationId: person.chatId, text });
      assert.equal((await say('落ちて')).delivered, false);
      const deadline = Date.now() + 10_000;
      while (news.length < 2 && Date.now() < deadline) await delay(30);
      assert.match(news[0] ?? '', /サービスが止まりました\(終了コード 3\)/u);
      assert.match(news[1] ?? '', /起動し直しました/u);
      assert.equal((await client.status()).notice, null);
      assert.equal((await say('記録')).delivered, true);
    } finally {
      await local.stop();
    }
  });
});
