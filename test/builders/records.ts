import { createHash } from 'node:crypto';
import { demoWardFile, loadWard } from '../../src/content/ward.ts';
import { type Alert, raiseAlert } from '../../src/domain/alert/alert.ts';
import { likelyNext } from '../../src/domain/alert/next.ts';
import type { Asked, DecisionAction, Escalation } from '../../src/domain/escalation/escalation.ts';
import { type Digest, newNonce, personKey, recordNumber } from '../../src/domain/ids.ts';
import { conductNames, dangerNames } from '../../src/domain/incident/choices.ts';
import { type IncidentContent, limits, TOTAL_LIMIT } from '../../src/domain/incident/content.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import {
  askEscalation,
  decideEscalation as decideStep,
  fileIncident,
  type Incident,
} from '../../src/domain/incident/incident.ts';
import { rowCounts, rowFields, textFields } from '../../src/domain/incident/form-fields.ts';
import { readForm } from '../../src/domain/incident/read-form.ts';
import type { Channel, Person } from '../../src/domain/people/person.ts';

/** The fixed clock of the records: 21 November 2026, 14:10 in Japan. */
export const NOW = new Date('2026-11-21T05:10:00Z');

export const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');

export const ward = loadWard(demoWardFile);

/** A day fresh, three days in all, and 24 hours from stop to stop. */
export const alertTimes = { windowHours: 24, stepHours: 24, days: 3, chaseMinutes: 15 };

const TENANT = 'local';
const SERVICE_URL = 'http://127.0.0.1:3999/';
const BOT = '28:tate';

/** 16 hex digits that are the same for the same word. */
const hex = (word: string): string => digest(word).slice(0, 16);

export const nonceFor = (word: string): string => newNonce(NOW, hex(word));

/** A member of 福祉課; `id` tells people apart. */
export function person(overrides: Partial<Person> & { id?: string } = {}): Person {
  const { id = 'sato', ...rest } = overrides;
  return {
    key: personKey(TENANT, id, digest),
    tenantId: TENANT,
    objectId: id,
    teamsId: `29:${id}`,
    name: '佐藤 みどり',
    department: 'fukushi',
    approverOf: [],
    deputyOf: [],
    coordinator: false,
    declaredCoordinator: false,
    roleHistory: [],
    reach: { serviceUrl: SERVICE_URL, botId: BOT },
    ...rest,
  };
}

export const approver = (overrides: Partial<Person> & { id?: string } = {}): Person =>
  person({ id: 'kacho', name: '高橋 一郎', approverOf: ['fukushi'], ...overrides });

/** A channel of 税務課. */
export function channel(overrides: Partial<Channel> & { id?: string } = {}): Channel {
  const { id = 'zeimu', ...rest } = overrides;
  return {
    key: `c${hex(id)}`,
    address: {
      serviceUrl: SERVICE_URL,
      conversationId: `19:${id}@thread.tacv2`,
      tenantId: TENANT,
      botId: BOT,
    },
    name: '税務課',
    department: 'zeimu',
    state: 'active',
    history: [],
    ...rest,
  };
}

/** The least that a form needs. */
export const minimalTyped: TypedValues = {
  department: 'fukushi',
  date: '2026-11-21',
  time: '14:05',
  scene: 'phone',
  row1Words: 'ばか',
};

/** A form with something in every field. */
export const richTyped: TypedValues = {
  department: 'fukushi',
  date: '2026-11-21',
  time: '13:40',
  endTime: '14:05',
  minutes: '25',
  scene: 'counter',
  place: '2階 5番窓口',
  name: '山本 太郎',
  kana: 'やまもと たろう',
  phone: '03-1234-5678',
  age: '50s',
  gender: 'male',
  glasses: 'yes',
  build: '170cmくらい、やせ型',
  hair: '白髪、短い',
  clothing: '紺の上着、灰色の帽子',
  belongings: '黒いかばん、杖',
  voice: '低い声、早口',
  row1At: '13:45',
  row1Who: 'caller',
  row1Words: '今すぐ出せ。お前では話にならない',
  row2At: '13:50',
  row2Who: 'staff',
  row2Words: '担当者から折り返します',
  row3Who: 'companion',
  row3Words: '前にも言った',
  demand: '今日中に給付を決めてほしい',
  background: '先週の説明と違うと話している',
  conduct: 'time,abuse,threat',
  manner: 'カウンターを手で3回たたいた',
  witnesses: '5番窓口の職員、待っていた区民2人',
  taken: '13:55 係長に交代。制度を説明した',
  ending: 'asked',
  endingNote: '14:05 に退去した',
  danger: 'violence,onward',
  urgent: 'true',
};

/** Each of these has made some card somewhere say or do what its writer wanted. */
export const hostilePieces = {
  link: '[押すと安全](https://evil.example/?a=1&b=2)',
  image: '![図](https://evil.example/x.png)',
  bold: '**強調** __下線__ *斜体* `code` ~~消し~~',
  list: '- 一つ目',
  ordered: '1. 番号',
  heading: '# 見出し',
  quote: '> 引用',
  rule: '---',
  mention: '<at>課長</at>',
  expression: '${number} ${$root.number} ${json(1)} $${a} @{b}',
  date: '{{DATE(2026-01-01T00:00:00Z)}}',
  time: '{{TIME(2026-01-01T00:00:00Z)}}',
  dateInBraces: '{{{DATE(2026-01-01T00:00:00Z, LONG)}}}',
  html: '<b onclick="x()">太字</b><script>alert(1)</script><img src=x onerror=y> &lt;&amp;',
  quotes: '"\'\\ \\n \\u0041 "}],"x":[{',
  emoji: '👩‍👩‍👧‍👦👍🏽🇯🇵😀葛󠄀飾',
  rightToLeft: '‮あいう‬ ⁦שלום⁩ ‏مرحبا‎',
  combining: 'ざ̴̷̸ ゞ',
  width: 'ﾀﾅｶ ＡＢＣ　①',
  words: 'null_ undefined_ NaN_ [object Object]_ true',
} as const;

/** Hostile text of exactly this many UTF-16 units: well-formed, without white space at its ends. */
export function hostileText(length: number, turn = 0): string {
  const pieces = Object.values(hostilePieces);
  let text = '';
  for (let index = turn; text.length < length; index += 1) {
    text += `${pieces[index % pieces.length]}${index % 3 === 0 ? '\r\n' : ' '}`;
  }
  let cut = text.slice(0, length);
  if (!cut.isWellFormed()) cut = `${cut.slice(0, -1)}x`;
  return /\s$/u.test(cut) ? `${cut.slice(0, -1)}x` : cut;
}

/** Text of exactly this many units that is as heavy as text can be: three bytes each. */
export const heavyText = (length: number): string => '盾'.repeat(length);

/** Text of exactly this many units in which every second one begins a line. */
export const linedText = (length: number): string => 'あ\n'.repeat(length).slice(0, length - 1) + 'い';

const allRows = Array.from({ length: rowCounts.most }, (_, index) => rowFields(index + 1));

/** A form with every text field at its own limit: together more than a record may hold. */
export const typedAtFieldLimits = (fill: (length: number, turn: number) => string): TypedValues => ({
  ...richTyped,
  conduct: Object.keys(conductNames).join(','),
  danger: Object.keys(dangerNames).join(','),
  ...Object.fromEntries(
    Object.entries(textFields).map(([field, { most }], index) => [field, fill(most, index)]),
  ),
  ...Object.fromEntries(
    allRows.flatMap((row, index) => [
      [row.at, '13:45'],
      [row.who, 'companion'],
      [row.words, fill(limits.words, index + 7)],
    ]),
  ),
});

/** How the characters of the largest record may lie: in what was said, or in what was told. */
export type Weight = 'words' | 'narratives';

/** Every text field gets so much before any gets more. */
const LEAST = 20;

/** A form that holds exactly as much text as one record may. */
export function typedAtTotalLimit(
  fill: (length: number, turn: number) => string,
  weight: Weight = 'words',
): TypedValues {
  const told = Object.entries(textFields)
    .map(([field, { most }]) => ({ field, most: most as number }))
    .toSorted((a, b) => b.most - a.most);
  const said = allRows.map((row) => ({ field: row.words, most: limits.words as number }));
  let rest = TOTAL_LIMIT - LEAST * (told.length + said.length);
  const texts = (weight === 'words' ? [...said, ...told] : [...told, ...said]).map(
    ({ field, most }, turn) => {
      const more = Math.min(most - LEAST, rest);
      rest -= more;
      return [field, fill(LEAST + more, turn)] as const;
    },
  );
  return { ...typedAtFieldLimits(fill), ...Object.fromEntries(texts) };
}

/** What the house makes of a typed form. Throws when the form has errors. */
export function contentOf(typed: TypedValues): IncidentContent {
  const read = readForm(typed, NOW, ward.departments);
  if (!read.ok) throw new Error(`the form has errors: ${JSON.stringify(read.errors)}`);
  return read.content;
}

type IncidentParts = {
  typed?: TypedValues;
  reporter?: Person;
  /** Tells records of one person apart. */
  word?: string;
  messageId?: string;
  now?: Date;
};

export function incident(parts: IncidentParts = {}): Incident {
  const { typed = richTyped, reporter = person(), word = 'first', messageId, now = NOW } = parts;
  const nonce = nonceFor(word);
  return fileIncident(
    {
      number: recordNumber(nonce, reporter.key, 0, digest),
      nonce,
      messageId,
      reporter,
      content: contentOf(typed),
      now,
    },
    digest,
  );
}

export const richIncident = (parts: IncidentParts = {}): Incident => incident(parts);
export const minimalIncident = (parts: IncidentParts = {}): Incident =>
  incident({ typed: minimalTyped, ...parts });

/** The record with one escalation more, not decided yet. */
export function escalated(
  before: Incident,
  ask: { asked?: Asked[]; reason?: string; word?: string; now?: Date } = {},
): { incident: Incident; escalation: Escalation } {
  const { asked = ['second-line', 'police'], reason = '同じ要求が30分以上続いた', now = NOW } = ask;
  const id = `e${hex(ask.word ?? `escalation ${before.escalations.length}`)}`;
  const step = askEscalation(before, { id, asked, reason, by: before.reporter.key, now }, digest);
  if ('refused' in step) throw new Error(`not escalated: ${step.refused}`);
  const escalation = step.next.escalations.at(-1);
  if (escalation === undefined) throw new Error('the escalation is missing');
  return { incident: step.next, escalation };
}

/** The record with its pending escalation decided. */
export function decided(
  before: Incident,
  decision: { action?: DecisionAction; by?: Person; reason?: string; now?: Date } = {},
): { incident: Incident; escalation: Escalation } {
  const { action = 'approve', by = approver(), reason = '係長が同席する', now = NOW } = decision;
  const pending = before.escalations.find((escalation) => escalation.state === 'pending');
  if (pending === undefined) throw new Error('nothing is pending');
  const step = decideStep(before, { escalation: pending.id, action, by, reason, now }, digest);
  if ('refused' in step) throw new Error(`not decided: ${step.refused}`);
  const escalation = step.next.escalations.find((candidate) => candidate.id === pending.id);
  if (escalation === undefined) throw new Error('the escalation is missing');
  return { incident: step.next, escalation };
}

/** The alert that a record raises in the channels of these departments. */
export const alertOf = (
  record: Incident = richIncident(),
  audience: string[] = ward.departments.map(({ id }) => id),
  now: Date = NOW,
): Alert => raiseAlert(record, { audience, next: likelyNext(record, ward), times: alertTimes }, now, digest);
