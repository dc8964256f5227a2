import assert from 'node:assert/strict';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { currentContent, currentVersion, type Incident } from '../../src/domain/incident/incident.ts';
import { stillToWrite } from '../../src/domain/incident/todo.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { type OpenHouse, openHouse } from '../builders/house.ts';
import { nonceFor, person } from '../builders/records.ts';

/** What the handler makes of the four answers. */
const four: TypedValues = {
  department: 'fukushi',
  date: '2026-11-21',
  time: '14:10',
  scene: 'counter',
  place: '2階 5番窓口',
  look: '50代くらいの男性、紺の上着',
  row1Words: 'お前の家は知っているぞ',
  danger: 'harm',
  urgent: 'true',
};

describe('a 速報', () => {
  let open: OpenHouse;
  afterEach(() => open.close());

  async function sent(change: TypedValues = {}, now?: Date): Promise<Incident> {
    open = openHouse(now === undefined ? {} : { now });
    const outcome = await recordIncident(open.house, {
      person: person(),
      nonce: nonceFor('quick'),
      messageId: 'm1',
      typed: { ...four, ...change },
      shell: true,
    });
    assert.ok(outcome.kind === 'filed', JSON.stringify(outcome));
    return outcome.incident;
  }

  it('is stored at once, judged, with its alert, its receipt and its reminder owed', async () => {
    const incident = await sent();
    assert.deepEqual(
      incident.intents.map(({ kind }) => kind),
      ['receipt', 'match', 'raise-alert', 'remind'],
    );
    assert.deepEqual(currentVersion(incident).judged?.machine, ['threat']);
    assert.equal(currentVersion(incident).judged?.risk?.level, 'emergency');
    assert.equal(currentContent(incident).look, four['look']);
  });

  it('is to be completed by the end of the working day, with the reminder before it', async () => {
    const { shell, intents } = await sent();
    assert.equal(shell?.due, '2026-11-21T08:15:00.000Z');
    const remind = intents.find((intent) => intent.kind === 'remind');
    assert.ok(remind?.kind === 'remind');
    assert.equal(remind.at, '2026-11-21T07:15:00.000Z');
  });

  it('after hours is due on the next day', async () => {
    const now = new Date('2026-11-21T10:00:00Z');
    assert.equal((await sent({ time: '18:59' }, now)).shell?.due, '2026-11-22T08:15:00.000Z');
  });

  it('that wants no alert raises none, and is to be completed all the same', async () => {
    const incident = await sent({ urgent: 'false', danger: '' });
    assert.equal(incident.alerted, false);
    assert.notEqual(incident.shell, undefined);
  });

  it('pressed twice is one record', async () => {
    const first = await sent();
    const again = await recordIncident(open.house, {
      person: person(),
      nonce: nonceFor('quick'),
      messageId: 'm2',
      typed: { ...four, row1Words: 'x' },
      shell: true,
    });
    assert.ok(again.kind === 'filed' && again.repeated);
    assert.deepEqual(again.incident, first);
  });

  it('keeps when it happened and when it was written apart, and says what is missing', async () => {
    const incident = await sent({ time: '13:00' });
    assert.equal(currentContent(incident).occurredAt, '2026-11-21T04:00:00.000Z');
    assert.equal(incident.filedAt, '2026-11-21T05:10:00.000Z');
    const groups = stillToWrite(incident, open.house.recordRules).map(({ group }) => group);
    assert.deepEqual(groups, ['outcome', 'outcome']);
  });
});

describe('a late entry', () => {
  it('asks why, by the hours that the ward has set, until the reason is written', async () => {
    const open = openHouse();
    try {
      const late = await open.file({ typed: { ...four, date: '2026-11-19' } });
      const asks = (hours: number): boolean =>
        stillToWrite(late, { lateAfterHours: hours }).some(({ text }) => text.startsWith('記録が遅れた理由'));
      assert.deepEqual([asks(24), asks(47), asks(48)], [true, true, false]);
      const told = await open.file({
        typed: { ...four, date: '2026-11-19', lateReason: '出張' },
        word: 'told',
      });
      assert.ok(!stillToWrite(told, { lateAfterHours: 24 }).some(({ group }) => group === 'when'));
    } finally {
      await open.close();
    }
  });
});
