import { setTimeout as delay } from 'node:timers/promises';
import type { Acting } from './acting.ts';
import { type CardInput, inputsFor, readCard } from './card.ts';
import type { Hub } from './hub.ts';
import type { Marks } from './state/marks.ts';
import type { Messages } from './state/messages.ts';
import type { Views } from './views.ts';
import type { Directory, Persona, Room, Ward } from './ward.ts';
import type { MessageView, Outcome, Seeding } from './wire.ts';

/** A step failed for a reason that the page shows as it is. */
class SeedingFailure extends Error {
  override readonly name = 'SeedingFailure';
}

/** The cards a bot in local mode may ask for first, by `data.action` of their button. */
const introductions = { personal: 'person.register', channel: 'channel.bind' } as const;

const nameOf = (room: Room): string => (room.kind === 'personal' ? room.persona.name : room.channel.name);

const choose = (inputs: readonly CardInput[], id: string, title: string): string => {
  const choice = inputs
    .find((input) => input.id === id)
    ?.choices.find((one) => one.title === title || one.value === title);
  if (choice === undefined) throw new SeedingFailure(`カードに「${title}」の選択肢がありません`);
  return choice.value;
};

const problemOf = (outcome: Outcome, action: string): string | undefined => {
  if (!outcome.delivered) return `Tate が受け取りませんでした(${outcome.reason})`;
  const { answer } = outcome;
  if (answer.kind === 'error') return `Tate がことわりました: ${answer.text}`;
  if (answer.kind !== 'card') return undefined;
  const stillAsks = readCard(answer.card).actions.some((one) => one.data['action'] === action);
  return stillAsks ? '登録のカードが受け付けられませんでした' : undefined;
};

/**
 * Makes the demo ward ready by doing what people would do: install the bot, then press the
 * introduction card of each chat and channel. Finished steps are kept, so a restart repeats nothing.
 * `answerMs`: how long a card may take to appear after the install events. `quietMs`: when the bot
 * has said something else, how long an introduction card may still follow.
 */
export const createSeeding = (deps: {
  ward: Ward;
  directory: Directory;
  messages: Messages;
  marks: Marks;
  views: Views;
  acting: Acting;
  hub: Hub;
  answerMs: number;
  quietMs: number;
}) => {
  const { ward, directory, messages, marks, views, acting, hub, answerMs, quietMs } = deps;

  const failures = new Map<string, string>();
  let current: string | null = null;
  let done = false;
  let stopped = false;

  const coordinator = ward.personas.find((persona) => persona.role === 'coordinator') ?? ward.personas[0];
  if (coordinator === undefined) throw new Error('The ward has no people.');

  const presserOf = (room: Room): Persona => (room.kind === 'personal' ? room.persona : coordinator);

  // The coordinator's chat first: channels are bound by that person.
  const order = [...directory.rooms].sort(
    (a, b) => Number(b.id === coordinator.chatId) - Number(a.id === coordinator.chatId),
  );

  const isReady = (room: Room): boolean => marks.hasSeed(room.id, 'ready');

  const shown = (room: Room): MessageView[] => {
    const persona = presserOf(room);
    return messages
      .list(room.id, 50)
      .filter((message) => message.personaId === null)
      .map((message) => views.message(message, persona));
  };

  /** The newest message that asks for the introduction of this conversation. */
  const asking = (room: Room): MessageView | undefined =>
    shown(room).findLast((message) =>
      message.cards.some((card) =>
        readCard(card).actions.some((action) => action.data['action'] === introductions[room.kind]),
      ),
    );

  const awaitIntroduction = async (room: Room): Promise<MessageView | undefined> => {
    const started = Date.now();
    let spokeAt: number | undefined;
    for (;;) {
      const card = asking(room);
      if (card !== undefined) return card;
      if (spokeAt === undefined && shown(room).length > 0) spokeAt = Date.now();
      if (spokeAt !== undefined && Date.now() - spokeAt >= quietMs) return undefined;
      if (stopped) throw new SeedingFailure('途中で止められました');
      // When the bot was silent once, a newcomer should not wait for the same silence in every conversation.
      if (Date.now() - started >= (failures.size > 0 ? Math.min(answerMs, quietMs) : answerMs)) {
        throw new SeedingFailure('Tate からあいさつが届きませんでした');
      }
      await delay(20);
    }
  };

  const introduce = async (room: Room, message: MessageView): Promise<void> => {
    const action = introductions[room.kind];
    const card = message.cards[0] ?? {};
    const button = readCard(card).actions.find((one) => one.data['action'] === action);
    if (button === undefined) throw new SeedingFailure('登録のカードにボタンがありません');
    const inputs = inputsFor(card, button);
    const persona = presserOf(room);
    const department = room.kind === 'personal' ? persona.department : room.channel.department;
    const asksRole = inputs.some((input) => input.id === 'role');
    const outcome = await acting.press({
      as: persona.id,
      conversationId: room.id,
      messageId: message.id,
      button: { action },
      inputs: {
        department: choose(inputs, 'department', department),
        ...(asksRole ? { role: choose(inputs, 'role', persona.role) } : {}),
      },
    });
    const problem = problemOf(outcome, action);
    if (problem !== undefined) throw new SeedingFailure(problem);
    marks.addSeed(room.id, 'introduced');
  };

  /** First greetings are nobody's news: the unread counts start with the story. */
  const markRead = (room: Room): void => {
    const last = messages.list(room.id, 1)[0];
    if (last === undefined) return;
    for (const persona of ward.personas) {
      if (!directory.visibleTo(persona, room)) continue;
      marks.setRead(persona.id, room.id, last.seq);
      hub.publish({ kind: 'read', personaId: persona.id });
    }
  };

  const makeReady = async (room: Room): Promise<void> => {
    if (!marks.hasSeed(room.id, 'installed')) {
      const delivery = await acting.install(presserOf(room), room);
      if (!delivery.ok) throw new SeedingFailure(`Tate に届きませんでした(${delivery.reason})`);
      marks.addSeed(room.id, 'installed');
    }
    const introduction = await awaitIntroduction(room);
    if (introduction !== undefined) await introduce(room, introduction);
    marks.addSeed(room.id, 'ready');
    markRead(room);
  };

  const tell = (): void => hub.publish({ kind: 'status' });

  const attempt = async (room: Room): Promise<void> => {
    if (stopped) return;
    current = nameOf(room);
    tell();
    try {
      await makeReady(room);
      failures.delete(room.id);
    } catch (error) {
      const expected = error instanceof SeedingFailure;
      failures.set(room.id, expected ? error.message : '思いがけない不具合です');
      if (!expected) console.error(`Seeding ${nameOf(room)} failed:`, error);
    } finally {
      current = null;
      tell();
    }
  };

  const status = (): Seeding => ({
    done,
    ready: directory.rooms.filter(isReady).length,
    total: directory.rooms.length,
    current,
    failures: [...failures].map(([conversationId, reason]) => {
      const room = directory.room(conversationId);
      return { conversationId, name: room === undefined ? conversationId : nameOf(room), reason };
    }),
  });

  let running: Promise<Seeding> | undefined;
  let chain: Promise<void> = Promise.resolve();

  /** A bot may ask later than at its greeting, for example after it was down: the card is pressed then. */
  const endWatch = hub.subscribe((change) => {
    if (change.kind !== 'message' || !change.isNew || !done) return;
    const room = directory.room(change.conversationId);
    if (room === undefined || marks.hasSeed(room.id, 'introduced') || asking(room) === undefined) return;
    chain = chain.then(() => attempt(room));
  });

  const runAll = async (): Promise<Seeding> => {
    done = false;
    for (const room of order) if (!isReady(room)) await attempt(room);
    done = true;
    tell();
    return status();
  };

  return {
    status,
    /** Makes everything ready that is not; failures are in the answer. Two calls at once share one run. */
    run: (): Promise<Seeding> => {
      running ??= runAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    stop: async (): Promise<void> => {
      stopped = true;
      endWatch();
      await running;
      await chain;
    },
  };
};

export type SeedingRunner = ReturnType<typeof createSeeding>;
