import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type Contact, type Deed, LINE_LIMIT } from '../../src/domain/companion/contact.ts';
import { typedFrom } from '../../src/domain/companion/timeline.ts';
import { TOTAL_LIMIT } from '../../src/domain/incident/content.ts';
import { rowFields } from '../../src/domain/incident/form-fields.ts';
import { readForm } from '../../src/domain/incident/read-form.ts';
import { NOW, ward } from '../builders/records.ts';
import { book, contactAfter, eventful } from '../cards/gallery-companion.ts';

const words = (text: string): Deed => ({ what: 'words', who: 'caller', words: text });
const typed = (deeds: readonly Deed[], overrides: Partial<Contact> = {}) =>
  typedFrom(book, ward, contactAfter(deeds, overrides));
const read = (values: Record<string, string>) =>
  readForm(values, new Date(NOW.getTime() + 86_400_000), ward.departments);

describe('the form that a contact becomes', () => {
  it('holds start, end, minutes, line, recording, words, steps and what we did, with their times', () => {
    const values = typed([
      { what: 'situation', situation: 'publish-online' },
      words('動画に上げてやる'),
      { what: 'said', sentence: 'sns-stop', language: 'en' },
      { what: 'step', step: 'stop', language: 'ja' },
      { what: 'step', step: 'stop', language: 'ja' },
      { what: 'support' },
      { what: 'ask', ask: 'handover' },
      { what: 'decided', of: 7, outcome: 'approved', byKey: 'p1', byName: '高橋 一郎', note: '' },
      { what: 'step', step: 'handover', language: 'ja' },
      { what: 'ended' },
    ]);
    assert.deepEqual(
      {
        date: values['date'],
        time: values['time'],
        endTime: values['endTime'],
        minutes: values['minutes'],
        scene: values['scene'],
        line: values['line'],
        recording: values['recording'],
      },
      {
        date: '2026-11-21',
        time: '14:10',
        endTime: '14:15',
        minutes: '5',
        scene: 'phone',
        line: '福祉課 代表電話',
        recording: 'announced',
      },
    );
    const result = read(values);
    assert.ok(result.ok, JSON.stringify(result));
    const { content } = result;
    assert.deepEqual(content.utterances, [{ at: '14:11', who: 'caller', words: '動画に上げてやる' }]);
    assert.deepEqual(
      content.steps.map(({ kind, at }) => `${kind} ${at}`),
      ['stop 14:12', 'stop 14:12', 'handover 14:14'],
    );
    assert.match(
      content.taken,
      /14:11 「職員の名前や声、顔をネットに出すことは、おやめください」と伝えた\(English\)。/u,
    );
    assert.match(content.taken, /14:13 応援を求めた。\n14:13 交代を求めた。\n14:14 交代: 高橋 一郎が承認。/u);
    assert.match(content.manner, /14:10 職員の名前や声などをインターネットに出すと話した。/u);
    assert.deepEqual(content.danger, []);
    assert.equal(content.ending, undefined, 'how it ended is for the person to say');
  });

  it('leaves out what was taken back', () => {
    const values = typed([words('まちがい'), { what: 'undone', of: 1 }, words('正しい'), { what: 'ended' }]);
    assert.equal(values['row1Words'], '正しい');
    assert.equal(values['row2Words'], undefined);
  });

  it('says that the police were called only when somebody pressed it', () => {
    assert.equal(typed([{ what: 'emergency' }, { what: 'ended' }])['danger'], undefined);
    const called = typed([{ what: 'step', step: 'police', language: 'ja' }, { what: 'ended' }]);
    assert.equal(called['danger'], 'police');
  });

  it('tells in an emergency that the order was skipped, and why', () => {
    const { taken = '' } = typed([
      { what: 'emergency' },
      { what: 'reason', reason: 'touched' },
      { what: 'ended' },
    ]);
    assert.match(taken, /緊急として応援を求めた。\n14:11 手順を飛ばした理由: 体をつかまれた・押された。/u);
  });

  it('keeps nine rows of the weightiest words and puts the rest into 様子, in brackets', () => {
    const values = typed([
      { what: 'situation', situation: 'calm-complaint' },
      ...Array.from({ length: 6 }, (_, index) => words(`苦情その${index + 1}`)),
      { what: 'situation', situation: 'threat' },
      ...Array.from({ length: 8 }, (_, index) => words(`脅しその${index + 1}`)),
      { what: 'ended' },
    ]);
    const rows = Array.from({ length: 9 }, (_, index) => values[rowFields(index + 1).words]);
    assert.deepEqual(rows, ['苦情その1', ...Array.from({ length: 8 }, (_, index) => `脅しその${index + 1}`)]);
    for (const left of [2, 3, 4, 5, 6]) {
      assert.ok(values['manner']?.includes(`相手「苦情その${left}」`), `${left}`);
    }
    assert.ok(!('row10Words' in values));
  });

  it('that ran past midnight tells its minutes and no end', () => {
    const late = new Date('2026-11-21T14:58:00Z').toISOString();
    const values = typed([...Array.from({ length: 5 }, () => words('認めろ')), { what: 'ended' }], {
      startedAt: late,
    });
    assert.equal(values['date'], '2026-11-21');
    assert.equal(values['time'], '23:58');
    assert.equal(values['endTime'], undefined);
    assert.equal(values['minutes'], '3');
  });

  it('of an unknown line says nothing of a place, and that recording is not known', () => {
    const values = typed([{ what: 'ended' }], { line: '', scene: 'counter' });
    assert.equal(values['place'], '');
    assert.equal(values['recording'], 'unknown');
  });

  it('cuts whole lines when more was written than a record holds, and says where the rest is', () => {
    const long = 'あ'.repeat(LINE_LIMIT);
    const values = typed([
      ...Array.from({ length: 30 }, () => words(long)),
      ...Array.from(
        { length: 20 },
        () => ({ what: 'said', sentence: 'check-answer', language: 'ja' }) as const,
      ),
      { what: 'ended' },
    ]);
    assert.match(values['manner'] ?? '', /\(ほかは、対応中のカードに残っています\)$/u);
    assert.ok(read(values).ok);
  });

  it('is always one that the form takes, whatever happened', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: LINE_LIMIT })
      .filter(
        (given) =>
          given.length <= LINE_LIMIT &&
          given.trim() === given &&
          !/\p{Cc}/u.test(given) &&
          given.isWellFormed(),
      );
    const anything = fc.oneof(
      text.map(words),
      text.map((note): Deed => ({ what: 'note', words: note })),
      fc.constantFrom<Deed[]>(
        ...eventful('ば', '高橋')
          .filter(({ what }) => what !== 'decided' && what !== 'ask')
          .map((deed) => deed),
        ...book.situations.map(({ id }): Deed => ({ what: 'situation', situation: id })),
        { what: 'emergency' },
        { what: 'step', step: 'leave', language: 'ko' },
        { what: 'step', step: 'police', language: 'ja' },
      ),
    );
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 60 }),
        fc.constantFrom('phone' as const, 'counter' as const, 'visit' as const),
        (deeds, scene) => {
          const values = typed([...deeds, { what: 'ended' }], { scene });
          const total = Object.values(values).reduce((sum, value) => sum + value.length, 0);
          assert.ok(total <= TOTAL_LIMIT, `${total}`);
          const result = read(values);
          const wrong = result.ok ? [] : Object.keys(result.errors);
          assert.deepEqual(
            wrong.filter((field) => field !== 'row1Words'),
            [],
            JSON.stringify(result),
          );
          // Words are asked for only where nothing at all was noted.
          assert.equal(wrong.length > 0, !('row1Words' in values) && values['manner'] === '');
        },
      ),
      { numRuns: 300 },
    );
  });
});
