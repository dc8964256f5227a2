import type { z } from 'zod';
import type { foundSubjectsSchema, SubjectView } from '../../api/subject.ts';
import type { Cards } from '../../cards/cards.ts';
import { readOnly } from '../../cards/read-only.ts';
import { endingNames, stepNames } from '../../domain/incident/choices.ts';
import { bandNames } from '../../domain/matching/index.ts';
import type { Ward } from '../../domain/people/departments.ts';
import type { Person } from '../../domain/people/person.ts';
import { standingOf } from '../../domain/people/standing.ts';
import {
  departmentsOf,
  type Found,
  isOfficial,
  nameFor,
  openNames,
  type PersonFile,
} from '../../domain/subject/file.ts';
import { isExemptFromMarks } from '../../domain/subject/flagging.ts';
import { needNames } from '../../domain/subject/needs.ts';
import type { CountedStep, Outline } from '../../domain/subject/outline.ts';
import { subjectIdSchema } from '../../domain/subject/subject.ts';
import { lookUpPersons } from '../../workflow/look-up-persons.ts';
import { openFile } from '../../workflow/open-file.ts';
import type { House } from '../../workflow/ports.ts';
import { fileLinks } from '../../workflow/views/file-links.ts';
import { mayDecideFlag, mayEndMark } from '../../workflow/views/flag.ts';
import { named } from './names.ts';
import type { ApiRefusal, Handlers } from './operation.ts';

/** The same words for what is not there and for what is not theirs: files cannot be probed. */
const NO_FILE: ApiRefusal = {
  kind: 'refused',
  status: 404,
  detail: 'この方の経過は、あなたの役割では見られないか、ありません。',
};

/** Of what others recorded, nobody without a department sees anything; the bot asks for it first as well. */
const NO_DEPARTMENT: ApiRefusal = {
  kind: 'refused',
  status: 403,
  detail: '所属の課が登録されていません。Tateとのチャットで「調べる」と送り、所属の課を教えてください。',
};

const NOTHING_ASKED: ApiRefusal = {
  kind: 'refused',
  status: 422,
  detail: '電話番号(下4桁だけでも)、名前、見た目、言われた言葉のどれかを入れてください。',
};

const stepLines = (steps: Outline['steps']): string[] =>
  (Object.keys(steps) as CountedStep[])
    .filter((step) => steps[step] > 0)
    .map((step) => `${stepNames[step]} ${steps[step]}回`);

const contactOf = (outline: Outline, ward: Ward): SubjectView['contacts'][number] => ({
  number: outline.number,
  extent: outline.extent,
  at: outline.at,
  department: named.department(ward, outline.department),
  scene: named.scene(outline.scene),
  conduct: named.conduct(outline.conduct),
  ...named.severity(outline.level),
  steps: stepLines(outline.steps),
  ...(outline.ending === undefined
    ? {}
    : { ending: { id: outline.ending, name: endingNames[outline.ending] } }),
});

const foundOf = (
  { file, band, reasons }: Found,
  ward: Ward,
): z.input<typeof foundSubjectsSchema>['found'][number] => ({
  subject: file.subject,
  band: { id: band, name: bandNames[band] },
  reasons: reasons.map(({ text }) => text),
  contacts: departmentsOf(file).map(({ department, ...seen }) => ({
    department: named.department(ward, department),
    ...seen,
  })),
});

/** Why there is a mark may touch the matter, so it stays with those who may end it, as on the card. */
const flagOf = (file: PersonFile, mayEnd: boolean): Pick<SubjectView, 'flag'> =>
  file.active === undefined
    ? {}
    : {
        flag: {
          until: file.active.reviewOn,
          ...(file.official && mayEnd ? { reason: file.active.reason } : {}),
        },
      };

/** Nobody learns by it that a record which they may not read is of a minor, or of a place of trust. */
const exemptAsSeen = ({ entries }: PersonFile, ward: Ward): boolean =>
  isExemptFromMarks(
    entries.flatMap(({ outline, incident }) => (outline.extent === 'full' ? [incident] : [])),
    ward,
  );

/** Persons, and what is known of them: every look is written down before it is answered. */
export function createSubjectHandlers(deps: {
  house: House;
  cards: Cards;
}): Handlers<'searchSubjects' | 'subject'> {
  const { house, cards } = deps;
  const mayAsk = (person: Person): boolean =>
    person.department !== undefined || isOfficial(standingOf(person, house.rules));

  async function viewOf(file: PersonFile, person: Person): Promise<SubjectView> {
    const ward = house.ward();
    const [mayDecide, mayEnd] = [mayDecideFlag(house, person, file), mayEndMark(house, person, file)];
    const name = nameFor(file);
    return {
      subject: file.subject,
      ...(name === '' ? {} : { name }),
      merged: file.official ? [...file.merged] : [],
      needs: file.needs.map((need) => needNames[need]),
      ...flagOf(file, mayEnd),
      exempt: exemptAsSeen(file, ward),
      contacts: file.entries.map(({ outline }) => contactOf(outline, ward)),
      links: file.official ? await fileLinks(house, file) : [],
      open: file.open.map(({ kind, number, department, at }) => ({
        what: openNames[kind],
        number,
        department: named.department(ward, department),
        at,
      })),
      card: readOnly(cards.subject({ file, page: 1, mayDecide, mayEnd }).card),
    };
  }

  return {
    async searchSubjects({ person, body }) {
      if (!mayAsk(person)) return NO_DEPARTMENT;
      const { name = '', phone = '', looks = '', words = '' } = body;
      const looked = await lookUpPersons(house, { typed: { name, phone, looks, words, text: '' }, person });
      switch (looked.kind) {
        case 'empty':
          return NOTHING_ASKED;
        case 'invalid':
          return {
            kind: 'refused',
            status: 422,
            detail: '入れた内容を確かめてください。',
            errors: Object.entries(looked.problems).map(([path, message]) => ({ path, message })),
          };
        case 'found':
          return { kind: 'ok', body: { found: looked.found.map((one) => foundOf(one, house.ward())) } };
      }
    },

    async subject({ person, params }) {
      if (!mayAsk(person)) return NO_DEPARTMENT;
      const subject = subjectIdSchema.safeParse(params['subject']);
      const file = subject.success ? await openFile(house, { subject: subject.data, person }) : undefined;
      return file === undefined ? NO_FILE : { kind: 'ok', body: await viewOf(file, person) };
    },
  };
}
