import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  coreOf,
  FAR,
  nearestTo,
  NEAR,
  shareOf,
  type Statement,
  statementIdSchema,
  statementsIn,
} from '../../../src/domain/subject/statements.ts';
import { incident, richTyped } from '../../builders/records.ts';

const at = (words: string, day = '21'): Statement => ({
  number: '261121-7K3F9Q',
  id: 't',
  at: `2026-11-${day}T05:00:00.000Z`,
  department: 'fukushi',
  words,
});

describe('what we told somebody, as a record has it', () => {
  it('is the words of staff, what was done, and the words of warnings; nothing of the other side', () => {
    const record = incident({
      typed: { ...richTyped, step1Kind: 'warning', step1Words: 'おやめください', step2Kind: 'stop' },
    });
    const statements = statementsIn(record);
    assert.deepEqual(
      statements.map(({ id, words }) => [id, words]),
      [
        ['w2', '担当者から折り返します'],
        ['t', '13:55 係長に交代。制度を説明した'],
        ['s1', '警告「おやめください」'],
      ],
    );
    for (const { id } of statements) assert.match(id, statementIdSchema);
  });
});

describe('a claim of what was said', () => {
  for (const [claim, core] of [
    ['前の担当者は、返金すると言った', '返金する'],
    ['前の担当は返金すると言われました。', '返金する'],
    ['この前の職員が来週来てくださいと言っていた', '来週来てください'],
    ['返金するということだった', '返金する'],
    ['返金する', '返金する'],
    ['と言った', 'と言った'],
    ['制度を説明した', '制度を説明した'],
    ['担当者', '担当者'],
  ] as const) {
    it(`is about 「${core}」 in 「${claim}」`, () => assert.equal(coreOf(claim), core));
  }

  const rows: readonly [claim: string, statement: string, nearness: 'agrees' | 'near' | 'far' | 'none'][] = [
    ['前の担当者は今月中に返事をすると言った', '今月中に返事をします', 'agrees'],
    ['ﾃﾞﾝﾜで返事をすると言った', 'でんわで返事をします', 'agrees'],
    ['3日までに返事をする', '3日までに返事をします', 'agrees'],
    ['5日までに返事をする', '3日までに返事をします', 'near'],
    ['３日までに返事をする', '3日までに返事をします', 'agrees'],
    ['返金できると言った', '返金できない', 'near'],
    ['返金はできないと言った', '返金はできないと説明した', 'agrees'],
    ['返金しますと言った', '返金しません', 'near'],
    ['土下座すると言った', '制度を説明した', 'none'],
  ];
  for (const [claim, statement, nearness] of rows) {
    it(`${nearness === 'none' ? 'is not found' : `is ${nearness}`}: 「${claim}」 beside 「${statement}」`, () => {
      const [first] = nearestTo(claim, [at(statement)], 5);
      assert.equal(first?.nearness ?? 'none', nearness, `${shareOf(claim, statement)}`);
    });
  }

  it('has the nearest first, of equals the newest, and no more than asked', () => {
    const found = nearestTo(
      '今月中に返事をする',
      [
        at('返事をする', '20'),
        at('今月中に返事をする', '18'),
        at('今月中に返事をする', '19'),
        at('何も関係がない'),
      ],
      2,
    );
    assert.deepEqual(
      found.map(({ statement }) => statement.at.slice(8, 10)),
      ['19', '18'],
    );
  });

  it('shares all of itself with itself, and never more or less than there is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (claim, statement) => {
        const share = shareOf(claim, statement);
        assert.ok(share >= 0 && share <= 1);
        const own = shareOf(claim, claim);
        assert.ok(own === 1 || own === 0, `${own}`);
        for (const compared of nearestTo(claim, [at(statement)], 1)) {
          assert.ok(compared.share >= FAR);
          assert.equal(compared.share >= NEAR, compared.nearness !== 'far');
        }
      }),
    );
  });
});
