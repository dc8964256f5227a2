import { hostilePieces } from '../../builders/records.ts';
import { textsOf } from '../../cards/read-card.ts';
import type { Attack, Scene } from '../attack.ts';
import { activityOf, conversationOf, DEPUTY, executed, secrets } from '../people.ts';
import { eventually } from '../stage.ts';

/** Places of a card that show what stands there and nothing else, or are not shown. */
const INERT = /^(?:TextRun\.text|Input\.\w+\.value|Input\.Choice\.title|AdaptiveCard\.fallbackText)$/u;

/** What a client would act on, by what only this text has. */
const marks: Record<string, string> = {
  'markdown link': '](https://evil.example/?a=1',
  'markdown image': '![図](',
  'bold, code and strikethrough': '**強調**',
  mention: '<at>課長</at>',
  'template expression': '${number}',
  'date function': 'DATE(2026',
  HTML: '<script>alert(1)',
  heading: '# 見出し',
  'list marker': '- 一つ目',
};

const allPieces = Object.values(hostilePieces).join(' ');

/** One record whose every text tries everything, decided by somebody with such a name. */
async function spread(scene: Scene): Promise<object[]> {
  const { client, service, stage } = scene;
  const { office } = stage;
  const before = service.teams.calls.length;
  const id = office.somebody();
  const answers: object[] = [];
  const hostileName = { from: { id: `29:${DEPUTY}`, aadObjectId: DEPUTY, name: allPieces.slice(0, 1500) } };
  await office.register(id, 'fukushi');
  const texts = [
    'place',
    'demand',
    'background',
    'manner',
    'taken',
    'endingNote',
    'clothing',
    'belongings',
    'row1Words',
  ];
  const pieces = Object.values(hostilePieces);
  const share = (index: number): string =>
    pieces
      .filter((_, at) => at % texts.length === index || at === (index + 4) % pieces.length)
      .join(' ')
      .slice(0, 79)
      .toWellFormed();
  const { number } = await office.file(
    id,
    Object.fromEntries(texts.map((field, index) => [field, share(index)])),
  );
  await client.press(DEPUTY, 'alert.acknowledge', { alert: number }, { scope: 'channel', room: 'fukushi' });
  const reason = allPieces.slice(0, 400);
  const asked = await client.press(id, 'escalation.submit', {
    number,
    nonce: office.nonce(),
    asked: 'police',
    reason,
  });
  const escalation = (await office.read(number)).escalations[0]?.id ?? '';
  const decision = executed('escalation.decide', { number, escalation, decision: 'return', reason });
  const decided = await client.deliver(activityOf(DEPUTY, { ...decision, ...hostileName }));
  const invalid = await client.press(id, 'account.submit', {
    number: '261121-000000',
    nonce: office.nonce(),
    account: allPieces,
  });
  const look = await client.press(id, 'record.find', { number: allPieces });
  const shown = await client.press(id, 'record.show', { number });
  for (const { text } of [asked, decided, invalid, look, shown]) answers.push(JSON.parse(text) as object);
  const cardsSince = () => service.teams.calls.slice(before).map(({ message }) => message.card);
  await eventually(() => cardsSince().some((card) => JSON.stringify(card).includes('差し戻し')), 5000);
  await eventually(() => service.teams.sentTo(conversationOf(id)).length > 3, 5000);
  return [
    ...cardsSince(),
    ...answers.map((answer) => Reflect.get(answer, 'value')).filter((card) => typeof card === 'object'),
  ] as object[];
}

let drawn: { scene: Scene; cards: Promise<object[]> } | undefined;

/** The cards are drawn once per service and looked at by every attack. */
function cardsOf(scene: Scene): Promise<object[]> {
  if (drawn?.scene.service !== scene.service) drawn = { scene, cards: spread(scene) };
  return drawn.cards;
}

const markupAttacks = Object.entries(marks).map(
  ([name, mark]): Attack => ({
    family: 'markup',
    name,
    sent: `${mark} in the record, the reasons and the name of the approver`,
    expected: 'shown as typed: in text runs and inputs alone',
    async run(scene) {
      const cards = await cardsOf(scene);
      const places = cards.flatMap((card) => textsOf(card)).filter(({ text }) => text.includes(mark));
      const live = places.filter(
        ({ where, text }) => !INERT.test(where) || (where === 'TextRun.text' && text.includes('{{')),
      );
      return {
        held: places.length > 0 && live.length === 0,
        happened:
          live[0] === undefined
            ? `${places.length} places on ${cards.length} cards, all inert`
            : `live in ${live[0].where}`,
      };
    },
  }),
);

const FORGED = '{"level":30,"msg":"forged"}';

const logLines: { name: string; sent: string; run: (scene: Scene) => Promise<unknown> }[] = [
  {
    name: 'line break in the type',
    sent: 'type message\\n{"level":30,…}',
    run: ({ client }) => client.deliver(activityOf(DEPUTY, { type: `message\n${FORGED}` })),
  },
  {
    name: 'line break in the verb',
    sent: 'menu.help\\n{"level":30,…}',
    run: ({ client }) => client.press(DEPUTY, `menu.help\r\n${FORGED}`),
  },
  {
    name: 'line break in the name of an invoke',
    sent: 'adaptiveCard/action\\n…',
    run: ({ client }) =>
      client.deliver(activityOf(DEPUTY, { type: 'invoke', name: `x\n${FORGED}`, value: {} })),
  },
  {
    name: 'line break in the path',
    sent: '/x%0a{…}, and a path with words',
    run: ({ client }) =>
      client.call({
        method: 'GET',
        path: `/x%0a${encodeURIComponent(FORGED + secrets.name)}?q=${encodeURIComponent(secrets.phone)}`,
      }),
  },
  {
    name: 'escape codes of a terminal',
    sent: 'ESC[2J and backspaces in the user agent',
    run: ({ client }) =>
      client.raw([
        `GET /x HTTP/1.1\r\nHost: x\r\nUser-Agent: \x1b[2J\x08${FORGED}\r\nConnection: close\r\n\r\n`,
      ]),
  },
  {
    name: 'private words in what fails',
    sent: 'a broken body, an unknown action, a fault with a name in every part',
    async run({ client }) {
      await client.sendText(`{"type":"message","text":"${secrets.name} ${secrets.words}`);
      await client.press(DEPUTY, secrets.words, { [secrets.name]: secrets.phone });
      await client.say(DEPUTY, `${secrets.name} ${secrets.phone}`);
      await client.deliver(activityOf(DEPUTY, { type: secrets.name, text: secrets.demand }));
      await client.deliver(activityOf(DEPUTY, { type: 'message', text: secrets.words, conversation: 7 }));
    },
  },
];

/** What may not be found in a log: words of people, tokens, and people's ids in Teams. */
function findInLog({ service }: Scene): string[] {
  const { captured, deliveryLines } = service;
  const raw = captured.raw();
  const everything = `${raw}\n${captured.printed.join('\n')}\n${JSON.stringify(deliveryLines)}`;
  const found: string[] = [];
  for (const [what, word] of Object.entries(secrets)) if (everything.includes(word)) found.push(what);
  if (/eyJ[\w-]{10,}\./u.test(everything)) found.push('a token');
  if (everything.includes('forged')) found.push('the forged line');
  if (/\b29:|chat-|evil\.example/u.test(everything)) found.push('an id or an address');
  for (const line of raw.split('\n').filter((text) => text !== '')) {
    try {
      const { level, msg } = JSON.parse(line) as { level?: unknown; msg?: unknown };
      if (typeof level !== 'number' || typeof msg !== 'string') found.push('a line of another form');
    } catch {
      found.push('a line that is no JSON');
    }
  }
  return [...new Set(found)];
}

const logAttacks = logLines.map(
  ({ name, sent, run }): Attack => ({
    family: 'log',
    name,
    sent,
    expected: 'every line of the log is one JSON object of ours, without a word of it',
    async run(scene) {
      const before = scene.service.captured.count();
      await run(scene);
      const found = findInLog(scene);
      const lines = scene.service.captured.count() - before;
      return {
        held: found.length === 0,
        happened: found.length === 0 ? `${lines} lines, nothing in them` : `found ${found.join(', ')}`,
      };
    },
  }),
);

/** A fault that nobody foresaw: the store refuses text that is cut in the middle of a character. */
const faultAttack: Attack = {
  family: 'log',
  name: 'fault inside',
  sent: 'a press whose sender id cannot be stored (half of a character)',
  expected: 'a line in Japanese with a reference number that the log has too, or a clean refusal; no insides',
  async run({ client, service }) {
    const id = 'd1000000-0000-4000-8000-000000000001';
    const from = { id: '29:\ud800', aadObjectId: id, name: 'x' };
    const reply = await client.deliver(activityOf(id, { ...executed('menu.help', {}), from }));
    const reference = /問い合わせ番号 ([0-9A-F]{8})/u.exec(reply.text)?.[1];
    const logged = reference !== undefined && service.captured.raw().includes(`"reference":"${reference}"`);
    const clean = !/TypeError|at .+\.ts|surrogate/u.test(reply.text);
    return {
      held: clean && (reference === undefined ? reply.status < 500 : logged),
      happened:
        reference === undefined ? `${reply.status}, no fault` : 'reference in the answer and in the log',
    };
  },
};

export const wordAttacks: readonly Attack[] = [...markupAttacks, faultAttack, ...logAttacks];
export const lastLook: Attack = {
  family: 'log',
  name: 'the whole log of all attacks',
  sent: 'everything above',
  expected: 'no private word, no token, no forged line',
  async run(scene) {
    const found = findInLog(scene);
    return {
      held: found.length === 0,
      happened:
        found.length === 0 ? `${scene.service.captured.count()} lines read` : `found ${found.join(', ')}`,
    };
  },
};
