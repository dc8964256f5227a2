import { setTimeout as delay } from 'node:timers/promises';
import { buttonOf, choiceOf, createConnector, type Room, type Someone } from '../e2e/connector.ts';
import { createService } from '../e2e/service.ts';
import { createRandom } from './random.ts';

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

const NUMBER = /\d{6}-[0-9A-HJKMNP-TV-Z]{6}/;

/**
 * The real process on its real file, over real HTTP, killed by SIGKILL at random moments around a submit: before the
 * answer, in the expansion, in the sending. Every press is repeated after the restart, as a person would.
 */
export async function killRuns({ kills, seed }: { kills: number; seed: number }) {
  const random = createRandom(seed);
  const service = await createService();
  await service.start();
  const client = await createConnector(service.url);
  const counts = {
    kills: 0,
    unanswered: 0,
    acknowledged: 0,
    lostReports: 0,
    duplicated: 0,
    alertsOwed: 0,
    alertsLost: 0,
    repeatsMarked: 0,
    repeatsUnmarked: 0,
  };
  const numbers = new Set<string>();
  const moments: number[] = [];
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
    for (let n = 0; n < kills; n += 1) {
      await client.say(reporter, chat, '記録');
      const form = await client.waitFor(chat, '対応の記録(5W1H)');
      // As the person's own screen holds it, also when the receipt has taken its place meanwhile.
      const button = buttonOf(form.card, '記録する');
      const press = () =>
        client.execute(reporter, chat, form, button, {
          department: 'fukushi',
          date: '2026-01-05',
          time: '10:00',
          scene: 'phone',
          row1Words: 'すぐに電話をよこせ',
          urgent: 'true',
        });
      const answer = press().then(
        ({ body }) => NUMBER.exec(JSON.stringify(body))?.[0],
        () => undefined,
      );
      const ms = random.between(0, 120);
      moments.push(ms);
      await delay(ms);
      await service.kill();
      counts.kills += 1;
      const first = await answer;
      if (first === undefined) counts.unanswered += 1;
      await service.start();
      const again = await press();
      const second = NUMBER.exec(JSON.stringify(again.body))?.[0];
      const number = first ?? second;
      if (number === undefined || second === undefined) {
        counts.lostReports += 1;
        continue;
      }
      counts.acknowledged += 1;
      if (first !== undefined && first !== second) counts.duplicated += 1;
      if (numbers.has(number)) counts.duplicated += 1;
      numbers.add(number);
      for (const room of rooms) {
        counts.alertsOwed += 1;
        const seen = await client.waitFor(room, number, 20_000).catch(() => undefined);
        if (seen === undefined) counts.alertsLost += 1;
      }
    }
    // What a dead process had under way is repeated by its successor at once; nothing comes after this.
    await delay(2_000);
    for (const number of numbers) {
      for (const room of rooms) {
        const posts = client.seen(room).filter((post) => JSON.stringify(post.versions).includes(number));
        const marked = posts.slice(1).filter((post) => JSON.stringify(post.versions[0]).includes('再送'));
        counts.repeatsMarked += marked.length;
        counts.repeatsUnmarked += Math.max(0, posts.length - 1) - marked.length;
      }
    }
  } finally {
    await client.close();
    await service.stop();
  }
  const { lostReports, duplicated, alertsLost, repeatsUnmarked } = counts;
  const wrong = Object.entries({ lostReports, duplicated, alertsLost, repeatsUnmarked })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} = ${count}`);
  return { ...counts, momentsMs: moments, wrong };
}
