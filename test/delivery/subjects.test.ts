import assert from 'node:assert/strict';
import { createExpansion } from '../../src/delivery/expand.ts';
import { askForFlag, decideOnFlag } from '../../src/workflow/flag-subject.ts';
import { askReporter } from '../../src/workflow/follow-up.ts';
import { sendFile } from '../../src/workflow/open-file.ts';
import { readingOf } from '../bot/pressing.ts';
import { openStage, SOUMU, staff, type Stage } from '../bot/person-stage.ts';
import { chatOf, chief } from '../builders/house.ts';
import { nonceFor } from '../builders/records.ts';

describe('what is owed about a person’s file', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.open.close());

  const ask = async (word = 'ask') => {
    const asked = await askForFlag(stage.open.house, {
      subject: stage.subject,
      nonce: nonceFor(word),
      reason: '職員の腕をつかんだ',
      reviewOn: '2026-12-24',
      person: staff.suzuki,
    });
    assert.ok(asked.kind === 'asked');
    return asked.flag;
  };
  const screen = (chat: string, kind: RegExp) =>
    stage.desk.teams.screen(chat).filter(({ summary }) => kind.test(summary));

  it('comes once, whatever happens to the process', async () => {
    await ask();
    await stage.desk.deliver();
    await stage.desk.restarted().deliver();
    assert.equal(screen(chatOf(staff.kacho), /注意の印の上申が届いています/u).length, 1);
    assert.equal(screen(`chat-${SOUMU}`, /注意の印/u).length, 0, 'there is an approver');
  });

  it('reaches every approver of the asker’s department and no other', async () => {
    const kakaricho = chief({ id: 'kakaricho', name: '係長' });
    await stage.open.settlePeople(kakaricho);
    const flag = await ask();
    await stage.desk.deliver();
    for (const one of [staff.kacho, kakaricho]) assert.equal(screen(chatOf(one), /届いています/u).length, 1);
    for (const one of [staff.boss, staff.sato]) assert.equal(screen(chatOf(one), /注意の印/u).length, 0);
    await decideOnFlag(stage.open.house, {
      subject: stage.subject,
      flag: flag.id,
      action: 'reject',
      reason: '記録が足りない',
      person: staff.kacho,
    });
    await stage.desk.deliver();
    for (const one of [staff.kacho, kakaricho, staff.suzuki]) {
      const [twin, ...others] = screen(chatOf(one), /^却下: 注意の印/u);
      assert.deepEqual(others, []);
      assert.match(readingOf(twin?.card ?? {}), /記録が足りない/u);
    }
  });

  it('is not shown to somebody whose role ended between the press and the delivery', async () => {
    const { house } = stage.open;
    await sendFile(house, { subject: `s-${stage.threat.number}`, person: staff.boss });
    await house.people.change(staff.boss.key, ({ department: _department, ...person }) => ({
      next: { ...person, approverOf: [] },
      result: undefined,
    }));
    await stage.desk.deliver();
    const [shown] = screen(chatOf(staff.boss), /経過/u);
    assert.match(readingOf(shown?.card ?? {}), /表示できません/u);
    assert.equal(screen(chatOf(staff.boss), /^対象者/u).length, 0);
  });

  it('is a question to the reporter, which stands once in their chat', async () => {
    const put = () =>
      askReporter(stage.open.house, {
        subject: stage.subject,
        number: stage.threat.number,
        nonce: nonceFor('claim'),
        claim: '返金すると言った',
        person: staff.suzuki,
      });
    const [first, second] = await Promise.all([put(), put()]);
    assert.deepEqual([first.kind, second.kind], ['asked', 'asked']);
    await stage.desk.deliver();
    await stage.desk.restarted().deliver();
    assert.equal(screen(chatOf(staff.sato), /前にどう答えたか/u).length, 1);
    assert.equal((await stage.stored(stage.threat.number)).followUps.length, 1);
  });

  it('goes out for all other files although one cannot be changed', async () => {
    const { house } = stage.open;
    const other = await stage.open.file({ reporter: staff.sato, word: 'other' });
    const due = { reason: 'x', reviewOn: '2026-12-24', person: staff.suzuki };
    for (const subject of [stage.subject, `s-${other.number}`]) {
      await askForFlag(house, { subject, nonce: nonceFor(subject), ...due });
    }
    await stage.desk.deliver();
    stage.open.clock.skip(60 * 86_400_000);
    const failed: string[] = [];
    const expansion = createExpansion({
      ...house,
      subjects: {
        ...house.subjects,
        change: (id, step) => {
          if (id === stage.subject) throw new Error('test');
          return house.subjects.change(id, step);
        },
      },
    });
    await expansion.sweep((about) => failed.push(about));
    assert.deepEqual(failed, [stage.subject]);
    const stateOf = async (id: string) => (await house.subjects.read(id))?.flags[0]?.state;
    assert.equal(await stateOf(`s-${other.number}`), 'ended');
    assert.equal(await stateOf(stage.subject), 'asked');
  });
});
