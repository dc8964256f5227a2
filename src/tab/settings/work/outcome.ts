import type { SettingsSection } from '../../../api/settings.ts';
import type { OperationName } from '../../../api/operations.ts';
import type { Answer, AnswerOf } from '../../api/client.ts';
import type { Held, Outcome } from '../editing/editor.ts';

/** What became of a save, from what the service answered; `held` reads a content out of an answer. */
export function outcomeOf<N extends OperationName>(
  answer: Answer<N>,
  held: (value: AnswerOf<N>, etag: string) => Held,
): Outcome {
  if (answer.ok) return { kind: 'saved', held: held(answer.value, answer.etag ?? '') };
  const { failure } = answer;
  if (failure.kind === 'conflict' && failure.current !== undefined && failure.etag !== undefined) {
    // Of the very schema that the operation answers, by the contract.
    return { kind: 'overtaken', held: held(failure.current as AnswerOf<N>, failure.etag) };
  }
  if (failure.kind === 'refused') {
    const { errors, detail } = failure;
    return { kind: 'refused', errors, ...(detail === undefined ? {} : { detail }) };
  }
  return { kind: 'failed', failure };
}

export const sectionHeld = ({ content, version, at, by }: SettingsSection, etag: string): Held => ({
  content,
  etag,
  version,
  ...(at === undefined ? {} : { at }),
  ...(by === undefined ? {} : { by }),
});
