import type { Sentence } from '../domain/companion/book.ts';
import { reasonNames } from '../domain/companion/contact.ts';
import { mayRepeat } from '../domain/companion/ladder.ts';
import type { Cue } from '../domain/companion/script.ts';
import type { Screen } from '../domain/companion/screen.ts';
import { stepNames } from '../domain/incident/choices.ts';
import { tap, type TapButton } from './companion-parts.ts';

const spoken = (sentence: Sentence, { state }: Screen): { text: string; gloss: string } => ({
  text: sentence.text[state.language],
  gloss: state.language === 'ja' ? '' : sentence.text.ja,
});

type Top = { label: string; text: string; gloss: string; style: string; primary: TapButton[] };

/** The one thing at the top, and the button that goes with it. */
export function topOf(screen: Screen): Top {
  const { cue, state } = screen;
  const said = (label: string, cue: Extract<Cue, { sentence: Sentence }>, primary: TapButton[]): Top => ({
    label,
    ...spoken(cue.sentence, screen),
    style: 'emphasis',
    primary,
  });
  switch (cue.kind) {
    case 'choose':
      return {
        label: 'はじめに',
        text: 'いまの場面を選んでください。',
        gloss: '',
        style: 'emphasis',
        primary: [],
      };
    case 'say':
      return said('いま言うこと', cue, [
        tap('言いました', 'said', cue.sentence.id, 'positive'),
        tap('言わずに次へ', 'skipped', cue.sentence.id),
      ]);
    case 'step': {
      const name = cue.step === 'final' ? stepNames.final : `${stepNames[cue.step]} ${cue.time}回目`;
      return said(`いま言うこと(${name})`, cue, [tap(`${name}を言いました`, 'step', cue.step, 'positive')]);
    }
    case 'await':
      return {
        label: 'つぎに',
        text: cue.asked
          ? '上司の返事を待っています。一人で打ち切らず、そのまま待ちます。'
          : '対応中止は、上司を含む複数で決めます。承認を求めてください。',
        gloss: '',
        style: 'emphasis',
        primary: cue.asked ? [] : [tap('対応中止の承認を求める', 'ask', 'stop', 'positive')],
      };
    case 'stop':
      return said('対応中止: いま言うこと', cue, [tap('言いました', 'said', cue.sentence.id, 'positive')]);
    case 'emergency':
      return {
        label: '緊急',
        text:
          screen.contact.scene === 'phone'
            ? '電話を切ってかまいません。まわりに知らせて、110番へ。'
            : '安全な場所へ離れて、110番へ。',
        gloss: state.emergency?.reason === undefined ? '' : `理由: ${reasonNames[state.emergency.reason]}`,
        style: 'attention',
        primary: [],
      };
    case 'guide':
      return { label: 'つぎに', text: cue.text, gloss: '', style: 'emphasis', primary: [] };
  }
}

/** Nobody is grabbed, and nothing is thrown, through a telephone. */
const BY_TELEPHONE: ReadonlySet<string> = new Set(['harm', 'body']);

export const reasons = ({ contact: { scene } }: Screen): TapButton[] =>
  Object.entries(reasonNames)
    .filter(([which]) => scene !== 'phone' || BY_TELEPHONE.has(which))
    .map(([which, title]) => tap(title, 'reason', which));

/** Steps that are not at the top, but may be what was just said. */
export function rungButtons({ ladder, cue }: Screen): TapButton[] {
  return ladder.rungs
    .filter((rung) => (rung.step === 'final' ? rung.done === 0 : mayRepeat(rung)))
    .filter(({ step }) => cue.kind !== 'step' || cue.step !== step)
    .map(({ step, nextTime }) =>
      tap(`${stepNames[step]}${step === 'final' ? '' : ` ${nextTime}回目`}をした`, 'step', step),
    );
}

/**
 * Help from others. Stopping is offered where the conduct may call for it, never for an ordinary complaint; and
 * in an emergency nobody is asked first.
 */
export function supportButtons({ situation, cue, state }: Screen): TapButton[] {
  const emergency = state.emergency !== undefined;
  const waits = (ask: 'handover' | 'stop'): boolean =>
    state.asked.some((one) => one.ask === ask && one.decision === undefined);
  const agreed = state.asked.some(
    ({ ask, decision }) => ask === 'handover' && decision?.outcome === 'approved',
  );
  const mayAskToStop =
    (situation === undefined || situation.ladder) &&
    !emergency &&
    !waits('stop') &&
    cue.kind !== 'await' &&
    cue.kind !== 'stop';
  return [
    tap('応援を呼ぶ', 'support', '', 'positive'),
    ...(agreed && state.steps.handover === 0 ? [tap('上司に代わりました', 'step', 'handover')] : []),
    ...(waits('handover') || agreed ? [] : [tap('交代を頼む', 'ask', 'handover')]),
    ...(mayAskToStop ? [tap('中止の承認を求める', 'ask', 'stop')] : []),
    ...(emergency && state.steps.police === 0 ? [tap('警察に通報しました', 'step', 'police')] : []),
    ...(emergency ? [] : [tap('緊急', 'emergency', '', 'destructive')]),
  ];
}

const undoNames: Readonly<Record<string, string>> = {
  situation: '場面',
  said: '言いました',
  skipped: '言わずに次へ',
  step: '要請・警告',
  announced: '録音を伝えた',
  words: '書きとめた言葉',
  note: '様子のメモ',
  language: 'ことば',
  line: '電話・窓口',
  support: '応援',
  emergency: '緊急',
  reason: '理由',
  ask: '承認の依頼',
  ended: '終わりました',
};

export const undoOf = ({ state }: Screen): { mayUndo: boolean; undo: string; undoTitle: string } => ({
  mayUndo: state.undoable !== undefined,
  undo: String(state.undoable?.seq ?? 0),
  undoTitle: `取り消す(${undoNames[state.undoable?.did.what ?? ''] ?? '直前'})`,
});
