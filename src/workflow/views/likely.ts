import type { Incident } from '../../domain/incident/incident.ts';
import type { Person } from '../../domain/people/person.ts';
import { standingOf } from '../../domain/people/standing.ts';
import { answerAbout, fileOf } from '../../domain/subject/link.ts';
import {
  extentFor,
  leastExtent,
  type Outline,
  outlineFor,
  reasonsFor,
} from '../../domain/subject/outline.ts';
import type { Answer, Likely } from '../../domain/subject/subject.ts';
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

/**
 * The likely persons of a record, for one reader. Somebody of whom this reader may see no record is left
 * out: that a person once complained elsewhere is nobody's business.
 */
export async function likelyPersons(
  house: Pick<House, 'incidents' | 'subjects' | 'rules' | 'ward' | 'now'>,
  incident: Incident,
  reader: Person,
): Promise<LikelyPerson[]> {
  const standing = standingOf(reader, house.rules);
  const own = await rootFile(house, fileOf(incident));
  const persons: LikelyPerson[] = [];
  for (const { subject, band, reasons } of incident.likely) {
    const files = await filesOf(house, subject);
    const records = (await recordsOf(house, files)).filter(({ number }) => number !== incident.number);
    const outlines = records
      .map((record) => outlineFor(standing, record))
      .filter((outline) => outline !== undefined)
      .toSorted((a, b) => (a.at < b.at ? 1 : -1));
    if (outlines.length === 0) continue;
    const id = (await isHiddenId(house, subject, reader)) ? await idFor(house, subject, reader) : subject;
    if (id === undefined) continue;
    const extent = leastExtent(records.map((record) => extentFor(standing, record)));
    persons.push({
      subject: id,
      band,
      reasons: reasonsFor(reasons, extent).map(({ text }) => text),
      records: outlines,
      answer: answerAbout(incident, subject),
      linked: own === files[0],
    });
  }
  return persons;
}
