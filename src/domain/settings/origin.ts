import { z } from 'zod';

/** Where a text or a figure comes from, when it was last looked at, and who of the ward has checked it. */
export const originShape = {
  source: z.string().min(1).max(200),
  date: z.iso.date(),
  checkedBy: z.string().min(1).max(80),
};
