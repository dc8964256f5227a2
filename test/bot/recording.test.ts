import assert from 'node:assert/strict';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentContent, currentVersion } from '../../src/domain/incident/incident.ts';
import { channelsOf, type OpenHouse, openHouse } from '../builders/house.ts';
import { minimalTyped, person, richTyped } from '../builders/records.ts';
import { bytesOf } from '../cards/read-card.ts';
import { type Desk, dataOf, fieldsOf, offers, openDesk, readingOf, valuesOf } from './pressing.ts';

const impression: TypedValues = {
  ...minimalTyped,
  row1Words: '明細を出せ',
  manner: '窓口で激しく迫られた。怖かった。',
};
const ADVICE = /まだ保存していません。書き方の助言が2件あります/u;
const FILED = /記録しました/u;

/** What Teams takes of a bot's message, counted in UTF-16. */
const MESSAGE_LIMIT = 80 * 1024;

describe('a contact written down', () => {
  let open: OpenHouse;
  let desk: Desk;
  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(person());
  });
  afterEach(() => open.close());

  const form = () => desk.say('sato', '記録');
  const record = () => desk.only(person().key);
  const count = async (): Promise<number> => (await open.house.incidents.filedBy(person().key, 10)).length;
  const toggle = (card: object): string => fieldsOf(card).find((id) => id.startsWith('move')) ?? 'none';

  for (const via of ['execute', 'submit'] as const) {
    describe(`by ${via}`, () => {
      it('in impressions comes back with advice above everything typed, and is stored at the second press', async () => {
        const first = await desk.press('sato', await form(), 'incident.submit', impression, via);
        const said = readingOf(first.card);
        assert.match(said, ADVICE);
        for (const words of ['様子「激しく」', '様子「怖かった」']) assert.ok(said.includes(words), words);
        for (const [field, text] of Object.entries(impression)) {
          assert.equal(valuesOf(first.card)[field], text, field);
        }
        assert.equal(await count(), 0);
        await desk.press('sato', first, 'incident.submit', {}, via);
        const { judged } = currentVersion(await record());
        assert.deepEqual(
          judged?.advice.map(({ outcome }) => outcome),
          ['kept', 'kept'],
        );
      });

      it('moves the feeling that was ticked', async () => {
        const first = await desk.press('sato', await form(), 'incident.submit', impression, via);
        await desk.press('sato', first, 'incident.submit', { [toggle(first.card)]: 'true' }, via);
        const { manner, careNote } = currentContent(await record());
        assert.deepEqual([manner, careNote], ['窓口で激しく迫られた。', '怖かった。']);
      });
    });
  }

  it('offers the toggle for feelings only', async () => {
    const { card } = await desk.press('sato', await form(), 'incident.submit', impression);
    assert.equal(fieldsOf(card).filter((id) => id.startsWith('move')).length, 1);
  });

  it('twice by a first press that the client sent again comes back with the same advice twice', async () => {
    const blank = await form();
    const first = await desk.press('sato', blank, 'incident.submit', impression);
    const again = await desk.press('sato', { ...blank, messageId: 'other' }, 'incident.submit', impression);
    assert.deepEqual(again.card, first.card);
    assert.equal(await count(), 0);
    await desk.press('sato', first, 'incident.submit');
    assert.equal(await count(), 1);
  });

  it('is advised once: after an error the same advice stands beside it, and the next press stores it', async () => {
    const first = await desk.press('sato', await form(), 'incident.submit', impression);
    const wrong = await desk.press('sato', first, 'incident.submit', { time: '' });
    assert.match(readingOf(wrong.card), /始まった時刻を入れて/u);
    assert.ok(readingOf(wrong.card).includes('様子「激しく」'), 'the advice is still there');
    const last = await desk.press('sato', wrong, 'incident.submit', { time: '14:05' });
    assert.match(readingOf(last.card), FILED);
    assert.equal(await count(), 1);
  });

  it('keeps the advice on the card while rows are added for the exact words', async () => {
    const first = await desk.press('sato', await form(), 'incident.submit', impression);
    const more = await desk.press('sato', first, 'incident.more-rows');
    assert.ok(readingOf(more.card).includes('様子「激しく」'));
    await desk.press('sato', more, 'incident.submit', { row4Words: '早くしろ' });
    assert.equal(currentContent(await record()).utterances.length, 2);
  });

  it('keeps the advice on the card when the draft is kept', async () => {
    const first = await desk.press('sato', await form(), 'incident.submit', impression);
    const kept = await desk.press('sato', first, 'incident.keep');
    assert.ok(readingOf(kept.card).includes('様子「激しく」'));
    assert.match(readingOf((await desk.press('sato', kept, 'incident.submit')).card), FILED);
  });

  it('shows the labels of the words, chosen already, and files what the person leaves', async () => {
    const typed = { ...impression, row1Words: 'お前を殺すぞ' };
    const first = await desk.press('sato', await form(), 'incident.submit', typed);
    assert.equal(valuesOf(first.card)['conduct'], 'threat');
    assert.match(readingOf(first.card), /言葉から見た類型を選んであります/u);
    await desk.press('sato', first, 'incident.submit', { conduct: '' });
    const { content, judged } = currentVersion(await record());
    assert.deepEqual([content.conduct, judged?.machine, judged?.person], [[], ['threat'], []]);
  });

  for (const [what, typed] of [
    ['with 緊急アラート', { ...impression, urgent: 'true' }],
    ['with a danger', { ...impression, danger: 'harm' }],
  ] as const) {
    it(`${what} is stored at the first press`, async () => {
      const { card } = await desk.press('sato', await form(), 'incident.submit', typed);
      assert.match(readingOf(card), FILED);
      assert.equal((await record()).alerted, true);
    });
  }

  it('without any such conduct is filed as a complaint and offers no alert', async () => {
    const typed = { ...minimalTyped, row1Words: '説明が前と違う。調べて返事がほしい' };
    const { card } = await desk.press('sato', await form(), 'incident.submit', typed);
    assert.match(readingOf(card), /苦情として記録しました/u);
    assert.ok(!offers(card, 'alert.raise'));
    const { number } = await record();
    const pressed = await desk.bot.execute('sato', { action: 'alert.raise', number });
    assert.match(String(pressed.value), /苦情として残っています/u);
    assert.equal((await record()).alerted, false);
  });

  it('late asks why on the receipt', async () => {
    const typed = { ...minimalTyped, date: '2026-11-18' };
    const { card } = await desk.press('sato', await form(), 'incident.submit', typed);
    assert.match(readingOf(card), /記録が遅れた理由/u);
  });

  describe('in text that no card expects', () => {
    const bad: readonly [what: string, field: string, text: string, says: RegExp][] = [
      ['a control character', 'manner', 'た\u0000たいた', /使えない文字/u],
      ['an escape', 'row1Words', '\u001b[31mばか', /使えない文字/u],
      ['20,000 characters', 'taken', 'あ'.repeat(20_000), /1000字までです\(いま20000字\)/u],
      ['20,000 brackets', 'row1Words', '「'.repeat(20_000), /300字までです/u],
      ['one character too many', 'place', 'あ'.repeat(81), /80字までです\(いま81字\)/u],
    ];
    for (const [what, field, text, says] of bad) {
      it(`(${what}) says so beside the field and keeps everything`, async () => {
        const typed: TypedValues = { ...richTyped, [field]: text };
        const { card } = await desk.press('sato', await form(), 'incident.submit', typed);
        assert.match(readingOf(card), says);
        assert.match(readingOf(card), /まだ記録していません/u);
        for (const [id, given] of Object.entries(typed)) assert.equal(valuesOf(card)[id], given, id);
        assert.equal(await count(), 0);
        const [kept] = await open.house.forms.newest(person().key, 1);
        assert.equal(kept?.typed?.[field], text);
      });
    }

    for (const [what, words] of [
      ['an open bracket', '「殺すぞと言われ「「'],
      ['a closing bracket', '」』殺すぞ」'],
      ['many scripts', 'ｺﾛｽ ＫＩＬＬ убью אהרוג 죽여 殺すぞ ﷽ 𠮷野家 👨‍👩‍👧 e\u0301'],
      ['marks that no one sees', '殺\u200bす\u2060ぞ\u202eです'],
      ['templates and markup', '${nonce} {{DATE(x)}} <at>x</at> [a](b) **殺すぞ**'],
    ] as const) {
      it(`(${what}) is stored as it was typed`, async () => {
        const typed = { ...minimalTyped, row1Words: words, manner: words, urgent: 'true' };
        const { card } = await desk.press('sato', await form(), 'incident.submit', typed);
        assert.match(readingOf(card), FILED);
        const content = currentContent(await record());
        assert.deepEqual([content.utterances[0]?.words, content.manner], [words, words]);
      });
    }

    it('shows an error of a field that stands on another card', async () => {
      const far = 'あ'.repeat(590);
      const typed = { ...minimalTyped, manner: `${far}怖かった。`, taken: `${far}怖かった。` };
      const first = await desk.press('sato', await form(), 'incident.submit', typed);
      const ticked = Object.fromEntries(
        fieldsOf(first.card)
          .filter((id) => id.startsWith('move'))
          .map((id) => [id, 'true']),
      );
      assert.equal(Object.keys(ticked).length, 2);
      const { card } = await desk.press('sato', first, 'incident.submit', ticked);
      assert.match(readingOf(card), /職員のケアのためのメモ: 1000字までです/u);
      assert.equal(valuesOf(card)['manner'], typed.manner);
    });
  });

  it('stays within one message: the form with long texts and many errors', async () => {
    const all = Object.fromEntries(
      fieldsOf((await form()).card)
        .filter((id) => !/At$|^date|^time|^endTime/u.test(id))
        .map((id) => [id, '怖かった。'.repeat(10)]),
    );
    const typed = { ...all, ...minimalTyped, manner: '怖かった。'.repeat(200), taken: '激しく'.repeat(33) };
    const blank = await form();
    const { card } = await desk.press('sato', blank, 'incident.submit', typed);
    assert.ok(JSON.stringify(card).length * 2 < MESSAGE_LIMIT);
  });

  it('is below 28 KB: the form with all the advice that a card shows', async () => {
    const plain = { ...minimalTyped, manner: '怖かった。'.repeat(199), taken: '激しく'.repeat(99) };
    const advised = await desk.press('sato', await form(), 'incident.submit', plain);
    assert.match(readingOf(advised.card), /助言が12件/u);
    assert.ok(bytesOf(advised.card) < 28 * 1024, `${bytesOf(advised.card)}`);
  });

  it('leaves no word of anybody in the log', async () => {
    const first = await desk.press('sato', await form(), 'incident.submit', impression);
    await desk.press('sato', first, 'incident.keep', { manner: '秘密のメモ' });
    await desk.press('sato', first, 'incident.submit', { [toggle(first.card)]: 'true' });
    const report = await desk.say('sato', '速報');
    await desk.press('sato', report, 'quick.submit', { row1Words: '秘密の言葉', look: '秘密の人' });
    await desk.bot.execute('sato', { action: 'edit.save', number: '秘密', nonce: '秘密', reason: '秘密' });
    assert.doesNotMatch(JSON.stringify(desk.bot.lines), /秘密|明細|怖か|激しく|佐藤|名前-|29:|chat-/u);
  });
});

describe('a 速報', () => {
  let open: OpenHouse;
  let desk: Desk;
  beforeEach(async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(person());
    await open.settleChannels(...channelsOf(2));
  });
  afterEach(() => open.close());

  const four = {
    scene: 'counter',
    place: '2階',
    look: '50代の男性、紺の上着',
    row1Words: 'お前の家は知っているぞ',
    danger: 'harm',
    urgent: 'true',
  };
  const record = () => desk.only(person().key);

  for (const via of ['execute', 'submit'] as const) {
    it(`by ${via} is stored at once, and the rest is asked for`, async () => {
      const form = await desk.say('sato', '速報');
      assert.ok(fieldsOf(form.card).length <= 6, 'four answers, the place and the alert');
      const { card } = await desk.press('sato', form, 'quick.submit', four, via);
      const incident = await record();
      assert.equal(incident.alerted, true);
      assert.notEqual(incident.shell, undefined);
      if (via === 'execute') {
        assert.match(readingOf(card), /速報を記録しました。11月21日 17:15までに続きを書いて/u);
        assert.ok(offers(card, 'record.continue'));
      }
    });
  }

  it('may come without words: what was seen is the description', async () => {
    const form = await desk.say('sato', '速報');
    await desk.press('sato', form, 'quick.submit', { ...four, row1Words: '' });
    assert.equal(currentContent(await record()).manner, four.look);
  });

  it('with nothing at all says what is missing in words of its own card, and keeps what was typed', async () => {
    const form = await desk.say('sato', '速報');
    const typed = { ...four, row1Words: ' ', look: '', danger: '' };
    const { card } = await desk.press('sato', form, 'quick.submit', typed);
    assert.match(readingOf(card), /言われた言葉か、誰らしき人か、危険のどれか一つ/u);
    assert.doesNotMatch(readingOf(card), /「様子」/u);
    assert.equal(valuesOf(card)['place'], '2階');
    const sent = await desk.press('sato', { ...form, card }, 'quick.submit', { look: '赤い帽子' });
    assert.match(readingOf(sent.card), /速報を記録しました/u);
  });

  it('with text that cannot be kept says so beside the field', async () => {
    const form = await desk.say('sato', '速報');
    const typed = { ...four, look: 'あ'.repeat(81), row1Words: 'ば\u0000か' };
    const { card } = await desk.press('sato', form, 'quick.submit', typed);
    assert.match(readingOf(card), /80字までです/u);
    assert.match(readingOf(card), /使えない文字/u);
    assert.equal(valuesOf(card)['look'], typed.look);
  });

  it('whose form lay too long says so and keeps what was typed', async () => {
    const form = await desk.say('sato', '速報');
    open.clock.skip(70 * 86_400_000);
    const { card } = await desk.press('sato', form, 'quick.submit', four);
    assert.match(readingOf(card), /用紙が古くなりました/u);
    assert.equal(valuesOf(card)['row1Words'], four.row1Words);
  });

  it('pressed five times is one record', async () => {
    const form = await desk.say('sato', '速報');
    await Promise.all(Array.from({ length: 5 }, () => desk.press('sato', form, 'quick.submit', four)));
    await record();
  });

  describe('to be completed', () => {
    async function begun() {
      const form = await desk.say('sato', '速報');
      const receipt = await desk.press('sato', form, 'quick.submit', four);
      await desk.press('sato', receipt, 'record.continue');
      return { receipt, form: desk.newest('sato') };
    }

    for (const via of ['execute', 'submit'] as const) {
      it(`by ${via} shows what was said, and keeps it with the rest`, async () => {
        const { form } = await begun();
        assert.equal(valuesOf(form.card)['row1Words'], four.row1Words);
        assert.equal(valuesOf(form.card)['place'], '2階');
        const done = await desk.press('sato', form, 'incident.submit', { clothing: '紺の上着' }, via);
        assert.match(readingOf(done.card), /保存しました/u);
        const incident = await record();
        const { look, features } = currentContent(incident);
        assert.deepEqual([look, features.clothing, incident.shell], [four.look, '紺の上着', undefined]);
      });
    }

    it('comes back with its errors, everything typed, and the record that it completes', async () => {
      const { form } = await begun();
      const typed = { clothing: '紺の上着', minutes: 'x' };
      const wrong = await desk.press('sato', form, 'incident.submit', typed);
      assert.match(readingOf(wrong.card), /0 から 1440/u);
      assert.equal(valuesOf(wrong.card)['clothing'], '紺の上着');
      const more = await desk.press('sato', wrong, 'incident.more-rows');
      await desk.press('sato', more, 'incident.submit', { minutes: '5', row4Words: '覚えていろ' });
      assert.equal(currentContent(await record()).utterances.length, 2);
    });

    it('by two forms at once loses neither', async () => {
      const { receipt, form: first } = await begun();
      await desk.press('sato', receipt, 'record.continue');
      const second = desk.newest('sato');
      await desk.press('sato', first, 'incident.submit', { taken: '一つ目' });
      const stale = await desk.press('sato', second, 'incident.submit', { taken: '二つ目' });
      assert.match(readingOf(stale.card), /ほかの直しが先に入りました/u);
      assert.equal(valuesOf(stale.card)['taken'], '二つ目');
      const done = await desk.press('sato', stale, 'incident.submit');
      assert.match(readingOf(done.card), /保存しました/u);
      const { versions } = await record();
      assert.deepEqual(
        versions.map(({ content }) => content.taken),
        ['', '一つ目', '二つ目'],
      );
    });

    it('opens the parts instead once it is complete, so that no row is lost', async () => {
      const { receipt, form } = await begun();
      await desk.press('sato', form, 'incident.submit', { taken: '案内した' });
      await desk.press('sato', receipt, 'record.continue');
      assert.ok(offers(desk.newest('sato').card, 'edit.open'));
    });

    it('shows every row that a part has brought meanwhile', async () => {
      const { receipt } = await begun();
      const { number } = await record();
      await desk.bot.execute('sato', { action: 'record.edit', number });
      const chosen = await desk.press('sato', desk.newest('sato'), 'edit.open', { group: 'words' });
      const rows = { row2Words: '二', row3Words: '三', row4Words: '四' };
      const saved = await desk.press('sato', chosen, 'edit.save', rows);
      assert.match(readingOf(saved.card), /保存しました/u);
      await desk.press('sato', receipt, 'record.continue');
      const form = desk.newest('sato');
      assert.equal(valuesOf(form.card)['row4Words'], '四');
      await desk.press('sato', form, 'incident.submit');
      assert.equal(currentContent(await record()).utterances.length, 4);
    });

    it('by somebody else is refused', async () => {
      await begun();
      const { number } = await record();
      await open.settlePeople(person({ id: 'suzuki' }));
      const asked = await desk.bot.execute('suzuki', { action: 'record.continue', number });
      assert.match(String(asked.value), /書いた人だけ/u);
      const data = { ...dataOf((await desk.say('suzuki', '記録')).card, 'incident.submit'), ...minimalTyped };
      const pressed = await desk.bot.execute('suzuki', { ...data, number, base: 1 });
      assert.match(String(pressed.value), /書いた人だけ/u);
    });
  });
});
