import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The command of `npm start`. */
export const startCommand = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))).scripts.start;

/** Its flags: what is started in a test or measured runs as the service does. */
export const startFlags: readonly string[] = startCommand.split(' ').filter((part) => part.startsWith('--'));
