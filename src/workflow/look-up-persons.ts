import { bands } from '../domain/matching/index.ts';
import { departmentName } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { type Found, mostExtent } from '../domain/subject/file.ts';
import type { SearchField } from '../domain/subject/look-up.ts';
import { reasonsFor } from '../domain/subject/outline.ts';
import {
  answersSearch,
  readSearch,
  reportsOf,
  type Search,
  searchProblems,
} from '../domain/subject/search.ts';
import type { Likely } from '../domain/subject/subject.ts';
import { wallClock } from '../domain/time.ts';
import { noteLook } from './note-look.ts';
import { readPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

/** Persons whose files one search opens. */
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
  for (const report of reports) ranked.push(await house.persons.rank(report));
  const found: Found[] = [];
  for (const likely of bestOf(ranked).slice(0, MOST_FOUND)) {
    const file = await readPersonFile(house, likely.subject, person);
    if (file === undefined) continue;
    found.push({ band: likely.band, reasons: reasonsFor(likely.reasons, file.least), file });
  }
  await noteLook(house, person, {
    kind: 'search',
    fields,
    shown: found.map(({ file }) => ({ subject: file.subject, extent: mostExtent(file) })),
  });
  return { kind: 'found', found };
}

/** Each person once, at their best, best first; with every kind of reason that any report gave. */
function bestOf(ranked: readonly (readonly Likely[])[]): Likely[] {
  const best = new Map<string, Likely>();
  for (const likely of ranked.flat()) {
    if (!answersSearch(likely.reasons)) continue;
    const known = best.get(likely.subject);
    const [first, second] =
      known === undefined || isBetter(likely, known) ? [likely, known] : [known, likely];
    const kinds = new Set(first.reasons.map(({ kind }) => kind));
    const more = second?.reasons.filter(({ kind }) => !kinds.has(kind)) ?? [];
    best.set(likely.subject, { ...first, reasons: [...first.reasons, ...more] });
  }
  return [...best.values()].toSorted((a, b) => (isBetter(a, b) ? -1 : 1));
}

function isBetter(a: Likely, b: Likely): boolean {
  const [bandA, bandB] = [bands.indexOf(a.band), bands.indexOf(b.band)];
  if (bandA !== bandB) return bandA < bandB;
  return a.score === b.score ? a.subject < b.subject : a.score > b.score;
}
