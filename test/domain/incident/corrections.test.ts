import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import { judge } from '../../../src/domain/incident/assessment.ts';
import type { IncidentContent } from '../../../src/domain/incident/content.ts';
import {
  ADDITIONS_KEPT,
  addAccount,
  askForAlert,
  correct,
  needsReason,
  sendBack,
  VERSIONS_KEPT,
} from '../../../src/domain/incident/corrections.ts';
import type { TypedValues } from '../../../src/domain/incident/forms.ts';
import { currentContent, type Incident, incidentSchema } from '../../../src/domain/incident/incident.ts';
import {
  approver,
  contentOf,
  digest,
  minimalIncident,
  minimalTyped,
  nonceFor,
  NOW,
  person,
  richIncident,
  richTyped,
} from '../../builders/records.ts';

const unjudged = { machine: [], why: [], person: [], advice: [] };
const REVIEW = 'q0123456789abcdef';

type Order = Parameters<typeof correct>[1];

const order = (record: Incident, content: IncidentContent, rest: Partial<Order> = {}): Order => ({
  base: record.versions.length,
  content,
  judged: unjudged,
  reason: '聞きちがい',
  nonce: nonceFor(`edit ${record.versions.length}`),
  by: person(),
  now: NOW,
  ...rest,
});

const typed = (change: TypedValues): IncidentContent => contentOf({ ...richTyped, ...change });

function next(record: Incident, content: IncidentContent, rest: Partial<Order> = {}): Incident {
  const step = correct(record, order(record, content, rest), digest);
  assert.ok('next' in step, JSON.stringify(step));
  return step.next;
}

const refusal = (record: Incident, content: IncidentContent, rest: Partial<Order> = {}) =>
  correct(record, order(record, content, rest), digest);

const shell = (change: TypedValues = {}): Incident => ({
  ...minimalIncident({ typed: { ...minimalTyped, urgent: 'true', ...change } }),
  shell: { due: '2026-11-21T08:15:00.000Z' },
});

const kinds = (record: Incident): string[] =>
  record.intents.filter(({ revision }) => revision === record.revision).map(({ kind }) => kind);

describe('a correction', () => {
  it('is a new version beside the old ones, which stay as they were', () => {
    const first = richIncident();
    const second = next(first, typed({ taken: '係長が説明した' }));
    const third = next(second, typed({ taken: '課長が説明した' }), { reason: '人をまちがえた' });
    assert.deepEqual(third.versions.slice(0, 1), first.versions);
    assert.deepEqual(third.versions.slice(0, 2), second.versions);
    assert.deepEqual(
      third.versions.map(({ version, reason }) => [version, reason]),
      [
        [1, undefined],
        [2, '聞きちがい'],
        [3, '人をまちがえた'],
      ],
    );
    assert.equal(currentContent(third).taken, '課長が説明した');
    assert.equal(third.revision, 3);
    assert.deepEqual(incidentSchema.parse(JSON.parse(JSON.stringify(third))), third);
    assert.equal(firstBrokenEntry(third.audit, digest), undefined);
    assert.doesNotMatch(JSON.stringify(third.audit), /係長|課長|聞きちがい|まちがえた/u);
  });

  it('pressed again with the same nonce is known', () => {
    const first = richIncident();
    const second = next(first, typed({ taken: 'x' }));
    const again = order(first, typed({ taken: 'y' }));
    assert.deepEqual(correct(second, again, digest), { refused: 'repeated' });
  });

  it('drawn from an older version than the newest is refused', () => {
    const second = next(richIncident(), typed({ taken: 'x' }));
    for (const base of [0, 1, 3]) {
      assert.deepEqual(refusal(second, typed({ taken: 'y' }), { base }), { refused: 'stale' });
    }
  });

  it('that changes nothing is refused, also when marks come in another order', () => {
    assert.deepEqual(refusal(richIncident(), typed({})), { refused: 'no-change' });
    assert.deepEqual(refusal(richIncident(), typed({ conduct: 'threat,time,abuse' })), {
      refused: 'no-change',
    });
  });

  it('stops where a document would grow too large', () => {
    let record = richIncident();
    for (let version = 2; version <= VERSIONS_KEPT; version += 1) {
      record = next(record, typed({ taken: `${version}` }));
    }
    assert.deepEqual(refusal(record, typed({ taken: 'x' })), { refused: 'too-many' });
  });

  const empty = contentOf(minimalTyped);
  const reasons: readonly [what: string, before: IncidentContent, change: TypedValues, needed: boolean][] = [
    ['writing into an empty field', empty, { taken: '案内した' }, false],
    ['a further row of words', empty, { row2Words: '帰れ' }, false],
    ['a further step', empty, { step1Kind: 'warning' }, false],
    ['choosing what was not known', empty, { age: '30s', recording: 'none', legitimacy: 'founded' }, false],
    ['choosing what was open', empty, { wardError: 'no', ending: 'left' }, false],
    ['asking for the alert', empty, { urgent: 'true' }, false],
    ['a first mark', empty, { danger: 'harm', conduct: 'threat' }, false],
    ['minutes that were missing', empty, { minutes: '10' }, false],
    ['other words', empty, { row1Words: 'あほ' }, true],
    ['words that go', empty, { row1Words: '', manner: '机をたたいた' }, true],
    ['another time', empty, { time: '14:06' }, true],
    ['another scene', empty, { scene: 'net' }, true],
    ['another speaker', empty, { row1Who: 'staff' }, true],
    ['a further mark', contentOf(richTyped), { conduct: 'time,abuse,threat,sns' }, false],
    ['a mark that goes', contentOf(richTyped), { conduct: 'time,abuse' }, true],
    ['one mark for another', contentOf(richTyped), { conduct: 'time,abuse,sns' }, true],
    ['no danger any more', contentOf(richTyped), { danger: '' }, true],
    ['no alert any more', contentOf(richTyped), { urgent: 'false' }, true],
    ['another age', contentOf(richTyped), { age: '40s' }, true],
    ['an age that is not known after all', contentOf(richTyped), { age: '' }, true],
    ['more in a field that has text', contentOf(richTyped), { taken: `${richTyped['taken']}。帰った` }, true],
    ['a text that reads unknown', contentOf({ ...richTyped, taken: 'unknown' }), { taken: 'x' }, true],
  ];
  for (const [what, before, change, needed] of reasons) {
    it(`${needed ? 'needs a' : 'needs no'} reason for ${what}`, () => {
      const base = before === empty ? minimalTyped : richTyped;
      const after = contentOf({ ...base, ...change });
      assert.equal(needsReason(before, after), needed);
      const record = richIncident();
      const known = { ...record, versions: record.versions.map((one) => ({ ...one, content: before })) };
      const step = refusal(known, after, { reason: '' });
      if (needed) assert.deepEqual(step, { refused: 'needs-reason' });
      else assert.equal('next' in step && step.next.versions.at(-1)?.reason, '書き足し');
    });
  }

  const raises: readonly [what: string, record: Incident, change: TypedValues, intents: string[]][] = [
    [
      'asks for the alert',
      minimalIncident(),
      { ...minimalTyped, urgent: 'true' },
      ['receipt', 'match', 'raise-alert'],
    ],
    [
      'notes a danger',
      minimalIncident(),
      { ...minimalTyped, danger: 'onward' },
      ['receipt', 'match', 'raise-alert'],
    ],
    ['does neither', minimalIncident(), { ...minimalTyped, taken: 'x' }, ['receipt', 'match']],
    ['follows an alert', richIncident(), { ...richTyped, taken: 'x' }, ['receipt', 'match', 'amend-alert']],
    [
      'takes the marks back',
      richIncident(),
      { ...richTyped, danger: '', urgent: '' },
      ['receipt', 'match', 'amend-alert'],
    ],
  ];
  for (const [what, record, change, intents] of raises) {
    it(`that ${what} owes ${intents.join(' and ')}`, () => {
      const after = next(record, contentOf(change));
      assert.deepEqual(kinds(after), intents);
      assert.equal(after.alerted, intents.length > 2);
    });
  }

  it('of the whole form completes a 速報 without a reason, even with nothing new', () => {
    const before = shell();
    const content = currentContent(before);
    const after = next(before, content, { reason: '', completes: true });
    assert.equal(after.shell, undefined);
    assert.equal(after.versions.at(-1)?.reason, '速報の続き');
    const changed = next(before, { ...content, place: '2階' }, { reason: '', completes: true });
    assert.equal(changed.versions.at(-1)?.content.place, '2階');
  });

  it('of a part leaves the rest of a 速報 to be written', () => {
    const before = shell();
    const after = next(before, { ...currentContent(before), place: '2階' }, { reason: '' });
    assert.deepEqual(after.shell, before.shell);
    assert.deepEqual(refusal(before, currentContent(before)), { refused: 'no-change' });
  });
});

describe('an alert asked for later', () => {
  it('is owed once', () => {
    const step = askForAlert(minimalIncident(), person(), NOW, digest);
    assert.ok('next' in step);
    assert.equal(step.next.alerted, true);
    assert.deepEqual(kinds(step.next), ['receipt', 'match', 'raise-alert']);
    assert.deepEqual(askForAlert(step.next, person(), NOW, digest), { refused: 'already-alerted' });
  });
});

describe('the account of a witness', () => {
  const account = (nonce: string, text = '声が聞こえた') => ({
    by: person({ id: 'tanaka', name: '田中' }),
    department: 'zeimu',
    nonce,
    text,
    now: NOW,
  });

  it('is refused when the record holds as many as it may, and a repeated one is still recognised', () => {
    let full = richIncident();
    for (let count = 0; count < ADDITIONS_KEPT; count += 1) {
      const step = addAccount(full, account(nonceFor(`n${count}`)), digest);
      assert.ok('next' in step);
      full = step.next;
    }
    assert.deepEqual(addAccount(full, account(nonceFor('one more')), digest), { refused: 'too-many' });
    assert.deepEqual(addAccount(full, account(nonceFor('n3')), digest), { refused: 'repeated' });
  });

  it('stands beside the record and changes no version of it', () => {
    const before = richIncident();
    const step = addAccount(before, account(nonceFor('a')), digest);
    assert.ok('next' in step);
    const other = addAccount(step.next, account(nonceFor('b'), '声は聞こえなかった'), digest);
    assert.ok('next' in other);
    assert.deepEqual(other.next.versions, before.versions);
    assert.deepEqual(
      other.next.accounts.map(({ byName, department, text }) => [byName, department, text]),
      [
        ['田中', 'zeimu', '声が聞こえた'],
        ['田中', 'zeimu', '声は聞こえなかった'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(other.next.audit), /声|田中/u);
    assert.deepEqual(addAccount(other.next, account(nonceFor('a'), '別の話'), digest), {
      refused: 'repeated',
    });
  });
});

describe('a record sent back', () => {
  const asked = (record: Incident): Incident => {
    const step = sendBack(
      record,
      { id: REVIEW, questions: [{ field: 'manner', question: '何回ですか。' }], by: approver(), now: NOW },
      digest,
    );
    assert.ok('next' in step);
    return step.next;
  };

  it('keeps who asked what, and asks once', () => {
    const record = asked(richIncident());
    assert.deepEqual(kinds(record), ['receipt', 'review']);
    assert.equal(record.reviews[0]?.byName, approver().name);
    assert.equal(record.reviews[0]?.answeredBy, undefined);
    assert.doesNotMatch(JSON.stringify(record.audit), /何回/u);
    const again = { id: REVIEW, questions: [{ field: 'taken', question: 'x' }], by: approver(), now: NOW };
    assert.deepEqual(sendBack(record, again, digest), { refused: 'repeated' });
  });

  it('is answered by the version that came of it', () => {
    const answered = next(asked(richIncident()), typed({ manner: '3回' }), { review: REVIEW });
    assert.equal(answered.reviews[0]?.answeredBy, 2);
    assert.deepEqual(kinds(answered), ['receipt', 'match', 'amend-alert', 'review']);
  });

  it('stays open when something else is corrected', () => {
    const other = next(asked(richIncident()), typed({ manner: '3回' }));
    assert.equal(other.reviews[0]?.answeredBy, undefined);
  });

  it('may be answered with why it stands as it is, and not with nothing', () => {
    const record = asked(richIncident());
    const reason = '録音でも3回だった';
    assert.equal(next(record, typed({}), { review: REVIEW, reason }).reviews[0]?.answeredBy, 2);
    assert.deepEqual(refusal(record, typed({}), { review: REVIEW, reason: '' }), { refused: 'no-change' });
  });

  it('does not end a 速報 by being answered', () => {
    const record = asked(shell());
    const answered = next(
      record,
      { ...currentContent(record), place: '2階' },
      { review: REVIEW, reason: '' },
    );
    assert.notEqual(answered.shell, undefined);
  });
});

describe('a judged correction', () => {
  it('is stored with what was judged of it', () => {
    const assessor = {
      adviseOn: () => [],
      labelsOf: () => ({ labels: ['threat' as const], why: ['脅す言葉'] }),
      riskOf: () => ({ level: 'alarm' as const, row: 'threat', why: 'x' }),
    };
    const { content, judged } = judge(assessor, typed({ row1Words: '殺すぞ' }), {
      advised: undefined,
      moved: new Set(),
    });
    const after = next(richIncident(), content, { judged });
    assert.deepEqual(after.versions[1]?.judged, judged);
    assert.equal(after.versions[0]?.judged, undefined);
  });
});
