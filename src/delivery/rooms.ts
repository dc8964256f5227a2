import type { House } from '../workflow/ports.ts';

/** The house without the bell that the delivery itself answers. */
export type Rooms = Omit<House, 'outbox'>;
