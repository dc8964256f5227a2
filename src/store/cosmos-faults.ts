import { StoreFault } from './document-store.ts';

/**
 * What an error of @azure/cosmos 4.10 means to us. `detail` holds codes only: the SDK's errors carry
 * the request, and with it the words of the record, so neither they nor their messages leave this file.
 *
 * - `absent` 404: there is no such document
 * - `exists` 409: a document with this id is there
 * - `stale` 412: the document has another etag
 * - `too-large` 413
 * - `throttled` 429: refused before anything happened, come again after `retryAfterMs`
 * - `doubtful`: nobody knows whether it happened (timeouts, resets, 408, 410, 449, 5xx)
 * - `refused`: the account will not serve us until somebody changes its settings or ours
 * - `wrong` 400 and the like: our own mistake
 */
export type CosmosFault =
  | {
      readonly is: 'absent' | 'exists' | 'stale' | 'too-large' | 'doubtful' | 'refused' | 'wrong';
      readonly detail: string;
    }
  | { readonly is: 'throttled'; readonly retryAfterMs: number | undefined; readonly detail: string };

/** Thrown by our own clock when a call to the SDK takes too long, retries inside the SDK included. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
}

/** Sub-statuses, from learn.microsoft.com «HTTP status codes for Azure Cosmos DB» and the SDK's own list. */
const WRITE_FORBIDDEN = 3;
const READ_SESSION_NOT_AVAILABLE = 1002;
const OWNER_RESOURCE_MISSING = 1003;

const byStatus = (status: number, substatus: number, error: object): CosmosFault => {
  const activity = 'activityId' in error ? ` activity ${String(error.activityId)}` : '';
  const detail = `cosmos ${status}/${substatus}${activity}`;
  switch (status) {
    case 404:
      // A replica that has not caught up, and a container that does not exist, are no missing document.
      if (substatus === READ_SESSION_NOT_AVAILABLE) return { is: 'doubtful', detail };
      return { is: substatus === OWNER_RESOURCE_MISSING ? 'refused' : 'absent', detail };
    case 409:
      return { is: 'exists', detail };
    case 412:
      return { is: 'stale', detail };
    case 413:
      return { is: 'too-large', detail };
    case 429: {
      const wait = 'retryAfterInMs' in error ? Number(error.retryAfterInMs) : Number.NaN;
      return { is: 'throttled', retryAfterMs: Number.isFinite(wait) ? wait : undefined, detail };
    }
    case 401:
      return { is: 'refused', detail };
    case 403:
      // During a failover the region we wrote to has just become read-only.
      return { is: substatus === WRITE_FORBIDDEN ? 'doubtful' : 'refused', detail };
    case 408:
    case 410:
    case 449:
      return { is: 'doubtful', detail };
    default:
      return { is: status >= 500 ? 'doubtful' : 'wrong', detail };
  }
};

/** Errors of @azure/identity: no token, hence no request was sent. */
const CREDENTIAL = /^(Aggregate)?Authentication|^Credential/;

/** SyntaxError: the SDK parses the answer of whatever stands between us and the database. */
const TRANSPORT = new Set(['RestError', 'TimeoutError', 'AbortError', 'SyntaxError', 'CallTimeout']);

/** Reads an error of the SDK. Undefined when it is none: a defect of ours, to be thrown as it came. */
export const readFault = (error: unknown): CosmosFault | undefined => {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'number') {
    return byStatus(code, 'substatus' in error ? Number(error.substatus ?? 0) : 0, error);
  }
  if (CREDENTIAL.test(error.name)) return { is: 'refused', detail: error.name };
  // Errors of node's net and tls arrive by themselves or inside RestError; both carry a code of capitals.
  if (TRANSPORT.has(error.name) || (typeof code === 'string' && /^E[A-Z_]+$/.test(code))) {
    return { is: 'doubtful', detail: typeof code === 'string' ? `${error.name} ${code}` : error.name };
  }
  return undefined;
};

/**
 * Point reads answer a 404 with an empty response instead of an error; this is the error that the same
 * status would have been.
 */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code = 404;
  readonly substatus: number;
  constructor(substatus: number | undefined) {
    super('not found');
    this.substatus = substatus ?? 0;
  }
}

/** The error to throw for a fault that no retry will mend; `where` names the document. */
export const toError = (fault: CosmosFault, where: string): Error => {
  const text = `${where}: ${fault.detail}`;
  switch (fault.is) {
    case 'absent':
      return new StoreFault('missing', text);
    case 'exists':
      return new StoreFault('conflict', text);
    case 'stale':
      return new StoreFault('changed', text);
    case 'too-large':
      return new StoreFault('too-large', text);
    case 'throttled':
    case 'doubtful':
    case 'refused':
      return new StoreFault('unavailable', text);
    case 'wrong':
    default:
      return new Error(text);
  }
};
