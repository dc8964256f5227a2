/** What a turn comes to. */
export type TurnOutcome =
  /** A message or event is dealt with; HTTP 200 without a body. */
  | { readonly kind: 'done' }
  /** The answer to an invoke: HTTP status and JSON body. The body must not be empty, or Teams asks again. */
  | { readonly kind: 'invoke'; readonly status: number; readonly body: unknown }
  /** Nothing was done, because this person sends too much at once; a message or event may come again. HTTP 429. */
  | { readonly kind: 'later'; readonly waitSeconds: number };

/** What the front door wants sent back. `problem` becomes RFC 9457 problem details. */
export type FrontDoorAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | FrontDoorProblem;

export type FrontDoorProblem = {
  readonly kind: 'problem';
  readonly status: number;
  readonly reference?: string;
  /** For 429: whole seconds. */
  readonly retryAfterSeconds?: number;
};

function isCardAction(activity: unknown): boolean {
  return (
    typeof activity === 'object' &&
    activity !== null &&
    Reflect.get(activity, 'name') === 'adaptiveCard/action'
  );
}

function isInvoke(activity: unknown): boolean {
  return typeof activity === 'object' && activity !== null && Reflect.get(activity, 'type') === 'invoke';
}

/** Whether a body would go out as nothing; the SDK and Teams treat it as no answer. */
function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || body === '';
}

/**
 * The answer to a turn that failed, so that the person sees it.
 *
 * A button press on a card gets HTTP 200 with an error inside, which Teams shows on the card; for everything
 * else HTTP 500 makes Teams show a failure or send again.
 * @param reference what the person can tell support; the log has it too
 */
export function failedAnswer(activity: unknown, reference: string): FrontDoorAnswer {
  if (!isInvoke(activity) || !isCardAction(activity)) return { kind: 'problem', status: 500, reference };
  const message = `処理できませんでした。少し待ってから、もう一度押してください。続くときは、システム担当に問い合わせ番号 ${reference} を伝えてください。`;
  return {
    kind: 'answer',
    status: 200,
    body: {
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
      value: { code: 'InternalServerError', message },
    },
  };
}

/**
 * The answer to a turn that ended well.
 * @returns undefined when an invoke got no proper answer: a fault of the handler, never to be sent as success
 */
export function endedAnswer(activity: unknown, outcome: TurnOutcome): FrontDoorAnswer | undefined {
  if (outcome.kind === 'later') {
    return { kind: 'problem', status: 429, retryAfterSeconds: outcome.waitSeconds };
  }
  if (!isInvoke(activity)) return { kind: 'answer', status: 200, body: undefined };
  if (outcome.kind !== 'invoke' || isEmpty(outcome.body)) return undefined;
  return { kind: 'answer', status: outcome.status, body: outcome.body };
}
