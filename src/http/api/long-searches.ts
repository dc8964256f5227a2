import type { Handlers } from './operation.ts';
import { busySearching } from './refusals.ts';
import { createTurns } from './turns.ts';

/**
 * A search looks at 400 records, which takes some 30 ms of computing in the process in which the bot answers presses,
 * and eight questions to the store. Of a person who types on, a few questions wait. What waits is over within seconds,
 * or it is not worth waiting for.
 */
const MOST = { atOnce: 2, waitingEach: 3, waiting: 20 };

type Search = Handlers<'searchRecords'>['searchRecords'];

/** Searches that may have to look at many records, one by one, take turns. A listing reads what it shows. */
export function inTurns(search: Search): Search {
  const turns = createTurns(MOST);
  return async (call) => {
    const { words = '', conduct } = call.body;
    if (words === '' && conduct === undefined) return search(call);
    return (await turns.take(call.person.key, () => search(call))) ?? busySearching;
  };
}
