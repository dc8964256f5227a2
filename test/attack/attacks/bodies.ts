import { gzipSync } from 'node:zlib';
import { type Attack, refusedWith, type Scene } from '../attack.ts';
import { activityOf, BYSTANDER, COORDINATOR, executed } from '../people.ts';

const MiB = 1024 * 1024;
const keysOf = (count: number): string =>
  Array.from({ length: count }, (_, n) => `"${n.toString(36)}":0`).join(',');

export const press = (data: object = {}): string =>
  JSON.stringify(activityOf(BYSTANDER, executed('menu.help', data)));

/** A good activity with one more member as raw text, for what JSON.stringify cannot write. */
const withRaw = (member: string): string => press().replace(/\}$/u, `,${member}}`);

type Hostile = {
  name: string;
  sent: string;
  body: string | Buffer;
  statuses?: number[];
  headers?: Record<string, string>;
};

const hostile: Hostile[] = [
  {
    name: 'oversize body',
    sent: '2 MB of JSON',
    body: JSON.stringify('x'.repeat(2 * MiB)),
    statuses: [413, 0],
  },
  {
    name: 'depth 10,000',
    sent: 'objects in objects',
    body: '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  },
  { name: 'depth 100,000', sent: 'lists in lists', body: '['.repeat(100_000) + ']'.repeat(100_000) },
  { name: 'depth without an end', sent: '250,000 opening brackets', body: '['.repeat(250_000) },
  {
    name: 'depth inside of a good activity',
    sent: 'value 10,000 deep',
    body: withRaw(`"value":${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  },
  {
    name: '100,000 keys',
    sent: 'in two objects, 800 KB',
    body: withRaw(`"x":{${keysOf(70_000)}},"y":{${keysOf(30_000)}}`),
    statuses: [413, 0],
  },
  {
    name: '28,000 keys',
    sent: 'as many as the size allows',
    body: withRaw(`"x":{${keysOf(28_000)}}`),
  },
  {
    name: '22,000 keys in text',
    sent: 'JSON inside of value',
    body: JSON.stringify(
      activityOf(BYSTANDER, { type: 'message', value: `{"action":"menu.help",${keysOf(22_000)}}` }),
    ),
  },
  {
    name: 'depth in text',
    sent: 'JSON inside of value, 1,000 deep',
    body: JSON.stringify(
      activityOf(BYSTANDER, {
        type: 'message',
        value: `{"action":"menu.help","a":${'['.repeat(1000)}${']'.repeat(1000)}}`,
      }),
    ),
  },
  {
    name: '__proto__ at the top',
    sent: 'with a person and a role',
    body: withRaw(`"__proto__":{"from":{"aadObjectId":"${COORDINATOR}"},"isAdmin":true}`),
  },
  {
    name: '__proto__ in the data of a button',
    sent: 'approverOf for everybody',
    body: press().replace('"data":{}', '"data":{"__proto__":{"approverOf":["fukushi"]}}'),
  },
  {
    name: '__proto__ in text',
    sent: 'JSON inside of value',
    body: JSON.stringify(
      activityOf(BYSTANDER, {
        type: 'message',
        value: '{"action":"menu.help","__proto__":{"isAdmin":true}}',
      }),
    ),
  },
  {
    name: 'constructor.prototype',
    sent: 'in the data of a button',
    body: press().replace('"data":{}', '"data":{"constructor":{"prototype":{"isAdmin":true}}}'),
  },
  {
    name: 'escaped __proto__',
    sent: '__pr\\u006fto__',
    body: press().replace('"data":{}', '"data":{"__pr\\u006fto__":{"isAdmin":true}}'),
  },
  { name: 'no object', sent: 'a list of activities', body: `[${press()}]` },
  { name: 'null', sent: 'null', body: 'null' },
  { name: 'a number', sent: '1e999', body: '1e999' },
  { name: 'nothing', sent: 'an empty body', body: '' },
  { name: 'two documents', sent: 'one behind the other', body: press() + press() },
  { name: 'comments', sent: 'JSON with a comment', body: press().replace('{', '{/* x */') },
  { name: 'NaN', sent: 'a number that JSON does not know', body: withRaw('"x":NaN') },
  { name: 'raw NUL', sent: 'byte 0 inside of a text', body: press().replace('menu.help', 'menu.help\0') },
  { name: 'raw line break', sent: 'inside of a text', body: press().replace('menu.help', 'menu\nhelp') },
  {
    name: 'broken UTF-8',
    sent: 'overlong and cut sequences',
    body: Buffer.concat([Buffer.from(press().slice(0, -2)), Buffer.from([0xc0, 0xaf, 0xff, 0x22, 0x7d])]),
  },
  { name: 'UTF-16', sent: 'with its mark', body: Buffer.from(`\ufeff${press()}`, 'utf16le') },
  { name: 'type that is a number', sent: 'type 5', body: JSON.stringify(activityOf(BYSTANDER, { type: 5 })) },
  {
    name: 'type that is a list',
    sent: 'type ["message"]',
    body: JSON.stringify(activityOf(BYSTANDER, { type: ['message'] })),
  },
  {
    name: 'serviceUrl that is an object',
    sent: 'with toString',
    body: JSON.stringify(activityOf(BYSTANDER, { type: 'message', serviceUrl: { toString: 'x' } })),
  },
  {
    name: 'compressed body',
    sent: 'gzip',
    body: gzipSync(press()),
    statuses: [415],
    headers: { 'Content-Encoding': 'gzip' },
  },
  {
    name: 'gzip bomb',
    sent: '200 MB of zeros in 200 KB',
    body: gzipSync(Buffer.alloc(200 * MiB)),
    statuses: [415, 0],
    headers: { 'Content-Encoding': 'gzip' },
  },
  {
    name: 'bomb by another name',
    sent: 'Content-Encoding: br, gzip, identity',
    body: 'x',
    statuses: [415],
    headers: { 'Content-Encoding': 'br, gzip, identity' },
  },
  {
    name: 'wrong content type',
    sent: 'text/plain',
    body: press(),
    statuses: [415],
    headers: { 'Content-Type': 'text/plain' },
  },
  {
    name: 'form',
    sent: 'application/x-www-form-urlencoded',
    body: 'type=message',
    statuses: [415],
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  {
    name: 'multipart',
    sent: 'multipart/form-data',
    body: press(),
    statuses: [415],
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
  },
  ...['utf-7', 'utf-16', 'shift_jis', 'utf-8; charset=utf-7'].map((charset) => ({
    name: `charset ${charset}`,
    sent: 'application/json in it',
    body: press(),
    statuses: [415],
    headers: { 'Content-Type': `application/json; charset=${charset}` },
  })),
];

/** Members of every object that only a change of Object.prototype could have put there. */
export const polluted = (): boolean => 'isAdmin' in {} || 'approverOf' in {} || 'from' in {};

export const servesOn = async ({ client }: Scene): Promise<boolean> =>
  (await client.call({ method: 'GET', path: '/health/live' })).status === 200;

export const bodyAttacks: readonly Attack[] = hostile.map(
  ({ name, sent, body, statuses = [400], headers = {} }) => {
    const attack = refusedWith(
      { family: 'body', name, sent, send: ({ client }) => client.sendText(body, headers) },
      statuses,
    );
    return {
      ...attack,
      async run(scene: Scene) {
        const outcome = await attack.run(scene);
        const held = outcome.held && !polluted() && (await servesOn(scene));
        return { ...outcome, held };
      },
    };
  },
);
