import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** The parts of an inbound activity that the scripted bot looks at. */
const activitySchema = z.looseObject({
  type: z.string(),
  id: z.string(),
  name: z.string().optional(),
  text: z.string().optional(),
  serviceUrl: z.string(),
  replyToId: z.string().optional(),
  from: z.looseObject({ id: z.string(), name: z.string(), aadObjectId: z.string() }),
  recipient: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({ id: z.string(), conversationType: z.string(), tenantId: z.string() }),
  channelData: z.looseObject({}),
  value: z.unknown().optional(),
});
export type Received = z.infer<typeof activitySchema>;

const invokeValueSchema = z.object({
  action: z.looseObject({ data: z.record(z.string(), z.unknown()), verb: z.string().optional() }),
});

type Card = Record<string, unknown>;

const cardOf = (body: unknown[], actions: unknown[]): Card => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  actions,
});
const words = (text: string, more: object = {}) => ({ type: 'TextBlock', text, wrap: true, ...more });
const departments = ['福祉課', '税務課', '国保年金課', '戸籍住民課', '総務課'];
const choices = departments.map((title, index) => ({ title, value: `d${index}` }));

/** Cards in the shape of the real bot's, for tests of the tenant. */
export const cards = {
  register: (): Card =>
    cardOf(
      [
        words('はじめに教えてください', { size: 'Large', weight: 'Bolder' }),
        { type: 'Input.ChoiceSet', id: 'department', label: '所属の課', choices },
        {
          type: 'Input.ChoiceSet',
          id: 'role',
          label: '役割',
          style: 'expanded',
          choices: ['staff', 'approver', 'coordinator'].map((value) => ({ title: value, value })),
        },
      ],
      [{ type: 'Action.Execute', title: 'この内容で始める', data: { action: 'person.register' } }],
    ),
  bind: (): Card =>
    cardOf(
      [
        words('このチャネルはどの課のものですか', { size: 'Large', weight: 'Bolder' }),
        { type: 'Input.ChoiceSet', id: 'department', label: '課', choices },
      ],
      [{ type: 'Action.Execute', title: 'この課のチャネルにする', data: { action: 'channel.bind' } }],
    ),
  greeting: (): Card =>
    cardOf(
      [
        words('Tate(盾)です', { size: 'Large', weight: 'Bolder' }),
        words('こまったことがあったら、すぐに記録できます。'),
      ],
      ['記録する', '調べる', '使い方'].map((title, index) => ({
        type: 'Action.Execute',
        title,
        verb: `menu-${index}`,
        data: { action: `menu.${index}` },
        ...(index === 0 ? { style: 'positive' } : {}),
      })),
    ),
  form: (error?: string): Card =>
    cardOf(
      [
        words('5W1Hの記録', { size: 'Large', weight: 'Bolder' }),
        {
          type: 'ColumnSet',
          columns: [
            {
              type: 'Column',
              width: 'stretch',
              items: [{ type: 'Input.Date', id: 'date', label: 'いつ(日付)', value: '2026-11-21' }],
            },
            {
              type: 'Column',
              width: 'stretch',
              items: [{ type: 'Input.Time', id: 'time', label: '時刻', value: '10:15' }],
            },
          ],
        },
        {
          type: 'Input.ChoiceSet',
          id: 'place',
          label: 'どこで',
          value: 'counter',
          choices: [
            { title: '対面', value: 'counter' },
            { title: '電話', value: 'phone' },
          ],
        },
        {
          type: 'Input.Text',
          id: 'words',
          label: '言われた言葉(そのまま)',
          isMultiline: true,
          placeholder: '「」の中に、聞いたとおりに',
        },
        ...(error === undefined ? [] : [words(error, { color: 'Attention', weight: 'Bolder' })]),
        { type: 'Input.Number', id: 'minutes', label: 'かかった時間(分)' },
        { type: 'Input.Toggle', id: 'alert', title: '緊急アラートを出す', value: 'false' },
      ],
      [
        {
          type: 'Action.Execute',
          id: 'submit',
          title: '記録する',
          verb: 'submit',
          style: 'positive',
          data: { action: 'incident.submit', nonce: 'n1' },
          fallback: {
            type: 'Action.Submit',
            title: '記録する',
            data: { action: 'incident.submit', nonce: 'n1', verb: 'submit' },
          },
        },
        {
          type: 'Action.Execute',
          title: 'やめる',
          verb: 'cancel',
          associatedInputs: 'none',
          data: { action: 'incident.cancel' },
        },
      ],
    ),
  receipt: (number: string): Card =>
    cardOf(
      [
        words('記録しました', { size: 'Large', weight: 'Bolder', color: 'Good' }),
        { type: 'FactSet', facts: [{ title: '記録番号', value: number }] },
      ],
      [],
    ),
  notice: (text: string): Card => cardOf([words(text)], []),
  found: (title: string): Card =>
    cardOf(
      [words(title, { size: 'Large', weight: 'Bolder' }), words('同じ説明をする')],
      [{ type: 'Action.Execute', title: 'くわしく見る', verb: 'open', data: { action: 'record.open' } }],
    ),
};

export const cardAttachment = (card: Card) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: card,
});

/** Body of an invoke answer that replaces the card. */
export const cardAnswer = (card: Card) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value: card,
});

/** Body of an answer to a search; each result is a card and the two lines that the list shows of it. */
export const searchAnswer = (results: readonly { title: string; text: string; card?: Card }[]) => ({
  composeExtension: {
    type: 'result',
    attachmentLayout: 'list',
    attachments: results.map(({ title, text, card }) => ({
      ...cardAttachment(card ?? cards.found(title)),
      preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
    })),
  },
});

const queryValueSchema = z.object({
  commandId: z.string(),
  parameters: z.tuple([z.object({ name: z.string(), value: z.string() })]),
});

/** What a search asks for: the name and value of its one parameter; undefined for any other activity. */
export const searchedFor = (activity: Received): { name: string; value: string } | undefined =>
  activity.name === 'composeExtension/query'
    ? queryValueSchema.parse(activity.value).parameters[0]
    : undefined;

export type Connector = {
  /** Any connector call on the serviceUrl of the last activity; returns status and parsed body. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Posts a card into a conversation, returns the new id. */
  post(conversationId: string, card: Card, summary?: string): Promise<string>;
  update(conversationId: string, activityId: string, card: Card, summary?: string): Promise<void>;
};

/** The connector as a bot calls it. */
export const connectorAt = (serviceUrl: () => string): Connector => {
  const part = encodeURIComponent;
  const call: Connector['call'] = async (method, path, body) => {
    const response = await fetch(new URL(path, serviceUrl()), {
      method,
      // The tenant may have been restarted since the last call.
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined
        ? {}
        : {
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const message = (card: Card, summary: string | undefined) => ({
    type: 'message',
    attachments: [cardAttachment(card)],
    ...(summary === undefined ? {} : { summary }),
  });
  return {
    call,
    post: async (conversationId, card, summary) => {
      const path = `/v3/conversations/${part(conversationId)}/activities`;
      const answer = await call('POST', path, message(card, summary));
      if (answer.status !== 201) throw new Error(`post: ${answer.status} ${JSON.stringify(answer.body)}`);
      return z.object({ id: z.string() }).parse(answer.body).id;
    },
    update: async (conversationId, activityId, card, summary) => {
      const path = `/v3/conversations/${part(conversationId)}/activities/${activityId}`;
      const answer = await call('PUT', path, message(card, summary));
      if (answer.status !== 200) throw new Error(`update: ${answer.status}`);
    },
  };
};

/** HTTP status and JSON body with which the bot answers an activity. */
export type BotAnswer = { status: number; body?: unknown };
export type Script = (activity: Received, bot: ScriptedBot) => Promise<BotAnswer | undefined>;

export type ScriptedBot = {
  url: string;
  /** Every activity that arrived, in order. */
  received: Received[];
  connector: Connector;
  /** Takes the next activities instead of the built-in script; return undefined to let that one run. */
  script: Script | undefined;
  /** Answers requests for the tab and its API; without it there is neither. */
  web: ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>) | undefined;
  stop(): Promise<void>;
};

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
};

/** Data of the pressed button, for an Execute as well as for a Submit; undefined for anything else. */
export const pressedData = (activity: Received): Record<string, unknown> | undefined => {
  if (activity.name === 'composeExtension/query') return undefined;
  if (activity.type === 'invoke') return invokeValueSchema.parse(activity.value).action.data;
  const data = z.record(z.string(), z.unknown()).safeParse(activity.value);
  return data.success ? data.data : undefined;
};

const takePress = async (activity: Received, bot: ScriptedBot): Promise<BotAnswer> => {
  const data = pressedData(activity) ?? {};
  const conversationId = activity.conversation.id;
  const reply = async (card: Card): Promise<BotAnswer> => {
    if (activity.type === 'invoke') return { status: 200, body: cardAnswer(card) };
    await bot.connector.update(conversationId.split(';')[0] ?? '', activity.replyToId ?? '', card);
    return { status: 200 };
  };
  switch (data['action']) {
    case 'person.register':
      return reply(cards.greeting());
    case 'channel.bind':
      return reply(cards.notice('このチャネルに緊急アラートが届きます。'));
    case 'menu.0':
      return reply(cards.form());
    case 'record.open':
      return reply(cards.notice('経緯のすべて'));
    case 'incident.submit':
      return reply(
        data['words'] === undefined ? cards.form('言われた言葉を書いてください。') : cards.receipt('R-0001'),
      );
    default:
      return {
        status: 200,
        body: {
          statusCode: 200,
          type: 'application/vnd.microsoft.activity.message',
          value: '受け付けました',
        },
      };
  }
};

const answerSearch = ({ name, value }: { name: string; value: string }): BotAnswer => {
  const recent = [
    { title: '窓口の事案', text: '2026-11-20・対面' },
    { title: '電話の事案', text: '2026-11-19・電話' },
  ];
  const results = name === 'initialRun' ? recent : recent.filter((one) => one.title.includes(value));
  return { status: 200, body: searchAnswer(results) };
};

const builtIn = async (activity: Received, bot: ScriptedBot): Promise<BotAnswer> => {
  const conversationId = activity.conversation.id;
  const personal = activity.conversation.conversationType === 'personal';
  if (activity.type === 'installationUpdate') {
    await bot.connector.post(conversationId, personal ? cards.register() : cards.bind());
    return { status: 200 };
  }
  const search = searchedFor(activity);
  if (search !== undefined) return answerSearch(search);
  if (activity.type === 'invoke' || activity.value !== undefined) return takePress(activity, bot);
  // A card that a person sent by themselves: nothing to answer.
  if (activity['attachments'] !== undefined) return { status: 200 };
  if (activity.type === 'message') {
    const wantsForm = activity.text?.includes('記録') === true;
    await bot.connector.post(
      conversationId,
      wantsForm ? cards.form() : cards.notice('「記録」と書いてください。'),
    );
  }
  return { status: 200 };
};

/** A bot that speaks plain HTTP and knows nothing of the tenant but its connector. */
export const startScriptedBot = async (port = 0): Promise<ScriptedBot> => {
  let serviceUrl = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/health/ready') {
      response.writeHead(200);
      response.end('{}');
      return;
    }
    if (request.url !== '/api/messages') {
      if (bot.web !== undefined) return bot.web(request, response);
      response.writeHead(404);
      response.end();
      return;
    }
    const activity = activitySchema.parse(await readBody(request));
    serviceUrl = activity.serviceUrl;
    bot.received.push(activity);
    const result = (await bot.script?.(activity, bot)) ?? (await builtIn(activity, bot));
    response.writeHead(result.status, { 'content-type': 'application/json' });
    response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error('scripted bot:', error);
      response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const bot: ScriptedBot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    connector: connectorAt(() => serviceUrl),
    script: undefined,
    web: undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return bot;
};
