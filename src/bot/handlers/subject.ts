import type { FormErrors } from '../../domain/incident/read-form.ts';
import { type PersonFile, rootOfFile } from '../../domain/subject/file.ts';
import { needNames } from '../../domain/subject/needs.ts';
import { subjectIdSchema, subjectLabel } from '../../domain/subject/subject.ts';
import { type Linking, mergeFiles, splitRecord, undoMergeOf } from '../../workflow/link-records.ts';
import { endMark } from '../../workflow/flag-subject.ts';
import { openAgain, openFile, sendFile } from '../../workflow/open-file.ts';
import { mayDecideFlag, mayEndMark } from '../../workflow/views/flag.ts';
import { readPersonFile } from '../../workflow/views/person-file.ts';
import { welcomePerson } from '../../workflow/welcome.ts';
import { writeNeeds } from '../../workflow/write-needs.ts';
import { askAgain, post, type Press, type Reply, say, settle, type Turn } from '../reply.ts';
import { askRegistration } from './registration.ts';

/** The same words for what is not there and for what is not theirs: files cannot be probed. */
export const NO_FILE = 'この方の経過は、あなたの役割では見られないか、もうありません。';

type Extra = { page?: number; note?: string; typed?: Press['typed']; errors?: FormErrors };

const draw = ({ house, cards, person }: Turn, file: PersonFile, extra: Extra = {}) =>
  cards.subject({
    file,
    page: 1,
    mayDecide: mayDecideFlag(house, person, file),
    mayEnd: mayEndMark(house, person, file),
    ...extra,
  });

/** 開く: in the person's own chat at once; anywhere else it goes to their own chat. */
export async function openSubject(turn: Turn, press: Press, subject: string): Promise<Reply> {
  const { house, person } = turn;
  if (press.scope === 'personal') {
    if (person.department === undefined) return askRegistration(turn, 'look-up');
    const file = await openFile(house, { subject, person });
    return file === undefined ? say(NO_FILE) : post(draw(turn, file), '経過を送りました。');
  }
  // Somebody we do not know yet is asked where they work, in their own chat and once.
  if (person.department === undefined) await welcomePerson(house, person);
  const sent = await sendFile(house, { subject, person });
  return say(sent === 'sent' ? 'Tateとあなたのチャットに送りました。' : NO_FILE);
}

/** Another page takes the place of the one before. */
export async function turnPage(turn: Turn, action: { subject: string; page: number }): Promise<Reply> {
  return redraw(turn, action.subject, { page: action.page });
}

async function redraw(turn: Turn, subject: string, extra: Extra = {}): Promise<Reply> {
  return shown(turn, await openFile(turn.house, { subject, person: turn.person }), extra);
}

/** The card of a file that was changed, by the file's own id: the id on the card may mean another one by now. */
async function redrawFile(turn: Turn, file: string, extra: Extra): Promise<Reply> {
  return shown(turn, await openAgain(turn.house, { file, person: turn.person }), extra);
}

function shown(turn: Turn, file: PersonFile | undefined, extra: Extra): Reply {
  if (file !== undefined) return askAgain(draw(turn, file, extra));
  return extra.note === undefined
    ? say(NO_FILE)
    : settle(turn.cards.notice({ title: extra.note, lines: [] }));
}

const refusals: Readonly<Record<Extract<Linking, { kind: 'refused' }>['why'], string>> = {
  'not-entitled': 'まとめたり分けたりできるのは、その課の承認者と総務課の調整担当です。',
  'no-such-record': 'その記録は見つかりません。',
  'no-such-file': 'その番号の対象者は見つかりません。番号を確かめてください。',
  'same-file': 'すでに同じ方としてまとめられています。',
  'not-merged': 'このまとめは、もう取り消されています。',
};

/** この記録を分ける */
export async function splitFile(turn: Turn, action: { subject: string; number: string }): Promise<Reply> {
  const { house, person } = turn;
  const before = await readPersonFile(house, action.subject, person);
  if (before === undefined) return say(NO_FILE);
  const outcome = await splitRecord(house, { number: action.number, person });
  if (outcome.kind === 'refused') return say(refusals[outcome.why]);
  return redrawFile(turn, rootOfFile(before), {
    note: `記録 ${action.number} を分けました。いまは${subjectLabel(outcome.file)}です。`,
  });
}

/** 別の対象者とまとめる: both files must be ones that this person sees something of. */
export async function mergeFile(turn: Turn, press: Press, subject: string): Promise<Reply> {
  const { house, person } = turn;
  const typed = (press.typed['other'] ?? '').normalize('NFKC').replace('対象者', '').trim().toUpperCase();
  const other = `s-${typed.replace(/^S-/u, '')}`;
  const again = (error: string): Promise<Reply> =>
    redraw(turn, subject, { typed: press.typed, errors: { other: error } });
  if ((await readPersonFile(house, subject, person)) === undefined) return say(NO_FILE);
  if (!subjectIdSchema.safeParse(other).success) return again('対象者番号は 261121-7K3F9Q のような形です。');
  if ((await readPersonFile(house, other, person)) === undefined) return again(refusals['no-such-file']);
  const outcome = await mergeFiles(house, { one: subject, other, person });
  if (outcome.kind === 'refused') return again(refusals[outcome.why]);
  return redrawFile(turn, outcome.file, { note: 'お二人の経過を一人としてまとめました。' });
}

/** まとめを取り消す: `subject` is the file that was merged away. */
export async function unmergeFile(turn: Turn, subject: string): Promise<Reply> {
  const { house, person } = turn;
  const before = await readPersonFile(house, subject, person);
  if (before === undefined) return say(NO_FILE);
  const outcome = await undoMergeOf(house, { subject, person });
  if (outcome.kind === 'refused') return say(refusals[outcome.why]);
  return redrawFile(turn, rootOfFile(before), { note: `${subjectLabel(subject)} を別の方に戻しました。` });
}

/** 注意の印を終える */
export async function endSubjectMark(turn: Turn, action: { subject: string; flag: string }): Promise<Reply> {
  const ended = await endMark(turn.house, { ...action, person: turn.person });
  if (ended === 'refused') {
    return say('注意の印を終えられるのは、上申した人、その課の承認者、総務課の調整担当です。');
  }
  return redraw(turn, action.subject, { note: '注意の印を終えました。理由と経過は記録に残っています。' });
}

/** 配慮事項を書く */
export async function openNeeds(turn: Turn, subject: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const file = await openFile(house, { subject, person });
  if (file === undefined) return say(NO_FILE);
  return post(
    cards.needs({ subject: file.subject, chosen: file.needs, error: '' }),
    '配慮事項の画面を送りました。',
  );
}

export async function saveNeeds(turn: Turn, press: Press, subject: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const chosen = press.typed['needs'] ?? '';
  const outcome = await writeNeeds(house, { subject, chosen, person });
  switch (outcome.kind) {
    case 'no-such-file':
      return say(NO_FILE);
    case 'invalid':
      return askAgain(cards.needs({ subject, chosen: chosen.split(','), error: outcome.error }));
    case 'saved':
      return settle(
        cards.notice({
          title: '配慮事項を保存しました',
          lines: [
            subjectLabel(outcome.subject),
            outcome.needs.length === 0
              ? '配慮事項はありません。'
              : outcome.needs.map((need) => needNames[need]).join('、'),
            '変えるときは、この方の経過から、もう一度「配慮事項を書く」を押してください。',
          ],
        }),
      );
  }
}
