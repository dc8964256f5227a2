import { findFollowUp } from '../domain/incident/follow-ups.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Debt } from '../domain/owed.ts';
import { endFlags } from '../domain/subject/flagging.ts';
import type { Subject } from '../domain/subject/subject.ts';
import { wallClock } from '../domain/time.ts';
import { coordinatorKeys } from './officials.ts';
import type { Rooms } from './rooms.ts';

type Failed = (about: string, fault: unknown) => void;

/** Carries out what was saved about persons' files. Every step can be repeated. */
export function createSubjectExpansion(house: Rooms, regroup: (file: string) => Promise<void>) {
  async function carryOut(subject: Subject, intent: Subject['intents'][number]): Promise<void> {
    switch (intent.kind) {
      case 'regroup':
        await regroup(subject.id);
        return undefined;
      case 'flag-asked':
        return askOfficials(subject, intent.flag);
      case 'flag-decided':
        await tellFlag(subject, intent.flag);
        // A mark shows, without its reason, on the alerts that are out.
        return regroup(subject.id);
    }
  }

  /** To the approvers of the asker's department; where there are none, to the coordinators. Never to the asker. */
  async function askOfficials(subject: Subject, id: string): Promise<void> {
    const flag = subject.flags.find((candidate) => candidate.id === id);
    if (flag === undefined) return;
    const others = (keys: readonly string[]): string[] => keys.filter((key) => key !== flag.askedByKey);
    const approvers = others((await house.people.approversOf(flag.department)).map(({ key }) => key));
    const officials = approvers.length > 0 ? approvers : others(await coordinatorKeys(house));
    await house.owed.owe(
      officials.map((person) => ({
        id: `flag-${id}-${person}`,
        about: subject.id,
        to: { kind: 'person', person },
        shows: { kind: 'flag', subject: subject.id, flag: id },
        wanted: subject.revision,
      })),
      house.now(),
    );
  }

  /** Every card that asked says who decided what, and so does a message to the person who asked. */
  async function tellFlag(subject: Subject, id: string): Promise<void> {
    const flag = subject.flags.find((candidate) => candidate.id === id);
    if (flag === undefined) return;
    const asked = (await house.owed.about(subject.id)).filter(
      ({ shows }) => shows.kind === 'flag' && shows.flag === id,
    );
    const told: Debt = {
      id: `flag-told-${id}`,
      about: subject.id,
      to: { kind: 'person', person: flag.askedByKey },
      shows: { kind: 'flag-told', subject: subject.id, flag: id },
      wanted: subject.revision,
    };
    await house.owed.owe(
      [
        ...asked.map(({ id, about, to, shows }) => ({ id, about, to, shows, wanted: subject.revision })),
        told,
      ],
      house.now(),
    );
  }

  /** Marks whose review day has come end by themselves; one that fails is named and holds up no other. */
  async function endMarks(limit: number, failed: Failed): Promise<void> {
    const due = await house.subjects.withFlagsEnding(wallClock(house.now()).date, limit);
    for (const { id } of due) {
      try {
        await house.subjects.change(id, (subject) => ({
          next: endFlags(subject, house.now(), house.digest),
          result: undefined,
        }));
      } catch (fault) {
        failed(id, fault);
      }
    }
  }

  return {
    /** 担当に確認する: to the reporter; once answered, to the person who asked as well. */
    async followUp(incident: Incident, id: string): Promise<void> {
      const followUp = findFollowUp(incident, id);
      if (followUp === undefined) return;
      const debt = (kind: 'follow-up' | 'follow-up-answer', person: string): Debt => ({
        id: `${kind}-${id}`,
        about: incident.number,
        to: { kind: 'person', person },
        shows: { kind, number: incident.number, followUp: id },
        wanted: incident.revision,
      });
      const debts = [debt('follow-up', incident.reporter.key)];
      if (followUp.answer !== undefined) debts.push(debt('follow-up-answer', followUp.askedByKey));
      await house.owed.owe(debts, house.now());
    },

    /** Returns how many files it opened; one that fails is named and holds up no other. */
    async sweep(limit: number, failed: Failed): Promise<number> {
      await endMarks(limit, failed);
      const subjects = await house.subjects.withIntents(limit);
      for (const subject of subjects) {
        const upTo = Math.max(...subject.intents.map(({ revision }) => revision));
        try {
          for (const intent of subject.intents) await carryOut(subject, intent);
          await house.subjects.change(subject.id, (current) => ({
            next: { ...current, intents: current.intents.filter(({ revision }) => revision > upTo) },
            result: undefined,
          }));
        } catch (fault) {
          failed(subject.id, fault);
        }
      }
      return subjects.length;
    },
  };
}
