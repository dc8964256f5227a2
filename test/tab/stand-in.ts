import { meSchema, type Me } from '../../src/api/me.ts';
import type { Named } from '../../src/api/named.ts';
import { recordViewSchema, type RecordView } from '../../src/api/record.ts';
import {
  registerPageSchema,
  registerQuerySchema,
  type RegisterPage,
  type RegisterRow,
  stateNames,
} from '../../src/api/register.ts';
import { foundSubjectsSchema, subjectViewSchema } from '../../src/api/subject.ts';
import { conductNames, sceneNames } from '../../src/domain/incident/choices.ts';
import { severityNames } from '../../src/domain/risk/severity.ts';
import { gallery, rich } from '../cards/gallery.ts';

/** What the service would say, made up; every answer is held against the contract before it leaves. */

const named = (names: Readonly<Record<string, string>>): Named[] =>
  Object.entries(names).map(([id, name]) => ({ id, name }));

const pick = (list: readonly Named[], index: number): Named => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

export const departments: readonly Named[] = [
  { id: 'kumin', name: '区民課' },
  { id: 'zeimu', name: '税務課' },
  { id: 'fukushi', name: '福祉課' },
  { id: 'kodomo', name: '子ども家庭支援課' },
  { id: 'somu', name: '総務課' },
];
const scenes = named(sceneNames);
const conduct = named(conductNames);
const severities = named(severityNames);
const states = named(stateNames);

/** The moment at which the made-up house stands. */
export const NOW = new Date('2026-11-22T05:00:00.000Z');

const drawn = gallery(rich).drawn;

/** A card of the bot as the service sends it: without anything to press. */
export const cardNamed = (name: string): Record<string, unknown> => {
  const found = drawn.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no such card: ${name}`);
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) {
      return node
        .filter(
          (one: unknown) =>
            !(typeof one === 'object' && one !== null && 'type' in one && one.type === 'ActionSet'),
        )
        .map(strip);
    }
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).flatMap(([key, value]) =>
        key === 'actions' || key === 'selectAction' ? [] : [[key, strip(value)]],
      ),
    );
  };
  return strip(found.message.card) as Record<string, unknown>;
};

export type Persona = 'coordinator' | 'approver' | 'reporter';

export function meOf(persona: Persona): Me {
  return meSchema.parse({
    name: { coordinator: '山本 恵', approver: '田中 一郎', reporter: '佐藤 みどり' }[persona],
    department: pick(departments, persona === 'coordinator' ? 4 : 1),
    roles: {
      coordinator: persona === 'coordinator',
      approverOf: persona === 'approver' ? [departments[1]] : [],
      deputyOf: [],
    },
    ward: { name: '見本区', departments },
    choices: { scenes, conduct, severities: [...severities, { id: 'none', name: '段階なし' }], states },
    gaps:
      persona === 'coordinator'
        ? [
            { department: departments[1], missing: ['channel'] },
            { department: departments[3], missing: ['channel', 'approver'] },
          ]
        : [],
    links: { chat: 'https://teams.microsoft.com/l/chat/0/0?users=28:tate' },
  });
}

/** `261121-7K3F9Q` and the like. */
const numberOf = (index: number): string => `261121-${index.toString().padStart(6, '0')}`;

const HOUR = 3_600_000;

/** Newest first, one every 19 hours. */
export const rows: readonly RegisterRow[] = Array.from({ length: 1300 }, (_, index) => {
  const occurred = new Date(NOW.getTime() - index * 19 * HOUR);
  const severity = index % 4;
  return {
    number: numberOf(index),
    extent: index % 5 === 3 ? 'conduct' : 'full',
    occurredAt: occurred.toISOString(),
    filedAt: new Date(occurred.getTime() + (1 + (index % 7)) * HOUR).toISOString(),
    department: pick(departments, index),
    scene: pick(scenes, index * 3),
    conduct: [
      pick(conduct, index),
      ...(index % 3 === 0 ? [pick(conduct, index + 5), pick(conduct, index + 2)] : []),
    ],
    ...(severity === 3 ? {} : { severity: pick(severities, severity) }),
    state: pick(states, index * 2),
    alerted: severity === 2,
    own: index % 9 === 0,
    ...(index % 5 === 3 ? {} : { reporter: '佐藤 みどり' }),
  } satisfies RegisterRow;
});

const PAGE = 25;
const LOOKED_AT_MOST = 400;

/** Words stand in no row here: 「まれ」 is found in one old record, anything else in none. */
const hasWords = (row: RegisterRow, words: string): boolean =>
  row.number.includes(words) || (words === 'まれ' && row.number === numberOf(990));

export function searchRecords(body: unknown, persona: Persona): RegisterPage {
  const query = registerQuerySchema.parse(body);
  const begin = query.after === undefined ? 0 : Number(query.after);
  const inOrder = query.order === 'newest' ? rows : [...rows].reverse();
  const fits = (row: RegisterRow): boolean =>
    (persona === 'coordinator' || row.own || persona === 'approver') &&
    (query.department === undefined || row.department.id === query.department) &&
    (query.scene === undefined || row.scene.id === query.scene) &&
    (query.conduct === undefined || row.conduct.some(({ id }) => id === query.conduct)) &&
    (query.severity === undefined || (row.severity?.id ?? 'none') === query.severity) &&
    (query.state === undefined || row.state.id === query.state) &&
    (query.from === undefined || row.occurredAt >= `${query.from}T00:00:00+09:00`) &&
    (query.words === undefined || query.words === '' || hasWords(row, query.words));
  const found: RegisterRow[] = [];
  let at = begin;
  while (at < inOrder.length && found.length < PAGE && at - begin < LOOKED_AT_MOST) {
    const row = inOrder[at];
    if (row !== undefined && fits(row)) found.push(row);
    at += 1;
  }
  const last = inOrder[at];
  return registerPageSchema.parse({
    rows: found,
    lookedAt: at - begin,
    ...(last === undefined ? {} : { next: String(at), reached: last.occurredAt.slice(0, 10) }),
  });
}

export function recordOf(number: string, persona: Persona): RecordView | undefined {
  const row = rows.find((one) => one.number === number);
  if (row === undefined || (persona === 'reporter' && !row.own)) return undefined;
  const full = row.extent === 'full';
  const at = (hours: number): string => new Date(Date.parse(row.filedAt) + hours * HOUR).toISOString();
  return recordViewSchema.parse({
    ...row,
    subject: 's-261121-000000',
    card: cardNamed(full ? 'details (full)' : 'details (conduct)'),
    versions: [
      {
        version: 3,
        at: at(5),
        by: '佐藤 みどり',
        reason: '課長の質問に答えた',
        changes: full
          ? [
              { where: '相手の様子', before: '怒っていた', after: '机を2回たたき、「責任者を出せ」と言った' },
              { where: '言われた言葉 2', before: '', after: '「お前の家を知っているぞ」' },
              { where: '対応した時間', before: '20分くらい', after: '' },
            ]
          : [],
      },
      {
        version: 2,
        at: at(2),
        by: '佐藤 みどり',
        changes: full ? [{ where: '場所', before: '1階', after: '1階 3番窓口' }] : [],
      },
      { version: 1, at: at(0), by: '佐藤 みどり', changes: [] },
    ],
    timeline: [
      { at: row.occurredAt, what: '対応がありました' },
      { at: at(0), what: '記録されました', by: '佐藤 みどり' },
      { at: at(0.01), what: '全課へアラートを送りました' },
      { at: at(1), what: '税務課が「確認しました」を押しました', by: '田中 一郎' },
      { at: at(2), what: '書き直されました(第2版)', by: '佐藤 みどり' },
      { at: at(5), what: '書き直されました(第3版)', by: '佐藤 みどり' },
    ],
    ...(row.alerted || number === numberOf(0)
      ? {
          alert: {
            id: 'a1',
            raisedAt: at(0.01),
            standing: '続いています。5課のうち3課が確認しました。',
            card: cardNamed('alert (after everything)'),
            departments: departments.map((department, index) => ({
              department,
              ...(index < 3 ? { confirmedAt: at(1 + index) } : {}),
              channels:
                index === 3
                  ? []
                  : [
                      {
                        name: 'アラート',
                        state:
                          (['shown', 'shown', 'uncertain', 'waiting', 'failed'] as const)[index] ?? 'shown',
                        ...(index < 2 ? { at: at(0.02) } : {}),
                        ...(index === 4
                          ? { note: 'Tateがこのチャネルから外されています。チームに入れ直してください。' }
                          : {}),
                      },
                    ],
            })),
          },
        }
      : {}),
    decisions: full
      ? [
          {
            id: 'd1',
            askedAt: at(3),
            asked: [
              { id: 'second', name: '二次対応(上司が代わる)' },
              { id: 'police', name: '警察への相談' },
            ],
            state: { id: 'approved', name: '承認' },
            reason: '同じ要求が30分以上続いた',
            decided: { at: at(4), by: '田中 一郎', reason: '次回から係長が同席する' },
          },
          {
            id: 'd2',
            askedAt: at(6),
            asked: [{ id: 'end', name: '対応の終了' }],
            state: { id: 'pending', name: '判断待ち' },
          },
        ]
      : [],
  });
}

export const found = () =>
  foundSubjectsSchema.parse({
    found: [
      {
        subject: 's-261121-000000',
        band: { id: 'high', name: '同じ人の可能性が高い' },
        reasons: ['電話番号の下4けたが同じ', '「責任者を出せ」をくり返す', '服装:紺のジャンパー'],
        contacts: departments.slice(0, 3).map((department, index) => ({
          department,
          count: 3 - index,
          newest: rows[index]?.occurredAt ?? NOW.toISOString(),
        })),
      },
      {
        subject: 's-261121-000007',
        band: { id: 'possible', name: '同じ人かもしれない' },
        reasons: ['年代と体格が近い'],
        contacts: [{ department: pick(departments, 2), count: 1, newest: NOW.toISOString() }],
      },
    ],
  });

export const fileOf = (subject: string, persona: Persona) =>
  subjectViewSchema.parse({
    subject,
    ...(persona === 'reporter' ? {} : { name: '見本 太郎' }),
    merged: ['s-261121-000031'],
    needs: ['耳が聞こえにくい:筆談の用意', '長く立っていられない:いすをすすめる'],
    flag: { until: '2027-02-19', reason: '3回続けて、危害を加えると言った' },
    exempt: false,
    contacts: rows.slice(0, 6).map((row, index) => ({
      number: row.number,
      extent: (['full', 'conduct', 'outline'] as const)[index % 3],
      at: row.occurredAt,
      department: row.department,
      scene: row.scene,
      conduct: row.conduct,
      ...(row.severity === undefined ? {} : { severity: row.severity }),
      steps: index % 2 === 0 ? ['警告 1回', '退去の要請 2回'] : [],
      ...(index % 2 === 0 ? { ending: { id: 'asked', name: '退去や終了をお願いして終わった' } } : {}),
    })),
    links:
      persona === 'reporter'
        ? []
        : [
            { number: numberOf(0), what: 'この記録から始まりました' },
            { number: numberOf(1), what: '佐藤 みどりさんが「同じ人」と答えました', at: NOW.toISOString() },
          ],
    open: [
      {
        what: '注意の印をつけるかどうかの判断',
        number: numberOf(2),
        department: pick(departments, 2),
        at: NOW.toISOString(),
      },
    ],
    card: cardNamed('subject (official)'),
  });
