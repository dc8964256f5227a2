import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { buttonOf, choiceOf, createConnector, type Room, type Someone } from './connector.ts';
import { createService } from './service.ts';

const reporter: Someone = {
  id: 'user-1',
  aadObjectId: '20000000-0000-4000-8000-000000000001',
  name: '記録者',
};
const chat: Room = { id: 'chat-1', conversationType: 'personal' };
const rooms: Room[] = [
  '税務課',
  '国保年金課',
  '戸籍住民課',
  '子育て支援課',
  '高齢福祉課',
  '障害福祉課',
  '保育課',
  '道路課',
].map((name, index) => ({ id: `19:room${index}@thread.tacv2`, conversationType: 'channel', name }));

describe('kill -9 between a submit and its last alert', () => {
  it('loses no acknowledged record and no alert: after the restart every channel has it', async () => {
    const service = await createService();
    await service.start();
    const client = await createConnector(service.url);
    try {
      await client.install(reporter, chat);
      const ask = await client.waitFor(chat, 'あなたの課を選んでください');
      await client.execute(reporter, chat, ask, buttonOf(ask.card, 'この内容で始める'), {
        department: 'fukushi',
        role: 'staff',
      });
      for (const room of rooms) {
        await client.say(reporter, { ...room, name: room.name ?? '' }, '設定');
        const bind = await client.waitFor(room, 'このチャネルはどの課のものですか');
        await client.execute(reporter, room, bind, buttonOf(bind.card, 'この課のチャネルにする'), {
          department: choiceOf(bind.card, 'department', room.name ?? ''),
        });
      }
      // Killed right after the answer, in the middle of the expansion, and in the middle of the sending.
      for (const waitMs of [0, 4, 8, 12, 20, 40]) {
        await client.say(reporter, chat, '記録');
        const form = await client.waitFor(chat, '対応の記録(5W1H)');
        const response = await client.execute(reporter, chat, form, buttonOf(form.card, '記録する'), {
          department: 'fukushi',
          date: '2026-01-05',
          time: '10:00',
          scene: 'phone',
          row1Words: 'すぐに電話をよこせ',
          urgent: 'true',
        });
        await delay(waitMs);
        await service.kill();
        const number = /\d{6}-[0-9A-Z]{6}/.exec(JSON.stringify(response.body))?.[0];
        assert.ok(number !== undefined, 'the submit was acknowledged');
        await service.start();
        for (const room of rooms) {
          const alert = await client.waitFor(room, number, 20_000);
          const posts = client.seen(room).filter((post) => JSON.stringify(post.versions).includes(number));
          // A post whose answer the dead process never saw is repeated, and says so.
          if (posts.length > 1) assert.ok(JSON.stringify(alert.versions[0]).includes('再送'));
        }
        await client.waitFor(chat, `受付番号 ${number}`);
      }
    } finally {
      await client.close();
      await service.stop();
    }
  }).timeout(120_000);
});
