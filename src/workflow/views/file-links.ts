import type { Incident } from '../../domain/incident/incident.ts';
import type { PersonFile } from '../../domain/subject/file.ts';
import { fileOf } from '../../domain/subject/link.ts';
import { ownSubject, subjectLabel } from '../../domain/subject/subject.ts';
import type { House } from '../ports.ts';

/** How one record came into a person's file. */
export type FileLink = { readonly number: string; readonly what: string; readonly at?: string };

/** When this file was merged into another, the last time. */
async function mergedAt(house: Pick<House, 'subjects'>, file: string): Promise<string | undefined> {
  return (await house.subjects.read(file))?.audit.findLast(({ action }) => action === 'merged')?.at;
}

function own(incident: Incident): FileLink {
  const { number, link, filedAt } = incident;
  if (link === undefined) return { number, what: 'この記録から始まりました', at: filedAt };
  return link.subject.startsWith(ownSubject(number))
    ? { number, what: 'ほかの対象者から分けて、新しく始まりました', at: link.at }
    : { number, what: '「同一人物」という答えで入りました', at: link.at };
}

/** How the records that the reader sees came into the file, newest contact first. */
export async function fileLinks(house: Pick<House, 'subjects'>, file: PersonFile): Promise<FileLink[]> {
  return Promise.all(
    file.entries.map(async ({ incident }) => {
      const before = fileOf(incident);
      const link = own(incident);
      if (before === file.subject) return link;
      const at = await mergedAt(house, before);
      return {
        number: link.number,
        what: `${subjectLabel(before)} をまとめたときに入りました`,
        ...(at === undefined ? {} : { at }),
      };
    }),
  );
}
