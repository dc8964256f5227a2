import { sceneNames } from '../domain/incident/choices.ts';
import { bandNames, type Band } from '../domain/matching/index.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import type { Outline } from '../domain/subject/outline.ts';
import { type Answer, answerNames, subjectLabel } from '../domain/subject/subject.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit } from './fit.ts';
import { inert, shorten } from './inert.ts';
import { conductLine } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

/** Earlier records shown for one likely person; the file shows all. */
const RECORDS_SHOWN = 4;

const tones = { high: 'warning', possible: 'emphasis', weak: 'default' } as const satisfies Record<
  Band,
  string
>;

/** 「11月21日 10:30 福祉課 対面 暴言・侮辱」 */
export const outlineLine = (ward: Ward, outline: Outline): string =>
  `${dayAndTime(outline.at)} ${departmentName(ward, outline.department)} ${sceneNames[outline.scene]} ${conductLine([...outline.conduct])}`.trimEnd();

/** Likely persons of a record, each with the three answers; for whoever wrote the record. */
export function match(
  expand: Expand,
  ward: Ward,
  view: {
    number: string;
    persons: readonly {
      subject: string;
      band: Band;
      reasons: readonly string[];
      records: readonly Outline[];
      answer: Answer | undefined;
      linked: boolean;
    }[];
    error: string;
  },
): CardMessage {
  const card = fit((room) =>
    expand('match', {
      number: view.number,
      error: view.error,
      persons: view.persons.map(({ subject, band, reasons, records, answer, linked }) => ({
        // Inside a list the names of the card itself are out of reach.
        number: view.number,
        subject,
        tone: linked ? 'good' : answer === 'other' ? 'default' : tones[band],
        band: bandNames[band],
        label: subjectLabel(subject),
        records: [
          ...records.slice(0, RECORDS_SHOWN).map((outline) => ({ text: outlineLine(ward, outline) })),
          ...(records.length > RECORDS_SHOWN ? [{ text: `ほか${records.length - RECORDS_SHOWN}件` }] : []),
        ],
        reasons: reasons.map((text) => ({ text: inert(shorten(`・${text}`, room.text)) })),
        answerLine: linked
          ? '「同一人物」としてつなぎました。'
          : answer === undefined
            ? ''
            : `「${answerNames[answer]}」と答えました。`,
        maySame: !linked,
        mayOther: answer !== 'other',
        mayUnknown: linked || answer !== 'unknown',
        unknownTitle: linked ? '取り消す' : answerNames.unknown,
      })),
    }),
  );
  return { card, summary: `同じ方かもしれない記録があります 受付番号 ${view.number}` };
}
