import type { Digest } from '../ids.ts';
import type { Person } from '../people/person.ts';
import type { Account, Question } from './additions.ts';
import type { Judged } from './assessment.ts';
import { type IncidentContent, wantsAlert } from './content.ts';
import { allFields, differences, typedOf } from './fields.ts';
import { changed, currentVersion, type Incident } from './incident.ts';

/** Longest account of a witness, in characters. */
export const ACCOUNT_LIMIT = 1000;

/** More than any record needs; keeps a document far below the size that the database takes. */
export const VERSIONS_KEPT = 60;

/** Accounts, and reviews, of one record: whoever knows a number must not be able to fill its document. */
export const ADDITIONS_KEPT = 50;

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
  /** The whole form of a 速報: afterwards it is one no longer. A part of it leaves the rest to be written. */
  completes?: boolean;
  now: Date;
};

/** Answers that say nothing yet: わからない, 確認中. */
const unsaid: ReadonlySet<string> = new Set(['', 'unknown', 'unchecked']);

/**
 * A reason is needed where something that was written is changed; writing into an empty field, or adding to a
 * list of marks, explains itself.
 */
export function needsReason(before: IncidentContent, after: IncidentContent): boolean {
  const [old, now] = [typedOf(before), typedOf(after)];
  const changed = new Set(differences(before, after).map(({ field }) => field));
  return allFields.some(({ id, kind }) => {
    if (!changed.has(id)) return false;
    const was = old[id] ?? '';
    const is = (now[id] ?? '').split(',');
    if (kind === 'toggle') return was === 'true';
    if (kind === 'choices') return was !== '' && was.split(',').some((item) => !is.includes(item));
    return kind === 'choice' ? !unsaid.has(was) : was !== '';
  });
}

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
  const completing = correction.completes === true && incident.shell !== undefined;
  // 「このままで正しい」 with its reason is an answer to a question as well.
  const stands = correction.review !== undefined && correction.reason !== '';
  if (differences(latest.content, correction.content).length === 0 && !completing && !stands) {
    return { refused: 'no-change' };
  }
  if (incident.versions.length >= VERSIONS_KEPT) return { refused: 'too-many' };
  if (!completing && correction.reason === '' && needsReason(latest.content, correction.content)) {
    return { refused: 'needs-reason' };
  }
  const version = latest.version + 1;
  const at = correction.now.toISOString();
  const raises = !incident.alerted && wantsAlert(correction.content);
  const reason = correction.reason === '' ? (completing ? '速報の続き' : '書き足し') : correction.reason;
  const { shell: _, ...rest } = incident;
  const next = changed(
    completing ? rest : incident,
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
      { kind: 'match', revision },
      ...(raises ? [{ kind: 'raise-alert' as const, revision }] : []),
      ...(incident.alerted || incident.joined !== undefined
        ? [{ kind: 'amend-alert' as const, revision }]
        : []),
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
        { kind: 'match', revision },
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
): { next: Incident } | { refused: 'repeated' | 'too-many' } {
  if (incident.accounts.some((known) => known.nonce === account.nonce)) return { refused: 'repeated' };
  if (incident.accounts.length >= ADDITIONS_KEPT) return { refused: 'too-many' };
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
): { next: Incident } | { refused: 'repeated' | 'too-many' } {
  if (incident.reviews.some((known) => known.id === review.id)) return { refused: 'repeated' };
  if (incident.reviews.length >= ADDITIONS_KEPT) return { refused: 'too-many' };
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
