import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readActivity } from '../../src/bot/activity.ts';
import {
  coordinator,
  COORDINATOR,
  installed,
  openBot,
  type OpenHouse,
  openHouse,
} from '../builders/house.ts';
import { readJson } from './stage.ts';

type CommandList = { scopes: string[]; commands: { title: string }[] };
type Bot = { scopes: string[]; commandLists: CommandList[] };
type Search = { commands: { id: string; initialRun: boolean; parameters: { name: string }[] }[] };

const manifest = readJson('manifest.json') as unknown as { bots: [Bot]; composeExtensions: [Search] };
const [bot] = manifest.bots;
const titlesFor = (scope: string): string[] =>
  bot.commandLists
    .filter(({ scopes }) => scopes.includes(scope))
    .flatMap(({ commands }) => commands.map(({ title }) => title));

/** The words that the code answers in a chat, by what they ask for, read from where it says so. */
function wordsOfCode(): Map<string, string[]> {
  const source = readFileSync(join(import.meta.dirname, '../../src/bot/dispatch.ts'), 'utf8');
  const table = /\bcommands\b[^=]*= new Map\(\[([\s\S]*?)\]\);/u.exec(source)?.[1] ?? '';
  const words = new Map<string, string[]>();
  for (const [, word = '', wish = ''] of table.matchAll(/\['([^']+)', '([^']+)'\]/gu)) {
    words.set(wish, [...(words.get(wish) ?? []), word]);
  }
  return words;
}

describe('the manifest and the code', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  it('know the same commands in a chat: one word of the manifest for each thing that can be asked', () => {
    const code = wordsOfCode();
    assert.ok(code.size >= 5, 'the table of commands in src/bot/dispatch.ts was not found');
    const titles = titlesFor('personal');
    const unnamed = [...code].filter(
      ([, words]) => words.filter((word) => titles.includes(word)).length !== 1,
    );
    assert.deepEqual(unnamed, [], 'appPackage/manifest.json must name exactly one of these words');
    const words = [...code.values()].flat();
    assert.deepEqual(
      titles.filter((title) => !words.includes(title)),
      [],
      'appPackage/manifest.json names words that the code does not know',
    );
  });

  it('answer every command of a chat otherwise than a word that means nothing', async () => {
    await open.settlePeople(coordinator());
    const talk = openBot(open);
    const answerTo = async (word: string): Promise<string> => {
      await talk.say(COORDINATOR, word);
      return JSON.stringify(talk.teams.sentTo(`chat-${COORDINATOR}`).at(-1)?.message.summary);
    };
    const menu = await answerTo('これは何ですか');
    for (const title of titlesFor('personal')) assert.notEqual(await answerTo(title), menu, title);
  });

  it('answer every command of a channel otherwise than a word that means nothing', async () => {
    const channel = installed({ id: 'bound', department: 'fukushi' });
    await open.settleChannels(channel);
    const talk = openBot(open);
    const answerTo = async (word: string): Promise<string> => {
      await talk.say('sato', `<at>Tate</at> ${word}`, { in: 'channel', room: 'bound' });
      return JSON.stringify(talk.teams.sentTo('19:bound@thread.tacv2').at(-1)?.message.card);
    };
    const other = await answerTo('これは何ですか');
    assert.match(other, /AdaptiveCard/u);
    for (const title of titlesFor('team')) assert.notEqual(await answerTo(title), other, title);
  });

  it('have no commands for a group chat, where the code only shows the way to the own chat', async () => {
    assert.deepEqual(titlesFor('groupChat'), []);
    const talk = openBot(open);
    await talk.say('sato', '記録', { in: 'group', room: 'talk' });
    const [sent] = talk.teams.sentTo('19:talk@unq.gbl.spaces');
    assert.match(JSON.stringify(sent?.message.card), /1対1のチャット/u);
  });

  it('mean the same searches: their ids, their parameter, and the first run without words', () => {
    const searches = manifest.composeExtensions[0].commands;
    assert.deepEqual(
      searches.map(({ id }) => id),
      ['find', 'contact'],
    );
    const read = (id: string, name: string, value: unknown) =>
      readActivity(
        {
          type: 'invoke',
          name: 'composeExtension/query',
          serviceUrl: 'https://smba.trafficmanager.net/jp/',
          from: { id: '29:sato' },
          recipient: { id: '28:tate' },
          conversation: { id: 'a:1', conversationType: 'personal' },
          value: { commandId: id, parameters: [{ name, value }] },
        },
        { tenantId: 'local', personId: 'sato' },
      );
    for (const { id, initialRun, parameters } of searches) {
      assert.ok(initialRun, id);
      const [parameter] = parameters;
      assert.ok(parameter);
      const found = read(id, parameter.name, '赤い帽子');
      assert.ok(found?.kind === 'search');
      assert.deepEqual([found.command, found.query], [id, '赤い帽子']);
      assert.equal(read(id, 'initialRun', 'true')?.kind, 'search');
    }
    assert.equal(read('other', 'query', 'x')?.kind, 'unsupported');
  });
});
