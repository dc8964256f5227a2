import { coordinatorKeys } from './officials.ts';
import type { Rooms } from './rooms.ts';

/** What the messages about the delivery itself hang on. */
const ABOUT = 'delivery';

/**
 * Tells the coordinators in one message of their chat that messages wait, and in the same message that they
 * do not any more. Nobody is told that all is well who was not told otherwise.
 */
export function createTroubleNotice(house: Rooms) {
  let told: boolean | undefined;

  return async function tell(over: boolean): Promise<void> {
    if (!over && told === false) return;
    const before = await house.owed.about(ABOUT);
    if (over || before.length > 0) {
      const keys = over ? await coordinatorKeys(house) : [];
      const persons = new Set([
        ...keys,
        ...before.flatMap(({ to }) => (to.kind === 'person' ? [to.person] : [])),
      ]);
      await house.owed.owe(
        [...persons].map((person) => ({
          id: `trouble-${person}`,
          about: ABOUT,
          to: { kind: 'person' as const, person },
          shows: { kind: 'trouble' as const },
          // Grows with time, so that the newest state is what the message shows.
          wanted: Math.floor(house.now().getTime() / 1000),
        })),
        house.now(),
      );
    }
    told = over;
  };
}
