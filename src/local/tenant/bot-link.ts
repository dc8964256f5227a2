import type { Activity } from './activities.ts';

/** What became of an activity that was posted to the bot. `status` null: no answer came. */
export type Delivery =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  | { readonly ok: false; readonly status: number | null; readonly reason: string };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/**
 * The one way to the bot: POST /api/messages. Never repeats by itself.
 * `timeoutMs` bounds the wait for the whole answer (Teams gives a bot about 15 seconds); `withinMs` bounds
 * it further for one activity.
 */
export const createBotLink = (deps: { botUrl: string; timeoutMs: number }) => ({
  deliver: async (activity: Activity, withinMs = Number.POSITIVE_INFINITY): Promise<Delivery> => {
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL('/api/messages', deps.botUrl), {
        method: 'POST',
        // A kept-alive connection would make the first post after a restart of the bot fail.
        headers: { 'content-type': 'application/json; charset=utf-8', connection: 'close' },
        body: JSON.stringify(activity),
        redirect: 'error',
        signal: AbortSignal.timeout(Math.min(deps.timeoutMs, withinMs)),
      });
      text = await response.text();
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
      return { ok: false, status: null, reason: timedOut ? 'timeout' : 'unreachable' };
    }
    if (!response.ok) return { ok: false, status: response.status, reason: `status ${response.status}` };
    return { ok: true, status: response.status, body: parse(text) };
  },
});

export type BotLink = ReturnType<typeof createBotLink>;
