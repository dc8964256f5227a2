import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFrontDoor } from '../../../src/bot/front-door/adapter.ts';
import type { TurnOutcome } from '../../../src/bot/front-door/answer.ts';
import { createBotAuthentication } from '../../../src/bot/front-door/authentication.ts';
import { createGuard } from '../../../src/bot/front-door/guard.ts';
import { isLoopbackServiceUrl } from '../../../src/teams/service-url.ts';
import {
  APP_ID,
  bearer,
  channelClaims,
  type KeyServer,
  openKeyServer,
  SERVICE_URL,
  TENANT,
} from './channel-keys.ts';
import { createRecordedLog } from './recorded-log.ts';

const PRIVATE = '山田太郎 090-0000-0000';
const message = { type: 'message', serviceUrl: SERVICE_URL, channelId: 'msteams', text: PRIVATE };
const press = { ...message, type: 'invoke', name: 'adaptiveCard/action' };

type Answer = (activity: unknown) => Promise<TurnOutcome>;
const done: Answer = async () => ({ kind: 'done' });

/** The list that the SDK's emulator check appends to for each new `tid`. */
function sdkIssuers(): string[] {
  const { resolve } = createRequire(import.meta.url);
  const sdk = createRequire(resolve('botbuilder'))('botframework-connector') as {
    ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: string[] };
  };
  return sdk.ToBotFromBotOrEmulatorTokenValidationParameters.issuer;
}

describe('the front door', () => {
  let printed: unknown[][];
  const { error, warn } = console;
  beforeEach(() => {
    printed = [];
    console.error = (...words) => printed.push(words);
    console.warn = (...words) => printed.push(words);
  });
  afterEach(() => {
    Object.assign(console, { error, warn });
  });

  describe('without an app id', () => {
    function open(answer: Answer) {
      const recorded = createRecordedLog();
      const guard = createGuard({
        appId: '',
        tenants: [],
        allowServiceUrl: isLoopbackServiceUrl,
        now: () => 0,
      });
      const frontDoor = createFrontDoor({
        authentication: createBotAuthentication({ kind: 'local' }),
        guard,
        answer,
        log: recorded.log,
        newReference: () => 'A1B2',
      });
      const receive = (body: unknown) => frontDoor.receive({ authorization: undefined, body });
      return { receive, lines: recorded.lines };
    }

    it('hands the activity over as it was sent', async () => {
      let seen: unknown;
      const body = { ...message, timestamp: '2026-11-21T09:00:00Z', expiration: '2026-11-21T10:00:00Z' };
      const sent = structuredClone(body);
      await open(async (activity) => {
        seen = activity;
        return { kind: 'done' };
      }).receive(body);
      assert.deepEqual(seen, sent);
    });

    it('answers a message that is dealt with by 200 and nothing else', async () => {
      assert.deepEqual(await open(done).receive(message), { kind: 'answer', status: 200, body: undefined });
    });

    it('gives an invoke the answer of the handler', async () => {
      const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: {} };
      const { receive } = open(async () => ({ kind: 'invoke', status: 200, body }));
      assert.deepEqual(await receive(press), { kind: 'answer', status: 200, body });
    });

    const failures: { name: string; answer: Answer }[] = [
      {
        name: 'throws at once',
        answer: () => {
          throw new Error(PRIVATE);
        },
      },
      { name: 'rejects', answer: () => Promise.reject(new TypeError(PRIVATE)) },
      { name: 'rejects later', answer: () => sleep(5).then(() => Promise.reject(new Error(PRIVATE))) },
      // What a library may throw, whatever our own lint says.
      { name: 'rejects with text', answer: () => Promise.reject(PRIVATE) },
      { name: 'rejects with nothing', answer: () => Promise.reject(undefined) },
    ];
    for (const { name, answer } of failures) {
      it(`answers 500 with a reference when a message turn ${name}`, async () => {
        const { receive, lines } = open(answer);
        assert.deepEqual(await receive(message), { kind: 'problem', status: 500, reference: 'A1B2' });
        assert.equal(lines.find((line) => line.level === 'error')?.fields['reference'], 'A1B2');
      });

      it(`shows the failure on the card when a press ${name}`, async () => {
        const answered = await open(answer).receive(press);
        assert.equal(answered.status, 200);
        assert.ok(answered.kind === 'answer');
        const body = answered.body as { statusCode: number; type: string; value: Record<string, string> };
        assert.equal(body.statusCode, 500);
        assert.equal(body.type, 'application/vnd.microsoft.error');
        assert.equal(body.value['code'], 'InternalServerError');
        assert.match(body.value['message'] ?? '', /処理できませんでした.*A1B2/);
      });

      it(`keeps what was typed out of the log and the console when a turn ${name}`, async () => {
        const { receive, lines } = open(answer);
        await receive(message);
        await receive(press);
        assert.equal(JSON.stringify(lines).includes('山田'), false);
        assert.deepEqual(printed, []);
      });
    }

    it('answers 500 when another kind of invoke throws', async () => {
      const { receive } = open(() => Promise.reject(new Error('x')));
      assert.equal((await receive({ ...press, name: 'task/submit' })).status, 500);
    });

    const empty: { name: string; outcome: TurnOutcome }[] = [
      { name: 'done', outcome: { kind: 'done' } },
      { name: 'an undefined body', outcome: { kind: 'invoke', status: 200, body: undefined } },
      { name: 'a null body', outcome: { kind: 'invoke', status: 200, body: null } },
      { name: 'empty text', outcome: { kind: 'invoke', status: 200, body: '' } },
    ];
    for (const { name, outcome } of empty) {
      it(`makes a visible failure of an invoke that ends with ${name}`, async () => {
        const { receive, lines } = open(async () => outcome);
        const answered = await receive(press);
        assert.ok(answered.kind === 'answer');
        assert.equal((answered.body as { statusCode: number }).statusCode, 500);
        assert.equal(lines[0]?.fields['fault'], 'invoke-without-answer');
      });
    }

    it('says why the guard refused in the log and not in the answer', async () => {
      const { receive, lines } = open(done);
      assert.deepEqual(await receive({}), { kind: 'problem', status: 400 });
      assert.deepEqual(lines[0]?.fields, { reason: 'no-type', status: 400 });
    });

    it('keeps 200 turns at once apart', async () => {
      const { receive } = open(async (activity) => {
        const { n } = activity as { n: number };
        await sleep(n % 7);
        return { kind: 'invoke', status: 200, body: { n } };
      });
      const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => receive({ ...press, n })));
      for (const [n, answer] of answers.entries()) {
        assert.deepEqual(answer, { kind: 'answer', status: 200, body: { n } });
      }
    });
  });

  describe('with an app id', () => {
    let keys: KeyServer;
    beforeEach(async () => {
      keys = await openKeyServer();
    });
    afterEach(() => keys.close());

    function open(answer: Answer = done, guarded = true) {
      let turns = 0;
      const recorded = createRecordedLog();
      const guard = createGuard({
        appId: APP_ID,
        tenants: [TENANT],
        allowServiceUrl: isLoopbackServiceUrl,
        now: Date.now,
      });
      const frontDoor = createFrontDoor({
        authentication: keys.authentication,
        guard: guarded ? guard : { checkToken: () => ({ pass: true }), check: () => ({ pass: true }) },
        answer: (activity) => {
          turns += 1;
          return answer(activity);
        },
        log: recorded.log,
        newReference: () => 'A1B2',
        authenticationTimeoutMs: 100,
      });
      return { ...frontDoor, turns: () => turns };
    }

    it('takes a turn with a signed token of the channel', async () => {
      const frontDoor = open();
      const authorization = bearer(channelClaims(Date.now()), keys.privateKey);
      assert.equal((await frontDoor.receive({ authorization, body: message })).status, 200);
      assert.equal(frontDoor.turns(), 1);
    });

    it('answers 500 when a message turn throws', async () => {
      const authorization = bearer(channelClaims(Date.now()), keys.privateKey);
      const answered = await open(() => Promise.reject(new Error('x'))).receive({
        authorization,
        body: message,
      });
      assert.equal(answered.status, 500);
    });

    const forged: { name: string; authorization: (keys: KeyServer) => string; body?: object }[] = [
      {
        name: 'a stranger has signed',
        authorization: (k) => bearer(channelClaims(Date.now()), k.strangersKey),
      },
      { name: 'nobody has signed', authorization: () => bearer(channelClaims(Date.now())) },
      {
        name: 'the algorithm is none',
        authorization: () => bearer(channelClaims(Date.now()), undefined, { alg: 'none' }),
      },
      {
        name: 'the key is unknown',
        authorization: (k) => bearer(channelClaims(Date.now()), k.privateKey, { kid: 'k2' }),
      },
      {
        name: 'the token is for another serviceUrl',
        authorization: (k) =>
          bearer(channelClaims(Date.now(), { serviceurl: 'http://127.0.0.1:10/' }), k.privateKey),
      },
      {
        name: 'the channel is not endorsed',
        authorization: (k) => bearer(channelClaims(Date.now()), k.privateKey),
        body: { ...message, channelId: 'webchat' },
      },
      {
        name: 'the body says AseChannel',
        authorization: (k) => bearer(channelClaims(Date.now()), k.privateKey),
        body: { ...message, channelId: 'AseChannel' },
      },
    ];
    for (const { name, authorization, body = message } of forged) {
      it(`refuses with 401 and takes no turn when ${name}`, async () => {
        const frontDoor = open();
        const answered = await frontDoor.receive({ authorization: authorization(keys), body });
        assert.deepEqual(answered, { kind: 'problem', status: 401 });
        assert.equal(frontDoor.turns(), 0);
        assert.equal(JSON.stringify(printed).includes('山田'), false);
      });
    }

    for (const status of [500, 404]) {
      it(`answers 503, so that Teams sends again, when the keys answer ${status}`, async () => {
        keys.status = status;
        const frontDoor = open();
        const authorization = bearer(channelClaims(Date.now()), keys.privateKey);
        assert.equal((await frontDoor.receive({ authorization, body: message })).status, 503);
        assert.equal(frontDoor.turns(), 0);
      });
    }

    it('answers 503 when the keys come too late, and takes no turn when they come', async () => {
      keys.delayMs = 80;
      const frontDoor = open();
      const authorization = bearer(channelClaims(Date.now()), keys.privateKey);
      assert.equal((await frontDoor.receive({ authorization, body: message })).status, 503);
      await sleep(200);
      assert.equal(keys.requests, 2);
      assert.equal(frontDoor.turns(), 0);
      assert.equal((await frontDoor.receive({ authorization, body: message })).status, 200);
    });

    it('answers 503 when the keys cannot be reached', async () => {
      await keys.close();
      const authorization = bearer(channelClaims(Date.now()), keys.privateKey);
      assert.equal((await open().receive({ authorization, body: message })).status, 503);
    });

    describe('under a flood of junk', () => {
      const junk = (n: number) =>
        bearer(
          channelClaims(Date.now(), {
            iss: n % 2 === 0 ? 'https://api.botframework.com' : `https://sts.windows.net/${n}/`,
            tid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
          }),
        );

      it('is needed: the SDK keeps four entries for each junk token', async () => {
        const issuers = sdkIssuers();
        const before = issuers.length;
        const frontDoor = open(done, false);
        for (let n = 0; n < 50; n += 1) await frontDoor.receive({ authorization: junk(n), body: message });
        assert.equal(issuers.length, before + 200);
        issuers.length = before;
      });

      it('keeps nothing of 2,000 junk tokens, prints nothing and fetches nothing', async () => {
        const issuers = sdkIssuers();
        const before = [...issuers];
        const frontDoor = open();
        for (let n = 0; n < 2000; n += 1) {
          const answered = await frontDoor.receive({ authorization: junk(n), body: message });
          assert.equal(answered.status, 401);
        }
        assert.deepEqual(issuers, before);
        assert.deepEqual(printed, []);
        assert.equal(keys.requests, 0);
        assert.equal(frontDoor.turns(), 0);
      });
    });
  });
});
