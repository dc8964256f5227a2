import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Conduct } from '../../../src/domain/incident/choices.ts';
import {
  type Advice,
  type Advised,
  createAssessor,
  cutClause,
  judge,
  moveField,
  moveFeelings,
} from '../../../src/domain/incident/assessment.ts';
import type { IncidentContent } from '../../../src/domain/incident/content.ts';
import type { TypedValues } from '../../../src/domain/incident/forms.ts';
import { loadSeverity } from '../../../src/content/risk/load.ts';
import { contentOf, minimalTyped, richTyped } from '../../builders/records.ts';

/** Finds every ★ as a feeling, and every label that is written out in the words or the note. */
const heard: string[] = [];
const noted: object[] = [];
const assessor = createAssessor({
  wording: (text) => {
    heard.push(text);
    return [...text.matchAll(/★/gu)].map(({ index }) => ({
      start: index,
      end: index + 1,
      kind: 'feeling' as const,
      ask: '何がありましたか。',
    }));
  },
  conduct: ({ words, context = {} }) => {
    noted.push({ words, ...context });
    const labels = (['threat', 'abuse', 'demand'] as const).filter((label) =>
      `${words}${context.note ?? ''}`.includes(label),
    );
    return { labels, why: labels.map((label) => ({ label, name: label, because: '言葉から' })) };
  },
  severity: loadSeverity(),
});

const content = (typed: TypedValues): IncidentContent => contentOf({ ...minimalTyped, ...typed });
const unseen = { advised: undefined, moved: new Set<number>() };

describe('the judgement of a record', () => {
  beforeEach(() => {
    heard.length = 0;
    noted.length = 0;
  });

  it('looks for wording only where staff tell in their own words', () => {
    assessor.adviseOn({
      ...contentOf(richTyped),
      claim: '言い分★',
      grievance: '不満★',
      captured: '書き込み★',
      confirmed: '確かめた',
    });
    assert.deepEqual(heard, [
      richTyped['background'],
      richTyped['demand'],
      '確かめた',
      richTyped['manner'],
      richTyped['witnesses'],
      richTyped['taken'],
      richTyped['endingNote'],
    ]);
    const advice = assessor.adviseOn(content({ row1Words: '★★', look: '★', careNote: '★', lateReason: '★' }));
    assert.deepEqual(advice, []);
  });

  it('names field, words, kind and question of what it found', () => {
    assert.deepEqual(assessor.adviseOn(content({ manner: '机★', taken: '★' })), [
      { field: 'manner', words: '★', kind: 'feeling', ask: '何がありましたか。' },
      { field: 'taken', words: '★', kind: 'feeling', ask: '何がありましたか。' },
    ]);
  });

  it('judges conduct by what the person said and wrote and by what was seen, never by what staff said', () => {
    assessor.labelsOf(
      content({
        scene: 'net',
        minutes: '70',
        visitsThisWeek: '3',
        callsToday: '0',
        row1Words: '言葉',
        row2Who: 'staff',
        row2Words: '職員の言葉',
        row3Who: 'companion',
        row3Words: '同席者の言葉',
        row4Words: '次の言葉',
        captured: '書き込み',
        manner: '様子',
        background: 'いきさつ',
      }),
    );
    assert.deepEqual(noted, [
      {
        words: '言葉\n次の言葉\n書き込み',
        scene: 'net',
        minutes: 70,
        visitsThisWeek: 3,
        callsToday: 0,
        note: '様子',
      },
    ]);
  });

  it('tells a note that is missing from one that is empty', () => {
    assessor.labelsOf(content({}));
    assert.deepEqual(noted, [{ words: 'ばか', scene: 'phone' }]);
  });

  const found: Advice = { field: 'manner', words: '★', kind: 'feeling', ask: '' };
  const labelled: readonly [
    what: string,
    person: string,
    words: string,
    seen: Conduct[],
    becomes: Conduct[],
  ][] = [
    ['adds what the person has not seen', '', 'threat', [], ['threat']],
    ['keeps what the person chose beside it', 'abuse', 'threat', [], ['abuse', 'threat']],
    ['says nothing twice', 'threat', 'threat', [], ['threat']],
    ['leaves away what the person saw and removed', '', 'threat', ['threat'], []],
    ['adds what new words bring to a label that was removed', '', 'threat demand', ['threat'], ['demand']],
    ['keeps what the person chose although no words show it', 'sns', 'x', ['threat'], ['sns']],
  ];
  for (const [what, person, words, labels, becomes] of labelled) {
    it(`of the labels ${what}, and keeps machine and person apart`, () => {
      const outcome = judge(assessor, content({ conduct: person, row1Words: words }), {
        advised: { advice: [found], labels },
        moved: new Set(),
      });
      assert.deepEqual(outcome.content.conduct, becomes);
      assert.deepEqual(outcome.judged.person, person === '' ? [] : [person]);
      assert.deepEqual(
        outcome.judged.machine,
        ['threat', 'abuse', 'demand'].filter((label) => words.includes(label)),
      );
      assert.equal(outcome.judged.why.length, outcome.judged.machine.length);
    });
  }

  it('takes the severity from the labels that stand in the end', () => {
    const threat = content({ row1Words: 'threat' });
    assert.equal(judge(assessor, threat, unseen).judged.risk?.row, 'threat');
    const removed = { advised: { advice: [], labels: ['threat' as const] }, moved: new Set<number>() };
    assert.equal(judge(assessor, threat, removed).judged.risk, undefined);
  });

  it('says of every advice what came of it', () => {
    const advice: Advice[] = [
      { ...found, field: 'manner' },
      { ...found, field: 'taken' },
      { ...found, field: 'witnesses' },
    ];
    const { judged } = judge(assessor, content({ taken: '★', background: '★' }), {
      advised: { advice, labels: [] },
      moved: new Set([2]),
    });
    assert.deepEqual(
      judged.advice.map(({ field, outcome }) => [field, outcome]),
      [
        ['manner', 'changed'],
        ['taken', 'kept'],
        ['witnesses', 'moved'],
        ['background', 'not-asked'],
      ],
    );
  });

  it('of an unseen record says that nobody was asked', () => {
    const { judged } = judge(assessor, content({ taken: '★' }), unseen);
    assert.deepEqual(
      judged.advice.map(({ outcome }) => outcome),
      ['not-asked'],
    );
  });
});

describe('a feeling that moves to the care note', () => {
  const F = '怖かった';
  const cuts: readonly [what: string, text: string, rest: string, clause: string][] = [
    ['alone', '怖かった。', '', '怖かった'],
    ['alone without an end', '怖かった', '', '怖かった'],
    ['after another sentence', '机を2回たたいた。とても怖かった。', '机を2回たたいた。', 'とても怖かった'],
    ['before another sentence', '怖かった。係長に代わった。', '係長に代わった。', '怖かった'],
    ['at the end of a clause', '机をたたき、怖かった。', '机をたたき。', '怖かった'],
    [
      'in the middle',
      '机をたたき、怖かったが、係長に代わった。',
      '机をたたき、係長に代わった。',
      '怖かったが',
    ],
    ['last without an end', '机をたたき、怖かった', '机をたたき。', '怖かった'],
    ['on a line of its own', '一行目\n怖かった\n三行目', '一行目\n三行目', '怖かった'],
    ['behind exact words', '「殺すぞ」と言われて怖かった。', '「殺すぞ」と言われて。', '怖かった'],
    [
      'behind exact words with a comma inside',
      '「帰れ、ばか」と言い怖かった。',
      '「帰れ、ばか」と言い。',
      '怖かった',
    ],
    ['before exact words', '怖かったが「殺すぞ」と言われた。', '「殺すぞ」と言われた。', '怖かったが'],
    ['that somebody also said', '「怖かった」と話した。怖かった。', '「怖かった」と話した。', '怖かった'],
    ['in double brackets too', '『怖かった』と書き、怖かった。', '『怖かった』と書き。', '怖かった'],
    ['behind what happened', 'カウンターを蹴られて怖かった。', 'カウンターを蹴られて。', '怖かった'],
    [
      'behind a bracket that nobody closed',
      '「殺すぞと言われた。怖かった。',
      '「殺すぞと言われた。',
      '怖かった',
    ],
    ['before a bracket that nobody opened', '殺すぞ」と言われ、怖かった。', '殺すぞ」と言われ。', '怖かった'],
    ['twice: the first only', '怖かった。また怖かった。', 'また怖かった。', '怖かった'],
  ];
  for (const [what, text, rest, clause] of cuts) {
    it(`${what} leaves 「${rest.replaceAll('\n', '⏎')}」`, () =>
      assert.deepEqual(cutClause(text, F), { rest, clause }));
  }

  it('that is not there, or is only quoted, is not cut', () => {
    assert.equal(cutClause('机をたたいた。', F), undefined);
    assert.equal(cutClause('「怖かった」と話した。', F), undefined);
    assert.equal(cutClause('', F), undefined);
  });

  it('never costs a letter, a bracket or a word that somebody said', () => {
    const piece = fc.constantFrom(
      '机',
      'を',
      'た',
      'て',
      '、',
      '。',
      '\n',
      '「',
      '」',
      '『',
      '』',
      'と',
      F,
      '😀',
    );
    const bare = (text: string): string =>
      text
        .replaceAll(/[、。\s]/gu, '')
        .split('')
        .toSorted()
        .join('');
    const quotes = (text: string): string[] =>
      [...text.matchAll(/「[^「」『』]*」/gu)].map(([quote]) => quote);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const cut = cutClause(text, F);
        if (cut === undefined) return;
        assert.equal(bare(`${cut.rest}${cut.clause}`), bare(text));
        assert.ok(cut.clause.includes(F));
        assert.ok(cut.rest.length <= text.length);
        for (const quote of quotes(text)) assert.ok(cut.rest.includes(quote.trim()), quote);
      }),
      { numRuns: 2000 },
    );
  });

  const advised: Advised = {
    labels: [],
    advice: [
      { field: 'manner', words: F, kind: 'feeling', ask: '' },
      { field: 'manner', words: '不快だった', kind: 'feeling', ask: '' },
      { field: 'taken', words: F, kind: 'feeling', ask: '' },
      { field: 'manner', words: '激しく', kind: 'vague-manner', ask: '' },
    ],
  };
  const move = (typed: TypedValues, ...ticked: number[]) =>
    moveFeelings(
      { ...typed, ...Object.fromEntries(ticked.map((index) => [moveField(index), 'true'])) },
      advised,
    );

  it('moves only where it was ticked', () => {
    const typed = { manner: '怖かった。', taken: '怖かった。' };
    const { typed: next, moved } = move(typed, 2);
    assert.deepEqual([next['manner'], next['taken'], next['careNote']], ['怖かった。', '', '怖かった。']);
    assert.deepEqual([...moved], [2]);
    assert.deepEqual(move(typed).typed, typed);
  });

  it('joins what was in the note already', () => {
    const { typed } = move({ manner: '怖かった。', taken: '不安だ。怖かった', careNote: '眠れない' }, 0, 2);
    assert.equal(typed['careNote'], '眠れない\n怖かった。\n怖かった。');
    assert.equal(typed['taken'], '不安だ。');
  });

  it('takes a second feeling of the same clause along, and says so of both', () => {
    const { typed, moved } = move({ manner: '怖かったし不快だった。' }, 0, 1);
    assert.deepEqual([typed['manner'], typed['careNote']], ['', '怖かったし不快だった。']);
    assert.deepEqual([...moved], [0, 1]);
  });

  it('does nothing when the words are gone, and moves nothing but feelings', () => {
    const typed = { manner: '激しくたたいた。' };
    const { typed: next, moved } = move(typed, 0, 1, 2, 3);
    assert.equal(next['manner'], typed.manner);
    assert.equal(next['careNote'], undefined);
    assert.equal(moved.size, 0);
  });
});
