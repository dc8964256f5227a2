import assert from 'node:assert/strict';
import { loadAnswers } from '../../src/content/answers/load.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { reportLeaving, reportMistaken, reportSighting } from '../../src/workflow/answer-alert.ts';
import { answerLikely } from '../../src/workflow/link-records.ts';
import { setAnswer, tellAnswered } from '../../src/workflow/one-answer.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { channelsOf, chief, deliverAll, openHouse, reachable } from '../builders/house.ts';
import { digest, person } from '../builders/records.ts';
import { createRecordingTeams, textOf } from '../builders/teams.ts';

/** A word of its own in every field that no channel may ever see, per department. */
const secretsOf = (mark: string) => ({
  place: `窓口${mark}番`,
  name: '権田原 菊次郎',
  kana: 'ごんだわら きくじろう',
  phone: '03-5791-8642',
  demand: `要求秘${mark}`,
  claim: `主張秘${mark}`,
  grievance: `不満秘${mark}`,
  confirmed: `事実秘${mark}`,
  background: `経緯秘${mark}`,
  row1Words: `お前の首を飛ばしてやる 言葉秘${mark}`,
  row2Words: `これから税務課に行く 発言秘${mark}`,
  manner: `様子秘${mark}`,
  witnesses: `証人秘${mark}`,
  taken: `対応秘${mark}`,
  endingNote: `終わり秘${mark}`,
  careNote: `ケア秘${mark}`,
});

/** Private matters typed where they do not belong: into the features that an alert shows. */
const misplaced = {
  build: '生活保護の受給者',
  hair: '白髪、権田原さん',
  clothing: '紺の上着',
  belongings: '督促状 090-1357-2468',
  voice: '離婚の話をする低い声',
};

describe('every message in every channel', () => {
  it('holds no private word, whatever happens on one person’s way through three departments', async () => {
    const open = openHouse({ now: new Date('2026-11-21T01:40:00Z') });
    const teams = createRecordingTeams(open.clock);
    const [fukushi, zeimu, kokuho] = ['fukushi', 'zeimu', 'kokuho'].map((department) =>
      reachable(person({ id: `clerk-${department}`, name: `職員${department}`, department })),
    ) as [ReturnType<typeof person>, ReturnType<typeof person>, ReturnType<typeof person>];
    const boss = chief();
    await open.settlePeople(fukushi, zeimu, kokuho, boss);
    const channels = channelsOf(5);
    await open.settleChannels(...channels);

    const deliver = (): Promise<void> => deliverAll(open, teams);
    async function file(
      by: ReturnType<typeof person>,
      time: string,
      more: Record<string, string>,
    ): Promise<Incident> {
      const outcome = await recordIncident(open.house, {
        person: by,
        nonce: `261121-${digest(time).slice(0, 16)}`,
        messageId: undefined,
        typed: {
          department: by.department ?? '',
          date: '2026-11-21',
          time,
          scene: 'counter',
          age: '60s',
          gender: 'male',
          danger: 'harm',
          ...secretsOf(time.replace(':', '')),
          ...misplaced,
          ...more,
        },
      });
      assert.ok(outcome.kind === 'filed', JSON.stringify(outcome));
      await deliver();
      return outcome.incident;
    }

    try {
      const first = await file(fukushi, '10:30', {});
      await setAnswer(open.house, {
        alert: first.number,
        typed: { say: 'later,same', avoid: 'promise' },
        person: boss,
      });
      open.clock.skip(3.5 * 3_600_000);
      const second = await file(zeimu, '14:05', { clothing: '濃い青のジャンパー' });
      await tellAnswered(open.house, {
        number: second.number,
        typed: {
          told: loadAnswers()
            .entries.map(({ id }) => id)
            .join(','),
        },
        person: zeimu,
      });
      const at = { alert: first.number, person: zeimu, channel: channels[1] };
      await reportSighting(open.house, { ...at, place: 'phone' });
      await deliver();
      open.clock.skip(3_600_000);
      const third = await file(kokuho, '15:10', {});
      const stored = await open.house.incidents.read(third.number);
      const subject = stored?.likely[0]?.subject ?? '';
      await answerLikely(open.house, { number: third.number, subject, answer: 'same', person: kokuho });
      await deliver();
      await answerLikely(open.house, { number: third.number, subject, answer: 'other', person: kokuho });
      await reportMistaken(open.house, at);
      await deliver();
      await reportLeaving(open.house, { ...at, person: kokuho, channel: channels[2] });
      open.clock.skip(4 * 86_400_000);
      await deliver();
      await deliver();

      const inChannels = teams.calls.filter(({ where }) =>
        channels.some(({ address }) => address.conversationId === where),
      );
      assert.ok(inChannels.length > 40, `${inChannels.length} messages`);
      const whole = inChannels.map(({ message }) => textOf(message));
      assert.ok(
        whole.some((text) => text.includes('福祉課 10:30 → 税務課 14:05')),
        'the way was shown',
      );
      assert.ok(
        whole.some((text) => text.includes('別人でした')),
        'a correction was shown',
      );
      assert.ok(
        whole.some((text) => text.includes('食い違い')),
        'a difference was shown',
      );
      const secrets =
        '秘 窓口1 権田原 菊次郎 ごんだわら きくじろう 5791 8642 1357 2468 首を飛ば 生活保護 受給 督促 離婚 職員fukushi 職員zeimu 電話番号 姓'.split(
          ' ',
        );
      for (const { message, kind } of inChannels) {
        const text = textOf(message);
        for (const secret of secrets) {
          assert.ok(!text.includes(secret), `${kind}: ${secret} in ${text.slice(0, 300)}`);
        }
      }
      assert.equal((await open.house.alerts.read(first.number))?.rest?.why, 'expired');
    } finally {
      await open.close();
    }
  });
});
