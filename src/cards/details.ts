import { currentContent, type Incident } from '../domain/incident/incident.ts';
import { departmentName, type Ward } from '../domain/people/departments.ts';
import { fit, leavesOut, tighten } from './fit.ts';
import { recordFacts, utteranceFacts } from './record-facts.ts';
import type { CardMessage, Expand } from './template.ts';

/** The record for one entitled reader, in their own chat only. */
export function details(
  expand: Expand,
  ward: Ward,
  view: { incident: Incident; extent: 'full' | 'conduct' },
): CardMessage {
  const content = currentContent(view.incident);
  const limited = view.extent === 'conduct';
  const utterances = utteranceFacts(content);
  const facts = recordFacts(content, departmentName(ward, view.incident.department), limited);
  const card = fit((room) =>
    expand('details', {
      number: view.incident.number,
      limited,
      facts: tighten(facts, room),
      utterances: tighten(utterances, room),
      leftOut: leavesOut([...facts, ...utterances], room),
      noWords: utterances.length === 0,
    }),
  );
  return { card, summary: `記録 ${view.incident.number}` };
}
