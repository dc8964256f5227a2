import type { Handlers } from './operation.ts';
import { busySearching } from './refusals.ts';
import { createTurns } from './turns.ts';

/**
 * A search looks at 400 records, which takes this process some 30 ms of computing; the bot answers presses in the same
 * process. Of a person who types on, the last few questions wait; of all persons at most three seconds of work.
 */
const MOST = { atOnce: 2, waitingEach: 3, waiting: 60 };

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
