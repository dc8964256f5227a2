import assert from 'node:assert/strict';
import { createFrontDoor } from '../../../src/bot/front-door/adapter.ts';
import { createBotAuthentication } from '../../../src/bot/front-door/authentication.ts';
import { createGuard } from '../../../src/bot/front-door/guard.ts';
import { createPacedTurn } from '../../../src/bot/front-door/pace.ts';
import { createRateLimit } from '../../../src/bot/front-door/rate.ts';
import { checkTenant } from '../../../src/bot/front-door/tenant.ts';
import { isLoopbackServiceUrl } from '../../../src/teams/service-url.ts';
import { TeamsFault } from '../../../src/workflow/teams-port.ts';
import { cards } from '../../builders/house.ts';
import { createRecordingTeams, textOf } from '../../builders/teams.ts';
import { createRecordedLog } from './recorded-log.ts';

const nonce = '261121-0123456789abcdef';

/** What a person sends; `value` is what the pressed button carries. */
function activityOf(id: string, rest: object): object {
  return {
    serviceUrl: 'http://127.0.0.1:9/',
    channelId: 'msteams',
    from: { id: `29:${id}`, aadObjectId: id, name: id },
    recipient: { id: '28:tate' },
    conversation: { id: `chat-${id}`, conversationType: 'personal' },
    ...rest,
  };
}

const execute = (id: string, verb: string, data: object = {}, rest: object = {}): object =>
  activityOf(id, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb, data } },
    ...rest,
  });

const submit = (id: string, data: object, rest: object = {}): object =>
  activityOf(id, { type: 'message', value: data, ...rest });

describe('the pace of a person', () => {
  let now: number;
  let turns: number;
  let teams: ReturnType<typeof createRecordingTeams>;
  let recorded: ReturnType<typeof createRecordedLog>;
  let take: ReturnType<typeof createPacedTurn>;
  beforeEach(() => {
    now = 0;
    turns = 0;
    teams = createRecordingTeams();
    recorded = createRecordedLog();
    take = createPacedTurn({
      takeTurn: async () => {
        turns += 1;
        return { kind: 'done' };
      },
      admit: (activity) => checkTenant(activity, { tenants: [], local: true }),
      rate: createRateLimit({ now: () => now }),
      teams: teams.port,
      cards,
      log: recorded.log,
    });
  });

  async function times(count: number, activity: object): Promise<void> {
    for (let n = 0; n < count; n += 1) await take(activity);
  }

  it('leaves the card with all that was typed, and says in Japanese to wait a moment', async () => {
    await times(30, execute('a', 'menu.help'));
    const outcome = await take(execute('a', 'menu.help'));
    assert.equal(turns, 30);
    assert.ok(outcome.kind === 'invoke');
    const body = outcome.body as { statusCode: number; type: string; value: string };
    assert.deepEqual([body.statusCode, body.type], [200, 'application/vnd.microsoft.activity.message']);
    assert.match(body.value, /数秒待ってから、もう一度押してください。入力した内容は画面に残っています。/u);
  });

  it('takes the next press after the time that it said', async () => {
    await times(31, execute('a', 'menu.help'));
    now += 1000;
    await take(execute('a', 'menu.help'));
    assert.equal(turns, 31);
  });

  it('never lets other presses stand in the way of a 速報, a record or an alert', async () => {
    await times(200, execute('a', 'menu.look-up'));
    assert.equal(turns, 30);
    await take(execute('a', 'quick.submit', { nonce }));
    await take(execute('a', 'incident.submit', { nonce, rows: '3' }));
    await take(execute('a', 'alert.acknowledge', { alert: '261121-7K3F9Q' }));
    await take(execute('a', 'alert.sighting', { alert: '261121-7K3F9Q' }));
    await take(submit('a', { action: 'alert.raise', number: '261121-7K3F9Q' }));
    assert.equal(turns, 35);
  });

  it('never lets the load of somebody else stand in the way', async () => {
    await times(500, execute('loud', 'quick.submit', { nonce }));
    const before = turns;
    await times(30, execute('calm', 'quick.submit', { nonce }));
    assert.equal(turns - before, 30);
  });

  it('answers a message turn 429 with the time to wait, and says why in the own chat once', async () => {
    await times(30, submit('a', { action: 'menu.help' }));
    const outcomes = [];
    for (let n = 0; n < 5; n += 1) outcomes.push(await take(submit('a', { action: 'menu.help' })));
    assert.deepEqual(new Set(outcomes.map((outcome) => outcome.kind)), new Set(['later']));
    const said = teams.sentTo('chat-a').map(({ message }) => textOf(message));
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /数秒待って/u);
  });

  it('answers a search too many in the list of results, and counts searches for themselves', async () => {
    const search = activityOf('a', {
      type: 'invoke',
      name: 'composeExtension/query',
      value: { commandId: 'find', parameters: [{ name: 'query', value: '山田' }] },
    });
    await times(30, search);
    const outcome = await take(search);
    assert.ok(outcome.kind === 'invoke');
    const { composeExtension } = outcome.body as { composeExtension: { type: string; text: string } };
    assert.equal(composeExtension.type, 'message');
    assert.match(composeExtension.text, /数秒待って/u);
    await take(execute('a', 'menu.help'));
    assert.equal(turns, 31);
  });

  it('says nothing aloud where others read along', async () => {
    const inChannel = { conversation: { id: '19:x@thread.tacv2', conversationType: 'channel' } };
    const unsaid = { conversation: { id: 'somewhere' } };
    await times(40, submit('a', { action: 'menu.help' }, inChannel));
    now += 60_000;
    await times(40, submit('a', { action: 'menu.help' }, unsaid));
    assert.deepEqual(teams.calls, []);
  });

  it('stays calm when that line cannot be sent, and leaves names and words out of the log', async () => {
    teams.trouble('chat-a', { fault: new TeamsFault('refused', 403) });
    await times(40, submit('a', { action: 'menu.help', words: '山田太郎' }));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      recorded.lines.map(({ message }) => message),
      ['a person sends too much', 'the line about too many actions was not sent'],
    );
    assert.equal(/山田|chat-a|29:a/u.test(JSON.stringify(recorded.lines)), false);
  });

  it('counts neither installations nor removals nor whoever the tenant check refuses', async () => {
    await times(100, activityOf('a', { type: 'installationUpdate', action: 'add' }));
    await times(100, activityOf('a', { type: 'installationUpdate', action: 'remove' }));
    await times(100, { type: 'message', serviceUrl: 'http://127.0.0.1:9/' });
    assert.equal(turns, 300);
  });

  it('reaches the sender of a message as HTTP 429 through the front door', async () => {
    const door = createFrontDoor({
      authentication: createBotAuthentication({ kind: 'local' }),
      guard: createGuard({ appId: '', tenants: [], allowServiceUrl: isLoopbackServiceUrl, now: () => 0 }),
      answer: take,
      log: recorded.log,
      newReference: () => 'A1B2',
    });
    const body = submit('a', { action: 'menu.help' });
    for (let n = 0; n < 30; n += 1) await door.receive({ authorization: undefined, body });
    assert.deepEqual(await door.receive({ authorization: undefined, body }), {
      kind: 'problem',
      status: 429,
      retryAfterSeconds: 1,
    });
  });
});
