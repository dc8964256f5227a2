import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const pressSchema = z
  .object({
    persona_id: z.string(),
    conversation_id: z.string(),
    message_id: z.string(),
    activity: z.string(),
  })
  .transform((row) => ({
    personaId: row.persona_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    activity: z.record(z.string(), z.unknown()).parse(JSON.parse(row.activity)),
  }));

export type Press = z.infer<typeof pressSchema>;

const kept = 500;

/** The last presses as they went out, so that the very same one can be sent again. */
export const createPresses = (database: DatabaseSync) => {
  const insert = database.prepare(
    'INSERT INTO presses (activity_id, persona_id, conversation_id, message_id, activity) VALUES (?, ?, ?, ?, ?)',
  );
  const prune = database.prepare('DELETE FROM presses WHERE seq <= (SELECT max(seq) FROM presses) - ?');
  const find = database.prepare('SELECT * FROM presses WHERE activity_id = ?');
  return {
    add: (activityId: string, press: Press): void => {
      insert.run(
        activityId,
        press.personaId,
        press.conversationId,
        press.messageId,
        JSON.stringify(press.activity),
      );
      prune.run(kept);
    },
    find: (activityId: string): Press | undefined => {
      const row = find.get(activityId);
      return row === undefined ? undefined : pressSchema.parse(row);
    },
  };
};

export type Presses = ReturnType<typeof createPresses>;
