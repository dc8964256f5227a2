import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { bearer, channelClaims } from '../../bot/front-door/channel-keys.ts';
import { answerOf, type Attack, type Scene } from '../attack.ts';
import { TEAMS_URL } from '../people.ts';

const AT_ONCE = 32;
const MiB = 1024 * 1024;

/** The list that the SDK's emulator check appends to for each new `tid`. */
export function sdkIssuers(): string[] {
  const { resolve } = createRequire(import.meta.url);
  const sdk = createRequire(resolve('botbuilder'))('botframework-connector') as {
    ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: string[] };
  };
  return sdk.ToBotFromBotOrEmulatorTokenValidationParameters.issuer;
}

export type Memory = { rssMiB: number; heapMiB: number; sdkEntries: number };

/** After a collection where the process allows one (`node --expose-gc`). */
function memory(): Memory {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    rssMiB: Math.round(rss / MiB),
    heapMiB: Number((heapUsed / MiB).toFixed(1)),
    sdkEntries: sdkIssuers().length,
  };
}

const body = JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: TEAMS_URL });

/** Sends so many requests over a few connections; the statuses that came back, each with its count. */
async function pour(
  scene: Scene,
  count: number,
  header: (n: number) => string,
): Promise<Map<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses = new Map<number, number>();
  const one = (n: number): Promise<number> =>
    new Promise((resolve) => {
      const sent = request(
        {
          agent,
          host: '127.0.0.1',
          port: scene.service.port,
          method: 'POST',
          path: '/api/messages',
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': body.length,
            Authorization: header(n),
          },
        },
        (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
          response.on('error', () => resolve(0));
        },
      );
      // A refusal before the body is read may cut the connection.
      sent.on('error', () => resolve(0));
      sent.end(body);
    });
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const status = await one(next);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  agent.destroy();
  return statuses;
}

const written = (statuses: Map<number, number>): string =>
  [...statuses].map(([status, count]) => `${count} × ${status === 0 ? 'closed' : status}`).join(', ');

/** Refused all of them: with 401, or by closing after it. */
const allRefused = (statuses: Map<number, number>): boolean =>
  [...statuses.keys()].every((status) => status === 401 || status === 0) && (statuses.get(401) ?? 0) > 0;

const tenantOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Junk that is made once, so that making it is not part of what is measured. */
const junk = (n: number): string =>
  bearer(
    channelClaims(Date.now(), {
      iss: n % 2 === 0 ? 'https://api.botframework.com' : `https://sts.windows.net/${tenantOf(n)}/`,
      tid: tenantOf(n),
      serviceurl: TEAMS_URL,
    }),
  );

/** What the flood did to the process; `main.ts` prints it. */
export const measured: { before?: Memory; after?: Memory; afterAsMuchAgain?: Memory } = {};

const floodAttack: Attack = {
  family: 'load',
  name: 'flood of junk tokens',
  sent: 'unsigned tokens, each with a tenant of its own',
  expected: 'all 401; the lists of the SDK as long as before, no key fetched, the heap below +16 MiB',
  async run(scene) {
    await pour(scene, Math.min(500, scene.flood), junk);
    const { requests } = scene.service.keys;
    const before = memory();
    const statuses = await scene.service.captured.unkept(() => pour(scene, scene.flood, junk));
    const after = memory();
    await scene.service.captured.unkept(() => pour(scene, scene.flood, junk));
    const afterAsMuchAgain = memory();
    Object.assign(measured, { before, after, afterAsMuchAgain });
    const grown = afterAsMuchAgain.heapMiB - before.heapMiB;
    const bounded = (globalThis as { gc?: () => void }).gc === undefined || grown < 16;
    return {
      held:
        allRefused(statuses) &&
        afterAsMuchAgain.sdkEntries === before.sdkEntries &&
        scene.service.keys.requests === requests &&
        bounded,
      happened: `${written(statuses)}; SDK list ${before.sdkEntries} → ${after.sdkEntries}; heap ${before.heapMiB} → ${after.heapMiB} MiB; RSS ${before.rssMiB} → ${after.rssMiB} → ${afterAsMuchAgain.rssMiB} MiB (as much again)`,
    };
  },
};

const forgeryFlood: Attack = {
  family: 'load',
  name: 'flood of forged signatures',
  sent: 'right claims, each with an unknown key or a wrong signature',
  expected: 'all 401; the keys are not fetched for each; a legitimate press is served in between',
  async run(scene) {
    const { keys } = scene.service;
    const before = keys.requests;
    const forged = (n: number): string =>
      bearer(channelClaims(Date.now(), { serviceurl: TEAMS_URL }), undefined, {
        kid: n % 2 === 0 ? 'k1' : `k${n}`,
      });
    const pouring = pour(scene, Math.max(100, Math.floor(scene.flood / 20)), forged);
    const legitimate = await scene.client.press(scene.stage.office.somebody(), 'menu.help');
    const statuses = await pouring;
    const fetched = keys.requests - before;
    return {
      held: allRefused(statuses) && fetched <= 4 && legitimate.status === 200,
      happened: `${written(statuses)}; keys fetched ${fetched} times; the press ${legitimate.status}`,
    };
  },
};

const personFlood: Attack = {
  family: 'load',
  name: 'one person presses without an end',
  sent: '300 presses of one person; the emergencies of another and of the same in between',
  expected: 'most are told to wait, in Japanese; every emergency is taken',
  async run(scene) {
    const { client, stage } = scene;
    const { office } = stage;
    const [loud, calm] = [office.somebody(), office.somebody()];
    await office.register(loud, 'kokuho');
    await office.register(calm, 'kokuho');
    const emergency = async (id: string): Promise<boolean> => {
      const quick = { nonce: office.nonce(), scene: 'counter', danger: 'weapon', look: '刃物を持った人' };
      const reply = await client.press(id, 'quick.submit', quick);
      const confirmed = await client.press(id, 'alert.acknowledge', { alert: stage.one.number });
      return reply.text.includes('速報を記録しました') && !confirmed.text.includes('数秒待って');
    };
    const presses = Promise.all(Array.from({ length: 300 }, () => client.press(loud, 'menu.help')));
    const [others, others2, own] = [await emergency(calm), await emergency(calm), await emergency(loud)];
    const told = (await presses).filter((reply) => answerOf(reply).said.includes('数秒待って')).length;
    const taken = others && others2 && own;
    return {
      held: taken && told > 200,
      happened: `${told} of 300 told to wait; emergencies ${taken ? 'all taken' : 'refused'}`,
    };
  },
};

const submitFlood: Attack = {
  family: 'load',
  name: 'one person sends messages without an end',
  sent: '200 messages of one person',
  expected: 'after the burst 429 with Retry-After, and one line in the chat',
  async run({ client, stage, service }) {
    const id = stage.office.somebody();
    await stage.office.register(id, 'kokuho');
    const replies = await Promise.all(Array.from({ length: 200 }, () => client.say(id, '使い方')));
    const late = replies.filter(({ status }) => status === 429);
    const lines = service.teams
      .sentTo(`chat-${id}`)
      .filter(({ message }) => JSON.stringify(message).includes('数秒待って')).length;
    const timed = late.every(({ headers }) => headers['retry-after'] !== undefined);
    return {
      held: late.length > 100 && timed && lines >= 1 && lines < 20,
      happened: `${late.length} × 429, ${lines} lines in the chat`,
    };
  },
};

export const loadAttacks: readonly Attack[] = [personFlood, submitFlood, forgeryFlood, floodAttack];
