import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { MeasuredServer } from './child.ts';
import { ratiosOf, rounded, spreadOf } from './figures.ts';
import type { Load, Told } from './load.ts';
import type { Submission } from './reports.ts';

/*
 * The bare bot and Tate with few and with many records, all three running, loaded in turns for a fraction of a
 * second each: bare, few, bare, many, and again. What slows the machine for a while slows both sides of a ratio.
 * After each turn Tate comes to rest, so that what one turn left to do does not fall into another's time. There are
 * no department channels: how fast a warning reaches a hundred of them is bench:fanout's, and Teams' limit of 50
 * posts a second decides it. The receipts and questions of those who press go out, to a stand-in for Teams.
 */

/** Milliseconds are of one submit. */
type Turn = {
  /** Answered per second. */
  readonly perSecond: number;
  /** Time of all threads of the server's process, until all were answered. */
  readonly cpuMs: number;
  /** As the client sees it. */
  readonly p50: number;
  readonly p99: number;
  /** Per second until the last record was matched. */
  readonly matchedPerSecond: number;
};

const CONNECTIONS = 16;
const REST_WITHIN_MS = 120_000;

async function startClient() {
  const child = fork(new URL('load.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  return {
    async send(load: Load): Promise<Told> {
      child.send(load);
      const told = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
      if (told === undefined) throw new Error('the client gave up');
      return told[0] as Told;
    },
    async stop(): Promise<void> {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** One server with what it is sent; `holds` is in every answer that is none of another server and no refusal. */
async function openSide(server: MeasuredServer, submissions: readonly Submission[], holds: string) {
  const { port, authorization } = server;
  const client = await startClient();
  const left = submissions.map(({ activity }) => activity);

  async function until(what: 'isMatched' | 'isSent'): Promise<void> {
    const end = performance.now() + REST_WITHIN_MS;
    while (!(await server.figures())[what]) {
      if (performance.now() > end) throw new Error(`${what}: not yet`);
      await delay(100);
    }
  }

  const send = (count: number): Promise<Told> =>
    client.send({ port, authorization, connections: CONNECTIONS, holds, activities: left.splice(0, count) });

  return {
    turns: [] as Turn[],
    async warmUp(count: number): Promise<void> {
      await send(count);
      await until('isSent');
    },
    async turn(count: number): Promise<Turn> {
      const before = await server.figures();
      const from = performance.now();
      const { ms, p50, p99 } = await send(count);
      const after = await server.figures();
      await until('isMatched');
      const matchedPerSecond = (count / (performance.now() - from)) * 1000;
      await until('isSent');
      return {
        perSecond: (count / ms) * 1000,
        cpuMs: (after.cpuMs - before.cpuMs) / count,
        p50,
        p99,
        matchedPerSecond,
      };
    },
    async stop(): Promise<number> {
      const { rssMb } = await server.figures();
      await client.stop();
      await server.stop();
      return rssMb;
    },
  };
}

const of = (turns: readonly Turn[], figure: keyof Turn): number[] => turns.map((turn) => turn[figure]);

const figuresOf = (turns: readonly Turn[], residentMb: number) => ({
  perSecond: spreadOf(of(turns, 'perSecond')),
  cpuMs: spreadOf(of(turns, 'cpuMs')),
  p50Ms: spreadOf(of(turns, 'p50')),
  p99Ms: spreadOf(of(turns, 'p99')),
  matchedPerSecond: spreadOf(of(turns, 'matchedPerSecond')),
  residentMb,
});

/** Per second over all turns together, which are of the same size. */
const inAll = (turns: readonly Turn[]): number =>
  turns.length / turns.reduce((sum, { perSecond }) => sum + 1 / perSecond, 0);

const compared = (own: readonly Turn[], other: readonly Turn[]) => ({
  perSecond: ratiosOf(of(own, 'perSecond'), of(other, 'perSecond')),
  /** With the pauses that most turns are spared, such as the collection of garbage. */
  inAll: rounded(inAll(own) / inAll(other)),
  /** What the other needs of a processor, divided by what this one needs: less disturbed by other programs. */
  cpu: ratiosOf(of(other, 'cpuMs'), of(own, 'cpuMs')),
});

/** How many of everything; `bareTimes` as many for the bare bot, so that its turns take as long. */
export type Amounts = { turns: number; perTurn: number; warmUp: number; bareTimes: number };

export async function measureSubmits(
  servers: { bare: MeasuredServer; few: MeasuredServer; many: MeasuredServer },
  submissions: readonly Submission[],
  { turns, perTurn, warmUp, bareTimes }: Amounts,
  say: (what: string) => void,
) {
  // The bare bot keeps nothing, so it may be sent the same again.
  const again = Array.from({ length: bareTimes * 2 }, () => submissions).flat();
  const bare = await openSide(servers.bare, again, '"AdaptiveCard"');
  const few = await openSide(servers.few, submissions, '受付番号 ');
  const many = await openSide(servers.many, submissions, '受付番号 ');
  const besideFew: Turn[] = [];
  const besideMany: Turn[] = [];
  await Promise.all([bare, few, many].map((side) => side.warmUp(warmUp)));
  say('warm');
  for (let turn = 0; turn < turns; turn += 1) {
    besideFew.push(await bare.turn(perTurn * bareTimes));
    few.turns.push(await few.turn(perTurn));
    besideMany.push(await bare.turn(perTurn * bareTimes));
    many.turns.push(await many.turn(perTurn));
    say(`turn ${turn + 1} of ${turns}`);
  }
  const [bareMb, fewMb, manyMb] = [await bare.stop(), await few.stop(), await many.stop()];
  return {
    connections: CONNECTIONS,
    ratios: {
      fewToBare: compared(few.turns, besideFew),
      manyToBare: compared(many.turns, besideMany),
      manyToFew: compared(many.turns, few.turns),
      matchedToBare: ratiosOf(of(few.turns, 'matchedPerSecond'), of(besideFew, 'perSecond')),
      matchedManyToFew: ratiosOf(of(many.turns, 'matchedPerSecond'), of(few.turns, 'matchedPerSecond')),
    },
    bare: figuresOf([...besideFew, ...besideMany], bareMb),
    few: figuresOf(few.turns, fewMb),
    many: figuresOf(many.turns, manyMb),
  };
}
