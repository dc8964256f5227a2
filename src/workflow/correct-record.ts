import { judge } from '../domain/incident/assessment.ts';
import { correct } from '../domain/incident/corrections.ts';
import { typedOf } from '../domain/incident/fields.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import { currentContent, currentVersion, type Incident } from '../domain/incident/incident.ts';
import { fieldsOf, type Part } from '../domain/incident/parts.ts';
import { type FormErrors, readForm, rowCounts, rowFields } from '../domain/incident/read-form.ts';
import type { Person } from '../domain/people/person.ts';
import type { House } from './ports.ts';

export type Correcting =
  | { kind: 'saved'; incident: Incident; version: number }
  | { kind: 'invalid'; incident: Incident; errors: FormErrors }
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
  },
): Promise<Correcting> {
  const now = house.now();
  const known = await house.incidents.read(order.number);
  if (known === undefined || known.reporter.key !== order.person.key) return { kind: 'refused' };
  const done = known.versions.find(({ nonce }) => nonce === order.nonce);
  if (done !== undefined) return { kind: 'saved', incident: known, version: done.version };

  const before = typedOf(currentContent(known));
  const typed =
    order.part === 'all'
      ? { ...before, ...withoutRows(before), ...order.typed }
      : merge(known, order, before);
  const read = readForm(typed, now, house.ward().departments);
  if (!read.ok) return { kind: 'invalid', incident: known, errors: read.errors };
  const { content, judged } = judge(house.assessor, read.content, {
    advised: { advice: [], labels: currentVersion(known).judged?.machine ?? [] },
    moved: new Set(),
  });

  const changed = await house.incidents.change<string>(order.number, (incident) => {
    const step = correct(
      incident,
      {
        base: order.base,
        content,
        judged,
        reason: (order.typed['reason'] ?? '').trim().slice(0, 300),
        nonce: order.nonce,
        by: order.person,
        review: order.review === '' ? undefined : order.review,
        now,
      },
      house.digest,
    );
    return 'refused' in step ? { result: step.refused } : { next: step.next, result: 'saved' };
  });
  if (!changed.found) return { kind: 'refused' };
  const { item: incident, result } = changed;
  const version = currentVersion(incident).version;
  const error = (errors: FormErrors): Correcting => ({ kind: 'invalid', incident, errors });
  switch (result) {
    case 'saved':
      house.outbox.nudge();
      return { kind: 'saved', incident, version };
    case 'repeated':
      return { kind: 'saved', incident, version };
    case 'stale':
      return { kind: 'stale', incident };
    case 'no-change':
      return error({ form: '前の版と同じ内容です。変えるところがなければ、このままでかまいません。' });
    case 'needs-reason':
      return error({ reason: '書いてあったことを変えるときは、理由を書いてください。' });
    default:
      return error({ form: 'これ以上の版は作れません。総務課に連絡してください。' });
  }
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
