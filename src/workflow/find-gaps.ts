import type { House } from './ports.ts';

export type Gap = { readonly department: string; readonly missing: ('channel' | 'approver')[] };

/**
 * Departments that alerts do not reach (no channel of their own) or that can decide nothing (no approver), in the
 * ward's order.
 */
export async function findGaps(house: Pick<House, 'ward' | 'people' | 'channels'>): Promise<Gap[]> {
  const [channels, approvers] = await Promise.all([house.channels.active(), house.people.approvers()]);
  const reached = new Set(channels.map(({ department }) => department));
  const decided = new Set(approvers.flatMap(({ approverOf }) => approverOf));
  return house
    .ward()
    .departments.map(({ id }): Gap => {
      const missing: Gap['missing'] = [];
      if (!reached.has(id)) missing.push('channel');
      if (!decided.has(id)) missing.push('approver');
      return { department: id, missing };
    })
    .filter(({ missing }) => missing.length > 0);
}
