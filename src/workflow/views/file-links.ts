import type { Incident } from '../../domain/incident/incident.ts';
import type { PersonFile } from '../../domain/subject/file.ts';
import { fileOf } from '../../domain/subject/link.ts';
import { numberIn, ownSubject, subjectLabel } from '../../domain/subject/subject.ts';
import type { House } from '../ports.ts';

/** How one record came into a person's file. */
export type FileLink = { readonly number: string; readonly what: string; readonly at?: string };

const BEGAN = 'この記録から始まりました';

/** When this file was merged into another, the last time. */
async function mergedAt(house: Pick<House, 'subjects'>, file: string): Promise<string | undefined> {
  return (await house.subjects.read(file))?.audit.findLast(({ action }) => action === 'merged')?.at;
}

function own(incident: Incident): FileLink {
  const { number, link, filedAt } = incident;
  if (link === undefined) return { number, what: BEGAN, at: filedAt };
  return link.subject.startsWith(ownSubject(number))
    ? { number, what: 'ほかの対象者から分けて、新しく始まりました', at: link.at }
    : { number, what: '「同一人物」という答えで入りました', at: link.at };
}

/** What the file is called before this reader that a record brought along. */
const labelIn = (file: PersonFile, before: string): string =>
  [file.subject, ...file.merged].includes(before) ? `${subjectLabel(before)} ` : 'ほかの対象者';

/** The record begins the file as this reader has it, whatever lies before it that they may not see. */
const begins = (file: PersonFile, incident: Incident): boolean =>
  !file.files.includes(file.subject) && numberIn(file.subject) === incident.number;

/** How the records that the reader sees came into the file, newest contact first. */
export async function fileLinks(house: Pick<House, 'subjects'>, file: PersonFile): Promise<FileLink[]> {
  return Promise.all(
    file.entries.map(async ({ incident }) => {
      const before = fileOf(incident);
      if (begins(file, incident)) return { number: incident.number, what: BEGAN, at: incident.filedAt };
      const link = own(incident);
      if (before === file.files[0] || before === file.subject) return link;
      const at = await mergedAt(house, before);
      return {
        number: link.number,
        what: `${labelIn(file, before)}をまとめたときに入りました`,
        ...(at === undefined ? {} : { at }),
      };
    }),
  );
}
