import { currentContent, type Incident, pendingEscalation } from '../incident/incident.ts';
import { openFollowUps } from '../incident/follow-ups.ts';
import type { Ward } from '../people/departments.ts';
import { mayLink, type Standing } from '../people/standing.ts';
import type { Flag } from './flag.ts';
import { activeFlag, askedFlag, isExemptFromMarks } from './flagging.ts';
import type { Band } from '../matching/index.ts';
import type { Need } from './needs.ts';
import { type Extent, extentFor, leastExtent, type Outline, outlineFor } from './outline.ts';
import { numberIn, type Subject } from './subject.ts';

export type FileEntry = {
  readonly outline: Outline;
  readonly incident: Incident;
  /** The reader may say that this record is another person's. */
  readonly mayMove: boolean;
};

/** Something about this person that waits for somebody. */
export type OpenQuestion = {
  readonly kind: 'escalation' | 'review' | 'follow-up';
  readonly number: string;
  readonly department: string;
  readonly at: string;
};

/** What waits, on every screen. */
export const openNames: Readonly<Record<OpenQuestion['kind'], string>> = {
  escalation: '上申の判断を待っています',
  review: '承認者の質問に、まだ答えていません',
  'follow-up': '担当への確認に、まだ答えていません',
};

/** One person's file as one reader may see it. */
export type PersonFile = {
  /**
   * An id that stands for the person before this reader, made of the number of a record that they may see: the
   * id of a file tells which record began it.
   */
  readonly subject: string;
  /** Files that were merged into it, as far as the reader may see the record that began them. */
  readonly merged: readonly string[];
  /**
   * Every file of the person under its own id, the one that stands for all first. To write and to note looks;
   * shown to nobody.
   */
  readonly files: readonly string[];
  /** What the reader may see, newest contact first; never empty. */
  readonly entries: readonly FileEntry[];
  readonly needs: readonly Need[];
  readonly active: Flag | undefined;
  /** The mark that waits for a decision. */
  readonly asked: Flag | undefined;
  readonly open: readonly OpenQuestion[];
  /** An approver of any department, or a coordinator: sees why there is a mark, and sorts records. */
  readonly official: boolean;
  /** One record is of a minor, or of a place of trust: no mark, whatever happened. */
  readonly exempt: boolean;
  /** What the reader sees of the least readable of the entries. */
  readonly least: Extent;
  /** Numbers of the records that this reader may not know of; shown to nobody. */
  readonly hidden: readonly string[];
};

export const isOfficial = ({ person, coordinator }: Standing): boolean =>
  coordinator || person.approverOf.length > 0;

function openIn({ outline, incident }: FileEntry): OpenQuestion[] {
  const about = { number: outline.number, department: outline.department };
  const pending = pendingEscalation(incident);
  return [
    ...(pending === undefined ? [] : [{ ...about, kind: 'escalation' as const, at: pending.askedAt }]),
    ...incident.reviews
      .filter(({ answeredBy }) => answeredBy === undefined)
      .map(({ at }) => ({ ...about, kind: 'review' as const, at })),
    ...openFollowUps(incident).map(({ at }) => ({ ...about, kind: 'follow-up' as const, at })),
  ];
}

/** Those of these files whose id this reader may read: the record that began it is not hidden from them. */
export function idsFor(
  standing: Standing,
  members: readonly string[],
  /** The records of the files, and those that began one and are another person's now. */
  records: readonly Incident[],
): string[] {
  const seen = new Set(
    records.filter((incident) => extentFor(standing, incident) !== 'hidden').map(({ number }) => number),
  );
  return members.filter((member) => seen.has(numberIn(member)));
}

/** The record that was filed first. */
export const firstFiled = (records: readonly Incident[]): Incident | undefined =>
  records.toSorted((a, b) => a.filedAt.localeCompare(b.filedAt) || a.number.localeCompare(b.number))[0];

/**
 * The file of a person, drawn for one reader; undefined when nothing in it is for them, in which case it must
 * look like a file that does not exist.
 */
export function personFile(
  standing: Standing,
  files: {
    /** The file that stands for all comes first. */
    members: readonly string[];
    /** What they are called before this reader, see {@link idsFor}; the one that stands for all comes first. */
    ids: readonly string[];
    subjects: readonly Subject[];
    records: readonly Incident[];
  },
  around: { now: Date; ward: Ward },
): PersonFile | undefined {
  const { members, ids, subjects, records } = files;
  const { now, ward } = around;
  const [subject, ...merged] = ids;
  if (subject === undefined) return undefined;
  const entries = records
    .flatMap((incident) => {
      const outline = outlineFor(standing, incident);
      return outline === undefined ? [] : [{ outline, incident, mayMove: mayLink(standing, incident) }];
    })
    .toSorted((a, b) => b.outline.at.localeCompare(a.outline.at));
  if (entries.length === 0) return undefined;
  const exempt = isExemptFromMarks(records, ward);
  return {
    subject,
    merged,
    files: members,
    entries,
    needs: [...new Set(subjects.flatMap(({ needs }) => needs))],
    active: exempt ? undefined : activeFlag(subjects, now),
    asked: askedFlag(subjects, now),
    open: entries.flatMap(openIn),
    official: isOfficial(standing),
    exempt,
    least: leastExtent(entries.map(({ outline }) => outline.extent)),
    hidden: records
      .map(({ number }) => number)
      .filter((number) => !entries.some(({ outline }) => outline.number === number)),
  };
}

/** The file that stands for the person after all merges, under its own id. */
export const rootOfFile = ({ files, subject }: PersonFile): string => files[0] ?? subject;

/** The most that the reader sees of any record; what the trace of a look says. */
export const mostExtent = (file: PersonFile): Exclude<Extent, 'hidden'> =>
  (['full', 'conduct'] as const).find((extent) =>
    file.entries.some(({ outline }) => outline.extent === extent),
  ) ?? 'outline';

/** Departments with what the reader sees there: when was the newest contact, and how many are visible. */
export function departmentsOf(file: PersonFile): { department: string; count: number; newest: string }[] {
  const found = new Map<string, { count: number; newest: string }>();
  for (const { outline } of file.entries) {
    const known = found.get(outline.department);
    found.set(outline.department, {
      count: (known?.count ?? 0) + 1,
      newest: known?.newest ?? outline.at,
    });
  }
  return [...found].map(([department, seen]) => ({ department, ...seen }));
}

/** The newest name under which a record that the reader may read in full has this person. */
export const nameFor = (file: PersonFile): string =>
  file.entries
    .filter(({ outline }) => outline.extent === 'full')
    .map(({ incident }) => currentContent(incident).identity)
    .map(({ name, kana }) => (name === '' ? kana : name))
    .find((name) => name !== '') ?? '';

/** Somebody who may be meant by a search: how likely, why (as far as this reader may know), and their file. */
export type Found = {
  readonly band: Band;
  readonly reasons: readonly { readonly kind: string; readonly text: string }[];
  readonly file: PersonFile;
};
