import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Drawn, gallery, hostile, MARK, minimal, rich, templateFolder } from './gallery.ts';
import {
  complaints,
  foldsOf,
  inputsOf,
  mostButtonsTogether,
  partsOf,
  strangeTo15,
  textsOf,
} from './read-card.ts';

const all = { rich: gallery(rich), minimal: gallery(minimal), hostile: gallery(hostile) };
const drawn: Drawn[] = Object.entries(all).flatMap(([kind, { drawn }]) =>
  drawn.map(({ name, message }) => ({ name: `${kind} ${name}`, message })),
);

/** Problems of every card, each with the card's name in front. */
const problems = (of: (card: object) => string[], cards: readonly Drawn[] = drawn): string[] =>
  cards.flatMap(({ name, message }) => of(message.card).map((problem) => `${name}: ${problem}`));

/** Where people's text may stand: no client reads markdown, mentions or HTML there. */
const INERT = new Set([
  'TextRun.text',
  'Input.Text.value',
  'Input.Date.value',
  'Input.Time.value',
  'Input.ChoiceSet.value',
  'Input.Toggle.value',
  'Input.Choice.title',
]);

describe('every card', () => {
  it('is drawn here: all templates and all verbs', () => {
    const files = readdirSync(templateFolder);
    assert.deepEqual(
      files.filter((file) => !file.endsWith('.json')),
      [],
      'cards/ holds templates and nothing else',
    );
    for (const { templates, verbs, allVerbs } of Object.values(all)) {
      assert.deepEqual(
        [...templates].toSorted(),
        files.map((file) => file.slice(0, -'.json'.length)).toSorted(),
      );
      assert.deepEqual([...verbs].toSorted(), [...allVerbs].toSorted());
    }
  });

  it('is read by the adaptivecards library as a card of 1.5 without a complaint', () => {
    assert.deepEqual(problems(complaints), []);
  });

  it('says that it is of version 1.5, or of an older one', () => {
    for (const file of readdirSync(templateFolder)) {
      const card = JSON.parse(readFileSync(join(templateFolder, file), 'utf8')) as { version: string };
      assert.match(card.version, /^1\.[0-5]$/, file);
    }
  });

  it('uses no element, action, property or word that 1.5 does not know or that phones do not show', () => {
    assert.deepEqual(problems(strangeTo15), []);
  });

  it('shows no picture and names no address outside, so that nothing is fetched to show it', () => {
    assert.deepEqual(
      problems((card) =>
        textsOf(card)
          .filter(({ where }) => !INERT.has(where) && where !== 'AdaptiveCard.$schema')
          // What a button opens is fetched by nobody before it is pressed; its own test says where it leads.
          .filter(({ where }) => where !== 'Action.OpenUrl.url')
          .filter(({ text }) => /https?:|data:/iu.test(text))
          .map(({ where, text }) => `${where} ${text}`),
      ),
      [],
    );
  });

  it('leaves nothing of the template language over', () => {
    const leftovers = (card: object, mayQuote: boolean): string[] =>
      textsOf(card)
        .filter(({ where }) => !(mayQuote && INERT.has(where)))
        .filter(({ text }) => /\$\{|\$when|\$data|\$root/u.test(text))
        .map(({ at, text }) => `${at} ${text}`);
    const cards = [...all.rich.drawn, ...all.minimal.drawn];
    assert.deepEqual(
      problems((card) => leftovers(card, false), cards),
      [],
    );
    assert.deepEqual(
      problems((card) => leftovers(card, true), all.hostile.drawn),
      [],
    );
    const keys = problems((card) =>
      partsOf(card).flatMap(({ at, node }) =>
        Object.keys(node)
          .filter((key) => /^\$(?!schema)/u.test(key))
          .map((key) => `${at}.${key}`),
      ),
    );
    assert.deepEqual(keys, []);
  });

  it('never shows the words null, undefined, NaN or [object Object] of ours', () => {
    const empty = (card: object): string[] =>
      textsOf(card)
        .filter(({ text }) => !text.includes(MARK) && /\b(null|undefined|NaN)\b|\[object /u.test(text))
        .map(({ at, text }) => `${at} ${text}`);
    const people = (card: object): string[] =>
      textsOf(card)
        .filter(({ where }) => !INERT.has(where))
        .flatMap(({ at, text }) => (/\b(null|undefined|NaN)\b/u.test(text) ? [at] : []));
    assert.deepEqual(problems(empty, [...all.rich.drawn, ...all.minimal.drawn]), []);
    assert.deepEqual(problems(people, all.hostile.drawn), []);
  });

  it('has no empty text where people read', () => {
    const empty = (card: object): string[] =>
      textsOf(card)
        .filter(({ where }) => /^(TextBlock|TextRun)\.text$|\.(title|label)$/u.test(where))
        .filter(({ text }) => text.trim() === '')
        .map(({ at }) => at);
    assert.deepEqual(problems(empty), []);
  });

  it('shows what people wrote only where no client reads markdown, mentions or HTML', () => {
    const elsewhere = (card: object): string[] =>
      textsOf(card)
        .filter(({ where, text }) => text.includes(MARK) && !INERT.has(where))
        .map(({ at, where }) => `${at} ${where}`);
    assert.deepEqual(problems(elsewhere), []);
    const seen = new Set(
      all.hostile.drawn.flatMap(({ message }) =>
        textsOf(message.card)
          .filter(({ text }) => text.includes(MARK))
          .map(({ where }) => where),
      ),
    );
    assert.deepEqual(
      [...INERT].filter((where) => !seen.has(where)),
      [],
      'the mark went everywhere',
    );
  });

  it('holds no date that a client would write out, in text that people read', () => {
    const dates = (card: object): string[] =>
      textsOf(card)
        .filter(({ where, text }) => !/^Input\.\w+\.value$/u.test(where) && text.includes('{{'))
        .map(({ at }) => at);
    assert.deepEqual(problems(dates), []);
  });

  it('labels every input and gives each an id of its own', () => {
    const unlabelled = (card: object): string[] =>
      inputsOf(card)
        .filter(({ kind, node }) => typeof node[kind === 'Input.Toggle' ? 'title' : 'label'] !== 'string')
        .map(({ at }) => at);
    const twice = (card: object): string[] => {
      const ids = inputsOf(card).map(({ node }) => String(node['id']));
      return ids.filter((id, index) => !/^[A-Za-z0-9]+$/u.test(id) || ids.indexOf(id) !== index);
    };
    assert.deepEqual(problems(unlabelled), []);
    assert.deepEqual(problems(twice), []);
  });

  it('opens and closes only what is on it', () => {
    const lost = problems((card) => {
      const ids = new Set(partsOf(card).map(({ node }) => node['id']));
      return foldsOf(card).filter((target) => !ids.has(target));
    });
    assert.deepEqual(lost, []);
  });

  it('puts at most six buttons together', () => {
    for (const { name, message } of drawn) assert.ok(mostButtonsTogether(message.card) <= 6, name);
  });

  it('comes alone: a card and the line for the notification, which nobody but the house writes', () => {
    for (const { name, message } of drawn) {
      assert.deepEqual(Object.keys(message).toSorted(), ['card', 'summary'], name);
      assert.match(message.summary, /\S/u, name);
      assert.ok(!message.summary.includes(MARK), `${name}: ${message.summary}`);
      assert.ok(message.summary.length < 200, name);
    }
  });
});

describe('the check of a card', () => {
  const card = (...body: object[]): object => ({ type: 'AdaptiveCard', version: '1.5', body });

  it('finds what is newer than 1.5, misspelt or of the wrong kind', () => {
    assert.deepEqual(strangeTo15(card({ type: 'Badge', text: 'x' })), ['card.body[0] is a Badge']);
    assert.equal(strangeTo15(card({ type: 'Input.ChoiceSet', id: 'a', style: 'filtered' })).length, 1);
    assert.equal(strangeTo15(card({ type: 'TextBlock', text: 'x', wrap: 'true' })).length, 1);
    assert.equal(strangeTo15(card({ type: 'TextBlock', text: 'x', labelPosition: 'above' })).length, 1);
  });

  it('finds what the library complains about', () => {
    const twice = { type: 'Input.Text', id: 'a', label: 'あ' };
    assert.equal(complaints(card(twice, twice)).length, 1);
    assert.equal(complaints(card({ type: 'TextBlock', text: 'x', size: 'Huge' })).length, 1);
  });
});
