import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type Problem, problemsOf } from '../../../src/domain/settings/problems.ts';
import { type Section, sections, sectionSchemas } from '../../../src/domain/settings/section.ts';
import { asInstalled } from '../../builders/house.ts';

const { ward, companion, answers, law } = asInstalled;
const origin = { source: '総務課', date: '2026-11-22', checkedBy: '総務課長' };

const problems = (section: Section, content: unknown): Problem[] => {
  const parsed = sectionSchemas[section].safeParse(content);
  return parsed.success ? [] : problemsOf(parsed.error, content);
};

const [department, second] = ward.departments;
const [line] = ward.lines ?? [];
const [situation, ...situations] = companion.situations;
const [scenario, ...scenarios] = companion.scenarios;
const [answer, ...otherAnswers] = answers.entries;
const [entry] = law.entries;
const conduct = (...phrases: string[]) => ({
  entries: [{ label: 'abuse', ...origin, phrases: phrases.map((words) => ({ words, why: '例' })) }],
});

/** Every refinement of the sections, and what the screen says. */
const rows: readonly [what: string, section: Section, content: unknown, says: string][] = [
  [
    'a department id twice',
    'ward',
    { ...ward, departments: [...ward.departments, { ...department, name: '別' }] },
    `departments.${ward.departments.length}.id: 同じIDの課がほかにあります。別のIDにしてください。`,
  ],
  [
    'a department name twice',
    'ward',
    { ...ward, departments: [...ward.departments, { id: 'new', name: department?.name }] },
    `departments.${ward.departments.length}.name: 同じ名前の課がほかにあります。見分けられる名前にしてください。`,
  ],
  [
    'a next department that is not there',
    'ward',
    { ...ward, departments: [{ ...department, next: ['uchu'] }, ...ward.departments.slice(1)] },
    'departments.0.next: 一覧にない課が選ばれています。選び直してください。',
  ],
  [
    'an exempt department that is not there',
    'ward',
    { ...ward, exempt: { departments: ['uchu'] } },
    'exempt.departments: 一覧にない課が選ばれています。選び直してください。',
  ],
  [
    'a line of a department that is not there',
    'ward',
    { ...ward, lines: [{ ...line, department: 'uchu' }] },
    'lines.0.department: 一覧にない課が選ばれています。選び直してください。',
  ],
  [
    'a line id twice',
    'ward',
    { ...ward, lines: [line, line] },
    'lines.1.id: 同じIDの電話・窓口がほかにあります。別のIDにしてください。',
  ],
  [
    'an announcement where nothing records',
    'ward',
    { ...ward, lines: [{ ...line, records: false, announces: true, eraseDays: undefined }] },
    'lines.0.announces: 録音しない電話・窓口に「案内が流れる」は選べません。どちらかを直してください。',
  ],
  [
    'a recording that is never erased',
    'ward',
    { ...ward, lines: [{ ...line, records: true, announces: false, eraseDays: undefined }] },
    'lines.0.eraseDays: 録音するときは消去までの日数を入れ、録音しないときは空にしてください。',
  ],
  [
    'an id that is none',
    'ward',
    { ...ward, departments: [{ ...department, id: '税 務' }, ...ward.departments.slice(1)] },
    'departments.0.id: 英小文字で始まる、英小文字・数字・ハイフンの2〜31字で書いてください(例: zeimu-2)。',
  ],
  [
    'a name that is too long',
    'ward',
    { ...ward, name: 'あ'.repeat(31) },
    'name: 30字までで書いてください(いま31字)。',
  ],
  [
    'one department only',
    'ward',
    { ...ward, departments: [{ ...second, next: [] }], lines: [], exempt: undefined },
    'departments: 2件以上にしてください(いま1件)。',
  ],
  [
    'a day that does not exist',
    'ward',
    { ...ward, date: '2026-02-30' },
    'date: 「2026-11-22」のように、実際にある日付を書いてください。',
  ],
  [
    'a kind of conduct twice',
    'conduct',
    { entries: [...conduct().entries, ...conduct().entries] },
    'entries.1.label: 同じ行為が二つあります。一つにまとめてください。',
  ],
  [
    'a phrase over two sentences',
    'conduct',
    conduct('来るな。帰れ'),
    'entries.0.phrases.0.words: かぎかっこと、文の区切り(。！？改行)を入れず、ひと続きの言葉にしてください。',
  ],
  [
    'a phrase in brackets',
    'conduct',
    conduct('「帰れ」'),
    'entries.0.phrases.0.words: かぎかっこと、文の区切り(。！？改行)を入れず、ひと続きの言葉にしてください。',
  ],
  [
    'a phrase without letters',
    'conduct',
    conduct('……'),
    'entries.0.phrases.0.words: 文字を2字以上入れてください。',
  ],
  [
    'a phrase of one letter',
    'conduct',
    conduct('あ'),
    'entries.0.phrases.0.words: 2字以上で書いてください(いま1字)。',
  ],
  [
    'a phrase twice',
    'conduct',
    conduct('べろべろ', 'べろべろ'),
    'entries.0.phrases.1.words: 同じ言葉がほかにあります。一つにしてください。',
  ],
  [
    'a conduct that is none',
    'conduct',
    { entries: [{ ...conduct().entries[0], label: 'rude' }] },
    'entries.0.label: 一覧から選んでください。',
  ],
  [
    'a situation id twice',
    'companion',
    { ...companion, situations: [situation, situation, ...situations] },
    'situations.1.id: 同じIDのものがほかにあります。別のIDにしてください。',
  ],
  [
    'a sentence that is not there',
    'companion',
    { ...companion, situations: [{ ...situation, say: ['nothing', 'recording'] }, ...situations] },
    'situations.0.say.0: 一覧にない文が選ばれています。選び直してください。',
  ],
  [
    'a sentence that cannot be said in the scene',
    'companion',
    { ...companion, situations: [{ ...situation, say: ['rec-known-phone', 'recording'] }, ...situations] },
    'situations.0.say.0: この文には、この場面(電話・窓口・訪問)で言えないものがあります。別の文を選ぶか、文の場面を増やしてください。',
  ],
  [
    'a practice of a situation that is not there',
    'companion',
    { ...companion, scenarios: [{ ...scenario, situation: 'nothing' }, ...scenarios] },
    'scenarios.0.situation: 一覧にない場面が選ばれています。選び直してください。',
  ],
  [
    'two good answers',
    'companion',
    {
      ...companion,
      scenarios: [
        {
          ...scenario,
          turns: scenario?.turns.map((turn) => ({
            ...turn,
            choices: turn.choices.map((choice) => ({ ...choice, good: true })),
          })),
        },
        ...scenarios,
      ],
    },
    'scenarios.0.turns.0.choices: よい答えは、一つの問いに一つだけにしてください。',
  ],
  [
    'fewer situations than the companion needs',
    'companion',
    { ...companion, situations: situations.slice(2), scenarios: [] },
    'situations: 18件以上にしてください(いま15件)。',
  ],
  [
    'an answer id twice',
    'answers',
    { ...answers, entries: [answer, answer, ...otherAnswers] },
    'entries.1.id: 同じIDのものがほかにあります。別のIDにしてください。',
  ],
  [
    'a contradiction of an answer that is not there',
    'answers',
    { ...answers, entries: [{ ...answer, contradicts: ['nothing'] }, ...otherAnswers] },
    'entries.0.contradicts: 「反対のことを言う文」に、一覧にない文があります。選び直してください。',
  ],
  [
    'more answers than a card shows',
    'answers',
    {
      ...answers,
      entries: Array.from({ length: 31 }, (_, i) => ({ id: `a${i}`, kind: 'say', text: `文${i}` })),
    },
    'entries: 30件までです(いま31件)。',
  ],
  [
    'a law id twice',
    'law',
    { ...law, entries: [entry, entry] },
    'entries.1.id: 同じIDのものがほかにあります。別のIDにしてください。',
  ],
  [
    'a law that claims more than a possibility',
    'law',
    { ...law, entries: [{ ...entry, possible: '脅迫に該当します' }] },
    'entries.0.possible: 「に該当の可能性」で終わる文にしてください。',
  ],
  [
    'a period that ends before it begins',
    'law',
    { ...law, entries: [{ ...entry, texts: [{ from: '2026-04-01', until: '2026-03-31', gist: '説明' }] }] },
    'entries.0.texts.0.until: 終わりの日が、始まりの日より前です。日付を直してください。',
  ],
  [
    'two wordings on one day',
    'law',
    {
      ...law,
      entries: [
        {
          ...entry,
          texts: [
            { until: '2026-04-01', gist: '旧' },
            { from: '2026-04-01', gist: '新' },
          ],
        },
      ],
    },
    'entries.0.texts.1.from: 期間が、ほかの文の期間と重なっています。日付を直してください。',
  ],
  [
    'a boolean that is a word',
    'answers',
    { ...answers, entries: [{ ...answer, usual: 'x' }, ...otherAnswers] },
    'entries.0.usual: 「はい」か「いいえ」を選んでください。',
  ],
  [
    'a list that is none',
    'answers',
    { ...answers, entries: {} },
    'entries: 一覧の形になっていません。書き出したファイルと同じ形にしてください。',
  ],
  [
    'a number that is a word',
    'ward',
    { ...ward, lines: [{ ...line, records: true, eraseDays: '30' }] },
    'lines.0.eraseDays: 数で入力してください。',
  ],
];

describe('what is wrong with a setting', () => {
  for (const [what, section, content, says] of rows) {
    it(`is said of ${what}`, () => {
      const found = problems(section, content).map(({ path, message }) => `${path}: ${message}`);
      assert.ok(found.includes(says), found.join('\n') || 'no problem');
    });
  }

  it('is never said in English, whatever was sent, and quotes nothing of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sections),
        fc.constantFrom<(content: unknown) => unknown>(
          (content) => ({ ...(content as object), entries: 'SECRET', sentences: 7 }),
          (content) =>
            JSON.parse(
              JSON.stringify(content, (key, value: unknown) =>
                key === 'id' || key === 'source' || key === 'workdayEnd' ? 'SECRET ID' : value,
              ),
            ) as unknown,
          (content) =>
            JSON.parse(
              JSON.stringify(content, (_, value: unknown) => (typeof value === 'string' ? [] : value)),
            ) as unknown,
          (content) =>
            JSON.parse(
              JSON.stringify(content, (_, value: unknown) =>
                typeof value === 'string' ? 'SECRET'.repeat(99) : value,
              ),
            ) as unknown,
          (content) =>
            JSON.parse(
              JSON.stringify(content, (_, value: unknown) => (typeof value === 'number' ? -1.5 : value)),
            ) as unknown,
          () => 'SECRET',
          () => null,
          () => [],
        ),
        (section, spoil) => {
          const found = problems(section, spoil(asInstalled[section]));
          assert.ok(found.length <= 100);
          for (const { message } of found) {
            assert.doesNotMatch(
              message.replaceAll(/ID|Tate|\(例: zeimu-2\)/gu, ''),
              /[A-Za-z]{3,}/u,
              message,
            );
            assert.match(message, /。$/u);
          }
        },
      ),
    );
  });

  it('of one place is said once', () => {
    const twice = { ...ward, lines: [{ ...line, records: false, announces: true, eraseDays: 30 }] };
    const paths = problems('ward', twice).map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);
  });
});
