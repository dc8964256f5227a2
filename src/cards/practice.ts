import { type CompanionBook, sentenceOf, situationOf } from '../domain/companion/book.ts';
import type { Contact } from '../domain/companion/contact.ts';
import { type practiceResults, type PracticeState, practiceState } from '../domain/companion/practice.ts';
import { recordingSentence } from '../domain/companion/sentences.ts';
import { inSets } from './companion-parts.ts';
import type { CardMessage, Expand } from './template.ts';

const LETTERS = ['A', 'B', 'C'];

/** What there is to practise, each with one's own last result. */
export function practiceList(
  expand: Expand,
  view: { book: CompanionBook; nonce: string; results: ReturnType<typeof practiceResults> },
): CardMessage {
  const titled = view.book.scenarios.map(({ id, title }) => {
    const result = view.results.get(id);
    const last = result === undefined ? '' : ` 前回${result.turns}問中${result.good}問`;
    return { scenario: id, title: `${title}${last}` };
  });
  const card = expand('practice-list', { nonce: view.nonce, groups: inSets(titled, 2) });
  return { card, summary: '練習' };
}

/**
 * One practice: the caller's words, the answers so far with the reason for each, and the result. Undefined when
 * the script is no longer there.
 */
export function practiceCard(
  expand: Expand,
  view: { book: CompanionBook; contact: Contact },
): CardMessage | undefined {
  const practice = practiceState(view.book, view.contact);
  if (practice === undefined) return undefined;
  const { scenario, answered, turn, good } = practice;
  const card = expand('practice', {
    contact: view.contact.id,
    title: scenario.title,
    about: scenario.about,
    answered: answered.map(({ caller, text, good, feedback }) => ({
      caller,
      text,
      feedback,
      style: good ? 'good' : 'warning',
      mark: good ? '○' : '△',
    })),
    open: turn !== undefined,
    turn: turn?.index ?? 0,
    caller: turn?.caller ?? '',
    choices: (turn?.choices ?? []).map(({ choice, text }, index) => ({
      choice,
      text,
      letter: LETTERS[index] ?? '',
    })),
    hints: hintsOf(view.book, practice).map((text) => ({ text })),
    finished: turn === undefined,
    resultStyle: good === scenario.turns.length ? 'good' : 'emphasis',
    result: `結果: ${scenario.turns.length}問のうち ${good}問がよい対応でした`,
    lesson: scenario.lesson,
  });
  return { card, summary: `練習: ${scenario.title}` };
}

/** The sentences that the companion would show in this situation. */
function hintsOf(book: CompanionBook, { scenario }: PracticeState): string[] {
  const say = situationOf(book, scenario.situation)?.say ?? [];
  return say.flatMap((id) => {
    const sentence = sentenceOf(book, id) ?? recordingSentence(book, scenario.recording, scenario.scene);
    return [sentence.text.ja];
  });
}
