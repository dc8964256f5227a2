import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type MeasuredServer, startServer } from './child.ts';
import { type Start, startOnce } from './cold-start.ts';
import { rounded, spreadOf } from './figures.ts';
import { limits } from './limits.ts';
import { measureRegister } from './register.ts';
import { madeReports, submissions } from './reports.ts';
import { seedFile } from './seed.ts';
import { measureSubmits } from './submit.ts';
import { measureTab } from './tab-size.ts';
import { measureWire } from './wire.ts';

/*
 * npm run -s bench [-- --turns 6]: prints one JSON of ratios, each pair measured in the same run and in turns.
 * Progress goes to the standard error. Fails on no number; fails when anything is refused.
 */

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '6' },
    submits: { type: 'string', default: '500' },
    'warm-up': { type: 'string', default: '800' },
    many: { type: 'string', default: '100000' },
  },
});
const amounts = {
  turns: Number(values.turns),
  perTurn: Number(values.submits),
  warmUp: Number(values['warm-up']),
  bareTimes: 2,
};
/** Records in the store: in a new office, in the comparison, and after years. */
const [NEW, FEW, MANY] = [100, 1000, Number(values.many)];
const STARTS = 5;

const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
const say = (what: string): void => void process.stderr.write(`${seconds()} s: ${what}\n`);

/** Takes what Teams would be sent, which is no part of what is measured, and gives every message an id. */
const teams = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end('{"id":"m1"}');
  });
}).listen(0, '127.0.0.1');
await once(teams, 'listening');
const address = teams.address();
if (address === null || typeof address === 'string') throw new Error('no port');
const serviceUrl = `http://127.0.0.1:${address.port}/`;

const folder = mkdtempSync(join(tmpdir(), 'tate-bench-'));
const now = new Date();
const made = madeReports(MANY + amounts.warmUp + amounts.turns * amounts.perTurn);
const coming = submissions(made.slice(MANY), serviceUrl, now);
const running: MeasuredServer[] = [];

async function start(file: string, job: object): Promise<MeasuredServer> {
  const server = await startServer(file, { serviceUrl, ...job });
  running.push(server);
  return server;
}

/** A data file with so many records, as a service leaves it that has asked it everything once. */
async function seeded(records: number): Promise<string> {
  const file = join(folder, String(records), 'tate.sqlite');
  mkdirSync(dirname(file));
  await seedFile(file, { reports: made.slice(MANY - records, MANY), coming, serviceUrl, now });
  await startOnce(dirname(file));
  say(`${records} records`);
  return file;
}

const startsOf = (starts: readonly Start[]) => ({
  readyMs: spreadOf(starts.map(({ readyMs }) => readyMs)),
  indexOfPersonsReadMs: spreadOf(starts.map(({ indexMs }) => indexMs)),
});

try {
  const tab = await measureTab();
  const wire = await measureWire();
  say('tab and wire');
  const [fresh, few, many] = [await seeded(NEW), await seeded(FEW), await seeded(MANY)];
  const starts: { fresh: Start[]; many: Start[] } = { fresh: [], many: [] };
  for (let turn = 0; turn < STARTS; turn += 1) {
    starts.fresh.push(await startOnce(dirname(fresh)));
    starts.many.push(await startOnce(dirname(many)));
  }
  say('starts');
  const reader = await start('tate.ts', { file: many });
  const register = await measureRegister(reader, many, serviceUrl);
  await reader.stop();
  say('register');
  const servers = {
    bare: await start('bare-bot.ts', {}),
    few: await start('tate.ts', { file: few }),
    many: await start('tate.ts', { file: many }),
  };
  const submit = await measureSubmits(servers, coming, amounts, say);
  const { ratios } = submit;
  process.stdout.write(
    `${JSON.stringify(
      {
        ratios: {
          submitToBareBot: ratios.fewToBare.perSecond,
          submitToBareBotInAll: ratios.fewToBare.inAll,
          submitToBareBotByCpu: ratios.fewToBare.cpu,
          manyToFewRecords: ratios.manyToFew.perSecond,
          manyToFewRecordsByCpu: ratios.manyToFew.cpu,
          wireRequestsPerSubmit: wire.submit.answer,
          lastToFirstRegisterPage: register.coordinator.lastToFirst,
          readySeconds: rounded(startsOf(starts.fresh).readyMs.median / 1000),
          tabKb: tab.firstLoadKb,
        },
        limits,
        submit: { ...amounts, records: { few: FEW, many: MANY }, ...submit },
        wire,
        register,
        coldStart: { [`at${NEW}`]: startsOf(starts.fresh), [`at${MANY}`]: startsOf(starts.many) },
        tab,
        machine: {
          cores: cpus().length,
          memoryGb: rounded(totalmem() / 2 ** 30),
          node: process.version,
          seconds: seconds(),
        },
      },
      null,
      2,
    )}\n`,
  );
} finally {
  for (const server of running) await server.stop();
  teams.close();
  teams.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
}
