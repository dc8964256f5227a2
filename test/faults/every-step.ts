import { openHouse } from '../builders/house.ts';
import { createSum } from './sum.ts';
import { play, type Scenario } from './world.ts';

/**
 * The same quiet day again and again, and each time a process dies one await later: at every call to the store and to
 * Teams, before it and after it, from the first form to the last card.
 * @param upTo no further than this moment; all of them when absent
 */
export async function killAtEveryStep(seed: number, upTo = Number.POSITIVE_INFINITY, stride = 1) {
  const open = openHouse();
  const sum = createSum();
  for (const instances of [1, 2]) {
    const day: Scenario = {
      seed,
      reports: 1,
      channels: 3,
      withinMs: 5_000,
      intensity: 0,
      life: true,
      instances,
    };
    const { moments } = await play(day, open.house);
    for (let killAt = 1; killAt <= Math.min(moments, upTo); killAt += stride) {
      sum.add(killAt, await play({ ...day, killAt }, open.house));
    }
  }
  await open.close();
  return sum.result();
}
