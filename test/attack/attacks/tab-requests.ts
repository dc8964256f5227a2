import type { Attack } from '../attack.ts';
import { BYSTANDER, COLLEAGUE, COORDINATOR, DISMISSED, OTHER_CHIEF, REPORTER } from '../people.ts';
import { approverOf } from './roles.ts';
import { allRoles, type Probe, probe } from './tab-probe.ts';

const probes: Probe[] = [
  {
    name: 'role in the body',
    sent: 'extent, person, coordinator, __proto__ beside a search',
    expected: '400, nothing searched',
    async run(scene, seen) {
      const bodies: unknown[] = [
        { extent: 'full' },
        { person: scene.stage.office.keyOf(COORDINATOR) },
        { coordinator: true },
        { tenantId: 'x' },
        '{"__proto__":{"coordinator":true,"approverOf":["fukushi"]}}',
        '{"constructor":{"prototype":{"coordinator":true}}}',
      ];
      for (const body of bodies) {
        const reply = await scene.client.tab(BYSTANDER, '/records/search', { method: 'POST', body });
        if (seen(reply).status !== 400) return String(reply.status);
      }
      return 'coordinator' in {} || 'approverOf' in {} ? 'every object has a role now' : undefined;
    },
  },
  {
    name: 'role in the headers and the address',
    sent: '?as=, ?oid=, X-User, X-HTTP-Method-Override',
    expected: 'one is who the token says',
    async run(scene, seen) {
      const headers = {
        'X-User': COORDINATOR,
        'X-HTTP-Method-Override': 'PUT',
        'X-Original-URL': '/api/v1/settings',
      };
      const reply = seen(
        await scene.client.tab(BYSTANDER, `/me?as=${COORDINATOR}&oid=${COORDINATOR}`, { headers }),
      );
      const { roles: mine } = JSON.parse(reply.text) as {
        roles: { coordinator: boolean; approverOf: unknown[] };
      };
      return mine.coordinator || mine.approverOf.length > 0 ? 'a role' : undefined;
    },
  },
  {
    name: 'edit over whatever is there',
    sent: 'a coordinator without If-Match, with *, with an old version',
    expected: '428, 400, 412; nothing changed',
    async run(scene, seen) {
      const path = `/people/${scene.stage.office.keyOf(REPORTER)}/roles`;
      const statuses: number[] = [];
      for (const headers of [{}, { 'If-Match': '*' }, { 'If-Match': '"old"' }]) {
        statuses.push(
          seen(await scene.client.tab(COORDINATOR, path, { method: 'PUT', body: allRoles, headers })).status,
        );
      }
      const given = await approverOf(scene, REPORTER);
      if (given.length > 0) return 'a role was given';
      return statuses.join() === '428,400,412' ? undefined : statuses.join();
    },
  },
  {
    name: 'page of another site',
    sent: 'a good token, bodies as forms and plain text',
    expected: '415 to each, and no CORS header anywhere',
    async run(scene, seen) {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ]) {
        const headers = { 'Content-Type': type, Origin: 'https://evil.example' };
        const reply = seen(
          await scene.client.tab(COORDINATOR, '/records/search', { method: 'POST', body: '{}', headers }),
        );
        if (reply.status !== 415) return String(reply.status);
        if (reply.headers['access-control-allow-origin'] !== undefined) return 'a CORS header';
      }
      const preflight = seen(await scene.client.call({ method: 'OPTIONS', path: '/api/v1/records/search' }));
      return preflight.status === 405 && preflight.headers['access-control-allow-origin'] === undefined
        ? undefined
        : `preflight ${preflight.status}`;
    },
  },
  {
    name: 'addresses of records that are none',
    sent: 'ways out, patterns, 5,000 letters as a number',
    expected: '404, nothing read',
    async run(scene, seen) {
      for (const part of [
        '..%2f..%2fetc%2fpasswd',
        "'%20OR%201=1",
        '%00',
        '*',
        '%E0%A4%A',
        '9'.repeat(5000),
      ]) {
        const { status } = seen(await scene.client.tab(COORDINATOR, `/records/${part}`));
        if (status !== 404 && status !== 400) return String(status);
      }
      return undefined;
    },
  },
  {
    name: 'oversize bodies',
    sent: '300 KB to a search, 3 MB to the settings, depth 10,000, 100,000 values',
    expected: '413 or 400, and the service goes on',
    async run(scene, seen) {
      const headers = { 'If-Match': '"x"' };
      const big: [string, string, unknown, number][] = [
        ['POST', '/records/search', { words: 'x'.repeat(300_000) }, 413],
        ['PUT', '/settings/sections/ward', { content: 'x'.repeat(3_000_000) }, 413],
        ['POST', '/records/search', `{"words":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400],
        ['PUT', '/settings/sections/ward', { content: Array.from({ length: 100_000 }, () => 0) }, 400],
      ];
      for (const [method, path, body, status] of big) {
        const reply = await scene.client.tab(COORDINATOR, path, { method, body, headers });
        // The answer may be cut off while the rest of the body is still on its way.
        if (reply.status !== status && !(status === 413 && reply.status === 0)) return String(reply.status);
      }
      const still = seen(await scene.client.tab(COORDINATOR, '/me'));
      return still.status === 200 ? undefined : `then ${still.status}`;
    },
  },
  {
    name: 'one person asks without an end',
    sent: '150 calls at once by one, and one by another',
    expected: '429 with Retry-After to the first in the end, 200 to the other',
    async run(scene, seen) {
      const replies = await Promise.all(
        Array.from({ length: 150 }, () => scene.client.tab(DISMISSED, '/me')),
      );
      const late = replies.filter(({ status }) => status === 429);
      const other = seen(await scene.client.tab(COLLEAGUE, '/me'));
      if (late.length === 0) return 'no 429';
      if (late.some(({ headers }) => headers['retry-after'] === undefined)) return 'no Retry-After';
      return other.status === 200 ? undefined : `the other waits: ${other.status}`;
    },
  },
  {
    name: 'one approver searches without an end',
    sent: '40 searches by words at once by one, and one by another',
    expected: 'a few are carried out, 429 with Retry-After to the rest, 200 to the other',
    async run(scene, seen) {
      const ask = (id: string) =>
        scene.client.tab(id, '/records/search', { method: 'POST', body: { words: '山本' } });
      const [other, ...replies] = await Promise.all([
        ask(COORDINATOR),
        ...Array.from({ length: 40 }, () => ask(OTHER_CHIEF)),
      ]);
      const late = replies.filter(({ status }) => status === 429);
      if (late.some(({ headers }) => headers['retry-after'] === undefined)) return 'no Retry-After';
      const done = replies.filter(({ status }) => status === 200);
      if (done.length === 0 || done.length + late.length < 40) return `${done.length} and ${late.length}`;
      return seen(other).status === 200 ? undefined : `the other waits: ${other.status}`;
    },
  },
];

/** What is sent beside a good token: bodies, headers, addresses, too much. */
export const tabRequestAttacks: readonly Attack[] = probes.map(probe);
