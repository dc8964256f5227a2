import { loadAnswers } from '../../src/content/answers/load.ts';
import { loadLaw } from '../../src/content/law/load.ts';
import { correct, sendBack } from '../../src/domain/incident/corrections.ts';
import { groupIds, typedOf } from '../../src/domain/incident/fields.ts';
import { currentContent, currentVersion } from '../../src/domain/incident/incident.ts';
import { stillToWrite } from '../../src/domain/incident/todo.ts';
import { join } from 'node:path';
import { type Cards, createCards } from '../../src/cards/cards.ts';
import { teamsTabLink } from '../../src/cards/tab-link.ts';
import { type CardMessage, loadTemplates } from '../../src/cards/template.ts';
import { type Alert, stopOf } from '../../src/domain/alert/alert.ts';
import { setOneAnswer } from '../../src/domain/alert/one-answer.ts';
import { joinAlert, retell } from '../../src/domain/alert/route.ts';
import { acknowledge, leave, sight } from '../../src/domain/alert/responses.ts';
import type { Outline } from '../../src/domain/subject/outline.ts';
import { askedSchema, REASON_LIMIT } from '../../src/domain/escalation/escalation.ts';
import { placeSchema } from '../../src/domain/incident/choices.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { rowCounts, rowFields } from '../../src/domain/incident/form-fields.ts';
import type { Ward } from '../../src/domain/people/departments.ts';
import type { Person } from '../../src/domain/people/person.ts';
import {
  alertOf,
  alertTimes,
  approver,
  decided,
  digest,
  escalated,
  heavyText,
  hostileText,
  incident,
  linedText,
  minimalTyped,
  nonceFor,
  NOW,
  person,
  richTyped,
  typedAtTotalLimit,
  ward,
  type Weight,
} from '../builders/records.ts';
import { drawCompanion } from './gallery-companion.ts';
import { drawPersons } from './gallery-persons.ts';

export const templateFolder = join(import.meta.dirname, '../../cards');

/** Stands at the beginning of every text that people wrote, so that a test sees where it went. */
export const MARK = '◈';

export const marked =
  (fill: (length: number, turn?: number) => string) =>
  (length: number, turn = 0): string =>
    `${MARK}${fill(length - 1, turn)}`;

/** What people wrote, everywhere where people can write. */
export type Writing = {
  readonly name: string;
  /** Into the form as it is sent back, right or wrong. */
  readonly form: TypedValues;
  /** Into the form that was stored. */
  readonly record: TypedValues;
  readonly reason: string;
  readonly answer: string;
};

/** Every input of the form. */
export const formFields: readonly string[] = [
  ...Object.keys(richTyped).filter((field) => !field.startsWith('row')),
  ...Array.from({ length: rowCounts.most }, (_, index) => Object.values(rowFields(index + 1))).flat(),
];

export const everywhere = (text: (field: string) => string): TypedValues =>
  Object.fromEntries(formFields.map((field) => [field, text(field)]));

export const rich: Writing = {
  name: '佐藤 みどり',
  form: richTyped,
  record: richTyped,
  reason: '同じ要求が30分以上続いた',
  answer: '次回から係長が同席する',
};

/** Nothing that can be left out, and not even a name. */
export const minimal: Writing = { name: '', form: {}, record: minimalTyped, reason: 'あ', answer: '' };

const filled = (fill: (length: number, turn?: number) => string, weight: Weight): Writing => {
  const text = marked(fill);
  return {
    name: text(60),
    form: { ...everywhere(() => text(80)), ...typedAtTotalLimit(text, weight) },
    record: typedAtTotalLimit(text, weight),
    reason: text(REASON_LIMIT),
    answer: text(REASON_LIMIT),
  };
};

export const hostile: Writing = {
  ...filled(hostileText, 'narratives'),
  form: everywhere((field) => marked(hostileText)(80, field.length)),
};

/** Everything as long as the house lets it be, in the three ways in which text weighs most. */
export const atTheLimits: ReadonlyMap<string, Writing> = new Map(
  Object.entries({ heavy: heavyText, lined: linedText, hostile: hostileText }).flatMap(([kind, fill]) =>
    (['words', 'narratives'] as const).map((weight) => [`${kind} ${weight}`, filled(fill, weight)] as const),
  ),
);

/** An alert after everything that can happen to one. */
export function busyAlert(record: Incident, here: Ward): Alert {
  const departments = here.departments.map(({ id }) => id);
  let alert = alertOf(record, departments);
  for (const department of departments) {
    alert = acknowledge(alert, { department, by: 'somebody', now: NOW }, digest);
  }
  for (let index = 0; index < 12; index += 1) {
    const place = placeSchema.options[index % placeSchema.options.length] ?? 'counter';
    const by = {
      department: departments[index % departments.length] ?? '',
      by: 'somebody',
      now: NOW,
      times: alertTimes,
    };
    alert = sight(alert, { ...by, place }, digest);
  }
  const decision = { asked: [...askedSchema.options], outcome: 'approved' as const, at: NOW.toISOString() };
  return { ...alert, decision: { escalation: 'e0123456789abcdef', ...decision } };
}

export type Drawn = { readonly name: string; readonly message: CardMessage };

const asked = [...askedSchema.options];

/** As in a ward: with the longest host name that Azure gives. */
export const tabLink = teamsTabLink({
  teamsAppId: '7b0c5a34-2f0e-4f5e-9f0e-0a3c5b1d2e4f',
  host: `${'tate-midori-ward-production'.padEnd(60, 'x')}-a1b2c3d4e5f6g7h8.japaneast-01.azurewebsites.net`,
});

/** Every card in every state that it can be in, with what these people wrote. */
export function gallery(writing: Writing, here: Ward = ward): Gallery {
  const templates = new Set<string>();
  const expand = loadTemplates(templateFolder);
  const cards = createCards(
    (name, view) => {
      templates.add(name);
      return expand(name, view);
    },
    () => here,
    loadLaw(),
    loadAnswers(),
    tabLink,
  );
  const drawn: Drawn[] = [];
  const verbs = new Set<string>();
  const draw = <V extends keyof Cards>(verb: V, state: string, ...view: Parameters<Cards[V]>): void => {
    verbs.add(verb);
    const verbOf = cards[verb] as (...view: unknown[]) => CardMessage;
    drawn.push({ name: `${verb} (${state})`, message: verbOf(...view) });
  };

  const reporter = person({ name: writing.name });
  const record = incident({ typed: writing.record, reporter });
  drawMenus(draw, writing, reporter, record);

  const form = { nonce: nonceFor('form'), typed: writing.form };
  draw('incidentForm', 'new', { ...form, rows: rowCounts.first, typed: {}, errors: {} });
  draw('incidentForm', 'more rows', { ...form, rows: rowCounts.most, errors: {} });
  draw('incidentForm', 'draft', {
    ...form,
    rows: rowCounts.first,
    errors: {},
    draft: true,
    note: '下書きの続きです。',
  });
  draw('incidentForm', 'to complete', {
    ...form,
    rows: rowCounts.first,
    errors: {},
    completes: { number: record.number, base: 1 },
  });
  draw('incidentForm', 'advised', {
    nonce: form.nonce,
    typed: {},
    rows: rowCounts.first,
    errors: {},
    advised: {
      advice: [
        { field: 'manner', words: writing.name, kind: 'feeling', ask: 'どの言葉でしたか。' },
        { field: 'taken', words: writing.name, kind: 'vague-manner', ask: '何分でしたか。' },
      ],
      labels: ['threat'],
      why: ['脅す言葉がありました。'],
      seen: '0123456789ab',
    },
  });
  draw('incidentForm', 'wrong', {
    ...form,
    rows: rowCounts.first + rowCounts.step,
    errors: {
      date: 'まだ来ていない日付です。',
      row2Words: '300字までです。',
      form: '全体で4500字までです。',
    },
  });

  const todo = stillToWrite(record, { lateAfterHours: 24 });
  const alert = alertOf(record);
  draw('alert', 'first', { alert, repeat: false });
  draw('alert', 'no channel', { alert: alertOf(record, []), repeat: false });
  draw('alert', 'after everything', { alert: busyAlert(record, here), repeat: true });
  drawWay(draw, writing, record, here);
  draw('details', 'full', { incident: record, extent: 'full', may: { edit: true, ask: false, care: true } });
  draw('details', 'conduct', {
    incident: record,
    extent: 'conduct',
    may: { edit: false, ask: false, care: false },
  });

  draw('receipt', 'new', { incident: record, alert: undefined, todo });
  draw('receipt', 'no channel', { incident: record, alert: alertOf(record, []), todo });
  draw('receipt', 'seen', { incident: record, alert: busyAlert(record, here), todo });

  const waiting = escalated(record, { asked, reason: writing.reason });
  draw('receipt', 'asked', { incident: waiting.incident, alert, todo });
  draw('escalationForm', 'new', { number: record.number, nonce: form.nonce, typed: {}, errors: {} });
  draw('escalationForm', 'wrong', {
    number: record.number,
    nonce: form.nonce,
    typed: { asked: writing.reason, reason: writing.reason },
    errors: { asked: '一覧から選び直してください。', reason: '500字までです。' },
  });
  draw('escalationSent', 'sent', waiting);
  draw('decision', 'waiting', { ...waiting, typed: {}, errors: {} });
  draw('decision', 'wrong', {
    ...waiting,
    typed: { reason: writing.answer },
    errors: { reason: '理由を。' },
  });

  const by = approver({ name: writing.name });
  for (const action of ['approve', 'return', 'reject'] as const) {
    const answer = action === 'approve' ? writing.answer : writing.answer || 'い';
    const settled = decided(waiting.incident, { action, by, reason: answer });
    draw('decision', action, { ...settled, typed: {}, errors: {} });
    draw('receipt', action, { incident: settled.incident, alert: undefined, todo });
  }
  let again = record;
  for (let turn = 0; turn < 12; turn += 1) {
    const next = escalated(again, { asked, reason: writing.reason }).incident;
    again = decided(next, { action: 'return', by, reason: writing.answer || 'い' }).incident;
  }
  draw('receipt', 'asked often', { incident: again, alert: busyAlert(record, here), todo });

  drawEditing(draw, writing, record);
  drawPersons(draw, writing);
  drawCompanion(draw, writing, here);

  return { drawn, templates, verbs: [...verbs], allVerbs: Object.keys(cards) };
}

export type Gallery = {
  readonly drawn: readonly Drawn[];
  /** Templates that were filled. */
  readonly templates: ReadonlySet<string>;
  readonly verbs: readonly string[];
  readonly allVerbs: readonly string[];
};

type Draw = <V extends keyof Cards>(verb: V, state: string, ...view: Parameters<Cards[V]>) => void;

/** Every card of somebody's way through the house: the alert in its states, likely persons, the one answer. */
function drawWay(draw: Draw, writing: Writing, record: Incident, here: Ward): void {
  const { number } = record;
  const at = NOW.toISOString();
  const entries = loadAnswers().entries.map(({ id }) => id);
  const told = { entries, at };
  const others = here.departments.slice(0, 18).map(({ id: department }, index) => ({
    ...stopOf(
      incident({ typed: writing.record, word: `stop ${index}` }),
      index % 2 === 0 ? 'likely' : 'confirmed',
    ),
    department,
  }));
  const next = here.departments.map(({ id }) => ({ department: id, why: 'said' as const })).slice(0, 4);
  const all = {
    next,
    answered: here.departments.map(({ id: department }) => ({ department, ...told })),
    decision: busyAlert(record, here).decision,
    marked: true,
    calls: new Set<string>(),
  };
  const when = { now: NOW, times: alertTimes, wakes: true };
  const origin = stopOf(record, 'origin');
  let alert = retell(busyAlert(record, here), { ...all, stops: [origin, ...others] }, when, digest);
  const staying = others.filter((_, index) => index % 3 !== 0);
  alert = retell(alert, { ...all, stops: [origin, ...staying] }, when, digest);
  const say = entries.filter((_, index) => index % 2 === 0);
  const answer = { say, avoid: entries, by: '2026-12-24', department: 'fukushi', at };
  alert = { ...setOneAnswer(alert, answer, 'somebody', digest), marked: true };
  draw('alert', 'long way', { alert, repeat: true });
  draw('alert', 'next here', { alert: alertOf(record), repeat: false, here: 'zeimu' });
  draw('alert', 'stepped down', { alert: { ...alert, stage: 2 }, repeat: false });
  const press = { department: 'zeimu', by: 'somebody', now: NOW };
  draw('alert', 'left', { alert: leave(alert, press, digest), repeat: false });
  draw('alert', 'joined', { alert: joinAlert(alert, '261121-000000', NOW, digest), repeat: false });
  draw('alert', 'withdrawn', {
    alert: { ...alert, rest: { why: 'withdrawn', department: 'fukushi', at } },
    repeat: false,
  });
  draw('alert', 'over', { alert: { ...alert, rest: { why: 'expired', at } }, repeat: false });

  const outline: Outline = {
    number,
    extent: 'outline',
    at,
    department: 'fukushi',
    scene: 'counter',
    conduct: ['threat', 'abuse'],
    level: 'emergency',
    steps: { warning: 1, stop: 2, leave: 1 },
    ending: 'left',
  };
  const likely = {
    subject: `s-${number}`,
    reasons: [writing.name, writing.reason, '電話番号', '服装', '違う点：髪'],
    records: Array.from({ length: 9 }, () => outline),
    linked: false,
  };
  draw('match', 'asked', {
    number,
    error: '',
    persons: [
      { ...likely, band: 'high', answer: undefined },
      { ...likely, band: 'possible', answer: 'other' },
      { ...likely, band: 'weak', answer: 'unknown' },
    ],
  });
  draw('match', 'answered', {
    number,
    error: 'もう一度押してください。',
    persons: [{ ...likely, band: 'high', answer: 'same', linked: true }],
  });

  const confirmed = { ...alert, acknowledgements: [] };
  draw('board', 'silent', { alert: confirmed, unreached: ['zeimu'] });
  draw('board', 'done', { alert, unreached: [] });

  const { answer: _, ...silent } = alert;
  draw('answerForm', 'new', { alert: silent, typed: {}, errors: {} });
  draw('answerForm', 'set', { alert, typed: {}, errors: {} });
  draw('answerForm', 'wrong', {
    alert,
    typed: { say: writing.reason, avoid: writing.reason, by: writing.reason },
    errors: { say: '一つ以上。', avoid: '一覧から。', by: '日付を。', form: 'まだ。' },
  });
  const answered = { ...record, answered: told };
  draw('toldForm', 'new', { incident: record, alert: undefined, typed: {}, errors: {}, done: false });
  draw('toldForm', 'done', { incident: answered, alert, typed: {}, errors: {}, done: true });
  draw('toldForm', 'wrong', {
    incident: record,
    alert,
    typed: { told: writing.reason },
    errors: { told: '一つ以上。' },
    done: false,
  });
}

/** Every card that writes more into a record. */
function drawEditing(draw: Draw, writing: Writing, record: Incident): void {
  const { number } = record;
  const nonce = nonceFor('editing');
  const todo = stillToWrite(record, { lateAfterHours: 24 });
  draw('quick', 'new', { nonce, typed: {}, errors: {} });
  draw('quick', 'wrong', { nonce, typed: writing.form, errors: { row1Words: '言葉を。', date: '日付を。' } });
  draw('reminder', 'only', { number, due: NOW.toISOString() });
  draw('editChoose', 'new', { number, todo, group: '', error: '' });
  draw('editChoose', 'wrong', { number, todo: [], group: writing.reason, error: '選んでください。' });
  const asking = sendBack(
    record,
    {
      id: 'q0123456789abcdef',
      questions: [
        { field: 'manner', question: writing.reason || 'い' },
        { field: 'step1Kind', question: 'いつ?' },
      ],
      by: approver({ name: writing.name }),
      now: NOW,
    },
    digest,
  );
  if (!('next' in asking)) throw new Error('not sent back');
  const typed = typedOf(currentContent(record));
  for (const part of groupIds) {
    draw('editFields', part, { incident: record, part, review: '', nonce, base: 1, typed, errors: {} });
  }
  const questions = { incident: asking.next, part: 'questions', review: 'q0123456789abcdef' } as const;
  draw('editFields', 'questions', { ...questions, nonce, base: 1, typed, errors: {} });
  draw('editFields', 'advised', {
    ...questions,
    nonce,
    base: 1,
    typed,
    errors: {},
    advised: {
      advice: [{ field: 'manner', words: writing.name, kind: 'feeling', ask: 'どの言葉でしたか。' }],
      labels: [],
      why: [],
      seen: '0123456789ab',
    },
  });
  draw('editFields', 'wrong', {
    ...questions,
    nonce,
    base: 1,
    typed: writing.form,
    errors: { manner: '長すぎます。', reason: '理由を。', form: '全体で。' },
  });
  let corrected = asking.next;
  for (let version = 1; version <= 12; version += 1) {
    const content = {
      ...currentContent(corrected),
      taken: version % 2 === 0 ? writing.answer : writing.reason,
    };
    const judged = { machine: [], why: [], person: content.conduct, advice: [] };
    const order = { base: version, content, judged, reason: writing.answer || 'い', now: NOW };
    const by = person({ name: writing.name });
    const step = correct(corrected, { ...order, nonce: nonceFor(`version ${version}`), by }, digest);
    if ('next' in step) corrected = step.next;
  }
  const version = currentVersion(corrected).version;
  draw('editSaved', 'own', { incident: corrected, version });
  draw('editSaved', 'answered', { incident: corrected, version: 1, answered: true });
  draw('history', 'all', { incident: corrected, hidden: new Set() });
  draw('history', 'without care', { incident: corrected, hidden: new Set(['careNote']) });
  draw('reviewForm', 'new', { number, nonce, typed: {}, errors: {} });
  draw('reviewForm', 'wrong', {
    number,
    nonce,
    typed: { askField1: writing.reason, askQuestion1: writing.reason, askQuestion2: writing.answer },
    errors: { askField2: '欄を。', form: 'まだ送っていません。' },
  });
  draw('accountForm', 'new', { number, nonce, typed: {}, errors: {} });
  draw('accountForm', 'wrong', {
    number,
    nonce,
    typed: { account: writing.reason },
    errors: { account: '長い。' },
  });
}

/** Every card that does not show a record. */
function drawMenus(draw: Draw, writing: Writing, reporter: Person, record: Incident): void {
  const { department: _, ...unknown } = reporter;
  draw('welcome', 'known', { person: reporter, coordinator: false });
  draw('welcome', 'coordinator', { person: unknown, coordinator: true });
  for (const next of ['menu', 'record', 'quick', 'look-up'] as const) {
    draw('register', next, { asksRole: false, next, department: '', role: 'staff', error: '' });
  }
  draw('register', 'wrong', {
    asksRole: true,
    next: 'menu',
    department: writing.reason,
    role: writing.reason,
    error: '課を選んでください。',
  });
  draw('help', 'only');
  draw('bind', 'new', { channelName: writing.name, department: '', error: '' });
  draw('bind', 'named', { channelName: '税務課', department: '', error: '' });
  draw('bind', 'wrong', { channelName: '', department: writing.reason, error: '課を選んでください。' });
  draw('bound', 'only', { department: 'zeimu' });
  draw('lookUp', 'nothing', { own: [], number: '', error: '' });
  draw('lookUp', 'wrong', {
    own: Array.from({ length: 10 }, () => record),
    number: writing.reason,
    error: '受付番号は 261121-7K3F9Q のような形です。',
  });

  const people = Array.from({ length: 100 }, (_, index) => person({ id: `p${index}`, name: writing.name }));
  const empty = { department: '', people: [], current: [], person: '', done: '', errors: {} };
  draw('approvers', 'new', empty);
  draw('approvers', 'chosen', { ...empty, department: 'fukushi', people, current: people });
  draw('approvers', 'nobody', { ...empty, department: 'fukushi', done: '福祉課の承認者から外しました。' });
  draw('approvers', 'wrong', {
    ...empty,
    department: 'fukushi',
    people,
    person: writing.reason,
    errors: { department: '課を選んでください。', person: '人を選んでください。' },
  });
  draw('notice', 'plain', { title: '承認者は登録できません', lines: [] });
  draw('notice', 'fault', { title: 'エラーです', lines: ['一つ目', '二つ目'], reference: '1A2B3C4D' });
}
