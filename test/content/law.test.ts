import assert from 'node:assert/strict';
import { loadLaw } from '../../src/content/law/load.ts';
import { conductLabels } from '../../src/domain/conduct/index.ts';
import { type LawEntry, lawFor, textOn } from '../../src/domain/law/law.ts';

const book = loadLaw();
const TODAY = '2026-11-21';

const entry = (id: string): LawEntry => {
  const found = book.entries.find((candidate) => candidate.id === id);
  assert.ok(found, id);
  return found;
};

const gist = (id: string, day: string): string => textOn(entry(id), day)?.gist ?? '';

/**
 * The facts that DOMAIN.md lets the software state: article, since when, ✓ or ◇, the words that the entry
 * must have.
 */
const facts: readonly [
  id: string,
  article: string,
  inForce: string | null,
  mark: '✓' | '◇',
  says: RegExp[],
][] = [
  ['jorei-2-4', '2条4号', '2025-04-01', '✓', [/著しい迷惑行為/u]],
  ['jorei-2-5', '2条5号', '2025-04-01', '✓', [/働く環境を害する/u]],
  ['jorei-4', '4条', '2025-04-01', '✓', [/してはならない/u, /罰則はありません/u]],
  ['jorei-5', '5条', '2025-04-01', '✓', [/権利を不当に侵害しない/u]],
  ['jorei-9-2', '9条2項', '2025-04-01', '✓', [/安全/u, /やめるよう求める/u]],
  ['jorei-14', '14条', '2025-04-01', '✓', [/努める/u]],
  [
    'rosui-33',
    '33条',
    '2026-10-01',
    '✓',
    [/方針の明確化/u, /相談/u, /迅速な対応/u, /抑止/u, /区を含む/u, /罰則はなく/u, /公表/u],
  ],
  ['keiho-95', '95条', '2025-06-01', '✓', [/3年以下の拘禁刑/u]],
  ['keiho-130', '130条', '2025-06-01', '◇', [/3年以下の拘禁刑/u]],
  ['keiho-204', '204条', '2025-06-01', '◇', [/15年以下の拘禁刑/u]],
  ['keiho-208', '208条', '2025-06-01', '✓', [/2年以下の拘禁刑/u]],
  ['keiho-222', '222条', '2025-06-01', '✓', [/2年以下の拘禁刑/u, /生命・身体・自由・名誉・財産/u]],
  ['keiho-223', '223条', '2025-06-01', '◇', [/3年以下の拘禁刑/u]],
  ['keiho-230', '230条', '2025-06-01', '◇', [/3年以下の拘禁刑/u]],
  ['keiho-231', '231条', '2025-06-01', '◇', [/1年以下の拘禁刑/u]],
  ['keiho-233-234', '233条・234条', '2025-06-01', '◇', [/3年以下の拘禁刑/u]],
  ['keiho-261', '261条', '2025-06-01', '✓', [/3年以下の拘禁刑/u]],
  ['minpo-709', '709条', null, '◇', [/損害を賠償/u, /プライバシー/u]],
  ['manual-27', '27ページ', '2025-03-04', '✓', [/正確に残し/u, /くり返しには、いつ・何回・何を答えたか/u]],
  [
    'manual-37',
    '37〜38ページ',
    '2025-03-04',
    '✓',
    [/上司を含む複数/u, /2〜3回/u, /最終の警告/u, /110番・所轄署・#9110/u],
  ],
];

describe('the law entries', () => {
  it('are the ones that DOMAIN.md has facts for', () =>
    assert.deepEqual(
      book.entries.map(({ id }) => id),
      facts.map(([id]) => id),
    ));

  for (const [id, article, inForce, mark, says] of facts) {
    it(`${id} states what was checked, with ${mark}`, () => {
      const known = entry(id);
      assert.equal(known.article, article);
      assert.equal(known.inForce, inForce);
      assert.equal(known.checked, mark === '✓' ? 'confirmed' : 'to-confirm');
      assert.ok(known.source !== '' && known.law !== '' && known.name !== '');
      for (const words of says) assert.match(gist(id, TODAY), words);
    });
  }

  it('name the ordinance by its number', () => {
    for (const known of book.entries.filter(({ id }) => id.startsWith('jorei-')))
      assert.match(known.source, /令和6年東京都条例第140号/u);
  });

  it('call the punishment 懲役 until the end of May 2025 and 拘禁刑 from June on', () => {
    const penal = book.entries.filter(({ law }) => law === '刑法');
    assert.equal(penal.length, 10);
    for (const { id } of penal) {
      assert.match(gist(id, '2025-05-31'), /懲役/u, id);
      assert.doesNotMatch(gist(id, '2025-05-31'), /拘禁/u, id);
      assert.match(gist(id, '2025-06-01'), /拘禁刑/u, id);
      assert.doesNotMatch(gist(id, '2025-06-01'), /懲役/u, id);
      const years = (day: string) => /\d+年以下/u.exec(gist(id, day))?.[0];
      assert.equal(years('2025-05-31'), years('2025-06-01'), id);
    }
  });

  it('show no rule before it was in force', () => {
    assert.equal(gist('rosui-33', '2026-09-30'), '');
    assert.notEqual(gist('rosui-33', '2026-10-01'), '');
    for (const { id } of book.entries.filter(({ law }) => law.startsWith('東京都'))) {
      assert.equal(gist(id, '2025-03-31'), '', id);
      assert.notEqual(gist(id, '2025-04-01'), '', id);
    }
    assert.equal(gist('manual-27', '2025-03-03'), '');
  });

  it('leave no day without a wording and have none with two', () => {
    for (const { id, texts } of book.entries) {
      for (const day of [
        '2025-03-31',
        '2025-04-01',
        '2025-05-31',
        '2025-06-01',
        '2026-10-01',
        TODAY,
        '2030-01-01',
      ]) {
        const valid = texts.filter(({ from = '', until = '9' }) => from <= day && day <= until);
        assert.ok(valid.length <= 1, id);
      }
      assert.notEqual(gist(id, TODAY), '', id);
    }
  });

  for (const label of conductLabels) {
    it(`have something that may matter for ${label}`, () => {
      const notes = lawFor(book, [label], TODAY);
      assert.ok(notes.length > 0);
      for (const { possible } of notes) assert.match(possible, /に該当の可能性$/u);
    });
  }

  it('never say that something is a crime', () => {
    for (const { id, texts, possible = '', note = '' } of book.entries) {
      for (const words of [...texts.map(({ gist }) => gist), possible, note]) {
        assert.doesNotMatch(
          words,
          /該当します|該当する(?!の)|犯罪です|違法です|罪になります|罪に問われます|有罪|犯人です/u,
          id,
        );
      }
      // What an article is about is a definition: 「…場合の罪です」.
      if (id.startsWith('keiho-')) assert.match(gist(id, TODAY), /場合(?:など)?の罪です/u, id);
    }
  });

  it('leave 「首を飛ばす」 to legal staff, and name complaint, six months and true statements about officials', () => {
    assert.match(entry('keiho-222').note ?? '', /法務の担当が判断/u);
    const libel = entry('keiho-230').note ?? '';
    for (const words of [/親告罪/u, /翌日から数えて6か月/u, /刑事訴訟法235条/u, /230条の2/u])
      assert.match(libel, words);
  });

  it('cite nothing that binds 事業者 instead of a ward, and speak of no 肖像権', () =>
    assert.doesNotMatch(JSON.stringify(book), /個人情報保護法(?:第)?2[01]条|肖像権|判決/u));

  it('say where they come from, when and who checked them', () =>
    assert.ok(book.source !== '' && book.checkedBy !== '' && book.date !== ''));
});
