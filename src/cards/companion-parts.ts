import { askNames, type Contact, type LiveScene, reasonNames } from '../domain/companion/contact.ts';
import type { Asked } from '../domain/companion/fold.ts';
import type { LadderStep } from '../domain/companion/ladder.ts';
import type { Screen } from '../domain/companion/screen.ts';
import { stepNames } from '../domain/incident/choices.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { timeOfDay } from '../domain/time.ts';
import { type Fact, fact } from './inert.ts';

/** A button that is a tap. */
export type TapButton = { title: string; style: string; what: string; which: string };

export const tap = (title: string, what: string, which = '', style = 'default'): TapButton => ({
  title,
  style,
  what,
  which,
});

/** Buttons in sets of at most this many: more do not stand beside one another on a phone. */
export const SET = 5;

export const inSets = <T>(items: readonly T[], most = SET): { buttons: T[] }[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, index) => ({
    buttons: items.slice(index * most, (index + 1) * most),
  }));

/** Where a contact runs, as staff call it. */
export const liveNames: Readonly<Record<LiveScene, string>> = {
  phone: '電話',
  counter: '窓口',
  visit: '訪問',
};

/** 「福祉課 2階 5番窓口」, or the department and the scene where nobody said which line or window. */
export function placeLine(
  ward: Ward,
  contact: Pick<Contact, 'department' | 'scene'>,
  line: { name: string } | undefined,
): string {
  const department = departmentName(ward, contact.department);
  if (line === undefined) return `${department} ${liveNames[contact.scene]}`;
  return line.name.startsWith(department) ? line.name : `${department} ${line.name}`;
}

/** What the card may say of recording, and when the recording is gone. */
export function recordingLine({ recording, line }: Pick<Screen, 'recording' | 'line'>): string {
  const erased = line?.eraseDays === undefined ? '' : `。録音は${line.eraseDays}日で消えます`;
  switch (recording) {
    case 'known':
      return `録音しています(伝えてあります)${erased}`;
    case 'announce':
      return `録音しています(まだ伝えていません)${erased}`;
    case 'not-recording':
      return '録音していません';
    case 'unknown':
      return '録音しているかわかりません';
  }
}

/**
 * 「対応中 電話 14:02から 12分以上」. The card stands still between two taps and in a locked phone, so it says
 * what stays true: at least so long.
 */
export const titleOf = ({ contact, minutes }: Pick<Screen, 'contact' | 'minutes'>): string =>
  `対応中 ${liveNames[contact.scene]} ${timeOfDay(contact.startedAt)}から${minutes === 0 ? '' : ` ${minutes}分以上`}`;

const stepCount = ({ state, ladder }: Pick<Screen, 'state' | 'ladder'>): string =>
  [
    ...(state.steps.warning > 0 ? [`${stepNames.warning}${state.steps.warning}回`] : []),
    ...ladder.rungs.map(({ step, done }) =>
      step === 'final' ? `${stepNames.final}${done > 0 ? 'ずみ' : 'まだ'}` : `${stepNames[step]}${done}回`,
    ),
  ].join('・');

export const ladderLine = (screen: Pick<Screen, 'state' | 'ladder'>): string => stepCount(screen);

const missingNames: Readonly<Record<LadderStep, (times: number) => string>> = {
  stop: (times) => `${stepNames.stop}あと${times}回`,
  leave: (times) => `${stepNames.leave}あと${times}回`,
  final: () => stepNames.final,
};

/** What is still needed before 対応中止. Source: 各団体共通マニュアル p.37–38. */
export function missingLine({ ladder, state }: Pick<Screen, 'state' | 'ladder'>): string {
  if (state.emergency !== undefined) return '緊急のため、順番を待たずに対応を中止できます。';
  const needed = [
    ...ladder.missing.map(({ step, times }) => missingNames[step](times)),
    ...(ladder.approved ? [] : ['上司の承認']),
  ];
  return needed.length === 0 ? '対応中止の手順はそろっています。' : `対応中止まで: ${needed.join('、')}`;
}

const decisionText = ({ decision, at }: Asked): string => {
  if (decision === undefined) return `${timeOfDay(at)}に頼みました。返事を待っています`;
  const outcome = decision.outcome === 'approved' ? '承認' : '見送り';
  return `${timeOfDay(decision.at)} ${decision.byName}が${outcome}${decision.note === '' ? '' : `\n${decision.note}`}`;
};

/** Whom a request of a contact reaches. */
export type Reach = {
  /** The department has a channel. */
  readonly channel: boolean;
  /** Somebody else is there to decide. */
  readonly approver: boolean;
  /** A message about it was given up: somebody has not read it. */
  readonly undelivered: boolean;
};

const CALL_OUT = '声を出して、近くの人を呼んでください。';

/** Whom the request went to; where nobody is, the voice has to do. */
function sentTo(at: string, reach: Reach): string {
  const names = [...(reach.channel ? ['課のチャネル'] : []), ...(reach.approver ? ['承認者'] : [])];
  if (names.length === 0) return `${timeOfDay(at)} 届く先がまだ登録されていません。${CALL_OUT}`;
  const line = `${timeOfDay(at)}に${names.join('と')}へ送りました`;
  return reach.undelivered ? `${line}。届かなかった先があります。${CALL_OUT}` : line;
}

/** Requests and their answers, newest first. */
export function statusFacts({ state }: Pick<Screen, 'state'>, reach: Reach): Fact[] {
  const supports = state.taps.filter(({ did }) => did.what === 'support');
  const asked = state.asked
    .toReversed()
    .slice(0, 3)
    .map((one) => fact(askNames[one.ask], decisionText(one)));
  const waiting = state.asked.some(({ decision }) => decision === undefined);
  const newest = supports.at(-1);
  return [
    ...(state.emergency === undefined
      ? []
      : [
          fact(
            '緊急',
            `${sentTo(state.emergency.at, reach)}${state.emergency.reason === undefined ? '' : `\n理由: ${reasonNames[state.emergency.reason]}`}`,
          ),
        ]),
    ...(newest === undefined ? [] : [fact('応援', sentTo(newest.at, reach))]),
    ...asked,
    ...(waiting && !reach.approver
      ? [fact('承認者', 'この課の承認者がまだ登録されていません。近くの係長・課長に声をかけてください。')]
      : []),
  ];
}
