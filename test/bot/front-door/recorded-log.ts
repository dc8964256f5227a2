import type { Log } from '../../../src/bot/front-door/log.ts';

export type LogLine = { level: 'info' | 'warn' | 'error'; fields: Record<string, unknown>; message: string };

/** A log that keeps its lines. */
export function createRecordedLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message });
  };
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
