import {
  askedNames,
  decisionActions,
  decisionTable,
  type Escalation,
  outcomeNames,
} from '../domain/escalation/escalation.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { currentContent, type Incident } from '../domain/incident/incident.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { dayAndTime } from '../domain/time.ts';
import { fixedChoices } from './choices.ts';
import { fit, leavesOut, tighten } from './fit.ts';
import { fact, present } from './inert.ts';
import { recordFacts, utteranceFacts } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

const askedLine = (escalation: Escalation): string =>
  escalation.asked.map((asked) => askedNames[asked]).join('、');

const problemOf = (errors: FormErrors, button: string): string =>
  Object.keys(errors).length === 0
    ? ''
    : `まだ送っていません。下の欄を直して、もう一度「${button}」を押してください。`;

/** What the reporter asks superiors for. */
export function escalationForm(
  expand: Expand,
  view: { number: string; nonce: string; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const card = expand('escalation-form', {
    number: view.number,
    nonce: view.nonce,
    problem: view.errors['form'] ?? problemOf(view.errors, '上申する'),
    typed: { asked: view.typed['asked'] ?? '', reason: view.typed['reason'] ?? '' },
    errors: { asked: view.errors['asked'] ?? '', reason: view.errors['reason'] ?? '' },
    choices: fixedChoices,
  });
  return { card, summary: `上申する(記録 ${view.number})` };
}

/** Takes the form's place once it was sent. */
export function escalationSent(
  expand: Expand,
  view: { incident: Incident; escalation: Escalation },
): CardMessage {
  const facts = present([
    fact('お願い', askedLine(view.escalation)),
    fact('理由', view.escalation.reason),
    fact('上申した時刻', dayAndTime(view.escalation.askedAt)),
  ]);
  const card = fit((room) =>
    expand('escalation-sent', { number: view.incident.number, facts: tighten(facts, room) }),
  );
  return { card, summary: `上申しました(記録 ${view.incident.number})` };
}

const buttonStyles = { approve: 'positive', return: 'default', reject: 'destructive' } as const;

/** The decision card, or its resolved twin once somebody has decided. */
export function decisionCard(
  expand: Expand,
  ward: Ward,
  view: { incident: Incident; escalation: Escalation; typed: TypedValues; errors: FormErrors },
): CardMessage {
  const { incident, escalation } = view;
  if (escalation.decision !== undefined && escalation.state !== 'pending') {
    return resolvedTwin(expand, incident, escalation);
  }
  const content = currentContent(incident);
  const utterances = utteranceFacts(content);
  const request = present([
    fact('お願い', askedLine(escalation)),
    fact('理由', escalation.reason),
    fact('上申した人', incident.reporter.name),
    fact('上申した時刻', dayAndTime(escalation.askedAt)),
  ]);
  const facts = recordFacts(content, departmentName(ward, incident.department), false);
  const card = fit((room) =>
    expand('decision', {
      number: incident.number,
      escalation: escalation.id,
      problem:
        Object.keys(view.errors).length === 0
          ? ''
          : 'まだ判断は送っていません。下の欄を直して、もう一度ボタンを押してください。',
      request: tighten(request, room),
      facts: tighten(facts, room),
      utterances: tighten(utterances, room),
      leftOut: leavesOut([...request, ...facts, ...utterances], room),
      noWords: utterances.length === 0,
      typed: { reason: view.typed['reason'] ?? '' },
      errors: { reason: view.errors['reason'] ?? '' },
      buttons: decisionActions.map((decision) => ({
        decision,
        title: decisionTable.approver.pending[decision].label,
        style: buttonStyles[decision],
      })),
    }),
  );
  return { card, summary: `上申が届いています 記録 ${incident.number}` };
}

const twinStyles = { approved: 'good', returned: 'warning', rejected: 'attention' } as const;

function resolvedTwin(expand: Expand, incident: Incident, escalation: Escalation): CardMessage {
  const { state, decision } = escalation;
  if (state === 'pending' || decision === undefined) throw new Error(`${escalation.id} is not decided`);
  const headline = `${outcomeNames[state]}: ${askedLine(escalation)}`;
  const facts = present([
    fact('判断した人', decision.byName),
    fact('判断した時刻', dayAndTime(decision.at)),
    fact('理由', decision.reason),
    fact('上申した人', incident.reporter.name),
    fact('上申の理由', escalation.reason),
  ]);
  const card = fit((room) =>
    expand('decision-resolved', {
      number: incident.number,
      headline,
      style: twinStyles[state],
      facts: tighten(facts, room),
    }),
  );
  return { card, summary: `${headline} 記録 ${incident.number}` };
}
