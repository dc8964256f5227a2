import assert from 'node:assert/strict';
import { ACCOUNT_LIMIT } from '../../src/domain/incident/corrections.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import { raiseAlertLater, reviewRecord, tellAsWitness } from '../../src/workflow/review-record.ts';
import { coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { approver, minimalTyped, nonceFor, person } from '../builders/records.ts';

const kacho = approver();
const complaint: TypedValues = { ...minimalTyped, row1Words: '説明が前と違う。返事がほしい' };

describe('a record that others write to', () => {
  let open: OpenHouse;
  let incident: Incident;
  afterEach(() => open.close());

  async function begin(typed: TypedValues = minimalTyped, reporter = person()): Promise<void> {
    open = openHouse();
    incident = await open.file({ typed, reporter });
  }

  const stored = async (): Promise<Incident> => {
    const found = await open.house.incidents.read(incident.number);
    assert.ok(found);
    return found;
  };

  const question = { field: 'manner', question: '何回ですか。' };
  const ask = (by: Person, questions = [question], word = 'ask') =>
    reviewRecord(open.house, { number: incident.number, nonce: nonceFor(word), questions, person: by });

  for (const [who, by, may] of [
    ['an approver of the department', kacho, true],
    ['an approver of several departments', approver({ id: 'b', approverOf: ['zeimu', 'fukushi'] }), true],
    ['the reporter', person(), false],
    ['an approver about their own record', person({ approverOf: ['fukushi'] }), false],
    ['an approver of another department', approver({ id: 'z', approverOf: ['zeimu'] }), false],
    ['a coordinator', coordinator(), false],
    ['a colleague', person({ id: 'suzuki' }), false],
  ] as const) {
    it(`${may ? 'is' : 'is not'} sent back by ${who}`, async () => {
      await begin();
      const outcome = await ask(by);
      assert.equal(outcome.kind, may ? 'sent' : 'refused');
      assert.equal((await stored()).reviews.length, may ? 1 : 0);
      assert.equal(open.nudges(), may ? 2 : 1);
    });
  }

  it('is sent back once by ten presses, and twice by two forms', async () => {
    await begin();
    await Promise.all(Array.from({ length: 10 }, () => ask(kacho)));
    assert.equal((await stored()).reviews.length, 1);
    await ask(kacho, [question], 'second');
    assert.equal((await stored()).reviews.length, 2);
  });

  it('is not sent back without a question about a field that exists', async () => {
    await begin();
    for (const questions of [[], [{ field: 'ghost', question: '?' }]]) {
      const outcome = await ask(kacho, questions);
      assert.ok(outcome.kind === 'invalid' && /一つ以上/u.test(outcome.errors['form'] ?? ''));
    }
    await ask(kacho, [{ field: 'ghost', question: '?' }, question]);
    assert.deepEqual((await stored()).reviews[0]?.questions, [question]);
  });

  it('that does not exist is not sent back', async () => {
    await begin();
    const order = { number: '261121-000000', nonce: nonceFor('x'), questions: [question], person: kacho };
    assert.deepEqual(await reviewRecord(open.house, order), { kind: 'refused' });
  });

  describe('and was sent back', () => {
    const answer = (typed: TypedValues, word = 'answer') =>
      stored().then(({ reviews, versions }) =>
        correctRecord(open.house, {
          number: incident.number,
          base: versions.length,
          nonce: nonceFor(word),
          part: 'questions',
          review: reviews[0]?.id ?? '',
          typed,
          person: person(),
        }),
      );

    it('takes an answer to just the fields that were asked about', async () => {
      await begin();
      await ask(kacho);
      const outcome = await answer({ manner: '3回', taken: '書きかえ', row1Words: '消す' });
      assert.ok(outcome.kind === 'saved');
      const { content } = outcome.incident.versions[1] ?? {};
      assert.equal(content?.manner, '3回');
      assert.equal(content.taken, '');
      assert.equal(content.utterances[0]?.words, minimalTyped['row1Words']);
      assert.equal(outcome.incident.reviews[0]?.answeredBy, 2);
    });

    it('takes 「このままで正しい」 with its reason, and asks for one', async () => {
      await begin();
      await ask(kacho);
      const without = await answer({ manner: '' });
      assert.ok(without.kind === 'invalid' && /そのわけ/u.test(without.errors['reason'] ?? ''));
      const outcome = await answer({ manner: '', reason: '見ていないのでわからない' });
      assert.ok(outcome.kind === 'saved');
      assert.equal(outcome.incident.reviews[0]?.answeredBy, 2);
    });

    it('is answered by the reporter only', async () => {
      await begin();
      await ask(kacho);
      const { reviews } = await stored();
      const outcome = await correctRecord(open.house, {
        number: incident.number,
        base: 1,
        nonce: nonceFor('x'),
        part: 'questions',
        review: reviews[0]?.id ?? '',
        typed: { manner: '9回' },
        person: kacho,
      });
      assert.deepEqual(outcome, { kind: 'refused' });
    });
  });

  describe('as a witness', () => {
    const witness = person({ id: 'tanaka', name: '田中', department: 'zeimu' });
    const tell = (text: string, word = 'tell', by = witness) =>
      tellAsWitness(open.house, { number: incident.number, nonce: nonceFor(word), text, person: by });

    it('keeps every account by itself, and the record as it was', async () => {
      await begin();
      assert.deepEqual(await tell(' 怒鳴り声が聞こえた '), { kind: 'kept' });
      assert.deepEqual(await tell('静かだった', 'other', person({ id: 'suzuki', name: '鈴木' })), {
        kind: 'kept',
      });
      const { accounts, versions } = await stored();
      assert.deepEqual(
        accounts.map(({ byName, department, text }) => [byName, department, text]),
        [
          ['田中', 'zeimu', '怒鳴り声が聞こえた'],
          ['鈴木', 'fukushi', '静かだった'],
        ],
      );
      assert.deepEqual(versions, incident.versions);
    });

    it('pressed ten times is one account', async () => {
      await begin();
      await Promise.all(Array.from({ length: 10 }, () => tell('見た')));
      assert.equal((await stored()).accounts.length, 1);
    });

    for (const [what, text, says] of [
      ['nothing', '　\n', /書いてください/u],
      ['too much', 'あ'.repeat(ACCOUNT_LIMIT + 1), /1000字までです\(いま1001字\)/u],
      ['20,000 characters', 'あ'.repeat(20_000), /いま20000字/u],
      ['a control character', '見\u0000た', /使えない文字/u],
      ['half a character', '見た\ud83d', /使えない文字/u],
    ] as const) {
      it(`with ${what} is told so`, async () => {
        await begin();
        const outcome = await tell(text);
        assert.ok(outcome.kind === 'invalid');
        assert.match(outcome.errors['account'] ?? '', says);
        assert.equal((await stored()).accounts.length, 0);
      });
    }

    it('of no record is told so', async () => {
      await begin();
      const outcome = await tellAsWitness(open.house, {
        number: '261121-000000',
        nonce: nonceFor('x'),
        text: '見た',
        person: witness,
      });
      assert.deepEqual(outcome, { kind: 'no-such-record' });
    });
  });

  describe('for the alert', () => {
    const raise = (by: Person) => raiseAlertLater(open.house, { number: incident.number, person: by });

    for (const [who, by, may] of [
      ['the reporter', person(), true],
      ['an approver of the department', kacho, true],
      ['an approver of another department', approver({ id: 'z', approverOf: ['zeimu'] }), false],
      ['a coordinator', coordinator(), false],
      ['a colleague', person({ id: 'suzuki' }), false],
    ] as const) {
      it(`${may ? 'is' : 'is not'} raised by ${who}`, async () => {
        await begin();
        assert.equal((await raise(by)).kind, may ? 'raised' : 'refused');
        assert.equal((await stored()).alerted, may);
      });
    }

    it('is raised once', async () => {
      await begin();
      await Promise.all([raise(person()), raise(kacho), raise(person())]);
      assert.equal((await stored()).intents.filter(({ kind }) => kind === 'raise-alert').length, 1);
    });

    it('is not raised about an ordinary complaint, by whatever old button', async () => {
      await begin(complaint);
      assert.deepEqual(await raise(person()), { kind: 'ordinary-complaint' });
      assert.deepEqual(await raise(kacho), { kind: 'ordinary-complaint' });
      assert.equal((await stored()).alerted, false);
    });
  });
});
