import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { loadMatchingContent } from '../../src/content/matching/load.ts';
import { createMatcher, createPhoneKeys, type SubjectReport } from '../../src/domain/matching/index.ts';

const content = loadMatchingContent();
const keys = createPhoneKeys((text) =>
  createHmac('sha256', 'test').update(text).digest('base64').slice(0, 12),
);
let number = 0;

const report = (over: Partial<Omit<SubjectReport, 'phone'>> & { phone?: string } = {}): SubjectReport => {
  number += 1;
  const { phone = '', ...rest } = over;
  return {
    id: `r${number}`,
    at: Date.parse('2026-06-01T10:00:00+09:00') + number * 60_000,
    day: '2026-06-01',
    department: '福祉課',
    scene: 'counter',
    name: '',
    kana: '',
    age: 'unknown',
    gender: 'unknown',
    height: 'unknown',
    build: 'unknown',
    figure: '',
    glasses: 'unknown',
    hair: '',
    clothing: '',
    belongings: '',
    voice: '',
    look: '',
    address: '',
    demand: '',
    words: [],
    ...rest,
    phone: keys(phone),
  };
};

/** Strangers of other days, so that chance agreement has something to be learnt from. */
const crowd = (): SubjectReport[] =>
  Array.from({ length: 80 }, (_, index) =>
    report({
      day: `2026-05-${String(1 + (index % 28)).padStart(2, '0')}`,
      department: ['税務課', '住宅課', '道路課', '公園課'][index % 4] ?? '',
      name: ['鈴木', '田中', '山田', '小川', '森'][index % 5] ?? '',
      phone: `090-0${String(100 + index)}-${String(2000 + index * 37)}`,
      gender: index % 3 === 0 ? 'female' : 'male',
      age: `${2 + (index % 7)}0s`,
      hair: ['白髪', '黒髪短髪', '坊主頭', '茶髪'][index % 4] ?? '',
      clothing: ['白い背広', '赤いセーター', '緑の作業着', '黒のコート'][index % 4] ?? '',
      demand: ['道路の穴を直せ', '住民税を下げろ', '公園の便所の修理', '区営住宅に入れろ'][index % 4] ?? '',
      words: [['ふざけるな', '早くしろ', '責任者を出せ'][index % 3] ?? ''],
    }),
  );

const filled = () => {
  const matcher = createMatcher(content);
  for (const stranger of crowd()) matcher.add(stranger, stranger.id);
  return matcher;
};

const morning = (): SubjectReport =>
  report({
    day: '2026-06-10',
    department: '福祉課',
    name: '髙橋',
    phone: '090-0123-4567',
    gender: 'male',
    age: '60s',
    hair: '白髪まじりの短髪',
    clothing: '紺の上着のブルゾン、灰色の帽子',
    belongings: '杖',
    demand: '家賃の補助を出せ',
    words: ['お前の顔は覚えた', '区長に電話する'],
  });

describe('ranking of likely earlier persons', () => {
  it('knows the man of the morning in the afternoon from one wrong digit and what he said', () => {
    const matcher = filled();
    const first = morning();
    matcher.add(first, 'takahashi');
    const [best] = matcher.rank(
      report({
        day: '2026-06-10',
        department: '税務課',
        scene: 'phone',
        kana: 'タカハシ',
        phone: '０９０－０１２３－４５６８',
        gender: 'male',
        demand: '家賃補助を認めろ',
        words: ['さっき福祉課で断られた', '顔は覚えたぞ'],
      }),
    );
    assert.equal(best?.subject, 'takahashi');
    assert.equal(best?.band, 'high');
    assert.ok(
      best?.reasons.some(({ text }) => text.includes('1桁だけ違う')),
      best?.reasons.map(({ text }) => text).join(' / '),
    );
    assert.ok(
      best?.reasons.some(({ text }) => text.includes('福祉課')),
      best?.reasons.map(({ text }) => text).join(' / '),
    );
  });

  it('finds him by other words for the same clothes on the same day', () => {
    const matcher = filled();
    matcher.add(morning(), 'takahashi');
    const [best] = matcher.rank(
      report({
        day: '2026-06-10',
        department: '住宅課',
        gender: 'male',
        age: '60s',
        hair: 'グレーの短い髪',
        clothing: '濃い青のジャンパー',
        belongings: 'ステッキ',
        words: ['区長を出せ'],
      }),
    );
    assert.equal(best?.subject, 'takahashi');
    assert.ok(
      best?.reasons.some(({ text }) => text.includes('同じ日の記録と一致')),
      best?.reasons.map(({ text }) => text).join(' / '),
    );
  });

  it('says high of nobody when only frequent things agree', () => {
    const matcher = filled();
    const candidates = matcher.rank(
      report({ day: '2026-06-11', gender: 'male', age: '50s', words: ['ふざけるな'] }),
    );
    assert.ok(candidates.every(({ band }) => band !== 'high'));
  });

  it('shows at most five candidates and never more of a number than four digits', () => {
    const matcher = filled();
    matcher.add(morning(), 'takahashi');
    const candidates = matcher.rank(morning());
    assert.ok(candidates.length <= 5);
    assert.ok(!JSON.stringify(candidates).includes('0123'));
  });

  it('never uses a refused descriptor', () => {
    const matcher = filled();
    matcher.add(report({ day: '2026-06-10', hair: '外国人風', voice: 'ろれつ' }), 'someone');
    const candidates = matcher.rank(report({ day: '2026-06-20', hair: '外国人風', voice: 'ろれつ' }));
    assert.ok(
      candidates.every(
        ({ reasons }) => !reasons.some(({ text }) => text.includes('外国人') || text.includes('ろれつ')),
      ),
    );
  });

  it('does not change what is known by asking', () => {
    const matcher = filled();
    const asked = morning();
    assert.deepEqual(matcher.rank(asked), matcher.rank(asked));
  });

  it('forgets a withdrawn record, and a moved one is found under its new person', () => {
    const matcher = filled();
    const first = morning();
    matcher.add(first, 'wrong');
    assert.equal(matcher.rank(morning())[0]?.subject, 'wrong');
    assert.ok(matcher.reassign(first.id, 'right'));
    assert.equal(matcher.rank(morning())[0]?.subject, 'right');
    assert.ok(matcher.remove(first.id));
    assert.ok(matcher.rank(morning()).every(({ subject }) => subject !== 'right' && subject !== 'wrong'));
    assert.equal(matcher.remove(first.id), false);
  });

  it('files a record once, however often it is added', () => {
    const matcher = filled();
    const first = morning();
    matcher.add(first, 'one');
    const { records } = matcher.size();
    matcher.add(first, 'one');
    assert.equal(matcher.size().records, records);
  });

  it('leaves a filed record out of its own person, and the person who has no other', () => {
    const matcher = filled();
    const first = morning();
    matcher.add(first, 'takahashi');
    assert.ok(matcher.rank(first).every(({ subject }) => subject !== 'takahashi'));
    matcher.add(morning(), 'takahashi');
    assert.equal(matcher.rank(first)[0]?.subject, 'takahashi');
  });

  it('counts only the records that are to be seen, for whom they find as for how likely it is', () => {
    const matcher = filled();
    const known = morning();
    const bare = report({ day: '2026-06-03', department: '公園課', voice: '早口' });
    matcher.add(bare, 'takahashi');
    matcher.add(known, 'takahashi');
    const asked = report({ day: '2026-06-20', name: '髙橋', phone: '090-0123-4567', voice: 'どもる' });
    const of = (sees?: (id: string) => boolean) =>
      matcher.rank(asked, sees).find(({ subject }) => subject === 'takahashi');
    assert.equal(of()?.band, 'high');
    assert.deepEqual(
      of(() => true),
      of(),
    );
    assert.equal(
      of((id) => id !== known.id),
      undefined,
      'only what is not to be seen finds them',
    );
    assert.equal(of((id) => id !== bare.id)?.band, 'high');
    assert.equal(
      of((id) => id !== known.id && id !== bare.id),
      undefined,
    );
    const slow = report({ day: '2026-06-20', phone: '090-0123-4567', voice: '早口' });
    const [found] = matcher
      .rank(slow, (id) => id !== known.id)
      .filter(({ subject }) => subject === 'takahashi');
    assert.notEqual(found?.band, 'high');
    assert.ok(found?.reasons.every(({ kind }) => kind !== 'phone'));
  });

  it('ranks a filed record by the others of its person, not by its own words', () => {
    const matcher = filled();
    const odd = report({ day: '2026-06-12', name: '御手洗', words: ['鉄仮面め'] });
    matcher.add(odd, 'mitarai');
    matcher.add(report({ day: '2026-06-12', hair: '坊主頭' }), 'mitarai');
    const [itself] = matcher.rank(odd).filter(({ subject }) => subject === 'mitarai');
    assert.ok(itself?.reasons.every(({ kind }) => kind !== 'name' && kind !== 'words'));
  });

  it('takes back with a link what it counted of newcomers and returns', () => {
    const build = (mistaken: boolean) => {
      const matcher = filled();
      const bare = report({ id: 'bare', at: 1_780_000_000_000, day: '2026-06-10' });
      matcher.add(bare, 'bare');
      matcher.add(report({ id: 'other', at: 1_780_000_060_000, day: '2026-06-10' }), 'other');
      // Often, because one mistake among a hundred records would hardly show.
      const mistakes = mistaken ? 50 : 0;
      for (let time = 0; time < mistakes; time += 1) {
        assert.ok(matcher.reassign('bare', 'other'));
        assert.ok(matcher.reassign('bare', 'bare'));
      }
      return matcher;
    };
    const asked = { ...report({ day: '2026-06-11', name: '小川', demand: '住民税を下げろ' }), id: 'asked' };
    number = 0;
    const expected = build(false).rank(asked);
    assert.ok((expected[0]?.score ?? 0) > 0.001 && (expected[0]?.score ?? 1) < 0.9, `${expected[0]?.score}`);
    number = 0;
    assert.deepEqual(build(true).rank(asked), expected);
  });

  it('replaces what a record said when it is corrected', () => {
    const matcher = filled();
    const first = morning();
    matcher.add(first, 'takahashi');
    matcher.add(report({ id: first.id, day: first.day, name: '御手洗', phone: '03-1777-0001' }), 'takahashi');
    const [found] = matcher.rank(report({ day: '2026-06-20', phone: '03-1777-0001' }));
    assert.equal(found?.subject, 'takahashi');
    const before = matcher.rank(report({ day: '2026-06-20', phone: '090-0123-4567' }));
    assert.ok(before.every(({ reasons }) => reasons.every(({ kind }) => kind !== 'phone')));
  });

  it('gives the same answers for the same history, and a stranger elsewhere changes nobody’s identity', () => {
    const history = [...crowd(), morning()];
    const build = () => {
      const matcher = createMatcher(content);
      for (const record of history) matcher.add(record, record.id);
      return matcher;
    };
    const asked = morning();
    const expected = build().rank(asked);
    assert.deepEqual(build().rank(asked), expected);
    fc.assert(
      fc.property(
        fc.constantFrom('税務課', '公園課'),
        fc.constantFrom('黒のコート', '赤いセーター', ''),
        (department, clothing) => {
          const matcher = build();
          matcher.add(report({ day: '2026-06-09', department, clothing }), 'stranger');
          assert.equal(matcher.rank(asked)[0]?.subject, expected[0]?.subject);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('orders candidates by score', () => {
    const matcher = filled();
    const scores = matcher.rank(morning()).map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
  });
});

describe('what is written in one line', () => {
  it('is compared with what another record says field by field', () => {
    const matcher = filled();
    matcher.add(morning(), 'takahashi');
    const [best] = matcher.rank(
      report({ day: '2026-06-10', department: '税務課', look: '60代の男性、白髪まじり、紺のブルゾン、杖' }),
    );
    assert.equal(best?.subject, 'takahashi');
    const said = best?.reasons.map(({ text }) => text).join(' / ') ?? '';
    assert.match(said, /杖/u);
    assert.match(said, /服装/u);
  });

  it('of height and build counts as the choices do', () => {
    const matcher = filled();
    matcher.add(report({ day: '2026-06-10', gender: 'male', height: 'tall', build: 'heavy' }), 'tall');
    matcher.add(report({ day: '2026-06-10', gender: 'male', height: 'short', build: 'slim' }), 'short');
    const asked = { day: '2026-06-10', gender: 'male' } as const;
    assert.equal(matcher.rank(report({ ...asked, figure: '180cmくらい、がっちり' }))[0]?.subject, 'tall');
    assert.equal(matcher.rank(report({ ...asked, figure: '小柄、やせ' }))[0]?.subject, 'short');
  });
});
