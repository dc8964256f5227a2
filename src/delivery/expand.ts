import {
  type Alert,
  type AlertIntent,
  amendAlert,
  settleBroadcasts,
  showDecision,
} from '../domain/alert/alert.ts';
import { chaseAlert } from '../domain/alert/chase.ts';
import { isAlive, stepAlert } from '../domain/alert/life.ts';
import { answeringFirst } from '../domain/alert/one-answer.ts';
import { alertIdOf, type Incident, type IncidentIntent, settleIntents } from '../domain/incident/incident.ts';
import type { Debt } from '../domain/owed.ts';
import { createContactExpansion } from './contacts.ts';
import { createLadder } from './ladder.ts';
import { coordinatorKeys, entitledApprovers } from './officials.ts';
import type { Channel } from '../domain/people/person.ts';
import type { Rooms } from './rooms.ts';
import { createSubjectExpansion } from './subjects.ts';

/** How many records or alerts one sweep opens. */
const BATCH = 100;

const warningFirst = (intents: readonly IncidentIntent[]): IncidentIntent[] =>
  intents.toSorted((a, b) => Number(b.kind === 'raise-alert') - Number(a.kind === 'raise-alert'));

/**
 * Turns what was decided into what is owed to whom. Every step can be repeated: keys are
 * deterministic and versions only grow, so a process that died half-way is finished by the next.
 */
export function createExpansion(house: Rooms) {
  const ladder = createLadder(house, departmentsWithChannels);
  const files = createSubjectExpansion(house, ladder.regroup);
  const contacts = createContactExpansion(house);

  async function expandIncident(incident: Incident): Promise<void> {
    // An alert must go out although the matching fails: what failed stays owed, and the rest is done.
    const failures: unknown[] = [];
    // A warning never waits for the index of persons to be read: it joins another alert afterwards, if it must.
    const intents = house.persons.warm() ? incident.intents : warningFirst(incident.intents);
    for (const intent of intents) {
      try {
        await carryOut(incident, intent);
      } catch (fault) {
        failures.push(fault);
      }
    }
    if (failures.length > 0) throw failures[0];
    const upTo = Math.max(...incident.intents.map((intent) => intent.revision));
    await house.incidents.change(incident.number, (current) => ({
      next: settleIntents(current, upTo),
      result: undefined,
    }));
  }

  async function carryOut(incident: Incident, intent: IncidentIntent): Promise<void> {
    switch (intent.kind) {
      case 'receipt':
        return oweReceipt(incident, await house.alerts.read(alertIdOf(incident)));
      case 'match':
        await ladder.match(incident);
        return ladder.settle(incident.number);
      case 'answered':
        return ladder.tell(incident.number);
      case 'raise-alert':
        return raiseUnlessTold(incident.number);
      case 'ask-approvers':
        return askApprovers(incident, intent.escalation);
      case 'decided':
        return tellDecision(incident, intent.escalation);
      case 'remind':
        return remind(incident, intent.at);
      case 'amend-alert':
        // A stop on another record's route is brought up to date by the matching.
        await house.alerts.change(incident.number, (alert) => ({
          next: amendAlert(alert, incident, house.now(), house.digest),
          result: undefined,
        }));
        return undefined;
      case 'review':
        return askReporter(incident, intent.review);
      case 'follow-up':
        return files.followUp(incident, intent.followUp);
    }
  }

  async function departmentsWithChannels(): Promise<string[]> {
    const channels = await house.channels.active();
    return [
      ...new Set(
        channels.map(({ department }) => department).filter((department) => department !== undefined),
      ),
    ];
  }

  /** A record that stands on the route of a living alert raises none of its own. */
  async function raiseUnlessTold(number: string): Promise<void> {
    const incident = await house.incidents.read(number);
    if (incident === undefined) return;
    const told = incident.joined === undefined ? undefined : await house.alerts.read(incident.joined);
    if (told === undefined || !isAlive(told)) await ladder.raise(incident);
  }

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
    await house.alerts.change(alertIdOf(incident), (alert) => ({
      next: showDecision(alert, decision, house.now(), house.digest),
      result: undefined,
    }));
  }

  async function expandAlert(alert: Alert): Promise<void> {
    const channels = (await house.channels.active()).filter((channel) => channel.department !== undefined);
    const broadcasts = alert.intents.some(({ kind }) => kind === 'broadcast');
    await house.owed.owe(
      (broadcasts ? channels : []).map((channel) => ({
        id: `alert-${channel.key}`,
        about: alert.id,
        to: { kind: 'channel', channel: channel.key },
        shows: { kind: 'alert', alert: alert.id },
        wanted: alert.revision,
      })),
      house.now(),
    );
    for (const intent of alert.intents) await carryOutForAlert(alert, intent, channels);
    if (alert.chase?.state === 'shown') await oweBoard(alert);
    for (const record of new Set([alert.id, ...alert.route.map((stop) => stop.record)])) {
      const incident = await house.incidents.read(record);
      if (incident !== undefined) await oweReceipt(incident, alert);
    }
    await house.alerts.change(alert.id, (current) => ({
      next: settleBroadcasts(current, alert.revision),
      result: undefined,
    }));
  }

  /** Who has confirmed and who has not, kept up to date in the chats of the coordinators. */
  async function oweBoard(alert: Alert): Promise<void> {
    await house.owed.owe(
      (await coordinatorKeys(house)).map((person) => ({
        id: `board-${person}`,
        about: alert.id,
        to: { kind: 'person' as const, person },
        shows: { kind: 'board' as const, alert: alert.id },
        wanted: alert.revision,
      })),
      house.now(),
    );
  }

  async function carryOutForAlert(
    alert: Alert,
    intent: AlertIntent,
    channels: readonly Channel[],
  ): Promise<void> {
    switch (intent.kind) {
      case 'broadcast':
        return undefined;
      case 'call':
        await house.owed.owe(
          channels.map((channel) => ({
            id: `call-${intent.record}-${channel.key}`,
            about: alert.id,
            to: { kind: 'channel', channel: channel.key },
            shows: { kind: 'call', alert: alert.id, record: intent.record },
            wanted: 1,
          })),
          house.now(),
        );
        return undefined;
      case 'chase':
        await house.owed.owe(
          channels
            .filter(({ department }) => department !== undefined && intent.departments.includes(department))
            .map((channel) => ({
              id: `chase-${channel.key}`,
              about: alert.id,
              to: { kind: 'channel', channel: channel.key },
              shows: { kind: 'chase', alert: alert.id },
              wanted: 1,
            })),
          house.now(),
        );
        return undefined;
      case 'board':
        return undefined;
      case 'ask-answer': {
        const approvers = await house.people.approversOf(answeringFirst(alert));
        await house.owed.owe(
          approvers.map((person) => ({
            id: `answer-${person.key}`,
            about: alert.id,
            to: { kind: 'person', person: person.key },
            shows: { kind: 'answer', alert: alert.id },
            wanted: intent.revision,
          })),
          house.now(),
        );
      }
    }
  }

  /** Alerts whose time has come step down or end. */
  async function stepAlerts(): Promise<number> {
    const due = await house.alerts.stepping(house.now(), BATCH);
    for (const { id } of due) {
      await house.alerts.change(id, (alert) => ({
        next: chaseAlert(
          stepAlert(alert, house.now(), house.alertRules, house.digest),
          house.now(),
          house.alertRules,
          house.digest,
        ),
        result: undefined,
      }));
    }
    return due.length;
  }

  return {
    /**
     * Carries out everything that was saved and not yet expanded; returns how many items it opened. One that
     * fails stays owed, is named to `failed`, and holds up no other.
     */
    async sweep(failed: (about: string, fault: unknown) => void): Promise<number> {
      const stepped = await stepAlerts();
      const opened = (await files.sweep(BATCH, failed)) + (await contacts.sweep(BATCH, failed));
      const incidents = await house.incidents.withIntents(BATCH);
      for (const incident of incidents) {
        await expandIncident(incident).catch((fault: unknown) => failed(incident.number, fault));
      }
      const alerts = await house.alerts.withIntents(BATCH);
      for (const alert of alerts) {
        await expandAlert(alert).catch((fault: unknown) => failed(alert.id, fault));
      }
      return stepped + opened + incidents.length + alerts.length;
    },
  };
}
