import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** How far each person has read, and which first steps each conversation has behind it. */
export const createMarks = (database: DatabaseSync) => {
  const readUpTo = database.prepare('SELECT seq FROM reads WHERE persona_id = ? AND conversation_id = ?');
  const setRead = database.prepare(
    `INSERT INTO reads (persona_id, conversation_id, seq) VALUES (?, ?, ?)
     ON CONFLICT (persona_id, conversation_id) DO UPDATE SET seq = max(seq, excluded.seq)`,
  );
  const hasStep = database.prepare('SELECT 1 AS yes FROM seeds WHERE conversation_id = ? AND step = ?');
  const addStep = database.prepare('INSERT OR IGNORE INTO seeds (conversation_id, step) VALUES (?, ?)');
  return {
    readUpTo: (personaId: string, conversationId: string): number => {
      const row = readUpTo.get(personaId, conversationId);
      return row === undefined ? 0 : z.object({ seq: z.number() }).parse(row).seq;
    },
    setRead: (personaId: string, conversationId: string, seq: number): void => {
      setRead.run(personaId, conversationId, seq);
    },
    hasSeed: (conversationId: string, step: string): boolean =>
      hasStep.get(conversationId, step) !== undefined,
    addSeed: (conversationId: string, step: string): void => {
      addStep.run(conversationId, step);
    },
  };
};

export type Marks = ReturnType<typeof createMarks>;
