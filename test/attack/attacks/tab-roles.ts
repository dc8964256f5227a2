import { operations } from '../../../src/api/operations.ts';
import { ownSubject } from '../../../src/domain/subject/subject.ts';
import { type Attack, leaksInsides, type Scene } from '../attack.ts';
import type { Reply } from '../client.ts';
import {
  BYSTANDER,
  CHIEF,
  COLLEAGUE,
  COORDINATOR,
  DISMISSED,
  OTHER_CHIEF,
  REPORTER,
  secrets,
} from '../people.ts';
import { approverOf, shows } from './roles.ts';

type Probe = {
  name: string;
  sent: string;
  expected: string;
  /** What happened instead, or undefined when it held. Replies are looked at for private words unless it says so. */
  run: (scene: Scene, seen: (reply: Reply) => Reply) => Promise<string | undefined>;
};

const probe = ({ name, sent, expected, run }: Probe): Attack => ({
  family: 'tab role',
  name,
  sent,
  expected,
  async run(scene) {
    const replies: Reply[] = [];
    const wrong = await run(scene, (reply) => {
      replies.push(reply);
      return reply;
    });
    const statuses = [...new Set(replies.map(({ status }) => status))].join(', ');
    const leak = replies.some(({ text }) => shows(text));
    const broken = replies.some((reply) => reply.status === 0 || reply.status >= 500 || leaksInsides(reply));
    return {
      held: wrong === undefined && !leak && !broken,
      happened: wrong ?? (leak ? 'private words in the answer' : statuses),
    };
  },
});

const numberOf = ({ stage }: Scene): string => stage.one.number;

const search = (scene: Scene, id: string, body: object = {}): Promise<Reply> =>
  scene.client.tab(id, '/records/search', { method: 'POST', body });

const rowsOf = (reply: Reply): { number: string; extent: string }[] =>
  reply.status === 200 ? (JSON.parse(reply.text) as { rows: { number: string; extent: string }[] }).rows : [];

/** What an edit of the settings would send. */
const edits = (scene: Scene): readonly [method: string, path: string, body: object][] => [
  ['PUT', '/settings/sections/rules', { content: { lateAfterHours: 1 } }],
  ['PUT', `/people/${scene.stage.office.keyOf(REPORTER)}/roles`, roles],
  ['PUT', `/channels/${'c'.padEnd(25, '0')}`, { department: 'zeimu' }],
  ['POST', '/settings/import/preview', file],
  ['POST', '/settings/import', { file, basis: 'x' }],
];

/** A file of settings that makes the reporter a coordinator. */
const file = {
  format: 'tate-settings',
  formatVersion: 1,
  madeAt: '2026-11-22T00:00:00.000Z',
  ward: 'x',
  sections: {},
  roles: [{ objectId: REPORTER, name: 'x', approverOf: ['fukushi'], deputyOf: [], coordinator: true }],
};

const roles = { approverOf: ['fukushi'], deputyOf: [], coordinator: true };

/** Every operation of the settings that reads. */
const readings = Object.values(operations)
  .filter(({ method, path }) => method === 'GET' && /^\/(?:settings|people|channels)/u.test(path))
  .map(({ path }) => path.replace(':section', 'ward').replace(':version', '0'));

const probes: Probe[] = [
  {
    name: 'member of the tenant whom Tate never met',
    sent: 'a good token, every operation',
    expected: '403 to each',
    async run(scene, seen) {
      const id = scene.stage.office.somebody();
      for (const { method, path } of Object.values(operations)) {
        const filled = path
          .replace(':number', numberOf(scene))
          .replace(':subject', ownSubject(numberOf(scene)))
          .replace(':section', 'ward')
          .replace(':version', '0')
          .replace(':key', scene.stage.office.keyOf(CHIEF));
        const body = method === 'GET' ? undefined : {};
        const { status } = seen(await scene.client.tab(id, filled, { method, body }));
        if (status !== 403) return `${status} at ${method} ${path}`;
      }
      return undefined;
    },
  },
  ...[
    ['staff of another department', BYSTANDER],
    ['colleague of the same department', COLLEAGUE],
    ['dismissed approver', DISMISSED],
  ].map(
    ([who = '', id = '']): Probe => ({
      name: `record of others opened by ${who}`,
      sent: 'its number, and a number that nobody has',
      expected: '404 to both, word for word the same',
      async run(scene, seen) {
        const real = seen(await scene.client.tab(id, `/records/${numberOf(scene)}`));
        const none = seen(await scene.client.tab(id, '/records/250101-000000'));
        return real.status === 404 && none.status === 404 && real.text === none.text
          ? undefined
          : `${real.status}, ${none.status}`;
      },
    }),
  ),
  ...[
    ['staff of another department', BYSTANDER],
    ['dismissed approver', DISMISSED],
  ].map(
    ([who = '', id = '']): Probe => ({
      name: `whole register asked for by ${who}`,
      sent: 'no filter, and the department of others',
      expected: 'own records alone',
      async run(scene, seen) {
        const own = new Set(
          (await scene.service.house.incidents.filedBy(scene.stage.office.keyOf(id), 50)).map(
            ({ number }) => number,
          ),
        );
        for (const body of [{}, { department: 'fukushi' }, { state: 'pending' }, { words: secrets.name }]) {
          const foreign = rowsOf(seen(await search(scene, id, body))).filter(
            ({ number }) => !own.has(number),
          );
          if (foreign.length > 0) return `${foreign.length} rows of others`;
        }
        return undefined;
      },
    }),
  ),
  {
    name: 'approver of another department',
    sent: 'the record, its file, its register row',
    expected: 'conduct alone: no identity, no matter, no name of staff',
    async run(scene, seen) {
      const reply = seen(await scene.client.tab(OTHER_CHIEF, `/records/${numberOf(scene)}`));
      if (reply.status !== 200) return String(reply.status);
      if (!reply.text.includes('"extent":"conduct"')) return 'not the conduct alone';
      const file = seen(await scene.client.tab(OTHER_CHIEF, `/subjects/${ownSubject(numberOf(scene))}`));
      const row = seen(await search(scene, OTHER_CHIEF, { department: 'fukushi' }));
      if (rowsOf(row).length === 0) return 'no row, which proves nothing';
      return [reply, file, row].some(({ text }) => text.includes(secrets.clerk))
        ? 'a name of staff'
        : undefined;
    },
  },
  {
    name: 'search for hidden words as an oracle',
    sent: 'name, number and demand of a record whose conduct one may read',
    expected: 'the same answer as for words that nobody wrote',
    async run(scene, seen) {
      for (const words of [secrets.name, secrets.phone, secrets.demand, '個人太郎', '9876', '今日中']) {
        const found = rowsOf(seen(await search(scene, OTHER_CHIEF, { department: 'fukushi', words })));
        if (found.length > 0) return `found by ${words.length} letters`;
      }
      return undefined;
    },
  },
  {
    name: "somebody else's continuation",
    sent: "the coordinator's next page, by staff of another department",
    expected: '400 or no row of others',
    async run(scene, seen) {
      const first = await search(scene, COORDINATOR, {});
      const { next } = JSON.parse(first.text) as { next?: string };
      const forged = Buffer.from(JSON.stringify({ t: 'x', q: 'x' })).toString('base64url');
      for (const after of [next ?? forged, forged, 'x', `${next ?? 'x'}x`]) {
        const reply = seen(await search(scene, BYSTANDER, { after }));
        if (reply.status !== 400) return `${reply.status}`;
      }
      return undefined;
    },
  },
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
  ...[
    ['reporter', REPORTER],
    ['approver', CHIEF],
    ['staff of another department', BYSTANDER],
  ].map(
    ([who = '', id = '']): Probe => ({
      name: `settings, by a ${who}`,
      sent: 'every page of the settings, and an edit of each kind',
      expected: '403 to each, nothing changed',
      async run(scene, seen) {
        const before = await approverOf(scene, REPORTER);
        for (const path of readings) {
          const { status } = seen(await scene.client.tab(id, path));
          if (status !== 403) return `${status} at ${path}`;
        }
        for (const [method, path, body] of edits(scene)) {
          const headers = { 'If-Match': '"x"' };
          const { status } = seen(await scene.client.tab(id, path, { method, body, headers }));
          if (status !== 403) return `${status} at ${path}`;
        }
        const after = await approverOf(scene, REPORTER);
        return after.join() === before.join() ? undefined : 'a role was given';
      },
    }),
  ),
  {
    name: 'edit over whatever is there',
    sent: 'a coordinator without If-Match, with *, with an old version',
    expected: '428, 400, 412; nothing changed',
    async run(scene, seen) {
      const path = `/people/${scene.stage.office.keyOf(REPORTER)}/roles`;
      const statuses: number[] = [];
      for (const headers of [{}, { 'If-Match': '*' }, { 'If-Match': '"old"' }]) {
        statuses.push(
          seen(await scene.client.tab(COORDINATOR, path, { method: 'PUT', body: roles, headers })).status,
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
];

export const tabRoleAttacks: readonly Attack[] = probes.map(probe);
