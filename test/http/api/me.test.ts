import assert from 'node:assert/strict';
import { meSchema } from '../../../src/api/me.ts';
import { approver, channel, person, ward } from '../../builders/records.ts';
import {
  cards,
  COORDINATOR,
  coordinator,
  installed,
  openHouse,
  type OpenHouse,
} from '../../builders/house.ts';
import { CHAT_URL, openTabService, type TabService } from './tab-service.ts';

describe('GET /api/v1/me', () => {
  let open: OpenHouse;
  let service: TabService;
  beforeEach(async () => {
    open = openHouse();
    service = await openTabService(open, cards);
    await open.settlePeople(person(), approver(), coordinator(), person({ id: 'new', name: '新人' }));
  });
  afterEach(async () => {
    await service.close();
    await open.close();
  });

  const me = async (as: string) => {
    const reply = await service.call({ path: '/me', as });
    assert.equal(reply.status, 200, reply.text);
    return meSchema.parse(reply.json());
  };

  it('says who is signed in, as our register has them', async () => {
    const { name, department, roles, ward: told, links } = await me('sato');
    assert.deepEqual([name, department], ['佐藤 みどり', { id: 'fukushi', name: '福祉課' }]);
    assert.deepEqual(roles, { coordinator: false, approverOf: [], deputyOf: [] });
    assert.deepEqual(
      told.departments.map(({ id }) => id),
      ward.departments.map(({ id }) => id),
    );
    assert.equal(links.chat, CHAT_URL);
  });

  it('says what somebody may decide, and who coordinates', async () => {
    const chief = await me('kacho');
    assert.deepEqual(chief.roles.approverOf, [{ id: 'fukushi', name: '福祉課' }]);
    assert.equal(chief.roles.coordinator, false);
    assert.equal((await me(COORDINATOR)).roles.coordinator, true);
  });

  it('reads the role at the moment of the call, not of the sign-in', async () => {
    const key = approver().key;
    assert.equal((await me('kacho')).roles.approverOf.length, 1);
    await open.house.people.change(key, (one) => ({ next: { ...one, approverOf: [] }, result: undefined }));
    assert.equal((await me('kacho')).roles.approverOf.length, 0);
  });

  it('has no department for somebody who has not said theirs', async () => {
    const { department: _, ...rest } = person({ id: 'nobody' });
    await open.settlePeople(rest);
    assert.equal((await me('nobody')).department, undefined);
  });

  it('names every choice of the filters in Japanese', async () => {
    const { choices } = await me('sato');
    for (const list of Object.values(choices)) {
      assert.ok(list.length >= 4);
      for (const { id, name } of list) assert.match(name, /[぀-ヿ一-鿿]/u, id);
    }
  });

  it('shows coordinators which departments have no channel or no approver, and nobody else', async () => {
    const { department: _, ...unbound } = channel({ id: 'unbound' });
    await open.settleChannels(
      installed({ id: 'fukushi', department: 'fukushi' }),
      installed({ id: 'gone', department: 'zeimu', state: 'removed' }),
      unbound,
    );
    const { gaps } = await me(COORDINATOR);
    assert.deepEqual(
      gaps.map(({ department }) => department.id),
      ward.departments.map(({ id }) => id).filter((id) => id !== 'fukushi'),
    );
    assert.deepEqual(gaps.find(({ department }) => department.id === 'zeimu')?.missing, [
      'channel',
      'approver',
    ]);
    await open.settlePeople(approver({ id: 'zei', approverOf: ['zeimu'] }));
    const after = (await me(COORDINATOR)).gaps.find(({ department }) => department.id === 'zeimu');
    assert.deepEqual(after?.missing, ['channel']);
    assert.deepEqual((await me('kacho')).gaps, []);
    assert.deepEqual((await me('sato')).gaps, []);
  });

  it('tells somebody whom Tate never met how to begin', async () => {
    const reply = await service.call({ path: '/me', as: 'stranger' });
    assert.equal(reply.status, 403);
    assert.match(String(reply.json()['detail']), /Tate.*チャット/u);
  });
});
