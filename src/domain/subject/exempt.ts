import type { IncidentContent } from '../incident/content.ts';
import type { Ward } from '../people/departments.ts';

/**
 * Whether a record is matched with nobody: minors, and lines and departments where people come for help
 * under the promise that nobody learns of it. Its own alert goes out all the same.
 */
export function isExempt(content: IncidentContent, ward: Ward): boolean {
  const { exempt } = ward;
  if (exempt === undefined) return false;
  return (
    exempt.ages.includes(content.features.age) ||
    exempt.departments.includes(content.department) ||
    (content.line !== '' && exempt.lines.some((line) => content.line.includes(line)))
  );
}
