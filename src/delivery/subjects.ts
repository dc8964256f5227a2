import type { Subject } from '../domain/subject/subject.ts';
import type { Rooms } from './rooms.ts';

/** Carries out what was saved about persons' files. Every step can be repeated. */
export function createSubjectExpansion(house: Rooms, regroup: (file: string) => Promise<void>) {
  async function carryOut(subject: Subject, intent: Subject['intents'][number]): Promise<void> {
    switch (intent.kind) {
      case 'regroup':
        await regroup(subject.id);
        return undefined;
      case 'flag-asked':
      case 'flag-decided':
        return undefined;
    }
  }

  return {
    /** Returns how many files it opened; one that fails is named and holds up no other. */
    async sweep(limit: number, failed: (about: string, fault: unknown) => void): Promise<number> {
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
