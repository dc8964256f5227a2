import { TENANT } from '../../bot/front-door/channel-keys.ts';
import { answerOf, type Attack, footprint, leaksInsides } from '../attack.ts';
import { activityOf, COORDINATOR, executed, TEAMS_URL } from '../people.ts';

const FOREIGN = '99999999-9999-4999-8999-999999999999';
const STRANGER = 'f0000000-0000-4000-8000-000000000001';

const own = { id: 'chat-x', conversationType: 'personal', tenantId: TENANT };

/** People who are nobody here, under a good token of the channel. */
const strangers: { name: string; sent: string; rest: object }[] = [
  {
    name: 'foreign tenant',
    sent: 'another tenant in conversation and channel data',
    rest: { conversation: { ...own, tenantId: FOREIGN }, channelData: { tenant: { id: FOREIGN } } },
  },
  {
    name: 'foreign tenant in the conversation alone',
    sent: 'conversation.tenantId of another tenant',
    rest: { conversation: { ...own, tenantId: FOREIGN } },
  },
  {
    name: 'foreign tenant in the channel data alone',
    sent: 'channelData.tenant.id of another tenant',
    rest: { channelData: { tenant: { id: FOREIGN } } },
  },
  {
    name: 'member of another organisation in a shared channel',
    sent: 'from.tenantId of another tenant',
    rest: { from: { id: '29:x', aadObjectId: STRANGER, tenantId: FOREIGN } },
  },
  {
    name: 'no tenant',
    sent: 'neither place names one',
    rest: { conversation: { id: 'c' }, channelData: {} },
  },
  {
    name: 'tenant called local',
    sent: 'the word of the local mode',
    rest: { conversation: { ...own, tenantId: 'local' }, channelData: {} },
  },
  {
    name: 'tenant as a list',
    sent: '[ours] in the place of ours',
    rest: { conversation: { ...own, tenantId: [TENANT] } },
  },
  {
    name: 'tenant with a space',
    sent: 'our id and a space',
    rest: { conversation: { ...own, tenantId: `${TENANT} ` } },
  },
  {
    name: 'guest, named by role',
    sent: 'from.userRole guest',
    rest: { from: { id: '29:x', aadObjectId: STRANGER, userRole: 'guest' } },
  },
  {
    name: 'guest, named by principal name',
    sent: 'from.userPrincipalName with #EXT#',
    rest: { from: { id: '29:x', aadObjectId: STRANGER, userPrincipalName: 'a_b.example#EXT#@ward.example' } },
  },
  {
    name: 'nameless participant of a meeting',
    sent: 'from.userRole anonymous',
    rest: { from: { id: '29:x', aadObjectId: STRANGER, userRole: 'anonymous' } },
  },
  { name: 'missing person', sent: 'no aadObjectId', rest: { from: { id: '29:x', name: 'x' } } },
  { name: 'no sender', sent: 'no from at all', rest: { from: undefined } },
  {
    name: 'person that is a word',
    sent: 'aadObjectId admin',
    rest: { from: { id: '29:x', aadObjectId: 'admin' } },
  },
  {
    name: 'person that is a list',
    sent: 'aadObjectId [coordinator]',
    rest: { from: { id: '29:x', aadObjectId: [COORDINATOR] } },
  },
  {
    name: 'person named elsewhere',
    sent: 'the coordinator in from.properties, in value and in channelData, not in from.aadObjectId',
    rest: {
      from: { id: '29:x', properties: { aadObjectId: COORDINATOR }, objectId: COORDINATOR },
      channelData: { tenant: { id: TENANT }, aadObjectId: COORDINATOR, onBehalfOf: [{ mri: COORDINATOR }] },
    },
  },
];

export const strangerAttacks: readonly Attack[] = strangers.map(({ name, sent, rest }) => ({
  family: 'stranger',
  name,
  sent,
  expected: '403 inside of the answer, nobody met, nothing posted',
  async run(scene) {
    const before = await footprint(scene, [STRANGER], ['chat-x', 'c']);
    const press = executed('person.register', { department: 'fukushi', next: 'menu' });
    const reply = await scene.client.deliver(activityOf(STRANGER, { ...press, ...rest }));
    const { code } = answerOf(reply);
    const silent = (await footprint(scene, [STRANGER], ['chat-x', 'c'])) === before;
    return {
      held: code === 403 && silent && !leaksInsides(reply),
      happened: `${reply.status}, inside ${code}${silent ? '' : ', somebody was met'}`,
    };
  },
}));

/** Addresses to which a bot could be made to talk. `canary` is the port of a listener of ours. */
const addresses: { name: string; url: (canary: number) => string }[] = [
  { name: 'this machine', url: (port) => `http://127.0.0.1:${port}/` },
  { name: 'this machine over https', url: (port) => `https://127.0.0.1:${port}/` },
  { name: 'this machine as a number', url: (port) => `http://2130706433:${port}/` },
  { name: 'this machine as IPv6', url: (port) => `http://[::ffff:127.0.0.1]:${port}/` },
  { name: 'this machine by name', url: (port) => `http://localhost:${port}/` },
  { name: 'metadata service of the cloud', url: () => 'http://169.254.169.254/metadata/identity/' },
  { name: 'Teams as a user name', url: (port) => `https://smba.trafficmanager.net@127.0.0.1:${port}/` },
  { name: 'Teams as a path', url: (port) => `http://127.0.0.1:${port}/smba.trafficmanager.net/` },
  { name: 'Teams as a subdomain', url: () => 'https://smba.trafficmanager.net.evil.example/' },
  { name: 'neighbour of Teams', url: () => 'https://evil.trafficmanager.net/' },
  { name: 'Teams without TLS', url: () => 'http://smba.trafficmanager.net/jp/' },
  { name: 'Teams at another port', url: () => 'https://smba.trafficmanager.net:8443/jp/' },
  { name: 'Teams behind a backslash', url: (port) => `https://127.0.0.1:${port}\\@smba.trafficmanager.net/` },
  { name: 'Teams behind a fragment', url: (port) => `http://127.0.0.1:${port}/#smba.trafficmanager.net` },
  {
    name: 'Teams after a line break',
    url: (port) => `https://smba.trafficmanager.net\r\n@127.0.0.1:${port}/`,
  },
  { name: 'file', url: () => 'file:///etc/passwd' },
];

export const addressAttacks: readonly Attack[] = [
  ...addresses.map(
    ({ name, url }): Attack => ({
      family: 'address',
      name: `serviceUrl: ${name}`,
      sent: 'a good token whose serviceurl claim is the same address',
      expected: '403, nothing visited',
      async run(scene) {
        const { service, client } = scene;
        const before = service.canary.hits();
        const serviceUrl = url(service.canary.port);
        const reply = await client.deliver(
          activityOf(STRANGER, { type: 'message', text: '使い方', serviceUrl }),
        );
        const visits = service.canary.hits() - before;
        return {
          held: reply.status === 403 && visits === 0,
          happened: `${reply.status}, ${visits} visits`,
        };
      },
    }),
  ),
  {
    family: 'address',
    name: 'addresses elsewhere in the message',
    sent: 'attachments, entities, suggested actions and relatesTo that name a listener',
    expected: 'nothing visited',
    async run({ service, client, stage }) {
      const before = service.canary.hits();
      const url = `http://127.0.0.1:${service.canary.port}/`;
      const reply = await client.deliver(
        activityOf(stage.office.somebody(), {
          type: 'message',
          text: url,
          attachments: [
            {
              contentType: 'application/vnd.microsoft.teams.file.download.info',
              contentUrl: url,
              content: { downloadUrl: url },
            },
          ],
          entities: [{ type: 'clientInfo', url }],
          relatesTo: { serviceUrl: url, conversation: { id: 'x' } },
          channelData: {
            tenant: { id: TENANT },
            settings: { selectedChannel: { id: url } },
            source: { name: url },
          },
          callerId: url,
        }),
      );
      const visits = service.canary.hits() - before;
      return { held: visits === 0 && reply.status < 500, happened: `${reply.status}, ${visits} visits` };
    },
  },
  {
    family: 'address',
    name: 'path in the id of the conversation',
    sent: 'conversation.id ../../v3/teams',
    expected: 'a recorded post to that id as a whole, or a refusal; nothing visited',
    async run({ service, client, stage }) {
      const id = '../../v3/teams';
      const before = service.canary.hits();
      const reply = await client.deliver(
        activityOf(stage.office.somebody(), {
          type: 'message',
          text: '使い方',
          serviceUrl: TEAMS_URL,
          conversation: { id, conversationType: 'personal', tenantId: TENANT },
        }),
      );
      const elsewhere = service.teams.calls.some(({ where }) => where === 'teams' || where === 'v3');
      return {
        held: !elsewhere && service.canary.hits() === before && reply.status < 500,
        happened: `${reply.status}`,
      };
    },
  },
];
