import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { createTeamsConnector } from '../../src/teams/connector.ts';
import { type BotAuthentication, botIdentity } from '../../src/teams/sdk.ts';
import { isLoopbackServiceUrl } from '../../src/teams/service-url.ts';
import { TeamsFault, type TeamsFaultCode } from '../../src/workflow/teams-port.ts';
import { openScriptedChannel, type Reaction, type ScriptedChannel } from './scripted-channel.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const SECRET = '山田太郎 090-0000-0000';
const MESSAGE = {
  card: {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: SECRET, wrap: true }],
    msteams: { width: 'Full' },
  },
  summary: `警戒: ${SECRET}`,
};

const withoutAuthentication = new ConfigurationBotFrameworkAuthentication({});

type SignRequest = (request: { headers: { set(name: string, value: string): void } }) => Promise<unknown>;

/** A real app id whose tokens come from a fake instead of the network. */
function withAppId(signRequest: SignRequest): BotAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    { MicrosoftAppType: 'SingleTenant', MicrosoftAppId: 'app', MicrosoftAppTenantId: 'tenant' },
    {
      isValidAppId: async (appId) => appId === 'app',
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({ signRequest }) as never,
    },
  );
}

function to(serviceUrl: string) {
  return { serviceUrl, conversationId: '19:abc@thread.tacv2', tenantId: 'tenant', botId: '28:app' };
}

async function faultOf(work: Promise<unknown>): Promise<TeamsFault> {
  const fault: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(fault instanceof TeamsFault, `expected a TeamsFault, got ${inspect(fault)}`);
  return fault;
}

describe('the Teams connector', () => {
  let channel: ScriptedChannel;

  function connector(
    authentication: BotAuthentication = withoutAuthentication,
    appId = '',
    timeoutMs = 8000,
  ) {
    return createTeamsConnector({
      authentication,
      appId,
      timeoutMs,
      allowServiceUrl: isLoopbackServiceUrl,
      now: () => NOW,
    });
  }

  beforeEach(async () => {
    channel = await openScriptedChannel();
  });
  afterEach(() => channel.close());

  describe('posting', () => {
    it('sends one message with one card, its summary and no text', async () => {
      const { activityId } = await connector().post(to(channel.url), MESSAGE);
      assert.equal(activityId, 'm-1');
      const [sent] = channel.received;
      assert.equal(sent?.method, 'POST');
      assert.equal(decodeURIComponent(sent?.path ?? ''), '/v3/conversations/19:abc@thread.tacv2/activities');
      assert.deepEqual(sent?.body, {
        type: 'message',
        from: { id: '28:app' },
        conversation: { id: '19:abc@thread.tacv2' },
        summary: MESSAGE.summary,
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: MESSAGE.card }],
      });
    });

    it('keeps the path of the service address, with and without a slash at the end', async () => {
      await connector().post(to(`${channel.url}/jp/tenant-1/`), MESSAGE);
      await connector().post(to(`${channel.url}/jp/tenant-1`), MESSAGE);
      const paths = channel.received.map((request) => decodeURIComponent(request.path));
      assert.deepEqual(
        new Set(paths),
        new Set(['/jp/tenant-1/v3/conversations/19:abc@thread.tacv2/activities']),
      );
    });

    it('sends no token without an app id', async () => {
      await connector().post(to(channel.url), MESSAGE);
      assert.equal(channel.received[0]?.headers.authorization, undefined);
    });

    it('sends the token of the credentials with an app id', async () => {
      const authentication = withAppId(async (request) =>
        request.headers.set('authorization', 'Bearer fake'),
      );
      await connector(authentication, 'app').post(to(channel.url), MESSAGE);
      assert.equal(channel.received[0]?.headers.authorization, 'Bearer fake');
    });

    it('keeps 60 posts at once apart', async () => {
      const port = connector();
      const ids = await Promise.all(Array.from({ length: 60 }, () => port.post(to(channel.url), MESSAGE)));
      assert.equal(channel.received.length, 60);
      assert.equal(new Set(ids.map((id) => id.activityId)).size, 60);
    });

    for (const { name, reaction } of [
      { name: 'without an id', reaction: { status: 201, body: {} } },
      { name: 'with an id that is no string', reaction: { status: 201, body: { id: 7 } } },
      { name: 'that is not JSON', reaction: { status: 200, raw: '<html>' } },
    ] satisfies { name: string; reaction: Reaction }[]) {
      it(`calls an answer ${name} ambiguous: the message may be there`, async () => {
        channel.script(reaction);
        assert.equal((await faultOf(connector().post(to(channel.url), MESSAGE))).code, 'ambiguous');
      });
    }
  });

  describe('updating', () => {
    it('puts the message in the place of the old one', async () => {
      channel.script({ status: 200, body: { id: '1700' } });
      await connector().update(to(channel.url), '1700', MESSAGE);
      const [sent] = channel.received;
      assert.equal(sent?.method, 'PUT');
      assert.equal(
        decodeURIComponent(sent?.path ?? ''),
        '/v3/conversations/19:abc@thread.tacv2/activities/1700',
      );
      const body = Object(sent?.body) as Record<string, unknown>;
      assert.equal(body['id'], '1700');
      assert.equal(body['summary'], MESSAGE.summary);
      assert.equal('text' in body, false);
    });

    it('takes an answer without a body as done', async () => {
      channel.script({ status: 200, raw: '' });
      await connector().update(to(channel.url), '1700', MESSAGE);
    });

    for (const id of ['', '.', '..']) {
      it(`refuses ${JSON.stringify(id)} as an id, which would name another path`, async () => {
        assert.equal((await faultOf(connector().update(to(channel.url), id, MESSAGE))).code, 'refused');
        assert.equal(channel.received.length, 0);
      });
    }
  });

  describe('opening a personal chat', () => {
    it('names the bot, the one member and the tenant, and returns the address', async () => {
      channel.script({ status: 201, body: { id: 'a:1:1' } });
      const address = await connector().openPersonalChat({
        serviceUrl: channel.url,
        tenantId: 'tenant',
        botId: '28:app',
        userId: '29:user',
      });
      assert.deepEqual(address, {
        serviceUrl: channel.url,
        conversationId: 'a:1:1',
        tenantId: 'tenant',
        botId: '28:app',
      });
      assert.equal(channel.received[0]?.path, '/v3/conversations');
      assert.deepEqual(channel.received[0]?.body, {
        isGroup: false,
        bot: { id: '28:app' },
        members: [{ id: '29:user' }],
        tenantId: 'tenant',
        channelData: { tenant: { id: 'tenant' } },
      });
    });
  });

  describe('one request per call', () => {
    // The header makes the SDK's own retries immediate, so that a repeat cannot hide behind its waiting time.
    const headers = { 'retry-after-ms': '1' };

    it('is needed: the SDK itself posts four times after a 503', async () => {
      channel.script({ status: 503, headers });
      const client = await withoutAuthentication
        .createConnectorFactory(botIdentity(''))
        .create(channel.url, '');
      await assert.rejects(client.conversations.sendToConversation('c', { type: 'message' }));
      assert.equal(channel.received.length, 4);
    });

    const cases: { name: string; reaction: Reaction; code: TeamsFaultCode }[] = [
      ...[408, 500, 501, 502, 503, 504, 599].map((status) => ({
        name: String(status),
        reaction: { status, headers },
        code: 'ambiguous' as const,
      })),
      { name: '400', reaction: { status: 400 }, code: 'refused' },
      { name: '401', reaction: { status: 401 }, code: 'blocked' },
      { name: '403', reaction: { status: 403 }, code: 'blocked' },
      { name: '404', reaction: { status: 404 }, code: 'gone' },
      { name: '409', reaction: { status: 409 }, code: 'refused' },
      { name: '412', reaction: { status: 412 }, code: 'busy' },
      { name: '413', reaction: { status: 413 }, code: 'too-large' },
      { name: '429', reaction: { status: 429, headers }, code: 'throttled' },
      { name: 'an error page that is not JSON', reaction: { status: 502, raw: '<html>' }, code: 'ambiguous' },
      { name: 'a reset', reaction: 'reset', code: 'ambiguous' },
      { name: 'silence', reaction: 'hang', code: 'ambiguous' },
      { name: 'half an answer', reaction: 'half-answer', code: 'ambiguous' },
    ];
    for (const { name, reaction, code } of cases) {
      it(`sends once and calls ${name} ${code}`, async () => {
        channel.script(reaction);
        const fault = await faultOf(connector(withoutAuthentication, '', 200).post(to(channel.url), MESSAGE));
        assert.equal(fault.code, code);
        if (typeof reaction === 'object') assert.equal(fault.status, reaction.status);
        await sleep(30);
        assert.equal(channel.received.length, 1);
      });
    }

    for (const status of [301, 302, 303, 307, 308]) {
      it(`does not follow a ${status} to another address`, async () => {
        const elsewhere = await openScriptedChannel();
        channel.script({ status, headers: { location: `${elsewhere.url}/stolen` } });
        const fault = await faultOf(connector().post(to(channel.url), MESSAGE));
        assert.equal(fault.code, 'refused');
        assert.equal(channel.received.length, 1);
        assert.equal(elsewhere.received.length, 0);
        await elsewhere.close();
      });
    }

    it('ends a silent call at the timeout', async () => {
      channel.script('hang');
      const startedAt = performance.now();
      await faultOf(connector(withoutAuthentication, '', 100).update(to(channel.url), '1', MESSAGE));
      const ms = performance.now() - startedAt;
      assert.ok(ms >= 95 && ms < 1000, `took ${ms} ms`);
    });

    it('finds a closed port unreachable', async () => {
      await channel.close();
      assert.equal((await faultOf(connector().post(to(channel.url), MESSAGE))).code, 'unreachable');
    });
  });

  describe('when there is no token', () => {
    it('calls the channel unreachable after a failure, for nothing was sent', async () => {
      const port = connector(
        withAppId(async () => {
          throw Object.assign(new Error('AADSTS7000222'), { statusCode: 401 });
        }),
        'app',
      );
      assert.equal((await faultOf(port.post(to(channel.url), MESSAGE))).code, 'unreachable');
      assert.equal(channel.received.length, 0);
    });

    it('sends nothing afterwards when the token comes after the timeout', async () => {
      const port = connector(
        withAppId(async () => sleep(120)),
        'app',
        40,
      );
      assert.equal((await faultOf(port.post(to(channel.url), MESSAGE))).code, 'unreachable');
      await sleep(150);
      assert.equal(channel.received.length, 0);
    });

    for (const [what, clock] of [
      ['stood still', 'monotonic'],
      ['slept', 'now'],
    ] as const) {
      it(`sends nothing when the process ${what} meanwhile, although no timer has run yet`, async () => {
        const times = { now: NOW, monotonic: 0 };
        const port = createTeamsConnector({
          authentication: withAppId(async () => {
            times[clock] += 8_000;
          }),
          appId: 'app',
          allowServiceUrl: isLoopbackServiceUrl,
          now: () => times.now,
          monotonic: () => times.monotonic,
        });
        assert.equal((await faultOf(port.post(to(channel.url), MESSAGE))).code, 'unreachable');
        assert.equal(channel.received.length, 0);
      });
    }

    it('tries again at the next call', async () => {
      let failing = true;
      const port = connector(
        withAppId(async () => {
          if (failing) throw new Error('no token yet');
        }),
        'app',
      );
      await faultOf(port.post(to(channel.url), MESSAGE));
      failing = false;
      assert.deepEqual(await port.post(to(channel.url), MESSAGE), { activityId: 'm-1' });
    });
  });

  describe('the service address', () => {
    for (const url of [
      'http://10.0.0.1/',
      'http://metadata.internal/',
      'https://smba.trafficmanager.net/',
      '',
    ]) {
      it(`refuses ${JSON.stringify(url)} before any request`, async () => {
        const port = connector();
        assert.equal((await faultOf(port.post(to(url), MESSAGE))).code, 'refused');
        assert.equal((await faultOf(port.update(to(url), '1', MESSAGE))).code, 'refused');
        const chat = { serviceUrl: url, tenantId: 't', botId: 'b', userId: 'u' };
        assert.equal((await faultOf(port.openPersonalChat(chat))).code, 'refused');
      });
    }
  });

  describe('its faults', () => {
    const reactions: Reaction[] = [
      { status: 400 },
      { status: 500 },
      { status: 200, raw: '<' },
      'reset',
      'hang',
    ];
    for (const reaction of reactions) {
      it(`hold no word of the card after ${JSON.stringify(reaction)}`, async () => {
        channel.script(reaction);
        const fault = await faultOf(connector(withoutAuthentication, '', 100).post(to(channel.url), MESSAGE));
        const everything = inspect(fault, { depth: Infinity, showHidden: true, getters: true });
        assert.equal(fault.cause, undefined);
        assert.equal(everything.includes('山田'), false);
        assert.equal(everything.includes('AdaptiveCard'), false);
      });
    }
  });
});
