import type { Attack } from '../attack.ts';
import type { Reply } from '../client.ts';
import { BYSTANDER, CHIEF, COLLEAGUE, REPORTER } from '../people.ts';
import { roleAttack, shows, untouched, type Plan } from './roles.ts';

const records: Plan[] = [
  {
    name: "edit of another person's record",
    sent: 'edit.save by a colleague',
    expected: 'no new version',
    send: ({ client, stage }) =>
      client.press(COLLEAGUE, 'edit.save', {
        number: stage.one.number,
        base: 1,
        nonce: stage.office.nonce(),
        part: 'why',
        review: '',
        demand: '書き換え',
        reason: 'x',
      }),
    wrong: untouched,
  },
  {
    name: 'edit with a base that never was',
    sent: 'edit.save by the writer with base 99',
    expected: 'no new version',
    send: ({ client, stage }) =>
      client.press(REPORTER, 'edit.save', {
        number: stage.one.number,
        base: 99,
        nonce: stage.office.nonce(),
        part: 'why',
        review: '',
        demand: '古い版からの書き換え',
        reason: '直し',
      }),
    wrong: untouched,
    mayRead: true,
  },
  {
    name: 'stale version',
    sent: 'two edits from version 1 of one record, one after the other',
    expected: 'the second is asked again and writes nothing',
    async send(scene) {
      const { client, stage } = scene;
      const { number } = await stage.office.file(REPORTER);
      const edit = (demand: string): Promise<Reply> =>
        client.press(REPORTER, 'edit.save', {
          number,
          base: 1,
          nonce: stage.office.nonce(),
          part: 'why',
          review: '',
          demand,
          reason: '書き間違い',
        });
      return [await edit('はじめの直し'), await edit('古い版からの直し')];
    },
    async wrong(scene) {
      const [newest] = await scene.service.house.incidents.filedBy(scene.stage.office.keyOf(REPORTER), 1);
      const versions = newest?.versions ?? [];
      const told = JSON.stringify(versions);
      if (versions.length !== 2) return `${versions.length} versions`;
      return told.includes('古い版からの直し') ? 'the stale edit was written' : undefined;
    },
    mayRead: true,
  },
  {
    name: "another person's nonce",
    sent: "a stranger submits the reporter's filed form under the own name",
    expected: "the reporter's record stays, nothing of it is shown",
    async send({ client, stage }) {
      const incident = await stage.office.read(stage.one.number);
      const { nonce } = incident.submission;
      return client.press(BYSTANDER, 'incident.submit', { nonce, rows: '3', department: 'zeimu' });
    },
    wrong: untouched,
  },
  {
    name: "another person's draft",
    sent: "more rows, and saving, of a form with the reporter's nonce and record number",
    expected: 'nothing of it is shown',
    async send({ client, stage }) {
      const { nonce } = (await stage.office.read(stage.one.number)).submission;
      const form = { nonce, rows: '3', number: stage.one.number, base: '1' };
      return [
        await client.press(BYSTANDER, 'incident.more-rows', form),
        await client.press(BYSTANDER, 'incident.keep', form),
        await client.press(BYSTANDER, 'incident.submit', form),
      ];
    },
    wrong: untouched,
  },
  {
    name: 'replayed submission',
    sent: 'one form twelve times at once',
    expected: 'one record',
    async send({ client, stage }) {
      const { office } = stage;
      const id = office.somebody();
      await office.register(id, 'kokuho');
      const nonce = stage.office.nonce();
      const data = {
        nonce,
        scene: 'phone',
        look: '声の低い人',
        row1Words: '火をつけると言った',
        danger: 'weapon',
      };
      return Promise.all(Array.from({ length: 12 }, () => client.press(id, 'quick.submit', data)));
    },
    async wrong({ service }, replies) {
      const numbers = new Set(
        replies.flatMap(({ text }) => text.match(/\d{6}-[0-9A-HJKMNP-TV-Z]{6}/gu) ?? []),
      );
      const found = await Promise.all([...numbers].map((number) => service.house.incidents.read(number)));
      const count = found.filter((incident) => incident !== undefined).length;
      return count === 1 ? undefined : `${count} records`;
    },
    mayRead: true,
  },
  {
    name: 'form of another time',
    sent: 'nonces of 1999 and of next year',
    expected: 'nothing filed',
    async send({ client }) {
      const old = ['990101-0123456789abcdef', '271231-0123456789abcdef'];
      return Promise.all(
        old.map((nonce) =>
          client.press(BYSTANDER, 'quick.submit', { nonce, scene: 'phone', danger: 'weapon' }),
        ),
      );
    },
    async wrong({ service, stage }) {
      const filed = await service.house.incidents.filedBy(stage.office.keyOf(BYSTANDER), 10);
      return filed.length === 0 ? undefined : `${filed.length} filed`;
    },
  },
  ...(
    [
      ['continuing', 'record.continue'],
      ['editing', 'record.edit'],
      ['opening a part of', 'edit.open'],
      ['the versions of', 'record.history'],
      ['escalating', 'escalation.open'],
      ['questions about', 'review.open'],
    ] as const
  ).map(
    ([what, verb]): Plan => ({
      name: `${what} another person's record`,
      sent: `${verb} with its number, by somebody of another department`,
      expected: 'refused in words that say nothing of it',
      send: ({ client, stage }) => client.press(BYSTANDER, verb, { number: stage.one.number, group: 'who' }),
      wrong: async (scene) => {
        const seen = scene.stage.office.seenIn(BYSTANDER);
        return shows(seen) ? 'private words in the chat' : untouched(scene);
      },
    }),
  ),
  {
    name: 'questions about the own record',
    sent: 'review.submit by the approver who wrote it',
    expected: 'refused',
    send: ({ client, stage }) =>
      client.press(CHIEF, 'review.submit', {
        number: stage.own.number,
        nonce: stage.office.nonce(),
        field1: 'demand',
        question1: 'よいか',
      }),
    wrong: async ({ stage }) =>
      (await stage.office.read(stage.own.number)).reviews.length === 0 ? undefined : 'asked',
    mayRead: true,
  },
  {
    name: "asking for a decision on another person's record",
    sent: 'escalation.submit by a colleague',
    expected: 'no escalation more',
    send: ({ client, stage }) =>
      client.press(COLLEAGUE, 'escalation.submit', {
        number: stage.one.number,
        nonce: stage.office.nonce(),
        asked: 'police',
        reason: 'x',
      }),
    wrong: async ({ stage }) =>
      (await stage.office.read(stage.one.number)).escalations.length === 1 ? undefined : 'asked',
  },
];

export const recordAttacks: readonly Attack[] = records.map(roleAttack);
