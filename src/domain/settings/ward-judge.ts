import { type ConductRule, type ConductRules, spelt } from '../conduct/index.ts';
import type { WardConduct } from './conduct.ts';
import type { WardRules } from './rules.ts';

/** Every letter as itself: nothing that the ward types is a pattern. `<` and `>` mark verb classes in our lists. */
const letters = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|<>]/gu, '\\$&');

const holds = (entry: WardConduct['entries'][number], day: string): boolean =>
  entry.inForce === undefined || entry.inForce <= day;

/** The ward's phrases for one kind of conduct as rules, one for each reason. */
function rulesOf(entry: WardConduct['entries'][number], also: boolean): ConductRule[] {
  const byReason = Map.groupBy(entry.phrases, ({ why }) => why);
  return [...byReason].flatMap(([why, phrases]) => {
    const any = phrases
      .map(({ words }) => letters(spelt(words)))
      // Where one begins another, the longer is what was found.
      .toSorted((a, b) => b.length - a.length);
    const rule = { any, unless: [], never: [], harmless: [], yields: [], why };
    return [{ ...rule, of: 'words' as const }, ...(also ? [{ ...rule, of: 'note' as const }] : [])];
  });
}

/**
 * The word lists that come with Tate together with what the ward has set: its own phrases as far as they are in
 * force on this day (YYYY-MM-DD, Japan), and its thresholds. A phrase is looked for in what the person said, and in
 * what was seen as well for every kind of conduct that the lists look for there.
 */
export function conductWith(
  lists: ConductRules,
  conduct: WardConduct,
  rules: Pick<WardRules, 'longMinutes' | 'repeatVisits' | 'repeatCalls'>,
  day: string,
): ConductRules {
  const all = [lists.time, lists.repeat, ...lists.others];
  const own = conduct.entries
    .filter((entry) => holds(entry, day))
    .flatMap((entry) => {
      const list = all.find(({ label }) => label === entry.label);
      const also = list?.rules.some(({ of }) => of === 'note') === true;
      const { label, source, date, checkedBy } = entry;
      return [
        {
          label,
          name: list?.name ?? label,
          source,
          date,
          checkedBy,
          classes: {},
          rules: rulesOf(entry, also),
        },
      ];
    });
  return {
    time: { ...lists.time, minutes: rules.longMinutes },
    repeat: { ...lists.repeat, visits: rules.repeatVisits, calls: rules.repeatCalls },
    others: [...lists.others, ...own],
  };
}

/** Whether some of the ward's phrases come into force between two days, the second included. */
export const beginsBetween = (conduct: WardConduct, from: string, until: string): boolean =>
  conduct.entries.some(({ inForce = '' }) => inForce > from && inForce <= until);
