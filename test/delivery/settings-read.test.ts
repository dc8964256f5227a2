import assert from 'node:assert/strict';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Person } from '../../src/domain/people/person.ts';
import { createReadiness } from '../../src/http/readiness.ts';
import { StoreFault } from '../../src/store/document-store.ts';
import type { House } from '../../src/workflow/ports.ts';
import { recordIncident } from '../../src/workflow/record-incident.ts';
import { createSettingsPoll } from '../../src/workflow/settings/poll.ts';
import { createRecordedLog } from '../bot/front-door/recorded-log.ts';
import {
  channelsOf,
  deliverAll,
  openDelivery,
  type OpenHouse,
  openHouse,
  reachable,
} from '../builders/house.ts';
import { digest, person, ward } from '../builders/records.ts';
import { otherProcess, saveNow } from '../builders/settings.ts';
import { createRecordingTeams, type RecordingTeams } from '../builders/teams.ts';

const sato = reachable(person({ id: 'sato', name: '佐藤 みどり' }));
const suzuki = reachable(person({ id: 'suzuki', name: '鈴木 あおい', department: 'zeimu' }));

const visitor = {
  scene: 'counter',
  date: '2026-11-21',
  phone: '03-5555-0123',
  age: '50s',
  gender: 'male',
  clothing: '紺の上着、灰色の帽子',
  row1Words: '説明が先月と違います。調べて返事をください',
};

describe('a process whose first look at the settings fails', () => {
  let open: OpenHouse;
  let teams: RecordingTeams;
  let away: boolean;

  beforeEach(async () => {
    open = openHouse();
    teams = createRecordingTeams(open.clock);
    away = false;
    await open.settlePeople(sato, suzuki);
    await open.settleChannels(...channelsOf(3));
  });
  afterEach(() => open.close());

  async function file(house: House, by: Person, department: string, time: string): Promise<Incident> {
    const outcome = await recordIncident(house, {
      person: by,
      nonce: `261121-${digest(department).slice(0, 16)}`,
      messageId: undefined,
      typed: { ...visitor, department, time },
    });
    if (outcome.kind !== 'filed') throw new Error(`not filed: ${JSON.stringify(outcome)}`);
    return outcome.incident;
  }

  /** The service as it stands after a start: settings of its own, and a store that may not give them. */
  function restart() {
    const { settings } = otherProcess(open, (store) => ({
      ...store,
      query: (container, ...rest) =>
        away && container === 'settings'
          ? Promise.reject(new StoreFault('unavailable', 'x'))
          : store.query(container, ...rest),
    }));
    const { log, lines } = createRecordedLog();
    const poll = createSettingsPoll({ settings, after: open.clock.after, log });
    const house: House = { ...open.house, ward: settings.ward };
    const { delivery } = openDelivery({ ...open, house }, { teams });
    void poll.firstRead.then(() => delivery.start());
    const health = createReadiness({
      ping: () => open.store.ping(),
      settingsRead: settings.wasRead,
      delivery: async () => ({ sender: true }),
    });
    return { settings, poll, house, delivery, health, lines };
  }

  it('is not ready, matches nobody and sends nothing until it was read, but stores what is reported', async () => {
    await file(open.house, sato, 'fukushi', '13:30');
    await deliverAll(open, teams);
    const exempt = { ages: [], departments: ['zeimu'], lines: [] };
    await saveNow({ house: open.house, settings: otherProcess(open).settings }, 'ward', { ...ward, exempt });
    const sent = teams.calls.length;

    away = true;
    const { poll, house, delivery, health, lines } = restart();
    await poll.start();
    const second = await file(house, suzuki, 'zeimu', '14:05');
    house.outbox.nudge();
    await open.clock.pass(30_000);
    assert.equal(house.ward().exempt?.departments.length, 0, 'what was installed');
    assert.deepEqual(await health.ready(), {
      ok: false,
      checks: { store: 'ok', delivery: { sender: true }, settings: 'not read' },
    });
    assert.equal(teams.calls.length, sent);
    assert.ok(await open.house.incidents.read(second.number));
    assert.equal(lines.length, 1, 'said once, not every second');

    away = false;
    await open.clock.pass(1_000);
    assert.deepEqual(await health.ready(), { ok: true, checks: { store: 'ok', delivery: { sender: true } } });
    await open.clock.pass(10_000);
    assert.ok(teams.calls.length > sent, 'the receipt went out');
    assert.deepEqual((await open.house.incidents.read(second.number))?.likely, []);
    const stopped = delivery.stop();
    await open.clock.pass(6_000);
    await stopped;
    await poll.stop();
  });

  it('would have matched the same record where nobody had exempted the department', async () => {
    await file(open.house, sato, 'fukushi', '13:30');
    await deliverAll(open, teams);
    const second = await file(open.house, suzuki, 'zeimu', '14:05');
    await deliverAll(open, teams);
    assert.equal((await open.house.incidents.read(second.number))?.likely[0]?.band, 'high');
  });

  it('that is stopped before begins nothing any more', async () => {
    away = true;
    const { poll, settings, lines } = restart();
    await poll.start();
    const stopped = poll.stop();
    away = false;
    await stopped;
    await open.clock.pass(60_000);
    assert.equal(settings.wasRead(), false);
    assert.equal(lines.length, 1);
    const waits = Symbol('waits');
    assert.equal(await Promise.race([poll.firstRead, Promise.resolve(waits)]), waits);
  });

  it('is not ready without its store, and says no more than that', async () => {
    const health = createReadiness({
      ping: () => Promise.reject(new StoreFault('unavailable', 'x')),
      settingsRead: () => false,
      delivery: async () => ({}),
    });
    assert.deepEqual(await health.ready(), { ok: false, checks: { store: 'unavailable' } });
  });
});
