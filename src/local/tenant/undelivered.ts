import type { Undelivered } from './wire.ts';

/** Said when the bot did not take what was sent. Nothing typed may be lost then. */
export const notSent = '送れませんでした。もう一度押してください';

/** What is told of something that did not get through: `text` to the person, the rest to whoever looks for why. */
export const undelivered = (
  activityId: string,
  tookMs: number,
  delivery: { status: number | null; reason: string },
  text: string,
): Undelivered => ({
  delivered: false,
  activityId,
  tookMs,
  status: delivery.status,
  reason: delivery.reason,
  text,
});
