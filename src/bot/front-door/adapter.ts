import { CloudAdapter, type Response } from 'botbuilder';
import {
  endedAnswer,
  failedAnswer,
  type FrontDoorAnswer,
  type FrontDoorProblem,
  type TurnOutcome,
} from './answer.ts';
import type { Guard, GuardVerdict } from './guard.ts';
import { withIdleClients } from './idle-clients.ts';
import { describeFault, type Log } from './log.ts';
import { type BotAuthentication, recordVerdicts } from './verdicts.ts';

export type FrontDoor = {
  /**
   * Looks at the token alone, so that nobody without one makes us read a body.
   * @returns the refusal, or undefined when `receive` may be called
   */
  refuseToken(authorization: string | undefined): FrontDoorProblem | undefined;
  /**
   * Takes one request of the channel. Never rejects.
   * @param request.authorization the Authorization header
   * @param request.body the parsed JSON body, of any type
   */
  receive(request: { authorization: string | undefined; body: unknown }): Promise<FrontDoorAnswer>;
};

/** Its keys come over the network, and the SDK waits for them without a bound. */
const AUTHENTICATION_TIMEOUT_MS = 8000;

/** Stands in for the HTTP response. What the SDK would send is not sent: it may quote an error. */
const deaf: Response = {
  socket: undefined,
  status: () => deaf,
  header: () => deaf,
  send: () => deaf,
  end: () => deaf,
};

/**
 * The way in: guard, then the SDK's authentication, then our own code.
 *
 * The SDK only authenticates. It gets a copy of the activity, because it changes what it gets, and it never sees
 * an error of ours: it would print it, text and all, to the console and send its message to the caller.
 * @param deps.authentication from `createBotAuthentication`
 * @param deps.guard the checks that come first
 * @param deps.answer our code; gets the activity as it was sent. What it throws becomes a visible failure.
 * @param deps.newReference a short id for one failure, for the person and for the log
 * @param deps.authenticationTimeoutMs milliseconds for the SDK's check; default 8,000; then the answer is 503
 */
export function createFrontDoor(deps: {
  authentication: BotAuthentication;
  guard: Guard;
  answer: (activity: unknown) => Promise<TurnOutcome>;
  log: Log;
  newReference: () => string;
  authenticationTimeoutMs?: number;
}): FrontDoor {
  const { authentication, guard, answer, log, newReference } = deps;
  const { authenticationTimeoutMs = AUTHENTICATION_TIMEOUT_MS } = deps;
  const verdicts = recordVerdicts(withIdleClients(authentication));
  const adapter = new CloudAdapter(verdicts.authentication);

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

  async function authenticated(
    authorization: string | undefined,
    body: Record<string, unknown>,
  ): Promise<FrontDoorAnswer> {
    const request = {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: { ...body },
    };
    let late = false;
    let turn: Promise<FrontDoorAnswer> | undefined;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, authenticationTimeoutMs);
    });
    const processed = adapter.process(request, deaf, async () => {
      clearTimeout(timer);
      // The caller has had its 503 and will send again; the same turn must not run twice.
      if (late) return;
      turn = takeTurn(body);
      await turn;
    });
    try {
      await Promise.race([processed, timeout]);
    } catch (fault) {
      log.error(describeFault(fault), 'the SDK failed');
    } finally {
      clearTimeout(timer);
    }
    if (turn !== undefined) return turn;
    late = true;
    const status = verdicts.of(request.body);
    log.warn({ status }, 'request refused by the SDK');
    return { kind: 'problem', status };
  }

  function refusal(verdict: GuardVerdict): FrontDoorProblem | undefined {
    if (verdict.pass) return undefined;
    log.warn({ reason: verdict.reason, status: verdict.status }, 'request refused by the guard');
    return { kind: 'problem', status: verdict.status };
  }

  return {
    refuseToken: (authorization) => refusal(guard.checkToken(authorization)),
    async receive({ authorization, body }) {
      const refused = refusal(guard.check(authorization, body));
      if (refused !== undefined) return refused;
      return authenticated(authorization, body as Record<string, unknown>);
    },
  };
}
