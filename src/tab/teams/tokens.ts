/** A token is not used in its last minute: it must still hold when the service reads it. */
const SPARE_MS = 60_000;

/** When a token ends, in milliseconds; 0 when it does not say, so that it is used once and not kept. */
export function endOf(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : 0;
  } catch {
    // Not ours to judge: the service refuses what is no token.
    return 0;
  }
}

/** Keeps the token that Teams gives until shortly before its end, and asks for it once however many wait. */
export const createTokens = (deps: { readonly ask: () => Promise<string>; readonly now: () => number }) => {
  let kept: { readonly token: string; readonly end: number } | undefined;
  let asked: Promise<string> | undefined;

  const askAnew = (): Promise<string> => {
    asked ??= deps
      .ask()
      .then((token) => {
        kept = { token, end: endOf(token) };
        return token;
      })
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };

  return {
    token: (): Promise<string> =>
      kept !== undefined && kept.end - SPARE_MS > deps.now() ? Promise.resolve(kept.token) : askAnew(),
    /** After a refusal: this token is not handed out again. */
    drop: (refused: string): void => {
      if (kept?.token === refused) kept = undefined;
    },
  };
};

export type Tokens = ReturnType<typeof createTokens>;
