import { type Advised, judge, type Judged, moveFeelings } from '../domain/incident/assessment.ts';
import { wantsAlert } from '../domain/incident/content.ts';
import { correct } from '../domain/incident/corrections.ts';
import type { IncidentContent } from '../domain/incident/content.ts';
import { typedOf } from '../domain/incident/fields.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { currentContent, currentVersion, type Incident } from '../domain/incident/incident.ts';
import { fieldsOf, type Part } from '../domain/incident/parts.ts';
import { rowCounts, rowFields } from '../domain/incident/form-fields.ts';
import { type FormErrors, readForm, textProblem } from '../domain/incident/read-form.ts';
import type { Department } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { adviceToShow, shownAdvice } from './advice.ts';
import type { House } from './ports.ts';

export type Correcting =
  | { kind: 'saved'; incident: Incident; version: number }
  | { kind: 'invalid'; incident: Incident; errors: FormErrors }
  /** Not stored yet: some words had better be replaced. `seen` comes back with the next press. */
  | { kind: 'advised'; incident: Incident; advised: Advised; why: readonly string[]; seen: string }
  /** Somebody else's version came first; the person sees the record as it is now beside what they typed. */
  | { kind: 'stale'; incident: Incident }
  | { kind: 'refused' };

/**
 * A correction of some fields, or of the whole form (`part: 'all'`), as a new version. Only the reporter
 * corrects; others ask.
 */
export async function correctRecord(
  house: House,
  order: {
    number: string;
    base: number;
    nonce: string;
    part: Part | 'all';
    review: string;
    typed: TypedValues;
    person: Person;
    /** Which advice the person has had before their eyes; empty on the first press. */
    seen?: string;
  },
): Promise<Correcting> {
  const now = house.now();
  const known = await house.incidents.read(order.number);
  if (known === undefined || known.reporter.key !== order.person.key) return { kind: 'refused' };
  const done = known.versions.find(({ nonce }) => nonce === order.nonce);
  if (done !== undefined) return { kind: 'saved', incident: known, version: done.version };

  const before = typedOf(currentContent(known));
  const whole = order.part === 'all';
  const shown = await shownAdvice(house, order.person, order.nonce, order.seen ?? '');
  const pressed = whole ? { ...before, ...withoutRows(before), ...order.typed } : merge(known, order, before);
  const asked = { ...pressed, ...movesOf(order.typed) };
  const { typed, moved } =
    shown === undefined ? { typed: asked, moved: new Set<number>() } : moveFeelings(asked, shown);
  const read = readForm(
    typed,
    now,
    departmentsFor(house, currentContent(known)),
    new Date(known.filedAt),
    order.part !== 'all',
    {
      find: house.persons.refusedIn,
      before,
      isEmergency: (marks) => wantsAlert(marks) && !known.alerted,
    },
  );
  const reason = (order.typed['reason'] ?? '').trim();
  const errors = {
    ...(read.ok ? {} : read.errors),
    ...reasonProblem(reason),
    // Who may read and decide follows from the department; a record does not change hands by a form.
    ...(typed['department'] === before['department'] ? {} : { department: OTHER_DEPARTMENT }),
  };
  if (!read.ok || Object.keys(errors).length > 0) return { kind: 'invalid', incident: known, errors };
  const latest = currentVersion(known).judged;
  const { content, judged } = judge(house.assessor, read.content, {
    advised: { advice: shown?.advice ?? [], labels: [...(latest?.machine ?? []), ...(shown?.labels ?? [])] },
    moved,
  });
  const settled = settledBefore(judged, latest);
  const fresh = settled.advice.filter(({ outcome }) => outcome === 'not-asked');
  const emergency = wantsAlert(content) && !known.alerted;
  if (shown === undefined && fresh.length > 0 && !emergency) {
    return { kind: 'advised', incident: known, ...adviceToShow(house, fresh, judged) };
  }
  // Whoever did not see the labels on this card has not chosen them anew.
  const chose =
    order.part === 'all' || fieldsOf(known, order.part, order.review).some(({ id }) => id === 'conduct');
  const person = chose ? judged.person : (latest?.person ?? judged.person);

  const changed = await house.incidents.change<string>(order.number, (incident) => {
    const step = correct(
      incident,
      {
        base: order.base,
        content,
        judged: { ...settled, person },
        // The whole form has no field for a reason: it comes from a 速報 that another form has completed.
        reason: reason === '' && whole && known.shell === undefined ? '速報の続きの用紙から' : reason,
        nonce: order.nonce,
        by: order.person,
        review: order.review === '' ? undefined : order.review,
        completes: whole,
        now,
      },
      house.digest,
    );
    return 'refused' in step ? { result: step.refused } : { next: step.next, result: 'saved' };
  });
  if (!changed.found) return { kind: 'refused' };
  const { item: incident, result } = changed;
  const version = currentVersion(incident).version;
  const error = (problems: FormErrors): Correcting => ({ kind: 'invalid', incident, errors: problems });
  switch (result) {
    case 'saved':
      house.outbox.nudge();
      return { kind: 'saved', incident, version };
    case 'repeated':
      return { kind: 'saved', incident, version };
    case 'stale':
      return { kind: 'stale', incident };
    case 'no-change':
      if (order.review !== '') {
        return error({ reason: 'このままで正しいときは、そのわけをここに書いて、もう一度押してください。' });
      }
      return error({ form: '前の版と同じ内容です。変えるところがなければ、このままでかまいません。' });
    case 'needs-reason':
      return error({ reason: '書いてあったことを変えるときは、理由を書いてください。' });
    default:
      return error({ form: 'これ以上の版は作れません。総務課に連絡してください。' });
  }
}

/** Which feelings the person ticked to be moved. */
const movesOf = (typed: TypedValues): TypedValues =>
  Object.fromEntries(Object.entries(typed).filter(([id]) => /^move\d+$/u.test(id)));

/** What the person left as it was in an earlier version is not asked about again. */
function settledBefore(judged: Judged, latest: Judged | undefined): Judged {
  const kept = latest?.advice.filter(({ outcome }) => outcome === 'kept') ?? [];
  return {
    ...judged,
    advice: judged.advice.map((item) =>
      item.outcome === 'not-asked' &&
      kept.some(
        ({ field, words, kind }) => field === item.field && words === item.words && kind === item.kind,
      )
        ? { ...item, outcome: 'kept' as const }
        : item,
    ),
  };
}

const OTHER_DEPARTMENT =
  '記録の課は変えられません。速報を送った課のままにしてください。課を誤ったときは、総務課に連絡してください。';

const REASON_LIMIT = 300;

function reasonProblem(reason: string): FormErrors {
  const problem = textProblem(reason, REASON_LIMIT);
  return problem === undefined ? {} : { reason: problem };
}

/** The ward's departments, and the record's own when the ward has dissolved it since. */
function departmentsFor({ ward }: House, { department }: IncidentContent): readonly Department[] {
  const { departments } = ward();
  return departments.some(({ id }) => id === department)
    ? departments
    : [...departments, { id: department, name: department }];
}

/** Rows of the whole form replace all rows, so that a row that was emptied is gone. */
function withoutRows(typed: TypedValues): TypedValues {
  return Object.fromEntries(
    Object.keys(typed)
      .filter((id) => /^row\d/u.test(id))
      .map((id) => [id, '']),
  );
}

function merge(
  incident: Incident,
  order: { part: Part | 'all'; review: string; typed: TypedValues },
  before: TypedValues,
): TypedValues {
  const fields = order.part === 'all' ? [] : fieldsOf(incident, order.part, order.review);
  const changed = Object.fromEntries(fields.map(({ id }) => [id, order.typed[id] ?? '']));
  // A row without words was not used; its speaker alone says nothing.
  for (let row = 1; row <= rowCounts.most; row += 1) {
    const names = rowFields(row);
    if (changed[names.words] === '') changed[names.who] = '';
  }
  return { ...before, ...changed };
}
