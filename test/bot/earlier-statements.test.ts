import assert from 'node:assert/strict';
import { loadAnswers } from '../../src/content/answers/load.ts';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import { digest } from '../builders/records.ts';
import { textOf } from '../builders/teams.ts';
import { offers, readingOf, valuesOf } from './pressing.ts';
import { buttons, openStage, SOUMU, staff, type Stage } from './person-stage.ts';

describe('「前の担当者は…」', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.open.close());

  const opened = async (id: string) => {
    await stage.desk.press(id, await stage.openFile(id), 'statements.open');
    return stage.desk.newest(id, /^前の担当者は/u);
  };
  const compare = async (id: string, claim: string, via: 'execute' | 'submit' = 'execute') =>
    stage.desk.press(id, await opened(id), 'statements.compare', { claim }, via);

  for (const via of ['execute', 'submit'] as const) {
    it(`stands beside what our records say, the nearest first (${via})`, async () => {
      const { card } = await compare('kacho', '前の担当者は、今月中に返事をすると言った', via);
      const said = readingOf(card);
      assert.match(said, /一致\(言葉が近い記録\)/u);
      assert.match(said, /担当者から今月中に返事をします/u);
      assert.equal(valuesOf(card)['claim'], '前の担当者は、今月中に返事をすると言った');
    });
  }

  it('is no 一致 where only a number or a 「ない」 differs', async () => {
    for (const claim of ['今月中に返事をしないと言われた', '12月中に返事をしますと言われた']) {
      const said = readingOf((await compare('kacho', claim)).card);
      assert.doesNotMatch(said, /一致\(/u, claim);
      stage.open.clock.skip(120_000);
    }
  });

  it('says 記録なし, and what to do then', async () => {
    const said = readingOf((await compare('kacho', '全額を返金する')).card);
    assert.match(said, /記録なし/u);
    assert.match(said, /その場で認めたり約束したりせず/u);
  });

  it('shows to a colleague no word of another’s record, but where to ask', async () => {
    const { card } = await compare('suzuki', '今月中に返事をする');
    const said = readingOf(card);
    assert.doesNotMatch(said, /担当者から|お帰り|制度|税額/u);
    assert.match(said, /くわしくは福祉課へ/u);
    assert.doesNotMatch(said, /税務課/u, 'a complaint of another department is nobody else’s');
    assert.ok(offers(card, 'follow-up.ask'));
  });

  it('shows a coordinator the words of every department', async () => {
    const said = readingOf((await compare(SOUMU, '計算を見直して連絡する')).card);
    assert.match(said, /税額の計算を見直して連絡します/u);
  });

  it('shows every reader what was told in sentences of the book, and which of them is near', async () => {
    const book = loadAnswers();
    const [one, other] = book.entries.filter(({ kind }) => kind === 'say');
    assert.ok(one !== undefined && other !== undefined);
    await stage.open.house.incidents.change(stage.threat.number, (incident) => ({
      next: { ...incident, answered: { entries: [one.id, other.id], at: incident.filedAt } },
      result: undefined,
    }));
    const file = readingOf((await stage.openFile('tanaka')).card);
    assert.ok(file.includes(one.text) && file.includes(other.text));
    const compared = readingOf((await compare('tanaka', one.text)).card);
    assert.ok(compared.includes(`${one.text}(言葉が近い回答)`));
    assert.ok(!compared.includes(`${other.text}(`) && compared.includes(other.text));
  });

  for (const [what, claim, says] of [
    ['nothing', '  ', /1行で書いて/u],
    ['too much', 'あ'.repeat(301), /300字まで/u],
    ['a control character', '返\u0000事', /使えない文字/u],
  ] as const) {
    it(`asks again for ${what}, keeps it, and leaves no look`, async () => {
      const { card } = await compare('kacho', claim);
      assert.match(readingOf(card), says);
      assert.equal(valuesOf(card)['claim'], claim);
      const kinds = (await stage.looks(staff.kacho)).map(({ kind }) => kind);
      assert.ok(!kinds.includes('statements'));
    });
  }

  it('keeps what the person judges, and never what they typed', async () => {
    const shown = await compare('kacho', '今月中に返事をする');
    const [row] = buttons(shown.card, 'statements.mark');
    const mark = async (value: string) =>
      readingOf((await stage.desk.press('kacho', shown, 'statements.mark', { ...row, mark: value })).card);
    assert.match(await mark('differs'), /相違\(あなたの判断\)/u);
    assert.match(await mark('agrees'), /一致\(あなたの判断\)/u);
    await mark('agrees');
    const look = (await stage.looks(staff.kacho)).find(({ kind }) => kind === 'statements');
    assert.deepEqual(
      look?.marks.map(({ statement, mark }) => [statement, mark]),
      [
        ['w2', 'differs'],
        ['w2', 'agrees'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(look), /返事|今月/u);
  });

  describe('with a question to the one who wrote the record', () => {
    const CLAIM = '今月中に返事をすると約束した';
    const ask = async (id: string, via: 'execute' | 'submit' = 'execute') => {
      const shown = await compare(id, CLAIM);
      const done = await stage.desk.press(id, shown, 'follow-up.ask', { claim: CLAIM }, via);
      await stage.desk.deliver();
      return { shown, done };
    };
    const question = () => stage.desk.newest('sato', /^前にどう答えたか/u);
    const followUps = async () => (await stage.stored(stage.threat.number)).followUps;

    for (const via of ['execute', 'submit'] as const) {
      it(`brings the answer back to the asker alone, and into no channel (${via})`, async () => {
        const { done } = await ask('suzuki', via);
        assert.match(done.said, /書いた人に聞きました/u);
        assert.match(readingOf(question().card), /今月中に返事をすると約束した/u);
        const answer = { said: 'otherwise', remembered: '来週の会議のあとで返事をすると言った' };
        await stage.desk.press('sato', question(), 'follow-up.answer', answer, via);
        await stage.desk.deliver();
        const told = readingOf(stage.desk.newest('suzuki', /^担当の答え/u).card);
        assert.match(told, /言い方が違う/u);
        assert.match(told, /来週の会議のあとで/u);
        assert.ok(!offers(stage.desk.teams.screen('chat-sato').at(-1)?.card ?? {}, 'follow-up.answer'));
        const elsewhere = stage.desk.teams.calls.filter(
          ({ message }) => textOf(message).includes('来週の会議') || textOf(message).includes(CLAIM),
        );
        const rooms = new Set(elsewhere.map(({ where }) => where));
        assert.deepEqual(rooms, new Set(['chat-suzuki', 'chat-sato']));
      });
    }

    it('is asked once per comparison, and stands on the file as open until it is answered', async () => {
      const { shown } = await ask('suzuki');
      const again = await stage.desk.press('suzuki', shown, 'follow-up.ask', { claim: '別の文' });
      assert.match(again.said, /もう聞いています/u);
      assert.equal((await followUps()).length, 1);
      assert.match(readingOf((await stage.openFile('boss')).card), /担当への確認に、まだ答えていません/u);
      await stage.desk.press('sato', question(), 'follow-up.answer', { said: 'said' });
      stage.open.clock.skip(60_000);
      assert.doesNotMatch(readingOf((await stage.openFile('boss')).card), /担当への確認/u);
    });

    it('keeps what was typed when the answer is not complete, and takes the first answer only', async () => {
      await ask('suzuki');
      const card = question();
      for (const [typed, says] of [
        [{ said: '', remembered: '覚えていない' }, /一つ選んで/u],
        [{ said: 'maybe', remembered: 'x' }, /一つ選んで/u],
        [{ said: 'otherwise', remembered: ' ' }, /どう言ったか/u],
        [{ said: 'said', remembered: 'あ'.repeat(301) }, /300字まで/u],
      ] as const) {
        const again = await stage.desk.press('sato', card, 'follow-up.answer', typed);
        assert.match(readingOf(again.card), says);
        assert.equal(valuesOf(again.card)['remembered'], typed.remembered);
      }
      await stage.desk.press('sato', card, 'follow-up.answer', { said: 'not-said' });
      const second = await stage.desk.press('sato', card, 'follow-up.answer', { said: 'said' });
      assert.match(readingOf(second.card), /言っていない/u);
      const [followUp] = await followUps();
      assert.equal(followUp?.answer?.choice, 'not-said');
      const { audit } = await stage.stored(stage.threat.number);
      assert.equal(firstBrokenEntry(audit, digest), undefined);
      assert.doesNotMatch(JSON.stringify(audit), /返事|約束/u);
    });

    it('is answered by nobody but the writer of the record', async () => {
      await ask('suzuki');
      const [followUp] = await followUps();
      for (const who of ['suzuki', 'kacho', SOUMU, 'tanaka']) {
        const { value } = await stage.desk.bot.execute(who, {
          action: 'follow-up.answer',
          number: stage.threat.number,
          followUp: followUp?.id,
          said: 'said',
        });
        assert.match(String(value), /この記録を書いた人だけ/u, who);
      }
      assert.equal((await followUps())[0]?.answer, undefined);
    });

    it('is put to nobody about a record that the asker may not see, or that is their own', async () => {
      const shown = await compare('suzuki', CLAIM);
      const nonce = buttons(shown.card, 'follow-up.ask')[0]?.['nonce'];
      const put = (who: string, number: string) =>
        stage.desk.bot.execute(who, {
          action: 'follow-up.ask',
          subject: stage.subject,
          number,
          nonce,
          claim: CLAIM,
        });
      assert.match(String((await put('suzuki', stage.complaint.number)).value), /見られないか/u);
      assert.match(String((await put('sato', stage.threat.number)).value), /あなたです/u);
      assert.equal((await stage.stored(stage.complaint.number)).followUps.length, 0);
      assert.equal((await followUps()).length, 0);
      assert.ok(!offers((await compare('sato', '今月中に返事')).card, 'follow-up.ask'));
    });
  });
});
