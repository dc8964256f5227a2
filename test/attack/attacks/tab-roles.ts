import { operations } from '../../../src/api/operations.ts';
import { ownSubject } from '../../../src/domain/subject/subject.ts';
import type { Attack, Scene } from '../attack.ts';
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
import { approverOf } from './roles.ts';
import { allRoles, numberOf, type Probe, probe, rowsOf, search } from './tab-probe.ts';

/** What an edit of the settings would send. */
const edits = (scene: Scene): readonly [method: string, path: string, body: object][] => [
  ['PUT', '/settings/sections/rules', { content: { lateAfterHours: 1 } }],
  ['PUT', `/people/${scene.stage.office.keyOf(REPORTER)}/roles`, allRoles],
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
    name: 'form of the settings, by staff of another department',
    sent: 'edits of each kind that are empty, broken, of another type, without If-Match',
    expected: '403 to each, and no word about the form',
    async run(scene, seen) {
      for (const [method, path] of edits(scene)) {
        for (const body of ['', '{"content":', '{}', '[]', '{"x":1}']) {
          const { status, text } = seen(await scene.client.tab(BYSTANDER, path, { method, body }));
          if (status !== 403 || text.includes('"errors"')) return `${status} at ${path}`;
        }
        const headers = { 'Content-Type': 'text/plain' };
        const { status } = seen(await scene.client.tab(BYSTANDER, path, { method, body: 'x', headers }));
        if (status !== 403) return `${status} at ${path}`;
      }
      return undefined;
    },
  },
];

export const tabRoleAttacks: readonly Attack[] = probes.map(probe);
