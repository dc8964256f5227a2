import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCards } from '../../src/cards/cards.ts';
import { localTabLink, TAB_ENTITY } from '../../src/cards/tab-link.ts';
import { loadTemplates } from '../../src/cards/template.ts';
import { loadAnswers } from '../../src/content/answers/load.ts';
import { loadLaw } from '../../src/content/law/load.ts';
import { alertOf, incident, ward } from '../builders/records.ts';
import { type Drawn, gallery, hostile, minimal, rich, tabLink, templateFolder } from './gallery.ts';
import { bytesOf, linksOf, partsOf } from './read-card.ts';

const drawn: Drawn[] = [rich, minimal, hostile].flatMap((writing) => gallery(writing).drawn);

/** Cards that show one record or one person, by the beginning of their name in the gallery. */
const linking = ['receipt', 'alert', 'details', 'decision', 'subject'];

const isLinking = (name: string): boolean => linking.includes(name.split(' ')[0] ?? '');

const subEntityOf = (link: string): string => {
  const context = new URL(link).searchParams.get('context') ?? '';
  return (JSON.parse(context) as { subEntityId: string }).subEntityId;
};

describe('the link to the tab', () => {
  it('stands once on every card of one record or one person, and on no other', () => {
    for (const { name, message } of drawn) {
      assert.equal(linksOf(message.card).length, isLinking(name) ? 1 : 0, name);
    }
  });

  it('leads to the page of what the card shows, in the form that Teams reads', () => {
    for (const { name, message } of drawn.filter((one) => isLinking(one.name))) {
      const [link = ''] = linksOf(message.card);
      const page = subEntityOf(link);
      assert.match(
        page,
        name.startsWith('subject') ? /^subjects\/[\w-]+$/u : /^records\/\d{6}-[0-9A-Z]{6,}$/u,
        name,
      );
      assert.equal(link, tabLink(page));
      const text = JSON.stringify(message.card);
      const id = page.split('/')[1] ?? '';
      // The summary, or the card itself, has shown the number already: the link tells nobody anything new.
      assert.ok(text.replaceAll(link, '').includes(id), name);
    }
  });

  it('is encoded throughout, is the one of the manifest, and is short enough for Windows', () => {
    const manifest = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../appPackage/manifest.json'), 'utf8'),
    ) as { staticTabs: { entityId: string }[] };
    assert.deepEqual(
      manifest.staticTabs.map(({ entityId }) => entityId),
      [TAB_ENTITY],
    );
    const link = tabLink('records/261121-7K3F9Q');
    assert.match(link, /^https:\/\/teams\.microsoft\.com\/l\/entity\/[\da-f-]{36}\/register\?/u);
    assert.doesNotMatch(link, /[\s"{}|\\^`<>]/u);
    assert.ok(link.length < 1900);
    assert.match(
      new URL(link).searchParams.get('webUrl') ?? '',
      /^https:\/\/[^/]+\/tab\/#\/records\/261121-7K3F9Q$/u,
    );
  });

  it('leaves room: no more than five buttons stand together on a card that has it among its own', () => {
    for (const { name, message } of drawn) {
      for (const { node } of partsOf(message.card)) {
        const { actions } = node;
        if (!Array.isArray(actions) || !JSON.stringify(actions).includes('Action.OpenUrl')) continue;
        assert.ok(actions.length <= 5, `${name}: ${actions.length}`);
      }
      assert.ok(bytesOf(message.card) < 28 * 1024, name);
    }
  });

  it('is not there when there is no tab', () => {
    const cards = createCards(loadTemplates(templateFolder), () => ward, loadLaw(), loadAnswers());
    const record = incident();
    for (const { card } of [
      cards.receipt({ incident: record, alert: undefined, todo: [] }),
      cards.alert({ alert: alertOf(record), repeat: false }),
      cards.details({ incident: record, extent: 'full', may: { edit: true, ask: true, care: true } }),
    ]) {
      assert.deepEqual(linksOf(card), []);
    }
  });

  it('opens in place in the local tenant', () => {
    const link = localTabLink({ chatUrl: 'http://127.0.0.1:3979/' });
    assert.equal(link('records/261121-7K3F9Q'), 'http://127.0.0.1:3979/#tab=records/261121-7K3F9Q');
  });
});
