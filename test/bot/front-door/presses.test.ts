import assert from 'node:assert/strict';
import type { FrontDoor } from '../../../src/bot/front-door/adapter.ts';
import type { FrontDoorAnswer } from '../../../src/bot/front-door/answer.ts';
import { createPresses } from '../../../src/bot/front-door/presses.ts';
import { createClock } from '../../builders/clock.ts';
import { NOW } from '../../builders/records.ts';

const done: FrontDoorAnswer = { kind: 'answer', status: 200, body: {} };

/** A door whose answers come when the test says so. */
function open() {
  const clock = createClock(NOW);
  const presses = createPresses({ now: () => clock.now().getTime(), after: clock.after });
  const answers: ((answer: FrontDoorAnswer | Error) => void)[] = [];
  const door: FrontDoor = presses.through({
    refuseToken: () => undefined,
    receive: () =>
      new Promise((resolve, reject) => {
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
      }),
  });
  let quietAfter: number | undefined;
  return {
    press: () => door.receive({ authorization: undefined, body: {} }),
    answer: (answer: FrontDoorAnswer | Error = done) => answers.shift()?.(answer),
    async waitForQuiet(): Promise<void> {
      const from = clock.now().getTime();
      quietAfter = undefined;
      await presses.quiet();
      quietAfter = clock.now().getTime() - from;
    },
    quietAfter: () => quietAfter,
    pass: (ms: number) => clock.pass(ms),
  };
}

describe('what comes after an answer', () => {
  it('begins at once when nobody presses', async () => {
    const house = open();
    void house.waitForQuiet();
    await house.pass(0);
    assert.equal(house.quietAfter(), 0);
  });

  it('waits for the answer, and a moment longer', async () => {
    const house = open();
    const pressed = house.press();
    void house.waitForQuiet();
    await house.pass(40);
    assert.equal(house.quietAfter(), undefined);
    house.answer();
    assert.equal(await pressed, done);
    await house.pass(10);
    assert.equal(house.quietAfter(), undefined);
    await house.pass(30);
    assert.equal(house.quietAfter(), 60);
  });

  it('waits no longer than a quarter of a second, however many press', async () => {
    const house = open();
    void house.press();
    void house.waitForQuiet();
    await house.pass(1000);
    assert.equal(house.quietAfter(), 260);
  });

  it('is not held up by a press that failed', async () => {
    const house = open();
    const pressed = house.press();
    house.answer(new Error('broken'));
    await assert.rejects(pressed, /broken/u);
    await house.pass(20);
    void house.waitForQuiet();
    await house.pass(0);
    assert.equal(house.quietAfter(), 0);
  });
});
