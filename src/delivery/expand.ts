import { type Alert, amendAlert } from '../domain/alert/alert.ts';
import { isAlive } from '../domain/alert/life.ts';
import { alertIdOf, type Incident, type IncidentIntent, settleIntents } from '../domain/incident/incident.ts';
import type { Debt } from '../domain/owed.ts';
import { createAlertExpansion } from './alerts.ts';
import { createContactExpansion } from './contacts.ts';
import { createLadder } from './ladder.ts';
import { createMatching } from './match.ts';
import { coordinatorKeys, entitledApprovers } from './officials.ts';
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
  const matching = createMatching(house);
  const ladder = createLadder(house, departmentsWithChannels);
  const files = createSubjectExpansion(house, ladder.regroup);
  const contacts = createContactExpansion(house);
  const alerts = createAlertExpansion(house, oweReceipt);

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
        await matching.match(incident);
        // A correction may take away what made others likely.
        if (incident.versions.length > 1) await matching.rankAgain(incident.number);
        return ladder.settle(incident.number);
      case 'answered':
        return ladder.settle(incident.number);
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

  /** The version of a receipt grows with its record and, within one version of it, with its alert. */
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
          // The record counts first: a record that joins another alert may leave one that had changed more often.
          wanted: incident.revision * 10_000 + (alert?.revision ?? 0),
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
    await ladder.settle(incident.number);
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
      const warned = await alerts.sweep(BATCH, failed);
      const others = (await files.sweep(BATCH, failed)) + (await contacts.sweep(BATCH, failed));
      // Last: what changes by the clock alone waits for what people did.
      return incidents.length + warned + others + (await alerts.step(BATCH, failed));
    },
  };
}
