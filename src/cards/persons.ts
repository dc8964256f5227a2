import { bandNames } from '../domain/matching/index.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { departmentsOf, type Found, nameFor, type PersonFile } from '../domain/subject/file.ts';
import { subjectLabel } from '../domain/subject/subject.ts';
import { wallClock } from '../domain/time.ts';
import { fit, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

/** 「11月21日」, with the year where it is another than this contact's reader would think of. */
export function day(iso: string): string {
  const { date } = wallClock(new Date(iso));
  return `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}

/** 「福祉課 2回(2026年11月21日)」: what the reader may see, and nothing of what they may not. */
export const departmentLines = (ward: Ward, file: PersonFile): string[] =>
  departmentsOf(file).map(
    ({ department, count, newest }) => `${departmentName(ward, department)} ${count}回(最近 ${day(newest)})`,
  );

export const bandLine = ({ band }: Found): string => `同じ人の見込み: ${bandNames[band]}`;

/** Persons who may be meant, likeliest first. */
export function persons(expand: Expand, ward: Ward, view: { found: readonly Found[] }): CardMessage {
  const card = fit((room) =>
    expand('persons', {
      persons: view.found.map((one) => ({
        label: subjectLabel(one.file.subject),
        band: bandLine(one),
        subject: one.file.subject,
        facts: tighten(
          present([
            fact('名前', nameFor(one.file)),
            fact('記録', departmentLines(ward, one.file).join('\n')),
            fact('似ている点', one.reasons.map(({ text }) => text).join('、')),
          ]),
          room,
        ),
      })),
      more: view.found.length === 0 ? 'あてはまる記録は見つかりませんでした。' : '',
    }),
  );
  return { card, summary: '似ている人' };
}

/** What may be sent into any conversation: which file, and nothing of what is in it. */
export function personLink(expand: Expand, view: { subject: string }): CardMessage {
  const label = subjectLabel(view.subject);
  return { card: expand('person-link', { label, subject: view.subject }), summary: label };
}
