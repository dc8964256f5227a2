import type { Incident } from '../incident/incident.ts';
import type { Standing } from '../people/standing.ts';
import { extentFor, isOrdinaryComplaint } from '../subject/outline.ts';

/** What a reader of the register may read of a record; outlines stand in a person's file only. */
export type RegisterExtent = 'full' | 'conduct';

/** Undefined when the record does not stand in this reader's register: it looks like one that is not there. */
export function registerExtent(standing: Standing, incident: Incident): RegisterExtent | undefined {
  const extent = extentFor(standing, incident);
  return extent === 'full' || extent === 'conduct' ? extent : undefined;
}

/**
 * In whose register an ordinary complaint stands: its department's. Empty for every other record. A field of
 * its own, so that a query leaves out other departments' complaints without having met them (条例5条).
 */
export const ordinaryIn = (incident: Incident): string =>
  isOrdinaryComplaint(incident) ? incident.department : '';

/** Records of which all that is named holds. */
export type Scope = {
  readonly department?: string;
  readonly reporterKey?: string;
  /** See {@link ordinaryIn}. */
  readonly ordinary?: string;
};

/**
 * The records that stand in a reader's register, as alternatives that together are all of them and nothing
 * else: it is {@link registerExtent} in the terms of the database.
 */
export function scopesOf(
  { person, coordinator }: Standing,
  wanted: {
    readonly department?: string | undefined;
    /** Only records with a label of conduct: none of them is an ordinary complaint. */
    readonly labelled: boolean;
  },
): Scope[] {
  const { department, labelled } = wanted;
  const there = department === undefined ? {} : { department };
  const serious = { ...there, ordinary: '' };
  if (coordinator) return [labelled ? serious : there];
  const own = { ...there, reporterKey: person.key };
  if (person.approverOf.length === 0) return [own];
  if (labelled) return [serious];
  if (department === undefined) return [serious, ...person.approverOf.map((id) => ({ ordinary: id })), own];
  return person.approverOf.includes(department) ? [there] : [serious, own];
}
