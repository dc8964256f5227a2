import { type AnswerBook, answerText } from '../domain/answer/answer.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { endingNames, sceneNames } from '../domain/incident/choices.ts';
import { currentContent } from '../domain/incident/incident.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { severityNames } from '../domain/risk/severity.ts';
import { type FileEntry, openNames, type PersonFile } from '../domain/subject/file.ts';
import { needNames } from '../domain/subject/needs.ts';
import type { CountedStep } from '../domain/subject/outline.ts';
import { subjectLabel } from '../domain/subject/subject.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit, leavesOut, tighten } from './fit.ts';
import { type Fact, fact, present } from './inert.ts';
import { day, departmentLines } from './persons.ts';
import { conductLine } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

/** Contacts on one page. */
export const PAGE = 8;

/** Merged files and open questions that one card names. */
const MOST_MERGED = 3;
const MOST_OPEN = 5;

/** Days on which a warning was given that the card names, newest first. */
const MOST_DAYS = 6;

export const needLine = (file: Pick<PersonFile, 'needs'>): string =>
  file.needs.length === 0 ? '書かれていません。' : file.needs.map((need) => needNames[need]).join('、');

const warningNames: Readonly<Record<CountedStep, string>> = {
  warning: '警告',
  stop: '中止の要請',
  leave: '退去の要請',
};

/** 「3回(2026年11月21日、2026年10月2日)」 per kind of step. */
function warningFacts(file: PersonFile): Fact[] {
  return (Object.keys(warningNames) as CountedStep[]).flatMap((step) => {
    const given = file.entries.filter(({ outline }) => outline.steps[step] > 0);
    if (given.length === 0) return [];
    const count = given.reduce((sum, { outline }) => sum + outline.steps[step], 0);
    const days = [...new Set(given.map(({ outline }) => day(outline.at)))];
    const shown = days.slice(0, MOST_DAYS).join('、');
    return [fact(warningNames[step], `${count}回(${shown}${days.length > MOST_DAYS ? 'ほか' : ''})`)];
  });
}

const openFacts = (ward: Ward, file: PersonFile): Fact[] =>
  file.open
    .slice(0, MOST_OPEN)
    .map(({ kind, department, at }) =>
      fact(day(at), `${departmentName(ward, department)}: ${openNames[kind]}`),
    );

function stepLine({ outline }: Pick<FileEntry, 'outline'>): string {
  const said = (Object.keys(warningNames) as CountedStep[])
    .filter((step) => outline.steps[step] > 0)
    .map((step) => `${warningNames[step]}${outline.steps[step]}回`);
  return said.join('、');
}

/** One contact, as far as the reader may see it. What was done stands there for readers of everything. */
function entryFacts(book: AnswerBook, { outline, incident }: FileEntry): Fact[] {
  const { level, conduct, ending } = outline;
  return present([
    fact('どのように', conductLine([...conduct])),
    fact('段階', level === undefined ? '' : severityNames[level]),
    fact('警告など', stepLine({ outline })),
    fact('終わり方', ending === undefined ? '' : endingNames[ending]),
    fact('お伝えした回答', (incident.answered?.entries ?? []).map((id) => answerText(book, id)).join('\n')),
    fact('こちらの対応', outline.extent === 'full' ? currentContent(incident).taken : ''),
  ]);
}

/** A person's file for one entitled reader, in their own chat only: what helps first, what warns after it. */
export function subjectCard(
  expand: Expand,
  ward: Ward,
  book: AnswerBook,
  view: {
    file: PersonFile;
    page: number;
    /** May this reader decide about the mark that is asked for. */
    mayDecide: boolean;
    /** May this reader end the mark that holds. */
    mayEnd: boolean;
    typed?: TypedValues;
    errors?: FormErrors;
    note?: string;
  },
): CardMessage {
  const { file, typed = {}, errors = {} } = view;
  const pages = Math.max(1, Math.ceil(file.entries.length / PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  const entries = file.entries.slice((page - 1) * PAGE, page * PAGE);
  const facts = entries.map((entry) => entryFacts(book, entry));
  const { active, asked, official } = file;
  // One record alone has nobody to be told apart from.
  const maySplit = (entry: FileEntry): boolean => official && entry.mayMove && file.entries.length > 1;
  // The reason may touch the matter, so it stays with those who may decide, and with whoever gave it.
  const mark = active !== undefined && official && view.mayEnd ? markFacts(active) : [];
  const card = fit((room) =>
    expand('subject', {
      subject: file.subject,
      label: subjectLabel(file.subject),
      note: view.note ?? '',
      problem: errors['form'] ?? '',
      needs: needLine(file),
      marked: active !== undefined,
      mark: tighten(mark, room),
      mayEnd: active !== undefined && view.mayEnd,
      activeFlag: active?.id ?? '',
      asking: asked !== undefined,
      mayDecide: asked !== undefined && view.mayDecide,
      flag: asked?.id ?? '',
      markedOn: asked === undefined ? '' : file.subject,
      warnings: warningFacts(file),
      noWarnings: warningFacts(file).length === 0,
      open: openFacts(ward, file),
      hasOpen: file.open.length > 0,
      moreOpen: file.open.length > MOST_OPEN ? `ほかに${file.open.length - MOST_OPEN}件あります。` : '',
      pageLine: `見られる記録は${file.entries.length}件です。${pages > 1 ? `${page}/${pages}ページ。` : ''}`,
      departments: tighten([fact('課ごと', departmentLines(ward, file).join('\n'))], room),
      entries: entries.map((entry, index) => ({
        title: `${dayAndTime(entry.outline.at)} ${departmentName(ward, entry.outline.department)} ${sceneNames[entry.outline.scene]}`,
        number: entry.outline.number,
        facts: tighten(facts[index] ?? [], room),
        mayRead: entry.outline.extent !== 'outline',
        maySplit: maySplit(entry),
        hasButtons: maySplit(entry) || entry.outline.extent !== 'outline',
      })),
      leftOut: leavesOut(facts.flat(), room),
      official,
      typed: { other: typed['other'] ?? '' },
      errors: { other: errors['other'] ?? '' },
      merged: official
        ? file.merged.slice(0, MOST_MERGED).map((subject) => ({
            subject,
            line: `${subjectLabel(subject)} が、この方にまとめられています。`,
          }))
        : [],
      hasOlder: page < pages,
      older: Math.min(page + 1, pages),
      hasNewer: page > 1,
      mayFlag: active === undefined && asked === undefined && !file.exempt,
    }),
  );
  return { card, summary: subjectLabel(file.subject) };
}

function markFacts(flag: NonNullable<PersonFile['active']>): Fact[] {
  return present([
    fact('理由', flag.reason),
    fact('上申した人', flag.askedByName),
    fact('承認した人', flag.decision?.byName ?? ''),
    fact('見直す日', flag.reviewOn),
  ]);
}
