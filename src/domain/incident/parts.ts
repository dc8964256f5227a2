import { newNonce } from '../ids.ts';
import type { Review } from './additions.ts';
import { type Field, type GroupId, groupIds, groups } from './fields.ts';
import type { Incident } from './incident.ts';

/** A part of a record that a card of its own shows: a group of fields, or those that a review asks about. */
export type Part = GroupId | 'questions';

export const findReview = (incident: Incident, id: string): Review | undefined =>
  incident.reviews.find((candidate) => candidate.id === id);

/** The fields of a part. Asking about one row asks about all rows. */
export function fieldsOf(incident: Incident, part: Part, review: string): readonly Field[] {
  if (part !== 'questions') return groups[part].fields;
  const wanted = new Set(findReview(incident, review)?.questions.map(({ field }) => field));
  return groupIds.flatMap((id) => {
    const { fields } = groups[id];
    const whole = fields.some((field) => wanted.has(field.id) && /^(row|step)\d/u.test(field.id));
    return whole ? fields : fields.filter((field) => wanted.has(field.id));
  });
}

/** The card with a review's questions is drawn many times; its nonce is the review's own. */
export const reviewNonce = (review: Review): string => newNonce(new Date(review.at), review.id.slice(1));
