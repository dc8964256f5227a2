import { needNames } from '../domain/subject/needs.ts';
import { subjectLabel } from '../domain/subject/subject.ts';
import type { CardMessage, Expand } from './template.ts';

const choices = Object.entries(needNames).map(([value, title]) => ({ title, value }));

/** 配慮事項 to choose from, with what is chosen now. */
export function needs(
  expand: Expand,
  view: { subject: string; chosen: readonly string[]; error: string },
): CardMessage {
  const card = expand('needs', {
    subject: view.subject,
    label: subjectLabel(view.subject),
    typed: { needs: view.chosen.join(',') },
    errors: { needs: view.error },
    choices,
  });
  return { card, summary: `配慮事項 ${subjectLabel(view.subject)}` };
}
