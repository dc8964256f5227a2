import { type Alert, type AlertIntent, settleBroadcasts } from '../domain/alert/alert.ts';
import { chaseAlert } from '../domain/alert/chase.ts';
import { stepAlert } from '../domain/alert/life.ts';
import { answeringFirst } from '../domain/alert/one-answer.ts';
import { alertIdOf, type Incident } from '../domain/incident/incident.ts';
import type { Channel } from '../domain/people/person.ts';
import { coordinatorKeys } from './officials.ts';
import type { Rooms } from './rooms.ts';

/** Carries out what was saved about alerts: who sees them, who is asked, who is chased. */
export function createAlertExpansion(
  house: Rooms,
  oweReceipt: (incident: Incident, alert: Alert) => Promise<void>,
) {
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
      // A record that left the way, or joined another, shows that other alert.
      if (incident !== undefined && alertIdOf(incident) === alert.id) await oweReceipt(incident, alert);
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

  /** A line in every channel about a new stop; about one that is struck out, only where the line stands. */
  async function call(
    alert: Alert,
    intent: Extract<AlertIntent, { kind: 'call' }>,
    channels: readonly Channel[],
  ): Promise<void> {
    const struckOut = alert.route.some(
      ({ record, withdrawn }) => record === intent.record && withdrawn !== undefined,
    );
    const known = struckOut ? new Set((await house.owed.about(alert.id)).map(({ id }) => id)) : undefined;
    const idIn = (channel: Channel): string => `call-${intent.record}-${channel.key}`;
    await house.owed.owe(
      channels
        .filter((channel) => known?.has(idIn(channel)) ?? true)
        .map((channel) => ({
          id: idIn(channel),
          about: alert.id,
          to: { kind: 'channel', channel: channel.key },
          shows: { kind: 'call', alert: alert.id, record: intent.record },
          wanted: intent.revision,
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
        return call(alert, intent, channels);
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

  return {
    /** Returns how many alerts it opened. */
    async sweep(limit: number, failed: (about: string, fault: unknown) => void): Promise<number> {
      const alerts = await house.alerts.withIntents(limit);
      for (const alert of alerts) {
        await expandAlert(alert).catch((fault: unknown) => failed(alert.id, fault));
      }
      return alerts.length;
    },

    /** Alerts whose time has come step down, end, or are looked at for silent departments. */
    async step(limit: number, failed: (about: string, fault: unknown) => void): Promise<number> {
      const due = await house.alerts.stepping(house.now(), limit);
      const { alertRules, digest } = house;
      for (const { id } of due) {
        const change = house.alerts.change(id, (alert) => {
          const now = house.now();
          const next = chaseAlert(stepAlert(alert, now, alertRules, digest), now, alertRules, digest);
          return { next, result: undefined };
        });
        await change.catch((fault: unknown) => failed(id, fault));
      }
      return due.length;
    },
  };
}
