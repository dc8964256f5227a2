import type { Cards } from '../../src/cards/cards.ts';
import {
  askFollowUp,
  answerFollowUp,
  CLAIM_LIMIT,
  findFollowUp,
} from '../../src/domain/incident/follow-ups.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Standing } from '../../src/domain/people/standing.ts';
import { personFile, type PersonFile } from '../../src/domain/subject/file.ts';
import { askFlag, decideFlag, endFlags, FLAG_REASON_LIMIT } from '../../src/domain/subject/flagging.ts';
import { needSchema } from '../../src/domain/subject/needs.ts';
import { compareIn } from '../../src/domain/subject/statements.ts';
import { newSubject, type Subject } from '../../src/domain/subject/subject.ts';
import { approver, digest, incident, nonceFor, NOW, person, ward } from '../builders/records.ts';
import type { Writing } from './gallery.ts';

type Draw = <V extends keyof Cards>(verb: V, state: string, ...view: Parameters<Cards[V]>) => void;

const SUBJECT = 's-261121-7K3F9Q';
const FLAG = 'f0123456789abcdef';
const ASKED = 'k0123456789abcdef';

/** So many contacts as fill two pages, with everything that may be in them. */
const records = (writing: Writing): Incident[] =>
  Array.from({ length: 10 }, (_, index) =>
    incident({
      // An ordinary complaint would be hidden from most readers.
      typed: { ...writing.record, conduct: writing.record['conduct'] ?? 'abuse' },
      reporter: person({ name: writing.name }),
      word: `contact ${index}`,
    }),
  ).map((record) => ({
    ...record,
    answered: { entries: ['later', 'same', 'removed-entry'], at: NOW.toISOString() },
  }));

const chief: Standing = { person: approver({ id: 'chief' }), coordinator: true };
const clerk: Standing = { person: person({ id: 'clerk', department: 'zeimu' }), coordinator: false };

/** The file with a mark in each of its states. */
function marked(writing: Writing): Record<'asked' | 'active' | 'rejected' | 'ended', Subject> {
  const reason = writing.reason.slice(0, FLAG_REASON_LIMIT);
  const by = person({ name: writing.name });
  const ask = askFlag(
    { ...newSubject(SUBJECT, NOW), needs: [...needSchema.options] },
    { id: FLAG, reason, reviewOn: '2027-02-19', by, department: 'fukushi', now: NOW },
    digest,
  );
  if (!('next' in ask)) throw new Error('not asked');
  const decide = (action: 'approve' | 'reject'): Subject => {
    const step = decideFlag(
      ask.next,
      { flag: FLAG, action, by: approver({ name: writing.name }), reason, now: NOW },
      digest,
    );
    if (!('next' in step)) throw new Error('not decided');
    return step.next;
  };
  const active = decide('approve');
  return {
    asked: ask.next,
    active,
    rejected: decide('reject'),
    ended: endFlags(active, new Date('2027-03-01T00:00:00Z'), digest),
  };
}

function fileOf(standing: Standing, subject: Subject, contacts: readonly Incident[]): PersonFile {
  const members = [SUBJECT, 's-261121-7K3F9R', 's-261121-7K3F9S', 's-261121-7K3F9T', 's-261121-7K3F9V'];
  const file = personFile(
    standing,
    { members, ids: members, subjects: [subject], records: contacts },
    { now: NOW, ward },
  );
  if (file === undefined) throw new Error('nothing to see');
  return file;
}

/** Every card about a person, with what these people wrote. */
export function drawPersons(draw: Draw, writing: Writing): void {
  const contacts = records(writing);
  const states = marked(writing);
  const plain = newSubject(SUBJECT, NOW);
  const nonce = nonceFor('persons');
  const claim = `${writing.reason}${writing.answer}`.slice(0, CLAIM_LIMIT);
  const file = fileOf(chief, states.asked, contacts);
  const outline = (subject: Subject): PersonFile => fileOf(clerk, subject, contacts);

  draw('lookUp', 'search', {
    own: [],
    number: '',
    error: '',
    typed: { phone: writing.reason, name: writing.name, looks: writing.reason, words: writing.reason },
    errors: { phone: '4桁以上。', name: '2文字以上。', looks: '短く。', words: '短く。' },
  });
  const reasons = Array.from({ length: 5 }, () => ({ kind: 'words', text: `言葉「${claim}」が一致` }));
  const bands = ['high', 'possible', 'weak'] as const;
  draw('persons', 'found', {
    found: Array.from({ length: 6 }, (_, index) => ({ band: bands[index % 3] ?? 'weak', reasons, file })),
  });
  draw('persons', 'one in outline', { found: [{ band: 'weak', reasons: [], file: outline(plain) }] });
  draw('personLink', 'only', { subject: SUBJECT });

  draw('subject', 'official', { file, page: 1, mayDecide: true, mayEnd: true });
  draw('subject', 'last page', {
    file: fileOf(chief, states.active, contacts),
    page: 2,
    mayDecide: false,
    mayEnd: true,
    typed: { other: writing.reason },
    errors: { other: '見つかりません。', form: '分けられません。' },
    note: '分けました。',
  });
  draw('subject', 'outline', { file: outline(states.active), page: 9, mayDecide: false, mayEnd: true });
  draw('subject', 'one contact', {
    file: fileOf(clerk, plain, contacts.slice(0, 1)),
    page: 1,
    mayDecide: false,
    mayEnd: true,
  });
  draw('needs', 'new', { subject: SUBJECT, chosen: [], error: '' });
  draw('needs', 'wrong', { subject: SUBJECT, chosen: [writing.reason], error: '選び直してください。' });

  draw('flagForm', 'new', { subject: SUBJECT, nonce, typed: { reviewOn: '2027-02-19' }, errors: {} });
  draw('flagForm', 'wrong', {
    subject: SUBJECT,
    nonce,
    typed: { reason: writing.reason, reviewOn: writing.reason },
    errors: { reason: '300字まで。', reviewOn: '日付。' },
  });
  for (const [state, subject] of Object.entries(states)) {
    const flag = subject.flags[0];
    if (flag === undefined) throw new Error('no mark');
    draw('flag', state, { subject: SUBJECT, flag, file, typed: {}, errors: {} });
    draw('flagTold', state, { subject: SUBJECT, flag });
    draw('flag', `${state} wrong`, {
      subject: SUBJECT,
      flag,
      file: undefined,
      typed: { reason: writing.reason },
      errors: { reason: '理由を。' },
    });
  }

  const form = { subject: SUBJECT, nonce, typed: { claim: writing.reason } };
  draw('statements', 'new', { ...form, typed: {}, errors: {} });
  draw('statements', 'wrong', { ...form, errors: { claim: '300字まで。' } });
  // The words of the records themselves, so that every row is there.
  const said = (writing.record['taken'] ?? '').slice(0, CLAIM_LIMIT);
  const ask = { nonce, claim: said === '' ? 'あ' : said, person: { key: 'nobody' } };
  const compared = compareIn(file, ask, new Map());
  draw('statements', 'compared', { ...form, errors: {}, comparison: compared });
  const rows = compared.rows.map((row, index) => ({
    ...row,
    mark: index % 2 === 0 ? ('agrees' as const) : ('differs' as const),
  }));
  draw('statements', 'marked', {
    ...form,
    errors: {},
    comparison: { ...compared, rows },
  });
  draw('statements', 'nothing', {
    ...form,
    errors: {},
    comparison: compareIn(outline(plain), { ...ask, claim: 'ヌ' }, new Map()),
  });

  drawFollowUps(draw, writing, contacts[0], claim === '' ? 'あ' : claim);
}

function drawFollowUps(draw: Draw, writing: Writing, record: Incident | undefined, claim: string): void {
  if (record === undefined) throw new Error('no contact');
  const by = person({ id: 'asker', name: writing.name });
  const asking = askFollowUp(record, { id: ASKED, claim, by, now: NOW }, digest);
  if (!('next' in asking)) throw new Error('not asked');
  const followUp = findFollowUp(asking.next, ASKED);
  if (followUp === undefined) throw new Error('not kept');
  const view = { incident: asking.next, followUp };
  draw('followUp', 'new', { ...view, typed: {}, errors: {} });
  draw('followUp', 'wrong', {
    ...view,
    typed: { said: writing.reason, remembered: writing.reason },
    errors: { said: '一つ選んでください。', remembered: '300字まで。' },
  });
  for (const choice of ['said', 'not-said', 'otherwise'] as const) {
    const text = writing.reason.slice(0, CLAIM_LIMIT);
    const step = answerFollowUp(asking.next, { id: ASKED, choice, text, by, now: NOW }, digest);
    if (!('next' in step)) throw new Error('not answered');
    const answered = findFollowUp(step.next, ASKED);
    if (answered === undefined) throw new Error('lost');
    draw('followUp', choice, { incident: step.next, followUp: answered, typed: {}, errors: {} });
    draw('followUpTold', choice, { incident: step.next, followUp: answered });
  }
}
