import assert from 'node:assert/strict';
import { firstBrokenEntry } from '../../src/domain/audit.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { sendDetails } from '../../src/workflow/read-details.ts';
import { coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { approver, digest, person } from '../builders/records.ts';

describe('詳しく', () => {
  let open: OpenHouse;
  let incident: Incident;
  beforeEach(async () => {
    open = openHouse();
    incident = await open.file();
  });
  afterEach(() => open.close());

  const stored = async (): Promise<Incident> => {
    const found = await open.house.incidents.read(incident.number);
    assert.ok(found);
    return found;
  };

  for (const [who, one, extent] of [
    ['the reporter', person(), 'full'],
    ['an approver of the department', approver(), 'full'],
    ['a coordinator', coordinator(), 'full'],
    ['an approver of another department', approver({ id: 'z', approverOf: ['zeimu'] }), 'conduct'],
    ['a colleague', person({ id: 'suzuki' }), 'refused'],
    ['a colleague of another department', person({ id: 'tanaka', department: 'zeimu' }), 'refused'],
  ] as const) {
    it(`by ${who} is answered with ${extent}, and leaves an entry`, async () => {
      assert.deepEqual(await sendDetails(open.house, { number: incident.number, person: one }), {
        kind: 'sent',
        extent,
      });
      const { audit, revision } = await stored();
      const entry = audit.at(-1);
      assert.deepEqual(
        [entry?.by, entry?.action, entry?.about],
        [one.key, extent === 'refused' ? 'read-refused' : 'read', extent],
      );
      assert.equal(firstBrokenEntry(audit, digest), undefined);
      assert.equal(revision, incident.revision);
      const [row] = await open.house.owed.about(incident.number);
      assert.deepEqual(row?.to, { kind: 'person', person: one.key });
      assert.deepEqual(row?.shows, { kind: 'details', number: incident.number, extent });
    });
  }

  it('of a record that does not exist owes nothing', async () => {
    assert.deepEqual(await sendDetails(open.house, { number: '261121-000000', person: person() }), {
      kind: 'no-such-record',
    });
    assert.equal(await open.house.owed.nextDue(), undefined);
  });

  it('pressed ten times within a minute is one message and one reading', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () =>
        sendDetails(open.house, { number: incident.number, person: approver() }),
      ),
    );
    assert.equal((await open.house.owed.about(incident.number)).length, 1);
    assert.equal((await stored()).audit.filter(({ action }) => action === 'read').length, 1);
  });

  it('pressed again later sends again', async () => {
    await sendDetails(open.house, { number: incident.number, person: approver() });
    open.clock.skip(61_000);
    await sendDetails(open.house, { number: incident.number, person: approver() });
    assert.equal((await open.house.owed.about(incident.number)).length, 2);
  });

  it('never wakes work about the record that was done already', async () => {
    const before = await stored();
    await sendDetails(open.house, { number: incident.number, person: approver() });
    assert.deepEqual((await stored()).intents, before.intents);
  });
});
