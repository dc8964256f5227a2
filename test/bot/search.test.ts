import assert from 'node:assert/strict';
import { readActivity } from '../../src/bot/activity.ts';
import { bytesOf, buttonsOf } from '../cards/read-card.ts';
import { readingOf } from './pressing.ts';
import { openStage, staff, type Stage } from './person-stage.ts';

type Attachment = {
  contentType: string;
  content: object;
  preview: { contentType: string; content: { title: string; text: string } };
};
type Answer = {
  composeExtension: { type: string; text?: string; attachmentLayout?: string; attachments?: Attachment[] };
};

describe('the search beside the message field', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.open.close());

  const value = (query?: string) => ({
    commandId: 'find',
    parameters: [
      query === undefined ? { name: 'initialRun', value: 'true' } : { name: 'query', value: query },
    ],
    queryOptions: { skip: 0, count: 25 },
  });
  async function search(id: string, query?: string, rest: object = {}): Promise<Answer['composeExtension']> {
    const outcome = await stage.desk.bot.event(id, {
      type: 'invoke',
      name: 'composeExtension/query',
      value: value(query),
      ...rest,
    });
    assert.equal(outcome.kind, 'invoke');
    assert.ok(outcome.kind === 'invoke');
    assert.equal(outcome.status, 200);
    return (outcome.body as Answer).composeExtension;
  }

  for (const query of ['5678', '03-1234-5678', '山本', 'やまもと', '紺の上着', '今すぐ出せ']) {
    it(`finds ${query}`, async () => {
      const answer = await search('tanaka', query);
      assert.equal(answer.type, 'result');
      assert.equal(answer.attachmentLayout, 'list');
      const titles = answer.attachments?.map(({ preview }) => preview.content.title) ?? [];
      assert.ok(
        titles.some((title) => title.startsWith(`対象者 ${stage.threat.number}`)),
        titles.join(),
      );
    });
  }

  it('says how likely, and in the list alone where and when', async () => {
    const [first] = (await search('suzuki', '5678')).attachments ?? [];
    assert.equal(first?.contentType, 'application/vnd.microsoft.card.adaptive');
    assert.equal(first?.preview.contentType, 'application/vnd.microsoft.card.thumbnail');
    assert.match(first?.preview.content.title ?? '', /弱い|ありうる|可能性が高い/u);
    assert.match(first?.preview.content.text ?? '', /福祉課 1回/u);
    assert.doesNotMatch(first?.preview.content.text ?? '', /税務課/u, 'a complaint elsewhere is not counted');
  });

  it('gives a card that may be sent anywhere: which file, and a button to see it in one’s own chat', async () => {
    const [first] = (await search('tanaka', '山本')).attachments ?? [];
    const card = first?.content ?? {};
    assert.doesNotMatch(JSON.stringify(card), /福祉|税務|山本|脅迫|11月/u);
    assert.ok(readingOf(card).includes(`対象者 ${stage.threat.number}`));
    assert.deepEqual(
      buttonsOf(card).map(({ data }) => data),
      [{ action: 'subject.open', subject: stage.subject }],
    );
    assert.ok(bytesOf(card) < 28 * 1024);
  });

  for (const [what, query, says] of [
    ['the box was just opened', undefined, /入れてください/u],
    ['one letter stands there', '山', /2文字以上/u],
    ['nobody is found', '小早川', /見つかりませんでした/u],
    ['the text is far too long', 'あ'.repeat(3000), /80字まで/u],
  ] as const) {
    it(`says what to do when ${what}`, async () => {
      const answer = await search('suzuki', query);
      assert.equal(answer.type, 'message');
      assert.match(answer.text ?? '', says);
    });
  }

  it('asks for the department first', async () => {
    const answer = await search('neu', '山本');
    assert.equal(answer.type, 'message');
    assert.match(answer.text ?? '', /所属の課/u);
  });

  it('leaves a trace of each look, one per minute while somebody types', async () => {
    await search('suzuki', '山本');
    await search('suzuki', 'やまもと');
    const looks = await stage.looks(staff.suzuki);
    assert.equal(looks.length, 1);
    assert.deepEqual([looks[0]?.kind, looks[0]?.fields], ['search', ['text']]);
  });

  it('beside another conversation never takes that one for the person’s own chat', async () => {
    await search('suzuki', '山本', {
      conversation: { id: '19:suzuki_tanaka@unq.gbl.spaces', conversationType: 'personal' },
    });
    await search('suzuki', '山本', { conversation: { id: 'a:somewhere', conversationType: 'personal' } });
    assert.equal((await stage.open.house.people.read(staff.suzuki.key))?.chat?.conversationId, 'chat-suzuki');
  });

  it('is read with care: an empty box, odd values, half characters, another command', () => {
    const activity = {
      type: 'invoke',
      name: 'composeExtension/query',
      serviceUrl: 'http://127.0.0.1:3999/',
      from: { id: '29:x' },
      recipient: { id: '28:tate' },
      conversation: { id: 'a:x' },
    };
    const established = { tenantId: 'local', personId: 'x' };
    for (const [given, kind, query] of [
      [value('山本'), 'search', '山本'],
      [value(), 'search', ''],
      [{ commandId: 'find' }, 'search', ''],
      [{ commandId: 'find', parameters: [{ name: 'query', value: 7 }] }, 'search', ''],
      [{ commandId: 'find', parameters: [{ name: 'query', value: '\ud800山' }] }, 'search', '\ufffd山'],
      [{ commandId: 'other', parameters: [] }, 'unsupported', undefined],
      [undefined, 'unsupported', undefined],
    ] as const) {
      const read = readActivity({ ...activity, value: given }, established);
      assert.equal(read?.kind, kind);
      assert.equal(read?.kind === 'search' ? read.query : undefined, query);
    }
  });
});
