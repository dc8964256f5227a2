import type { Contact, LiveScene } from '../../domain/companion/contact.ts';
import type { TapRefusal } from '../../domain/companion/tap.ts';
import { newNonce } from '../../domain/ids.ts';
import { withContact } from '../../workflow/companion/carry-steps.ts';
import { type AskDecision, decideAsk } from '../../workflow/companion/decide-ask.ts';
import {
  noteShown,
  runningContacts,
  sendToOwner,
  startContact,
} from '../../workflow/companion/start-contact.ts';
import { tapContact, type Tapping, writeLine } from '../../workflow/companion/tap-contact.ts';
import { contactView } from '../../workflow/views/contact.ts';
import { welcomePerson } from '../../workflow/welcome.ts';
import { screenOf } from '../../domain/companion/screen.ts';
import { askAgain, post, type Press, type Reply, say, settle, show, type Turn } from '../reply.ts';
import { askRegistration } from './registration.ts';

const GONE = 'この対応は見つかりません。「対応中」と送ると、あたらしく始められます。';

type Page = 'main' | 'situations' | 'more';

async function draw(
  { house, cards }: Turn,
  contact: Contact,
  more: { page?: Page; problem?: string; heard?: { text: string; error: string } } = {},
) {
  return cards.contact({ ...(await contactView(house, contact)), page: 'main', ...more });
}

/** 「対応中」: one button per line and window, and what still runs. */
export async function openContacts(turn: Turn): Promise<Reply> {
  const { house, cards, person } = turn;
  return post(
    cards.contactStart({
      department: person.department ?? '',
      nonce: newNonce(house.now(), house.random()),
      running: await runningContacts(house, person),
    }),
    '対応中の画面を送りました。',
  );
}

async function postCard(turn: Turn, contact: Contact): Promise<Reply> {
  return {
    kind: 'post',
    message: await draw(turn, contact),
    said: '対応中のカードを送りました。',
    posted: (messageId) => noteShown(turn.house, contact, messageId),
  };
}

/** 「電話」「窓口」: the card at once, the line can be said later. */
export const beginByWord = (turn: Turn, scene: LiveScene): Promise<Reply> =>
  begin(turn, { nonce: newNonce(turn.house.now(), turn.house.random()), live: scene, via: '' });

async function begin(
  turn: Turn,
  { nonce, live: scene, via: line }: { nonce: string; live: LiveScene; via: string },
): Promise<Reply> {
  const contact = await startContact(turn.house, { person: turn.person, nonce, scene, line });
  // The same button twice: the card is there, and a second one would only hide it.
  return contact.messages.length > 0
    ? say('もう始まっています。対応中のカードを見てください。')
    : postCard(turn, contact);
}

/**
 * A start button, on the card of one's own chat or on one that the message extension put into any other
 * conversation. There nothing may be seen of the contact, so its card goes to the presser's own chat.
 */
export async function startFrom(
  turn: Turn,
  { scope }: Press,
  start: { nonce: string; live: LiveScene; via: string },
): Promise<Reply> {
  const { house, person } = turn;
  if (scope === 'personal') {
    return person.department === undefined ? askRegistration(turn, 'menu') : begin(turn, start);
  }
  if (person.department === undefined) {
    await welcomePerson(house, person);
    return say('はじめに、Tateとの1対1のチャットで、所属の課を教えてください。');
  }
  const contact = await startContact(house, {
    person,
    nonce: start.nonce,
    scene: start.live,
    line: start.via,
  });
  await sendToOwner(house, contact);
  return say('Tateとあなたのチャットに、対応中のカードを送りました。');
}

/** The card of a contact that scrolled away, as a new message. */
export async function showAgain(turn: Turn, id: string): Promise<Reply> {
  const contact = await turn.house.contacts.read(turn.person.key, id);
  return contact?.kind === 'real' ? postCard(turn, contact) : say(GONE);
}

const WRITE_FIRST = 'まだ書きとめていません。先に「書きとめる」を押してください。';

/**
 * Another side of the same card; nothing is noted by looking at it. Words that stand in the field would be lost
 * with the side that they stand on, so that side stays.
 */
export async function turnCard(
  turn: Turn,
  { typed: { heard = '' } }: Press,
  { contact: id, view: page }: { contact: string; view: Page },
): Promise<Reply> {
  const contact = await turn.house.contacts.read(turn.person.key, id);
  if (contact?.kind !== 'real') return say(GONE);
  const unsaved = heard.trim() === '' ? undefined : { text: heard, error: WRITE_FIRST };
  return askAgain(await draw(turn, contact, unsaved === undefined ? { page } : { heard: unsaved }));
}

const refusals: Readonly<Record<TapRefusal, string>> = {
  ended: 'この対応は終わっています。続いているときは「まだ続いています」を押してください。',
  pending: 'もう頼んであります。返事を待っています。',
  'already-decided': 'もう判断されています。',
  nothing: 'もう取り消してあるか、取り消せないものです。',
  full: 'このカードに残せる数を超えました。「終わりました」を押して、続きは新しく始めてください。',
};

async function afterTap(turn: Turn, outcome: Tapping, typed: string): Promise<Reply> {
  switch (outcome.kind) {
    case 'tapped':
      // The delivery brings the message up to date, on every device and after a restart.
      return show(await draw(turn, outcome.contact));
    case 'refused':
      return askAgain(await draw(turn, outcome.contact, { problem: refusals[outcome.why] }));
    case 'invalid':
      return askAgain(await draw(turn, outcome.contact, { heard: { text: typed, error: outcome.problem } }));
    case 'unknown':
      return say(GONE);
  }
}

const own = ({ person }: Turn, press: Press, action: { contact: string; nonce: string }) => ({
  person,
  contact: action.contact,
  nonce: action.nonce,
  messageId: press.messageId,
});

/**
 * A tap takes along what stands in the field: the words came before it, and its redrawn card would wipe them.
 * Where they cannot be taken the tap counts all the same, and they stay to be mended.
 */
export async function tapCard(
  turn: Turn,
  press: Press,
  action: { contact: string; nonce: string; what: string; which: string },
): Promise<Reply> {
  const { heard: text = '' } = press.typed;
  const by = own(turn, press, action);
  const written = text.trim() === '' ? undefined : await writeLine(turn.house, by, { kind: 'caller', text });
  const outcome = await tapContact(turn.house, by, action);
  if (written?.kind === 'invalid' && outcome.kind === 'tapped') {
    return askAgain(await draw(turn, outcome.contact, { heard: { text, error: written.problem } }));
  }
  return afterTap(turn, outcome, '');
}

/** 「言われた言葉」: one line, and the card is ready for the next. */
export async function writeDown(
  turn: Turn,
  press: Press,
  action: { contact: string; nonce: string; what: 'caller' | 'companion' | 'note' },
): Promise<Reply> {
  const text = press.typed['heard'] ?? '';
  const outcome = await writeLine(turn.house, own(turn, press, action), { kind: action.what, text });
  return afterTap(turn, outcome, text);
}

const NOT_YOURS = {
  'own-contact': {
    title: '自分の対応は判断できません',
    lines: ['ほかの承認者が判断します。'],
  },
  'not-approver': {
    title: 'このお願いは判断できません',
    lines: ['いまのあなたの役割では判断できません。誤りと思うときは総務課に連絡してください。'],
  },
  unknown: { title: 'このお願いは見つかりません', lines: ['取り下げられたか、もうありません。'] },
} as const;

/** 交代・対応中止: the answer of an approver. */
export async function decideContact(
  turn: Turn,
  press: Press,
  action: { owner: string; contact: string; of: number; decision: AskDecision },
): Promise<Reply> {
  const { house, cards, person } = turn;
  const { owner, contact, of } = action;
  const note = press.typed['note'] ?? '';
  const outcome = await decideAsk(house, { owner, contact, of, action: action.decision, note, person });
  if (outcome.kind === 'refused') return settle(cards.notice(NOT_YOURS[outcome.why]));
  const screen = screenOf(house.companion, house.ward(), outcome.contact, house.now());
  if (outcome.kind === 'invalid') {
    return askAgain(cards.contactAsk({ screen, of, typed: note, problem: outcome.problem }));
  }
  const card = cards.contactAsk({ screen, of, typed: '', problem: '' });
  return outcome.kind === 'decided' ? show(card) : settle(card);
}

/** The press of a form, with what a contact knows and the form does not ask for, if it came from one. */
export async function withTimeline(turn: Turn, press: Press, nonce: string): Promise<Press> {
  return { ...press, typed: await withContact(turn.house, turn.person, nonce, press.typed) };
}
