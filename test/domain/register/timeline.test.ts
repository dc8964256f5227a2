import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acknowledge, leave, sight } from '../../../src/domain/alert/responses.ts';
import { appendAudit } from '../../../src/domain/audit.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { type TimelineReader, timelineOf } from '../../../src/domain/register/timeline.ts';
import {
  alertOf,
  alertTimes,
  approver,
  decided,
  digest,
  escalated,
  NOW,
  person,
  richIncident,
  ward,
} from '../../builders/records.ts';

const full: TimelineReader = { extent: 'full', official: true };
const writer: TimelineReader = { extent: 'full', official: false };
const elsewhere: TimelineReader = { extent: 'conduct', official: false };

const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

/** The record with one entry more in its chain. */
const noted = (incident: Incident, action: string, about = '', by = person().key, minutes = 1): Incident => ({
  ...incident,
  audit: appendAudit(incident.audit, { at: at(minutes).toISOString(), by, action, about }, digest),
});

const lastOf = (incident: Incident, reader: TimelineReader): string | undefined =>
  timelineOf(incident, undefined, reader, ward).at(-1)?.what;

const record = richIncident();

const sentences: readonly [action: string, about: string, full: string, elsewhere?: string][] = [
  ['corrected', 'version 7', '書き足すか直しました(第7版)'],
  ['escalated', 'e1 ban stop-contact', '出入禁止の検討・対応中止を上申しました'],
  ['account-added', 'zeimu', '見ていた人として書きました'],
  [
    'sent-back',
    'q1 taken ending',
    '書いた人に質問しました(こちらの対応、どう終わったか)',
    '書いた人に質問しました',
  ],
  ['alert-asked', '', 'あとから、全課へのアラートを求めました'],
  ['ladder-alert', '', '同じ方がほかの課にも来たため、全課へのアラートになりました'],
  ['follow-up-asked', 'k1', '担当に、言ったかどうかを確認しました'],
  ['follow-up-answered', 'k1 not-said', '確認に「言っていない」と答えました', '確認に答えました'],
  ['said-same', 's-x', '似ている人について「同一人物」と答えました'],
  ['said-other', 's-x', '似ている人について「別人」と答えました'],
  ['said-unknown', 's-x', '似ている人について「わからない」と答えました'],
  ['split', 's-x', '別の対象者の記録として分けました'],
  ['told', 'later', 'この方にお伝えした回答を書きました'],
  ['something new', '', '記録が変わりました'],
];

describe('the timeline of a record', () => {
  for (const [action, about, inFull, outside = inFull] of sentences) {
    it(`says of ${action}: ${inFull}`, () => {
      const incident = noted(record, action, about);
      assert.equal(lastOf(incident, full), inFull);
      assert.equal(lastOf(incident, elsewhere), outside);
    });
  }

  it('has a sentence for every entry that the house writes into a chain of a record or an alert', () => {
    const src = join(import.meta.dirname, '../../../src');
    const read = (folder: string): string =>
      readdirSync(join(src, folder))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(join(src, folder, file), 'utf8'))
        .join('\n');
    const timeline = readFileSync(join(src, 'domain/register/timeline.ts'), 'utf8');
    const written = ['domain/incident', 'domain/alert'].flatMap((folder) =>
      Array.from(read(folder).matchAll(/action: '([a-z-]+)'/gu), ([, action = '']) => action),
    );
    assert.ok(written.length > 15, written.join(' '));
    // They show on the alert's card and tell nothing of this record.
    const silent = new Set(['absorbed', 'retold']);
    for (const action of written) {
      if (silent.has(action)) continue;
      assert.ok(
        timeline.includes(`  ${action}:`) || timeline.includes(`  '${action}':`),
        `${action} has no sentence`,
      );
    }
  });

  it('says what was decided about what was asked', () => {
    const { incident } = decided(escalated(record, { asked: ['police'] }).incident, {
      action: 'reject',
      by: approver(),
    });
    assert.equal(lastOf(incident, full), '上申(警察相談)の判断: 却下');
  });

  it('says that a 速報 was completed', () => {
    const [first] = record.versions;
    assert.ok(first);
    const incident = { ...record, versions: [first, { ...first, version: 2, reason: '速報の続き' }] };
    assert.equal(lastOf(noted(incident, 'corrected', 'version 2'), full), '速報を書き終えました(第2版)');
  });

  it('says to which alert a record was put, moved and taken from', () => {
    const first = noted(record, 'alert-pointed', '261121-AAAAAA', 'system', 1);
    const moved = noted(first, 'alert-pointed', '261121-BBBBBB', 'system', 2);
    const gone = noted(moved, 'alert-pointed', '261121-BBBBBB', 'system', 3);
    assert.deepEqual(
      timelineOf(gone, undefined, full, ward)
        .slice(1)
        .map(({ what, by }) => [what, by]),
      [
        ['アラート 261121-AAAAAA にまとめました', undefined],
        ['アラート 261121-BBBBBB にまとめました', undefined],
        ['アラート 261121-BBBBBB から外れました', undefined],
      ],
    );
  });

  it('tells who has read it to readers of everything, and whose look was refused to officials', () => {
    const incident = noted(noted(record, 'read', 'full', 'p1'), 'read-refused', 'refused', 'p2');
    const lines = (reader: TimelineReader): string[] =>
      timelineOf(incident, undefined, reader, ward).map(({ what }) => what.slice(0, 11));
    assert.deepEqual(lines(full), ['記録しました', '詳しい内容を見ました', '詳しい内容を見ようとし']);
    assert.deepEqual(lines(writer), ['記録しました', '詳しい内容を見ました']);
    assert.deepEqual(lines(elsewhere), ['記録しました']);
  });

  it('tells of its own alert what departments said, and nothing of the alert of another record', () => {
    const times = alertTimes;
    let alert = alertOf(record, ['fukushi', 'zeimu'], at(1));
    alert = acknowledge(alert, { department: 'zeimu', by: 'p9', now: at(2) }, digest);
    alert = sight(alert, { department: 'zeimu', place: 'entrance', by: 'p9', now: at(3), times }, digest);
    alert = leave(alert, { department: 'zeimu', by: 'p9', now: at(4) }, digest);
    const story = timelineOf(record, alert, elsewhere, ward);
    assert.deepEqual(
      story.map(({ what, by }) => [what, by]),
      [
        ['記録しました', { person: record.reporter.key }],
        ['緊急アラートを全課に出しました', undefined],
        ['アラートを確認しました', { department: 'zeimu' }],
        ['「いま来ています」と知らせました(入口・ロビー)', { department: 'zeimu' }],
        ['退去したと知らせました', { department: 'zeimu' }],
      ],
    );
    const other = richIncident({ word: 'other' });
    assert.equal(timelineOf(other, alert, full, ward).length, 1);
  });
});
