import { setTimeout as delay } from 'node:timers/promises';
import { openDelivery, type OpenHouse, openHouse, openBot, channelsOf, chief } from '../builders/house.ts';
import { nonceFor, NOW } from '../builders/records.ts';
import { startCosmos, type WireRequest } from '../builders/store-cosmos.ts';
import { createRecordingTeams } from '../builders/teams.ts';
import { madeReports, typedOf } from './reports.ts';

/*
 * Requests to Cosmos DB over TLS, against the emulator in this process: how many a press makes before its answer,
 * and how many the delivery makes because of it afterwards. Counted behind the SDK, so a repeat would count as well.
 * The SDK asks for a query plan beside every query across partitions; those do not count, because no document is
 * read by them (test/builders/store-cosmos.ts leaves them out). What the SDK asks once at its start is over before.
 */

const CHANNELS = 3;
const REPORTER = 'someone';

type Cost = {
  /** Before the answer, each as method and container. */
  readonly answer: number;
  readonly requests: readonly string[];
  /** Afterwards, without what the delivery asks when there is nothing to do. */
  readonly delivery: number;
};

const named = ({ method, path, headers }: WireRequest): string => {
  const container = /\/colls\/(\w+)/u.exec(path)?.[1] ?? path;
  const isQuery = headers['x-ms-documentdb-isquery'] !== undefined;
  const what = path.includes('/docs') ? '' : ' itself';
  return `${isQuery ? 'query' : method} ${container}${what}`;
};

/** Somebody's press, and what it was answered. */
type Press = () => Promise<{ statusCode: number }>;

async function createCounter(open: OpenHouse, take: () => WireRequest[]) {
  const teams = createRecordingTeams(open.clock);
  const { delivery } = openDelivery(open, { teams });
  delivery.start();

  /** Long enough for everything that one press brings about: three seconds of the house's clock. */
  async function run(): Promise<number> {
    delivery.nudge();
    for (let step = 0; step < 60; step += 1) {
      await open.clock.pass(50);
      await delay(4);
    }
    return take().length;
  }

  await run();
  return {
    async of(press: Press): Promise<Cost> {
      const idle = await run();
      take();
      const { statusCode } = await press();
      const requests = take().map(named);
      if (statusCode !== 200) throw new Error(`refused: ${statusCode}`);
      return { answer: requests.length, requests, delivery: Math.max(0, (await run()) - idle) };
    },
    async stop(): Promise<void> {
      const stopped = delivery.stop();
      await open.clock.pass(60_000);
      await stopped;
    },
  };
}

export async function measureWire() {
  const cosmos = await startCosmos();
  const open = openHouse({ over: () => cosmos.store() });
  const bot = openBot(open);
  const boss = chief();
  const channels = channelsOf(CHANNELS);
  await open.settlePeople(boss);
  await open.settleChannels(...channels);
  const inChannel = { in: 'channel', room: 'zeimu' } as const;
  const register = { action: 'person.register', department: 'fukushi', role: 'staff', next: 'menu' };
  await bot.execute(REPORTER, register);
  // Meeting somebody writes down what has changed about them; these have been met.
  await bot.execute(boss.objectId, { action: 'menu.help' });
  await bot.execute(boss.objectId, { action: 'menu.help' }, inChannel);

  const counter = await createCounter(open, cosmos.takeRequests);
  const reports = madeReports(100);
  /** A report of somebody whom no earlier one tells of; the tenth of them warns the departments. */
  const submit = (index: number): Press => {
    const made = reports[index * 7];
    if (made === undefined) throw new Error('too few reports');
    const typed = typedOf(made, index, new Date(NOW.getTime() - 600_000), 'fukushi');
    const nonce = nonceFor(`wire ${index}`);
    const data = { action: 'incident.submit', ...typed, nonce, rows: '3' };
    return () => bot.execute(REPORTER, data, { messageId: `form ${index}` });
  };
  // The SDK asks once about every container before it writes into it.
  await counter.of(submit(0));
  const ordinary = await counter.of(submit(3));
  const urgent = await counter.of(submit(10));
  const [record] = await open.house.alerts.raisedSince(new Date(0), 1);
  const number = record?.id ?? '';
  const confirmation = await counter.of(() =>
    bot.execute(boss.objectId, { action: 'alert.acknowledge', alert: number }, inChannel),
  );
  await bot.execute(REPORTER, {
    action: 'escalation.submit',
    number,
    nonce: nonceFor('ask'),
    asked: 'police',
    reason: '家を知っていると言われた',
  });
  const escalation = (await open.house.incidents.read(number))?.escalations[0]?.id ?? '';
  const decision = await counter.of(() =>
    bot.execute(boss.objectId, { action: 'escalation.decide', number, escalation, decision: 'approve' }),
  );
  await counter.stop();
  await open.close();
  await cosmos.stop();
  return { channels: CHANNELS, submit: ordinary, submitWithAlert: urgent, confirmation, decision };
}
