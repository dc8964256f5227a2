import type { LawBook } from '../law/law.ts';
import { textOn } from '../law/law.ts';
import type { Line, Ward } from '../people/departments.ts';
import { wallClock } from '../time.ts';
import { type CompanionBook, type Sentence, type Situation, situationOf } from './book.ts';
import type { Contact } from './contact.ts';
import { type ContactState, foldContact } from './fold.ts';
import { type Ladder, ladderOf } from './ladder.ts';
import { type Cue, cueOf, sentencesNow } from './script.ts';
import { lineOf, linesFor, recordingState, type RecordingState } from './sentences.ts';
import { type TimelineRow, timelineOf } from './timeline.ts';

/** Everything that a card about a contact shows, worked out from its taps, the content and the settings. */
export type Screen = {
  readonly contact: Contact;
  readonly state: ContactState;
  readonly situation: Situation | undefined;
  /** Situations that can occur in this scene. */
  readonly situations: readonly Situation[];
  readonly cue: Cue;
  /** Sentences of the situation that are still to come after the one at the top. */
  readonly later: readonly Sentence[];
  readonly ladder: Ladder;
  readonly line: Line | undefined;
  readonly lines: readonly Line[];
  readonly recording: RecordingState;
  /** Whole minutes since the start, until the end or until now. */
  readonly minutes: number;
  readonly timeline: readonly TimelineRow[];
};

export function screenOf(book: CompanionBook, ward: Ward, contact: Contact, now: Date): Screen {
  const state = foldContact(contact);
  const line = lineOf(ward, contact, state.line);
  const recording = recordingState(line, state.announced);
  const cue = cueOf(book, contact, state, recording);
  const sentences = sentencesNow(book, contact, state, recording);
  const at = cue.kind === 'say' ? sentences.findIndex(({ id }) => id === cue.sentence.id) : sentences.length;
  const until = state.ended === undefined ? now.getTime() : Date.parse(state.ended);
  return {
    contact,
    state,
    situation: situationOf(book, state.situation),
    situations: book.situations.filter(({ scenes }) => scenes.includes(contact.scene)),
    cue,
    later: sentences.slice(at + 1).filter(({ id }) => !state.spoken.has(id)),
    ladder: ladderOf(state, contact.scene),
    line,
    lines: linesFor(ward, contact.department, contact.scene),
    recording,
    minutes: Math.max(0, Math.floor((until - Date.parse(contact.startedAt)) / 60_000)),
    timeline: timelineOf(book, contact),
  };
}

/** The rules behind a situation, in the wording of the day of the contact; only legal staff say more. */
export function rulesBehind(law: LawBook, screen: Screen): string[] {
  const day = wallClock(new Date(screen.contact.startedAt)).date;
  return (screen.situation?.law ?? []).flatMap((id) => {
    const entry = law.entries.find((one) => one.id === id);
    const text = entry === undefined ? undefined : textOn(entry, day);
    if (entry === undefined || text === undefined) return [];
    const mark = entry.checked === 'confirmed' ? '✓' : '◇';
    return [`${mark} ${entry.law} ${entry.article}(${entry.name}): ${entry.possible ?? text.gist}`];
  });
}
