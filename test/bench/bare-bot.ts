import type { AddressInfo } from 'node:net';
import type { Server as NodeServer } from 'node:http';
import { ActivityHandler, type AdaptiveCardInvokeResponse, CloudAdapter, type TurnContext } from 'botbuilder';
import restify from 'restify';
import { bearer, channelClaims, openKeyServer } from '../bot/front-door/channel-keys.ts';
import { answerParent, jobOf } from './child.ts';

/*
 * What the same SDK does at the least: restify and CloudAdapter as in Microsoft's samples, the same check of
 * the same token, and a card of one line as the answer. No word is read and nothing is kept.
 */

class BareBot extends ActivityHandler {
  protected override async onAdaptiveCardInvoke(_context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'TextBlock', text: '受け付けました。' }],
      },
    };
  }
}

const { serviceUrl } = jobOf() as { serviceUrl: string };
const keys = await openKeyServer();
const adapter = new CloudAdapter(keys.authentication);
const bot = new BareBot();
const server = restify.createServer();
server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: 262_144 }));
async function answer(request: restify.Request, response: restify.Response): Promise<void> {
  const { body, headers } = request;
  await adapter.process({ method: 'POST', body, headers }, response, (context) => bot.run(context));
}
// A list, because restify waits for a promise and forwards what it rejects with, which the linter does not know.
server.post('/api/messages', [answer]);
const { server: nodeServer } = server as unknown as { server: NodeServer };
await new Promise<void>((resolve) => {
  nodeServer.listen(0, '127.0.0.1', resolve);
});

answerParent({
  port: (nodeServer.address() as AddressInfo).port,
  authorization: bearer(channelClaims(Date.now(), { serviceurl: serviceUrl }), keys.privateKey),
  rest: async () => ({ isMatched: true, isSent: true }),
  async stop() {
    nodeServer.close();
    nodeServer.closeAllConnections();
    await keys.close();
  },
});
