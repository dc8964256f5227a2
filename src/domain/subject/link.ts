import type { Digest } from '../ids.ts';
import { changed, type Incident } from '../incident/incident.ts';
import type { Answer, Likely } from './subject.ts';

type Act = { by: string; now: Date };

/** The file to which a record belongs, before merges: said by somebody, or its own. */
export const fileOf = (incident: Incident): string => incident.link?.subject ?? `s-${incident.number}`;

/**
 * The file under which the matching keeps a record. A record that stands on somebody's way because it is very
 * likely theirs counts as theirs there, so that the third contact of a day finds one person and not two half
 * ones; it is linked to nobody by that.
 */
export function matchFile(incident: Incident): string {
  if (incident.link !== undefined || incident.joined === undefined) return fileOf(incident);
  const best = incident.likely.find(
    ({ subject, band }) => band === 'high' && answerAbout(incident, subject) !== 'other',
  );
  return best?.subject ?? fileOf(incident);
}

/** The newest answer about a likely person, if somebody gave one. */
export const answerAbout = (incident: Incident, subject: string): Answer | undefined =>
  incident.verdicts.findLast((verdict) => verdict.subject === subject)?.answer;

/**
 * 同一人物・別人・わからない about a likely person. `file` is where the record belongs from now on, when the
 * answer moves it: its own file means that it is linked to nobody. The same answer twice changes nothing.
 */
export function sayAbout(
  incident: Incident,
  said: { subject: string; answer: Answer; file?: string; merged?: string } & Act,
  digest: Digest,
): Incident {
  const { subject, answer, file = fileOf(incident), merged, by, now } = said;
  if (answerAbout(incident, subject) === answer && file === fileOf(incident)) return incident;
  const at = now.toISOString();
  const { link: _, ...rest } = incident;
  const link = file === `s-${incident.number}` ? {} : { link: { subject: file, at, byKey: by } };
  return changed(
    rest,
    {
      ...(file === fileOf(incident) ? keptLink(incident) : link),
      verdicts: [
        ...incident.verdicts,
        { subject, answer, ...(merged === undefined ? {} : { merged }), at, byKey: by },
      ],
    },
    { at, by, action: `said-${answer}`, about: subject },
    (revision) => [{ kind: 'match', revision }],
    digest,
  );
}

const keptLink = ({ link }: Incident): Pick<Incident, 'link'> => (link === undefined ? {} : { link });

/** この記録を分ける: the record begins another file. */
export function moveTo(
  incident: Incident,
  file: string,
  /** Whom the record leaves: said to be somebody else, so that the matching does not bring it back. */
  from: readonly string[],
  act: Act,
  digest: Digest,
): Incident {
  if (file === fileOf(incident)) return incident;
  const at = act.now.toISOString();
  const { link: _, ...rest } = incident;
  return changed(
    rest,
    {
      ...(file === `s-${incident.number}` ? {} : { link: { subject: file, at, byKey: act.by } }),
      verdicts: [
        ...incident.verdicts,
        ...from.map((subject) => ({ subject, answer: 'other' as const, at, byKey: act.by })),
      ],
    },
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
