import assert from 'node:assert/strict';
import type { SettingsContent } from '../../../src/domain/settings/section.ts';
import { firstBrokenVersion } from '../../../src/domain/settings/version.ts';
import type { House } from '../../../src/workflow/ports.ts';
import { saveSection, sectionTag, type Saving } from '../../../src/workflow/settings/save-section.ts';
import {
  asInstalled,
  coordinator,
  chief,
  installed,
  type OpenHouse,
  openHouse,
} from '../../builders/house.ts';
import { approver, digest, person } from '../../builders/records.ts';
import { otherProcess, saveNow } from '../../builders/settings.ts';

const { ward, rules, companion, answers, law } = asInstalled;

describe('saving a section of the settings', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  const save = (
    section: keyof SettingsContent,
    content: unknown,
    wishes: { note?: string; tag?: string; by?: ReturnType<typeof person>; house?: House } = {},
  ): Promise<Saving> =>
    saveSection(wishes.house ?? open.house, open.settings, wishes.by ?? coordinator(), {
      section,
      tag: wishes.tag ?? sectionTag(open.settings, section),
      content,
      note: wishes.note ?? '',
    });

  const problems = async (saving: Promise<Saving>): Promise<string[]> => {
    const outcome = await saving;
    assert.equal(outcome.kind, 'invalid');
    return outcome.kind === 'invalid'
      ? outcome.problems.map(({ path, message }) => `${path}: ${message}`)
      : [];
  };

  const people: readonly [string, ReturnType<typeof person>, Saving['kind']][] = [
    ['a coordinator of the environment', coordinator(), 'saved'],
    ['a reporter', person(), 'refused'],
    ['an approver', approver(), 'refused'],
    [
      'somebody who only declared to be coordinator',
      person({ id: 'liar', declaredCoordinator: true }),
      'refused',
    ],
  ];
  for (const [who, by, kind] of people) {
    it(`by ${who} is ${kind}`, async () => {
      assert.equal((await save('rules', { ...rules, alertDays: 5 }, { by })).kind, kind);
      assert.equal(open.house.alertRules.days, kind === 'saved' ? 5 : 3);
    });
  }

  it('makes a version of its own, which names who saved it, when and why', async () => {
    await saveNow(open, 'rules', { ...rules, chaseMinutes: 20 }, { note: '見直し' });
    await saveNow(open, 'rules', { ...rules, chaseMinutes: 30 });
    const stored = await open.house.settingsVersions.newest('rules');
    assert.equal(stored?.version, 2);
    assert.deepEqual(stored?.earlier, [
      {
        version: 1,
        at: open.clock.now().toISOString(),
        by: { key: coordinator().key, name: coordinator().name },
        note: '見直し',
      },
    ]);
    assert.equal(sectionTag(open.settings, 'rules'), 'rules-2');
  });

  it('of what holds already makes no version', async () => {
    assert.deepEqual(await save('rules', { ...rules }), { kind: 'saved', changed: false });
    assert.equal(await open.house.settingsVersions.newest('rules'), undefined);
  });

  it('from an older version is told so and writes nothing', async () => {
    await saveNow(open, 'rules', { ...rules, chaseMinutes: 20 });
    const outcome = await save('rules', { ...rules, chaseMinutes: 30 }, { tag: 'rules-0' });
    assert.deepEqual(outcome, { kind: 'stale' });
    assert.equal(open.house.alertRules.chaseMinutes, 20);
  });

  it('that arrives twice, because its answer was lost, is saved once', async () => {
    const order = { ...rules, chaseMinutes: 20 };
    assert.deepEqual(await save('rules', order, { tag: 'rules-0' }), { kind: 'saved', changed: true });
    assert.deepEqual(await save('rules', order, { tag: 'rules-0' }), { kind: 'saved', changed: false });
    assert.equal((await open.house.settingsVersions.newest('rules'))?.version, 1);
    assert.equal((await save('rules', order, { tag: 'rules-0', note: 'ほかの理由' })).kind, 'stale');
  });

  it('of 25 at once is won by one, and every other is told', async () => {
    for (let round = 0; round < 3; round += 1) {
      const tag = sectionTag(open.settings, 'rules');
      const outcomes = await Promise.all(
        Array.from({ length: 25 }, (_, index) =>
          save('rules', { ...rules, lateAfterHours: 100 * (round + 1) + index }, { tag }),
        ),
      );
      const kinds = outcomes.map(({ kind }) => kind);
      assert.equal(kinds.filter((kind) => kind === 'saved').length, 1, kinds.join(' '));
      assert.equal(kinds.filter((kind) => kind === 'stale').length, 24, kinds.join(' '));
      const winner = kinds.indexOf('saved');
      assert.equal(open.house.recordRules.lateAfterHours, 100 * (round + 1) + winner);
      assert.equal((await open.house.settingsVersions.newest('rules'))?.version, round + 1);
    }
  });

  it('of two processes at once is won by one', async () => {
    const other = otherProcess(open);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        saveSection(
          { ...open.house, ...(index % 2 === 0 ? {} : other.house) },
          index % 2 === 0 ? open.settings : other.settings,
          coordinator(),
          { section: 'rules', tag: 'rules-0', content: { ...rules, alertDays: index + 4 }, note: '' },
        ),
      ),
    );
    assert.equal(outcomes.filter(({ kind }) => kind === 'saved').length, 1);
    await Promise.all([open.settings.look(), other.settings.look()]);
    assert.equal(other.settings.alertRules.days, open.settings.alertRules.days);
  });

  it('of 200 departments and 2,000 lines is taken', async () => {
    const departments = Array.from({ length: 200 }, (_, i) => ({ id: `d${i}`, name: `第${i}課` }));
    const lines = Array.from({ length: 2000 }, (_, i) => ({
      id: `l${i}`,
      name: `第${i}課 ${i}番の電話`,
      department: `d${i % 200}`,
      kind: 'line',
      records: true,
      announces: false,
      eraseDays: 30,
    }));
    const big = { ...ward, departments, lines, exempt: undefined };
    assert.equal((await save('ward', big, { note: '組織改正' })).kind, 'saved');
    assert.equal(open.house.ward().departments.length, 200);
    assert.equal(open.house.ward().retired?.length, ward.departments.length);
  });

  describe('is refused, with what to do,', () => {
    it('where values are not of the form, each at its place', async () => {
      const bad = { ...rules, alertDays: 40, chaseMinutes: 1.5, workdayEnd: '5時', checkedBy: '' };
      assert.deepEqual(await problems(save('rules', bad)), [
        'checkedBy: 入力が必要です。',
        'workdayEnd: 「17:15」のように、時と分を2桁ずつで書いてください。',
        'chaseMinutes: 整数で入力してください。',
        'alertDays: 30以下の数にしてください。',
      ]);
    });

    it('where the content is not even of the right kind', async () => {
      assert.deepEqual(await problems(save('ward', 'x')), [
        ': 形が合いません。書き出したファイルと同じ形にしてください。',
      ]);
      assert.deepEqual(await problems(save('ward', undefined)), [': 入力が必要です。']);
    });

    it('where a department that is bound, decides or is waited for would vanish', async () => {
      const without = (id: string) => ({
        ...ward,
        departments: ward.departments
          .filter((one) => one.id !== id)
          .map(({ next = [], ...one }) => ({ ...one, next: next.filter((other) => other !== id) })),
        lines: (ward.lines ?? []).filter(({ department }) => department !== id),
        exempt: undefined,
      });
      await open.settleChannels(installed());
      assert.deepEqual(await problems(save('ward', without('zeimu'), { note: '統合' })), [
        'departments: 「税務課」は、まだなくせません。チャネル「税務課」が結び付いています。先に「チャネル」で外すか、別の課に結び付けてください。',
      ]);
      await open.settlePeople(chief());
      assert.deepEqual(await problems(save('ward', without('fukushi'), { note: '統合' })), [
        'departments: 「福祉課」は、まだなくせません。承認者が1人います。先に「承認者と代理」で外してください。',
      ]);
    });

    it('where a department leaves and nobody says why', async () => {
      await open.settlePeople(person({ department: 'koen' }));
      const next = {
        ...ward,
        departments: ward.departments
          .filter(({ id }) => id !== 'koen')
          .map(({ next = [], ...one }) => ({ ...one, next: next.filter((id) => id !== 'koen') })),
        lines: (ward.lines ?? []).filter(({ department }) => department !== 'koen'),
      };
      assert.deepEqual(await problems(save('ward', next)), [
        'note: 「公園課」をなくします。登録している職員が1人います。前の記録には名前が残ります。なくす理由を、変更のメモに書いてください。',
      ]);
      assert.equal((await save('ward', next, { note: '道路課と統合' })).kind, 'saved');
      assert.deepEqual(open.house.ward().retired, [{ id: 'koen', name: '公園課' }]);
    });

    it('where an answer names a private matter, since it goes into channels', async () => {
      const [first, ...others] = answers.entries;
      const private_ = {
        ...answers,
        entries: [{ ...first, text: '生活保護の担当からお答えします' }, ...others],
      };
      assert.deepEqual(await problems(save('answers', private_)), [
        'entries.0.text: 福祉・税・家族・健康などの事情や、名前・住所・番号にあたる言葉が入っています。この文はすべての課のチャネルに出るため、個人の事情がわからない言い方にしてください。',
      ]);
    });

    it('where the answers hold nothing to say, or nothing to leave unsaid', async () => {
      const of = (kind: 'say' | 'avoid') => ({
        ...answers,
        entries: answers.entries
          .filter((one) => one.kind === kind)
          .map((one) => ({ ...one, contradicts: [] })),
      });
      assert.deepEqual(await problems(save('answers', of('avoid'))), [
        'entries: 種類が「言う」の文がありません。統一回答を決める画面に何も出なくなるため、一つは残すか、加えてください。',
      ]);
      assert.deepEqual(await problems(save('answers', of('say'))), [
        'entries: 種類が「言わない」の文がありません。統一回答を決める画面に何も出なくなるため、一つは残すか、加えてください。',
      ]);
    });

    it('where words of conduct stand in every text, so that every record would be labelled', async () => {
      const origin = { source: '区の手引', date: '2026-11-20', checkedBy: '総務課' };
      const phrases = ['覚えていろよ', 'ました'].map((words) => ({ words, why: '例' }));
      const entry = { label: 'threat', ...origin, phrases };
      assert.deepEqual(await problems(save('conduct', { entries: [entry] })), [
        'entries.0.phrases.1.words: どの文にも出る言葉(「です」「ました」「から」など)だけになっています。ほとんどの記録がこの行為になるため、この行為のときにだけ出る言葉にしてください。',
      ]);
    });

    it('where a law that the companion names would vanish, and where the companion names one that is not there', async () => {
      const used = companion.situations[0]?.law[0] ?? '';
      const fewer = { ...law, entries: law.entries.filter(({ id }) => id !== used) };
      const [found = ''] = await problems(save('law', fewer));
      assert.match(
        found,
        /^entries: 「.+」は、まだなくせません。「対応中の言い方」の場面「録音すると言われた」/u,
      );
      const [first, ...others] = companion.situations;
      const unknown = { ...companion, situations: [{ ...first, law: ['nothing'] }, ...others] };
      assert.deepEqual(await problems(save('companion', unknown)), [
        'situations.0.law: 「法令の説明」にないものが選ばれています。選び直してください。',
      ]);
    });

    it('where the companion would have nothing to say of a recording or at a step', async () => {
      const silent = { ...companion, sentences: companion.sentences.filter(({ step }) => step !== 'final') };
      assert.deepEqual(await problems(save('companion', silent)), [
        'sentences: 電話で使う、手順の文(中止の要請・退去の要請・最終警告・対応の終わり)が足りません。どれも一つ残してください。',
        'sentences: 訪問で使う、手順の文(中止の要請・退去の要請・最終警告・対応の終わり)が足りません。どれも一つ残してください。',
        'sentences: 対面で使う、手順の文(中止の要請・退去の要請・最終警告・対応の終わり)が足りません。どれも一つ残してください。',
      ]);
      const deaf = {
        ...companion,
        sentences: companion.sentences.filter(({ recording }) => recording !== 'unknown'),
      };
      assert.match(
        (await problems(save('companion', deaf)))[0] ?? '',
        /^sentences: .+で録音について言う文が足りません。/u,
      );
    });

    it('where a text would be alive on a card or holds what nobody sees', async () => {
      const named = (name: string) => ({ ...ward, name });
      for (const name of ['[区](https://evil.example)', '<at>区</at>', '{{DATE(1)}}', '${$root}']) {
        assert.match(
          (await problems(save('ward', named(name))))[0] ?? '',
          /^name: リンクや命令として/u,
          name,
        );
      }
      for (const name of ['区\u202E', '区\u0007', '区\uD83D']) {
        assert.match((await problems(save('ward', named(name))))[0] ?? '', /^name: 目に見えない文字/u);
      }
      for (const name of [' ', '　', '\u200B', '\u3000\u2060 ']) {
        assert.match((await problems(save('ward', named(name))))[0] ?? '', /^name: 空白だけ/u);
      }
      assert.match(
        (await problems(save('rules', { ...rules, alertDays: 4 }, { note: '\u202E' })))[0] ?? '',
        /^note: /u,
      );
    });
  });

  it('leaves a chain of versions that is whole', async () => {
    for (const alertDays of [4, 5, 6]) await saveNow(open, 'rules', { ...rules, alertDays });
    const all = await open.house.settingsVersions.savedSince(new Date(0));
    assert.equal(all.length, 3);
    assert.equal(firstBrokenVersion(all, digest), undefined);
  });
});
