import type { z } from 'zod';
import type { Line, Ward } from '../people/departments.ts';
import type { CompanionBook, recordingStateSchema, Sentence } from './book.ts';
import type { LiveScene } from './contact.ts';

export type RecordingState = z.infer<typeof recordingStateSchema>;

/** What the settings of the line and this contact together say about recording. Never more than is known. */
export function recordingState(line: Line | undefined, announced: boolean): RecordingState {
  if (line === undefined) return 'unknown';
  if (!line.records) return 'not-recording';
  return line.announces || announced ? 'known' : 'announce';
}

/** As the record names it. */
export function recordingValue(
  line: Line | undefined,
  announced: boolean,
): 'announced' | 'silent' | 'none' | 'unknown' {
  const values = {
    known: 'announced',
    announce: 'silent',
    'not-recording': 'none',
    unknown: 'unknown',
  } as const;
  return values[recordingState(line, announced)];
}

/** The one sentence about recording that is true now. Throws when the content lacks it. */
export function recordingSentence(book: CompanionBook, state: RecordingState, scene: LiveScene): Sentence {
  const found = book.sentences.find(({ recording, scenes }) => recording === state && scenes.includes(scene));
  if (found === undefined) throw new Error(`no sentence about recording: ${state}, ${scene}`);
  return found;
}

/** The sentence of a step. Throws when the content lacks it. */
export function stepSentence(
  book: CompanionBook,
  step: NonNullable<Sentence['step']>,
  scene: LiveScene,
): Sentence {
  const found = book.sentences.find((sentence) => sentence.step === step && sentence.scenes.includes(scene));
  if (found === undefined) throw new Error(`no sentence for the step ${step}, ${scene}`);
  return found;
}

const kinds = { phone: 'line', counter: 'window', visit: undefined } as const;

/** Where a department may be spoken to in this scene. A visit is at neither a line nor a window of ours. */
export const linesFor = (ward: Ward, department: string, scene: LiveScene): Line[] =>
  (ward.lines ?? []).filter((line) => line.department === department && line.kind === kinds[scene]);

/** The setting behind a contact; undefined when it is not known, or is no longer the department's. */
export const lineOf = (
  ward: Ward,
  contact: { department: string; scene: LiveScene },
  line: string,
): Line | undefined => linesFor(ward, contact.department, contact.scene).find(({ id }) => id === line);
