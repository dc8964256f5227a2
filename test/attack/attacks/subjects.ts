import { ownSubject } from '../../../src/domain/subject/subject.ts';
import type { Attack, Scene } from '../attack.ts';
import type { Reply } from '../client.ts';
import { activityOf, BYSTANDER, CHIEF, COLLEAGUE, OTHER_CHIEF, REPORTER, secrets } from '../people.ts';
import { arrived, type Plan, roleAttack, shows, untouched } from './roles.ts';

/** Staff of another department, who is looked at afterwards. */
const READER = 'b0000000-0000-4000-8000-0000000000aa';

const subjectOf = ({ stage }: Scene): string => ownSubject(stage.one.number);

/** A search as the box beside the message field sends it. */
const search = (scene: Scene, id: string, query: unknown, commandId: unknown = 'find'): Promise<Reply> =>
  scene.client.deliver(
    activityOf(id, {
      type: 'invoke',
      name: 'composeExtension/query',
      value: { commandId, parameters: [{ name: 'query', value: query }] },
    }),
  );

/** Somebody of another department, with a department and without a role. */
async function clerk({ stage }: Scene): Promise<string> {
  const id = stage.office.somebody();
  await stage.office.register(id, 'zeimu');
  return id;
}

const nothing = async (): Promise<undefined> => undefined;

const flagsOf = async (scene: Scene) =>
  (await scene.service.house.subjects.read(subjectOf(scene)))?.flags ?? [];

const nextMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

const files: Plan[] = [
  {
    name: 'search by somebody without a department',
    sent: 'the name and the number of a recorded person',
    expected: 'a line that asks to register; nothing found',
    send: async (scene) => {
      const id = scene.stage.office.somebody();
      return [await search(scene, id, secrets.name), await search(scene, id, secrets.phone)];
    },
    wrong: async (_, replies) =>
      replies.every(({ text }) => text.includes('"message"') && !text.includes('対象者'))
        ? undefined
        : 'found',
  },
  {
    name: 'search by staff of another department',
    sent: 'name, number and clothing of a recorded person',
    expected: 'neither name nor number nor matter, in the list or in the card that can be sent',
    send: async (scene) => {
      const id = await clerk(scene);
      return [
        await search(scene, id, secrets.name),
        await search(scene, id, secrets.phone),
        await search(scene, id, '紺の上着'),
      ];
    },
    // Something is found, or hiding it would prove nothing.
    wrong: async (_, replies) =>
      replies.some(({ text }) => text.includes('対象者')) ? undefined : 'nothing was found',
  },
  {
    name: 'search of odd shapes',
    sent: 'a query of 5,000 letters, a pattern, an object, a foreign command',
    expected: 'an answer below 500 that shows nothing',
    send: async (scene) => {
      const id = await clerk(scene);
      return [
        await search(scene, id, 'あ'.repeat(5000)),
        await search(scene, id, `${'(a+)+'.repeat(50)}$`),
        await search(scene, id, { $ne: '' }),
        await search(scene, id, secrets.name, 'dump'),
        await search(scene, id, "' OR 1=1 --"),
      ];
    },
    wrong: nothing,
  },
  {
    name: 'file of a person, by staff of another department',
    sent: 'subject.open, subject.page, statements.open with its number',
    expected: 'neither name nor number nor matter',
    send: async (scene) => {
      const { client, stage } = scene;
      await stage.office.register(READER, 'zeimu');
      const subject = subjectOf(scene);
      return [
        await client.press(READER, 'subject.open', { subject }),
        await client.press(READER, 'subject.page', { subject, page: 1 }),
        await client.press(READER, 'statements.open', { subject }),
        await client.press(READER, 'statements.compare', {
          subject,
          nonce: stage.office.nonce(),
          claim: '前の担当者は今日中に出すと言った',
        }),
      ];
    },
    wrong: async ({ stage }) =>
      shows(stage.office.seenIn(READER)) ? 'private words in the chat' : undefined,
  },
  {
    name: 'file that is not there, and one that is not theirs',
    sent: 'subject.page of both by somebody without a department',
    expected: 'the same words',
    send: async (scene) => {
      const id = scene.stage.office.somebody();
      return [
        await scene.client.press(id, 'subject.page', { subject: subjectOf(scene), page: 1 }),
        await scene.client.press(id, 'subject.page', { subject: 's-261121-000000', page: 1 }),
      ];
    },
    wrong: async (_, replies) => (replies[0]?.text === replies[1]?.text ? undefined : 'told apart'),
  },
  {
    name: 'file opened in a channel',
    sent: 'subject.open by the writer in front of all',
    expected: 'it comes to the own chat; the channel shows nothing',
    send: (scene) =>
      scene.client.press(
        REPORTER,
        'subject.open',
        { subject: subjectOf(scene) },
        { scope: 'channel', room: 'crowd2' },
      ),
    wrong: async ({ stage }) =>
      shows(stage.office.seenIn('crowd2', { scope: 'channel', room: 'crowd2' }))
        ? 'private words'
        : undefined,
  },
  {
    name: 'merging and parting files without the role',
    sent: 'subject.merge, split, unmerge, match.answer by staff of another department',
    expected: 'the record stays in its file',
    send: async (scene) => {
      const { client, stage } = scene;
      const id = await clerk(scene);
      const subject = subjectOf(scene);
      const other = stage.two.number;
      return [
        await client.press(id, 'subject.merge', { subject, other }),
        await client.press(id, 'subject.split', { subject, number: stage.one.number }),
        await client.press(id, 'subject.unmerge', { subject }),
        await client.press(id, 'match.answer', { number: other, subject, answer: 'other' }),
      ];
    },
    async wrong(scene) {
      const merged = (await scene.service.house.subjects.read(subjectOf(scene)))?.into;
      const { link } = await scene.stage.office.read(scene.stage.one.number);
      return merged === undefined && link === undefined ? untouched(scene) : 'moved';
    },
  },
];

const marks: Plan[] = [
  {
    name: 'mark on a person, decided by whoever asked for it',
    sent: 'flag.ask and flag.decide by the same approver; then by staff, and with an invented id',
    expected: 'still asked',
    async send(scene) {
      const { client, stage } = scene;
      const subject = subjectOf(scene);
      const ask = { subject, nonce: stage.office.nonce(), reason: '何度も怒鳴られた', reviewOn: nextMonth() };
      const asked = await client.press(CHIEF, 'flag.ask', ask);
      const flag = (await flagsOf(scene)).at(-1)?.id ?? 'f0000000000000000';
      const id = await clerk(scene);
      return [
        asked,
        await client.press(CHIEF, 'flag.decide', { subject, flag, decision: 'approve' }),
        await client.press(OTHER_CHIEF, 'flag.decide', { subject, flag, decision: 'approve' }),
        await client.press(COLLEAGUE, 'flag.decide', { subject, flag, decision: 'approve' }),
        await client.press(id, 'flag.decide', { subject, flag: 'f0000000000000000', decision: 'approve' }),
        await client.press(id, 'flag.show', { subject, flag }),
      ];
    },
    async wrong(scene) {
      const states = (await flagsOf(scene)).map(({ state }) => state);
      return JSON.stringify(states) === '["asked"]' ? undefined : `states ${states.join(', ') || 'none'}`;
    },
    mayRead: true,
  },
  {
    name: 'the one answer, by whom it is not',
    sent: 'answer.set by the approver of another department, answer.open and told by staff',
    expected: 'no answer is set or told',
    async send(scene) {
      const { client, stage, service } = scene;
      const say = service.house.answers.entries.find(({ kind }) => kind === 'say')?.id ?? '';
      const id = await clerk(scene);
      const { number } = stage.one;
      return [
        await client.press(OTHER_CHIEF, 'answer.set', { alert: number, say }),
        await client.press(id, 'answer.set', { alert: number, say }),
        await client.press(id, 'answer.open', { number }),
        await client.press(id, 'answer.told', { number, told: say }),
      ];
    },
    async wrong({ service, stage }) {
      const alert = await service.house.alerts.read(stage.one.number);
      const { answered } = await stage.office.read(stage.one.number);
      if (alert === undefined) return 'no alert to attack';
      return answered === undefined && Reflect.get(alert, 'answer') === undefined ? undefined : 'set';
    },
  },
  {
    name: 'needs of a person, by somebody without a department',
    sent: 'needs.open and needs.save',
    expected: 'nothing is written',
    async send(scene) {
      const id = scene.stage.office.somebody();
      const subject = subjectOf(scene);
      return [
        await scene.client.press(id, 'needs.open', { subject }),
        await scene.client.press(id, 'needs.save', { subject, needs: 'hearing' }),
      ];
    },
    wrong: async (scene) =>
      ((await scene.service.house.subjects.read(subjectOf(scene)))?.needs ?? []).length === 0
        ? undefined
        : 'written',
  },
  {
    name: 'answering for the writer of a record',
    sent: 'follow-up.answer by somebody else, with an invented id',
    expected: 'refused',
    send: ({ client, stage }) =>
      client.press(BYSTANDER, 'follow-up.answer', {
        number: stage.one.number,
        followUp: 'k0123456789abcdef',
        said: 'yes',
        remembered: 'x',
      }),
    wrong: async (scene, replies) =>
      replies.some(({ text }) => text.includes('書いた人だけ')) ? untouched(scene) : 'not refused',
  },
  {
    name: 'what arrives after all of this',
    sent: 'the own chats of the people above',
    expected: 'no private words in the chat of somebody without a role',
    send: async ({ client }) => client.press(BYSTANDER, 'menu.help'),
    wrong: async (scene) => (shows(await arrived(scene, BYSTANDER, 0)) ? 'private words' : undefined),
  },
];

export const subjectAttacks: readonly Attack[] = [...files, ...marks].map(roleAttack);
