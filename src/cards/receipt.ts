import type { Alert } from '../domain/alert/alert.ts';
import { askedNames, type Escalation, outcomeNames } from '../domain/escalation/escalation.ts';
import { sceneNames } from '../domain/incident/choices.ts';
import type { Judged } from '../domain/incident/assessment.ts';
import { currentVersion, type Incident, pendingEscalation } from '../domain/incident/incident.ts';
import type { Todo } from '../domain/incident/todo.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { severityNames } from '../domain/risk/severity.ts';
import { dayAndTime } from '../domain/time.ts';
import { fit, nameList, type Room, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import { conductLine, dangerLine, whenLine } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

const TODO_SHOWN = 4;

const riskLine = (judged: Judged | undefined): string => {
  if (judged === undefined) return '';
  if (judged.risk === undefined) {
    return '類型に当たる言動はありません。申出には、ふだんどおり課として答えてください。';
  }
  return `段階: ${severityNames[judged.risk.level]}(${judged.risk.why})`;
};

/** 上申 that the receipt shows, newest last; a record may be returned and asked about again without end. */
const ESCALATIONS_SHOWN = 5;

/** What the reporter keeps in hand: the number, who has seen the alert, what was decided. */
export function receipt(
  expand: Expand,
  ward: Ward,
  view: { incident: Incident; alert: Alert | undefined; todo: readonly Todo[]; noApprover?: boolean },
): CardMessage {
  const { incident, alert, todo } = view;
  const { content, judged, version } = currentVersion(incident);
  const shell = incident.shell;
  const complaint = judged !== undefined && judged.risk === undefined;
  const facts = present([
    fact('いつ', whenLine(content)),
    fact(
      'どこで',
      `${departmentName(ward, incident.department)} ${sceneNames[content.scene]} ${content.place}`,
    ),
    fact('どのように', conductLine(content.conduct)),
    fact('危険のしるし', dangerLine(content.danger)),
    fact('記録した時刻', dayAndTime(incident.filedAt)),
  ]);
  const shown = incident.escalations.slice(-ESCALATIONS_SHOWN);
  const earlier = incident.escalations.length - shown.length;
  const card = fit((room) =>
    expand('receipt', {
      number: incident.number,
      tone: shell === undefined ? 'good' : 'warning',
      headline:
        shell === undefined
          ? complaint
            ? '苦情として記録しました'
            : version === 1
              ? '記録しました'
              : `記録しました(第${version}版)`
          : `速報を記録しました。${dayAndTime(shell.due)}までに続きを書いてください`,
      riskLine: riskLine(judged),
      hasTodo: todo.length > 0,
      todo: todo.slice(0, TODO_SHOWN).map(({ text }) => ({ text: `・${text}` })),
      isShell: shell !== undefined,
      mayAlert: !incident.alerted && !complaint,
      // The next department answers the same only when it knows what was answered here.
      mayTell: incident.alerted || incident.joined !== undefined,
      facts: tighten(facts, room),
      alertLine: alertLine(incident, alert, ward, room),
      earlier: earlier === 0 ? '' : `これより前の上申が${earlier}件あります。内容は記録に残っています。`,
      escalations: shown.map((escalation) => escalationView(escalation, room)),
      noApprover: view.noApprover === true,
      // A 速報 is completed first; a card takes five buttons.
      mayEscalate:
        pendingEscalation(incident) === undefined && (shell === undefined || incident.alerted || complaint),
    }),
  );
  return { card, summary: `記録しました 受付番号 ${incident.number}` };
}

function alertLine(incident: Incident, alert: Alert | undefined, ward: Ward, room: Room): string {
  if (incident.joined !== undefined) {
    return `同じ方の緊急アラート ${incident.joined} に加えました。全課のカードに、この課の時刻が出ています。`;
  }
  if (!incident.alerted) return '緊急アラートは送っていません。';
  if (alert === undefined) return '緊急アラートを全課へ送っています。';
  if (alert.audience.length === 0) {
    return '緊急アラートの届け先がまだありません。課のチャネルが登録されると届きます。急ぐときは電話で知らせてください。';
  }
  const seen = nameList(
    alert.acknowledgements.map((ack) => departmentName(ward, ack.department)),
    room,
  );
  return `緊急アラートの届け先は${alert.audience.length}課です。確認 ${alert.acknowledgements.length}/${alert.audience.length}${seen === '' ? '' : `(${seen})`}`;
}

const styles = { pending: 'emphasis', approved: 'good', returned: 'warning', rejected: 'attention' } as const;

function escalationView(escalation: Escalation, room: Room): object {
  const { state, decision } = escalation;
  const facts = present([
    fact('お願い', escalation.asked.map((asked) => askedNames[asked]).join('、')),
    fact('上申した時刻', dayAndTime(escalation.askedAt)),
    ...(decision === undefined
      ? []
      : [
          fact('判断した人', decision.byName),
          fact('判断した時刻', dayAndTime(decision.at)),
          fact('理由', decision.reason),
        ]),
  ]);
  return {
    title: state === 'pending' ? '上申中' : `上申: ${outcomeNames[state]}`,
    style: styles[state],
    facts: tighten(facts, room),
  };
}
