import type { Digest } from '../ids.ts';
import type { Person } from '../people/person.ts';
import type { Account, Question } from './additions.ts';
import type { Judged } from './assessment.ts';
import { type IncidentContent, wantsAlert } from './content.ts';
import { differences } from './fields.ts';
import { changed, currentVersion, type Incident } from './incident.ts';

/** Longest account of a witness, in characters. */
export const ACCOUNT_LIMIT = 1000;

/** More than any record needs; keeps a document far below the size that the database takes. */
export const VERSIONS_KEPT = 60;

type Correction = {
  /** Version that the person had before their eyes. */
  base: number;
  content: IncidentContent;
  judged: Judged;
  reason: string;
  nonce: string;
  by: Person;
  /** The review that this answers, if it does. */
  review?: string | undefined;
  now: Date;
};

/** A reason is needed where something that was written is changed; writing into an empty field explains itself. */
export const needsReason = (before: IncidentContent, after: IncidentContent): boolean =>
  differences(before, after).some((difference) => difference.before !== '' && difference.before !== 'いいえ');

/**
 * A new version. Nothing is overwritten: every version stays readable. A second press of the same card
 * finds its own version; a card drawn from an older version than the newest is `stale`.
 */
export function correct(
  incident: Incident,
  correction: Correction,
  digest: Digest,
): { next: Incident } | { refused: 'repeated' | 'stale' | 'no-change' | 'needs-reason' | 'too-many' } {
  if (incident.versions.some((version) => version.nonce === correction.nonce)) return { refused: 'repeated' };
  const latest = currentVersion(incident);
  if (latest.version !== correction.base) return { refused: 'stale' };
  if (differences(latest.content, correction.content).length === 0 && incident.shell === undefined) {
    return { refused: 'no-change' };
  }
  if (incident.versions.length >= VERSIONS_KEPT) return { refused: 'too-many' };
  const completing = incident.shell !== undefined;
  if (!completing && correction.reason === '' && needsReason(latest.content, correction.content)) {
    return { refused: 'needs-reason' };
  }
  const version = latest.version + 1;
  const at = correction.now.toISOString();
  const raises = !incident.alerted && wantsAlert(correction.content);
  const reason = correction.reason === '' ? (completing ? '速報の続き' : '書き足し') : correction.reason;
  const { shell: _, ...rest } = incident;
  const next = changed(
    rest,
    {
      versions: [
        ...incident.versions,
        {
          version,
          at,
          byKey: correction.by.key,
          reason,
          nonce: correction.nonce,
          content: correction.content,
          judged: correction.judged,
        },
      ],
      alerted: incident.alerted || raises,
      reviews: incident.reviews.map((review) =>
        review.id === correction.review ? { ...review, answeredBy: version } : review,
      ),
    },
    { at, by: correction.by.key, action: 'corrected', about: `version ${version}` },
    (revision) => [
      { kind: 'receipt', revision },
      ...(raises ? [{ kind: 'raise-alert' as const, revision }] : []),
      ...(incident.alerted ? [{ kind: 'amend-alert' as const, revision }] : []),
      ...(correction.review === undefined
        ? []
        : [{ kind: 'review' as const, revision, review: correction.review }]),
    ],
    digest,
  );
  return { next };
}

/** The reporter or an approver asks for the alert after all. */
export function askForAlert(
  incident: Incident,
  by: Person,
  now: Date,
  digest: Digest,
): { next: Incident } | { refused: 'already-alerted' } {
  if (incident.alerted) return { refused: 'already-alerted' };
  return {
    next: changed(
      incident,
      { alerted: true },
      { at: now.toISOString(), by: by.key, action: 'alert-asked', about: incident.number },
      (revision) => [
        { kind: 'receipt', revision },
        { kind: 'raise-alert', revision },
      ],
      digest,
    ),
  };
}

/** A witness adds what they saw and heard, in their own words. */
export function addAccount(
  incident: Incident,
  account: Omit<Account, 'byKey' | 'byName' | 'at'> & { by: Person; now: Date },
  digest: Digest,
): { next: Incident } | { refused: 'repeated' } {
  if (incident.accounts.some((known) => known.nonce === account.nonce)) return { refused: 'repeated' };
  const at = account.now.toISOString();
  const { by, department, nonce, text } = account;
  return {
    next: changed(
      incident,
      {
        accounts: [...incident.accounts, { byKey: by.key, byName: by.name, department, at, nonce, text }],
      },
      { at, by: by.key, action: 'account-added', about: department },
      (revision) => [{ kind: 'receipt', revision }],
      digest,
    ),
  };
}

/** An approver sends the record back with a question per field. The id follows from the card's nonce. */
export function sendBack(
  incident: Incident,
  review: { id: string; questions: Question[]; by: Person; now: Date },
  digest: Digest,
): { next: Incident } | { refused: 'repeated' } {
  if (incident.reviews.some((known) => known.id === review.id)) return { refused: 'repeated' };
  const at = review.now.toISOString();
  const { id, questions, by } = review;
  return {
    next: changed(
      incident,
      { reviews: [...incident.reviews, { id, at, byKey: by.key, byName: by.name, questions }] },
      { at, by: by.key, action: 'sent-back', about: `${id} ${questions.map((q) => q.field).join(' ')}` },
      (revision) => [
        { kind: 'receipt', revision },
        { kind: 'review', revision, review: id },
      ],
      digest,
    ),
  };
}
