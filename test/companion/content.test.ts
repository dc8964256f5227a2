import assert from 'node:assert/strict';
import { loadLaw } from '../../src/content/law/load.ts';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { RECORDING, companionBookSchema } from '../../src/domain/companion/book.ts';
import { type Deed, languageSchema, reasonSchema } from '../../src/domain/companion/contact.ts';
import { screenOf } from '../../src/domain/companion/screen.ts';
import { linesFor } from '../../src/domain/companion/sentences.ts';
import { typedFrom } from '../../src/domain/companion/timeline.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';
import { cards } from '../builders/house.ts';
import { NOW, ward } from '../builders/records.ts';
import { readingOf } from '../bot/pressing.ts';
import { book, contactAfter } from '../cards/gallery-companion.ts';
import { bytesOf, complaints, mostButtonsTogether, strangeTo15 } from '../cards/read-card.ts';

const law = loadLaw();
const judge = createWordingJudge(loadWordingLexicon());

/** Everything that the companion tells staff to say, or says itself. */
const spokenJapanese = [
  ...book.sentences.map(({ id, text }) => ({ id, text: text.ja })),
  ...book.situations.flatMap(({ id, avoid }) => avoid.map(({ instead }) => ({ id, text: instead }))),
  ...book.scenarios.flatMap(({ id, turns }) =>
    turns.flatMap(({ choices }) => choices.filter(({ good }) => good).map(({ text }) => ({ id, text }))),
  ),
];

describe('what the companion says', () => {
  it('covers the eighteen situations and at least eight practices, each with who wrote it from what', () => {
    assert.equal(book.situations.length, 18);
    assert.ok(book.scenarios.length >= 8);
    for (const { id, source, date, checkedBy } of [
      ...book.situations,
      ...book.sentences,
      ...book.scenarios,
    ]) {
      assert.ok(source !== '' && /^\d{4}-\d\d-\d\d$/u.test(date) && checkedBy !== '', id);
    }
  });

  it('promises nothing and admits nothing', () => {
    const wrong =
      /必ず|お約束します|約束いたします|申し訳|お詫び|すみません|ミスでした|間違いでした|特別に認め/u;
    for (const { id, text } of spokenJapanese) assert.doesNotMatch(text, wrong, id);
  });

  it('names no crime, and speaks of the law only as a possibility', () => {
    for (const { id, text } of spokenJapanese) {
      assert.doesNotMatch(text, /脅迫|強要|犯罪|違法|訴え|逮捕|肖像権|カスハラ/u, id);
    }
  });

  it('never lets anybody say to another department what 福祉 or 税 told', () => {
    for (const { id, text } of spokenJapanese) {
      assert.doesNotMatch(text, /から聞いて(?:い|お)ます|伝わって|共有されて/u, id);
    }
  });

  it('is in Japanese, easy Japanese, English, Chinese and Korean, each in its own writing', () => {
    for (const { id, text } of book.sentences) {
      for (const language of languageSchema.options) assert.ok(text[language].trim() !== '', id);
      assert.match(text.easy, /[ぁ-ん]/u, id);
      assert.match(text.en, /^[\x20-\x7E’]+$/u, id);
      assert.doesNotMatch(text.zh, /[ぁ-んァ-ヶ]/u, id);
      assert.match(text.ko, /[가-힣]/u, id);
      assert.doesNotMatch(text.ko, /[ぁ-んァ-ヶ]/u, id);
    }
  });

  it('is easy where it is meant to be: short sentences in です・ます, and none of the words of an office', () => {
    for (const { id, text } of book.sentences) {
      assert.doesNotMatch(text.easy, /手続き|取材|上司|名誉|事実|書面|要望|発言|対応|金銭|報告/u, id);
      for (const sentence of text.easy.split('。').filter((part) => part !== '')) {
        assert.ok(sentence.replaceAll(' ', '').length <= 36, `${id}: ${sentence}`);
        assert.match(sentence, /(?:ます|です|ですね|ません|ください|ましょう|ました)$/u, id);
      }
    }
  });

  it('never speaks of a colleague who stands by: on a visit there may be none', () => {
    const visited = book.situations.filter(({ scenes }) => scenes.includes('visit'));
    for (const one of visited.flatMap(({ say }) => say)) {
      const found = book.sentences.find(({ id }) => id === one);
      assert.doesNotMatch(found?.text.ja ?? '', /職員(?:も|と)一緒|職員がそばに/u, one);
    }
  });

  it('asks in a practice for the steps in the order of the manual: stop twice, then leave twice, then the last', () => {
    const stays = book.scenarios.find(({ id }) => id === 'will-not-leave');
    assert.ok(stays);
    const told = stays.turns.flatMap(({ caller, choices }) => [
      caller,
      ...choices.filter(({ good }) => good).map(({ text }) => text),
    ]);
    const way = told.join('\n');
    const order = [
      '中止の要請 1回目',
      '中止をもう一度求めた',
      '退去の要請 1回目',
      '退去をもう一度求めた',
      '最後のお願い',
    ];
    const places = order.map((words) => way.indexOf(words));
    assert.ok(!places.includes(-1), way);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it('tells nobody that money or a review is due or not due: the section in charge finds out', () => {
    for (const { id, text } of spokenJapanese) {
      assert.doesNotMatch(text, /払えません|お支払いします|返金します|審査請求ができます/u, id);
    }
  });

  it('never lets a picture be taken with a telephone of one’s own', () => {
    for (const { id, next } of book.situations.filter((one) => /写真|画面/u.test(one.next))) {
      assert.match(next, /公用の機器/u, id);
    }
  });

  it('notes as a fact of a situation what the person did, and nothing that staff may not have done yet', () => {
    for (const { id, fact } of book.situations) {
      assert.doesNotMatch(fact, /伝えた|お願いし|案内した|下げるよう|断った/u, id);
    }
  });

  it('refers to entries of the law book only', () => {
    const known = new Set(law.entries.map(({ id }) => id));
    for (const { id, law: wanted } of book.situations) {
      for (const one of wanted) assert.ok(known.has(one), `${id}: ${one}`);
    }
  });

  it('writes facts into the record that the judgement on wording leaves alone', () => {
    for (const { id, fact } of book.situations) assert.deepEqual(judge(`14:05 ${fact}。`), [], id);
  });

  it('writes of what we did in the same way: every sentence, request, answer and reason', () => {
    const decided = { what: 'decided', of: 2, outcome: 'declined', byKey: 'p1' } as const;
    const deeds: Deed[] = [
      { what: 'emergency' },
      { what: 'ask', ask: 'handover' },
      { ...decided, byName: '高橋 一郎', note: '係長が行きます' },
      { what: 'support' },
      { what: 'announced', sentence: '', language: 'ja' },
    ];
    const rows: Deed[][] = [
      deeds,
      ...reasonSchema.options.map((reason): Deed[] => [{ what: 'emergency' }, { what: 'reason', reason }]),
      ...book.sentences.flatMap(({ id }) =>
        languageSchema.options.map((language): Deed[] => [{ what: 'said', sentence: id, language }]),
      ),
    ];
    for (const done of rows) {
      const { taken = '' } = typedFrom(book, ward, contactAfter(done));
      assert.notEqual(taken, '');
      assert.deepEqual(judge(taken), [], taken);
    }
  });

  it('treats a calm, justified complaint as a complaint: no step, no stop, and 条例5条 beside it', () => {
    const calm = book.situations.find(({ id }) => id === 'calm-complaint');
    assert.ok(calm);
    assert.equal(calm.ladder, false);
    assert.deepEqual(calm.law, ['jorei-5']);
    const deeds: Deed[] = [{ what: 'situation', situation: calm.id }];
    const { card } = cards.contact({
      screen: screenOf(book, ward, contactAfter(deeds), NOW),
      nonce: '261121-0123456789abcdef',
      page: 'main',
      reach: { channel: true, approver: true, undelivered: false },
    });
    assert.doesNotMatch(JSON.stringify(card), /中止の要請|退去の要請|最終警告|中止の承認/u);
  });

  it('is refused at the start when a situation says a sentence that is not there', () => {
    const [first, ...others] = book.situations;
    assert.ok(first);
    const broken = { ...book, situations: [{ ...first, say: ['nowhere', 'heard'] }, ...others] };
    assert.equal(companionBookSchema.safeParse(broken).success, false);
    const twice = { ...book, sentences: [...book.sentences, ...book.sentences.slice(0, 1)] };
    assert.equal(companionBookSchema.safeParse(twice).success, false);
  });
});

describe('every situation and every variant of its script', () => {
  for (const situation of book.situations) {
    it(`「${situation.title}」 goes through the card pipeline in all languages, scenes and lines`, () => {
      let drawn = 0;
      for (const scene of situation.scenes) {
        const lines = [{ id: '' }, ...linesFor(ward, 'fukushi', scene), ...linesFor(ward, 'zeimu', scene)];
        for (const { id: line } of lines) {
          const department = line.startsWith('zeimu') ? 'zeimu' : 'fukushi';
          for (const language of languageSchema.options) {
            const deeds: Deed[] = [
              { what: 'language', language },
              { what: 'situation', situation: situation.id },
            ];
            for (let turn = 0; turn < situation.say.length + 6; turn += 1) {
              const screen = screenOf(book, ward, contactAfter(deeds, { scene, line, department }), NOW);
              for (const page of ['main', 'situations', 'more'] as const) {
                const message = cards.contact({
                  screen,
                  nonce: '261121-0123456789abcdef',
                  page,
                  reach: { channel: true, approver: true, undelivered: false },
                });
                drawn += 1;
                const where = `${situation.id} ${scene} ${line} ${language} ${turn} ${page}`;
                assert.ok(bytesOf(message.card) < 28 * 1024, where);
                assert.ok(mostButtonsTogether(message.card) <= 5, where);
                if (language === 'ja') assert.deepEqual(strangeTo15(message.card), [], where);
                if (turn === 0) assert.deepEqual(complaints(message.card), [], where);
                assert.doesNotMatch(JSON.stringify(message.card), /\$\{|undefined/u, where);
                if (page !== 'main' || !('sentence' in screen.cue)) continue;
                assert.ok(readingOf(message.card).includes(screen.cue.sentence.text[language]), where);
              }
              const { cue } = screen;
              if (cue.kind === 'say' && cue.recording === 'announce') {
                deeds.push({ what: 'announced', sentence: cue.sentence.id, language });
              } else if (cue.kind === 'say' || cue.kind === 'stop') {
                deeds.push({ what: 'said', sentence: cue.sentence.id, language });
              } else if (cue.kind === 'step') deeds.push({ what: 'step', step: cue.step, language });
              else break;
            }
          }
        }
      }
      assert.ok(drawn >= 15 * situation.scenes.length, `${drawn} cards`);
    });
  }

  it('has every sentence in some situation or step, so that none lies unused', () => {
    const used = new Set(book.situations.flatMap(({ say }) => say).filter((id) => id !== RECORDING));
    const unused = book.sentences.filter(
      ({ id, recording, step }) => recording === undefined && step === undefined && !used.has(id),
    );
    assert.deepEqual(
      unused.map(({ id }) => id),
      [],
    );
  });
});
