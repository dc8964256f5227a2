import { bindChannel } from '../../workflow/bind-channel.ts';
import { askAgain, post, type Press, type Reply, say, settle, type Turn } from '../reply.ts';

/** Words in a channel: settings, or the way to the chat where records are written. */
export function talkInChannel(turn: Turn, words: string): Reply {
  const { cards, channel } = turn;
  if (channel === undefined) return { kind: 'silence' };
  if (words === '設定' || channel.department === undefined) {
    const department = channel.department ?? '';
    return post(cards.bind({ channelName: channel.name, department, error: '' }), '');
  }
  return post(
    cards.notice({
      title: '記録は、Tateとの1対1のチャットで',
      lines: [
        'チャネルには個人の情報を書かないでください。左の「チャット」からTateを開き、「記録」と送ると用紙が出ます。',
        'このチャネルの課を変えるときは「@Tate 設定」と送ってください。',
      ],
    }),
    '',
  );
}

export async function bindThisChannel(turn: Turn, press: Press): Promise<Reply> {
  const { house, cards, channel, person } = turn;
  if (channel === undefined) return say('課のチャネルの中で押してください。');
  const department = press.typed['department'] ?? '';
  const outcome = await bindChannel(house, channel, person, department);
  switch (outcome.kind) {
    case 'bound':
      return settle(cards.bound({ department }));
    case 'invalid':
      return askAgain(cards.bind({ channelName: channel.name, department, error: outcome.error }));
    case 'refused':
      return askAgain(
        cards.bind({
          channelName: channel.name,
          department,
          error: '登録できるのは、総務課の調整担当か、その課の承認者です。',
        }),
      );
  }
}
