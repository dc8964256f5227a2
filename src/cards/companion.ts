import { type Language, languageNames, languageSchema } from '../domain/companion/contact.ts';
import { rulesBehind, type Screen } from '../domain/companion/screen.ts';
import type { LawBook } from '../domain/law/law.ts';
import type { Ward } from '../domain/people/departments.ts';
import { timeOfDay } from '../domain/time.ts';
import { reasons, rungButtons, supportButtons, topOf, undoOf } from './companion-cue.ts';
import {
  inSets,
  ladderLine,
  liveNames,
  missingLine,
  placeLine,
  type Reach,
  recordingLine,
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
  reach: Reach;
  /** A line of ours: why a tap did not count. */
  problem?: string;
  /** What was typed and could not be taken. */
  heard?: { text: string; error: string };
};

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
  const steps = stepsOf(screen, top.primary);
  return expand('contact', {
    ...frame(ward, view),
    cueLabel: top.label,
    cueText: top.text,
    cueGloss: top.gloss,
    cueStyle: top.style,
    hasPrimary: steps.primary.length > 0,
    primary: steps.primary,
    later: screen.later.map((sentence) => ({ text: sentence.text.ja })),
    avoid: situation?.avoid ?? [],
    record: (situation?.record ?? []).map((text) => ({ text })),
    next: situation?.next ?? '',
    hasRules: rules.length > 0,
    rules: rules.map((text) => ({ text })),
    hasLadder: steps.line !== '',
    ladderLine: steps.line,
    missingLine: missingLine(screen),
    hasRungs: steps.rungs.length > 0,
    rungs: steps.rungs,
    hasSupport: steps.support.length > 0,
    support: steps.support,
    heard: heard.text,
    heardError: heard.error,
    writings,
    hasRecent: recent.length > 0,
    recent: tighten(recent, room),
  });
}

/**
 * What stands where on the card. In an emergency help comes first, and the reason for skipping the order is asked
 * below it.
 */
function stepsOf(
  screen: Screen,
  primary: TapButton[],
): { primary: TapButton[]; line: string; rungs: TapButton[]; support: TapButton[] } {
  const support = supportButtons(screen);
  const { ladder, situation, state } = screen;
  if (state.emergency !== undefined) {
    return {
      primary: support,
      line: ladder.owesReason ? '落ち着いたら、順番を飛ばした理由を一つ押してください。' : '',
      rungs: ladder.owesReason ? reasons(screen) : [],
      support: [],
    };
  }
  const shown = situation?.ladder === true || ladder.rungs.some(({ done }) => done > 0);
  return {
    primary,
    line: shown ? ladderLine(screen) : '',
    rungs: shown ? rungButtons(screen) : [],
    support,
  };
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
      reasons: reasons(screen),
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
