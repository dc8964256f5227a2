import type { Alert } from '../domain/alert/alert.ts';
import { askedNames, outcomeNames } from '../domain/escalation/escalation.ts';
import { placeNames, sceneNames } from '../domain/incident/choices.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { severityNames } from '../domain/risk/severity.ts';
import { dayAndTime, timeOfDay } from '../domain/time.ts';
import { fixedChoices } from './choices.ts';
import { fit, nameList, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import { conductLine, dangerLine, featureFacts } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

/** The card in every department channel. It can show only what an alert holds: nothing private. */
export function alertCard(expand: Expand, ward: Ward, view: { alert: Alert; repeat: boolean }): CardMessage {
  const { alert } = view;
  const department = departmentName(ward, alert.department);
  const names = alert.acknowledgements.map((ack) => departmentName(ward, ack.department));
  const facts = present([
    fact('いつ', dayAndTime(alert.occurredAt)),
    fact('どこで', `${department} ${sceneNames[alert.scene]}`),
    fact('誰らしき人', alert.look),
    ...featureFacts(alert.features),
    fact('どのように', conductLine(alert.conduct)),
  ]);
  const card = fit((room) =>
    expand('alert', {
      repeat: view.repeat,
      levelLine:
        alert.risk === undefined ? '' : `段階: ${severityNames[alert.risk.level]}(${alert.risk.why})`,
      number: alert.id,
      dangerLine: dangerLine(alert.danger),
      sightings: alert.sightings.toReversed().map((sighting) => ({
        text: `いま来ています: ${departmentName(ward, sighting.department)} ${placeNames[sighting.place]}(${timeOfDay(sighting.at)})`,
      })),
      facts: tighten(facts, room),
      advice: adviceFor(alert).map((text) => ({ text })),
      decisionLine:
        alert.decision === undefined
          ? ''
          : `${department}の上申(${alert.decision.asked.map((asked) => askedNames[asked]).join('、')}): ${outcomeNames[alert.decision.outcome]} ${dayAndTime(alert.decision.at)}`,
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
      `${view.repeat ? '【再送】' : ''}緊急アラート ${alert.id} ${department} ${conductLine(alert.conduct)}`.trimEnd(),
  };
}

/** What to do, from the danger marks. Plain steps that need no manual in the other hand. */
function adviceFor(alert: Alert): string[] {
  const hands =
    alert.danger.includes('violence') || alert.danger.includes('weapon') || alert.danger.includes('harm');
  return [
    ...(hands ? ['1. 距離をとり、身の安全を最優先にしてください。危険を感じたら、ためらわず110番へ。'] : []),
    `${hands ? '2' : '1'}. 一人で対応せず、係長か課長に声をかけ、二人以上で対応してください。`,
    `${hands ? '3' : '2'}. その場で約束や特別扱いをせず、「担当の課が組織として回答します」と伝えてください。`,
    `${hands ? '4' : '3'}. この方が来たら「いま来ています」を押してください。似ているだけの別の人かもしれません。決めつけず、ふだんどおり丁寧に。`,
  ];
}
