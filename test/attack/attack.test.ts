import assert from 'node:assert/strict';
import { sdkIssuers } from './attacks/load.ts';
import type { Attack } from './attack.ts';
import { allAttacks, type Row, runAttacks } from './run.ts';
import { type Weakness, weaknesses } from './service.ts';

const MINUTE = 60_000;
const FLOOD = 300;

/** Which part of the table looks at the protection that is missing. */
const noticing: Record<Weakness, { only: (attack: Attack) => boolean; atLeast: number }> = {
  'no signature check': { only: ({ family }) => family === 'token', atLeast: 5 },
  'no signature check at the tab': { only: ({ family }) => family === 'tab token', atLeast: 15 },
  'no guard': {
    only: ({ family, name }) => family === 'address' || name === 'flood of junk tokens',
    atLeast: 10,
  },
  'no tenant check': { only: ({ family }) => family === 'stranger', atLeast: 5 },
  'no pace': { only: ({ name }) => name.startsWith('one person'), atLeast: 2 },
  'everybody is entitled': { only: ({ family }) => family === 'role' || family === 'tab role', atLeast: 14 },
  'any address': { only: ({ family }) => family === 'address', atLeast: 10 },
  'live text': { only: ({ family }) => family === 'markup', atLeast: 5 },
  'talkative log': { only: ({ family }) => family === 'log', atLeast: 3 },
};

const notHeld = (rows: readonly Row[]): string[] =>
  rows.filter(({ held }) => !held).map(({ family, name, happened }) => `${family}: ${name}: ${happened}`);

describe('the table of attacks', () => {
  it('has more than sixty, each with a name of its own', () => {
    const names = allAttacks.map(({ family, name }) => `${family}: ${name}`);
    assert.ok(names.length > 60);
    assert.equal(new Set(names).size, names.length);
  });

  it('shows that the service holds, and works before and after', async function () {
    this.timeout(3 * MINUTE);
    const rows = await runAttacks({ flood: FLOOD });
    assert.deepEqual(notHeld(rows), []);
    assert.equal(rows.length, allAttacks.length);
  });

  for (const weakness of weaknesses) {
    it(`shows a service with ${weakness} as not held`, async function () {
      this.timeout(2 * MINUTE);
      // The SDK keeps what a flood without a guard puts into its list, and other tests look at that list.
      const issuers = sdkIssuers();
      const before = issuers.length;
      const { only, atLeast } = noticing[weakness];
      const rows = await runAttacks({ flood: FLOOD, weakness, only });
      issuers.length = before;
      const missed = notHeld(rows);
      assert.ok(missed.length >= atLeast, `${missed.length} of ${rows.length} noticed it`);
    });
  }
});
