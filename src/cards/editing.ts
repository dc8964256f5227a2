import { differences, type Field, groupIds, groups } from '../domain/incident/fields.ts';
import type { TypedValues } from '../domain/incident/forms.ts';
import type { Incident, Version } from '../domain/incident/incident.ts';
import { fieldsOf, findReview, type Part } from '../domain/incident/parts.ts';
import type { FormErrors } from '../domain/incident/read-form.ts';
import type { Todo } from '../domain/incident/todo.ts';
import { dayAndTime } from '../domain/time.ts';
import { adviceView, type ShownAdvice } from './advice.ts';
import { CARD_BYTES, fit, tighten } from './fit.ts';
import { type Fact, fact, inert, present, shorten } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

/** Which part of the record to open; what is missing stands first. */
export function editChoose(
  expand: Expand,
  view: { number: string; todo: readonly Todo[]; group: string; error: string },
): CardMessage {
  const card = expand('edit-choose', {
    number: view.number,
    hasTodo: view.todo.length > 0,
    todo: view.todo.map(({ text }) => ({ text: `・${text}` })),
    typed: { group: view.group === '' ? (view.todo[0]?.group ?? '') : view.group },
    errors: { group: view.error },
    choices: { groups: groupIds.map((id) => ({ title: groups[id].title, value: id })) },
  });
  return { card, summary: `記録 ${view.number} に書き足す・直す` };
}

export type EditView = {
  incident: Incident;
  part: Part;
  review: string;
  nonce: string;
  base: number;
  typed: TypedValues;
  errors: FormErrors;
  /** What the words were judged to be, when the card comes back with advice. */
  advised?: ShownAdvice | undefined;
};

/** Rows that are used, and three to write into; the rest of the rows would only be in the way. */
function withoutSpareRows(fields: readonly Field[], typed: TypedValues): Field[] {
  const spare = 3;
  const rowOf = (id: string): number => Number(/^(?:row|step)(\d+)/u.exec(id)?.[1] ?? 0);
  const used = Math.max(0, ...fields.filter(({ id }) => (typed[id] ?? '') !== '').map(({ id }) => rowOf(id)));
  return fields.filter(({ id }) => rowOf(id) <= used + spare);
}

/** Just the fields of one part, with what the record says now or what was typed before. */
export function editFields(expand: Expand, view: EditView): CardMessage {
  const { incident, typed, errors } = view;
  const all = fieldsOf(incident, view.part, view.review);
  const fields = withoutSpareRows(all, typed);
  const shown = new Set(fields.map(({ id }) => id));
  const elsewhere = Object.entries(errors).filter(([id]) => !shown.has(id) && id !== 'reason');
  const asked = findReview(incident, view.review)?.questions ?? [];
  const title = view.part === 'questions' ? '承認者からの質問に答える' : groups[view.part].title;
  const card = expand('edit-fields', {
    number: incident.number,
    base: view.base,
    nonce: view.nonce,
    part: view.part,
    review: view.review,
    ...adviceView(view.advised, '保存する', typed),
    seen: view.advised?.seen ?? '',
    title,
    hint: shown.has('row1Words') ? '言葉は、聞いたとおりに書いてください。' : '',
    problem:
      Object.keys(errors).length === 0
        ? ''
        : `まだ保存していません。${elsewhere[0]?.[1] ?? '下の欄を直してください。'}`,
    reason: typed['reason'] ?? '',
    reasonError: errors['reason'] ?? '',
    fields: fields.map((field) => ({
      id: field.id,
      kind: field.kind,
      label: field.label,
      most: 'most' in field ? field.most : 0,
      value: typed[field.id] ?? '',
      error: errors[field.id] ?? '',
      question: inert(
        asked
          .filter((question) => question.field === field.id)
          .map(({ question }) => question)
          .join(' '),
      ),
      choices:
        'names' in field ? Object.entries(field.names).map(([value, name]) => ({ value, title: name })) : [],
    })),
  });
  return { card, summary: `${title} 記録 ${incident.number}` };
}

/** The first changes, and how many fields more. */
const firstOf = (facts: Fact[], most: number): Fact[] =>
  facts.length <= most
    ? facts
    : [...facts.slice(0, most), fact('ほか', `${facts.length - most}欄が変わりました`)];

/** The first drawing, each with less in it than the one before, that a card can hold; or else the last. */
function firstThatFits<T>(extents: readonly T[], draw: (extent: T) => object): object {
  let card: object = {};
  for (const extent of extents) {
    card = draw(extent);
    if (Buffer.byteLength(JSON.stringify(card)) <= CARD_BYTES) break;
  }
  return card;
}

const changeFacts = (before: Version, after: Version, hidden: ReadonlySet<string>): Fact[] =>
  differences(before.content, after.content)
    .filter((difference) => !hidden.has(difference.field))
    .map(({ label, before: was, after: is }) =>
      fact(label, `${was === '' ? '(なし)' : was} → ${is === '' ? '(なし)' : is}`),
    );

/** Takes the edit card's place: what changed. */
export function editSaved(
  expand: Expand,
  view: { incident: Incident; version: number; answered?: boolean },
): CardMessage {
  const { incident } = view;
  const [before, after] = [view.version - 1, view.version].map((wanted) =>
    incident.versions.find(({ version }) => version === wanted),
  );
  const facts = before === undefined || after === undefined ? [] : changeFacts(before, after, new Set());
  const answered = view.answered === true;
  const title = answered ? '質問への答えが届きました' : '保存しました';
  const why = answered ? present([fact('理由', after?.reason ?? '')]) : [];
  const card = firstThatFits([Number.POSITIVE_INFINITY, 30], (most) =>
    fit((room) =>
      expand('edit-saved', {
        title,
        number: incident.number,
        version: view.version,
        facts: tighten([...firstOf(facts, most), ...why], room),
        same: facts.length === 0,
        own: !answered,
      }),
    ),
  );
  return { card, summary: `${title} 記録 ${incident.number}` };
}

/** Versions that the card shows, newest first, and changes of each: as many as one card can hold. */
const extents = [
  { versions: 10, changes: Number.POSITIVE_INFINITY },
  { versions: 10, changes: 6 },
  { versions: 4, changes: 6 },
] as const;

/** Every version with what it changed; `hidden` fields are left out for readers who may not see them. */
export function history(
  expand: Expand,
  view: { incident: Incident; hidden: ReadonlySet<string> },
): CardMessage {
  const { number, versions } = view.incident;
  const shown = versions.map((version, index) => {
    const before = versions[index - 1];
    return {
      title: `第${version.version}版 ${dayAndTime(version.at)}`,
      reason: version.reason ?? '',
      facts:
        before === undefined
          ? present([fact('最初の記録', `${version.content.utterances.length}つの言葉`)])
          : changeFacts(before, version, view.hidden),
    };
  });
  const draw = (extent: (typeof extents)[number]): object =>
    fit((room) =>
      expand('history', {
        number,
        versions: shown
          .toReversed()
          .slice(0, extent.versions)
          .map(({ title, reason, facts }) => ({
            title,
            reason: inert(shorten(reason, room.text)),
            facts: tighten(firstOf(facts, extent.changes), room),
          })),
      }),
    );
  return { card: firstThatFits(extents, draw), summary: `記録 ${number} の版` };
}
