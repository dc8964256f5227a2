import assert from 'node:assert/strict';
import { limits, TOTAL_LIMIT } from '../../../src/domain/incident/content.ts';
import type { TypedValues } from '../../../src/domain/incident/forms.ts';
import { rowCounts, rowFields, textFields } from '../../../src/domain/incident/form-fields.ts';
import { readForm } from '../../../src/domain/incident/read-form.ts';
import { minimalTyped, NOW, richTyped, ward } from '../../builders/records.ts';

const read = (typed: TypedValues, now = NOW) => readForm(typed, now, ward.departments);

const errorsOf = (typed: TypedValues, now = NOW): Readonly<Record<string, string>> => {
  const form = read(typed, now);
  return form.ok ? {} : form.errors;
};

const contentOf = (typed: TypedValues, now = NOW) => {
  const form = read(typed, now);
  assert.ok(form.ok, JSON.stringify(form.ok ? '' : form.errors));
  return form.content;
};

/** 21 November 2026, so many hours and minutes after midnight in Japan. */
const at = (hours: number, minutes: number): Date => new Date(Date.UTC(2026, 10, 21, hours - 9, minutes));

describe('reading the 5W1H form', () => {
  it('takes the least that a form needs', () => {
    const content = contentOf(minimalTyped);
    assert.equal(content.occurredAt, '2026-11-21T05:05:00.000Z');
    assert.deepEqual(content.utterances, [{ who: 'caller', words: 'ばか' }]);
    assert.equal(content.minutes, undefined);
    assert.equal(content.urgent, false);
  });

  it('keeps a full form word for word', () => {
    const content = contentOf(richTyped);
    for (const field of ['demand', 'background', 'manner', 'witnesses', 'taken', 'endingNote'] as const) {
      assert.equal(content[field], richTyped[field]);
    }
    assert.deepEqual(content.identity, { name: '山本 太郎', kana: 'やまもと たろう', phone: '03-1234-5678' });
    assert.deepEqual(content.utterances[0], {
      at: '13:45',
      who: 'caller',
      words: '今すぐ出せ。お前では話にならない',
    });
    assert.equal(content.minutes, 25);
    assert.deepEqual(content.conduct, ['time', 'abuse', 'threat']);
    assert.deepEqual(content.danger, ['violence', 'onward']);
  });

  it('alters nothing inside what was typed', () => {
    const words = '「ばか」\r\n\tと　言った…… ｱﾎ ＡＢＣ　１２３ 👨‍👩‍👧 ‏مرحبا';
    assert.equal(contentOf({ ...minimalTyped, row1Words: `\n ${words}　\n` }).utterances[0]?.words, words);
  });

  const wrong: readonly [what: string, change: TypedValues, field: string, says: RegExp, now?: Date][] = [
    ['no department', { department: '' }, 'department', /課を選んで/],
    ['a department that the ward does not have', { department: 'uchu' }, 'department', /登録されていません/],
    ['no date', { date: '' }, 'date', /日付を入れて/],
    ['no time', { time: '' }, 'time', /時刻を入れて/],
    ['a day that does not exist', { date: '2026-02-30' }, 'date', /2026-11-21 のように/],
    ['a date in words', { date: '11月21日' }, 'date', /2026-11-21 のように/],
    ['an hour that does not exist', { time: '24:00' }, 'time', /14:05 のように/],
    ['a time in words', { time: '2時' }, 'time', /14:05 のように/],
    ['tomorrow', { date: '2026-11-22', time: '00:01' }, 'date', /まだ来ていない日付/],
    ['later today', { time: '14:13' }, 'time', /まだ来ていない時刻です\(いま 14:10\)/],
    ['a year too few', { date: '2025-11-10' }, 'date', /1年より前/],
    ['no scene', { scene: '' }, 'scene', /対面・電話・訪問・インターネット/],
    ['an unknown scene', { scene: 'moon' }, 'scene', /対面・電話・訪問・インターネット/],
    ['an end before the start', { time: '14:00', endTime: '13:59' }, 'endTime', /前です。日をまたいだ/],
    ['an end that is still to come', { time: '14:00', endTime: '14:13' }, 'endTime', /まだ来ていない/],
    ['an end that is no time', { endTime: '25:61' }, 'endTime', /14:20 のように/],
    [
      'minutes that contradict the end',
      { time: '13:00', endTime: '13:30', minutes: '10' },
      'minutes',
      /30分/,
    ],
    ['minutes in words', { minutes: '十分' }, 'minutes', /0 から 1440/],
    ['half a minute', { minutes: '1.5' }, 'minutes', /0 から 1440/],
    ['minutes below nought', { minutes: '-1' }, 'minutes', /0 から 1440/],
    ['minutes above a day', { minutes: '1441' }, 'minutes', /0 から 1440/],
    ['minutes in the notation of programs', { minutes: '1e2' }, 'minutes', /0 から 1440/],
    ['minutes in hexadecimal', { minutes: '0x10' }, 'minutes', /0 から 1440/],
    ['an unknown age', { age: '15s' }, 'age', /一覧から/],
    ['an unknown gender', { gender: 'x' }, 'gender', /一覧から/],
    ['an unknown answer about glasses', { glasses: 'maybe' }, 'glasses', /一覧から/],
    ['an unknown conduct', { conduct: 'time,nothing' }, 'conduct', /一覧から/],
    ['an unknown danger', { danger: 'dragon' }, 'danger', /一覧から/],
    ['an unknown ending', { ending: 'never' }, 'ending', /一覧から/],
    ['an unknown speaker', { row1Who: 'ghost' }, 'row1Who', /一覧から/],
    ['no words and no manner', { row1Words: '　 \n' }, 'row1Words', /言われた言葉/],
    ['a row with a time only', { row2At: '13:45' }, 'row2Words', /時刻だけ/],
    ['a row with an impossible time', { row1At: '99:99' }, 'row1At', /14:05 のように/],
    ['a bell in the words', { row1Words: 'ば\u0007か' }, 'row1Words', /使えない文字/],
    ['a nought byte in a name', { name: '山\u0000本' }, 'name', /使えない文字/],
    ['half a character', { taken: 'か\ud83d' }, 'taken', /使えない文字/],
    [
      'yesterday 23:59 read at 23:58',
      { date: '2026-11-21', time: '23:59' },
      'time',
      /まだ来ていない/,
      at(23, 56),
    ],
  ];

  for (const [what, change, field, says, now] of wrong) {
    it(`names ${what} beside its field`, () => {
      const errors = errorsOf({ ...minimalTyped, ...change }, now);
      assert.match(errors[field] ?? '', says);
      assert.deepEqual(Object.keys(errors), [field], 'and nothing else');
    });
  }

  const right: readonly [what: string, change: TypedValues, now?: Date][] = [
    ['a clock that runs two minutes ahead', { time: '14:12' }],
    ['an end two minutes ahead', { time: '14:00', endTime: '14:12' }],
    ['the very minute', { time: '14:10' }],
    ['midnight', { time: '00:00' }],
    ['a minute before midnight, written after it', { date: '2026-11-20', time: '23:59' }, at(0, 1)],
    ['the last day of February in a leap year', { date: '2024-02-29' }, new Date('2024-03-01T00:00:00Z')],
    ['366 days ago', { date: '2025-11-21', time: '14:10' }],
    ['an end in the same minute', { time: '14:00', endTime: '14:00' }],
    ['no minutes at all', { minutes: '' }],
    ['a whole day', { minutes: '1440' }],
    ['nought minutes', { minutes: '0' }],
    ['no words but a manner', { row1Words: '', manner: '机をたたいた' }],
    ['words in the third row only', { row1Words: '', row3Words: 'ばか' }],
    ['line breaks and tabs', { taken: '一\n二\r\n三\t四' }],
    ['a time without seconds in the words', { row1At: '13:45' }],
  ];

  for (const [what, change, now] of right) {
    it(`accepts ${what}`, () => assert.deepEqual(errorsOf({ ...minimalTyped, ...change }, now), {}));
  }

  it('reads full-width digits in the minutes', () => {
    assert.equal(contentOf({ ...minimalTyped, minutes: '１５' }).minutes, 15);
  });

  it('works the minutes out from start and end', () => {
    assert.equal(contentOf({ ...minimalTyped, time: '13:05', endTime: '14:05' }).minutes, 60);
  });

  it('keeps the minutes of a contact that ran past midnight', () => {
    const content = contentOf({ ...minimalTyped, date: '2026-11-20', time: '23:40', minutes: '45' });
    assert.deepEqual([content.occurredAt, content.minutes], ['2026-11-20T14:40:00.000Z', 45]);
  });

  it('names every problem at once', () => {
    const errors = errorsOf({
      department: 'uchu',
      date: '2026-11-30',
      time: '10:00',
      endTime: '9時',
      minutes: 'x',
      scene: '',
      age: 'old',
      row1At: '7',
      conduct: 'a',
      place: 'あ'.repeat(81),
    });
    assert.deepEqual(Object.keys(errors).sort(), [
      'age',
      'conduct',
      'date',
      'department',
      'endTime',
      'minutes',
      'place',
      'row1At',
      'row1Words',
      'scene',
    ]);
  });

  it('says nothing but errors about an empty form', () => {
    assert.deepEqual(Object.keys(errorsOf({})).sort(), ['date', 'department', 'row1Words', 'scene', 'time']);
  });

  for (const [field, { most }] of Object.entries(textFields)) {
    it(`holds ${most} characters in ${field}, says how many there are, and takes exactly the limit`, () => {
      const errors = errorsOf({ ...minimalTyped, [field]: 'あ'.repeat(most + 7) });
      assert.match(errors[field] ?? '', new RegExp(`^${most}字までです\\(いま${most + 7}字\\)`));
      assert.deepEqual(errorsOf({ ...minimalTyped, [field]: 'あ'.repeat(most) }), {});
    });
  }

  it('holds 300 characters of exact words per row, in every row', () => {
    for (let row = 1; row <= rowCounts.most; row += 1) {
      const { words } = rowFields(row);
      assert.match(
        errorsOf({ ...minimalTyped, [words]: 'あ'.repeat(301) })[words] ?? '',
        /300字までです\(いま301字\)/,
      );
    }
  });

  it('takes as many rows as a form may have, in their order, and ignores one more', () => {
    const words = Array.from({ length: rowCounts.most + 1 }, (_, index) => `言葉${index + 1}`);
    const rows = Object.fromEntries(words.map((text, index) => [rowFields(index + 1).words, text]));
    const { utterances } = contentOf({ ...minimalTyped, ...rows });
    assert.deepEqual(
      utterances.map((utterance) => utterance.words),
      words.slice(0, rowCounts.most),
    );
  });

  it('counts all text together and says how much there is', () => {
    const long = ['demand', 'background', 'manner', 'witnesses', 'taken', 'endingNote'];
    const filled = (total: number): TypedValues => {
      let left = total;
      const parts = long.map((field) => {
        const length = Math.min(left, limits.narrative);
        left -= length;
        return [field, 'あ'.repeat(length)];
      });
      assert.equal(left, 0);
      return { ...minimalTyped, row1Words: '', ...Object.fromEntries(parts) };
    };
    assert.deepEqual(errorsOf(filled(TOTAL_LIMIT)), {});
    const errors = errorsOf(filled(TOTAL_LIMIT + 1));
    assert.deepEqual(Object.keys(errors), ['form']);
    assert.match(
      errors['form'] ?? '',
      new RegExp(`${TOTAL_LIMIT}字までです\\(いま${TOTAL_LIMIT + 1}字\\)`, 'u'),
    );
  });

  it('takes a choice that was sent twice once', () => {
    assert.deepEqual(contentOf({ ...minimalTyped, conduct: 'time, time,,abuse' }).conduct, ['time', 'abuse']);
  });

  it('raises 緊急アラート for every way in which a client says yes, and for nothing else', () => {
    for (const [urgent, wanted] of [
      ['true', true],
      ['false', false],
      ['', false],
      ['TRUE', true],
      ['1', true],
      ['0', false],
      ['いいえ', false],
    ] as const) {
      assert.equal(contentOf({ ...minimalTyped, urgent }).urgent, wanted, urgent);
    }
  });
});
