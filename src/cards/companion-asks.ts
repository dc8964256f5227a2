import { askNames } from '../domain/companion/contact.ts';
import type { Screen } from '../domain/companion/screen.ts';
import { counts } from '../domain/companion/fold.ts';
import type { Ward } from '../domain/people/departments.ts';
import { timeOfDay } from '../domain/time.ts';
import { mostRows } from './companion.ts';
import { ladderLine, liveNames, missingLine, placeLine } from './companion-parts.ts';
import { fit, leavesOut, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

const decisions = [
  { decision: 'approve', title: '承認する', style: 'positive' },
  { decision: 'decline', title: '見送る', style: 'default' },
];

/**
 * 交代・対応中止 asked of an approver, in their own chat only: it holds the words of the caller. Its resolved
 * twin says who decided; a request that was taken back, or whose contact is over, says so.
 */
export function contactAsk(
  expand: Expand,
  ward: Ward,
  view: {
    screen: Screen;
    /** `seq` of the tap that asked. */
    of: number;
    typed: string;
    problem: string;
  },
): CardMessage {
  const { screen, of } = view;
  const { contact, state } = screen;
  const asked = state.asked.find(({ seq }) => seq === of);
  const decision = asked?.decision;
  const pending = asked !== undefined && decision === undefined && state.ended === undefined;
  const name = asked === undefined ? '' : askNames[asked.ask];
  const title = pending
    ? `${name}のお願いが届いています`
    : asked === undefined
      ? 'このお願いは取り下げられました'
      : decision === undefined
        ? '対応は終わりました。返事はいりません'
        : `${name}: ${decision.outcome === 'approved' ? '承認' : '見送り'}`;
  const facts = present([
    fact('判断した人', decision === undefined ? '' : `${decision.byName} ${timeOfDay(decision.at)}`),
    fact('伝えたこと', decision?.note ?? ''),
    fact('対応者', contact.personName),
    fact('はじまり', `${timeOfDay(contact.startedAt)} ${liveNames[contact.scene]}(${screen.minutes}分)`),
    fact('場面', screen.situation?.title ?? ''),
    fact('求めた回数', ladderLine(screen)),
    fact('手順', asked?.ask === 'stop' ? missingLine(screen) : ''),
  ]);
  const rows = screen.timeline.map(({ at, text }) => fact(at, text));
  const card = fit((room) =>
    expand('contact-ask', {
      owner: contact.personKey,
      contact: contact.id,
      of,
      tone: pending ? 'warning' : 'default',
      title,
      where: placeLine(ward, contact, screen.line),
      problem: view.problem,
      facts: tighten(facts, room),
      hasWords: rows.length > 0,
      timeline: tighten(rows.slice(-mostRows(room.names)), room),
      leftOut: leavesOut(rows, room) || rows.length > mostRows(room.names),
      pending,
      note: view.typed,
      buttons: pending ? decisions : [],
    }),
  );
  return { card, summary: title };
}

/** 応援要請: where, and nothing of what was said. The name of the colleague goes to chats only. */
export function contactSupport(
  expand: Expand,
  ward: Ward,
  view: { screen: Screen; tap: number; audience: 'channel' | 'person' },
): CardMessage {
  const { contact, state, line } = view.screen;
  const asked = contact.taps.find(({ seq }) => seq === view.tap);
  const emergency = asked?.did.what === 'emergency';
  const withdrawn = !counts(state, view.tap);
  const over = withdrawn || state.ended !== undefined;
  const title = withdrawn
    ? '応援のお願いは取り消されました'
    : over
      ? '応援のお願い: 対応は終わりました'
      : emergency
        ? '緊急: すぐに応援をお願いします'
        : '応援をお願いします';
  const where = placeLine(ward, contact, line);
  const card = expand('contact-support', {
    title,
    tone: over ? 'default' : emergency ? 'attention' : 'warning',
    where,
    facts: present([
      fact('時刻', asked === undefined ? '' : timeOfDay(asked.at)),
      fact('対応者', view.audience === 'person' ? contact.personName : ''),
    ]),
    line: over
      ? 'ありがとうございました。'
      : emergency
        ? '二人以上で向かってください。危険なときは近づかず、110番してください。'
        : '近くの方は、そばへ行ってください。',
  });
  return { card, summary: `${title} ${where}` };
}
