import assert from 'node:assert/strict';
import { ADVICE_SHOWN, type Advised, moveField } from '../../src/domain/incident/assessment.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentVersion, type Incident } from '../../src/domain/incident/incident.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { minimalTyped, nonceFor, NOW, person } from '../builders/records.ts';

const sato = person();
const nonce = nonceFor('one');

/** A log of impressions: a manner without a measure, and a feeling. */
const impression: TypedValues = {
  ...minimalTyped,
  row1Words: '明細を出せ',
  manner: '窓口で激しく迫られた。怖かった。',
};

describe('advice on the words of a record', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  type Submission = Partial<Parameters<typeof recordIncident>[1]>;

  const submit = (typed: TypedValues, rest: Submission = {}) =>
    recordIncident(open.house, { person: sato, nonce, messageId: 'm1', typed, ...rest });

  /** The form comes back with advice, and is kept as the card shows it. */
  async function advised(typed: TypedValues = impression) {
    const outcome = await submit(typed);
    assert.ok(outcome.kind === 'advised', JSON.stringify(outcome));
    await keep(outcome.advised);
    return outcome;
  }

  const keep = (shown: Advised): Promise<void> =>
    open.house.forms.keep({ nonce, personKey: sato.key, issuedAt: NOW.toISOString(), advised: shown });

  async function filed(typed: TypedValues, rest: Submission = {}): Promise<Incident> {
    const outcome = await submit(typed, rest);
    assert.ok(outcome.kind === 'filed', JSON.stringify(outcome));
    return outcome.incident;
  }

  const outcomes = (incident: Incident): string[] =>
    (currentVersion(incident).judged?.advice ?? []).map(({ words, outcome }) => `${words} ${outcome}`);
  const stored = (): Promise<Incident[]> => open.house.incidents.withIntents(100);

  it('comes before anything is stored, and names words, kind and question', async () => {
    const { advised: shown, seen } = await advised();
    assert.deepEqual(
      shown.advice.map(({ field, words, kind }) => [field, words, kind]),
      [
        ['manner', '激しく', 'vague-manner'],
        ['manner', '怖かった', 'feeling'],
      ],
    );
    for (const { ask } of shown.advice) assert.notEqual(ask, '');
    assert.match(seen, /^[0-9a-f]{12}$/);
    assert.deepEqual(await stored(), []);
    assert.equal(open.nudges(), 0);
  });

  it('that was seen is not given again: the record is stored as it is', async () => {
    const { seen } = await advised();
    const incident = await filed(impression, { seen });
    assert.deepEqual(outcomes(incident), ['激しく kept', '怖かった kept']);
    assert.equal(currentVersion(incident).content.manner, impression['manner']);
  });

  it('does not count as seen by a first press that is sent again, from whatever message', async () => {
    await advised();
    for (const messageId of ['m1', 'm2', undefined]) {
      assert.equal((await submit(impression, { messageId })).kind, 'advised');
    }
    assert.deepEqual(await stored(), []);
  });

  for (const [what, seen] of [
    ['an invented mark', '0123456789ab'],
    ['a very long one', 'a'.repeat(5000)],
    ['the mark of other advice', undefined],
  ] as const) {
    it(`does not count as seen with ${what}`, async () => {
      const first = await advised();
      const mark = seen ?? first.seen;
      if (seen === undefined) await advised({ ...impression, taken: 'しつこく言われた' });
      assert.equal((await submit(impression, { seen: mark })).kind, 'advised');
    });
  }

  it('does not count as seen by somebody else with the same nonce', async () => {
    const { seen } = await advised();
    const other = await submit(impression, { seen, person: person({ id: 'suzuki' }) });
    assert.equal(other.kind, 'advised');
  });

  it('that was followed is kept as changed', async () => {
    const { seen } = await advised();
    const manner = '窓口で15分立ったまま話した。';
    const incident = await filed({ ...impression, manner }, { seen });
    assert.deepEqual(outcomes(incident), ['激しく changed', '怖かった changed']);
  });

  it('moves a feeling to the care note where that was ticked', async () => {
    const { seen } = await advised();
    const incident = await filed({ ...impression, [moveField(1)]: 'true' }, { seen });
    assert.deepEqual(outcomes(incident), ['激しく kept', '怖かった moved']);
    const { content } = currentVersion(incident);
    assert.equal(content.manner, '窓口で激しく迫られた。');
    assert.equal(content.careNote, '怖かった。');
  });

  it('moves nothing that is no feeling, and nothing without advice', async () => {
    const { seen } = await advised();
    const ticked = { ...impression, [moveField(0)]: 'true', [moveField(7)]: 'true' };
    assert.equal(currentVersion(await filed(ticked, { seen })).content.careNote, '');
    const quiet = { ...minimalTyped, manner: '立っていた。', [moveField(0)]: 'true' };
    const other = await filed(quiet, { nonce: nonceFor('two') });
    assert.equal(currentVersion(other).content.careNote, '');
  });

  it('says of new words at the second press that nobody was asked about them', async () => {
    const { seen } = await advised();
    const incident = await filed({ ...impression, taken: 'しつこく言われた' }, { seen });
    assert.ok(
      outcomes(incident).some((line) => line.endsWith(' not-asked')),
      outcomes(incident).join(),
    );
  });

  it('that no card had room for is kept as not asked', async () => {
    const many = { ...impression, manner: '怖かった。'.repeat(ADVICE_SHOWN + 3) };
    const { advised: shown, seen } = await advised(many);
    assert.equal(shown.advice.length, ADVICE_SHOWN);
    const counted = outcomes(await filed(many, { seen })).filter((line) => line.endsWith('kept'));
    assert.equal(counted.length, ADVICE_SHOWN);
  });

  for (const [what, typed, shell] of [
    ['an emergency', { ...impression, urgent: 'true' }, false],
    ['a danger', { ...impression, danger: 'onward' }, false],
    ['a 速報', impression, true],
  ] as const) {
    it(`never stands before ${what}, and is kept as not asked`, async () => {
      const incident = await filed(typed, { shell });
      assert.deepEqual(outcomes(incident), ['激しく not-asked', '怖かった not-asked']);
      assert.equal(incident.alerted, !shell);
    });
  }

  it('comes with nothing when there is nothing to say', async () => {
    const incident = await filed({ ...minimalTyped, manner: 'カウンターを手で3回たたいた。' });
    assert.deepEqual(outcomes(incident), []);
  });

  it('comes after errors, not with them', async () => {
    assert.equal((await submit({ ...impression, date: '' })).kind, 'invalid');
  });

  it('for a form that is a record already is the record', async () => {
    const { seen } = await advised();
    const first = await filed(impression, { seen });
    const again = await submit(impression);
    assert.ok(again.kind === 'filed' && again.repeated);
    assert.deepEqual(again.incident, first);
  });

  describe('with labels', () => {
    const threat = { ...impression, row1Words: 'お前を殺すぞ' };

    it('shows the machine’s beside the person’s, chosen already', async () => {
      const { typed, advised: shown, why } = await advised({ ...threat, conduct: 'time' });
      assert.equal(typed['conduct'], 'time,threat');
      assert.deepEqual(shown.labels, ['threat']);
      assert.equal(why.length, 1);
    });

    const labelled: readonly [
      what: string,
      conduct: string,
      words: string,
      machine: string[],
      becomes: string[],
    ][] = [
      ['left as they were', 'threat', 'お前を殺すぞ', ['threat'], ['threat']],
      ['taken away', '', 'お前を殺すぞ', ['threat'], []],
      ['added to', 'threat,time', 'お前を殺すぞ', ['threat'], ['threat', 'time']],
      ['exchanged', 'abuse', 'お前を殺すぞ', ['threat'], ['abuse']],
      ['taken away with new words', '', 'お前を殺すぞ。土下座しろ', ['threat', 'demand'], ['demand']],
    ];
    for (const [what, conduct, words, machine, becomes] of labelled) {
      it(`that were ${what} keeps both choices`, async () => {
        const { seen } = await advised(threat);
        const { content, judged } = currentVersion(
          await filed({ ...threat, conduct, row1Words: words }, { seen }),
        );
        assert.deepEqual(judged?.machine, machine);
        assert.deepEqual(judged?.person, conduct === '' ? [] : conduct.split(','));
        assert.deepEqual([...content.conduct].sort(), [...becomes].sort());
        assert.equal(judged?.risk === undefined, becomes.length === 0);
      });
    }
  });

  it('files an angry but ordinary complaint as one: no label, no level, no alert', async () => {
    const { alerted, intents, ...incident } = await filed({
      ...minimalTyped,
      row1Words: '説明が前と違う。きちんと調べて返事がほしい',
      row2Words: '納得できないので審査請求します',
    });
    const { content, judged } = currentVersion({ alerted, intents, ...incident });
    assert.deepEqual([content.conduct, judged?.risk, alerted], [[], undefined, false]);
    assert.deepEqual(
      intents.map(({ kind }) => kind),
      ['receipt', 'match'],
    );
  });

  it('gives strange text a record or a message, never a fault', async () => {
    const strange = [
      '「「『激しく',
      '」』怖かった「',
      'ﾊｹﾞｼｸ Ｋｏｗａｋａｔｔａ כעס غضب злость 激しく',
      '激しく\u200b怖かった\ufeff。',
      '😀'.repeat(400),
      '激しく'.repeat(300),
      '。'.repeat(999),
      '\r\n\t激しく\r\n',
      'null',
      '${typed.manner}{{DATE}}',
      '怖かった',
    ];
    for (const [index, manner] of strange.entries()) {
      const outcome = await submit({ ...minimalTyped, manner }, { nonce: nonceFor(`strange ${index}`) });
      assert.ok(outcome.kind === 'filed' || outcome.kind === 'advised', manner);
    }
    for (const manner of ['激しく\u0000', '怖\ud83d', 'あ'.repeat(20_000)]) {
      const outcome = await submit({ ...minimalTyped, manner }, { nonce: nonceFor('bad') });
      assert.ok(outcome.kind === 'invalid' && outcome.errors['manner'] !== undefined);
    }
  });
});
