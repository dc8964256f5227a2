import { newNonce } from '../../domain/ids.ts';
import { dayAfter, type FlagDecision, USUAL_REVIEW_DAYS } from '../../domain/subject/flagging.ts';
import { type AskingFlag, askForFlag, decideOnFlag, sendFlag } from '../../workflow/flag-subject.ts';
import { openFile } from '../../workflow/open-file.ts';
import { readPersonFile } from '../../workflow/views/person-file.ts';
import { askAgain, post, type Press, type Reply, say, settle, show, type Turn } from '../reply.ts';
import { NO_FILE } from './subject.ts';

const refusals: Readonly<Record<Extract<AskingFlag, { kind: 'refused' }>['why'], string>> = {
  'no-such-file': NO_FILE,
  exempt:
    '10代の方など、注意の印を付けない決まりの方です。危険があるときは、係長か課長にすぐ知らせてください。',
  open: 'この方の注意の印は、すでに付いているか、判断を待っています。',
};

/** 注意の印を上申する */
export async function openFlag(turn: Turn, subject: string): Promise<Reply> {
  const { house, cards, person } = turn;
  const file = await openFile(house, { subject, person });
  if (file === undefined) return say(NO_FILE);
  if (file.exempt) return say(refusals.exempt);
  if (file.active !== undefined || file.asked !== undefined) return say(refusals.open);
  const nonce = newNonce(house.now(), house.random());
  const typed = { reviewOn: dayAfter(house.now(), USUAL_REVIEW_DAYS) };
  return post(cards.flagForm({ subject: file.subject, nonce, typed, errors: {} }), '用紙を送りました。');
}

export async function askFlag(
  turn: Turn,
  press: Press,
  action: { subject: string; nonce: string },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { typed } = press;
  const { subject, nonce } = action;
  const outcome = await askForFlag(house, {
    subject,
    nonce,
    reason: typed['reason'] ?? '',
    reviewOn: (typed['reviewOn'] ?? '').trim(),
    person,
  });
  switch (outcome.kind) {
    case 'refused':
      return askAgain(cards.flagForm({ subject, nonce, typed, errors: { form: refusals[outcome.why] } }));
    case 'invalid':
      return askAgain(cards.flagForm({ subject, nonce, typed, errors: outcome.errors }));
    case 'asked':
      return settle(cards.flagTold({ subject, flag: outcome.flag }));
  }
}

/** 判断のカードを受け取る, on the file of somebody whose mark waits. */
export async function showFlag(turn: Turn, action: { subject: string; flag: string }): Promise<Reply> {
  const sent = await sendFlag(turn.house, { ...action, person: turn.person });
  return say(sent === 'sent' ? '判断のカードは、Tateとのこのチャットにあります。' : NOT_ENTITLED);
}

const NOT_ENTITLED =
  '判断できるのは、上申した人の課の承認者と総務課の調整担当です。自分の上申は判断できません。';

/** 承認・却下: the first entitled decision counts, and every later one is told who was first. */
export async function decideFlag(
  turn: Turn,
  press: Press,
  action: { subject: string; flag: string; decision: FlagDecision },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { subject, flag: id, decision } = action;
  const { typed } = press;
  const outcome = await decideOnFlag(house, {
    subject,
    flag: id,
    action: decision,
    reason: typed['reason'] ?? '',
    person,
  });
  if (outcome.kind === 'refused') {
    return outcome.why === 'exempt'
      ? say(`承認できません。${refusals.exempt}`)
      : settle(cards.notice({ title: 'この上申は判断できません', lines: [NOT_ENTITLED] }));
  }
  const { flag } = outcome;
  if (outcome.kind !== 'invalid') {
    // Its day came before anybody decided; the sweep has not been by yet.
    const over = outcome.kind === 'already-decided' && flag.state === 'asked';
    return show(cards.flagTold({ subject, flag: over ? { ...flag, state: 'ended' } : flag }));
  }
  const file = await readPersonFile(house, subject, person);
  return askAgain(cards.flag({ subject, flag, file, typed, errors: outcome.errors }));
}
