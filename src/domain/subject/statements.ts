import { stepNames } from '../incident/choices.ts';
import { currentContent, type Incident } from '../incident/incident.ts';
import { sharedPairs } from './bigrams.ts';
import type { PersonFile } from './file.ts';
import type { Mark } from './look-up.ts';

/** Something that the ward said to the person, as a record holds it. */
export type Statement = {
  readonly number: string;
  /** Which of the record's statements: `w3` words, `t` what was done, `s1` a step. */
  readonly id: string;
  /** ISO instant of the contact. */
  readonly at: string;
  readonly department: string;
  readonly words: string;
};

export const statementIdSchema = /^(?:t|[ws]\d{1,2})$/u;

/** Our own side of a record: words of staff, 対応, and the words of warnings and requests. */
export function statementsIn(incident: Incident): Statement[] {
  const content = currentContent(incident);
  const about = { number: incident.number, at: content.occurredAt, department: incident.department };
  const said = content.utterances.flatMap(({ who, words }, index) =>
    who === 'staff' && words !== '' ? [{ ...about, id: `w${index + 1}`, words }] : [],
  );
  const steps = content.steps.flatMap(({ kind, words }, index) =>
    words === '' ? [] : [{ ...about, id: `s${index + 1}`, words: `${stepNames[kind]}「${words}」` }],
  );
  const taken = content.taken === '' ? [] : [{ ...about, id: 't', words: content.taken }];
  return [...said, ...taken, ...steps];
}

const OPENING = /^(?:前の|前回の?|以前の?|この前の?|先日の?)?(?:担当者?|職員|係|人|方)?(?:さん)?[はが、]*/u;
const CLOSING = /(?:と|って|との)(?:言|い|話|聞|伺|約束|説明|案内|答え|回答)[ぁ-ん]{0,8}[。!]*$/u;

/** What is claimed to have been said, without who said it: 「前の担当者は、返金すると言った」 → 「返金する」. */
export function coreOf(claim: string): string {
  const text = claim.normalize('NFKC').trim();
  const core = text.replace(CLOSING, '').replace(OPENING, '').trim();
  return core === '' ? text : core;
}

/** Share of the claim's pairs of characters that the statement holds as well, 0 to 1. */
export const shareOf = (claim: string, statement: string): number => sharedPairs(coreOf(claim), statement);

/** A statement with so large a share holds what is claimed. */
export const NEAR = 0.6;

/** Below it nothing of the claim can be recognised. */
export const FAR = 0.25;

const NEGATION = /ない|なかった|ません|できず|せず|ずに|不可|無理|だめ|ダメ|かね(?:る|ます)/u;

const numbersIn = (text: string): string[] => text.normalize('NFKC').match(/\d+/gu) ?? [];

/**
 * Whether the words are the same but what they say may not be: only one of the two says no, or a number of
 * the claim is missing. A machine that calls such a pair 一致 would put words into somebody's mouth.
 */
function turnsRound(claim: string, statement: string): boolean {
  if (NEGATION.test(coreOf(claim)) !== NEGATION.test(statement)) return true;
  const said = numbersIn(statement);
  return numbersIn(coreOf(claim)).some((number) => !said.includes(number));
}

/**
 * - `agrees`: 一致, the words are near
 * - `near`: the words are near, but a number or a 「ない」 is not
 * - `far`: something of it
 */
export type Nearness = 'agrees' | 'near' | 'far';
export type Compared = { readonly statement: Statement; readonly share: number; readonly nearness: Nearness };

/** Statements in which something of the claim can be recognised, nearest first, newer before older. */
export function nearestTo(claim: string, statements: readonly Statement[], most: number): Compared[] {
  return statements
    .map((statement) => {
      const share = shareOf(claim, statement.words);
      const nearness: Nearness =
        share < NEAR ? 'far' : turnsRound(claim, statement.words) ? 'near' : 'agrees';
      return { statement, share, nearness };
    })
    .filter(({ share }) => share >= FAR)
    .toSorted((a, b) => b.share - a.share || b.statement.at.localeCompare(a.statement.at))
    .slice(0, most);
}

/** A statement of ours beside the claim, with what a person said about the two. */
export type ComparedRow = Compared & {
  /** The asker wrote the record themselves: nobody need be asked. */
  readonly own: boolean;
  readonly mark: Mark['mark'] | undefined;
};

/** An earlier contact of which this reader knows no words: the department does. */
export type Elsewhere = { readonly number: string; readonly at: string; readonly department: string };

/** What was told to the person in sentences of the answer book: the same for every reader. */
export type Told = Elsewhere & { readonly entries: readonly string[] };

export type Comparison = {
  readonly subject: string;
  readonly nonce: string;
  readonly claim: string;
  /** Nearest first; empty is 「記録なし」. */
  readonly rows: readonly ComparedRow[];
  /** Newest first. */
  readonly told: readonly Told[];
  /** Newest first. */
  readonly elsewhere: readonly Elsewhere[];
  /** Contacts beyond those that are named. */
  readonly more: number;
};

const ROWS = 5;
const ELSEWHERE = 4;

/**
 * The claim beside everything that the ward said to this person, as far as the reader of the file may read
 * it. `marks` are by `number/statement`.
 */
export function compareIn(
  file: PersonFile,
  ask: { nonce: string; claim: string; person: { key: string } },
  marks: ReadonlyMap<string, Mark['mark']>,
): Comparison {
  const readable = file.entries.filter(({ outline }) => outline.extent === 'full');
  const others = file.entries.filter(({ outline }) => outline.extent !== 'full');
  const mine = new Set(
    readable
      .filter(({ incident }) => incident.reporter.key === ask.person.key)
      .map(({ outline }) => outline.number),
  );
  const statements = readable.flatMap(({ incident }) => statementsIn(incident));
  return {
    subject: file.subject,
    nonce: ask.nonce,
    claim: ask.claim,
    rows: nearestTo(ask.claim, statements, ROWS).map((compared) => ({
      ...compared,
      own: mine.has(compared.statement.number),
      mark: marks.get(`${compared.statement.number}/${compared.statement.id}`),
    })),
    told: file.entries
      .flatMap(({ outline: { number, at, department }, incident }) =>
        incident.answered === undefined || incident.answered.entries.length === 0
          ? []
          : [{ number, at, department, entries: incident.answered.entries }],
      )
      .slice(0, ELSEWHERE),
    elsewhere: others.slice(0, ELSEWHERE).map(({ outline: { number, at, department } }) => ({
      number,
      at,
      department,
    })),
    more: Math.max(0, others.length - ELSEWHERE),
  };
}
