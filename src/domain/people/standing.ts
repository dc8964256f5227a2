import type { Incident } from '../incident/incident.ts';
import type { Person } from './person.ts';

/** What a person may do right now, worked out from our register at the moment of the click. */
export type Standing = {
  readonly person: Person;
  readonly coordinator: boolean;
};

/** `coordinators` are Entra object ids from the environment; beside them count those whom a coordinator appointed. */
export function standingOf(
  person: Person,
  rules: { readonly coordinators: ReadonlySet<string>; readonly mayDeclareRoles: boolean },
): Standing {
  return {
    person,
    coordinator:
      rules.coordinators.has(person.objectId) ||
      person.coordinator ||
      (rules.mayDeclareRoles && person.declaredCoordinator),
  };
}

/**
 * How much of a record a person may read.
 * - `full`: the reporter, approvers of the record's department, coordinators
 * - `conduct`: approvers of other departments: features, conduct and the words, but
 *   neither identity nor the matter itself (個人情報保護法69条・地方税法22条 keep those inside the department)
 * - `none`: everybody else
 */
export type Readable = 'full' | 'conduct' | 'none';

export function readableBy(standing: Standing, incident: Incident): Readable {
  const { person } = standing;
  if (standing.coordinator || incident.reporter.key === person.key) return 'full';
  if (person.approverOf.includes(incident.department)) return 'full';
  return person.approverOf.length > 0 ? 'conduct' : 'none';
}

/** Why a decision by this person does not count, or undefined when it does. */
export function decisionRefusal(
  standing: Standing,
  incident: Incident,
): 'own-report' | 'not-approver' | undefined {
  if (incident.reporter.key === standing.person.key) return 'own-report';
  return standing.person.approverOf.includes(incident.department) ? undefined : 'not-approver';
}

/** A channel may be bound by coordinators, by approvers of that department, and in local mode by anybody. */
export const mayBindChannel = (standing: Standing, department: string, anybody: boolean): boolean =>
  anybody || standing.coordinator || standing.person.approverOf.includes(department);

/** Approvers are appointed and removed by coordinators only. */
export const mayAppoint = (standing: Standing): boolean => standing.coordinator;

/** The ward's settings, roles and channels are the coordinators'. */
export const maySet = (standing: Standing): boolean => standing.coordinator;

/** Approvers of the record's department ask questions about it; not about their own. */
export const mayReview = (person: Person, incident: Incident): boolean =>
  incident.reporter.key !== person.key && person.approverOf.includes(incident.department);

/** The staff-care note is for the writer and the approvers of the department, not for coordinators. */
export const mayReadCare = (person: Person, incident: Incident): boolean =>
  incident.reporter.key === person.key || person.approverOf.includes(incident.department);

/** Whose record it is says who wrote it, its department's approvers, and the coordinators. */
export const mayLink = (standing: Standing, incident: Incident): boolean =>
  standing.coordinator ||
  incident.reporter.key === standing.person.key ||
  standing.person.approverOf.includes(incident.department);

/** Whole files are merged and parted by approvers and coordinators. */
export const mayMergeFiles = (standing: Standing): boolean =>
  standing.coordinator || standing.person.approverOf.length > 0;

/** 統一回答 is set by the approvers of the department where the way began. */
export const maySetAnswer = (person: Person, department: string): boolean =>
  person.approverOf.includes(department);
