import assert from 'node:assert/strict';
import { searchRegister } from '../../src/workflow/search-register.ts';
import { describeRegister } from '../contracts/register.ts';
import { coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import { approver, person } from '../builders/records.ts';
import { registered } from '../builders/register.ts';

describeRegister(
  'a SQLite file',
  async () => {
    const open = openHouse();
    return { open, stop: () => open.close() };
  },
  { records: 240, runs: 200 },
);

describe('a search of the register', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  const sato = person();
  const soumu = coordinator();
  const many = async (count: number, wish: Partial<Parameters<typeof registered>[0]> = {}): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await open.house.incidents.create(
        registered({
          word: `${JSON.stringify(wish)} ${index}`,
          minutesAgo: 5 + index,
          severity: 'alarm',
          ...wish,
        }),
      );
    }
  };

  it('shows what a line of the register needs, and the reporter’s name to readers of everything only', async () => {
    const incident = registered({ word: 'one', severity: 'emergency', typed: { conduct: 'threat' } });
    await open.house.incidents.create(incident);
    const rowFor = async (reader: typeof sato) => {
      const found = await searchRegister(open.house, reader, {});
      assert.ok(found.kind === 'found');
      return found.rows[0];
    };
    const row = {
      number: incident.number,
      extent: 'full',
      occurredAt: incident.filedAt,
      filedAt: incident.filedAt,
      department: 'fukushi',
      scene: 'phone',
      conduct: ['threat'],
      severity: 'emergency',
      state: 'filed',
      alerted: false,
      own: true,
      reporter: '佐藤 みどり',
    };
    assert.deepEqual(await rowFor(sato), row);
    assert.deepEqual(await rowFor(soumu), { ...row, own: false });
    const elsewhere = await rowFor(approver({ id: 'z', approverOf: ['zeimu'] }));
    assert.deepEqual(elsewhere, { ...row, own: false, extent: 'conduct', reporter: undefined });
    assert.equal(await rowFor(person({ id: 'suzuki' })), undefined);
  });

  it('stops after 400 records that do not fit, says how far it came, and goes on from there', async () => {
    await many(430);
    await open.house.incidents.create(registered({ word: 'old', daysAgo: 30, typed: { row1Words: '動画' } }));
    const first = await searchRegister(open.house, soumu, { words: '動画' });
    assert.ok(first.kind === 'found');
    assert.deepEqual([first.rows.length, first.lookedAt, first.reached], [0, 400, '2026-11-21']);
    const second = await searchRegister(open.house, soumu, { words: '動画', after: first.next ?? '' });
    assert.ok(second.kind === 'found');
    assert.deepEqual([second.rows.length, second.lookedAt, second.next], [1, 31, undefined]);
  });

  it('lets others come in between, however long it goes on', async () => {
    await many(430);
    for (const reader of [soumu, approver({ id: 'z', approverOf: ['zeimu'] })]) {
      let between = 0;
      let next: NodeJS.Immediate;
      const comeIn = (): void => {
        between += 1;
        next = setImmediate(comeIn);
      };
      next = setImmediate(comeIn);
      const found = await searchRegister(open.house, reader, { words: '動画' });
      clearImmediate(next);
      assert.ok(found.kind === 'found' && found.lookedAt === 400);
      assert.ok(between >= 8, `${between} times for eight pages`);
    }
  });

  it('takes no continuation of another question or another person, and none that is made up', async () => {
    await many(60);
    const found = await searchRegister(open.house, soumu, { scene: 'phone' });
    assert.ok(found.kind === 'found' && found.next !== undefined);
    const { next } = found;
    const refused = { kind: 'no-such-continuation' };
    assert.equal((await searchRegister(open.house, soumu, { scene: 'phone', after: next })).kind, 'found');
    assert.deepEqual(await searchRegister(open.house, soumu, { after: next }), refused);
    assert.deepEqual(
      await searchRegister(open.house, soumu, { scene: 'phone', order: 'oldest', after: next }),
      refused,
    );
    const other = coordinator({ key: sato.key });
    assert.deepEqual(await searchRegister(open.house, other, { scene: 'phone', after: next }), refused);
    const { q } = JSON.parse(Buffer.from(next, 'base64url').toString()) as { q: string };
    const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const after of [
      'x',
      '',
      forged(null),
      forged({ t: 'x', q }),
      forged({ t: forged([1]), q }),
      forged({ q }),
    ]) {
      assert.deepEqual(await searchRegister(open.house, soumu, { scene: 'phone', after }), refused, after);
    }
  });

  it('shows by a continuation that was moved nothing but what the reader may see anyway', async () => {
    await many(60);
    await many(60, { reporter: sato, severity: 'caution' });
    const mine = await searchRegister(open.house, sato, {});
    assert.ok(mine.kind === 'found' && mine.next !== undefined);
    const { q } = JSON.parse(Buffer.from(mine.next, 'base64url').toString()) as { q: string };
    const t = Buffer.from(JSON.stringify(['9999'])).toString('base64url');
    const after = Buffer.from(JSON.stringify({ t, q })).toString('base64url');
    const moved = await searchRegister(open.house, sato, { after });
    assert.ok(moved.kind === 'found');
    assert.deepEqual(moved.rows, mine.rows);
    assert.ok(moved.rows.every(({ own }) => own));
  });

  it('shows no more of another department once the reader is an approver no longer', async () => {
    await many(60);
    const chief = approver({ id: 'z', approverOf: ['zeimu'] });
    const first = await searchRegister(open.house, chief, {});
    assert.ok(first.kind === 'found' && first.rows.length === 50 && first.next !== undefined);
    const after = await searchRegister(open.house, { ...chief, approverOf: [] }, { after: first.next });
    assert.ok(after.kind === 'found');
    assert.deepEqual(after.rows, []);
  });

  it('takes the number of a record for that record, whatever else is asked, and shows it to nobody else', async () => {
    const incident = registered({ word: 'one' });
    await open.house.incidents.create(incident);
    await many(3);
    const by = async (reader: typeof sato, words: string, more = {}) => {
      const found = await searchRegister(open.house, reader, { words, ...more });
      assert.ok(found.kind === 'found');
      return found.rows.map(({ number }) => number);
    };
    assert.deepEqual(await by(soumu, ` ${incident.number.toLowerCase()}`), [incident.number]);
    assert.deepEqual(await by(soumu, incident.number, { severity: 'alarm' }), []);
    assert.deepEqual(await by(person({ id: 'x' }), incident.number), []);
    assert.deepEqual(await by(approver({ id: 'z', approverOf: ['zeimu'] }), incident.number), []);
    assert.deepEqual(await by(soumu, '261121-000000'), []);
  });

  it('by words leaves an entry without the words, before anything is shown; a listing leaves none', async () => {
    await many(1);
    await searchRegister(open.house, soumu, { scene: 'phone' });
    assert.deepEqual(await open.house.lookUps.newest(soumu.key, 9), []);
    await searchRegister(open.house, soumu, { words: '説明' });
    const [entry, ...more] = await open.house.lookUps.newest(soumu.key, 9);
    assert.deepEqual(more, []);
    assert.deepEqual([entry?.kind, entry?.fields, entry?.shown], ['register', ['words'], []]);
    assert.ok(!JSON.stringify(entry).includes('説明'));
    const broken = {
      ...open.house,
      lookUps: { ...open.house.lookUps, create: () => Promise.reject(new Error('no disk')) },
    };
    open.clock.skip(120_000);
    await assert.rejects(searchRegister(broken, soumu, { words: '説明' }), /no disk/u);
  });

  it('refuses a period that ends before it begins, or a day that does not exist', async () => {
    const refused = { kind: 'no-such-period' };
    assert.deepEqual(
      await searchRegister(open.house, soumu, { from: '2026-11-02', until: '2026-11-01' }),
      refused,
    );
    assert.deepEqual(await searchRegister(open.house, soumu, { from: '2026-02-30' }), refused);
    const day = await searchRegister(open.house, soumu, { from: '2026-11-01', until: '2026-11-01' });
    assert.equal(day.kind, 'found');
  });
});
