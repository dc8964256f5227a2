import {
  type Contact,
  type Language,
  languageNames,
  languageSchema,
  type LiveScene,
  reasonNames,
} from '../domain/companion/contact.ts';
import { mayRepeat } from '../domain/companion/ladder.ts';
import type { Cue } from '../domain/companion/script.ts';
import { rulesBehind, type Screen } from '../domain/companion/screen.ts';
import { linesFor } from '../domain/companion/sentences.ts';
import type { Sentence } from '../domain/companion/book.ts';
import { stepNames } from '../domain/incident/choices.ts';
import type { LawBook } from '../domain/law/law.ts';
import type { Ward } from '../domain/people/departments.ts';
import { timeOfDay } from '../domain/time.ts';
import {
  inSets,
  ladderLine,
  liveNames,
  missingLine,
  placeLine,
  recordingLine,
  SET,
  statusFacts,
  tap,
  type TapButton,
  titleOf,
} from './companion-parts.ts';
import { fit, leavesOut, tighten } from './fit.ts';
import { fact } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

export type ContactView = {
  screen: Screen;
  /** Carried by every button of this drawing. */
  nonce: string;
  page: 'main' | 'situations' | 'more';
  /** Whom a request of this contact reaches. */
  reach: { readonly channel: boolean; readonly approver: boolean };
  /** A line of ours: why a tap did not count. */
  problem?: string;
  /** What was typed and could not be taken. */
  heard?: { text: string; error: string };
};

const spoken = (sentence: Sentence, { state }: Screen): { text: string; gloss: string } => ({
  text: sentence.text[state.language],
  gloss: state.language === 'ja' ? '' : sentence.text.ja,
});

type Top = { label: string; text: string; gloss: string; style: string; primary: TapButton[] };

/** The one thing at the top, and the button that goes with it. */
function topOf(screen: Screen): Top {
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
        text: '安全な場所へ離れて、110番へ。',
        gloss:
          state.emergency?.reason === undefined
            ? '順番を飛ばした理由を、あとで一つ押してください。'
            : `理由: ${reasonNames[state.emergency.reason]}`,
        style: 'attention',
        primary: [],
      };
    case 'guide':
      return { label: 'つぎに', text: cue.text, gloss: '', style: 'emphasis', primary: [] };
  }
}

const reasons = (): TapButton[] =>
  Object.entries(reasonNames).map(([which, title]) => tap(title, 'reason', which));

/** Steps that are not at the top, but may be what was just said. */
function rungButtons({ ladder, cue }: Screen): TapButton[] {
  return ladder.rungs
    .filter((rung) => (rung.step === 'final' ? rung.done === 0 : mayRepeat(rung)))
    .filter(({ step }) => cue.kind !== 'step' || cue.step !== step)
    .map(({ step, nextTime }) =>
      tap(`${stepNames[step]}${step === 'final' ? '' : ` ${nextTime}回目`}をした`, 'step', step),
    );
}

/** Help from others. Stopping is offered where the conduct may call for it, never for an ordinary complaint. */
function supportButtons({ situation, cue, state }: Screen): TapButton[] {
  const waits = (ask: 'handover' | 'stop'): boolean =>
    state.asked.some((one) => one.ask === ask && one.decision === undefined);
  const mayStop = situation === undefined || situation.ladder;
  return [
    tap('応援を呼ぶ', 'support', '', 'positive'),
    ...(waits('handover') ? [] : [tap('交代を頼む', 'ask', 'handover')]),
    ...(!mayStop || waits('stop') || cue.kind === 'await' || cue.kind === 'stop'
      ? []
      : [tap('中止の承認を求める', 'ask', 'stop')]),
    ...(state.emergency === undefined ? [tap('緊急', 'emergency', '', 'destructive')] : []),
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

const undoOf = ({ state }: Screen): { mayUndo: boolean; undo: string; undoTitle: string } => ({
  mayUndo: state.undoable !== undefined,
  undo: String(state.undoable?.seq ?? 0),
  undoTitle: `取り消す(${undoNames[state.undoable?.did.what ?? ''] ?? '直前'})`,
});

const writings = [
  { title: '書きとめる', what: 'caller' },
  { title: '同席の人の言葉', what: 'companion' },
  { title: '様子として', what: 'note' },
];

/** Lines of the timeline that the card shows while the contact runs. */
const RECENT = 3;

/** Lines and windows that the card offers. */
const MOST_LINES = 5;

const frame = (ward: Ward, { screen, nonce, reach, problem = '' }: ContactView) => ({
  contact: screen.contact.id,
  nonce,
  title: titleOf(screen),
  where: `${placeLine(ward, screen.contact, screen.line)} ${recordingLine(screen)}`,
  tone: screen.state.emergency === undefined ? 'accent' : 'attention',
  problem,
  status: statusFacts(screen, reach),
  support: supportButtons(screen),
  hasLines: screen.line === undefined && screen.lines.length > 0,
  lines: screen.lines.slice(0, MOST_LINES).map(({ id, name }) => tap(name, 'line', id)),
  hasSituation: screen.situation !== undefined,
  ...undoOf(screen),
});

/** The card of a contact as it runs: one message that changes in place. */
export function contactCard(expand: Expand, ward: Ward, law: LawBook, view: ContactView): CardMessage {
  const { screen } = view;
  const summary = titleOf(screen);
  if (screen.state.ended !== undefined) return endedCard(expand, ward, view);
  const chosen = screen.situation !== undefined || screen.state.emergency !== undefined;
  if (view.page === 'more') return { card: moreCard(expand, ward, view), summary };
  if (view.page === 'situations' || !chosen) return { card: situationsCard(expand, ward, view), summary };
  return { card: fit((room) => mainCard(expand, ward, law, view, room)), summary };
}

function mainCard(
  expand: Expand,
  ward: Ward,
  law: LawBook,
  view: ContactView,
  room: Parameters<Parameters<typeof fit>[0]>[0],
): object {
  const { screen, heard = { text: '', error: '' } } = view;
  const { situation } = screen;
  const top = topOf(screen);
  const rules = rulesBehind(law, screen);
  const recent = screen.timeline
    .filter(({ into }) => into !== 'none')
    .slice(-RECENT)
    .map(({ at, text }) => fact(at, text));
  const hasLadder = situation?.ladder === true || screen.ladder.rungs.some(({ done }) => done > 0);
  const primary = screen.ladder.owesReason ? reasons() : top.primary;
  const rungs = hasLadder && screen.cue.kind !== 'emergency' ? rungButtons(screen) : [];
  return expand('contact', {
    ...frame(ward, view),
    cueLabel: top.label,
    cueText: top.text,
    cueGloss: top.gloss,
    cueStyle: top.style,
    hasPrimary: primary.length > 0,
    primary,
    later: screen.later.map((sentence) => ({ text: sentence.text.ja })),
    avoid: situation?.avoid ?? [],
    record: (situation?.record ?? []).map((text) => ({ text })),
    next: situation?.next ?? '',
    hasRules: rules.length > 0,
    rules: rules.map((text) => ({ text })),
    hasLadder,
    ladderLine: ladderLine(screen),
    missingLine: missingLine(screen),
    hasRungs: rungs.length > 0,
    rungs,
    heard: heard.text,
    heardError: heard.error,
    writings,
    hasRecent: recent.length > 0,
    recent: tighten(recent, room),
  });
}

function situationsCard(expand: Expand, ward: Ward, view: ContactView): object {
  const { screen } = view;
  return expand('contact-situations', {
    ...frame(ward, view),
    groups: inSets(
      screen.situations.map(({ id, title }) =>
        tap(title, 'situation', id, id === screen.state.situation ? 'positive' : 'default'),
      ),
      2,
    ),
  });
}

/** For the staff member, who must find it: the person sees the sentence itself. */
const languageButtons: Readonly<Record<Language, string>> = {
  ...languageNames,
  en: '英語',
  zh: '中国語',
  ko: '韓国語',
};

function moreCard(expand: Expand, ward: Ward, view: ContactView): object {
  const { screen } = view;
  return expand('contact-more', {
    ...frame(ward, view),
    languages: languageSchema.options.map((language) =>
      tap(
        languageButtons[language],
        'language',
        language,
        language === screen.state.language ? 'positive' : 'default',
      ),
    ),
    done: [
      tap('警告した', 'step', 'warning'),
      tap('上司に代わった', 'step', 'handover'),
      tap('警察に通報した', 'step', 'police'),
      ...(screen.recording === 'announce' ? [tap('録音を伝えた', 'announced')] : []),
    ],
    hasLines: screen.lines.length > 0,
  });
}

function endedCard(expand: Expand, ward: Ward, view: ContactView): CardMessage {
  const { screen } = view;
  const ended = screen.state.ended ?? '';
  const rows = screen.timeline.map(({ at, text }) => fact(at, text));
  const title = `対応が終わりました ${liveNames[screen.contact.scene]} ${timeOfDay(screen.contact.startedAt)}〜${timeOfDay(ended)} ${screen.minutes}分`;
  const card = fit((room) =>
    expand('contact-ended', {
      ...frame(ward, view),
      title,
      tone: 'good',
      after:
        '経過を写した用紙を送りました。足りないところを書いて、「記録する」を押してください。用紙が見えないときは「記録」と送ると出ます。',
      asksReason: screen.ladder.owesReason,
      reasons: reasons(),
      hasTimeline: rows.length > 0,
      // Of a long contact the card shows the end of the way; the stored contact keeps all of it.
      timeline: tighten(rows.slice(-mostRows(room.names)), room),
      leftOut: leavesOut(rows, room) || rows.length > mostRows(room.names),
    }),
  );
  return { card, summary: title };
}

/** As the room for names shrinks, so does the number of lines. */
export const mostRows = (names: number): number => Math.min(60, Math.max(12, names));

/** The telephone rings more often than anybody stands there. */
const SCENES: readonly LiveScene[] = ['phone', 'counter', 'visit'];

/** Where a contact begins: what still runs, then one button per line or window. */
export function contactStart(
  expand: Expand,
  ward: Ward,
  view: { department: string; nonce: string; running: readonly Contact[] },
): CardMessage {
  const start = (live: LiveScene, title: string, via: string, style = 'default') => ({
    live,
    title,
    via,
    style,
  });
  const card = expand('contact-start', {
    nonce: view.nonce,
    hasRunning: view.running.length > 0,
    running: view.running.slice(0, SET).map(({ id, scene, startedAt }) => ({
      contact: id,
      title: `続ける: ${liveNames[scene]} ${timeOfDay(startedAt)}から`,
    })),
    scenes: SCENES.map((scene) => {
      const lines = linesFor(ward, view.department, scene).slice(0, SET - 1);
      const name = liveNames[scene];
      return {
        title: name,
        buttons: [
          ...lines.map(({ id, name }) => start(scene, name, id, 'positive')),
          start(
            scene,
            lines.length === 0 ? `${name}を始める` : `ほかの${name}`,
            '',
            lines.length === 0 ? 'positive' : 'default',
          ),
        ],
      };
    }),
  });
  return { card, summary: '対応中: 電話・窓口・訪問' };
}
