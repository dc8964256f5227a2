import { answerOf, type Attack } from '../attack.ts';
import type { Reply } from '../client.ts';
import { BYSTANDER, CHIEF, COLLEAGUE, COORDINATOR, DEPUTY, DISMISSED, OTHER_CHIEF } from '../people.ts';
import { decide, roleAttack, waits, type Plan } from './roles.ts';

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

export const decisionAttacks: readonly Attack[] = decisions.map(roleAttack);
