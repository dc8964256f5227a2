import {
  type Asked,
  askedSchema,
  type DecisionAction,
  type Escalation,
  REASON_LIMIT,
} from '../domain/escalation/escalation.ts';
import { askEscalation, decideEscalation, type Incident } from '../domain/incident/incident.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import { nameAsDecider } from '../domain/people/roles.ts';
import { decisionRefusal, standingOf } from '../domain/people/standing.ts';
import type { House } from './ports.ts';

export type Asking =
  | { kind: 'asked'; incident: Incident; escalation: Escalation; repeated: boolean }
  | { kind: 'invalid'; incident: Incident; errors: FormErrors }
  | { kind: 'pending'; incident: Incident }
  | { kind: 'refused' };

/** 上申: only the reporter of the record asks, once at a time. `nonce` makes a second press harmless. */
export async function escalate(
  house: House,
  ask: { number: string; nonce: string; asked: string; reason: string; person: Person },
): Promise<Asking> {
  const now = house.now();
  const id = `e${house.digest(`escalation|${ask.number}|${ask.nonce}`).slice(0, 16)}`;
  const reason = ask.reason.trim();
  const { asked, errors } = readAsking(ask.asked, reason);
  const changed = await house.incidents.change(ask.number, (incident) => {
    if (incident.reporter.key !== ask.person.key) return { result: 'refused' as const };
    if (incident.escalations.some((known) => known.id === id)) return { result: 'repeated' as const };
    if (Object.keys(errors).length > 0) return { result: 'invalid' as const };
    const step = askEscalation(incident, { id, asked, reason, by: ask.person.key, now }, house.digest);
    if ('refused' in step) {
      return { result: step.refused === 'pending' ? ('pending' as const) : ('repeated' as const) };
    }
    return { next: step.next, result: 'asked' as const };
  });
  // A record that is not there is refused in the same words as somebody else's: numbers cannot be probed.
  if (!changed.found || changed.result === 'refused') return { kind: 'refused' };
  const incident = changed.item;
  switch (changed.result) {
    case 'invalid':
      return { kind: 'invalid', incident, errors };
    case 'pending':
      return { kind: 'pending', incident };
    case 'asked':
    case 'repeated': {
      const escalation = incident.escalations.find((known) => known.id === id);
      if (escalation === undefined) throw new Error(`${ask.number} lost its escalation`);
      if (changed.result === 'asked') house.outbox.nudge();
      return { kind: 'asked', incident, escalation, repeated: changed.result === 'repeated' };
    }
  }
}

function readAsking(typed: string, reason: string): { asked: Asked[]; errors: FormErrors } {
  const errors: Record<string, string> = {};
  const asked: Asked[] = [];
  for (const item of new Set(typed.split(',').filter((part) => part !== ''))) {
    const parsed = askedSchema.safeParse(item.trim());
    if (parsed.success) asked.push(parsed.data);
    else errors['asked'] = '一覧から選び直してください。';
  }
  if (asked.length === 0) errors['asked'] = 'お願いしたいことを一つ以上選んでください。';
  if (reason === '') errors['reason'] = '理由を書いてください。';
  else if (reason.length > REASON_LIMIT) {
    errors['reason'] = `${REASON_LIMIT}字までです(いま${reason.length}字)。`;
  }
  return { asked, errors };
}

export type Deciding =
  | { kind: 'decided'; incident: Incident }
  | { kind: 'already-decided'; incident: Incident }
  | { kind: 'invalid'; incident: Incident; errors: FormErrors }
  | { kind: 'refused'; why: 'own-report' | 'not-approver' | 'unknown' };

type DecisionResult =
  | 'decided'
  | 'own-report'
  | 'not-approver'
  | 'unknown'
  | 'already-decided'
  | 'needs-reason'
  | 'too-long';

/**
 * 承認・差し戻し・却下: entitlement is looked up at this moment; the first entitled decision counts and
 * every later one is told who was first.
 */
export async function decide(
  house: House,
  decision: { number: string; escalation: string; action: DecisionAction; reason: string; person: Person },
): Promise<Deciding> {
  const now = house.now();
  const standing = standingOf(decision.person, house.rules);
  const reason = decision.reason.trim();
  const changed = await house.incidents.change<DecisionResult>(decision.number, (incident) => {
    const refusal = decisionRefusal(standing, incident);
    if (refusal !== undefined) return { result: refusal };
    if (reason.length > REASON_LIMIT) return { result: 'too-long' };
    const step = decideEscalation(
      incident,
      {
        escalation: decision.escalation,
        action: decision.action,
        by: { ...decision.person, name: nameAsDecider(decision.person, incident.department) },
        reason,
        now,
      },
      house.digest,
    );
    return 'refused' in step ? { result: step.refused } : { next: step.next, result: 'decided' };
  });
  if (!changed.found) return { kind: 'refused', why: 'unknown' };
  const { item: incident, result } = changed;
  switch (result) {
    case 'decided':
      house.outbox.nudge();
      return { kind: 'decided', incident };
    case 'already-decided':
      return { kind: 'already-decided', incident };
    case 'needs-reason':
      return {
        kind: 'invalid',
        incident,
        errors: { reason: '差し戻し・却下のときは理由を書いてください。' },
      };
    case 'too-long':
      return {
        kind: 'invalid',
        incident,
        errors: { reason: `${REASON_LIMIT}字までです(いま${reason.length}字)。` },
      };
    case 'own-report':
    case 'not-approver':
    case 'unknown':
      return { kind: 'refused', why: result };
  }
}
