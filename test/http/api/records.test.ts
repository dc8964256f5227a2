import assert from 'node:assert/strict';
import { recordViewSchema } from '../../../src/api/record.ts';
import { registerPageSchema } from '../../../src/api/register.ts';
import { acknowledgeAlert } from '../../../src/workflow/answer-alert.ts';
import { decide, escalate } from '../../../src/workflow/escalate.ts';
import { correctRecord } from '../../../src/workflow/correct-record.ts';
import { typedOf } from '../../../src/domain/incident/fields.ts';
import { currentContent } from '../../../src/domain/incident/incident.ts';
import { cards, channelsOf, COORDINATOR } from '../../builders/house.ts';
import { nonceFor } from '../../builders/records.ts';
import { registered } from '../../builders/register.ts';
import { openStage, type Stage, staff } from '../../bot/person-stage.ts';
import { linksOf, partsOf } from '../../cards/read-card.ts';
import { openTabService, type TabService } from './tab-service.ts';

describe('the register over the API', () => {
  let stage: Stage;
  let service: TabService;

  beforeEach(async () => {
    stage = await openStage();
    service = await openTabService(stage.open, cards);
  });
  afterEach(async () => {
    await service.close();
    await stage.open.close();
  });

  const search = async (as: string, body: object = {}) => {
    const reply = await service.call({ method: 'POST', path: '/records/search', as, body });
    assert.equal(reply.status, 200, reply.text);
    return registerPageSchema.parse(reply.json());
  };
  const look = (as: string, number: string) => service.call({ path: `/records/${number}`, as });
  const record = async (as: string, number: string) => {
    const reply = await look(as, number);
    assert.equal(reply.status, 200, reply.text);
    return recordViewSchema.parse(reply.json());
  };

  // Of 福祉課, where somebody shouted, and of 税務課, where the same person only complained.
  for (const [who, as, threat, complaint] of [
    ['the reporter in 福祉課', 'sato', 'full', 404],
    ['a colleague of the same department', 'suzuki', 404, 404],
    ['the reporter in 税務課', 'tanaka', 404, 'full'],
    ['an approver of 福祉課', 'kacho', 'full', 404],
    ['an approver of 税務課', 'boss', 'conduct', 'full'],
    ['a coordinator', COORDINATOR, 'full', 'full'],
  ] as const) {
    it(`shows ${who} ${threat} of a threat in 福祉課 and ${complaint} of a complaint in 税務課`, async () => {
      const { rows } = await search(as);
      const extents = [threat, complaint].filter((extent) => extent !== 404);
      assert.deepEqual(rows.map(({ extent }) => extent).toSorted(), [...extents].toSorted());
      for (const [number, extent] of [
        [stage.threat.number, threat],
        [stage.complaint.number, complaint],
      ] as const) {
        const reply = await look(as, number);
        if (extent === 404) assert.equal(reply.status, 404);
        else assert.equal(recordViewSchema.parse(reply.json()).extent, extent);
        const last = (await stage.stored(number)).audit.at(-1);
        assert.deepEqual(
          [last?.by, last?.about],
          [
            Object.values(staff).find(({ objectId }) => objectId === as)?.key,
            extent === 404 ? 'refused' : extent,
          ],
          'the look or the refusal is in the chain',
        );
      }
    });
  }

  it('answers a record that is not there exactly as one that is not for the reader', async () => {
    const hidden = await look('suzuki', stage.threat.number);
    const nowhere = await look('suzuki', '261121-000000');
    assert.deepEqual([hidden.status, nowhere.status], [404, 404]);
    const without = (text: string): string => text.replaceAll(/"reference":"\w+",?/gu, '');
    assert.equal(without(hidden.text), without(nowhere.text));
    assert.ok(!hidden.text.includes(stage.threat.number));
  });

  it('shows nothing when the look cannot be written down', async () => {
    stage.open.house.incidents.change = () => Promise.reject(new Error('no disk'));
    const reply = await look('kacho', stage.threat.number);
    assert.equal(reply.status, 500);
    assert.ok(!reply.text.includes('山本'));
  });

  it('refuses a continuation of another question, and a period that is none', async () => {
    for (let index = 0; index < 60; index += 1) {
      await stage.open.house.incidents.create(registered({ word: `more ${index}`, minutesAgo: index + 5 }));
    }
    const { next } = await search(COORDINATOR);
    assert.ok(next !== undefined);
    assert.equal((await search(COORDINATOR, { after: next })).next, undefined);
    const post = (body: object, as = COORDINATOR) =>
      service.call({ method: 'POST', path: '/records/search', as, body });
    const refused = await post({ after: next, scene: 'phone' });
    assert.equal(refused.status, 400);
    assert.match(String(refused.json()['detail']), /はじめから/u);
    assert.equal((await post({ after: next }, 'kacho')).status, 400);
    const period = await post({ from: '2026-11-02', until: '2026-11-01' });
    assert.equal(period.status, 422);
    assert.match(JSON.stringify(period.json()['errors']), /"until"/u);
  });

  describe('of a record with everything', () => {
    beforeEach(async () => {
      const { house } = stage.open;
      await stage.open.settleChannels(...channelsOf(3));
      await stage.desk.deliver();
      const { number } = stage.threat;
      const typed = {
        ...typedOf(currentContent(stage.threat)),
        taken: '係長が同席した',
        careNote: '手が震えた',
      };
      const saved = await correctRecord(house, {
        number,
        base: 1,
        nonce: nonceFor('mend'),
        part: 'outcome',
        review: '',
        seen: '',
        typed: { ...typed, reason: '書き間違えたため' },
        person: staff.sato,
      });
      assert.equal(saved.kind, 'saved');
      const asked = await escalate(house, {
        number,
        nonce: nonceFor('ask'),
        asked: 'police',
        reason: '家を知っていると言われた',
        person: staff.sato,
      });
      assert.ok(asked.kind === 'asked');
      await decide(house, {
        number,
        escalation: asked.escalation.id,
        action: 'return',
        reason: '家族に聞いてから',
        person: staff.kacho,
      });
      const [, zeimu] = channelsOf(3);
      await acknowledgeAlert(house, { alert: number, person: staff.boss, channel: zeimu });
      await stage.desk.deliver();
      stage.open.clock.skip(120_000);
    });

    it('shows an approver of the department versions, timeline, alert and decisions, with names and reasons', async () => {
      const view = await record('kacho', stage.threat.number);
      assert.equal(view.reporter, '佐藤 みどり');
      assert.deepEqual(view.state, { id: 'returned', name: '差し戻し' });
      assert.equal(view.subject, stage.subject);
      assert.deepEqual(
        view.versions.map(({ version, by, reason, changes }) => ({ version, by, reason, changes })),
        [
          {
            version: 2,
            by: '佐藤 みどり',
            reason: '書き間違えたため',
            changes: [
              { where: 'こちらの対応', before: '制度を説明し、係長に交代した', after: '係長が同席した' },
            ],
          },
          { version: 1, by: '佐藤 みどり', reason: undefined, changes: [] },
        ],
      );
      const story = view.timeline.map(({ what, by = '' }) => `${by}: ${what}`);
      for (const line of [
        '佐藤 みどり: 記録しました',
        ': 緊急アラートを全課に出しました',
        '佐藤 みどり: 書き足すか直しました(第2版)',
        '佐藤 みどり: 警察相談を上申しました',
        '高橋 一郎: 上申(警察相談)の判断: 差し戻し',
        '税務課: アラートを確認しました',
        '高橋 一郎: 詳しい内容を見ました',
      ]) {
        assert.ok(story.includes(line), `${line} in ${story.join('\n')}`);
      }
      const times = view.timeline.map(({ at }) => at);
      assert.deepEqual(times, times.toSorted());
      const [decision] = view.decisions;
      assert.equal(decision?.reason, '家を知っていると言われた');
      assert.deepEqual([decision?.decided?.by, decision?.decided?.reason], ['高橋 一郎', '家族に聞いてから']);
      assert.deepEqual(decision?.state, { id: 'returned', name: '差し戻し' });
      assert.equal(view.alert?.standing, '出ています');
      const zeimu = view.alert.departments.find(({ department }) => department.id === 'zeimu');
      assert.equal(zeimu?.department.name, '税務課');
      assert.ok(zeimu.confirmedAt !== undefined);
      assert.deepEqual(
        zeimu.channels.map(({ name, state }) => [name, state]),
        [['税務課', 'shown']],
      );
    });

    it('shows an approver of another department no name, no typed reason, no matter and no change', async () => {
      const reply = await look('boss', stage.threat.number);
      const view = recordViewSchema.parse(reply.json());
      assert.equal(view.extent, 'conduct');
      for (const secret of [
        '佐藤',
        '高橋',
        '山本',
        '1234',
        '家を知って',
        '家族に聞いて',
        '書き間違え',
        '係長が同席',
        '制度を説明',
        '給付',
        '先週の説明',
        '5番窓口',
        '手が震えた',
      ]) {
        assert.ok(!reply.text.includes(secret), secret);
      }
      assert.deepEqual(
        view.versions.map(({ version, by, reason, changes }) => [version, by, reason, changes]),
        [
          [2, undefined, undefined, []],
          [1, undefined, undefined, []],
        ],
      );
      assert.ok(view.timeline.some(({ what, by }) => what === '記録しました' && by === '福祉課'));
      assert.ok(!view.timeline.some(({ what }) => /見ました/u.test(what)), 'who has read it is not theirs');
      assert.deepEqual(view.decisions[0]?.state.name, '差し戻し');
      assert.match(JSON.stringify(view.card), /今すぐ出せ/u);
    });

    it('shows the care note to the writer and the approvers of the department, and not to coordinators', async () => {
      const care = await correctRecord(stage.open.house, {
        number: stage.threat.number,
        base: 2,
        nonce: nonceFor('care'),
        part: 'care',
        review: '',
        seen: '',
        typed: { careNote: '手が震えた' },
        person: staff.sato,
      });
      assert.equal(care.kind, 'saved');
      for (const [as, seen] of [
        ['sato', true],
        ['kacho', true],
        ['boss', false],
        [COORDINATOR, false],
      ] as const) {
        assert.equal((await look(as, stage.threat.number)).text.includes('手が震えた'), seen, as);
      }
    });

    it('tells of refused looks only those who decide about the record or coordinate', async () => {
      await look('suzuki', stage.threat.number);
      const tells = async (as: string): Promise<boolean> =>
        (await record(as, stage.threat.number)).timeline.some(({ what }) =>
          what.includes('見ようとしました'),
        );
      assert.deepEqual(
        [await tells('sato'), await tells('kacho'), await tells(COORDINATOR)],
        [false, true, true],
      );
    });

    it('puts readings of one person on one day into one line', async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await look('kacho', stage.threat.number);
        stage.open.clock.skip(120_000);
      }
      const { timeline } = await record('sato', stage.threat.number);
      assert.deepEqual(
        timeline
          .filter(({ what, by }) => what.includes('見ました') && by === '高橋 一郎')
          .map(({ what }) => what),
        ['詳しい内容を見ました(この日に3回)'],
      );
    });

    it('has nothing to press on any card', async () => {
      for (const as of ['sato', 'kacho', 'boss', COORDINATOR]) {
        const { card, alert } = await record(as, stage.threat.number);
        for (const one of [card, alert?.card ?? {}]) {
          const kinds = partsOf(one).map(({ kind }) => kind);
          assert.ok(!kinds.some((kind) => /^(?:Action|Input)|ActionSet/u.test(kind)), kinds.join(' '));
          assert.deepEqual(linksOf(one), []);
        }
      }
    });
  });
});
