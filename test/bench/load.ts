import { Agent, request } from 'node:http';

/*
 * The client, in a process of its own: sends every body once over connections that stay open, each connection
 * its next when it has the answer to the one before, and looks at every answer. Tells its parent how long it took.
 */

export type Load = {
  readonly port: number;
  readonly authorization: string;
  readonly connections: number;
  /** What every answer must hold; that of another server or of a refusal does not. */
  readonly holds: string;
  readonly activities: readonly object[];
};

/** Milliseconds: of all, and of one answer. */
export type Told = { readonly ms: number; readonly p50: number; readonly p99: number };

async function run(load: Load): Promise<Told> {
  const { port, authorization, connections, holds } = load;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const bodies = load.activities.map((activity) => Buffer.from(JSON.stringify(activity)));
  const took: number[] = [];

  const send = (body: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      const from = performance.now();
      const headers = {
        Authorization: authorization,
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': body.byteLength,
      };
      const options = { agent, port, host: '127.0.0.1', method: 'POST', path: '/api/messages', headers };
      const sent = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const answer = Buffer.concat(parts);
          took.push(performance.now() - from);
          if (response.statusCode === 200 && answer.includes(holds)) resolve();
          else reject(new Error(`refused: ${response.statusCode} ${answer.toString().slice(0, 600)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });

  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await send(body);
    }),
  );
  const ms = performance.now() - from;
  agent.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number): number => Number((took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(1));
  return { ms, p50: at(0.5), p99: at(0.99) };
}

process.on('message', (load) => {
  void run(load as Load).then((told) => process.send?.(told));
});
