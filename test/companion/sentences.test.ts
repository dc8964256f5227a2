import assert from 'node:assert/strict';
import { RECORDING } from '../../src/domain/companion/book.ts';
import { languageSchema, type LiveScene } from '../../src/domain/companion/contact.ts';
import { foldContact } from '../../src/domain/companion/fold.ts';
import { sentencesNow } from '../../src/domain/companion/script.ts';
import {
  lineOf,
  linesFor,
  type RecordingState,
  recordingSentence,
  recordingState,
  recordingValue,
} from '../../src/domain/companion/sentences.ts';
import { screenOf } from '../../src/domain/companion/screen.ts';
import { type Line, wardSchema } from '../../src/domain/people/departments.ts';
import { cards } from '../builders/house.ts';
import { NOW, ward } from '../builders/records.ts';
import { book, contactAfter } from '../cards/gallery-companion.ts';
import { readingOf } from '../bot/pressing.ts';

const line = (wish: Partial<Line>): Line => ({
  id: 'a-line',
  name: '代表電話',
  department: 'fukushi',
  kind: 'line',
  records: false,
  announces: false,
  ...wish,
});

const records = { records: true, eraseDays: 30 };

/** Every setting, whether this contact announced it, and the sentence that is true then. */
const table: readonly {
  what: string;
  line: Line | undefined;
  announced: boolean;
  state: RecordingState;
  value: string;
  phone: string;
  counter: string;
}[] = [
  {
    what: 'a line that nobody has named',
    line: undefined,
    announced: false,
    state: 'unknown',
    value: 'unknown',
    phone: 'rec-unknown',
    counter: 'rec-unknown',
  },
  {
    what: 'a line that nobody has named, though somebody pressed 録音を伝えた',
    line: undefined,
    announced: true,
    state: 'unknown',
    value: 'unknown',
    phone: 'rec-unknown',
    counter: 'rec-unknown',
  },
  {
    what: 'a line that does not record',
    line: line({}),
    announced: false,
    state: 'not-recording',
    value: 'none',
    phone: 'rec-not',
    counter: 'rec-not',
  },
  {
    what: 'a line that does not record, though somebody pressed 録音を伝えた',
    line: line({}),
    announced: true,
    state: 'not-recording',
    value: 'none',
    phone: 'rec-not',
    counter: 'rec-not',
  },
  {
    what: 'a line that records and says nothing by itself',
    line: line(records),
    announced: false,
    state: 'announce',
    value: 'silent',
    phone: 'rec-announce-phone',
    counter: 'rec-announce-counter',
  },
  {
    what: 'a line that records, and staff have said so',
    line: line(records),
    announced: true,
    state: 'known',
    value: 'announced',
    phone: 'rec-known-phone',
    counter: 'rec-known-counter',
  },
  {
    what: 'a line that records and announces it by itself',
    line: line({ ...records, announces: true }),
    announced: false,
    state: 'known',
    value: 'announced',
    phone: 'rec-known-phone',
    counter: 'rec-known-counter',
  },
  {
    what: 'a line that announces by itself, and staff have said so as well',
    line: line({ ...records, announces: true }),
    announced: true,
    state: 'known',
    value: 'announced',
    phone: 'rec-known-phone',
    counter: 'rec-known-counter',
  },
];

/** To say that we record, in the five languages. */
const CLAIM =
  /録音して(?:い|お)ます|録音しています|録音させて|録音いたし|(?:is|are) being recorded|counter records|we record|正在录音|녹음하고 있습니다|녹음됩니다/iu;

describe('the sentence about recording', () => {
  for (const row of table) {
    it(`of ${row.what} is the true one`, () => {
      assert.equal(recordingState(row.line, row.announced), row.state);
      assert.equal(recordingValue(row.line, row.announced), row.value);
      for (const scene of ['phone', 'counter'] as const) {
        const sentence = recordingSentence(book, row.state, scene);
        assert.equal(sentence.id, row[scene]);
        const mayClaim = row.line?.records === true;
        for (const language of languageSchema.options) {
          assert.equal(CLAIM.test(sentence.text[language]), mayClaim, `${scene} ${language}`);
        }
      }
    });
  }

  it('is never a claim to record where nothing records: in no situation, scene, step or language', () => {
    for (const state of ['not-recording', 'unknown'] as const) {
      for (const { id, scenes } of book.situations) {
        for (const scene of scenes) {
          const chosen = foldContact(contactAfter([{ what: 'situation', situation: id }], { scene }));
          if (scene === 'visit' && state === 'not-recording') continue;
          for (const sentence of sentencesNow(book, { scene }, chosen, state)) {
            for (const language of languageSchema.options) {
              assert.ok(!CLAIM.test(sentence.text[language]), `${id} ${scene} ${sentence.id} ${language}`);
            }
          }
        }
      }
    }
    for (const { id, text, recording } of book.sentences) {
      if (recording === 'known' || recording === 'announce') continue;
      for (const language of languageSchema.options) {
        assert.ok(!CLAIM.test(text[language]), `${id} ${language}`);
      }
    }
  });

  it('is a good answer in a practice only where it is true', () => {
    for (const { id, recording, turns } of book.scenarios) {
      const mayClaim = recording === 'known' || recording === 'announce';
      const good = turns.flatMap(({ choices }) => choices.filter((choice) => choice.good));
      if (!mayClaim) for (const { text } of good) assert.doesNotMatch(text, CLAIM, `${id}: ${text}`);
    }
  });

  it('stands on the card of each line of the demo ward as its settings say', () => {
    for (const { id, department, kind, records } of ward.lines ?? []) {
      const scene: LiveScene = kind === 'line' ? 'phone' : 'counter';
      const contact = contactAfter([{ what: 'situation', situation: 'record-declared' }], {
        scene,
        department,
        line: id,
      });
      const { card } = cards.contact({
        screen: screenOf(book, ward, contact, NOW),
        nonce: '261121-0123456789abcdef',
        page: 'main',
        reach: { channel: true, approver: true, undelivered: false },
      });
      assert.equal(CLAIM.test(readingOf(card)), records, id);
    }
  });

  it('is said once: who was told that the line records is not told again', () => {
    const told = contactAfter(
      [
        { what: 'situation', situation: 'record-declared' },
        { what: 'said', sentence: 'recording-heard', language: 'ja' },
        { what: 'announced', sentence: 'rec-announce-phone', language: 'ja' },
      ],
      { department: 'zeimu', line: 'zeimu-daihyo' },
    );
    const { cue, recording } = screenOf(book, ward, told, NOW);
    assert.equal(recording, 'known');
    assert.ok(cue.kind === 'say' && cue.sentence.id === 'check-answer');
  });

  it('stands in a situation by its place only, so that no situation can bring a false one along', () => {
    const fixed = new Set(book.sentences.filter((one) => one.recording !== undefined).map(({ id }) => id));
    for (const { id, say } of book.situations) {
      assert.ok(!say.some((one) => fixed.has(one)), id);
    }
    assert.ok(book.situations.some(({ say }) => say.includes(RECORDING)));
  });
});

describe('the lines and windows of a ward', () => {
  const base = { ...ward };
  const parses = (...lines: object[]): boolean => wardSchema.safeParse({ ...base, lines }).success;

  it('may be left out, and then nothing is claimed of any', () => {
    const { lines: _, ...bare } = base;
    const parsed = wardSchema.parse(bare);
    assert.deepEqual(linesFor(parsed, 'fukushi', 'phone'), []);
    assert.equal(lineOf(parsed, { department: 'fukushi', scene: 'phone' }, 'fukushi-daihyo'), undefined);
  });

  it('are refused when they contradict themselves or the ward', () => {
    assert.ok(parses(line({}), line({ ...records, id: 'b-line' })));
    assert.ok(!parses(line({ announces: true })), 'announces what it does not do');
    assert.ok(!parses(line({ records: true })), 'records, and nobody knows how long');
    assert.ok(!parses(line({ eraseDays: 3 })), 'erases what it does not record');
    assert.ok(!parses(line({ department: 'nowhere' })));
    assert.ok(!parses(line({}), line({})), 'one id twice');
  });

  it('belong to one department and one scene: another department’s line is not known', () => {
    const here = { department: 'fukushi', scene: 'phone' as const };
    assert.equal(lineOf(ward, here, 'fukushi-daihyo')?.name, '福祉課 代表電話');
    assert.equal(lineOf(ward, { ...here, department: 'zeimu' }, 'fukushi-daihyo'), undefined);
    assert.equal(lineOf(ward, { ...here, scene: 'counter' }, 'fukushi-daihyo'), undefined);
    assert.deepEqual(linesFor(ward, 'fukushi', 'visit'), []);
  });
});
