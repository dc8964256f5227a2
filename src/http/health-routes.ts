import type { Route } from './route.ts';

/** Whether the parts that a request needs answer. `checks` holds states and counts, never content. */
export type Health = { ready(): Promise<{ ok: boolean; checks: Record<string, unknown> }> };

/**
 * GET /health/live says that the process runs; GET /health/ready that it can serve (200) or not (503).
 * `isStopping` turns readiness off first, so that the load balancer looks elsewhere.
 */
export function createHealthRoutes(health: Health, isStopping: () => boolean): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/health/live',
      handle: async () => ({ kind: 'json', status: 200, body: { ok: true } }),
    },
    {
      method: 'GET',
      path: '/health/ready',
      async handle() {
        if (isStopping())
          return { kind: 'json', status: 503, body: { ok: false, checks: { stopping: true } } };
        const { ok, checks } = await health.ready();
        return { kind: 'json', status: ok ? 200 : 503, body: { ok, checks } };
      },
    },
  ];
}
