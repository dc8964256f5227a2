import assert from 'node:assert/strict';
import { StoreFault } from '../../src/store/document-store.ts';
import { splitRecord } from '../../src/workflow/link-records.ts';
import { openHouse } from '../builders/house.ts';
import { person } from '../builders/records.ts';
import { dataOf, offers, readingOf, valuesOf } from './pressing.ts';
import { openDesk } from './pressing.ts';
import { buttons, openStage, SOUMU, staff, type Stage } from './person-stage.ts';

/** Words of the records that may stand nowhere but in the writer's own sight. */
const PRIVATE = /給付|今日中|係長に交代|税額|計算|わかりにくい|やめください|返事をします|帽子|白髪/u;

describe('looking somebody up before contact', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.open.close());

  const find = async (id: string, typed: Record<string, string>, via: 'execute' | 'submit' = 'execute') => {
    const look = await stage.desk.say(id, '調べる');
    return stage.desk.press(id, look, 'record.find', typed, via);
  };
  const found = (id: string) => stage.desk.newest(id, /^似ている人$/u).card;

  for (const [by, typed] of [
    ['the last four digits', { phone: '5678' }],
    ['the whole number, written otherwise', { phone: '０３（1234）５６７８' }],
    ['the name', { name: '山本' }],
    ['the reading', { name: 'やまもと' }],
    ['clothes', { looks: '紺の上着' }],
    ['one of several features', { looks: '杖、黒いかばん' }],
    ['words', { words: '今すぐ出せ' }],
  ] as const) {
    it(`finds by ${by}`, async () => {
      await find('tanaka', typed);
      assert.ok(readingOf(found('tanaka')).includes(stage.subject.slice(2)));
    });
  }

  it('shows by submit as well, and keeps what was typed on the card', async () => {
    await find('suzuki', { name: '山本' }, 'submit');
    assert.ok(offers(found('suzuki'), 'subject.open'));
    const { card } = await find('suzuki', { name: '伊', looks: '紺の上着', phone: '12' });
    assert.match(readingOf(card), /2文字以上/u);
    assert.match(readingOf(card), /4桁以上/u);
    assert.deepEqual(
      [valuesOf(card)['name'], valuesOf(card)['looks'], valuesOf(card)['phone']],
      ['伊', '紺の上着', '12'],
    );
  });

  it('says kindly when there is nothing to look for, or nobody', async () => {
    assert.match(readingOf((await find('suzuki', {})).card), /どれか一つ/u);
    assert.match(readingOf((await find('suzuki', { name: '小早川' })).card), /見つかりませんでした/u);
    assert.match(readingOf((await find('suzuki', { name: 'あ'.repeat(81) })).card), /80字まで/u);
  });

  const rows: readonly [who: string, departments: RegExp, not: RegExp | undefined, quotes: boolean][] = [
    // All that they see of the person they read in full; the complaint counts for nothing.
    ['sato', /福祉課 1回/u, /税務課/u, true],
    ['kacho', /福祉課 1回/u, /税務課/u, true],
    ['suzuki', /福祉課 1回/u, /税務課/u, false],
    ['tanaka', /福祉課 1回[\s\S]*税務課 1回|税務課 1回[\s\S]*福祉課 1回/u, undefined, false],
    ['boss', /福祉課 1回[\s\S]*税務課 1回|税務課 1回[\s\S]*福祉課 1回/u, undefined, false],
    [SOUMU, /福祉課 1回[\s\S]*税務課 1回|税務課 1回[\s\S]*福祉課 1回/u, undefined, true],
  ];
  for (const [who, departments, not, quotes] of rows) {
    it(`counts for ${who} only what they may see, and ${quotes ? 'says' : 'does not say'} what was noted`, async () => {
      await find(who, { phone: '5678', words: '今すぐ出せ' });
      const said = readingOf(found(who));
      assert.match(said, departments);
      if (not !== undefined) assert.doesNotMatch(said, not);
      assert.equal(/下4桁/u.test(said), quotes);
      assert.doesNotMatch(said, PRIVATE);
    });
  }

  it('does not show somebody who only ever complained to those who may not see it', async () => {
    await splitRecord(stage.open.house, { number: stage.complaint.number, person: staff.boss });
    await stage.desk.deliver();
    await find('suzuki', { words: '説明がわかりにくい' });
    assert.ok(!readingOf(found('suzuki')).includes(stage.complaint.number));
    assert.doesNotMatch(readingOf(found('suzuki')), /税務課/u);
    await find('boss', { words: '説明がわかりにくい' });
    assert.ok(readingOf(found('boss')).includes(stage.complaint.number));
  });

  it('leaves one entry per look: by which fields, what of whom, and nothing that was typed', async () => {
    await find('suzuki', { phone: '03-1234-5678', name: '山本' });
    const [look, ...others] = await stage.looks(staff.suzuki);
    assert.deepEqual(others, []);
    assert.deepEqual([look?.kind, look?.fields], ['search', ['phone', 'name']]);
    assert.deepEqual(look?.shown, [{ subject: stage.subject, extent: 'outline' }]);
    assert.doesNotMatch(JSON.stringify(look), /山本|5678|ヤマモト/u);
  });

  it('keeps the same look within a minute as one, also over the turn of a minute', async () => {
    await find('suzuki', { phone: '5678' });
    stage.open.clock.skip(50_000);
    await find('suzuki', { phone: '5678' });
    assert.equal((await stage.looks(staff.suzuki)).length, 1);
    stage.open.clock.skip(50_000);
    await find('suzuki', { phone: '5678' });
    assert.equal((await stage.looks(staff.suzuki)).length, 2);
    await find('suzuki', { name: '山本' });
    assert.equal((await stage.looks(staff.suzuki)).length, 3, 'by another field is another look');
  });

  it('asks a new colleague where they work before anything else', async () => {
    await stage.desk.bot.execute('neu', { action: 'subject.open', subject: stage.subject });
    assert.match(readingOf(stage.desk.newest('neu').card), /あなたの課を選んで/u);
    assert.deepEqual(await stage.looks(person({ id: 'neu' })), []);
  });

  describe('opened', () => {
    it('shows a colleague when, where, what kind and what was asked, and nothing that was written', async () => {
      const { card } = await stage.openFile('suzuki');
      const said = readingOf(card);
      assert.match(said, /11月21日 13:40 福祉課 対面/u);
      assert.match(said, /威嚇・脅迫/u);
      assert.match(said, /警告1回、退去の要請1回/u);
      assert.match(said, /見られる記録は1件/u);
      assert.doesNotMatch(said, PRIVATE);
      assert.doesNotMatch(said, /山本|税務課/u);
      assert.ok(!offers(card, 'record.show'));
      assert.ok(!offers(card, 'subject.split'));
    });

    it('shows the writer what was done, and lets them read all of it', async () => {
      const { card } = await stage.openFile('sato');
      assert.match(readingOf(card), /係長に交代/u);
      assert.deepEqual(
        buttons(card, 'record.show').map(({ number }) => number),
        [stage.threat.number],
      );
    });

    it('says what helps before what warns', async () => {
      const said = readingOf((await stage.openFile('suzuki')).card);
      assert.ok(said.indexOf('配慮事項') < said.indexOf('これまでの警告など'));
      assert.ok(said.indexOf('これまでの警告など') < said.indexOf('経過(新しい順)'));
    });

    it('names what is still open, without what it is about', async () => {
      await stage.open.house.incidents.change(stage.threat.number, (incident) => ({
        next: {
          ...incident,
          escalations: [
            {
              id: 'e0123456789abcdef',
              askedAt: incident.filedAt,
              asked: ['ban'],
              reason: '秘密の理由',
              state: 'pending',
            },
          ],
        },
        result: undefined,
      }));
      const said = readingOf((await stage.openFile('tanaka')).card);
      assert.match(said, /福祉課: 上申の判断を待っています/u);
      assert.doesNotMatch(said, /秘密/u);
    });

    it('turns its pages, each one with its trace', async () => {
      for (let index = 0; index < 9; index += 1) {
        const { number } = await stage.open.file({
          reporter: staff.suzuki,
          typed: { ...rude(index), conduct: 'abuse' },
          word: `page ${index}`,
        });
        await stage.open.house.incidents.change(number, (incident) => ({
          next: {
            ...incident,
            link: { subject: stage.subject, at: incident.filedAt, byKey: staff.kacho.key },
          },
          result: undefined,
        }));
      }
      const first = await stage.openFile('kacho');
      assert.match(readingOf(first.card), /見られる記録は10件です。1\/2ページ/u);
      assert.equal(buttons(first.card, 'record.show').length, 8);
      const second = await stage.desk.press('kacho', first, 'subject.page');
      assert.match(readingOf(second.card), /2\/2ページ/u);
      assert.equal(buttons(second.card, 'record.show').length, 2);
      assert.deepEqual(dataOf(second.card, 'subject.page'), {
        action: 'subject.page',
        subject: stage.subject,
        page: 1,
      });
    });

    for (const [what, subject] of [
      ['no file', 's-261121-000000'],
      ['a file of which they may see nothing', 'complaint'],
    ] as const) {
      it(`answers in the same words for ${what}, and keeps the refusal`, async () => {
        await splitRecord(stage.open.house, { number: stage.complaint.number, person: staff.boss });
        const which = subject === 'complaint' ? `s-${stage.complaint.number}` : subject;
        const { value } = await stage.desk.bot.execute('suzuki', { action: 'subject.open', subject: which });
        assert.match(String(value), /あなたの役割では見られないか、もうありません/u);
        const [look] = await stage.looks(staff.suzuki);
        assert.deepEqual(look?.shown, [{ subject: which, extent: 'refused' }]);
      });
    }

    it('from a channel goes to the presser’s own chat, drawn for them, and shows nothing there', async () => {
      const { desk } = stage;
      const before = desk.teams.calls.length;
      const { value } = await desk.bot.execute(
        'suzuki',
        { action: 'subject.open', subject: stage.subject },
        { in: 'channel', room: 'zeimu' },
      );
      assert.match(String(value), /あなたのチャットに送りました/u);
      await desk.deliver();
      const sent = desk.teams.calls.slice(before);
      assert.deepEqual(
        sent.map(({ message }) => message.summary).filter((summary) => summary.startsWith('対象者')),
        [`対象者 ${stage.subject.slice(2)}`],
      );
      assert.match(readingOf(desk.newest('suzuki', /^対象者 /u).card), /見られる記録は1件/u);
    });

    it('from two people’s own chat does not land there either, although it calls itself personal', async () => {
      const { desk, open } = stage;
      await desk.bot.event('suzuki', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        conversation: { id: '19:suzuki_tanaka@unq.gbl.spaces', conversationType: 'personal' },
        value: { action: { verb: 'subject.open', data: { subject: stage.subject } } },
      });
      assert.equal((await open.house.people.read(staff.suzuki.key))?.chat?.conversationId, 'chat-suzuki');
      await desk.deliver();
      assert.ok(desk.newest('suzuki', /^対象者 /u));
    });
  });
});

const rude = (index: number) => ({
  department: 'fukushi',
  date: '2026-11-1' + String(index),
  time: '10:00',
  scene: 'phone',
  row1Words: 'ばか',
});

describe('a look that cannot be written down', () => {
  it('shows nothing', async () => {
    let broken = false;
    const open = openHouse({
      over: (store) => ({
        ...store,
        create: (container, doc) => {
          if (broken && container === 'lookups') throw new StoreFault('unavailable', 'test');
          return store.create(container, doc);
        },
      }),
    });
    const desk = openDesk(open);
    await open.settlePeople(staff.sato, staff.suzuki);
    const { number } = await open.file({ reporter: staff.sato });
    await desk.deliver();
    broken = true;
    const before = desk.teams.calls.length;
    await assert.rejects(desk.bot.execute('suzuki', { action: 'subject.open', subject: `s-${number}` }));
    await assert.rejects(desk.bot.execute('suzuki', { action: 'record.find', name: '山本' }));
    assert.equal(desk.teams.calls.length, before);
    await open.close();
  });
});
