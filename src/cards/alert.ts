import type { Alert } from '../domain/alert/alert.ts';
import { legsOf, liveStops, together } from '../domain/alert/route.ts';
import { type AnswerBook, answerText } from '../domain/answer/answer.ts';
import { askedNames, outcomeNames } from '../domain/escalation/escalation.ts';
import { placeNames, sceneNames } from '../domain/incident/choices.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { severityNames } from '../domain/risk/severity.ts';
import { dayAndTime, timeOfDay } from '../domain/time.ts';
import { fixedChoices } from './choices.ts';
import { fit, nameList, type Room, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import { differenceLines, dueLine } from './one-answer.ts';
import { conductLine, dangerLine, featureFacts } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

const titles = {
  1: '緊急アラート',
  2: '緊急アラート(続報がないため、注意に下げました)',
  left: '緊急アラート(退去しました)',
  expired: '緊急アラート(終わりました)',
  joined: '緊急アラート(ほかのアラートにまとめました)',
  withdrawn: '緊急アラート(取り消しました)',
} as const;

const tones = {
  1: 'attention',
  2: 'warning',
  left: 'good',
  expired: 'emphasis',
  joined: 'emphasis',
  withdrawn: 'good',
} as const;

/** The card in every department channel. It can show only what an alert holds: nothing private. */
export function alertCard(
  expand: Expand,
  ward: Ward,
  book: AnswerBook,
  view: {
    alert: Alert;
    repeat: boolean;
    /** The department in whose channel the card stands, when that is known. */
    here?: string | undefined;
  },
): CardMessage {
  const { alert } = view;
  const { rest } = alert;
  const state = rest?.why ?? alert.stage;
  const over = rest !== undefined && rest.why !== 'left';
  const department = departmentName(ward, alert.department);
  const names = alert.acknowledgements.map((ack) => departmentName(ward, ack.department));
  const { conduct, danger, risk } = together(alert);
  const facts = present([
    fact('いつ', dayAndTime(alert.occurredAt)),
    fact('どこで', `${department} ${sceneNames[alert.scene]}`),
    fact('誰らしき人', alert.look),
    ...featureFacts(alert.features),
    fact('どのように', conductLine(conduct)),
  ]);
  const here = rest === undefined ? alert.sightings.filter(({ withdrawn }) => withdrawn === undefined) : [];
  const card = fit((room) =>
    expand('alert', {
      repeat: view.repeat,
      tone: tones[state],
      title: titles[state],
      // Whoever once was warned of is not shown for ever: what is over tells no features.
      live: !over,
      moving: rest === undefined && here.length > 0,
      restLine: restLine(alert, ward),
      corrections: corrections(alert, ward).map((text) => ({ text })),
      marked: alert.marked && !over,
      levelLine: risk === undefined || over ? '' : `段階: ${severityNames[risk.level]}(${risk.why})`,
      number: alert.id,
      dangerLine: over ? '' : dangerLine(danger),
      sightings: here.toReversed().map((sighting) => ({
        text: `いま来ています: ${departmentName(ward, sighting.department)} ${placeNames[sighting.place]}(${timeOfDay(sighting.at)})`,
      })),
      routeLine: over ? '' : routeLine(alert, ward),
      ...nextView(over || rest !== undefined ? [] : nextOf(alert), ward, view.here),
      facts: over ? [] : tighten(facts, room),
      ...answerView(alert, ward, book, room, over),
      advice: over ? [] : adviceFor(danger).map((text) => ({ text })),
      decisionLine:
        alert.decision === undefined
          ? ''
          : `${departmentName(ward, alert.decision.department ?? alert.department)}の上申(${alert.decision.asked.map((asked) => askedNames[asked]).join('、')}): ${outcomeNames[alert.decision.outcome]} ${dayAndTime(alert.decision.at)}`,
      confirmed: alert.acknowledgements.length,
      total: alert.audience.length,
      confirmedNames: names.length === 0 ? '' : `(${nameList(names, room)})`,
      choices: fixedChoices,
      typed: { place: 'counter' },
    }),
  );
  return {
    card,
    summary:
      `${view.repeat ? '【再送】' : ''}緊急アラート ${alert.id} ${department} ${conductLine(conduct)}`.trimEnd(),
  };
}

function restLine(alert: Alert, ward: Ward): string {
  const { rest } = alert;
  switch (rest?.why) {
    case 'left':
      return `${departmentName(ward, rest.department)}から退去しました(${dayAndTime(rest.at)})。また来たら「いま来ています」を押してください。`;
    case 'expired':
      return `${dayAndTime(rest.at)}に終わりました。特徴は表示しません。記録は残っています。`;
    case 'joined':
      return `この件は、アラート ${rest.into} にまとめました。そちらのカードを見てください。`;
    case 'withdrawn':
      return `訂正(${dayAndTime(rest.at)}): ${departmentName(ward, rest.department)}が、このアラートは誤りだったと知らせました。この方として対応しないでください。`;
    case undefined:
      return '';
  }
}

/** 別人でした, in the same message that everybody has read. */
function corrections(alert: Alert, ward: Ward): string[] {
  const lines = [...alert.route, ...alert.sightings]
    .filter(({ withdrawn }) => withdrawn !== undefined)
    .map(
      ({ department, at, withdrawn }) =>
        `訂正(${timeOfDay(withdrawn ?? at)}): ${departmentName(ward, department)} ${timeOfDay(at)} の方は別人でした。この方として対応しないでください。`,
    );
  return [...new Set(lines)].slice(-6);
}

/** 「福祉課 10:30 → 税務課 14:05」: one leg for each run of one department. */
function routeLine(alert: Alert, ward: Ward): string {
  const legs = legsOf(alert).filter(({ withdrawn }) => !withdrawn);
  if (legs.length < 2) return '';
  const day = dayAndTime(alert.occurredAt).split(' ')[0];
  return legs
    .filter((leg, index) => legs[index - 1]?.department !== leg.department)
    .map(({ department, at, by }) => {
      const when = dayAndTime(at).startsWith(`${day} `) ? timeOfDay(at) : dayAndTime(at);
      return `${departmentName(ward, department)} ${when}${by === 'likely' ? '(同じ方の可能性が高い)' : ''}`;
    })
    .join(' → ');
}

/** Departments named as next on one card. */
const NEXT_SHOWN = 4;

/** Where the person may go next and was not seen yet. */
function nextOf(alert: Alert): Alert['next'] {
  const been = new Set([
    ...liveStops(alert).map(({ department }) => department),
    ...alert.sightings.filter(({ withdrawn }) => withdrawn === undefined).map(({ department }) => department),
  ]);
  return alert.next.filter(({ department }) => !been.has(department)).slice(0, NEXT_SHOWN);
}

/** The department that is likely next is told so in its own channel, first of all. */
function nextView(next: Alert['next'], ward: Ward, here: string | undefined): object {
  const whys = { said: '(本人が話した)', usual: '(よくある流れ)' } as const;
  return {
    comesHere: next.some(({ department }) => department === here),
    nextLine: next.map(({ department, why }) => `${departmentName(ward, department)}${whys[why]}`).join('、'),
  };
}

/** 統一回答, and what departments answered; sentences of the book only. */
function answerView(alert: Alert, ward: Ward, book: AnswerBook, room: Room, over: boolean): object {
  const { answer } = alert;
  const line = (id: string): { text: string } => ({ text: answerText(book, id) });
  const quoted = (id: string): { text: string } => ({ text: `「${answerText(book, id)}」` });
  const due = dueLine(answer?.by);
  const told = alert.answered.map(({ department, entries, at }) => ({
    name: departmentName(ward, department),
    entries,
    at,
  }));
  const differing =
    answer === undefined
      ? []
      : told.flatMap(({ name, entries, at }) =>
          differenceLines(book, answer, entries).map((text) => `${name}(${timeOfDay(at)}) ${text}`),
        );
  const most = Math.min(room.names, 8);
  return {
    hasAnswer: answer !== undefined && !over,
    answerTitle:
      answer === undefined
        ? ''
        : `統一回答(${departmentName(ward, answer.department)} ${dayAndTime(answer.at)})`,
    say: [...(answer?.say ?? []).map(quoted), ...(due === '' ? [] : [{ text: `「${due}」` }])],
    hasAvoid: (answer?.avoid.length ?? 0) > 0,
    avoid: (answer?.avoid ?? []).map(line),
    awaitsAnswer: answer === undefined && !over,
    awaitsLine:
      '統一回答はまだ決まっていません。決まるまでは、どの課も約束をせず、同じ言葉で答えてください。',
    told: over
      ? []
      : told.slice(-most).map(({ name, entries, at }) => ({
          text: `${name}が答えたこと(${timeOfDay(at)}): ${entries.map((id) => answerText(book, id)).join('、')}`,
        })),
    hasDifferences: differing.length > 0 && !over,
    differences: differing.slice(-most).map((text) => ({ text })),
  };
}

/** What to do, from the danger marks. Plain steps that need no manual in the other hand. */
function adviceFor(danger: Alert['danger']): string[] {
  const hands = danger.includes('violence') || danger.includes('weapon') || danger.includes('harm');
  return [
    ...(hands ? ['1. 距離をとり、身の安全を最優先にしてください。危険を感じたら、ためらわず110番へ。'] : []),
    `${hands ? '2' : '1'}. 一人で対応せず、係長か課長に声をかけ、二人以上で対応してください。`,
    `${hands ? '3' : '2'}. その場で約束や特別扱いをせず、「担当の課が組織として回答します」と伝えてください。`,
    `${hands ? '4' : '3'}. この方が来たら「いま来ています」を押してください。似ているだけの別の人かもしれません。決めつけず、ふだんどおり丁寧に。`,
  ];
}
