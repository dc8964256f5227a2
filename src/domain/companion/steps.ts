import type { z } from 'zod';
import type { stepSchema } from '../incident/choices.ts';

/** What is asked of the person, as the record's own rows name it. */
export type Step = z.infer<typeof stepSchema>;
