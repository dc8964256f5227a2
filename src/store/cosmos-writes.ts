import type { Budget } from './cosmos-budget.ts';
import { readFault, toError } from './cosmos-faults.ts';
import { StoreFault, type StoreFaultCode } from './document-store.ts';

/** What a look at the document tells about a write of ours. */
export type Look<T> =
  | { readonly is: 'done'; readonly result: T }
  | { readonly is: 'not-done' }
  | { readonly is: 'refused'; readonly code: StoreFaultCode };

/**
 * Carries one write to a certain end. The SDK does not repeat a write after 408, 449, 503, a reset or
 * a timeout, rightly, because it may have been committed; so after any answer but success we look at
 * the document and only then decide: done, refused, or send the same write again. The repeat is
 * harmless, since create and If-Match let at most one of the copies through.
 *
 * A 409 or 412 is looked at too, although nothing was lost in our sight: inside the SDK or a gateway
 * the first copy may have gone through and the second been refused.
 *
 * @param write.send the write; sends the same body each time
 * @param write.look reads the document; `doubtful` says whether an earlier copy may have been committed
 * @param write.where the document, for messages
 * Throws StoreFault: what the look says, or `unavailable` when the budget is used up.
 */
export const settleWrite = async <T>(
  budget: Budget,
  write: {
    readonly send: (signal: AbortSignal) => Promise<T>;
    readonly look: (signal: AbortSignal, doubtful: boolean) => Promise<Look<T>>;
    readonly where: string;
  },
): Promise<T> => {
  let doubtful = false;
  for (;;) {
    let fault: ReturnType<typeof readFault>;
    try {
      return await budget.run(write.send);
    } catch (error) {
      fault = readFault(error);
      if (!fault) throw error;
    }
    if (fault.is === 'refused' || fault.is === 'wrong' || fault.is === 'too-large') {
      throw toError(fault, write.where);
    }
    if (fault.is !== 'throttled') {
      doubtful ||= fault.is === 'doubtful';
      const past = doubtful;
      try {
        const seen = await budget.run((signal) => write.look(signal, past));
        if (seen.is === 'done') return seen.result;
        if (seen.is === 'refused') throw new StoreFault(seen.code, `${write.where}: ${fault.detail}`);
      } catch (error) {
        // Could not look either: the repeat will show, so the error itself says nothing new.
        if (!readFault(error)) throw error;
      }
    }
    await budget.pause(fault);
  }
};

/** Repeats a call that changes nothing until it succeeds, is refused for good, or time is up. */
export const settleRead = async <T>(
  budget: Budget,
  call: (signal: AbortSignal) => Promise<T>,
  where: string,
): Promise<T> => {
  for (;;) {
    try {
      return await budget.run(call);
    } catch (error) {
      const fault = readFault(error);
      if (!fault) throw error;
      if (fault.is !== 'throttled' && fault.is !== 'doubtful') throw toError(fault, where);
      await budget.pause(fault);
    }
  }
};
