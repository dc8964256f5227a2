import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The file beside the bot's own store; the bot never opens it. */
export const databaseFile = 'local-tenant.sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    persona_id TEXT,
    sent_at TEXT NOT NULL,
    edited_at TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL,
    reply_to TEXT,
    activity TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS messages_by_conversation ON messages (conversation_id, seq);
  CREATE TABLE IF NOT EXISTS views (
    message_id TEXT NOT NULL,
    persona_id TEXT NOT NULL,
    card TEXT NOT NULL,
    PRIMARY KEY (message_id, persona_id)
  );
  CREATE TABLE IF NOT EXISTS reads (
    persona_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (persona_id, conversation_id)
  );
  CREATE TABLE IF NOT EXISTS presses (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id TEXT NOT NULL UNIQUE,
    persona_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    activity TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS seeds (
    conversation_id TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (conversation_id, step)
  );
`;

/** Opens (or makes) the tenant's file in a folder. Chats and ids survive a restart, as they do in Teams. */
export const openDatabase = (folder: string): DatabaseSync => {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, databaseFile));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000;');
  database.exec(schema);
  return database;
};
