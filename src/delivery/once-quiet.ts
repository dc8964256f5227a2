/**
 * A call that waits until nobody waits for an answer. Asked for again before that, it is the same call: many press at
 * once, and what they caused is looked for once.
 * @param quiet resolves soon in any case; never rejects
 */
export function onceQuiet(quiet: () => Promise<void>, run: () => void): () => void {
  let waits = false;
  async function wait(): Promise<void> {
    await quiet();
    waits = false;
    run();
  }
  return () => {
    if (waits) return;
    waits = true;
    void wait();
  };
}
