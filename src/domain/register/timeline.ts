import type { Alert } from '../alert/alert.ts';
import type { AuditEntry } from '../audit.ts';
import { askedNames, type Asked, outcomeNames } from '../escalation/escalation.ts';
import { saidNames, type SaidChoice } from '../incident/additions.ts';
import { type Place, placeNames } from '../incident/choices.ts';
import { allFields } from '../incident/fields.ts';
import type { Incident } from '../incident/incident.ts';
import { departmentName, type Ward } from '../people/departments.ts';
import { answerNames } from '../subject/subject.ts';
import { wallClock } from '../time.ts';
import type { RegisterExtent } from './scope.ts';

/** Something that happened to a record, in a sentence without anything that somebody typed. */
export type Happening = {
  /** ISO instant */
  readonly at: string;
  readonly what: string;
  /** Who: the key of a person, or a department. Absent for what happened by itself. */
  readonly by?: { readonly person: string } | { readonly department: string };
};

export type TimelineReader = {
  readonly extent: RegisterExtent;
  /** Decides about the record, or coordinates: learns whose look was refused. */
  readonly official: boolean;
};

const labelOf = (id: string): string => allFields.find((field) => field.id === id)?.label ?? id;

const askedLine = (asked: readonly string[]): string =>
  asked.map((one) => askedNames[one as Asked] ?? one).join('・');

const versionIn = (about: string): string => about.replace(/\D/gu, '');

type Say = (entry: AuditEntry, incident: Incident, reader: TimelineReader) => string;

const outcome: Say = ({ action, about }, incident) => {
  const escalation = incident.escalations.find(({ id }) => id === about);
  const name = outcomeNames[action as keyof typeof outcomeNames];
  return `上申(${askedLine(escalation?.asked ?? [])})の判断: ${name}`;
};

const answer: Say = ({ action }) => {
  const name = answerNames[action.slice('said-'.length) as keyof typeof answerNames];
  return `似ている人について「${name}」と答えました`;
};

const ofRecord: Readonly<Record<string, Say>> = {
  filed: () => '記録しました',
  corrected: ({ about }, incident) => {
    const version = versionIn(about);
    const { reason } = incident.versions.find((one) => String(one.version) === version) ?? {};
    return reason === '速報の続き'
      ? `速報を書き終えました(第${version}版)`
      : `書き足すか直しました(第${version}版)`;
  },
  escalated: ({ about }) => `${askedLine(about.split(' ').slice(1))}を上申しました`,
  approved: outcome,
  returned: outcome,
  rejected: outcome,
  'account-added': () => '見ていた人として書きました',
  'sent-back': ({ about }, _, { extent }) => {
    const labels = about.split(' ').slice(1).map(labelOf);
    return extent === 'full' ? `書いた人に質問しました(${labels.join('、')})` : '書いた人に質問しました';
  },
  'alert-asked': () => 'あとから、全課へのアラートを求めました',
  'ladder-alert': () => '同じ方がほかの課にも来たため、全課へのアラートになりました',
  'follow-up-asked': () => '担当に、言ったかどうかを確認しました',
  'follow-up-answered': ({ about }, _, { extent }) => {
    const choice = saidNames[(about.split(' ')[1] ?? '') as SaidChoice];
    return extent === 'full' ? `確認に「${choice}」と答えました` : '確認に答えました';
  },
  'said-same': answer,
  'said-other': answer,
  'said-unknown': answer,
  split: () => '別の対象者の記録として分けました',
  told: () => 'この方にお伝えした回答を書きました',
  read: () => '詳しい内容を見ました',
  'read-refused': () => '詳しい内容を見ようとしました(役割がないため、表示していません)',
};

type SayOfAlert = (entry: AuditEntry, ward: Ward) => { what: string; department?: string };

const withPlace: SayOfAlert = ({ about }) => {
  const [department = '', place = ''] = about.split(' ');
  return { what: `「いま来ています」と知らせました(${placeNames[place as Place] ?? place})`, department };
};

/** What an alert did that its record's reader wants to know; the rest shows on its card. */
const ofAlert: Readonly<Record<string, SayOfAlert>> = {
  raised: () => ({ what: '緊急アラートを全課に出しました' }),
  amended: () => ({ what: '直した内容を、アラートに反映しました' }),
  'audience-widened': ({ about }, ward) => ({
    what: `あとからつながった課にもアラートを出しました(${about
      .split(' ')
      .map((id) => departmentName(ward, id))
      .join('、')})`,
  }),
  'audience-narrowed': ({ about }, ward) => ({
    what: `チャネルのなくなった課を、アラートの宛先から外しました(${departmentName(ward, about)})`,
  }),
  acknowledged: ({ about }) => ({ what: 'アラートを確認しました', department: about }),
  sighted: withPlace,
  left: ({ about }) => ({ what: '退去したと知らせました', department: about }),
  'sighting-withdrawn': ({ about }) => ({
    what: '「いま来ています」は別人だったと知らせました',
    department: about,
  }),
  'alert-withdrawn': () => ({ what: 'アラートを取り消しました' }),
  joined: () => ({ what: '同じ方の記録が、アラートに加わりました' }),
  'stop-withdrawn': () => ({ what: 'アラートの中の記録が、別人として取り消されました' }),
  'alert-joined': ({ about }) => ({ what: `アラート ${about} にまとめました` }),
  'alert-parted': () => ({ what: 'まとめたアラートを、元に戻しました' }),
  chased: () => ({ what: 'まだ確認していない課に、もう一度知らせました' }),
  'shown-silent': () => ({ what: '確認していない課を、総務課に知らせました' }),
  'stepped-down': () => ({ what: '続報がないため、アラートを注意に下げました' }),
  expired: () => ({ what: 'アラートが終わりました' }),
  'answer-set': () => ({ what: '統一回答を決めました' }),
};

/** The pointer to an alert that tells of the record: set, moved, or taken away when it names the same again. */
function pointing(entries: readonly AuditEntry[]): ReadonlyMap<number, string> {
  const said = new Map<number, string>();
  let at: string | undefined;
  for (const { seq, action, about } of entries) {
    if (action !== 'alert-pointed') continue;
    const gone = at === about;
    at = gone ? undefined : about;
    said.set(seq, gone ? `アラート ${about} から外れました` : `アラート ${about} にまとめました`);
  }
  return said;
}

/** Readings of one person on one day are one line. */
function readingsOnce(entries: readonly AuditEntry[]): { entry: AuditEntry; times: number }[] {
  const seen = new Map<string, { entry: AuditEntry; times: number }>();
  return entries.flatMap((entry) => {
    if (entry.action !== 'read' && entry.action !== 'read-refused') return [{ entry, times: 1 }];
    const key = `${entry.by} ${entry.action} ${wallClock(new Date(entry.at)).date}`;
    const known = seen.get(key);
    if (known !== undefined) {
      known.times += 1;
      return [];
    }
    const first = { entry, times: 1 };
    seen.set(key, first);
    return [first];
  });
}

/** Who has read a record is for those who may read all of it; whose look was refused, for officials. */
const mayLearn = ({ action }: AuditEntry, { extent, official }: TimelineReader): boolean =>
  action === 'read' ? extent === 'full' : action !== 'read-refused' || (extent === 'full' && official);

/** What nobody has found words for yet. */
const OTHERWISE = '記録が変わりました';

/**
 * What happened to a record, oldest first, from its own chain of entries and that of its alert. An alert of another
 * record that tells of this one as well has a story of its own.
 */
export function timelineOf(
  incident: Incident,
  alert: Alert | undefined,
  reader: TimelineReader,
  ward: Ward,
): Happening[] {
  const pointed = pointing(incident.audit);
  const own = readingsOnce(incident.audit.filter((entry) => mayLearn(entry, reader))).map(
    ({ entry, times }): Happening => ({
      at: entry.at,
      what: `${pointed.get(entry.seq) ?? ofRecord[entry.action]?.(entry, incident, reader) ?? OTHERWISE}${
        times > 1 ? `(この日に${times}回)` : ''
      }`,
      ...(entry.by === 'system' ? {} : { by: { person: entry.by } }),
    }),
  );
  const told = (alert?.id === incident.number ? alert.audit : []).flatMap((entry): Happening[] => {
    const said = ofAlert[entry.action]?.(entry, ward);
    if (said === undefined) return [];
    const { what, department } = said;
    if (department !== undefined) return [{ at: entry.at, what, by: { department } }];
    return [{ at: entry.at, what, ...(entry.by === 'system' ? {} : { by: { person: entry.by } }) }];
  });
  return [...own, ...told].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
