import type { Cards } from '../cards/cards.ts';
import { bytesOf } from '../cards/fit.ts';
import type { CardMessage } from '../cards/template.ts';
import { channelKey, personKey } from '../domain/ids.ts';
import { leaveChannel, meetChannel, meetPerson } from '../workflow/meet.ts';
import type { House } from '../workflow/ports.ts';
import type { TeamsPort } from '../workflow/teams-port.ts';
import { welcomeChannel, welcomePerson } from '../workflow/welcome.ts';
import { type Inbound, readActivity, type Seen } from './activity.ts';
import { press, talk } from './dispatch.ts';
import type { TurnOutcome } from './front-door/answer.ts';
import { describeFault, type Log } from './front-door/log.ts';
import type { TenantVerdict } from './front-door/tenant.ts';
import { offerStarts, search } from './handlers/search.ts';
import type { Press, Reply } from './reply.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const TEXT = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';

const answerWith = (type: string, value: unknown, status = 200): TurnOutcome => ({
  kind: 'invoke',
  status: 200,
  body: { statusCode: status, type, value },
});

/** Teams refuses messages of more than about 80 KB; what was typed stays on the presser's own screen then. */
const MOST_BYTES = 76_000;
const TOO_LONG =
  '入力が長すぎて、受け取れませんでした。まだ保存していません。入力は画面に残っています。短くして、もう一度押してください。';

/**
 * The record (an alert has its record's number) that a press is about. The lines of what is sent because of it
 * name the same number, so that one search shows the way from the click to the last message.
 */
function aboutOf({ action }: Press, reply: Reply): string | undefined {
  if (reply.kind === 'replace' && reply.about !== undefined) return reply.about;
  if ('number' in action && action.number !== '') return action.number;
  return 'alert' in action ? action.alert : undefined;
}

const tooLarge = (message: CardMessage): boolean => bytesOf(message.card) > MOST_BYTES;

/**
 * One turn of conversation: who is it, what do they want, what do they see. Our own sends go through
 * the Teams port; only the answer to an invoke travels back in the HTTP response.
 */
export function createBot(deps: {
  house: House;
  cards: Cards;
  teams: TeamsPort;
  admit: (activity: unknown) => TenantVerdict;
  log: Log;
}) {
  const { house, cards, teams, admit, log } = deps;

  /**
   * A client that does not say what kind of conversation it is may mean a channel. A conversation that we
   * know as a channel is one, whatever is left out: nothing private may ever land there.
   */
  async function settleScope(inbound: Inbound): Promise<Inbound> {
    if (inbound.scope !== 'personal') return inbound;
    const { tenantId, conversationId } = inbound.from;
    const known = await house.channels.read(channelKey(tenantId, conversationId, house.digest));
    return known === undefined ? inbound : { ...inbound, scope: 'channel' };
  }

  async function install(inbound: Inbound): Promise<void> {
    if (inbound.scope === 'channel') {
      const channel = await meetChannel(house, inbound.from, inbound.channelName, inbound.sentAt);
      await welcomeChannel(house, channel);
      return;
    }
    // An event of the system itself has no person behind it; the greeting waits for the first word.
    if (inbound.scope === 'group' || inbound.actor.objectId === '') return;
    if (inbound.actor.teamsId === inbound.from.botId) return;
    await welcomePerson(house, await meetPerson(house, inbound.actor, inbound.from, true));
  }

  async function respond(inbound: Extract<Inbound, { kind: 'text' | 'action' }>): Promise<Reply> {
    const person = await meetPerson(house, inbound.actor, inbound.from, inbound.scope === 'personal');
    const channel =
      inbound.scope === 'channel' ? await meetChannel(house, inbound.from, inbound.channelName) : undefined;
    const turn = { house, cards, person, channel };
    return inbound.kind === 'text' ? talk(turn, inbound.scope, inbound.text) : press(turn, inbound);
  }

  async function postNew(inbound: Inbound, message: CardMessage): Promise<string> {
    const { activityId } = await teams.post(inbound.from, message);
    return activityId;
  }

  /** In a channel a passing line would stay for everybody, so it goes to the presser's own chat, if known. */
  async function tellPrivately(inbound: Inbound, text: string): Promise<void> {
    const message = cards.notice({ title: text, lines: [] });
    if (inbound.scope === 'personal') {
      await postNew(inbound, message);
      return;
    }
    const { tenantId, objectId } = inbound.actor;
    const person = await house.people.read(personKey(tenantId, objectId, house.digest));
    if (person?.chat !== undefined) await teams.post(person.chat, message);
  }

  /** Carries a reply out where the answer cannot travel back in the HTTP response. */
  async function send(inbound: Inbound, reply: Reply, messageId: string | undefined): Promise<void> {
    switch (reply.kind) {
      case 'silence':
        return;
      case 'post': {
        const posted = await postNew(inbound, reply.message);
        await reply.posted?.(posted);
        return;
      }
      case 'replace':
        if (reply.as === 'owned') return;
        if (tooLarge(reply.message)) {
          await tellPrivately(inbound, TOO_LONG);
          return;
        }
        if (messageId === undefined) await postNew(inbound, reply.message);
        else await teams.update(inbound.from, messageId, reply.message);
        return;
      case 'say':
        await tellPrivately(inbound, reply.text);
        return;
    }
  }

  async function answer(inbound: Inbound, reply: Reply): Promise<TurnOutcome> {
    switch (reply.kind) {
      case 'replace':
        return tooLarge(reply.message)
          ? answerWith(ERROR, { code: 'TooLong', message: TOO_LONG }, 400)
          : answerWith(CARD, reply.message.card);
      case 'say':
        return answerWith(TEXT, reply.text);
      case 'post':
        await send(inbound, reply, undefined);
        return answerWith(TEXT, reply.said);
      case 'silence':
        return answerWith(TEXT, '受け付けました。');
    }
  }

  /** After the answer, so that the presser never waits for it. A fault leaves the old card for others only. */
  async function keepSettled(inbound: Press, message: CardMessage): Promise<void> {
    if (inbound.messageId === undefined) return;
    try {
      await teams.update(inbound.from, inbound.messageId, message);
    } catch (fault) {
      log.warn({ ...describeFault(fault), action: inbound.action.action }, 'settled card not kept');
    }
  }

  /** `seen` is what the caller has found out about this very activity; nothing is read twice then. */
  return async function takeTurn(activity: unknown, seen?: Seen): Promise<TurnOutcome> {
    const verdict = seen?.verdict ?? admit(activity);
    if (!verdict.allowed) {
      log.warn({ reason: verdict.reason }, 'turned away');
      return answerWith(ERROR, { code: 'Forbidden', message: 'この組織では使えません。' }, 403);
    }
    const read = seen === undefined ? readActivity(activity, verdict) : seen.inbound;
    const inbound = read === undefined || read.scopeSaid ? read : await settleScope(read);
    if (inbound === undefined) {
      log.warn({ reason: 'unreadable' }, 'turned away');
      return answerWith(ERROR, { code: 'BadRequest', message: '読み取れない操作です。' }, 400);
    }
    switch (inbound.kind) {
      case 'installed':
        await install(inbound);
        return { kind: 'done' };
      case 'removed':
        if (inbound.scope === 'channel') await leaveChannel(house, inbound.from, inbound.sentAt);
        return { kind: 'done' };
      case 'unsupported':
        log.info({ reason: inbound.reason }, 'not answered');
        return inbound.invoke
          ? answerWith(ERROR, { code: 'NotSupported', message: 'このボタンはもう使えません。' }, 400)
          : { kind: 'done' };
      case 'search': {
        // Never as the person's own chat: one may search from beside any conversation.
        const person = await meetPerson(house, inbound.actor, inbound.from, false);
        const turn = { house, cards, person, channel: undefined };
        const found =
          inbound.command === 'contact'
            ? offerStarts(turn, inbound.query)
            : await search(turn, inbound.query);
        return { kind: 'invoke', status: 200, body: found };
      }
      case 'text':
        await send(inbound, await respond(inbound), undefined);
        return { kind: 'done' };
      case 'action': {
        const reply = await respond(inbound);
        log.info({ action: inbound.action.action, about: aboutOf(inbound, reply) }, 'pressed');
        if (inbound.via === 'execute') {
          if (reply.kind === 'replace' && reply.as === 'settled') void keepSettled(inbound, reply.message);
          return answer(inbound, reply);
        }
        await send(inbound, reply, inbound.messageId);
        return { kind: 'done' };
      }
    }
  };
}
