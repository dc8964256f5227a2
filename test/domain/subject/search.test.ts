import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  emptySearch,
  heldIn,
  readSearch,
  reportsOf,
  type Search,
  searchProblems,
} from '../../../src/domain/subject/search.ts';
import { contentOf, NOW, richTyped } from '../../builders/records.ts';

const search = (typed: Partial<Search>): Search => ({ ...emptySearch, ...typed });

describe('what somebody looks for', () => {
  const rows: readonly [typed: string, field: 'phone' | 'text'][] = [
    ['5678', 'phone'],
    ['03-1234-5678', 'phone'],
    ['０３ー１２３４ー５６７８', 'phone'],
    ['０３（１２３４）５６７８', 'phone'],
    ['+81 3 1234 5678', 'phone'],
    ['090-****-5678', 'phone'],
    ['567', 'text'],
    ['5番窓口', 'text'],
    ['110番すると言った', 'text'],
    ['山本', 'text'],
  ];
  for (const [typed, field] of rows) {
    it(`in the one box is ${field === 'phone' ? 'a number' : 'text'}: ${typed}`, () => {
      assert.deepEqual(readSearch(search({ text: typed })).fields, [field]);
    });
  }

  it('names the boxes that hold something, trimmed and of one width', () => {
    const read = readSearch(search({ name: ' ﾔﾏﾓﾄ　', words: '　' }));
    assert.deepEqual(read.fields, ['name']);
    assert.equal(read.search.name, 'ヤマモト');
  });

  it('is refused by box: too few digits, too few letters, too long', () => {
    const typed = search({ phone: '12-3', name: '山', looks: 'あ'.repeat(81), words: 'ばか' });
    const problems = searchProblems(typed, ['phone', 'name', 'looks', 'words']);
    assert.deepEqual(Object.keys(problems), ['phone', 'name', 'looks']);
  });

  it('becomes reports that hold nothing but what was typed, each text in one place or another', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (text, looks) => {
        const around = { at: NOW, day: '2026-11-21', department: '福祉課' };
        const { search: read } = readSearch(search({ text, looks }));
        const reports = reportsOf(read, around, () => undefined);
        assert.ok(reports.length >= 1 && reports.length <= 12);
        for (const report of reports) {
          assert.equal(report.id, '');
          assert.deepEqual([report.demand, report.address, report.kana], ['', '', '']);
          const { name, hair, clothing, belongings, voice, look } = report;
          for (const said of [name, hair, clothing, belongings, voice, look, ...report.words]) {
            assert.ok(['', read.text, read.looks].includes(said));
          }
        }
      }),
    );
  });
});

describe('what a record holds of it', () => {
  const content = contentOf({ ...richTyped, look: '赤い傘の人' });
  const kinds = (typed: Partial<Search>): string[] => heldIn(search(typed), content).map(({ kind }) => kind);

  const rows: readonly [typed: Partial<Search>, kinds: string[]][] = [
    [{ looks: '紺の上着' }, ['clothing']],
    [{ looks: '上着' }, ['clothing']],
    [{ looks: '白髪' }, ['hair']],
    [{ looks: '杖' }, ['belongings']],
    [{ looks: '赤い傘' }, ['clothing']],
    [{ looks: 'やせ型' }, ['body']],
    [{ looks: '早口' }, ['voice']],
    [{ text: '紺の上着、杖' }, ['clothing', 'belongings']],
    [{ looks: '紺の上着の男性' }, ['clothing']],
    [{ looks: '紺の上着を着て杖を持った人' }, ['clothing', 'belongings']],
    [{ looks: '緑の上着' }, []],
    [{ looks: '男性' }, []],
    [{ looks: '緑のコート' }, []],
    [{ words: '今すぐ出せ' }, ['words']],
    [{ words: 'お前では話にならない!' }, ['words']],
    [{ text: '話にならない' }, ['words']],
    [{ words: '折り返します' }, []],
    [{ words: '山本 太郎' }, []],
    [{ looks: '、 ・' }, []],
    [{}, []],
  ];
  for (const [typed, expected] of rows) {
    it(`is ${expected.join(' and ') || 'nothing'} of ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(kinds(typed), expected);
    });
  }

  it('never quotes the record', () => {
    for (const { text } of heldIn(search({ text: '紺の上着 杖 今すぐ出せ' }), content)) {
      assert.doesNotMatch(text, /紺|杖|今すぐ/u);
    }
  });
});
