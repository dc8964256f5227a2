import { askFollowUp } from '../../src/domain/incident/follow-ups.ts';
import { sendBack } from '../../src/domain/incident/corrections.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Person } from '../../src/domain/people/person.ts';
import type { Severity } from '../../src/domain/risk/severity.ts';
import {
  approver,
  decided,
  digest,
  escalated,
  minimalIncident,
  minimalTyped,
  NOW,
  person,
} from './records.ts';

type Wish = {
  word: string;
  reporter?: Person;
  department?: string;
  /** Days and minutes before the clock's moment at which the contact was. */
  daysAgo?: number;
  minutesAgo?: number;
  /** Days after the contact on which it was filed. */
  filedAfterDays?: number;
  severity?: Severity;
  typed?: Record<string, string>;
};

const DAY_MS = 86_400_000;

/** A record for the register; without severity and typed marks it is an ordinary complaint. */
export function registered(wish: Wish): Incident {
  const { word, reporter = person(), department = 'fukushi', severity, typed = {} } = wish;
  const { daysAgo = 0, minutesAgo = 5, filedAfterDays = 0 } = wish;
  const at = new Date(NOW.getTime() - daysAgo * DAY_MS - minutesAgo * 60_000);
  const made = minimalIncident({
    reporter,
    word,
    typed: { ...minimalTyped, row1Words: '説明してほしい', department, ...typed },
  });
  const [first] = made.versions;
  if (first === undefined) throw new Error('no version');
  const risk = severity === undefined ? {} : { risk: { level: severity, row: 'r', why: '試験' } };
  return {
    ...made,
    filedAt: new Date(at.getTime() + filedAfterDays * DAY_MS).toISOString(),
    versions: [
      {
        ...first,
        content: { ...first.content, occurredAt: at.toISOString() },
        judged: { machine: [], why: [], person: [], advice: [], ...risk },
      },
    ],
  };
}

const kacho = approver();
const settled = (before: Incident, action: 'approve' | 'return' | 'reject'): Incident =>
  decided(escalated(before).incident, { action, reason: 'なぜなら' }).incident;

function must<T>(step: { next: T } | { refused: string }): T {
  if ('refused' in step) throw new Error(step.refused);
  return step.next;
}

/** What brings a record into each state. */
export const into: Readonly<Record<string, (incident: Incident) => Incident>> = {
  pending: (before) => escalated(before).incident,
  asked: (before) =>
    must(
      sendBack(
        before,
        { id: 'q0123456789abcdef', questions: [{ field: 'taken', question: '何を?' }], by: kacho, now: NOW },
        digest,
      ),
    ),
  'asked by a colleague': (before) =>
    must(
      askFollowUp(before, { id: 'k0123456789abcdef', claim: 'そう言われた', by: kacho, now: NOW }, digest),
    ),
  quick: (before) => ({ ...before, shell: { due: NOW.toISOString() } }),
  returned: (before) => settled(before, 'return'),
  approved: (before) => settled(before, 'approve'),
  rejected: (before) => settled(before, 'reject'),
  filed: (before) => before,
};
