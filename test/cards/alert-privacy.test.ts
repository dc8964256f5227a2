import { loadAnswers } from '../../src/content/answers/load.ts';
import { loadLaw } from '../../src/content/law/load.ts';
import assert from 'node:assert/strict';
import { createCards } from '../../src/cards/cards.ts';
import { loadTemplates } from '../../src/cards/template.ts';
import type { Alert } from '../../src/domain/alert/alert.ts';
import { acknowledge, sight } from '../../src/domain/alert/responses.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { rowCounts, rowFields } from '../../src/domain/incident/form-fields.ts';
import {
  alertOf,
  alertTimes,
  approver,
  decided,
  digest,
  escalated,
  incident,
  NOW,
  person,
  richTyped,
  ward,
} from '../builders/records.ts';
import { tabLink, templateFolder } from './gallery.ts';

const cards = createCards(loadTemplates(templateFolder), () => ward, loadLaw(), loadAnswers(), tabLink);

const name = '目白 直樹';
const kana = 'めじろ なおき';
const phone = '080-4455-6677';

/** A word of its own in every field that no channel may see. */
const secrets: TypedValues = {
  name,
  kana,
  phone,
  place: '三階九番窓口',
  demand: '給付の取消',
  background: '滞納の経緯',
  manner: '机を蹴る様子',
  witnesses: '目撃者は警備員',
  taken: '所長が同席',
  endingNote: '裏口から退去',
  ...Object.fromEntries(
    Array.from({ length: rowCounts.most }, (_, index) => [
      rowFields(index + 1).words,
      `発言その${index + 1}番`,
    ]),
  ),
};

/** Who wrote, asked and decided is no business of the channels either. */
const reporterName = '記録者 花子';
const approverName = '承認者 次郎';
const reason = '上申の理由の文';
const answer = '判断の理由の文';

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\-・\u200B]/gu, '')
    .toLowerCase();

/** Every private word that stands in this message, in whatever width and spacing. */
function leaks(message: { card: object; summary: string }): string[] {
  const shown = plain(JSON.stringify(message));
  const words = [...Object.values(secrets), ...`${name} ${kana}`.split(' '), reporterName, approverName];
  return [...words, reason, answer, '4455', '6677', 'メジロ', 'ナオキ', '目白', '直樹'].filter((word) =>
    shown.includes(plain(word)),
  );
}

/** The alert at every stage that a channel sees. */
function stages(typed: TypedValues): Alert[] {
  const record = incident({ typed, reporter: person({ name: reporterName }) });
  const first = alertOf(record);
  const seen = acknowledge(first, { department: 'zeimu', by: 'p1', now: NOW }, digest);
  const sighted = sight(
    seen,
    { department: 'doro', place: 'counter', by: 'p2', now: NOW, times: alertTimes },
    digest,
  );
  const waiting = escalated(record, { reason }).incident;
  const { escalation } = decided(waiting, { by: approver({ name: approverName }), reason: answer });
  assert.ok(escalation.decision && escalation.state !== 'pending');
  const decision = {
    escalation: escalation.id,
    asked: escalation.asked,
    outcome: escalation.state,
    at: escalation.decision.at,
  };
  return [first, seen, sighted, { ...sighted, decision }];
}

const drawnStages = (typed: TypedValues): { card: object; summary: string }[] =>
  stages(typed).flatMap((alert) => [false, true].map((repeat) => cards.alert({ alert, repeat })));

const base = { ...richTyped, ...secrets };

/** Ways in which the same name and number end up in a field about looks. */
const again: ReadonlyMap<string, string> = new Map([
  ['as they were typed', `${name} ${kana} ${phone}`],
  ['the family name alone', '目白と書いた名札'],
  ['the given name alone', '直樹さんと呼ばれた'],
  ['without the space', '目白直樹の名札'],
  ['with a full-width space', '目白　直樹の名札'],
  ['with spaces between all characters', '目 白 直 樹'],
  ['with dots between', '目・白'],
  ['with characters that nobody sees between', '目\u200B白'],
  ['the reading in katakana', 'メジロと名乗る'],
  ['the reading in half-width katakana', 'ﾒｼﾞﾛ ﾅｵｷ'],
  ['the number in full width', '０８０－４４５５－６６７７'],
  ['the number without separators', '08044556677'],
  ['the number with spaces', '080 4455 6677'],
  ['the end of the number', '末尾6677の札'],
]);

const features = ['build', 'hair', 'clothing', 'belongings', 'voice'] as const;

describe('the alert card', () => {
  it('shows nothing of who, where, what was said and why, from the first version to the last', () => {
    for (const message of drawnStages(base)) assert.deepEqual(leaks(message), []);
  });

  it('shows the looks, the conduct, the danger and the number, from the first version to the last', () => {
    for (const message of drawnStages(base)) {
      const text = JSON.stringify(message.card);
      for (const word of ['紺の上着', '白髪、短い', '低い声', '50代', '暴言・侮辱', '福祉課', '13:40']) {
        assert.ok(text.includes(word), word);
      }
    }
  });

  for (const [how, typed] of again) {
    for (const field of features) {
      it(`does not show name or number typed into ${field}: ${how}`, () => {
        for (const message of drawnStages({ ...base, [field]: typed })) assert.deepEqual(leaks(message), []);
      });
    }
  }

  it('does not name who confirmed, reported or decided, only their departments', () => {
    const last = drawnStages(base).at(-1);
    assert.ok(last);
    const text = JSON.stringify(last.card);
    assert.match(text, /税務課/u);
    assert.match(text, /確認 2\/12/u);
    assert.deepEqual(leaks(last), []);
  });

  it('cannot leak by a field that it has not: an alert holds no private text at all', () => {
    for (const alert of stages(base)) {
      const shown = plain(JSON.stringify(alert));
      for (const [field, word] of Object.entries(secrets)) assert.ok(!shown.includes(plain(word)), field);
    }
  });
});

describe('the search for leaks', () => {
  it('finds a private word in any width', () => {
    assert.deepEqual(leaks({ card: { text: '０８０　４４５５　６６７７' }, summary: '' }), [
      phone,
      '4455',
      '6677',
    ]);
    assert.deepEqual(leaks({ card: {}, summary: 'ﾒｼﾞﾛ様' }), ['メジロ']);
  });
});
