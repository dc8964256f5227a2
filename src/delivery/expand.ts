import { amendAlert, raiseAlert, settleBroadcasts, showDecision } from '../domain/alert/alert.ts';
import type { Alert } from '../domain/alert/alert.ts';
import { type Incident, type IncidentIntent, settleIntents } from '../domain/incident/incident.ts';
import type { Debt } from '../domain/owed.ts';
import { coordinatorKeys, entitledApprovers } from './officials.ts';
import type { Rooms } from './rooms.ts';

/** How many records or alerts one sweep opens. */
const BATCH = 100;

/**
 * Turns what was decided into what is owed to whom. Every step can be repeated: keys are
 * deterministic and versions only grow, so a process that died half-way is finished by the next.
 */
export function createExpansion(house: Rooms) {
  async function expandIncident(incident: Incident): Promise<void> {
    for (const intent of incident.intents) await carryOut(incident, intent);
    const upTo = Math.max(...incident.intents.map((intent) => intent.revision));
    await house.incidents.change(incident.number, (current) => ({
      next: settleIntents(current, upTo),
      result: undefined,
    }));
  }

  async function carryOut(incident: Incident, intent: IncidentIntent): Promise<void> {
    switch (intent.kind) {
      case 'receipt':
        return oweReceipt(incident, await house.alerts.read(incident.number));
      case 'raise-alert': {
        const departments = await departmentsWithChannels();
        await house.alerts.create(raiseAlert(incident, departments, house.now(), house.digest));
        return undefined;
      }
      case 'ask-approvers':
        return askApprovers(incident, intent.escalation);
      case 'decided':
        return tellDecision(incident, intent.escalation);
      case 'remind':
        return remind(incident, intent.at);
      case 'amend-alert':
        await house.alerts.change(incident.number, (alert) => ({
          next: amendAlert(alert, incident, house.now(), house.digest),
          result: undefined,
        }));
        return undefined;
      case 'review':
        return askReporter(incident, intent.review);
    }
  }

  const departmentsWithChannels = async (): Promise<string[]> => [
    ...new Set(
      (await house.channels.active())
        .map((channel) => channel.department)
        .filter((department) => department !== undefined),
    ),
  ];

  /** The version of a receipt grows with its record and with its alert, both of which it shows. */
  async function oweReceipt(incident: Incident, alert: Alert | undefined): Promise<void> {
    const form = await house.forms.read(incident.reporter.key, incident.submission.nonce);
    const messageId = form?.messageId ?? incident.submission.messageId;
    await house.owed.owe(
      [
        {
          id: 'receipt',
          about: incident.number,
          to: { kind: 'person', person: incident.reporter.key },
          shows: { kind: 'receipt', number: incident.number },
          wanted: incident.revision + (alert?.revision ?? 0),
          messageId,
        },
      ],
      house.now(),
    );
  }

  async function askApprovers(incident: Incident, escalation: string): Promise<void> {
    const approvers = await entitledApprovers(house, incident);
    const debt = (person: string, kind: 'decision' | 'no-approver'): Debt => ({
      id: `${kind}-${escalation}-${person}`,
      about: incident.number,
      to: { kind: 'person', person },
      shows: { kind, number: incident.number, escalation },
      wanted: incident.revision,
    });
    // Nobody to decide is the coordinators' business at once: a frightened colleague is waiting.
    const debts =
      approvers.length > 0
        ? approvers.map((person) => debt(person.key, 'decision'))
        : (await coordinatorKeys(house)).map((key) => debt(key, 'no-approver'));
    await house.owed.owe(debts, house.now());
  }

  async function remind(incident: Incident, at: string): Promise<void> {
    await house.owed.owe(
      [
        {
          id: 'reminder',
          about: incident.number,
          to: { kind: 'person', person: incident.reporter.key },
          shows: { kind: 'reminder', number: incident.number },
          wanted: 1,
          notBefore: new Date(at),
        },
      ],
      house.now(),
    );
  }

  /** The questions go to the reporter; once they are answered, the asker is told in a message of their own. */
  async function askReporter(incident: Incident, id: string): Promise<void> {
    const review = incident.reviews.find((candidate) => candidate.id === id);
    if (review === undefined) return;
    const debt = (kind: 'questions' | 'answered', person: string): Debt => ({
      id: `${kind}-${id}`,
      about: incident.number,
      to: { kind: 'person', person },
      shows: { kind, number: incident.number, review: id },
      wanted: incident.revision,
    });
    const debts = [debt('questions', incident.reporter.key)];
    if (review.answeredBy !== undefined) debts.push(debt('answered', review.byKey));
    await house.owed.owe(debts, house.now());
  }

  async function tellDecision(incident: Incident, escalation: string): Promise<void> {
    const asked = (await house.owed.about(incident.number)).filter(
      (row) => row.shows.kind === 'decision' && row.shows.escalation === escalation,
    );
    await house.owed.owe(
      asked.map(({ id, about, to, shows }) => ({ id, about, to, shows, wanted: incident.revision })),
      house.now(),
    );
    const decided = incident.escalations.find((candidate) => candidate.id === escalation);
    if (decided?.decision === undefined || decided.state === 'pending') return;
    const decision = { escalation, asked: decided.asked, outcome: decided.state, at: decided.decision.at };
    await house.alerts.change(incident.number, (alert) => ({
      next: showDecision(alert, decision, house.now(), house.digest),
      result: undefined,
    }));
  }

  async function expandAlert(alert: Alert): Promise<void> {
    const channels = (await house.channels.active()).filter((channel) => channel.department !== undefined);
    await house.owed.owe(
      channels.map((channel) => ({
        id: `alert-${channel.key}`,
        about: alert.id,
        to: { kind: 'channel', channel: channel.key },
        shows: { kind: 'alert', alert: alert.id },
        wanted: alert.revision,
      })),
      house.now(),
    );
    const incident = await house.incidents.read(alert.id);
    if (incident !== undefined) await oweReceipt(incident, alert);
    await house.alerts.change(alert.id, (current) => ({
      next: settleBroadcasts(current, alert.revision),
      result: undefined,
    }));
  }

  return {
    /**
     * Carries out everything that was saved and not yet expanded; returns how many items it opened. One that
     * fails stays owed, is named to `failed`, and holds up no other.
     */
    async sweep(failed: (about: string, fault: unknown) => void): Promise<number> {
      const incidents = await house.incidents.withIntents(BATCH);
      for (const incident of incidents) {
        await expandIncident(incident).catch((fault: unknown) => failed(incident.number, fault));
      }
      const alerts = await house.alerts.withIntents(BATCH);
      for (const alert of alerts) {
        await expandAlert(alert).catch((fault: unknown) => failed(alert.id, fault));
      }
      return incidents.length + alerts.length;
    },
  };
}
