import { type CompanionBook, type Scenario, scenarioOf } from './book.ts';
import type { Contact } from './contact.ts';

export type Answered = {
  readonly turn: number;
  readonly caller: string;
  readonly text: string;
  readonly good: boolean;
  readonly feedback: string;
};

export type PracticeState = {
  readonly scenario: Scenario;
  /** What was answered, in the order of the turns. */
  readonly answered: readonly Answered[];
  /** The turn to answer now; undefined when all are. */
  readonly turn:
    | {
        readonly index: number;
        readonly caller: string;
        /** In the order of the card, with the number that each has in the script. */
        readonly choices: readonly { readonly choice: number; readonly text: string }[];
      }
    | undefined;
  readonly good: number;
};

/** The good answer must not always stand first: turned by a number that stays the same for one practice. */
function turned<T>(items: readonly T[], by: number): T[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

const numberOf = (id: string): number => Number.parseInt(id.slice(1, 7), 16);

/**
 * Where a practice stands. The first answer to a turn counts, whatever arrives later or twice; a turn that the
 * script does not have is passed over. Undefined when the script is no longer there.
 */
export function practiceState(
  book: CompanionBook,
  contact: Pick<Contact, 'id' | 'scenario' | 'taps'>,
): PracticeState | undefined {
  const scenario = scenarioOf(book, contact.scenario);
  if (scenario === undefined) return undefined;
  const answered = scenario.turns.flatMap(({ caller, choices }, turn): Answered[] => {
    const first = contact.taps
      .toSorted((a, b) => a.seq - b.seq)
      .flatMap(({ did }) => (did.what === 'chose' && did.turn === turn ? [did] : []))
      .at(0);
    const choice = choices[first?.choice ?? -1];
    return choice === undefined ? [] : [{ turn, caller, ...choice }];
  });
  const index = scenario.turns.findIndex((_, turn) => !answered.some((one) => one.turn === turn));
  const open = scenario.turns[index];
  return {
    scenario,
    answered,
    turn:
      open === undefined
        ? undefined
        : {
            index,
            caller: open.caller,
            choices: turned(
              open.choices.map(({ text }, choice) => ({ choice, text })),
              numberOf(contact.id) + index,
            ),
          },
    good: answered.filter(({ good }) => good).length,
  };
}

/** 「3問のうち2問」 of the newest practice of each script that was answered to its end, by script. */
export function practiceResults(
  book: CompanionBook,
  /** Newest first. */
  contacts: readonly Pick<Contact, 'id' | 'kind' | 'scenario' | 'taps'>[],
): ReadonlyMap<string, { readonly good: number; readonly turns: number }> {
  const results = new Map<string, { good: number; turns: number }>();
  for (const contact of contacts) {
    const state = contact.kind === 'practice' ? practiceState(book, contact) : undefined;
    if (state === undefined || state.turn !== undefined || results.has(state.scenario.id)) continue;
    results.set(state.scenario.id, { good: state.good, turns: state.scenario.turns.length });
  }
  return results;
}
