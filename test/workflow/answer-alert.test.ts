import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import { acknowledgeAlert, answeringDepartment, reportSighting } from '../../src/workflow/answer-alert.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { alertOf, channel, digest, person, richIncident } from '../builders/records.ts';

const nobody = (() => {
  const { department: _, ...rest } = person({ id: 'new' });
  return rest;
})();

describe('answering an alert', () => {
  let open: OpenHouse;
  const alert = alertOf(richIncident(), ['fukushi', 'zeimu']);
  beforeEach(async () => {
    open = openHouse();
    await open.house.alerts.create(alert);
  });
  afterEach(() => open.close());

  const stored = async () => {
    const found = await open.house.alerts.read(alert.id);
    assert.ok(found);
    return found;
  };

  const zeimu = channel();
  const tanaka = person({ id: 'tanaka', department: 'zeimu' });

  for (const [what, who, where, counts] of [
    ['a member of an alerted department in its own channel', tanaka, zeimu, 'zeimu'],
    ['a member of an alerted department in another channel', person(), zeimu, 'fukushi'],
    ['a member of a department without a channel', person({ department: 'koen' }), zeimu, 'zeimu'],
    ['a person without a department', nobody, zeimu, 'zeimu'],
    [
      'a member of a department without a channel, elsewhere',
      person({ department: 'koen' }),
      undefined,
      'koen',
    ],
    ['a person without a department, elsewhere', nobody, undefined, undefined],
  ] as const) {
    it(`counts ${what} as ${counts ?? 'nobody'}`, () =>
      assert.equal(answeringDepartment(alert, who, where), counts));
  }

  it('by 40 departments at the same time counts every one of them once', async () => {
    const departments = Array.from({ length: 40 }, (_, index) => `ka${index}`);
    const answers = await Promise.all(
      departments.map((department) =>
        acknowledgeAlert(open.house, {
          alert: alert.id,
          person: person({ id: department, department }),
          channel: channel({ id: department, department }),
        }),
      ),
    );
    assert.ok(answers.every(({ kind }) => kind === 'shown'));
    const { acknowledgements, audience, audit, revision } = await stored();
    assert.deepEqual(acknowledgements.map(({ department }) => department).sort(), departments.toSorted());
    assert.equal(audience.length, 42);
    assert.equal(revision, 41);
    assert.equal(firstBrokenEntry(audit, digest), undefined);
  });

  it('by the largest ward that the settings allow, all 200 departments at once, loses no press', async () => {
    const departments = Array.from({ length: 200 }, (_, index) => `ka${index}`);
    const answers = await Promise.allSettled(
      departments.map((department) =>
        acknowledgeAlert(open.house, {
          alert: alert.id,
          person: person({ id: department, department }),
          channel: undefined,
        }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 'rejected').length, 0);
    assert.equal((await stored()).acknowledgements.length, 200);
  });

  it('twenty times by one department at once counts once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        acknowledgeAlert(open.house, { alert: alert.id, person: tanaka, channel: zeimu }),
      ),
    );
    assert.equal((await stored()).acknowledgements.length, 1);
    assert.equal((await stored()).revision, 2);
  });

  it('with いま来ています keeps the place and who said so', async () => {
    const answer = await reportSighting(open.house, {
      alert: alert.id,
      place: 'entrance',
      person: tanaka,
      channel: zeimu,
    });
    assert.ok(answer.kind === 'shown');
    assert.equal(answer.alert.sightings[0]?.place, 'entrance');
    assert.equal(answer.alert.audit.at(-1)?.by, tanaka.key);
    assert.equal(open.nudges(), 1);
  });

  it('that does not exist says so', async () => {
    const answer = await acknowledgeAlert(open.house, {
      alert: '261121-000000',
      person: tanaka,
      channel: zeimu,
    });
    assert.deepEqual(answer, { kind: 'no-such-alert' });
  });

  it('for no department says so and changes nothing', async () => {
    const answer = await acknowledgeAlert(open.house, {
      alert: alert.id,
      person: nobody,
      channel: undefined,
    });
    assert.deepEqual(answer, { kind: 'no-department' });
    assert.deepEqual(await stored(), alert);
  });
});
