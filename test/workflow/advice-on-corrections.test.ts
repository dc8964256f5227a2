import assert from 'node:assert/strict';
import { typedOf } from '../../src/domain/incident/fields.ts';
import { keepForm } from '../../src/workflow/hand-out-form.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import { type OpenHouse, openHouse, quietTyped, reporter } from '../builders/house.ts';
import { nonceFor } from '../builders/records.ts';

describe('a correction whose words had better be replaced', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  async function press(
    word: string,
    manner: string,
    wishes: { seen?: string; move?: string; base?: number } = {},
  ) {
    const incident = await open.file({ reporter: reporter(), typed: quietTyped });
    const content = (await open.house.incidents.read(incident.number))?.versions.at(-1)?.content;
    assert.ok(content !== undefined);
    return correctRecord(open.house, {
      number: incident.number,
      base: wishes.base ?? 1,
      nonce: nonceFor(word),
      part: 'how',
      review: '',
      typed: {
        ...typedOf(content),
        manner,
        reason: '思い出した',
        ...(wishes.move === undefined ? {} : { [wishes.move]: 'true' }),
      },
      person: reporter(),
      seen: wishes.seen ?? '',
    });
  }

  /** What the handler keeps between the two presses. */
  async function advise(word: string, manner: string): Promise<string> {
    const outcome = await press(word, manner);
    assert.ok(outcome.kind === 'advised', outcome.kind);
    await keepForm(open.house, {
      nonce: nonceFor(word),
      personKey: reporter().key,
      issuedAt: open.house.now().toISOString(),
      advised: outcome.advised,
    });
    return outcome.seen;
  }

  it('is not stored before its words were shown', async () => {
    const outcome = await press('a', '激しく怒鳴られた。');
    assert.ok(outcome.kind === 'advised');
    assert.deepEqual(
      outcome.advised.advice.map(({ words }) => words),
      ['激しく', '怒鳴られた'],
    );
    assert.equal((await open.house.incidents.read(outcome.incident.number))?.versions.length, 1);
  });

  it('is stored as it is on the second press, and not asked about in the next version', async () => {
    const seen = await advise('a', '激しく怒鳴られた。');
    const saved = await press('a', '激しく怒鳴られた。', { seen });
    assert.ok(saved.kind === 'saved');
    const outcomes = saved.incident.versions.at(-1)?.judged?.advice.map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ['kept', 'kept']);
    const next = await press('b', '激しく怒鳴られた。14時に帰った。', { base: 2 });
    assert.equal(next.kind, 'saved');
  });

  it('lets a feeling go to the care note', async () => {
    const seen = await advise('a', '机を2回たたかれた。怖かった。');
    const saved = await press('a', '机を2回たたかれた。怖かった。', { seen, move: 'move0' });
    assert.ok(saved.kind === 'saved');
    const content = saved.incident.versions.at(-1)?.content;
    assert.deepEqual([content?.manner, content?.careNote], ['机を2回たたかれた。', '怖かった。']);
  });
});
