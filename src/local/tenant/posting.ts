import type { Activities, Activity } from './activities.ts';
import type { BotLink } from './bot-link.ts';
import type { Hub } from './hub.ts';
import type { Place, Places } from './place.ts';
import type { Messages, PostedActivity } from './state/messages.ts';
import type { Views } from './views.ts';
import { notSent, undelivered } from './undelivered.ts';
import type { Outcome, SayRequest, SendResultRequest } from './wire.ts';

/** Teams does not send a card that was found with a search and is larger. Source: its page on message extensions. */
const maxResultBytes = 28 * 1024;
const tooLarge = 'カードが大きすぎて送れません(28 KBまで)';

const cardType = 'application/vnd.microsoft.card.adaptive';

/** The messages of people: words, and cards that they found with a search. */
export const createPosting = (deps: {
  place: Places;
  messages: Messages;
  views: Views;
  activities: Activities;
  botLink: BotLink;
  hub: Hub;
  now: () => number;
}) => {
  const { place, messages, views, activities, botLink, hub, now } = deps;

  /**
   * Keeps and shows a person's message and tells the bot of it with `activity`, when there is one to tell.
   * It appears at once and vanishes again if the bot does not take it.
   */
  const post = async (
    { persona, room }: Place,
    content: PostedActivity,
    activity: (id: string) => Activity | null,
  ): Promise<Outcome> => {
    const id = messages.nextId();
    messages.add({ id, conversationId: room.id, personaId: persona.id, replyToId: null, activity: content });
    hub.publish({ kind: 'message', conversationId: room.id, messageId: id, isNew: true });
    const started = now();
    const told = activity(id);
    const delivery = told === null ? null : await botLink.deliver(told);
    const tookMs = now() - started;
    if (delivery !== null && !delivery.ok) {
      messages.remove(id);
      hub.publish({ kind: 'removed', conversationId: room.id, messageId: id });
      return undelivered(id, tookMs, delivery, notSent);
    }
    const message = messages.find(room.id, id);
    return {
      delivered: true,
      activityId: id,
      tookMs,
      answer: { kind: 'accepted' },
      message: message === undefined ? null : views.message(message, persona),
    };
  };

  return {
    /** Posts a person's words. */
    say: async (request: SayRequest): Promise<Outcome> => {
      const here = place(request.as, request.conversationId);
      return post(here, { type: 'message', text: request.text }, (id) =>
        activities.message(here.persona, here.room, id, request.text),
      );
    },

    /**
     * Posts the card of a search result as the person who found it. The bot hears of it in its own chat
     * with that person only: in a channel it hears what mentions it, and this mentions nobody.
     */
    sendResult: async (request: SendResultRequest): Promise<Outcome> => {
      const here = place(request.as, request.conversationId);
      if (Buffer.byteLength(JSON.stringify(request.card)) > maxResultBytes) {
        const delivery = { status: 413, reason: `the card is larger than ${maxResultBytes} bytes` };
        return undelivered(messages.nextId(), 0, delivery, tooLarge);
      }
      const attachments = [{ contentType: cardType, content: request.card }];
      return post(here, { type: 'message', attachments }, (id) =>
        here.room.kind === 'channel'
          ? null
          : activities.cardMessage(here.persona, here.room, id, request.card),
      );
    },
  };
};

export type Posting = ReturnType<typeof createPosting>;
