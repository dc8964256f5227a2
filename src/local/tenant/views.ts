import { type Card, firstWords } from './card.ts';
import type { Marks } from './state/marks.ts';
import type { Messages, StoredMessage } from './state/messages.ts';
import type { Directory, Persona, Room, Ward } from './ward.ts';
import type { ConversationView, MessageView } from './wire.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';

/** The adaptive cards of a kept message. */
export const cardsOf = (message: StoredMessage): Card[] =>
  (message.activity.attachments ?? [])
    .filter((attachment) => attachment.contentType === cardType)
    .map((attachment) => attachment.content)
    .filter((content): content is Card => typeof content === 'object' && content !== null);

/** Mentions arrive as `<at>name</at>`; a client shows them as @name. */
const plainMentions = (words: string): string => words.replaceAll(/<at>(.*?)<\/at>/gu, '@$1');

/** Shows conversations and messages as one person sees them. */
export const createViews = (deps: { ward: Ward; directory: Directory; messages: Messages; marks: Marks }) => {
  const { ward, directory, messages, marks } = deps;

  const message = (stored: StoredMessage, persona: Persona): MessageView => {
    const own = messages.view(stored.id, persona.id);
    const author = stored.personaId === null ? undefined : directory.persona(stored.personaId);
    return {
      id: stored.id,
      conversationId: stored.conversationId,
      seq: stored.seq,
      revision: stored.revision,
      fromBot: stored.personaId === null,
      from: author?.name ?? ward.bot.name,
      personaId: stored.personaId,
      at: stored.at,
      editedAt: stored.editedAt,
      text: stored.activity.text ? plainMentions(stored.activity.text) : null,
      // The summary was written for the card that this person no longer sees.
      summary: own === undefined ? (stored.activity.summary ?? null) : null,
      replyToId: stored.replyToId,
      cards: own === undefined ? cardsOf(stored) : [own],
      otherAttachments: (stored.activity.attachments ?? [])
        .map((attachment) => attachment.contentType)
        .filter((type) => type !== cardType),
      onlyForYou: own !== undefined,
    };
  };

  const preview = (view: MessageView): string =>
    view.summary ?? view.text ?? firstWords(view.cards[0]) ?? '添付';

  const conversation = (room: Room, persona: Persona): ConversationView => {
    const last = messages.list(room.id, 1)[0];
    const shown = last === undefined ? undefined : message(last, persona);
    return {
      id: room.id,
      kind: room.kind,
      name: room.kind === 'personal' ? ward.bot.name : room.channel.name,
      own: room.kind === 'channel' && room.channel.department === persona.department,
      unread: messages.unread(room.id, persona.id, marks.readUpTo(persona.id, room.id)),
      last:
        shown === undefined
          ? null
          : { at: shown.at, preview: preview(shown).slice(0, 120), fromBot: shown.fromBot },
    };
  };

  return {
    message,
    /** The person's own chat first, then the channels of the team. */
    conversations: (persona: Persona): ConversationView[] =>
      directory.rooms
        .filter((room) => directory.visibleTo(persona, room))
        .map((room) => conversation(room, persona)),
  };
};

export type Views = ReturnType<typeof createViews>;
