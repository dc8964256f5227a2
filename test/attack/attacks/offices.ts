import type { Attack } from '../attack.ts';
import { BYSTANDER, CHIEF, COLLEAGUE, COORDINATOR, DEPUTY, OTHER_CHIEF, REPORTER } from '../people.ts';
import { eventually } from '../stage.ts';
import { approverOf, arrived, roleAttack, shows, waits, type Plan } from './roles.ts';

const details: Plan[] = [
  {
    name: 'details without a role',
    sent: 'record.show by somebody of another department',
    expected: 'a refusal in the own chat, a trace in the record',
    async send({ client, stage }) {
      return client.press(BYSTANDER, 'record.show', { number: stage.one.number });
    },
    async wrong(scene) {
      const text = await arrived(scene, BYSTANDER, 0);
      if (shows(text)) return 'private words in the chat';
      const audit = JSON.stringify(await scene.stage.office.read(scene.stage.one.number));
      return audit.includes('"refused"') ? undefined : 'no trace';
    },
  },
  {
    name: 'details by the approver of another department',
    sent: 'record.show',
    expected: 'conduct and words; neither name nor phone nor matter',
    async send(scene) {
      return scene.client.press(OTHER_CHIEF, 'record.show', { number: scene.stage.one.number });
    },
    async wrong(scene) {
      const { office } = scene.stage;
      await eventually(() => office.seenIn(OTHER_CHIEF).includes(scene.stage.one.number), 4000);
      return shows(office.seenIn(OTHER_CHIEF)) ? 'private words in the chat' : undefined;
    },
  },
  {
    name: 'record number that is not there',
    sent: 'record.show and record.find',
    expected: 'the same words for all, nothing posted',
    send: async ({ client }) => [
      await client.press(BYSTANDER, 'record.show', { number: '261121-000000' }),
      await client.press(BYSTANDER, 'record.find', { number: "261121-7K3F9Q' OR '1'='1" }),
    ],
    wrong: async () => undefined,
  },
];

const offices: Plan[] = [
  ...details,
  {
    name: 'role claimed at registration',
    sent: 'role: coordinator, approver; approverOf and declaredCoordinator in data',
    expected: 'a member of staff',
    async send(scene) {
      const { client, stage } = scene;
      const id = stage.office.somebody();
      const claim = {
        department: 'fukushi',
        next: 'menu',
        approverOf: ['fukushi'],
        declaredCoordinator: true,
      };
      return [
        await client.press(id, 'person.register', { ...claim, role: 'coordinator' }),
        await client.press(id, 'person.register', { ...claim, role: 'approver' }),
        await client.press(id, 'escalation.decide', { ...stage.one, decision: 'approve' }),
        await client.press(id, 'approver.appoint', { department: 'fukushi', person: stage.office.keyOf(id) }),
      ];
    },
    async wrong(scene) {
      return waits('one')(scene);
    },
  },
  {
    name: 'guest of whom Teams says the object id alone',
    sent: 'decides, reads, binds, appoints (the service cannot know that this is a guest)',
    expected: 'nothing that staff without a role cannot do',
    async send({ client, stage }) {
      const id = stage.office.somebody();
      const { number } = stage.one;
      return [
        await client.press(id, 'escalation.decide', { ...stage.one, decision: 'approve' }),
        await client.press(id, 'record.history', { number }),
        await client.press(id, 'record.edit', { number }),
        await client.press(id, 'channel.bind', { department: 'zeimu' }, { scope: 'channel', room: 'guests' }),
        await client.press(id, 'approver.appoint', { department: 'zeimu', person: stage.office.keyOf(id) }),
      ];
    },
    async wrong(scene) {
      const channels = await scene.service.house.channels.active();
      const bound = channels.some(
        ({ address, department }) => address.conversationId.includes('guests') && department !== undefined,
      );
      return bound ? 'bound a channel' : waits('one')(scene);
    },
  },
  {
    name: 'appointing without the role',
    sent: 'an approver appoints, a colleague appoints oneself, somebody dismisses the approver',
    expected: 'nobody is appointed or dismissed',
    async send({ client, stage }) {
      const { keyOf } = stage.office;
      return [
        await client.press(CHIEF, 'approver.appoint', { department: 'zeimu', person: keyOf(CHIEF) }),
        await client.press(COLLEAGUE, 'approver.appoint', {
          department: 'fukushi',
          person: keyOf(COLLEAGUE),
        }),
        await client.press(BYSTANDER, 'approver.dismiss', { department: 'fukushi', person: keyOf(DEPUTY) }),
        await client.press(BYSTANDER, 'approver.choose', { department: 'fukushi' }),
      ];
    },
    async wrong(scene, replies) {
      const listed = replies.some(({ text }) => text.includes(scene.stage.office.keyOf(CHIEF)));
      if (listed) return 'the list was shown';
      const roles = await Promise.all([CHIEF, COLLEAGUE, DEPUTY].map((id) => approverOf(scene, id)));
      const found = JSON.stringify(roles);
      return found === '[["fukushi"],[],["fukushi"]]' ? undefined : `now ${found}`;
    },
  },
  {
    name: 'another action under an innocent name',
    sent: 'verb menu.help with data.action approver.appoint',
    expected: 'the help',
    send: ({ client, stage }) =>
      client.press(COLLEAGUE, 'menu.help', {
        action: 'approver.appoint',
        department: 'fukushi',
        person: stage.office.keyOf(COLLEAGUE),
      }),
    wrong: async (scene) => ((await approverOf(scene, COLLEAGUE)).length === 0 ? undefined : 'appointed'),
  },
  {
    name: 'binding a channel without the role',
    sent: 'channel.bind by staff',
    expected: 'the channel belongs to nobody',
    send: ({ client }) =>
      client.press(
        BYSTANDER,
        'channel.bind',
        { department: 'fukushi' },
        { scope: 'channel', room: 'unbound' },
      ),
    wrong: async ({ service }) => {
      const channels = await service.house.channels.active();
      const found = channels.find(({ address }) => address.conversationId.includes('unbound'));
      return found !== undefined && found.department === undefined ? undefined : 'bound';
    },
  },
  {
    name: "taking away another department's channel",
    sent: 'channel.bind of a bound channel by an approver of another department',
    expected: 'the channel stays with its department',
    async send({ client }) {
      const where = { scope: 'channel', room: 'fukushi' } as const;
      return [
        await client.press(CHIEF, 'channel.bind', { department: 'fukushi' }, where),
        await client.press(OTHER_CHIEF, 'channel.bind', { department: 'zeimu' }, where),
      ];
    },
    wrong: async ({ service }) => {
      const channels = await service.house.channels.active();
      const found = channels.find(({ address }) => address.conversationId === '19:fukushi@thread.tacv2');
      return found?.department === 'fukushi' ? undefined : `now of ${found?.department}`;
    },
  },
  ...(['channel', 'groupChat'] as const).map(
    (scope): Plan => ({
      name: `private buttons in a ${scope === 'channel' ? 'channel' : 'group chat'}`,
      sent: 'record.show, menu.record, record.find, record.history, escalation.decide by entitled people',
      expected: 'sent to the own chat by words alone; nothing shown, nothing decided',
      async send({ client, stage }) {
        const where = { scope, room: 'crowd' } as const;
        const { number } = stage.one;
        return [
          await client.press(REPORTER, 'record.show', { number }, where),
          await client.press(REPORTER, 'record.edit', { number }, where),
          await client.press(REPORTER, 'menu.record', {}, where),
          await client.press(REPORTER, 'record.find', { number }, where),
          await client.press(CHIEF, 'record.history', { number }, where),
          await client.press(CHIEF, 'escalation.decide', { ...stage.one, decision: 'approve' }, where),
          await client.submit(REPORTER, { action: 'menu.look-up' }, where),
        ];
      },
      async wrong(scene) {
        const text = scene.stage.office.seenIn('crowd', { scope, room: 'crowd' });
        return shows(text) ? 'private words in front of all' : waits('one')(scene);
      },
    }),
  ),
  {
    name: 'details asked for in a channel',
    sent: 'alert.details by the writer in the channel',
    expected: 'they come to the own chat; the channel shows nothing',
    async send({ client, stage }) {
      const where = { scope: 'channel', room: 'fukushi' } as const;
      return client.press(REPORTER, 'alert.details', { alert: stage.one.number }, where);
    },
    async wrong(scene) {
      const { office } = scene.stage;
      await eventually(() => shows(office.seenIn(REPORTER)), 4000);
      return shows(office.seenIn('fukushi', { scope: 'channel', room: 'fukushi' }))
        ? 'private words in the channel'
        : undefined;
    },
  },
  {
    name: 'confirming for another department',
    sent: 'alert.acknowledge with department and person of others in data',
    expected: "counts for the presser's own department alone",
    send: ({ client, stage }) =>
      client.press(BYSTANDER, 'alert.acknowledge', {
        alert: stage.one.number,
        department: 'somu',
        by: stage.office.keyOf(COORDINATOR),
      }),
    wrong: async ({ service, stage }) => {
      const alert = JSON.stringify(await service.house.alerts.read(stage.one.number));
      return alert.includes(stage.office.keyOf(COORDINATOR)) ? 'counted for somebody else' : undefined;
    },
  },
];

export const officeAttacks: readonly Attack[] = offices.map(roleAttack);
