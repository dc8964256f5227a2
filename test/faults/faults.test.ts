import assert from 'node:assert/strict';
import type { OwedMessage } from '../../src/domain/owed.ts';
import { TeamsFault } from '../../src/workflow/teams-port.ts';
import { openHouse } from '../builders/house.ts';
import { createSqliteStore } from '../../src/store/sqlite-store.ts';
import { containers } from '../../src/store/containers.ts';
import { temporaryFolder } from '../builders/store.ts';
import { type Verdict, wrongIn } from './checker.ts';
import { killAtEveryStep } from './every-step.ts';
import type { Alteration } from './instance.ts';
import { play, type Scenario } from './world.ts';

const open = openHouse();
after(() => open.close());

const scenario = (seed: number, wishes: Partial<Scenario> = {}): Scenario => ({
  seed,
  reports: 4,
  channels: 3,
  withinMs: 40_000,
  intensity: 2,
  life: true,
  instances: 2,
  ...wishes,
});

/** The first of these seeds in which something went wrong, and what. */
async function firstWrong(
  alter: Alteration,
  seeds: number,
  wishes: Partial<Scenario> = {},
): Promise<string[]> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const wrong = wrongIn(await play(scenario(seed, { ...wishes, alter }), open.house));
    if (wrong.length > 0) return wrong;
  }
  return [];
}

describe('the simulator', () => {
  it('finds nothing wrong with the service as it is, whatever goes wrong around it', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const verdict = await play(scenario(seed), open.house);
      assert.deepEqual(wrongIn(verdict), [], `seed ${seed}`);
      assert.ok(verdict.reports.acknowledged > 0);
    }
  }).timeout(60_000);

  it('finds nothing wrong when a process dies at one await after the other', async () => {
    const { runs, wrong } = await killAtEveryStep(1, 300, 7);
    assert.ok(runs > 50);
    assert.deepEqual(wrong, []);
  }).timeout(60_000);

  it('finds nothing wrong on a real file either', async () => {
    for (let seed = 101; seed <= 104; seed += 1) {
      const folder = temporaryFolder();
      const store = createSqliteStore({ file: folder.file, containers });
      assert.deepEqual(wrongIn(await play(scenario(seed, { store }), open.house)), [], `seed ${seed}`);
      await store.close();
      folder.remove();
    }
  }).timeout(60_000);

  it('plays the same seed the same way', async () => {
    const twice: Verdict[] = [];
    for (const _ of ['once', 'again']) twice.push(await play(scenario(7), open.house));
    assert.deepEqual(twice[0], twice[1]);
  });
});

/** The house with its owed rows written as `rewrite` says; undefined = not written at all. */
const withRows = (
  rewrite: (next: OwedMessage, before: OwedMessage) => OwedMessage | undefined,
): Alteration => ({
  house: (house) => ({
    ...house,
    owed: {
      ...house.owed,
      change: (about, id, step) =>
        house.owed.change(about, id, (current) => {
          const { next, result } = step(current);
          const written = next === undefined ? undefined : rewrite(next, current);
          return written === undefined ? { result } : { next: written, result };
        }),
    },
  }),
});

describe('the checker sees it when one protection is taken away:', () => {
  it('the nonce, which makes a second press meet the first record', async () => {
    let salt = 0;
    const wrong = await firstWrong(
      {
        house: (house) => ({
          ...house,
          digest: (text) => {
            salt += 1;
            return house.digest(text.startsWith('record|') ? `${text}${salt}` : text);
          },
        }),
      },
      10,
    );
    assert.match(wrong.join(), /reports\.duplicated/u);
  });

  it('the fence, which keeps a process from sending that was held up while another took over', async () => {
    const wrong = await firstWrong({ lease: (lease) => ({ ...lease, fence: () => 1 }) }, 60);
    assert.match(wrong.join(), /repeats\.unmarked|limits\.exceeded|stale/u);
  }).timeout(60_000);

  it('the mark before the send, by which a successor knows that something was under way', async () => {
    const wrong = await firstWrong(
      withRows((next, before) => (next.state === 'sending' ? { ...next, state: before.state } : next)),
      40,
    );
    assert.match(wrong.join(), /repeats\.unmarked|stuck/u);
  }).timeout(60_000);

  it('the mark after the send, without which everything is sent for ever', async () => {
    const wrong = await firstWrong(
      withRows((next, before) => (next.shown > before.shown ? undefined : next)),
      1,
    );
    assert.match(wrong.join(), /stuck/u);
  }).timeout(60_000);

  it('the handling of ambiguous faults, when «perhaps» is taken for «no»', async () => {
    const wrong = await firstWrong(
      {
        teams: (teams) => ({
          ...teams,
          post: (...call) =>
            teams.post(...call).catch((fault: unknown) => {
              const certain = fault instanceof TeamsFault && fault.code === 'ambiguous';
              throw certain ? new TeamsFault('unreachable') : fault;
            }),
        }),
      },
      40,
    );
    assert.match(wrong.join(), /repeats\.unmarked/u);
  }).timeout(60_000);

  it('the intent, which is stored with the record so that its alert cannot be forgotten', async () => {
    const wrong = await firstWrong(
      {
        house: (house) => ({
          ...house,
          incidents: {
            ...house.incidents,
            create: (incident) => house.incidents.create({ ...incident, intents: [] }),
          },
        }),
      },
      1,
    );
    assert.match(wrong.join(), /alerts\.lost/u);
  });

  it('the version of a document, without which two approvers both decide', async () => {
    const wrong = await firstWrong(
      {
        store: (store) => ({
          ...store,
          replace: async (container, doc, version) => {
            const there = container === 'incidents' ? await store.read(container, doc.pk, doc.id) : undefined;
            return store.replace(container, doc, there?.version ?? version);
          },
        }),
      },
      60,
      { reports: 12, channels: 1 },
    );
    assert.match(wrong.join(), /decisions\.twice|alerts\.lost|chains/u);
  }).timeout(60_000);

  it('the turn to everybody else, when an alert that could not be delivered is told to nobody', async () => {
    const wrong = await firstWrong(
      {
        house: (house) => ({
          ...house,
          owed: {
            ...house.owed,
            owe: (debts, now) =>
              house.owed.owe(
                debts.filter(({ shows }) => shows.kind !== 'undelivered'),
                now,
              ),
          },
        }),
      },
      60,
    );
    assert.match(wrong.join(), /alerts\.lost/u);
  }).timeout(60_000);
});
