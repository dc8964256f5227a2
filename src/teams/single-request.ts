import type { ConnectorClient } from './sdk.ts';

/** What we use of `@azure/core-rest-pipeline`, which the client hides behind a private field. */
type PipelineRequest = { readonly abortSignal?: AbortSignal };
type Policy = {
  readonly name: string;
  sendRequest(
    request: PipelineRequest,
    next: (request: PipelineRequest) => Promise<unknown>,
  ): Promise<unknown>;
};
type Pipeline = {
  removePolicy(which: { name: string }): unknown;
  addPolicy(policy: Policy, options: { afterPhase: 'Sign' }): void;
  getOrderedPolicies(): readonly { readonly name: string }[];
};

/** One call: whether its time is over, by the clock and not by a timer, and whether its request has left. */
export type Call = { readonly isOver: () => boolean; hasDeparted: boolean };

export type Calls = WeakMap<AbortSignal, Call>;

/**
 * - `defaultRetryPolicy` repeats a POST up to three times after 5xx, 429 and resets: four alerts instead of one.
 * - `redirectPolicy` repeats a POST at whatever address a 307 names, past the serviceUrl rule.
 */
const REPEATING_POLICIES = ['defaultRetryPolicy', 'redirectPolicy'] as const;

/**
 * Makes a connector client send at most one HTTP request per call, and says whether it did.
 * @param client changed in place
 * @param calls each call under its signal; told at the moment when its request leaves
 * @throws Error when the SDK is built differently from 4.23.3, so that an upgrade cannot bring the repeats back
 */
export function limitToOneRequest(client: ConnectorClient, calls: Calls): void {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  const before = pipeline.getOrderedPolicies().map((policy) => policy.name);
  for (const name of REPEATING_POLICIES) {
    if (!before.includes(name)) throw new Error(`the connector pipeline has no ${name}: check the SDK`);
    pipeline.removePolicy({ name });
  }
  pipeline.addPolicy(
    {
      name: 'departure',
      sendRequest(request, next) {
        const signal = request.abortSignal;
        if (signal === undefined) throw new Error('a connector call without an abort signal');
        // A token that arrives after the timeout must not send a message that is already counted as unsent.
        signal.throwIfAborted();
        const call = calls.get(signal);
        if (call === undefined) throw new Error('a connector call that nobody announced');
        // A process that was held up wakes with the answer in hand before its timers run: the signal says nothing yet.
        if (call.isOver()) throw new Error('a connector call whose time is over');
        if (call.hasDeparted) throw new Error('a second request for one connector call');
        call.hasDeparted = true;
        return next(request);
      },
    },
    { afterPhase: 'Sign' },
  );
}
