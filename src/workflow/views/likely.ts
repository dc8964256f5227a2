import type { Incident } from '../../domain/incident/incident.ts';
import { bands } from '../../domain/matching/index.ts';
import type { Person } from '../../domain/people/person.ts';
import { type Standing, standingOf } from '../../domain/people/standing.ts';
import { answerAbout, fileOf } from '../../domain/subject/link.ts';
import {
  extentFor,
  leastExtent,
  mayKnowOf,
  type Outline,
  outlineFor,
  reasonsFor,
} from '../../domain/subject/outline.ts';
import type { Answer, Likely } from '../../domain/subject/subject.ts';
import { reportOf } from '../../domain/subject/trace.ts';
import type { House } from '../ports.ts';
import { filesOf, recordsOf, rootFile } from './files.ts';
import { idFor, isHiddenId } from './person-file.ts';

/** A likely person as one reader may see it. */
export type LikelyPerson = {
  /** What the person's file is called before this reader. */
  subject: string;
  band: Likely['band'];
  reasons: readonly string[];
  /** Newest first; what the reader may not see is not among them. */
  records: readonly Outline[];
  answer: Answer | undefined;
  /** The record belongs to this person's file now. */
  linked: boolean;
};

type Needs = Pick<House, 'incidents' | 'subjects' | 'rules' | 'ward' | 'now' | 'persons' | 'phoneKeys'>;

/** The likely persons by what this reader may know, by their file. */
async function rankedFor(
  house: Needs,
  incident: Incident,
  standing: Standing,
): Promise<ReadonlyMap<string, Likely>> {
  const report = reportOf(incident, { phoneKeys: house.phoneKeys, ward: house.ward() });
  const ranked = await house.persons.rankFor(report, (complaint) => mayKnowOf(standing, complaint));
  return new Map(ranked.map((likely) => [likely.subject, likely]));
}

/** The same work for all who ask, begun when the first does. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
}

/**
 * The likely persons of a record, for one reader. Somebody of whom this reader may see no record is left
 * out: that a person once complained elsewhere is nobody's business, and makes nobody more likely either.
 */
export async function likelyPersons(
  house: Needs,
  incident: Incident,
  reader: Person,
): Promise<LikelyPerson[]> {
  const standing = standingOf(reader, house.rules);
  const own = await rootFile(house, fileOf(incident));
  const ranked = once(() => rankedFor(house, incident, standing));
  const persons: { readonly person: LikelyPerson; readonly score: number }[] = [];
  for (const found of incident.likely) {
    const { subject } = found;
    const files = await filesOf(house, subject);
    const records = (await recordsOf(house, files)).filter(({ number }) => number !== incident.number);
    const outlines = records
      .map((record) => outlineFor(standing, record))
      .filter((outline) => outline !== undefined)
      .toSorted((a, b) => (a.at < b.at ? 1 : -1));
    if (outlines.length === 0) continue;
    const id = (await isHiddenId(house, subject, reader)) ? await idFor(house, subject, reader) : subject;
    if (id === undefined) continue;
    const hidden = records.filter((record) => extentFor(standing, record) === 'hidden');
    const answer = answerAbout(incident, subject);
    const linked = own === files[0];
    const fair = hidden.every(({ number }) => house.persons.isComplaint(number));
    const seen = hidden.length === 0 ? found : fair ? (await ranked()).get(files[0] ?? '') : undefined;
    // Only what this reader may not know of made them likely; what was said before stays to be taken back.
    const likely = seen === undefined || (hidden.length > 0 && seen.band === 'weak') ? undefined : seen;
    if (likely === undefined && answer === undefined && !linked) continue;
    const { band, score, reasons } = likely ?? { band: 'weak' as const, score: 0, reasons: [] };
    const extent = leastExtent(outlines.map((outline) => outline.extent));
    persons.push({
      score,
      person: {
        subject: id,
        band,
        reasons: reasonsFor(reasons, extent).map(({ text }) => text),
        records: outlines,
        answer,
        linked,
      },
    });
  }
  return persons
    .toSorted((a, b) => bands.indexOf(a.person.band) - bands.indexOf(b.person.band) || b.score - a.score)
    .map(({ person }) => person);
}
