import assert from 'node:assert/strict';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { createRepositories } from '../../src/store/repositories.ts';
import { openBot, openDelivery, type OpenHouse } from '../builders/house.ts';
import { createRecordingTeams, type RecordingTeams } from '../builders/teams.ts';
import { buttonsOf, inputsOf, runsOf, textsOf } from '../cards/read-card.ts';

type Data = Record<string, unknown>;
type Via = 'execute' | 'submit';

/** What every input of a card holds, by its id. */
export const valuesOf = (card: object): Record<string, string> =>
  Object.fromEntries(
    inputsOf(card).map(({ node: { id, value } }) => [String(id), typeof value === 'string' ? value : '']),
  );

export const fieldsOf = (card: object): string[] => inputsOf(card).map(({ node }) => String(node['id']));

/** What the button of this name carries. */
export function dataOf(card: object, action: string): Data {
  const found = buttonsOf(card).find(({ data }) => data['action'] === action);
  assert.ok(found, `no button ${action}`);
  return found.data;
}

export const offers = (card: object, action: string): boolean =>
  buttonsOf(card).some(({ data }) => data['action'] === action);

/** Every line that people read on a card. */
export const readingOf = (card: object): string =>
  [
    ...textsOf(card)
      .filter(({ where }) => where === 'TextBlock.text')
      .map(({ text }) => text),
    ...runsOf(card),
  ].join('\n');

type Card = { card: object; messageId?: string };

export type Desk = {
  bot: ReturnType<typeof openBot>;
  teams: RecordingTeams;
  newest: (id: string, kind?: RegExp) => { card: object; messageId: string };
  say: (id: string, word: string) => Promise<{ card: object; messageId: string }>;
  press: (
    id: string,
    from: Card,
    action: string,
    typed?: Data,
    via?: Via,
  ) => Promise<Card & { said: string }>;
  deliver: (ms?: number) => Promise<void>;
  restarted: () => Desk;
  only: (key: string) => Promise<Incident>;
};

/** The bot over a house, as somebody with the cards in their hands sees it. */
export function openDesk(open: OpenHouse, teams: RecordingTeams = createRecordingTeams(open.clock)): Desk {
  const bot = openBot(open, teams);

  /** The newest message in somebody's chat, or the newest of this kind. */
  function newest(id: string, kind = /^/u): { card: object; messageId: string } {
    const sent = teams.sentTo(`chat-${id}`).findLast(({ message }) => kind.test(message.summary));
    assert.ok(sent, `nothing was sent: ${kind.source}`);
    return { card: sent.message.card, messageId: sent.activityId };
  }

  return {
    bot,
    teams,
    newest,
    /** A word in the chat; the card that it brings. */
    async say(id, word) {
      await bot.say(id, word);
      return newest(id);
    },
    /**
     * Presses a button of a card with what was typed. The answer is the card that takes its place, or the
     * line that is said.
     */
    async press(id, from, action, typed = {}, via = 'execute') {
      const where = from.messageId === undefined ? {} : { messageId: from.messageId };
      const data = { ...valuesOf(from.card), ...dataOf(from.card, action), ...typed };
      const before = teams.calls.length;
      if (via === 'submit') {
        await bot.submit(id, { ...data, action }, where);
        const sent = teams.calls.slice(before).at(-1);
        if (sent === undefined) return { card: {}, said: '', ...where };
        return { card: sent.message.card, messageId: sent.activityId, said: sent.message.summary };
      }
      const { value, statusCode } = await bot.execute(id, data, where);
      assert.equal(statusCode, 200);
      await open.clock.settle();
      return typeof value === 'string'
        ? { card: from.card, said: value, ...where }
        : { card: value as object, said: '', ...where };
    },
    /** Lets the delivery do what is due by now, or by so many milliseconds later. */
    async deliver(ms = 3_000) {
      const running = openDelivery(open, { teams });
      running.delivery.start();
      await open.clock.pass(ms);
      const stopped = running.delivery.stop();
      await open.clock.pass(6_000);
      await stopped;
    },
    /** The same store under a process that has just begun, with another conversation memory. */
    restarted: () =>
      openDesk({ ...open, house: { ...open.house, ...createRepositories(open.store) } }, teams),
    async only(key) {
      const records = await open.house.incidents.filedBy(key, 100);
      assert.equal(records.length, 1);
      const [record] = records;
      assert.ok(record);
      return record;
    },
  };
}
