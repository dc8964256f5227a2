import { nonceSchema, recordNumber } from '../domain/ids.ts';
import { type Advised, judge, moveFeelings } from '../domain/incident/assessment.ts';
import { wantsAlert } from '../domain/incident/content.ts';
import { shellTimes } from '../domain/incident/deadline.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { fileIncident, type Incident } from '../domain/incident/incident.ts';
import { type FormErrors, readForm } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import { wallClock } from '../domain/time.ts';
import { adviceToShow, shownAdvice } from './advice.ts';
import type { House } from './ports.ts';

export type Recording =
  | { kind: 'filed'; incident: Incident; repeated: boolean }
  | { kind: 'invalid'; errors: FormErrors }
  /** Not stored yet: some words had better be replaced. `seen` comes back with the next press. */
  | { kind: 'advised'; typed: TypedValues; advised: Advised; why: readonly string[]; seen: string }
  /** The form is not one of ours or far too old: hand out a new one with what was typed. */
  | { kind: 'stale-form' };

/** A form may lie open over long holidays, but not for ever. */
const FORM_DAYS = 60;

/** Six characters meeting twice on one day is rare; eight times in a row is a fault. */
const NUMBER_ATTEMPTS = 8;

function isFresh(nonce: string, now: Date): boolean {
  const age = (days: number): string =>
    wallClock(new Date(now.getTime() - days * 86_400_000))
      .date.slice(2)
      .replaceAll('-', '');
  const day = nonce.slice(0, 6);
  return day <= age(-1) && day >= age(FORM_DAYS);
}

/**
 * Stores a submitted form as a record, exactly once: the number follows from the person and the
 * form's nonce, so a second press or a re-sent invoke meets the record that is already there.
 */
export async function recordIncident(
  house: House,
  submission: {
    person: Person;
    nonce: string;
    messageId: string | undefined;
    typed: TypedValues;
    /** Which advice the person has had before their eyes; empty on the first press. */
    seen?: string;
    /** A 速報: stored at once, to be completed later. */
    shell?: boolean;
  },
): Promise<Recording> {
  const now = house.now();
  const { person, nonce } = submission;
  if (!nonceSchema.safeParse(nonce).success) return { kind: 'stale-form' };
  // A form that was filed stays filed, however old or impossible the second press is.
  const filedBefore = async (otherwise: Recording): Promise<Recording> => {
    const earlier = await findFiled(house, person, nonce);
    return earlier === undefined ? otherwise : { kind: 'filed', incident: earlier, repeated: true };
  };
  if (!isFresh(nonce, now)) return filedBefore({ kind: 'stale-form' });
  const shown = await shownAdvice(house, person, nonce, submission.seen ?? '');
  const { typed, moved } =
    shown === undefined
      ? { typed: submission.typed, moved: new Set<number>() }
      : moveFeelings(submission.typed, shown);
  const read = readForm(typed, now, house.ward().departments, now, submission.shell === true, {
    find: house.persons.refusedIn,
    before: {},
    isEmergency: (marks) => submission.shell === true || wantsAlert(marks),
  });
  if (!read.ok) return filedBefore({ kind: 'invalid', errors: read.errors });
  const { content, judged } = judge(house.assessor, read.content, { advised: shown, moved });
  // Advice never stands between an emergency and the alert, and is given once.
  const asks = shown === undefined && judged.advice.length > 0;
  if (asks && !wantsAlert(content) && submission.shell !== true) {
    return filedBefore({
      kind: 'advised',
      typed: { ...typed, conduct: content.conduct.join(',') },
      ...adviceToShow(house, judged.advice, judged),
    });
  }
  for (let attempt = 0; attempt < NUMBER_ATTEMPTS; attempt += 1) {
    const incident = fileIncident(
      {
        number: recordNumber(nonce, person.key, attempt, house.digest),
        nonce,
        messageId: submission.messageId,
        reporter: person,
        content,
        judged,
        shell: submission.shell === true ? shellTimes(now, house.recordRules.workdayEnd) : undefined,
        now,
      },
      house.digest,
    );
    const { created, item } = await house.incidents.create(incident);
    if (created) house.outbox.nudge();
    if (isSubmission(item, person, nonce)) return { kind: 'filed', incident: item, repeated: !created };
  }
  throw new Error('no free record number');
}

const isSubmission = (incident: Incident, person: Person, nonce: string): boolean =>
  incident.submission.nonce === nonce && incident.reporter.key === person.key;

/** The record that this form already became, if it did. */
export async function findFiled(
  house: Pick<House, 'incidents' | 'digest'>,
  person: Person,
  nonce: string,
): Promise<Incident | undefined> {
  for (let attempt = 0; attempt < NUMBER_ATTEMPTS; attempt += 1) {
    const found = await house.incidents.read(recordNumber(nonce, person.key, attempt, house.digest));
    if (found === undefined) return undefined;
    if (isSubmission(found, person, nonce)) return found;
  }
  return undefined;
}
