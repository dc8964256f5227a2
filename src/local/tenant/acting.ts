import type { Activities, Activity } from './activities.ts';
import type { BotLink, Delivery } from './bot-link.ts';
import { type Card, type CardAction, inputsFor, readCard } from './card.ts';
import { Refusal } from './http.ts';
import type { Hub } from './hub.ts';
import { readInvokeAnswer } from './invoke-answer.ts';
import type { Places } from './place.ts';
import type { Messages, StoredMessage } from './state/messages.ts';
import type { Presses } from './state/presses.ts';
import { notSent, undelivered } from './undelivered.ts';
import { type Views, cardsOf } from './views.ts';
import type { Persona, Room } from './ward.ts';
import type { Button, Outcome, PressRequest } from './wire.ts';

type Pressed = { type: CardAction['type']; id: string | undefined; verb: string | undefined; data: Card };

const found = (actions: readonly CardAction[], button: Exclude<Button, { exact: unknown }>) => {
  if ('index' in button) return actions[button.index];
  if ('verb' in button) return actions.find((action) => action.verb === button.verb);
  if ('title' in button) return actions.find((action) => action.title === button.title);
  return actions.find((action) => action.data['action'] === button.action);
};

/** What people do with cards: press, and (to show that it does no harm) send a press again. */
export const createActing = (deps: {
  place: Places;
  messages: Messages;
  presses: Presses;
  views: Views;
  activities: Activities;
  botLink: BotLink;
  hub: Hub;
  now: () => number;
}) => {
  const { place, messages, presses, views, activities, botLink, hub, now } = deps;

  const messageIn = (room: Room, id: string): StoredMessage => {
    const message = messages.find(room.id, id);
    if (message === undefined) throw new Refusal(404, 'MessageNotFound', 'No such message.');
    return message;
  };

  const viewOf = (room: Room, messageId: string, persona: Persona) => {
    const message = messages.find(room.id, messageId);
    return message === undefined ? null : views.message(message, persona);
  };

  const delivered = (activity: Activity, delivery: Delivery & { ok: true }) =>
    activity.type === 'invoke' ? readInvokeAnswer(delivery.body) : ({ kind: 'accepted' } as const);

  /** Sends a press and does with the answer what Teams does. */
  const dispatch = async (
    persona: Persona,
    room: Room,
    messageId: string,
    activity: Activity,
  ): Promise<Outcome> => {
    presses.add(activity.id, { personaId: persona.id, conversationId: room.id, messageId, activity });
    const started = now();
    const delivery = await botLink.deliver(activity);
    const tookMs = now() - started;
    if (!delivery.ok) return undelivered(activity.id, tookMs, delivery, notSent);
    const answer = delivered(activity, delivery);
    if (answer === null) {
      const unusable = { status: delivery.status, reason: 'no usable answer' };
      return undelivered(activity.id, tookMs, unusable, notSent);
    }
    if (answer.kind === 'card' && messages.find(room.id, messageId) !== undefined) {
      messages.setView(messageId, persona.id, answer.card);
      hub.publish({ kind: 'message', conversationId: room.id, messageId, isNew: false });
    }
    return {
      delivered: true,
      activityId: activity.id,
      tookMs,
      answer,
      message: viewOf(room, messageId, persona),
    };
  };

  /** Puts together what a renderer would send: the button's data and every filled input. */
  const assemble = (
    card: Card,
    button: Exclude<Button, { exact: unknown }>,
    request: PressRequest,
  ): Pressed => {
    const chosen = found(readCard(card).actions, button);
    if (chosen === undefined) {
      throw new Refusal(404, 'ActionNotFound', `The card has no such button: ${JSON.stringify(button)}`);
    }
    const action =
      request.via === 'submit' ? (chosen.type === 'Action.Submit' ? chosen : chosen.fallback) : chosen;
    if (action === undefined)
      throw new Refusal(400, 'NoFallback', 'The button has no Action.Submit fallback.');
    const inputs = inputsFor(card, action);
    const typed = request.inputs ?? {};
    const unknown = Object.keys(typed).filter((id) => !inputs.some((input) => input.id === id));
    if (unknown.length > 0) {
      throw new Refusal(400, 'InputNotFound', `The card has no such input: ${unknown.join(', ')}`);
    }
    const data: Card = { ...action.data };
    for (const input of inputs) {
      const value = typed[input.id] ?? input.value ?? '';
      if (value !== '') data[input.id] = value;
    }
    return { type: action.type, id: action.id, verb: action.verb, data };
  };

  return {
    /** Presses a button of a card as that person sees it. */
    press: async (request: PressRequest): Promise<Outcome> => {
      const { persona, room } = place(request.as, request.conversationId);
      const message = messageIn(room, request.messageId);
      const { button } = request;
      const card = messages.view(message.id, persona.id) ?? cardsOf(message)[0];
      if (card === undefined) throw new Refusal(400, 'NoCard', 'The message has no card.');
      const pressed: Pressed =
        'exact' in button
          ? { ...button.exact, id: button.exact.id, verb: button.exact.verb }
          : assemble(card, button, request);
      const press = {
        id: messages.nextId(),
        messageId: message.id,
        thread: message.replyToId ?? message.id,
        data: pressed.data,
      };
      const activity =
        pressed.type === 'Action.Submit'
          ? activities.submit(persona, room, press)
          : activities.execute(persona, room, { ...press, actionId: pressed.id, verb: pressed.verb });
      return dispatch(persona, room, message.id, activity);
    },

    /** Sends an earlier press once more with a new activity id, as Teams does when an answer was slow. */
    resend: async (activityId: string): Promise<Outcome> => {
      const press = presses.find(activityId);
      if (press === undefined) throw new Refusal(404, 'PressNotFound', 'No such press.');
      const { persona, room } = place(press.personaId, press.conversationId);
      return dispatch(persona, room, press.messageId, activities.again(press.activity, messages.nextId()));
    },

    /** Tells the bot that it was installed in a conversation. Stops at the first refusal. */
    install: async (persona: Persona, room: Room): Promise<Delivery> => {
      const [update, installation] = activities.installed(persona, room);
      const first = await botLink.deliver(update);
      return first.ok ? botLink.deliver(installation) : first;
    },
  };
};

export type Acting = ReturnType<typeof createActing>;
