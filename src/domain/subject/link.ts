import type { Digest } from '../ids.ts';
import { changed, type Incident } from '../incident/incident.ts';
import type { Answer, Likely } from './subject.ts';

type Act = { by: string; now: Date };

/** The file to which a record belongs, before merges: said by somebody, or its own. */
export const fileOf = (incident: Incident): string => incident.link?.subject ?? `s-${incident.number}`;

/** The newest answer about a likely person, if somebody gave one. */
export const answerAbout = (incident: Incident, subject: string): Answer | undefined =>
  incident.verdicts.findLast((verdict) => verdict.subject === subject)?.answer;

/**
 * 同一人物・別人・わからない about a likely person. `file` is where the record belongs from now on, when the
 * answer moves it: its own file means that it is linked to nobody. The same answer twice changes nothing.
 */
export function sayAbout(
  incident: Incident,
  said: { subject: string; answer: Answer; file?: string } & Act,
  digest: Digest,
): Incident {
  const { subject, answer, file = fileOf(incident), by, now } = said;
  if (answerAbout(incident, subject) === answer && file === fileOf(incident)) return incident;
  const at = now.toISOString();
  const { link: _, ...rest } = incident;
  const link = file === `s-${incident.number}` ? {} : { link: { subject: file, at, byKey: by } };
  return changed(
    rest,
    {
      ...(file === fileOf(incident) ? keptLink(incident) : link),
      verdicts: [...incident.verdicts, { subject, answer, at, byKey: by }],
    },
    { at, by, action: `said-${answer}`, about: subject },
    (revision) => [{ kind: 'match', revision }],
    digest,
  );
}

const keptLink = ({ link }: Incident): Pick<Incident, 'link'> => (link === undefined ? {} : { link });

/** この記録を分ける: the record begins another file. */
export function moveTo(incident: Incident, file: string, act: Act, digest: Digest): Incident {
  if (file === fileOf(incident)) return incident;
  const at = act.now.toISOString();
  const { link: _, ...rest } = incident;
  return changed(
    rest,
    file === `s-${incident.number}` ? {} : { link: { subject: file, at, byKey: act.by } },
    { at, by: act.by, action: 'split', about: file },
    (revision) => [{ kind: 'match', revision }],
    digest,
  );
}

/** Keeps what the matching found, for the cards; shows nowhere by itself, so no revision is counted. */
export const withLikely = (incident: Incident, likely: readonly Likely[]): Incident =>
  JSON.stringify(incident.likely) === JSON.stringify(likely)
    ? incident
    : { ...incident, likely: [...likely] };
