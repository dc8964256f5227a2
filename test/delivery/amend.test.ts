import assert from 'node:assert/strict';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentVersion, type Incident } from '../../src/domain/incident/incident.ts';
import type { Part } from '../../src/domain/incident/parts.ts';
import { acknowledgeAlert } from '../../src/workflow/answer-alert.ts';
import { correctRecord } from '../../src/workflow/correct-record.ts';
import { raiseAlertLater } from '../../src/workflow/review-record.ts';
import { type Desk, openDesk, readingOf } from '../bot/pressing.ts';
import { channelsOf, type OpenHouse, openHouse, reporter } from '../builders/house.ts';
import { minimalTyped, nonceFor, person, richTyped } from '../builders/records.ts';

const channels = channelsOf(2);
const zeimu = channels[1]?.address.conversationId ?? '';

describe('the alert of a record that changes', () => {
  let open: OpenHouse;
  let desk: Desk;
  let incident: Incident;

  async function begin(typed: TypedValues): Promise<void> {
    open = openHouse();
    desk = openDesk(open);
    await open.settleChannels(...channels);
    incident = await open.file({ reporter: reporter(), typed });
    await desk.deliver();
  }
  afterEach(() => open.close());

  async function save(part: Part, typed: TypedValues): Promise<void> {
    const record = await open.house.incidents.read(incident.number);
    assert.ok(record);
    const outcome = await correctRecord(open.house, {
      number: incident.number,
      base: record.versions.length,
      nonce: nonceFor(`v${record.versions.length}`),
      part,
      review: '',
      typed: { reason: '聞きちがい', ...typed },
      person: person(),
    });
    assert.equal(outcome.kind, 'saved');
    await desk.deliver();
  }

  const shown = (): string => {
    const [alert, ...more] = desk.teams.screen(zeimu);
    assert.deepEqual(more, [], 'one message, replaced');
    return alert === undefined ? '' : readingOf(alert.card);
  };
  const looks = {
    clothing: '赤い上着',
    build: '',
    hair: '',
    belongings: '',
    voice: '',
    age: '40s',
    gender: 'male',
  };

  it('shows the newest looks, labels and level in the same message', async () => {
    await begin(richTyped);
    assert.match(shown(), /紺の上着/u);
    await save('who', looks);
    assert.match(shown(), /赤い上着/u);
    assert.doesNotMatch(shown(), /紺の上着/u);
    await save('danger', { danger: '', urgent: 'true' });
    await save('how', { conduct: 'abuse', manner: '立っていた' });
    assert.match(shown(), /段階: 注意/u);
    assert.match(shown(), /暴言・侮辱/u);
    assert.doesNotMatch(shown(), /威嚇・脅迫/u);
  });

  it('is not sent again for what the channels do not see', async () => {
    await begin(richTyped);
    const before = desk.teams.sentTo(zeimu).length;
    await save('outcome', { taken: '別の対応' });
    await save('care', { careNote: '眠れない' });
    await save('why', { claim: '言い分' });
    assert.equal(desk.teams.sentTo(zeimu).length, before);
    assert.doesNotMatch(shown(), /眠れない|言い分|別の対応/u);
  });

  it('keeps who has confirmed it', async () => {
    await begin(richTyped);
    await acknowledgeAlert(open.house, {
      alert: incident.number,
      person: person({ id: 'tanaka', department: 'zeimu' }),
      channel: undefined,
    });
    await save('who', looks);
    assert.match(shown(), /確認 1\/2/u);
  });

  it('is raised by a correction that notes a danger', async () => {
    await begin(minimalTyped);
    assert.equal(shown(), '');
    await save('danger', { danger: 'onward' });
    assert.match(shown(), /ほかの課へ行くと言った/u);
    assert.match(shown(), /段階: 警戒/u);
  });

  it('is raised when it is asked for later, once', async () => {
    await begin(minimalTyped);
    for (let turn = 0; turn < 3; turn += 1) {
      const outcome = await raiseAlertLater(open.house, { number: incident.number, person: person() });
      assert.equal(outcome.kind, 'raised');
    }
    await desk.deliver();
    assert.notEqual(shown(), '');
    assert.equal(desk.teams.sentTo(zeimu).length, 1);
  });

  it('of a 速報 shows what its completion brought, and still the line of the 速報', async () => {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(person());
    await open.settleChannels(...channels);
    const form = await desk.say('sato', '速報');
    const four = { look: '50代の男性、紺の上着', row1Words: 'お前を殺すぞ', urgent: 'true' };
    await desk.press('sato', form, 'quick.submit', four);
    await desk.deliver();
    assert.match(shown(), /50代の男性、紺の上着/u);
    assert.match(shown(), /段階: 警戒/u);
    await desk.press('sato', desk.newest('sato', /^記録しました/u), 'record.continue');
    await desk.press('sato', desk.newest('sato'), 'incident.submit', {
      belongings: '黒い杖',
      danger: 'onward',
    });
    await desk.deliver();
    assert.match(shown(), /黒い杖/u);
    assert.match(shown(), /50代の男性、紺の上着/u);
    assert.match(shown(), /段階: 緊急/u);
    assert.equal(currentVersion(await desk.only(person().key)).version, 2);
  });

  it('never shows the care note, the words or the matter', async () => {
    await begin({
      ...richTyped,
      careNote: '眠れない',
      lateReason: '審査が先',
      claim: '言い分',
      confirmed: '通知',
    });
    assert.doesNotMatch(
      JSON.stringify(desk.teams.screen(zeimu)),
      /眠れない|審査|言い分|通知|今すぐ出せ|給付|山本/u,
    );
  });
});
