import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Tenant, startTenant } from '../../src/local/tenant/start.ts';
import { type TenantClient, createTenantClient } from '../../src/local/tenant-client.ts';
import { type ScriptedBot, startScriptedBot } from './scripted-bot.ts';

export type House = {
  bot: ScriptedBot;
  tenant: Tenant;
  client: TenantClient;
  /** Stops the tenant and starts it again on the same port and folder. */
  restartTenant(): Promise<void>;
  close(): Promise<void>;
};

/** A tenant beside a scripted bot, in a folder of its own. */
export const openHouse = async (): Promise<House> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tate-local-'));
  const bot = await startScriptedBot();
  const options = {
    dataDir,
    botUrl: bot.url,
    answerTimeoutMs: 1500,
    greetingTimeoutMs: 1500,
    greetingQuietMs: 100,
    tabTimeoutMs: 1000,
  };
  const house: House = {
    bot,
    tenant: await startTenant({ ...options, port: 0 }),
    client: createTenantClient('http://127.0.0.1:1/'),
    restartTenant: async () => {
      const port = Number(new URL(house.tenant.url).port);
      await house.tenant.stop();
      house.tenant = await startTenant({ ...options, port });
    },
    close: async () => {
      await house.tenant.stop();
      await bot.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  house.client = createTenantClient(house.tenant.url);
  return house;
};
