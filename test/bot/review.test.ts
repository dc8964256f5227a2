import assert from 'node:assert/strict';
import { questionFields } from '../../src/cards/review.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { chief, coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { approver, heavyText, person, richTyped } from '../builders/records.ts';
import { bytesOf } from '../cards/read-card.ts';
import { type Desk, fieldsOf, offers, openDesk, readingOf, valuesOf } from './pressing.ts';

/** So many questions as the form sends them. */
const questions = (...asked: (readonly [field: string, question: string])[]): Record<string, string> =>
  Object.fromEntries(
    asked.flatMap(([field, question], index) => {
      const names = questionFields(index + 1);
      return [
        [names.field, field],
        [names.question, question],
      ];
    }),
  );

describe('a record sent back with questions', () => {
  let open: OpenHouse;
  let desk: Desk;
  let incident: Incident;
  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(chief(), coordinator(), person({ id: 'suzuki' }));
    incident = await open.file();
    // Everybody has opened their chat.
    for (const id of ['sato', 'kacho', 'suzuki', coordinator().objectId]) await desk.bot.say(id, '使い方');
  });
  afterEach(() => open.close());

  const stored = async (): Promise<Incident> => {
    const found = await open.house.incidents.read(incident.number);
    assert.ok(found);
    return found;
  };
  const opened = async (who = 'kacho') => {
    await desk.bot.execute(who, { action: 'review.open', number: incident.number });
    return desk.newest(who);
  };
  const asking = () => desk.newest('sato', /質問に答える/u);

  for (const via of ['execute', 'submit'] as const) {
    it(`by ${via} brings the reporter just these fields, and the approver the answer`, async () => {
      const asked = questions(['manner', '何回たたきましたか。'], ['clothing', '帽子の色は?']);
      const done = await desk.press('kacho', await opened(), 'review.submit', asked, via);
      assert.match(readingOf(done.card), /質問を送りました/u);
      await desk.deliver();

      const form = asking();
      assert.deepEqual(fieldsOf(form.card).sort(), ['clothing', 'manner', 'reason']);
      const said = readingOf(form.card);
      assert.ok(said.includes('何回たたきましたか。') && said.includes('帽子の色は?'));
      assert.equal(valuesOf(form.card)['manner'], richTyped['manner']);

      const answer = { manner: 'カウンターを手で4回たたいた', reason: '録画で数えた' };
      await desk.press('sato', form, 'edit.save', answer, via);
      await desk.deliver();
      const twin = desk.teams.screen('chat-sato').filter(({ summary }) => summary.startsWith('保存しました'));
      assert.equal(twin.length, 1, 'the card itself became its resolved twin');
      assert.ok(!offers(twin[0]?.card ?? {}, 'edit.save'));
      const told = desk.newest('kacho', /質問への答えが届きました/u);
      assert.match(readingOf(told.card), /→ カウンターを手で4回たたいた/u);
      assert.ok(!offers(told.card, 'record.edit'), 'the approver does not correct');
    });
  }

  it('shows both questions about one field', async () => {
    const asked = questions(['manner', '何回ですか。'], ['manner', 'どちらの手ですか。']);
    await desk.press('kacho', await opened(), 'review.submit', asked);
    await desk.deliver();
    const said = readingOf(asking().card);
    assert.ok(said.includes('何回ですか。') && said.includes('どちらの手ですか。'));
  });

  it('about the words brings all rows of words', async () => {
    await desk.press('kacho', await opened(), 'review.submit', questions(['row1Words', '全部ですか。']));
    await desk.deliver();
    const { card } = asking();
    assert.ok(readingOf(card).includes('全部ですか。'));
    assert.equal(valuesOf(card)['row3Words'], richTyped['row3Words']);
    assert.ok(!fieldsOf(card).includes('manner'));
  });

  it('says that another correction came first, and takes the answer at the next press', async () => {
    await desk.press('kacho', await opened(), 'review.submit', questions(['manner', '何回?']));
    await desk.deliver();
    const form = asking();
    await desk.bot.execute('sato', { action: 'record.edit', number: incident.number });
    const part = await desk.press('sato', desk.newest('sato'), 'edit.open', { group: 'outcome' });
    await desk.press('sato', part, 'edit.save', { taken: '別の対応', reason: 'r' });
    const stale = await desk.press('sato', form, 'edit.save', { manner: '4回', reason: 'r' });
    assert.match(readingOf(stale.card), /ほかの直しが先に入りました/u);
    assert.deepEqual(fieldsOf(stale.card).sort(), ['manner', 'reason']);
    await desk.press('sato', stale, 'edit.save');
    const { reviews, versions } = await stored();
    assert.equal(reviews[0]?.answeredBy, 3);
    assert.deepEqual(
      [versions[2]?.content.manner, versions[2]?.content.taken],
      ['4回', '別の対応'],
      'neither overwrote the other',
    );
  });

  const wrong: readonly [what: string, asked: Record<string, string>, says: RegExp][] = [
    ['nothing', {}, /一つ以上/u],
    ['a question without a field', questions(['', '何回?']), /どの欄への質問か/u],
    ['a field without a question', questions(['manner', ' ']), /質問を書いて/u],
    ['a question that is too long', questions(['manner', 'あ'.repeat(301)]), /300字までです\(いま301字\)/u],
    ['a control character', questions(['manner', '何\u0000回']), /使えない文字/u],
    ['a field that is not there', questions(['ghost', '何回?']), /一つ以上/u],
  ];
  for (const [what, asked, says] of wrong) {
    it(`is not sent with ${what}, and keeps what was typed`, async () => {
      const { card } = await desk.press('kacho', await opened(), 'review.submit', asked);
      assert.match(readingOf(card), says);
      for (const [id, text] of Object.entries(asked)) assert.equal(valuesOf(card)[id], text, id);
      assert.equal((await stored()).reviews.length, 0);
    });
  }

  it('is sent by nobody else, whatever card they press', async () => {
    await open.settlePeople(approver({ id: 'boss', approverOf: ['zeimu'] }));
    const form = await opened();
    const all = questions(['manner', '何回?']);
    for (const who of ['sato', 'suzuki', 'boss', coordinator().objectId]) {
      const asked = await desk.bot.execute(who, { action: 'review.open', number: incident.number });
      assert.match(String(asked.value), /この課の承認者だけ/u, who);
      const sent = await desk.press(who, form, 'review.submit', all);
      assert.match(sent.said, /この課の承認者だけ/u, who);
    }
    assert.equal((await stored()).reviews.length, 0);
  });

  describe('beside the accounts of witnesses', () => {
    const told = async (who: string, typed: Record<string, string>, number = incident.number) => {
      const look = await desk.say(who, '調べる');
      await desk.press(who, look, 'account.open', { number });
      return desk.press(who, desk.newest(who), 'account.submit', typed);
    };

    it('keeps each as it was told, and shows the teller nothing of the record', async () => {
      const done = await told('suzuki', { account: '怒鳴り声が聞こえた' });
      assert.match(readingOf(done.card), /残りました/u);
      assert.doesNotMatch(JSON.stringify(done.card), /山本|給付|お前では/u);
      await told('kacho', { account: '声は聞こえなかった' });
      const { accounts, versions } = await stored();
      assert.deepEqual(
        accounts.map(({ text }) => text),
        ['怒鳴り声が聞こえた', '声は聞こえなかった'],
      );
      assert.equal(versions.length, 1);
    });

    for (const [what, account, says] of [
      ['is empty', ' ', /見たこと・聞いたことを書いて/u],
      ['is too long', 'あ'.repeat(1001), /1000字までです/u],
      ['has a control character', '見\u0000た', /使えない文字/u],
    ] as const) {
      it(`says so when an account ${what}`, async () => {
        const { card } = await told('suzuki', { account });
        assert.match(readingOf(card), says);
        assert.equal(valuesOf(card)['account'], account);
      });
    }

    it('says so when the number is none, or of no record', async () => {
      const look = await desk.say('suzuki', '調べる');
      const { card } = await desk.press('suzuki', look, 'account.open', { number: '山本' });
      assert.match(readingOf(card), /受付番号を入れて/u);
      assert.match(
        readingOf((await told('suzuki', { account: 'x' }, '261121-000000')).card),
        /見つかりません/u,
      );
    });

    it('shows all that fit to those who may read, and says when there are more', async () => {
      for (let index = 0; index < 40; index += 1) {
        await told('suzuki', { account: `${index}番目${heavyText(900)}` });
      }
      await desk.bot.execute('kacho', { action: 'record.show', number: incident.number });
      await desk.deliver();
      const { card } = desk.newest('kacho', /^記録 /u);
      assert.ok(bytesOf(card) < 28 * 1024, `${bytesOf(card)}`);
      assert.ok(readingOf(card).includes('39番目'), 'the newest is there');
    });
  });
});

describe('the care note and the matter of a record', () => {
  let open: OpenHouse;
  let desk: Desk;
  let incident: Incident;
  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(chief(), coordinator(), approver({ id: 'boss', approverOf: ['zeimu'] }));
    incident = await open.file({
      typed: {
        ...richTyped,
        careNote: '眠れない',
        look: '山本さんらしき人、紺の上着',
        lateReason: '給付の審査が先だった',
        claim: '給付の話が違う',
        confirmed: '通知は届いていた',
        line: '内線1234',
        step1Kind: 'warning',
        step1Words: 'おやめください',
      },
    });
  });
  afterEach(() => open.close());

  async function details(who: string): Promise<string> {
    await desk.bot.say(who, '使い方');
    await desk.bot.execute(who, { action: 'record.show', number: incident.number });
    await desk.deliver();
    return readingOf(desk.newest(who, /^記録 /u).card);
  }

  for (const [who, care] of [
    ['sato', true],
    ['kacho', true],
    [coordinator().objectId, false],
    ['boss', false],
  ] as const) {
    it(`${care ? 'shows' : 'never shows'} the note to ${who}`, async () =>
      assert.equal((await details(who)).includes('眠れない'), care));
  }

  it('shows to approvers of another department what was done and said, and no name, reason or matter', async () => {
    const said = await details('boss');
    for (const shown of ['紺の上着', '今すぐ出せ', 'おやめください', '威嚇・脅迫'])
      assert.ok(said.includes(shown), shown);
    for (const hidden of ['山本', '給付', '審査', '通知', '内線', '眠れない', '5番窓口', '03-1234']) {
      assert.ok(!said.includes(hidden), hidden);
    }
  });

  it('names the rules that may matter as possible only, with their mark and day', async () => {
    const said = await details('kacho');
    assert.match(said, /に該当の可能性/u);
    assert.match(said, /拘禁刑/u);
    assert.match(said, /施行 2025-06-01。出典/u);
    assert.doesNotMatch(said, /該当します|懲役/u);
  });

  it('keeps 申出, 区側の誤り and 態様 apart', async () => {
    const said = await details('kacho');
    assert.ok(said.includes('確認中') && said.includes('態様'), said);
  });
});
