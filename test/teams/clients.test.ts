import assert from 'node:assert/strict';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { createClients } from '../../src/teams/clients.ts';
import type { BotAuthentication } from '../../src/teams/sdk.ts';

/** The SDK's authentication, counting the clients it makes. */
function counting(sabotage: (address: string) => void = () => undefined) {
  const made: string[] = [];
  const real = new ConfigurationBotFrameworkAuthentication({});
  const createConnectorFactory: BotAuthentication['createConnectorFactory'] = (identity) => {
    const factory = real.createConnectorFactory(identity);
    return {
      create: (serviceUrl: string, audience: string) => {
        made.push(serviceUrl);
        sabotage(serviceUrl);
        return factory.create(serviceUrl, audience);
      },
    };
  };
  const authentication: BotAuthentication = Object.create(real, {
    createConnectorFactory: { value: createConnectorFactory },
  });
  return { made, clients: createClients({ authentication, appId: '' }) };
}

describe('connector clients', () => {
  it('are made once per address', async () => {
    const { made, clients } = counting();
    const [first, second] = await Promise.all([
      clients.clientFor('http://a/'),
      clients.clientFor('http://a/'),
    ]);
    assert.equal(first, second);
    assert.deepEqual(made, ['http://a/']);
  });

  it('are bounded: the oldest of 33 is forgotten', async () => {
    const { made, clients } = counting();
    for (let n = 0; n <= 32; n += 1) await clients.clientFor(`http://a/${n}`);
    await clients.clientFor('http://a/1');
    assert.equal(made.length, 33);
    await clients.clientFor('http://a/0');
    assert.equal(made.length, 34);
  });

  it('are not kept when they could not be made', async () => {
    let failing = true;
    const { made, clients } = counting(() => {
      if (failing) throw new Error('no credentials');
    });
    await assert.rejects(clients.clientFor('http://a/'));
    failing = false;
    await clients.clientFor('http://a/');
    assert.equal(made.length, 2);
  });
});
