import { bands } from '../domain/matching/index.ts';
import { currentContent } from '../domain/incident/incident.ts';
import { departmentName } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { standingOf } from '../domain/people/standing.ts';
import { type Found, mostExtent, rootOfFile } from '../domain/subject/file.ts';
import type { SearchField } from '../domain/subject/look-up.ts';
import { type Complaint, mayKnowOf, reasonsFor } from '../domain/subject/outline.ts';
import {
  answersSearch,
  heldIn,
  namesIn,
  readSearch,
  reportsOf,
  type Search,
  searchProblems,
} from '../domain/subject/search.ts';
import type { Likely } from '../domain/subject/subject.ts';
import { wallClock } from '../domain/time.ts';
import { noteLook } from './note-look.ts';
import { drawPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

/** Persons whose files one search opens, and persons that it shows. */
const MOST_OPENED = 12;
const MOST_FOUND = 6;

export type LookingUp =
  | { kind: 'found'; found: readonly Found[] }
  | { kind: 'invalid'; problems: Partial<Record<SearchField, string>> }
  /** No field holds anything. */
  | { kind: 'empty' };

/**
 * 調べる by what is known of a person. All likely persons of whom the reader may see something; the look is
 * written down before it is answered, without what was typed.
 */
export async function lookUpPersons(
  house: House,
  look: { typed: Search; person: Person },
): Promise<LookingUp> {
  const { person } = look;
  const { search, fields } = readSearch(look.typed);
  if (fields.length === 0) return { kind: 'empty' };
  const problems = searchProblems(search, fields);
  if (Object.keys(problems).length > 0) return { kind: 'invalid', problems };
  const at = house.now();
  const department = departmentName(house.ward(), person.department ?? '');
  const reports = reportsOf(search, { at, day: wallClock(at).date, department }, house.phoneKeys);
  const ranked: (readonly Likely[])[] = [];
  const standing = standingOf(person, house.rules);
  const knows = (complaint: Complaint): boolean => mayKnowOf(standing, complaint);
  for (const report of reports) ranked.push(await house.persons.rankFor(report, knows));
  const found = await visibleOf(house, bestOf(ranked).slice(0, MOST_OPENED), search, person);
  await noteLook(house, person, {
    kind: 'search',
    fields,
    shown: found.map(({ file }) => ({ subject: rootOfFile(file), extent: mostExtent(file) })),
  });
  return { kind: 'found', found };
}

/** Those for whom something that was asked for speaks, and of whom this reader may see something. */
async function visibleOf(
  house: House,
  candidates: readonly Likely[],
  search: Search,
  person: Person,
): Promise<Found[]> {
  const files = await Promise.all(
    candidates.map(async (likely) => ({
      likely,
      file: await drawPersonFile(house, likely.subject, person),
    })),
  );
  return files
    .flatMap(({ likely, file }) => {
      if (file === undefined) return [];
      const contents = file.entries.map(({ incident }) => currentContent(incident));
      const held = contents.flatMap((content) => heldIn(search, content));
      // The ranking took a record for something else than a complaint that the reader may not know of: nothing
      // that it says may be told, and nobody is found by it.
      if (file.hidden.some((number) => !house.persons.isComplaint(number))) {
        const reasons = joined([...contents.flatMap((content) => namesIn(search, content)), ...held]);
        if (reasons.length === 0) return [];
        const shown = reasonsFor(reasons, 'outline');
        return [{ band: 'weak' as const, reasons: shown, file, kinds: reasons.length }];
      }
      const reasons = joined([...likely.reasons.filter(answersSearch), ...held]);
      if (reasons.length === 0) return [];
      const all = joined([...reasons, ...likely.reasons.filter(({ kind }) => kind !== 'none')]);
      return [{ band: likely.band, reasons: reasonsFor(all, file.least), file, kinds: reasons.length }];
    })
    .toSorted((a, b) => bands.indexOf(a.band) - bands.indexOf(b.band) || b.kinds - a.kinds)
    .slice(0, MOST_FOUND)
    .map(({ band, reasons, file }) => ({ band, reasons, file }));
}

type Reasons = Likely['reasons'];

/** One reason per kind, the first. */
const joined = (reasons: Reasons): Reasons =>
  reasons.filter(({ kind }, index) => reasons.findIndex((other) => other.kind === kind) === index);

/** Each person once, at their best, best first; with every kind of reason that any report gave. */
function bestOf(ranked: readonly (readonly Likely[])[]): Likely[] {
  const best = new Map<string, Likely>();
  for (const likely of ranked.flat()) {
    const known = best.get(likely.subject);
    const better = known === undefined || isBetter(likely, known) ? likely : known;
    const reasons = joined([...better.reasons, ...likely.reasons, ...(known?.reasons ?? [])]);
    best.set(likely.subject, { ...better, reasons });
  }
  return [...best.values()].toSorted((a, b) => (isBetter(a, b) ? -1 : 1));
}

function isBetter(a: Likely, b: Likely): boolean {
  const [bandA, bandB] = [bands.indexOf(a.band), bands.indexOf(b.band)];
  if (bandA !== bandB) return bandA < bandB;
  return a.score === b.score ? a.subject < b.subject : a.score > b.score;
}
