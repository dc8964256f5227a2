import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import { dayAfter } from '../../src/domain/subject/flagging.ts';
import type { Flag } from '../../src/domain/subject/flag.ts';
import type { Subject } from '../../src/domain/subject/subject.ts';
import { digest, richTyped } from '../builders/records.ts';
import { offers, readingOf, valuesOf } from './pressing.ts';
import { buttons, openStage, SOUMU, staff, type Stage } from './person-stage.ts';

const DAY = 86_400_000;

describe('the marks on a person’s file', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.open.close());

  const stored = async (id = stage.subject): Promise<Subject> => {
    const found = await stage.open.house.subjects.read(id);
    assert.ok(found);
    return found;
  };

  describe('配慮事項', () => {
    const choose = async (id: string, needs: string, via: 'execute' | 'submit' = 'execute') => {
      await stage.desk.press(id, await stage.openFile(id), 'needs.open');
      return stage.desk.press(id, stage.desk.newest(id, /^配慮事項/u), 'needs.save', { needs }, via);
    };

    for (const via of ['execute', 'submit'] as const) {
      it(`are chosen by any member of staff who sees the file (${via}), and stand first for all`, async () => {
        const saved = await choose('suzuki', 'interpreter,slow', via);
        assert.match(readingOf(saved.card), /保存しました/u);
        const said = readingOf((await stage.openFile('boss')).card);
        assert.match(said, /通訳\(やさしい日本語・多言語\)、ゆっくり、短く話す/u);
        assert.ok(said.indexOf('通訳') < said.indexOf('これまでの警告'));
      });
    }

    it('are taken back by choosing again, and every choice stays in the audit chain', async () => {
      await choose('suzuki', 'seat,large');
      await choose('kacho', '');
      const { needs, audit } = await stored();
      assert.deepEqual(needs, []);
      assert.deepEqual(
        audit.map(({ action, about, by }) => [action, about, by]),
        [
          ['needs-chosen', 'large seat', staff.suzuki.key],
          ['needs-chosen', 'none', staff.kacho.key],
        ],
      );
      assert.equal(firstBrokenEntry(audit, digest), undefined);
    });

    it('show on the form what is chosen now, and take nothing that is not on the list', async () => {
      await choose('suzuki', 'seat');
      await stage.desk.press('boss', await stage.openFile('boss'), 'needs.open');
      const form = stage.desk.newest('boss', /^配慮事項/u);
      assert.equal(valuesOf(form.card)['needs'], 'seat');
      const wrong = await stage.desk.press('boss', form, 'needs.save', { needs: 'seat,dementia' });
      assert.match(readingOf(wrong.card), /選び直して/u);
      assert.deepEqual((await stored()).needs, ['seat']);
    });

    it('are not written by somebody who may see nothing of the person', async () => {
      await stage.desk.bot.execute('neu', {
        action: 'needs.save',
        subject: stage.subject,
        needs: 'interpreter',
      });
      assert.equal(await stage.open.house.subjects.read(stage.subject), undefined);
    });
  });

  describe('注意の印', () => {
    const form = async (id: string) => {
      await stage.desk.press(id, await stage.openFile(id), 'flag.open');
      return stage.desk.newest(id, /^注意の印を上申/u);
    };
    const ask = async (
      id: string,
      typed: Record<string, string> = {},
      via: 'execute' | 'submit' = 'execute',
    ) => stage.desk.press(id, await form(id), 'flag.ask', { reason: '職員の腕をつかんだ', ...typed }, via);
    const flag = async (): Promise<Flag> => {
      const found = (await stored()).flags.at(-1);
      assert.ok(found);
      return found;
    };
    const asking = (id: string) => stage.desk.newest(id, /^注意の印の上申が届いています/u);

    for (const via of ['execute', 'submit'] as const) {
      it(`is asked for with a reason and a day, and decided by another person (${via})`, async () => {
        const done = await ask('suzuki', {}, via);
        assert.match(readingOf(done.card), /上申しました/u);
        await stage.desk.deliver();
        assert.match(readingOf(asking('kacho').card), /職員の腕をつかんだ/u);
        await stage.desk.press('kacho', asking('kacho'), 'flag.decide', { decision: 'approve' }, via);
        await stage.desk.deliver();
        assert.equal((await flag()).state, 'active');
        const twins = stage.desk.teams
          .screen('chat-kacho')
          .filter(({ summary }) => summary.startsWith('承認: 注意の印'));
        assert.equal(twins.length, 1, 'the card that asked says who decided');
        const told = readingOf(stage.desk.newest('suzuki', /^承認: 注意の印/u).card);
        assert.match(told, /高橋|名前-kacho/u);
      });
    }

    it('is offered ninety days ahead', async () => {
      assert.equal(valuesOf((await form('suzuki')).card)['reviewOn'], '2027-02-19');
    });

    const wrong: readonly [what: string, typed: Record<string, string>, says: RegExp][] = [
      ['no reason', { reason: ' ' }, /理由を書いて/u],
      ['a reason too long', { reason: 'あ'.repeat(301) }, /300字まで/u],
      ['a control character', { reason: 'た\u0000た' }, /使えない文字/u],
      ['no day', { reviewOn: '' }, /明日から1年以内/u],
      ['today', { reviewOn: '2026-11-21' }, /明日から1年以内/u],
      ['more than a year', { reviewOn: '2027-11-22' }, /明日から1年以内/u],
      ['no such day', { reviewOn: '2027-02-31' }, /明日から1年以内/u],
    ];
    for (const [what, typed, says] of wrong) {
      it(`is not asked for with ${what}, and keeps what was typed`, async () => {
        const { card } = await ask('suzuki', typed);
        assert.match(readingOf(card), says);
        for (const [id, text] of Object.entries(typed)) assert.equal(valuesOf(card)[id], text);
        assert.equal(await stage.open.house.subjects.read(stage.subject), undefined);
      });
    }

    it('is asked for once, however often it is pressed', async () => {
      const paper = await form('suzuki');
      for (let turn = 0; turn < 3; turn += 1) {
        const done = await stage.desk.press('suzuki', paper, 'flag.ask', { reason: `${turn}回目` });
        assert.match(readingOf(done.card), /上申しました/u);
      }
      assert.deepEqual(
        (await stored()).flags.map(({ reason }) => reason),
        ['0回目'],
      );
      const { value } = await stage.desk.bot.execute('boss', {
        action: 'flag.open',
        subject: stage.subject,
      });
      assert.match(String(value), /判断を待っています/u);
    });

    it('is never decided by the person who asked, by staff, or by another department', async () => {
      await ask('kacho');
      await stage.desk.deliver();
      const { id } = await flag();
      for (const who of ['kacho', 'suzuki', 'boss', 'neu']) {
        const { value } = await stage.desk.bot.execute(who, {
          action: 'flag.decide',
          subject: stage.subject,
          flag: id,
          decision: 'approve',
        });
        assert.match(readingOf(value as object), /判断できません/u, who);
      }
      assert.equal((await flag()).state, 'asked');
      // The only approver asked for it himself: it goes to the coordinators.
      await stage.desk.press(SOUMU, asking(SOUMU), 'flag.decide', { decision: 'approve' });
      assert.equal((await flag()).decision?.byKey, staff.soumu.key);
    });

    it('is decided once: the second hears who was first', async () => {
      await ask('suzuki');
      await stage.desk.deliver();
      const { id } = await flag();
      const press = (who: string, decision: string) =>
        stage.desk.bot.execute(who, {
          action: 'flag.decide',
          subject: stage.subject,
          flag: id,
          decision,
          reason: '足りない',
        });
      await Promise.all([press('kacho', 'reject'), press(SOUMU, 'approve')]);
      const { state, decision } = await flag();
      const { value } = await press('kacho', state === 'active' ? 'reject' : 'approve');
      assert.ok(readingOf(value as object).includes(decision?.byName ?? '?'));
      assert.equal((await flag()).state, state);
    });

    it('is rejected with a reason only', async () => {
      await ask('suzuki');
      await stage.desk.deliver();
      const again = await stage.desk.press('kacho', asking('kacho'), 'flag.decide', { decision: 'reject' });
      assert.match(readingOf(again.card), /却下のときは理由/u);
      assert.equal((await flag()).state, 'asked');
    });

    it('shows its reason to whoever may decide, to all others only 「複数で対応してください」', async () => {
      await ask('suzuki');
      await stage.desk.deliver();
      await stage.desk.press('kacho', asking('kacho'), 'flag.decide', { decision: 'approve' });
      for (const [who, reads] of [
        ['suzuki', false],
        ['sato', false],
        ['tanaka', false],
        ['kacho', true],
        ['boss', false],
        [SOUMU, true],
      ] as const) {
        const said = readingOf((await stage.openFile(who)).card);
        assert.match(said, /複数で対応してください/u, who);
        assert.equal(said.includes('腕をつかんだ'), reads, who);
        assert.ok(!said.includes('注意の印を上申する'));
      }
    });

    it('reaches whoever may decide from the file, and only those', async () => {
      await ask('suzuki');
      assert.ok(!offers((await stage.openFile('boss')).card, 'flag.show'));
      assert.ok(!offers((await stage.openFile('suzuki')).card, 'flag.show'));
      await stage.desk.press(SOUMU, await stage.openFile(SOUMU), 'flag.show');
      await stage.desk.deliver();
      assert.match(readingOf(asking(SOUMU).card), /腕をつかんだ/u);
      await stage.desk.press('kacho', asking('kacho'), 'flag.decide', { decision: 'approve' });
      await stage.desk.deliver();
      const screen = stage.desk.teams.screen(`chat-${SOUMU}`).map(({ summary }) => summary);
      assert.ok(
        screen.some((summary) => summary.startsWith('承認: 注意の印')),
        'this card says so as well',
      );
    });

    it('ends by itself on its day, for all who see the file and in every message about it', async () => {
      await ask('suzuki', { reviewOn: dayAfter(stage.open.clock.now(), 2) });
      await stage.desk.deliver();
      await stage.desk.press('kacho', asking('kacho'), 'flag.decide', { decision: 'approve' });
      await stage.desk.deliver();
      stage.open.clock.skip(DAY);
      await stage.desk.deliver();
      assert.equal((await flag()).state, 'active');
      stage.open.clock.skip(DAY);
      assert.doesNotMatch(readingOf((await stage.openFile('kacho')).card), /複数で/u, 'before any sweep');
      await stage.desk.deliver();
      assert.equal((await flag()).state, 'ended');
      assert.ok(stage.desk.newest('suzuki', /^終わりました: 注意の印/u));
      const { audit } = await stored();
      assert.deepEqual([audit.at(-1)?.by, audit.at(-1)?.action], ['system', 'flag-ended']);
      assert.equal(firstBrokenEntry(audit, digest), undefined);
      assert.deepEqual(await stage.open.house.subjects.withFlagsEnding('2099-01-01', 10), []);
    });

    it('is ended before its day by whoever may decide or asked for it, and by nobody else', async () => {
      for (const [who, may] of [
        ['suzuki', true],
        ['kacho', true],
        [SOUMU, true],
        ['boss', false],
        ['tanaka', false],
      ] as const) {
        await ask('suzuki');
        await stage.desk.deliver();
        await stage.desk.press('kacho', asking('kacho'), 'flag.decide', { decision: 'approve' });
        const file = await stage.openFile(who);
        assert.equal(offers(file.card, 'flag.end'), may, who);
        const { id } = await flag();
        await stage.desk.bot.execute(who, { action: 'flag.end', subject: stage.subject, flag: id });
        assert.equal((await flag()).state, may ? 'ended' : 'active', who);
        const after = readingOf((await stage.openFile('tanaka')).card);
        assert.equal(after.includes('複数で対応してください'), !may, who);
        if (!may)
          await stage.desk.bot.execute(SOUMU, { action: 'flag.end', subject: stage.subject, flag: id });
      }
      const { audit } = await stored();
      assert.equal(firstBrokenEntry(audit, digest), undefined);
    });

    it('that nobody decided ends as well, and cannot be approved afterwards', async () => {
      await ask('suzuki', { reviewOn: dayAfter(stage.open.clock.now(), 1) });
      await stage.desk.deliver();
      const card = asking('kacho');
      stage.open.clock.skip(DAY);
      const late = await stage.desk.press('kacho', card, 'flag.decide', { decision: 'approve' });
      assert.match(readingOf(late.card), /終わりました/u);
      await stage.desk.deliver();
      assert.equal((await flag()).state, 'ended');
    });

    it('never is one of somebody whose records say 10代: not asked for, not approved, not shown', async () => {
      await ask('suzuki');
      await stage.desk.deliver();
      const young = await stage.open.file({
        reporter: staff.suzuki,
        typed: { ...richTyped, age: '10s' },
        word: 'young',
      });
      const join = async () =>
        stage.open.house.incidents.change(young.number, (incident) => ({
          next: {
            ...incident,
            link: { subject: stage.subject, at: incident.filedAt, byKey: staff.kacho.key },
          },
          result: undefined,
        }));
      await join();
      const refused = await stage.desk.press('kacho', asking('kacho'), 'flag.decide', {
        decision: 'approve',
      });
      assert.match(refused.said, /承認できません/u);
      assert.equal((await flag()).state, 'asked');
      assert.ok(!offers((await stage.openFile('suzuki')).card, 'flag.open'));
      const { value } = await stage.desk.bot.execute('suzuki', {
        action: 'flag.open',
        subject: stage.subject,
      });
      assert.match(String(value), /10代/u);
      await stage.open.house.subjects.change(stage.subject, (subject) => ({
        next: { ...subject, flags: subject.flags.map((one) => ({ ...one, state: 'active' as const })) },
        result: undefined,
      }));
      assert.doesNotMatch(readingOf((await stage.openFile('kacho')).card), /複数で対応/u);
    });
  });

  describe('which records are one person’s', () => {
    it('is put apart by an approver, and the file is drawn anew', async () => {
      const file = await stage.openFile('boss');
      assert.deepEqual(
        buttons(file.card, 'subject.split').map(({ number }) => number),
        [stage.complaint.number],
        'only where it may be done',
      );
      const done = await stage.desk.press('boss', file, 'subject.split', { number: stage.complaint.number });
      assert.match(readingOf(done.card), /分けました/u);
      assert.match(readingOf(done.card), /見られる記録は1件/u);
      const { value } = await stage.desk.bot.execute('suzuki', {
        action: 'subject.split',
        subject: stage.subject,
        number: stage.threat.number,
      });
      assert.match(String(value), /承認者と総務課/u);
    });

    it('is merged by the other’s number and taken back again', async () => {
      const other = await stage.open.file({
        reporter: staff.suzuki,
        typed: { ...richTyped, name: '別 人' },
        word: 'other',
      });
      const file = await stage.openFile('kacho');
      const merge = (typed: string) => stage.desk.press('kacho', file, 'subject.merge', { other: typed });
      assert.match(readingOf((await merge('山本')).card), /対象者番号は/u);
      assert.match(readingOf((await merge('261121-000000')).card), /見つかりません/u);
      assert.equal(valuesOf((await merge('261121-000000')).card)['other'], '261121-000000');
      assert.match(readingOf((await merge(stage.threat.number)).card), /すでに同じ方/u);
      const merged = await merge(`対象者 ${other.number.toLowerCase()}`);
      assert.match(readingOf(merged.card), /まとめました/u);
      assert.match(readingOf(merged.card), /見られる記録は2件/u);
      const back = await stage.desk.press('kacho', merged, 'subject.unmerge');
      assert.match(readingOf(back.card), /別の方に戻しました/u);
      assert.match(readingOf(back.card), /見られる記録は1件/u);
    });
  });
});
