import type { Contact } from '../../../src/domain/companion/contact.ts';
import { answerOf, type Attack, type Scene } from '../attack.ts';
import type { Reply } from '../client.ts';
import {
  BYSTANDER,
  CHIEF,
  COLLEAGUE,
  COORDINATOR,
  DEPUTY,
  DISMISSED,
  OTHER_CHIEF,
  REPORTER,
} from '../people.ts';
import { decide, roleAttack, waits, type Plan } from './roles.ts';

/** A contact of the reporter as it runs, begun for this attack. */
async function begun({ client, service, stage }: Scene): Promise<Contact> {
  const start = { nonce: stage.office.nonce(), live: 'phone', via: '' };
  await client.press(REPORTER, 'contact.start', start);
  const [contact] = await service.house.contacts.newest(stage.office.keyOf(REPORTER), 1);
  if (contact === undefined) throw new Error('no contact to attack');
  return contact;
}

const contacts: Plan[] = [
  {
    name: 'contact of somebody else, by its id',
    sent: 'contact.show, page, tap and write, and practice.choose, by a colleague, an approver and a stranger',
    expected: 'not found, and no tap is added',
    async send(scene) {
      const { id: contact } = await begun(scene);
      const nonce = scene.stage.office.nonce();
      const presses: [string, object][] = [
        ['contact.show', { contact }],
        ['contact.page', { contact, view: 'main' }],
        ['contact.tap', { contact, nonce, what: 'ended', which: '' }],
        ['contact.write', { contact, nonce, what: 'caller', heard: 'x' }],
        ['practice.choose', { contact, turn: 0, choice: 0 }],
      ];
      const replies: Reply[] = [];
      for (const who of [COLLEAGUE, CHIEF, BYSTANDER]) {
        for (const [verb, data] of presses) replies.push(await scene.client.press(who, verb, data));
      }
      return replies;
    },
    async wrong({ service, stage }, replies) {
      const [contact] = await service.house.contacts.newest(stage.office.keyOf(REPORTER), 1);
      if (contact?.taps.length !== 0) return 'a tap was added';
      return replies.every(({ text }) => /見つかりません|もうありません/u.test(text))
        ? undefined
        : 'answered';
    },
  },
  {
    name: 'request of a contact, decided by whom it is not asked',
    sent: 'contact.decide by whoever has the contact, a colleague and the approver of another department',
    expected: 'still undecided',
    async send(scene) {
      const { client, stage } = scene;
      const { id: contact, personKey: owner } = await begun(scene);
      const ask = { contact, nonce: stage.office.nonce(), what: 'ask', which: 'stop' };
      await client.press(REPORTER, 'contact.tap', ask);
      const data = { owner, contact, of: 1, decision: 'approve', note: '' };
      const replies: Reply[] = [];
      for (const who of [REPORTER, COLLEAGUE, OTHER_CHIEF, BYSTANDER]) {
        replies.push(await client.press(who, 'contact.decide', data));
      }
      return replies;
    },
    async wrong({ service, stage }) {
      const [contact] = await service.house.contacts.newest(stage.office.keyOf(REPORTER), 1);
      const done = contact?.taps.map(({ did }) => did.what).join() ?? '';
      return done === 'ask' ? undefined : `taps: ${done}`;
    },
  },
];

const decisions: Plan[] = [
  {
    name: 'self approval',
    sent: 'an approver decides on the own record',
    expected: 'still undecided',
    send: (scene) => decide(scene, CHIEF, 'own'),
    wrong: waits('own'),
    mayRead: true,
  },
  {
    name: 'approver of another department',
    sent: 'decides with the right number and id',
    expected: 'still undecided',
    send: (scene) => decide(scene, OTHER_CHIEF, 'one'),
    wrong: waits('one'),
  },
  {
    name: 'non-approver',
    sent: 'a colleague of the same department decides',
    expected: 'still undecided',
    send: (scene) => decide(scene, COLLEAGUE, 'one'),
    wrong: waits('one'),
  },
  {
    name: 'coordinator without the role of an approver',
    sent: 'decides',
    expected: 'still undecided',
    send: (scene) => decide(scene, COORDINATOR, 'one'),
    wrong: waits('one'),
  },
  {
    name: 'approver dismissed between card and click',
    sent: 'the button of the card that was drawn before',
    expected: 'still undecided',
    send: (scene) => decide(scene, DISMISSED, 'one'),
    wrong: waits('one'),
  },
  {
    name: 'role claimed in the data of the button',
    sent: 'approverOf, role, person key and name of the approver in data',
    expected: 'still undecided',
    send: (scene) =>
      decide(scene, BYSTANDER, 'one', {
        approverOf: ['fukushi'],
        role: 'approver',
        coordinator: true,
        by: scene.stage.office.keyOf(CHIEF),
        person: { key: scene.stage.office.keyOf(CHIEF), approverOf: ['fukushi'] },
      }),
    wrong: waits('one'),
  },
  {
    name: 'decision id of another record',
    sent: "the number of one record with the other's id, by its approver",
    expected: 'both still undecided',
    send: (scene) => decide(scene, CHIEF, 'one', { escalation: scene.stage.two.escalation }),
    wrong: async (scene) => (await waits('one')(scene)) ?? (await waits('two')(scene)),
    mayRead: true,
  },
  {
    name: 'own record with the decision id of another',
    sent: 'an approver names a foreign record to pass the check of the own',
    expected: 'still undecided',
    send: (scene) =>
      decide(scene, CHIEF, 'own', { number: scene.stage.one.number, escalation: scene.stage.own.escalation }),
    wrong: async (scene) => (await waits('own')(scene)) ?? (await waits('one')(scene)),
    mayRead: true,
  },
  {
    name: 'invented decision id',
    sent: 'e0000000000000000',
    expected: 'still undecided',
    send: (scene) => decide(scene, CHIEF, 'one', { escalation: 'e0000000000000000' }),
    wrong: waits('one'),
    mayRead: true,
  },
  {
    name: 'invented decision',
    sent: 'decision: approved-by-mayor, and a list of decisions',
    expected: '400, still undecided',
    send: async (scene) => [
      await decide(scene, CHIEF, 'one', { decision: 'approved-by-mayor' }),
      await decide(scene, CHIEF, 'one', { decision: ['approve', 'reject'] }),
    ],
    wrong: async (scene, replies) =>
      replies.every((reply) => answerOf(reply).code === 400) ? waits('one')(scene) : 'not refused',
  },
  {
    name: 'two decisions at once, and a replay',
    sent: 'approval and rejection by two approvers ten times each, then both again',
    expected: 'one decision that stays',
    async send(scene) {
      const both = (): Promise<Reply>[] => [
        decide(scene, CHIEF, 'two'),
        decide(scene, DEPUTY, 'two', { decision: 'reject', reason: '理由' }),
      ];
      const first = await Promise.all(Array.from({ length: 10 }, both).flat());
      return [...first, ...(await Promise.all(both()))];
    },
    async wrong({ stage }) {
      const incident = await stage.office.read(stage.two.number);
      const audits = incident.escalations.filter(({ decision }) => decision !== undefined).length;
      const at = incident.escalations[0]?.decision?.at;
      return audits === 1 && at !== undefined ? undefined : `${audits} decisions`;
    },
    mayRead: true,
  },
];

export const decisionAttacks: readonly Attack[] = [...decisions, ...contacts].map(roleAttack);
