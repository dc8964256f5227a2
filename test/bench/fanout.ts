import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createBot } from '../../src/bot/bot.ts';
import { createBotAuthentication } from '../../src/bot/front-door/authentication.ts';
import { checkTenant } from '../../src/bot/front-door/tenant.ts';
import { createAddressBook } from '../../src/delivery/address.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { createExpansion } from '../../src/delivery/expand.ts';
import { createLease } from '../../src/delivery/lease.ts';
import { createPresenter } from '../../src/delivery/present.ts';
import { createSend } from '../../src/delivery/send.ts';
import { realTime } from '../../src/delivery/timer.ts';
import { containers } from '../../src/store/containers.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { createTeamsConnector } from '../../src/teams/connector.ts';
import type { House } from '../../src/workflow/ports.ts';
import { cards, chatOf, openHouse, reachable } from '../builders/house.ts';
import { person, richTyped } from '../builders/records.ts';
import { createRandom } from '../faults/random.ts';
import { manyChannels } from '../faults/world.ts';
import { newNonce } from '../../src/domain/ids.ts';
import { wallClock } from '../../src/domain/time.ts';

/*
 * npm run bench:fanout -- --channels 100 [--faults 0.1] [--rounds 5]: the real bot, delivery, connector client and file
 * store, in real time, against an HTTP connector on this machine. From the answer to the submit until the last channel
 * shows the alert, divided by the least time that 50 requests a second allow. Prints JSON; fails on no number.
 */

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '100' },
    faults: { type: 'string', default: '0' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.channels);
const share = Number(values.faults);
const random = createRandom(Number(values.seed));

/** Post by post: when a conversation got its first message that says this. */
const seen = new Map<string, Map<string, number>>();
let requests = 0;
let refused = 0;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const NUMBER = /緊急アラート (\d{6}-[0-9A-Z]{6})/u;

/** Takes 20 to 60 ms, as Teams does on a good day. Faults: 429, 500, 502, 504 and resets, half of them after accepting. */
const server = createServer((request, response) => {
  void (async () => {
    const body = await bodyOf(request);
    requests += 1;
    const isFault = random.chance(share);
    const isAccepted = !isFault || random.chance(0.5);
    const kind = random.pick(['429', '500', '502', '504', 'reset'] as const);
    await delay(random.between(20, 60));
    const [, , , conversation = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
    const number = NUMBER.exec(body)?.[1];
    if (isAccepted && (!isFault || kind !== '429') && number !== undefined) {
      const known = seen.get(number) ?? new Map<string, number>();
      seen.set(number, known);
      if (!known.has(conversation)) known.set(conversation, performance.now());
    }
    if (isFault) refused += 1;
    if (isFault && kind === 'reset') {
      request.socket.destroy();
      return;
    }
    const status = isFault ? Number(kind) : 201;
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 429 ? { 'retry-after': '1' } : {}),
    });
    response.end(JSON.stringify({ id: `m${requests}` }));
  })();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('no port');
const serviceUrl = `http://127.0.0.1:${address.port}/`;

const folder = await mkdtemp(join(tmpdir(), 'tate-fanout-'));
const store = createSqliteStore({ file: join(folder, 'tate.sqlite'), containers });
const open = openHouse();
const repositories = createRepositories(store);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const now = (): Date => new Date();
const house: House = {
  ...open.house,
  ...repositories,
  now,
  random: () => random.hex(16),
  outbox: { nudge: () => delivery.nudge() },
};
const timing = { now, monotonic: () => performance.now(), after: realTime, log };
const lease = createLease({ leases: repositories.leases, owner: 'bench', alone: true, ...timing });
const teams = createTeamsConnector({
  authentication: createBotAuthentication({ kind: 'local' }),
  appId: '',
  allowServiceUrl: () => true,
  now: Date.now,
});
const delivery = createDelivery({
  house,
  expansion: createExpansion(house),
  attempt: createSend({
    house,
    teams,
    draw: createPresenter(house, cards),
    addressOf: createAddressBook(house, teams),
    licence: lease,
    chance: random.next,
    after: realTime,
    log,
  }),
  lease,
  onlySender: true,
  ...timing,
});
const takeTurn = createBot({
  house,
  cards,
  teams,
  admit: (activity) => checkTenant(activity, { tenants: ['local'], local: true }),
  log,
});

const reporter = reachable({ ...person(), reach: { serviceUrl, botId: '28:tate' } });
await house.people.create(reporter);
for (const channel of manyChannels(count)) {
  await house.channels.create({ ...channel, address: { ...channel.address, serviceUrl } });
}
delivery.start();

async function submit(): Promise<{ number: string; answeredAt: number; answerMs: number }> {
  const { date, time } = wallClock(new Date(Date.now() - 3_600_000));
  const nonce = newNonce(now(), random.hex(16));
  const { endTime: _, row1At: __, row2At: ___, ...typed } = richTyped;
  const data = { nonce, rows: 3, ...typed, date, time };
  const from = performance.now();
  const outcome = await takeTurn({
    type: 'invoke',
    name: 'adaptiveCard/action',
    serviceUrl,
    from: { id: reporter.teamsId, aadObjectId: reporter.objectId, name: reporter.name },
    recipient: { id: '28:tate', name: 'Tate' },
    conversation: { id: chatOf(reporter), conversationType: 'personal' },
    value: { action: { type: 'Action.Execute', verb: 'incident.submit', data } },
  });
  const answeredAt = performance.now();
  const number = /受付番号 (\d{6}-[0-9A-Z]{6})/u.exec(JSON.stringify(outcome))?.[1];
  if (number === undefined) throw new Error(`not filed: ${JSON.stringify(outcome).slice(0, 300)}`);
  return { number, answeredAt, answerMs: Math.round(answeredAt - from) };
}

// The first 50 may leave at once, so the last of n leaves after (n - 1) / 50 whole windows at the least; the issue
// divides by n / 50.
const leastMs = (count / 50) * 1000;
const rounds: { lastMs: number; ratio: number; answerMs: number }[] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  const { number, answeredAt, answerMs } = await submit();
  const deadline = performance.now() + 120_000;
  while ((seen.get(number)?.size ?? 0) < count && performance.now() < deadline) await delay(5);
  const lastMs = Math.max(...(seen.get(number)?.values() ?? [])) - answeredAt;
  rounds.push({ lastMs: Math.round(lastMs), ratio: Number((lastMs / leastMs).toFixed(2)), answerMs });
  // Late updates and repeats of this round are not to slow the next one.
  await delay(8_000);
}
await delivery.stop();
server.close();
server.closeAllConnections();
await store.close();
await open.close();
await rm(folder, { recursive: true, force: true });
const ratios = rounds.map(({ ratio }) => ratio).sort((a, b) => a - b);
process.stdout.write(
  `${JSON.stringify(
    {
      channels: count,
      faultShare: share,
      requests,
      refused,
      leastMs,
      rounds,
      medianRatio: ratios[Math.floor(ratios.length / 2)],
      worstRatio: ratios.at(-1),
    },
    null,
    2,
  )}\n`,
);
