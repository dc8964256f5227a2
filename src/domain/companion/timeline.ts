import { limits, TOTAL_LIMIT } from '../incident/content.ts';
import { rowCounts, rowFields, STEP_ROWS, stepFields } from '../incident/form-fields.ts';
import type { TypedValues } from '../incident/forms.ts';
import { speakerNames, stepNames } from '../incident/choices.ts';
import type { Ward } from '../people/departments.ts';
import { timeOfDay, wallClock } from '../time.ts';
import { type CompanionBook, type Sentence, sentenceOf, situationOf } from './book.ts';
import {
  askNames,
  type Contact,
  type Deed,
  type Language,
  languageNames,
  reasonNames,
  type Tap,
} from './contact.ts';
import { foldContact } from './fold.ts';
import { lineOf, recordingValue } from './sentences.ts';

/** One line of the timeline: when (HH:MM), what, and where in the record it belongs. */
export type TimelineRow = {
  readonly seq: number;
  readonly at: string;
  readonly text: string;
  readonly into: 'words' | 'step' | 'taken' | 'manner' | 'none';
};

const inLanguage = (language: Language): string => (language === 'ja' ? '' : `(${languageNames[language]})`);

const quoted = (words: string): string => `「${words.replaceAll('」', '』').replaceAll('「', '『')}」`;

const sentenceText = (sentence: Sentence | undefined): string =>
  sentence === undefined ? '' : quoted(sentence.text.ja.replace(/。$/u, ''));

/** Steps that the manual counts. */
const counted: ReadonlySet<string> = new Set(['warning', 'stop', 'leave']);

/** What one tap says in the record; undefined where it says nothing. */
function lineOfTap(
  book: CompanionBook,
  did: Deed,
  { askedOf, times }: { askedOf: (seq: number) => string; times: ReadonlyMap<string, number> },
): Omit<TimelineRow, 'seq' | 'at'> | undefined {
  switch (did.what) {
    case 'words':
      return { into: 'words', text: `${speakerNames[did.who]}${quoted(did.words)}` };
    case 'note':
      return { into: 'manner', text: did.words };
    case 'step':
      return {
        into: 'step',
        text: `${stepNames[did.step]}${counted.has(did.step) ? ` ${times.get(did.step) ?? 1}回目` : ''}${inLanguage(did.language)}`,
      };
    case 'situation': {
      const situation = situationOf(book, did.situation);
      return situation === undefined ? undefined : { into: 'manner', text: situation.fact };
    }
    case 'said':
    case 'announced': {
      const text = sentenceText(sentenceOf(book, did.sentence));
      if (text !== '') return { into: 'taken', text: `${text}と伝えた${inLanguage(did.language)}` };
      return did.what === 'announced' ? { into: 'taken', text: '録音していることを伝えた' } : undefined;
    }
    case 'support':
      return { into: 'taken', text: '応援を求めた' };
    case 'emergency':
      return { into: 'taken', text: '緊急として応援を求めた' };
    case 'reason':
      return { into: 'taken', text: `手順を飛ばした理由: ${reasonNames[did.reason]}` };
    case 'ask':
      return { into: 'taken', text: `${askNames[did.ask]}を求めた` };
    case 'decided': {
      const outcome = did.outcome === 'approved' ? '承認' : '見送り';
      const note = did.note === '' ? '' : `。${quoted(did.note.replaceAll(/\s+/gu, ' '))}`;
      return { into: 'taken', text: `${askedOf(did.of)}: ${did.byName}が${outcome}${note}` };
    }
    case 'ended':
      return { into: 'none', text: '終わり' };
    case 'skipped':
    case 'language':
    case 'line':
    case 'undone':
    case 'chose':
      return undefined;
  }
}

/** Everything that counts, in its order: for the supervisor's card and for the record. */
export function timelineOf(book: CompanionBook, contact: Contact): TimelineRow[] {
  const state = foldContact(contact);
  const askedOf = (seq: number): string => {
    const found = state.asked.find((asked) => asked.seq === seq);
    return found === undefined ? '' : askNames[found.ask];
  };
  const times = new Map<string, number>();
  return state.taps.flatMap(({ seq, at, did }) => {
    if (did.what === 'step') times.set(did.step, (times.get(did.step) ?? 0) + 1);
    const line = lineOfTap(book, did, { askedOf, times });
    return line === undefined ? [] : [{ seq, at: timeOfDay(at), ...line }];
  });
}

type WordsTap = { seq: number; at: string; did: Extract<Deed, { what: 'words' }> };

/** Words with the weight of the situation in which they were said. */
function weighedWords(book: CompanionBook, taps: readonly Tap[]): (WordsTap & { weight: number })[] {
  let weight = 0;
  const found: (WordsTap & { weight: number })[] = [];
  for (const { seq, at, did } of taps) {
    if (did.what === 'situation') weight = situationOf(book, did.situation)?.weight ?? 0;
    if (did.what === 'words') found.push({ seq, at, did, weight });
  }
  return found;
}

/** The words that get a row of their own: of the weightiest situations, and of these the earliest. */
function chosenWords(book: CompanionBook, taps: readonly Tap[]): { rows: WordsTap[]; rest: WordsTap[] } {
  const all = weighedWords(book, taps);
  const best = all.toSorted((a, b) => b.weight - a.weight || a.seq - b.seq).slice(0, rowCounts.most);
  const chosen = new Set(best.map(({ seq }) => seq));
  return { rows: all.filter(({ seq }) => chosen.has(seq)), rest: all.filter(({ seq }) => !chosen.has(seq)) };
}

/** Stands where lines did not fit; the card of the contact still has them all. */
const LEFT_OUT = '(ほかは、対応中のカードに残っています)';

/** As many whole lines as fit into so many characters. */
function fitLines(lines: readonly string[], most: number): string {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  const kept: string[] = [];
  for (const line of lines) {
    if ([...kept, line, LEFT_OUT].join('\n').length > most) break;
    kept.push(line);
  }
  return LEFT_OUT.length <= most ? [...kept, LEFT_OUT].join('\n') : '';
}

const DAY_MINUTES = 1440;

/** Start, end and minutes as the form takes them: an end on another day is told in minutes only. */
function whenOf(contact: Contact, ended: string | undefined): TypedValues {
  const start = wallClock(new Date(contact.startedAt));
  if (ended === undefined) return { date: start.date, time: start.time };
  const end = wallClock(new Date(ended));
  const between = (Date.parse(ended) - Date.parse(contact.startedAt)) / 60_000;
  // From wall-clock minute to wall-clock minute, as the form works it out itself.
  const minutes = Math.floor(Date.parse(ended) / 60_000) - Math.floor(Date.parse(contact.startedAt) / 60_000);
  return {
    date: start.date,
    time: start.time,
    ...(end.date === start.date ? { endTime: end.time } : {}),
    ...(between >= 0 && minutes <= DAY_MINUTES ? { minutes: String(minutes) } : {}),
  };
}

/**
 * The 5W1H form as the timeline fills it; the staff member completes and submits it. At most nine rows of
 * words and eight of steps; what is more stands in 様子 and こちらの対応, and all of it stays within what one
 * record holds. 類型 and the danger marks are left to the form's own judgement and to the person, but for the
 * one fact that a tap states: that the police were called.
 */
export function typedFrom(book: CompanionBook, ward: Ward, contact: Contact): TypedValues {
  const state = foldContact(contact);
  const rows = timelineOf(book, contact);
  const line = lineOf(ward, contact, state.line);
  const { rows: words, rest } = chosenWords(book, state.taps);
  const typed: Record<string, string> = {
    department: contact.department,
    ...whenOf(contact, state.ended),
    scene: contact.scene,
    place: contact.scene === 'counter' ? (line?.name ?? '') : '',
    line: contact.scene === 'phone' ? (line?.name ?? '') : '',
    recording: recordingValue(line, state.announced),
  };
  for (const [index, { at, did }] of words.entries()) {
    const fields = rowFields(index + 1);
    Object.assign(typed, { [fields.at]: timeOfDay(at), [fields.who]: did.who, [fields.words]: did.words });
  }
  const steps = state.taps.flatMap(({ seq, at, did }) => (did.what === 'step' ? [{ seq, at, did }] : []));
  for (const [index, { at, did }] of steps.slice(0, STEP_ROWS).entries()) {
    const fields = stepFields(index + 1);
    const spoken = book.sentences.find(
      (sentence) => sentence.step === did.step && sentence.scenes.includes(contact.scene),
    );
    const words = spoken === undefined ? '' : `${spoken.text.ja}${inLanguage(did.language)}`;
    Object.assign(typed, { [fields.at]: timeOfDay(at), [fields.kind]: did.step, [fields.words]: words });
  }
  if (state.steps.police > 0) typed['danger'] = 'police';

  const later = new Set(steps.slice(STEP_ROWS).map(({ seq }) => seq));
  const taken = rows
    .filter(({ into, seq }) => into === 'taken' || later.has(seq))
    .map(({ at, text }) => `${at} ${text}。`);
  const manner = [
    ...rest.map(({ seq, at, did }) => ({
      seq,
      text: `${timeOfDay(at)} ${speakerNames[did.who]}${quoted(did.words)}`,
    })),
    ...rows
      .filter(({ into }) => into === 'manner')
      .map(({ seq, at, text }) => ({ seq, text: `${at} ${text}` })),
  ].toSorted((a, b) => a.seq - b.seq);
  const room = (): number => TOTAL_LIMIT - Object.values(typed).reduce((sum, text) => sum + text.length, 0);
  // What we did comes first, but may not take all the room.
  typed['taken'] = fitLines(taken, Math.min(limits.narrative, Math.floor(room() / 2)));
  typed['manner'] = fitLines(
    manner.map(({ text }) => `${text.replace(/。$/u, '')}。`),
    Math.min(limits.narrative, room()),
  );
  return typed;
}
