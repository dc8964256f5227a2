import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack, Scene } from '../attack.ts';

const head = (scene: Scene, more = ''): string =>
  `POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: ${scene.client.token()}\r\n${more}`;

/** Bytes as no HTTP library would send them. */
const rawAttacks: { name: string; sent: string; parts: (scene: Scene) => string[]; held: RegExp }[] = [
  {
    name: 'smuggling by two lengths',
    sent: 'Content-Length and Transfer-Encoding',
    parts: (scene) => [
      `${head(scene)}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n`,
    ],
    held: /^HTTP\/1\.1 400 /u,
  },
  {
    name: 'smuggling by two Content-Lengths',
    sent: '5 and 50',
    parts: (scene) => [`${head(scene)}Content-Length: 5\r\nContent-Length: 50\r\n\r\nabcde`],
    held: /^HTTP\/1\.1 400 /u,
  },
  {
    name: 'smuggling by an odd encoding',
    sent: 'Transfer-Encoding: xchunked',
    parts: (scene) => [`${head(scene)}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    held: /^HTTP\/1\.1 [45]\d\d /u,
  },
  {
    name: 'chunk of a huge size',
    sent: 'ffffffffffffffff',
    parts: (scene) => [`${head(scene)}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx`],
    held: /^(?:HTTP\/1\.1 4\d\d |$)/u,
  },
  {
    name: 'chunked body beyond the bound',
    sent: '1.5 MB in chunks',
    parts: (scene) => [
      `${head(scene)}Transfer-Encoding: chunked\r\n\r\n`,
      ...Array.from({ length: 24 }, () => `10000\r\n${' '.repeat(65_536)}\r\n`),
    ],
    held: /^(?:HTTP\/1\.1 413 |$)/u,
  },
  {
    name: 'huge header',
    sent: 'one of 70 KB',
    parts: (scene) => [`${head(scene)}X: ${'a'.repeat(70_000)}\r\n\r\n`],
    held: /^(?:HTTP\/1\.1 431 |$)/u,
  },
  {
    name: '3,000 headers',
    sent: 'X0 to X2999',
    parts: (scene) => [
      `${head(scene)}${Array.from({ length: 3000 }, (_, n) => `X${n}: y\r\n`).join('')}\r\n`,
    ],
    held: /^(?:HTTP\/1\.1 4\d\d |$)/u,
  },
  {
    name: 'folded header',
    sent: 'a line that goes on, and a NUL',
    parts: (scene) => [`${head(scene)}X: a\r\n b\0c\r\nContent-Length: 0\r\n\r\n`],
    held: /^HTTP\/1\.1 400 /u,
  },
  {
    name: 'whole address as the path',
    sent: 'POST http://evil.example/api/messages',
    parts: () => [
      'POST http://evil.example/api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    ],
    held: /^HTTP\/1\.1 40[014] /u,
  },
  {
    name: 'tunnel',
    sent: 'CONNECT 169.254.169.254:80',
    parts: () => ['CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n'],
    held: /^(?:HTTP\/1\.1 4\d\d |$)/u,
  },
  {
    name: 'upgrade',
    sent: 'to websocket and to h2c',
    parts: () => [
      'GET /health/live HTTP/1.1\r\nHost: x\r\nUpgrade: h2c, websocket\r\nConnection: Upgrade, close\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n',
    ],
    held: /^HTTP\/1\.1 (?:200|4\d\d) /u,
  },
  { name: 'no HTTP', sent: 'GARBAGE', parts: () => ['GARBAGE\r\n\r\n'], held: /^HTTP\/1\.1 400 /u },
];

/** Opens connections that never finish what they begin, runs, and lets go of them. */
async function whileHolding(
  scene: Scene,
  count: number,
  text: string,
  run: () => Promise<boolean>,
): Promise<boolean> {
  const sockets: Socket[] = [];
  try {
    for (let n = 0; n < count; n += 1) {
      const socket = connect(scene.service.port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      socket.write(text);
      sockets.push(socket);
    }
    await sleep(300);
    return await run();
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

const holdings: { name: string; sent: string; count?: number; text: (scene: Scene) => string }[] = [
  {
    name: 'headers that never end',
    sent: '300 connections with half a header',
    text: () => 'POST /api/messages HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  },
  {
    name: 'bodies that never end',
    sent: '300 connections with a good token and half a body',
    text: (scene) => `${head(scene)}Content-Length: 250000\r\n\r\n{"type":`,
  },
  {
    name: 'chunks that never end',
    sent: '300 connections with one chunk',
    text: (scene) => `${head(scene)}Transfer-Encoding: chunked\r\n\r\n8\r\n{"type":\r\n`,
  },
  {
    name: 'large bodies that never end',
    sent: '450 connections with 250 KB each, more than there is room for',
    count: 450,
    text: (scene) => `${head(scene)}Content-Length: 260000\r\n\r\n{"type":"${'x'.repeat(250_000)}`,
  },
  { name: 'connections that say nothing', sent: '300 of them', text: () => '' },
];

export const wireAttacks: readonly Attack[] = [
  ...rawAttacks.map(
    ({ name, sent, parts, held }): Attack => ({
      family: 'route',
      name,
      sent,
      expected: 'refused or closed; the next call is served',
      async run(scene) {
        const text = await scene.client.raw(parts(scene), 700);
        const served = (await scene.client.call({ method: 'GET', path: '/health/live' })).status === 200;
        const answers = text.match(/HTTP\/1\.1 \d\d\d/gu) ?? [];
        return {
          held: held.test(text) && served && answers.length <= 1,
          happened: answers.map((answer) => answer.slice(9)).join(', ') || 'closed',
        };
      },
    }),
  ),
  ...holdings.map(
    ({ name, sent, count = 300, text }): Attack => ({
      family: 'route',
      name,
      sent,
      expected: 'everybody else is served meanwhile',
      async run(scene) {
        const served = await whileHolding(scene, count, text(scene), async () => {
          const id = scene.stage.office.somebody();
          const reply = await scene.client.press(id, 'menu.help');
          return reply.status === 200;
        });
        return { held: served, happened: served ? 'served' : 'not served' };
      },
    }),
  ),
];
