import type { Attack } from '../attack.ts';
import { activityOf, BYSTANDER, COORDINATOR, executed } from '../people.ts';
import { polluted, press, servesOn } from './bodies.ts';

/** Sent well-formed, and never more than refused or taken for what it is: text. */
const odd: { name: string; sent: string; body: () => string }[] = [
  {
    name: 'lone surrogates',
    sent: 'in the name, the text and the data',
    body: () => press({ department: '\ud800x\udc00' }).replace('職員氏名', '\\ud83d'),
  },
  {
    name: 'escaped NUL',
    sent: '\\u0000 in the data and the name',
    body: () => press({ department: 'a\0b' }).replace('職員氏名', '\\u0000'),
  },
  {
    name: 'huge numbers',
    sent: '1e999, -0, 10^400 in the data',
    body: () => press().replace('"data":{}', `"data":{"rows":1e999,"base":-0,"minutes":1${'0'.repeat(400)}}`),
  },
  {
    name: 'names of methods as data',
    sent: 'then, toJSON, toString, valueOf, length',
    body: () =>
      press(JSON.parse('{"then":"x","toJSON":"x","toString":"x","valueOf":1,"length":-1}') as object),
  },
  {
    name: 'lists in the place of words',
    sent: 'verb, from.name, conversation.id as lists',
    body: () => JSON.stringify(activityOf(BYSTANDER, executed(['menu.help'], {}))),
  },
  {
    name: 'action of another world',
    sent: 'verb constructor, __proto__, toString',
    body: () => JSON.stringify(activityOf(BYSTANDER, executed('constructor', {}))),
  },
  {
    name: '2,000 fields',
    sent: 'in the data of a button',
    body: () => press(Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`f${n}`, 'x']))),
  },
  {
    name: 'a word of 240 KB',
    sent: 'as the message',
    body: () => JSON.stringify(activityOf(BYSTANDER, { type: 'message', text: 'あ'.repeat(80_000) })),
  },
  {
    name: 'mentions without an end',
    sent: '60,000 times <at>',
    body: () => JSON.stringify(activityOf(BYSTANDER, { type: 'message', text: '<at>'.repeat(60_000) })),
  },
];

export const oddityAttacks: readonly Attack[] = [
  ...odd.map(
    ({ name, sent, body }): Attack => ({
      family: 'body',
      name,
      sent,
      expected: 'an answer below 500, and the next call is served',
      async run(scene) {
        const reply = await scene.client.sendText(body());
        const served = await servesOn(scene);
        return {
          held:
            reply.status > 0 &&
            reply.status < 500 &&
            !reply.text.includes('"statusCode":500') &&
            served &&
            !polluted(),
          happened: `${reply.status}${reply.text.includes('"statusCode":500') ? ', a fault inside' : ''}`,
        };
      },
    }),
  ),
  {
    family: 'body',
    name: 'a key that comes twice',
    sent: 'from of the coordinator first, then the own, and the other way round with a foreign tenant',
    expected: 'the last counts for everything: a member of staff; a foreign tenant is refused',
    async run({ client, service, stage }) {
      const id = stage.office.somebody();
      const appoint = { department: 'fukushi', person: stage.office.keyOf(id) };
      const own = JSON.stringify(activityOf(id, executed('approver.appoint', appoint)));
      const first = own.replace('{', `{"from":{"id":"29:c","aadObjectId":"${COORDINATOR}"},`);
      const asStaff = await client.sendText(first);
      const foreign = own.replace(
        /\}$/u,
        ',"channelData":{"tenant":{"id":"99999999-9999-4999-8999-999999999999"}}}',
      );
      const asForeign = await client.sendText(foreign);
      const person = await service.house.people.read(stage.office.keyOf(id));
      const held = (person?.approverOf ?? []).length === 0 && asForeign.text.includes('"statusCode":403');
      return { held, happened: `${asStaff.status}, ${asForeign.status} with 403 inside` };
    },
  },
  {
    family: 'body',
    name: 'words of the database',
    sent: "'; DROP TABLE documents; -- and $where in every text of a 速報",
    expected: 'stored as typed; everything before is still there',
    async run({ client, service, stage }) {
      const id = stage.office.somebody();
      await stage.office.register(id, 'kokuho');
      const words = `'; DROP TABLE documents; -- " OR 1=1 {"$where":"1"}`;
      await client.press(id, 'quick.submit', {
        nonce: stage.office.nonce(),
        scene: 'phone',
        row1Words: words,
        look: words,
        danger: 'weapon',
      });
      const [filed] = await service.house.incidents.filedBy(stage.office.keyOf(id), 1);
      const kept = JSON.stringify(filed?.versions ?? []).includes('DROP TABLE documents');
      const before = await service.house.incidents.read(stage.one.number);
      return { held: kept && before !== undefined, happened: kept ? 'stored as typed' : 'not stored' };
    },
  },
];
