import type { Random } from './random.ts';

/** Everything that can go wrong in the simulator. */
export const faultKinds = [
  'kill',
  'pause',
  'clock-jump',
  'store-unavailable',
  'store-committed-unanswered',
  'store-changed',
  'store-slow',
  'store-outage',
  'teams-429',
  'teams-429-retry-after',
  'teams-429-absurd',
  'teams-412',
  'teams-404-spurious',
  'teams-5xx-refused',
  'teams-5xx-accepted',
  'teams-reset-accepted',
  'teams-unreachable',
  'teams-hang-lost',
  'teams-hang-accepted',
  'teams-hang-accepted-late',
  'teams-413',
  'message-deleted',
  'channel-removed',
  'service-url-changed',
  'invoke-repeated',
  'invoke-renumbered',
  'double-press',
  'poison-row',
  'old-code',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/**
 * Says where something goes wrong, and counts it. `intensity` multiplies every share; 0 = a quiet day.
 * @param fatal the moment (counted over all processes) at which the process that comes to it dies
 */
export function createFaults(random: Random, intensity: number, fatal?: number) {
  const counts = new Map<FaultKind, number>();
  let moments = 0;
  let storm = intensity > 0;
  const note = (kind: FaultKind): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    note,
    hits(kind: FaultKind, share: number): boolean {
      if (!storm || !random.chance(share * intensity)) return false;
      note(kind);
      return true;
    },
    /** A process comes to a moment at which it may die; true when it is the fatal one. */
    isFatal(): boolean {
      moments += 1;
      return moments === fatal;
    },
    moments: (): number => moments,
    /** Nothing goes wrong any more. */
    calm(): void {
      storm = false;
    },
    raging: (): boolean => storm,
    counts,
  };
}

export type Faults = ReturnType<typeof createFaults>;
