import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** What is kept of an activity that somebody posted: the parts Teams would show again. */
export const postedActivitySchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  summary: z.string().nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown().optional() })).nullish(),
});
export type PostedActivity = z.infer<typeof postedActivitySchema>;

/** A kept message. `personaId` null means that the bot wrote it. */
export type StoredMessage = {
  readonly seq: number;
  readonly id: string;
  readonly conversationId: string;
  readonly personaId: string | null;
  readonly at: string;
  readonly editedAt: string | null;
  readonly removed: boolean;
  readonly revision: number;
  readonly replyToId: string | null;
  readonly activity: PostedActivity;
};

const rowSchema = z
  .object({
    seq: z.number(),
    id: z.string(),
    conversation_id: z.string(),
    persona_id: z.string().nullable(),
    sent_at: z.string(),
    edited_at: z.string().nullable(),
    removed: z.number(),
    revision: z.number(),
    reply_to: z.string().nullable(),
    activity: z.string(),
  })
  .transform(
    (row): StoredMessage => ({
      seq: row.seq,
      id: row.id,
      conversationId: row.conversation_id,
      personaId: row.persona_id,
      at: row.sent_at,
      editedAt: row.edited_at,
      removed: row.removed === 1,
      revision: row.revision,
      replyToId: row.reply_to,
      activity: postedActivitySchema.parse(JSON.parse(row.activity)),
    }),
  );

const cardSchema = z.record(z.string(), z.unknown());

/**
 * Messages of every conversation, and the cards that were replaced for one person only.
 * `now` is milliseconds since 1970.
 */
export const createMessages = (database: DatabaseSync, now: () => number) => {
  const insert = database.prepare(
    `INSERT INTO messages (id, conversation_id, persona_id, sent_at, revision, reply_to, activity)
     VALUES (?, ?, ?, ?, 1, ?, ?)`,
  );
  const byId = database.prepare('SELECT * FROM messages WHERE conversation_id = ? AND id = ?');
  const latest = database.prepare(
    `SELECT * FROM (
       SELECT * FROM messages WHERE conversation_id = ? AND removed = 0 ORDER BY seq DESC LIMIT ?
     ) ORDER BY seq`,
  );
  const replace = database.prepare(
    'UPDATE messages SET activity = ?, edited_at = ?, revision = revision + 1 WHERE id = ?',
  );
  const remove = database.prepare('UPDATE messages SET removed = 1, revision = revision + 1 WHERE id = ?');
  const touch = database.prepare('UPDATE messages SET revision = revision + 1 WHERE id = ?');
  const newest = database.prepare('SELECT max(CAST(id AS INTEGER)) AS id FROM messages');
  const setView = database.prepare(
    `INSERT INTO views (message_id, persona_id, card) VALUES (?, ?, ?)
     ON CONFLICT (message_id, persona_id) DO UPDATE SET card = excluded.card`,
  );
  const view = database.prepare('SELECT card FROM views WHERE message_id = ? AND persona_id = ?');
  const dropViews = database.prepare('DELETE FROM views WHERE message_id = ?');
  const countUnread = database.prepare(
    `SELECT count(*) AS n FROM messages
     WHERE conversation_id = ? AND removed = 0 AND seq > ? AND (persona_id IS NULL OR persona_id <> ?)`,
  );

  let lastId = z.object({ id: z.number().nullable() }).parse(newest.get()).id ?? 0;

  return {
    /** Teams names messages by the millisecond they arrived; two in the same one must still differ. */
    nextId: (): string => {
      lastId = Math.max(now(), lastId + 1);
      return String(lastId);
    },
    add: (message: {
      id: string;
      conversationId: string;
      personaId: string | null;
      replyToId: string | null;
      activity: PostedActivity;
    }): void => {
      insert.run(
        message.id,
        message.conversationId,
        message.personaId,
        new Date(now()).toISOString(),
        message.replyToId,
        JSON.stringify(message.activity),
      );
    },
    find: (conversationId: string, id: string): StoredMessage | undefined => {
      const row = byId.get(conversationId, id);
      if (row === undefined) return undefined;
      const message = rowSchema.parse(row);
      return message.removed ? undefined : message;
    },
    /** The newest `limit` messages, oldest first. */
    list: (conversationId: string, limit: number): StoredMessage[] =>
      latest.all(conversationId, limit).map((row) => rowSchema.parse(row)),
    /** An edit by the bot is what everybody sees from now on, so it ends the views made for one person. */
    replace: (id: string, activity: PostedActivity): void => {
      replace.run(JSON.stringify(activity), new Date(now()).toISOString(), id);
      dropViews.run(id);
    },
    remove: (id: string): void => {
      remove.run(id);
      dropViews.run(id);
    },
    /** Replaces the card of a message for one person. */
    setView: (id: string, personaId: string, card: Record<string, unknown>): void => {
      setView.run(id, personaId, JSON.stringify(card));
      touch.run(id);
    },
    view: (id: string, personaId: string): Record<string, unknown> | undefined => {
      const row = view.get(id, personaId);
      if (row === undefined) return undefined;
      return cardSchema.parse(JSON.parse(z.object({ card: z.string() }).parse(row).card));
    },
    /** How many messages of others are newer than `seq`. */
    unread: (conversationId: string, personaId: string, seq: number): number =>
      z.object({ n: z.number() }).parse(countUnread.get(conversationId, seq, personaId)).n,
  };
};

export type Messages = ReturnType<typeof createMessages>;
