import { CloudAdapter, type Response } from 'botbuilder';
import { endedAnswer, failedAnswer, type FrontDoorAnswer, type TurnOutcome } from './answer.ts';
import type { Guard } from './guard.ts';
import { describeFault, type Log } from './log.ts';

type BotAuthentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;

export type FrontDoor = {
  /**
   * Takes one request of the channel. Never rejects.
   * @param request.authorization the Authorization header
   * @param request.body the parsed JSON body, of any type
   */
  receive(request: { authorization: string | undefined; body: unknown }): Promise<FrontDoorAnswer>;
};

/** Stands in for the HTTP response: the SDK's word on authentication is read here, its text is never sent. */
function createCapture(): { response: Response; status(): number | undefined } {
  let captured: number | undefined;
  const response: Response = {
    socket: undefined,
    status: (code) => {
      captured = code;
      return response;
    },
    header: () => response,
    send: () => response,
    end: () => response,
  };
  return { response, status: () => captured };
}

/**
 * The way in: guard, then the SDK's authentication, then our own code.
 *
 * The SDK only authenticates. It gets a copy of the activity, because it changes what it gets, and it never sees
 * an error of ours: it would print it, text and all, to the console and send its message to the caller.
 * @param deps.authentication from `createBotAuthentication`
 * @param deps.guard the checks that come first
 * @param deps.answer our code; gets the activity as it was sent. What it throws becomes a visible failure.
 * @param deps.newReference a short id for one failure, for the person and for the log
 */
export function createFrontDoor(deps: {
  authentication: BotAuthentication;
  guard: Guard;
  answer: (activity: unknown) => Promise<TurnOutcome>;
  log: Log;
  newReference: () => string;
}): FrontDoor {
  const { authentication, guard, answer, log, newReference } = deps;
  const adapter = new CloudAdapter(authentication);

  function fail(activity: unknown, why: object): FrontDoorAnswer {
    const reference = newReference();
    log.error({ reference, ...why }, 'turn failed');
    return failedAnswer(activity, reference);
  }

  async function takeTurn(activity: unknown): Promise<FrontDoorAnswer> {
    try {
      const ended = endedAnswer(activity, await answer(activity));
      return ended ?? fail(activity, { fault: 'invoke-without-answer' });
    } catch (fault) {
      return fail(activity, describeFault(fault));
    }
  }

  return {
    async receive({ authorization, body }) {
      const verdict = guard.check(authorization, body);
      if (!verdict.pass) {
        log.warn({ reason: verdict.reason, status: verdict.status }, 'request refused by the guard');
        return { kind: 'problem', status: verdict.status };
      }
      const capture = createCapture();
      let turn: FrontDoorAnswer | undefined;
      const request = {
        method: 'POST',
        headers: authorization === undefined ? {} : { authorization },
        body: { ...(body as Record<string, unknown>) },
      };
      try {
        await adapter.process(request, capture.response, async () => {
          turn = await takeTurn(body);
        });
      } catch (fault) {
        turn ??= fail(body, describeFault(fault));
      }
      if (turn !== undefined) return turn;
      // Our code was not reached: the SDK refused, or it could not load the keys to check against.
      const status = capture.status() === 401 ? 401 : 503;
      log.warn({ status }, 'request refused by the SDK');
      return { kind: 'problem', status };
    },
  };
}
