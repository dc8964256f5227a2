import { type Outcome, TenantProblem } from './api.ts';
import type { PressResult } from './card-view.ts';
import { clearToasts, toast } from './toasts.ts';

const notSent = '送れませんでした。もう一度押してください';

const failed = (problem: string): PressResult => {
  toast('problem', problem);
  return { taken: false, problem };
};

/** Sends, and says what came of it. `onTaken` gets what the bot took. */
export const attempt = async (
  act: () => Promise<Outcome>,
  onTaken: (outcome: Extract<Outcome, { delivered: true }>) => void = () => undefined,
): Promise<PressResult> => {
  clearToasts();
  let outcome: Outcome;
  try {
    outcome = await act();
  } catch (error) {
    if (!(error instanceof TenantProblem)) throw error;
    return failed(notSent);
  }
  if (!outcome.delivered) return failed(outcome.text);
  if (outcome.answer.kind === 'error') return failed(outcome.answer.text);
  if (outcome.answer.kind === 'toast') toast('info', outcome.answer.text);
  onTaken(outcome);
  return { taken: true };
};
