import type { Health } from './health-routes.ts';

/**
 * Ready is what reaches its store and knows what the ward has saved: without that, departments are missing from the
 * forms, and nothing is sent. Messages that wait do not make an instance unready: it stores reports all the same.
 * @param deps.ping throws while the store does not answer
 * @param deps.settingsRead whether the settings were read from the store once
 * @param deps.delivery figures of what is owed, counts only
 */
export function createReadiness(deps: {
  ping: () => Promise<void>;
  settingsRead: () => boolean;
  delivery: () => Promise<unknown>;
}): Health {
  return {
    async ready() {
      try {
        await deps.ping();
        const checks = { store: 'ok', delivery: await deps.delivery() };
        return deps.settingsRead()
          ? { ok: true, checks }
          : { ok: false, checks: { ...checks, settings: 'not read' } };
      } catch {
        return { ok: false, checks: { store: 'unavailable' } };
      }
    },
  };
}
