import { type CompanionBook, RECORDING, type Sentence, sentenceOf, situationOf } from './book.ts';
import type { Contact } from './contact.ts';
import type { ContactState } from './fold.ts';
import { type Ladder, ladderOf, type LadderStep } from './ladder.ts';
import { type RecordingState, recordingSentence, stepSentence } from './sentences.ts';

/** What stands at the top of the card. */
export type Cue =
  /** Nothing is chosen yet. */
  | { readonly kind: 'choose' }
  | { readonly kind: 'emergency' }
  | { readonly kind: 'say'; readonly sentence: Sentence; readonly recording: RecordingState | undefined }
  | { readonly kind: 'step'; readonly step: LadderStep; readonly time: number; readonly sentence: Sentence }
  /** Everything that the manual asks for was said; a supervisor has not agreed yet. */
  | { readonly kind: 'await'; readonly asked: boolean }
  | { readonly kind: 'stop'; readonly sentence: Sentence }
  /** Nothing more to say: what to do next. */
  | { readonly kind: 'guide'; readonly text: string };

/** The sentences of the chosen situation, the true one in the place of the recording sentence. */
export function sentencesNow(
  book: CompanionBook,
  contact: Pick<Contact, 'scene'>,
  state: Pick<ContactState, 'situation'>,
  recording: RecordingState,
): Sentence[] {
  return (situationOf(book, state.situation)?.say ?? []).flatMap((id) => {
    if (id === RECORDING) return [recordingSentence(book, recording, contact.scene)];
    const found = sentenceOf(book, id);
    return found === undefined ? [] : [found];
  });
}

/**
 * The next thing to say. First the sentences of the situation; then, where the conduct asks for it, the steps
 * of the manual in their order. An ordinary complaint never reaches a step.
 */
export function cueOf(
  book: CompanionBook,
  contact: Pick<Contact, 'scene'>,
  state: ContactState,
  recording: RecordingState,
): Cue {
  if (state.emergency !== undefined) return { kind: 'emergency' };
  const situation = situationOf(book, state.situation);
  if (situation === undefined) return { kind: 'choose' };
  const next = sentencesNow(book, contact, state, recording).find(
    ({ id, recording: about }) =>
      // Once one sentence about recording was said, the person knows what another would say.
      !state.spoken.has(id) && (about === undefined || !recordingSpoken(book, state)),
  );
  if (next !== undefined) return { kind: 'say', sentence: next, recording: next.recording };
  if (!situation.ladder) return { kind: 'guide', text: situation.next };
  return ladderCue(book, contact, state, ladderOf(state, contact.scene));
}

const recordingSpoken = (book: CompanionBook, state: ContactState): boolean =>
  [...state.spoken].some((id) => sentenceOf(book, id)?.recording !== undefined);

/** The last step of the manual is the police, where somebody stays after the contact was stopped. */
const AFTER_THE_STOP: Readonly<Record<Contact['scene'], string>> = {
  phone: '電話を切って、「終わりました」を押してください。経過が用紙になります。',
  counter:
    '退去しないときは、110番か所轄の警察署へ(相談は#9110)。終わったら「終わりました」を押してください。経過が用紙になります。',
  visit: 'その場を離れてから、「終わりました」を押してください。経過が用紙になります。',
};

function ladderCue(
  book: CompanionBook,
  contact: Pick<Contact, 'scene'>,
  state: ContactState,
  { next, rungs, mayStop }: Ladder,
): Cue {
  if (mayStop) {
    const sentence = stepSentence(book, 'end', contact.scene);
    return state.spoken.has(sentence.id)
      ? { kind: 'guide', text: AFTER_THE_STOP[contact.scene] }
      : { kind: 'stop', sentence };
  }
  const rung = rungs.find(({ step }) => step === next);
  if (rung === undefined) {
    const asked = state.asked.some(({ ask, decision }) => ask === 'stop' && decision === undefined);
    return { kind: 'await', asked };
  }
  const { step, nextTime: time } = rung;
  return { kind: 'step', step, time, sentence: stepSentence(book, step, contact.scene) };
}
