import { wallClock } from '../time.ts';
import {
  ageNames,
  conductNames,
  dangerNames,
  endingNames,
  genderNames,
  glassesNames,
  legitimacyNames,
  recordingNames,
  sceneNames,
  speakerNames,
  stepNames,
  wardErrorNames,
} from './choices.ts';
import { type IncidentContent, limits } from './content.ts';
import type { TypedValues } from './forms.ts';
import { rowCounts, rowFields, STEP_ROWS, stepFields, type TextField, textFields } from './form-fields.ts';

type Names = Readonly<Record<string, string>>;

/** One field of the record as a card asks for it. */
export type Field = { readonly id: string; readonly label: string } & (
  | { readonly kind: 'text' | 'long'; readonly most: number }
  | { readonly kind: 'date' | 'time' }
  | { readonly kind: 'choice' | 'choices'; readonly names: Names }
  | { readonly kind: 'toggle' }
);

const text = (id: TextField): Field => ({
  id,
  label: textFields[id].label,
  kind: textFields[id].most >= limits.words ? 'long' : 'text',
  most: textFields[id].most,
});
const choice = (id: string, label: string, names: Names): Field => ({ id, label, kind: 'choice', names });
const choices = (id: string, label: string, names: Names): Field => ({ id, label, kind: 'choices', names });
const number = (id: string, label: string): Field => ({ id, label, kind: 'text', most: 4 });

const utteranceRow = (row: number): Field[] => {
  const fields = rowFields(row);
  return [
    { id: fields.at, label: `${row}つ目の時刻`, kind: 'time' },
    choice(fields.who, `${row}つ目の話した人`, speakerNames),
    { id: fields.words, label: `${row}つ目の言葉`, kind: 'long', most: limits.words },
  ];
};

const stepRow = (row: number): Field[] => {
  const fields = stepFields(row);
  return [
    choice(fields.kind, `${row}回目に求めたこと`, stepNames),
    { id: fields.at, label: `${row}回目の時刻`, kind: 'time' },
    { id: fields.words, label: `${row}回目に伝えた言葉`, kind: 'long', most: limits.words },
  ];
};

const rows = (most: number, row: (number: number) => Field[]): Field[] =>
  Array.from({ length: most }, (_, index) => row(index + 1)).flat();

export const groupIds = [
  'when',
  'scene',
  'who',
  'words',
  'why',
  'how',
  'steps',
  'outcome',
  'danger',
  'judgement',
  'care',
] as const;

export type GroupId = (typeof groupIds)[number];

/** The parts of a record, each small enough for a card of its own. */
export const groups: Readonly<
  Record<GroupId, { readonly title: string; readonly fields: readonly Field[] }>
> = {
  when: {
    title: 'いつ・どこで',
    fields: [
      { id: 'date', label: '日付', kind: 'date' },
      { id: 'time', label: '始まった時刻', kind: 'time' },
      { id: 'endTime', label: '終わった時刻', kind: 'time' },
      number('minutes', '分数'),
      choice('scene', '対応の場面', sceneNames),
      text('place'),
      text('lateReason'),
    ],
  },
  scene: {
    title: '電話・インターネットのこと',
    fields: [
      text('line'),
      choice('recording', '録音', recordingNames),
      text('url'),
      text('seenAt'),
      text('captured'),
    ],
  },
  who: {
    title: '誰が',
    fields: [
      text('look'),
      text('name'),
      text('kana'),
      text('phone'),
      choice('age', '見た目の年代', ageNames),
      choice('gender', '性別(見た目)', genderNames),
      text('build'),
      text('hair'),
      choice('glasses', '眼鏡', glassesNames),
      text('clothing'),
      text('belongings'),
      text('voice'),
    ],
  },
  words: { title: '言われた言葉', fields: rows(rowCounts.most, utteranceRow) },
  why: {
    title: 'なぜ(主張・要求・不満・確認できた事実)',
    fields: [text('claim'), text('demand'), text('grievance'), text('confirmed'), text('background')],
  },
  how: {
    title: 'どのように',
    fields: [
      choices('conduct', 'あてはまる類型', conductNames),
      text('manner'),
      text('witnesses'),
      number('visitsThisWeek', '今週の来庁回数'),
      number('callsToday', '今日の電話の回数'),
    ],
  },
  steps: { title: '警告・中止や退去の要請', fields: rows(STEP_ROWS, stepRow) },
  outcome: {
    title: 'こちらの対応と終わり方',
    fields: [text('taken'), choice('ending', 'どう終わったか', endingNames), text('endingNote')],
  },
  danger: {
    title: '危険のしるし',
    fields: [
      choices('danger', '危険のしるし', dangerNames),
      { id: 'urgent', label: '緊急アラートを全課に送る', kind: 'toggle' },
    ],
  },
  judgement: {
    title: '申出の正当性と区側の誤り',
    fields: [
      choice('legitimacy', '申出の正当性', legitimacyNames),
      choice('wardError', '区側の誤り', wardErrorNames),
    ],
  },
  care: { title: '職員のケアのためのメモ(あなたと承認者だけが見ます)', fields: [text('careNote')] },
};

export const allFields: readonly Field[] = groupIds.flatMap((group) => groups[group].fields);

/** Fields that only the reporter and the approvers of the department may read, and no export. */
export const careFields: ReadonlySet<string> = new Set(['careNote']);

/** What a form would hold had somebody typed this record into it; reading it gives the record again. */
export function typedOf(content: IncidentContent): TypedValues {
  const start = wallClock(new Date(content.occurredAt));
  const typed: Record<string, string> = {
    department: content.department,
    date: start.date,
    time: start.time,
    minutes: content.minutes === undefined ? '' : String(content.minutes),
    scene: content.scene,
    place: content.place,
    ...content.identity,
    ...content.features,
    demand: content.demand,
    background: content.background,
    conduct: content.conduct.join(','),
    manner: content.manner,
    witnesses: content.witnesses,
    taken: content.taken,
    ending: content.ending ?? '',
    endingNote: content.endingNote,
    danger: content.danger.join(','),
    urgent: String(content.urgent),
    look: content.look,
    claim: content.claim,
    grievance: content.grievance,
    confirmed: content.confirmed,
    line: content.line,
    recording: content.recording,
    url: content.url,
    seenAt: content.seenAt,
    captured: content.captured,
    visitsThisWeek: content.visitsThisWeek === undefined ? '' : String(content.visitsThisWeek),
    callsToday: content.callsToday === undefined ? '' : String(content.callsToday),
    legitimacy: content.legitimacy,
    wardError: content.wardError,
    lateReason: content.lateReason,
    careNote: content.careNote,
  };
  for (const [index, { at = '', who, words }] of content.utterances.entries()) {
    const fields = rowFields(index + 1);
    Object.assign(typed, { [fields.at]: at, [fields.who]: who, [fields.words]: words });
  }
  for (const [index, { at = '', kind, words }] of content.steps.entries()) {
    const fields = stepFields(index + 1);
    Object.assign(typed, { [fields.at]: at, [fields.kind]: kind, [fields.words]: words });
  }
  return typed;
}

/** A list of marks reads the same in whatever order they were ticked. */
function inOrder(names: Names, value: string): string[] {
  const items = value.split(',').filter((item) => item !== '');
  const known = Object.keys(names);
  return items.toSorted((a, b) => known.indexOf(a) - known.indexOf(b)).map((item) => names[item] ?? item);
}

/** What a value looks like on a screen. */
export function shownValue(field: Field, value: string): string {
  switch (field.kind) {
    case 'choice':
      return value === '' ? '' : (field.names[value] ?? value);
    case 'choices':
      return inOrder(field.names, value).join('、');
    case 'toggle':
      return value === 'true' ? 'はい' : 'いいえ';
    case 'text':
    case 'long':
    case 'date':
    case 'time':
      return value;
  }
}

export type Difference = { field: string; label: string; before: string; after: string };

/** The fields in which two versions differ, in the order of the form, as they look on a screen. */
export function differences(before: IncidentContent, after: IncidentContent): Difference[] {
  const [old, now] = [typedOf(before), typedOf(after)];
  return allFields.flatMap((field) => {
    const shown = [old, now].map((typed) => shownValue(field, typed[field.id] ?? ''));
    const [was = '', is = ''] = shown;
    return was === is ? [] : [{ field: field.id, label: field.label, before: was, after: is }];
  });
}
