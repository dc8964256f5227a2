import { acknowledge, left, mistaken, sendToOwnChat, sight } from './handlers/alert.ts';
import { chooseDepartment, openApprovers, setApprover } from './handlers/approvers.ts';
import { bindThisChannel, talkInChannel } from './handlers/channel.ts';
import {
  beginByWord,
  decideContact,
  openContacts,
  showAgain,
  startFrom,
  tapCard,
  turnCard,
  withTimeline,
  writeDown,
} from './handlers/companion.ts';
import { decideEscalation, openEscalation, submitEscalation } from './handlers/escalation.ts';
import { openEditing, openPart, savePart, showHistory } from './handlers/editing.ts';
import { continueRecord, keepDraft, moreRows, submitIncident, submitQuick } from './handlers/incident.ts';
import { answerFollowUp, askFollowUp } from './handlers/follow-up.ts';
import { askFlag, decideFlag, openFlag, showFlag } from './handlers/flag.ts';
import { find } from './handlers/look-up.ts';
import { answerMatch } from './handlers/match.ts';
import { openTold, saveTold, setOneAnswer } from './handlers/one-answer.ts';
import {
  handOutForm,
  handOutNewForm,
  handOutQuick,
  openLookUp,
  showHelp,
  showMenu,
} from './handlers/menu.ts';
import { answerCaller, beginPractice, openPractice } from './handlers/practice.ts';
import { openAccount, openReview, raiseLater, submitAccount, submitReview } from './handlers/review.ts';
import { compare, markStatement, openStatements } from './handlers/statements.ts';
import {
  endSubjectMark,
  mergeFile,
  openNeeds,
  openSubject,
  saveNeeds,
  splitFile,
  turnPage,
  unmergeFile,
} from './handlers/subject.ts';
import { askRegistration, register, type Wish } from './handlers/registration.ts';
import { post, type Press, type Reply, say, type Turn } from './reply.ts';

type Command =
  | 'record'
  | 'quick'
  | 'look-up'
  | 'help'
  | 'approvers'
  | 'contact'
  | 'phone'
  | 'counter'
  | 'practice';

/** What the words of a chat ask for; anything else gets the menu. */
const commands: ReadonlyMap<string, Command> = new Map([
  ['速報', 'quick'],
  ['そくほう', 'quick'],
  ['記録', 'record'],
  ['記録する', 'record'],
  ['きろく', 'record'],
  ['調べる', 'look-up'],
  ['しらべる', 'look-up'],
  ['検索', 'look-up'],
  ['使い方', 'help'],
  ['つかいかた', 'help'],
  ['ヘルプ', 'help'],
  ['承認者', 'approvers'],
  ['対応中', 'contact'],
  ['たいおうちゅう', 'contact'],
  ['電話', 'phone'],
  ['でんわ', 'phone'],
  ['窓口', 'counter'],
  ['まどぐち', 'counter'],
  ['練習', 'practice'],
  ['れんしゅう', 'practice'],
]);

const wishOf = (command: string | undefined): Wish =>
  command === 'record' || command === 'quick' || command === 'look-up' ? command : 'menu';

export async function talk(
  turn: Turn,
  scope: 'personal' | 'channel' | 'group',
  text: string,
): Promise<Reply> {
  const words = text.normalize('NFKC').trim();
  if (scope === 'channel') return talkInChannel(turn, words);
  if (scope === 'group') {
    return post(
      turn.cards.notice({
        title: '1対1のチャットで使ってください',
        lines: ['記録には個人の情報が入ります。Tateとの1対1のチャットで「記録」と送ってください。'],
      }),
      '',
    );
  }
  const command = commands.get(words);
  if (turn.person.department === undefined) return askRegistration(turn, wishOf(command));
  switch (command) {
    case 'record':
      return handOutForm(turn);
    case 'quick':
      return handOutQuick(turn);
    case 'look-up':
      return openLookUp(turn);
    case 'help':
      return showHelp(turn);
    case 'approvers':
      return openApprovers(turn);
    case 'contact':
      return openContacts(turn);
    case 'phone':
    case 'counter':
      return beginByWord(turn, command);
    case 'practice':
      return openPractice(turn);
    case undefined:
      return showMenu(turn);
  }
}

/** What may be pressed in a channel; everything else is private and belongs into the person's own chat. */
const PUBLIC: ReadonlySet<string> = new Set([
  'menu.help',
  'channel.bind',
  'alert.acknowledge',
  'alert.sighting',
  'alert.left',
  'alert.mistaken',
  'alert.details',
  'subject.open',
  // Comes from the message extension; the contact itself begins in the presser's own chat.
  'contact.start',
]);

export async function press(turn: Turn, pressed: Press): Promise<Reply> {
  const { action } = pressed;
  if (pressed.scope !== 'personal' && !PUBLIC.has(action.action)) {
    return say('Tateとの1対1のチャットで使ってください。');
  }
  switch (action.action) {
    case 'menu.record':
      return turn.person.department === undefined ? askRegistration(turn, 'record') : handOutForm(turn);
    case 'menu.record-new':
      return handOutNewForm(turn);
    case 'menu.quick':
      return turn.person.department === undefined ? askRegistration(turn, 'quick') : handOutQuick(turn);
    case 'menu.look-up':
      return turn.person.department === undefined ? askRegistration(turn, 'look-up') : openLookUp(turn);
    case 'menu.help':
      return showHelp(turn);
    case 'person.register':
      return register(turn, pressed, action.next);
    case 'channel.bind':
      return bindThisChannel(turn, pressed);
    case 'incident.more-rows':
      return moreRows(turn, pressed, action);
    case 'incident.keep':
      return keepDraft(turn, pressed, action);
    case 'incident.submit':
      return submitIncident(turn, await withTimeline(turn, pressed, action.nonce), action);
    case 'quick.submit':
      return submitQuick(turn, pressed, action);
    case 'record.continue':
      return continueRecord(turn, action.number);
    case 'record.edit':
      return openEditing(turn, action.number);
    case 'edit.open':
      return openPart(turn, pressed, action.number);
    case 'edit.save':
      return savePart(turn, pressed, action);
    case 'record.history':
      return showHistory(turn, action.number);
    case 'alert.raise':
      return raiseLater(turn, action.number);
    case 'review.open':
      return openReview(turn, action.number);
    case 'review.submit':
      return submitReview(turn, pressed, action);
    case 'account.open':
      return openAccount(turn, pressed);
    case 'account.submit':
      return submitAccount(turn, pressed, action);
    case 'record.show':
      return sendToOwnChat(turn, action.number);
    case 'record.find':
      return find(turn, pressed);
    case 'subject.open':
      return openSubject(turn, pressed, action.subject);
    case 'subject.page':
      return turnPage(turn, action);
    case 'subject.split':
      return splitFile(turn, action);
    case 'subject.merge':
      return mergeFile(turn, pressed, action.subject);
    case 'subject.unmerge':
      return unmergeFile(turn, action.subject);
    case 'needs.open':
      return openNeeds(turn, action.subject);
    case 'needs.save':
      return saveNeeds(turn, pressed, action.subject);
    case 'flag.open':
      return openFlag(turn, action.subject);
    case 'flag.ask':
      return askFlag(turn, pressed, action);
    case 'flag.show':
      return showFlag(turn, action);
    case 'flag.decide':
      return decideFlag(turn, pressed, action);
    case 'flag.end':
      return endSubjectMark(turn, action);
    case 'statements.open':
      return openStatements(turn, action.subject);
    case 'statements.compare':
      return compare(turn, pressed, action);
    case 'statements.mark':
      return markStatement(turn, pressed, action);
    case 'follow-up.ask':
      return askFollowUp(turn, pressed, action);
    case 'follow-up.answer':
      return answerFollowUp(turn, pressed, action);
    case 'alert.acknowledge':
      return acknowledge(turn, action.alert);
    case 'alert.sighting':
      return sight(turn, pressed, action.alert);
    case 'alert.left':
      return left(turn, action.alert);
    case 'alert.mistaken':
      return mistaken(turn, action.alert);
    case 'match.answer':
      return answerMatch(turn, action);
    case 'answer.set':
      return setOneAnswer(turn, pressed, action.alert);
    case 'answer.open':
      return openTold(turn, action.number);
    case 'answer.told':
      return saveTold(turn, pressed, action.number);
    case 'alert.details':
      return sendToOwnChat(turn, action.alert);
    case 'escalation.open':
      return openEscalation(turn, action.number);
    case 'escalation.submit':
      return submitEscalation(turn, pressed, action);
    case 'escalation.decide':
      return decideEscalation(turn, pressed, action);
    case 'menu.contact':
      return turn.person.department === undefined ? askRegistration(turn, 'menu') : openContacts(turn);
    case 'contact.start':
      return startFrom(turn, pressed, action);
    case 'contact.show':
      return showAgain(turn, action.contact);
    case 'contact.page':
      return turnCard(turn, pressed, action);
    case 'contact.tap':
      return tapCard(turn, pressed, action);
    case 'contact.write':
      return writeDown(turn, pressed, action);
    case 'contact.decide':
      return decideContact(turn, pressed, action);
    case 'practice.open':
      return openPractice(turn);
    case 'practice.start':
      return beginPractice(turn, action);
    case 'practice.choose':
      return answerCaller(turn, pressed, action);
    case 'approver.choose':
      return chooseDepartment(turn, pressed);
    case 'approver.appoint':
      return setApprover(turn, pressed, true);
    case 'approver.dismiss':
      return setApprover(turn, pressed, false);
  }
}
