import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { parseRetryAfter, toTeamsFault } from '../../src/teams/faults.ts';
import { TeamsFault } from '../../src/workflow/teams-port.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');

describe('a fault of the connector SDK', () => {
  const retryAfter: [header: string | undefined, ms: number | undefined][] = [
    ['0', 0],
    ['7', 7000],
    [' 30 ', 30_000],
    ['Sat, 21 Nov 2026 09:00:12 GMT', 12_000],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 0],
    ['9999999999', 9_999_999_999_000],
    [undefined, undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026-11-21', undefined],
    ['Xxx, 99 Yyy 2026 99:99:99 GMT', undefined],
  ];
  for (const [header, ms] of retryAfter) {
    it(`reads Retry-After ${JSON.stringify(header)} as ${ms} ms`, () => {
      assert.equal(parseRetryAfter(header, NOW), ms);
    });
  }

  it('carries the waiting time of a 429', () => {
    const response = { headers: new Headers({ 'retry-after': '12' }) };
    const fault = toTeamsFault({ statusCode: 429, response }, true, NOW);
    assert.deepEqual([fault.code, fault.status, fault.retryAfterMs], ['throttled', 429, 12_000]);
  });

  it('has no waiting time for other codes', () => {
    const response = { headers: new Headers({ 'retry-after': '12' }) };
    assert.equal(toTeamsFault({ statusCode: 503, response }, true, NOW).retryAfterMs, undefined);
  });

  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED']) {
    it(`is unreachable for ${code}`, () => {
      assert.equal(toTeamsFault({ code }, true, NOW).code, 'unreachable');
    });
  }

  for (const thrown of [
    { code: 'ECONNRESET' },
    { code: 'EPIPE' },
    new Error('x'),
    'text',
    null,
    undefined,
    5,
  ]) {
    it(`is ambiguous for ${inspect(thrown, { breakLength: Infinity }).split('\n')[0]} once the request has left, unreachable before`, () => {
      assert.equal(toTeamsFault(thrown, true, NOW).code, 'ambiguous');
      assert.equal(toTeamsFault(thrown, false, NOW).code, 'unreachable');
    });
  }

  it('stays what it is when it is our own', () => {
    const own = new TeamsFault('refused');
    assert.equal(toTeamsFault(own, true, NOW), own);
  });
});
