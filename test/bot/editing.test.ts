import assert from 'node:assert/strict';
import { correct } from '../../src/domain/incident/corrections.ts';
import type { TypedValues } from '../../src/domain/incident/forms.ts';
import { rowFields, STEP_ROWS, stepFields } from '../../src/domain/incident/form-fields.ts';
import { groupIds, groups } from '../../src/domain/incident/fields.ts';
import { currentContent, type Incident } from '../../src/domain/incident/incident.ts';
import { cards, coordinator, type OpenHouse, openHouse } from '../builders/house.ts';
import {
  approver,
  contentOf,
  digest,
  heavyText,
  minimalTyped,
  nonceFor,
  NOW,
  person,
  richTyped,
  typedAtTotalLimit,
} from '../builders/records.ts';
import { bytesOf } from '../cards/read-card.ts';
import { type Desk, fieldsOf, openDesk, readingOf, valuesOf } from './pressing.ts';

describe('a record opened again by its writer', () => {
  let open: OpenHouse;
  let desk: Desk;
  let incident: Incident;

  async function begin(typed: Parameters<OpenHouse['file']>[0] = {}): Promise<void> {
    open = openHouse();
    desk = openDesk(open);
    await open.settlePeople(approver(), coordinator(), person({ id: 'suzuki' }));
    incident = await open.file(typed);
  }
  afterEach(() => open.close());

  const stored = async (): Promise<Incident> => {
    const found = await open.house.incidents.read(incident.number);
    assert.ok(found);
    return found;
  };

  async function part(group: string) {
    await desk.bot.execute('sato', { action: 'record.edit', number: incident.number });
    return desk.press('sato', desk.newest('sato'), 'edit.open', { group });
  }

  it('offers its parts, and first what is missing', async () => {
    await begin({ typed: minimalTyped });
    await desk.bot.execute('sato', { action: 'record.edit', number: incident.number });
    const { card } = desk.newest('sato');
    assert.match(readingOf(card), /録音したかどうか/u);
    assert.equal(valuesOf(card)['group'], 'scene');
  });

  it('asks for a part when none was chosen', async () => {
    await begin();
    for (const group of ['', 'ghost']) {
      assert.match(readingOf((await part(group)).card), /開くところを選んで/u);
    }
  });

  for (const group of groupIds) {
    it(`shows in ${group} what it says now, and no field of another part`, async () => {
      await begin();
      const { card } = await part(group);
      const known = new Set([...groups[group].fields.map(({ id }) => id), 'reason']);
      assert.deepEqual(
        fieldsOf(card).filter((id) => !known.has(id)),
        [],
      );
      for (const [field, text] of Object.entries(richTyped)) {
        if (known.has(field) && field !== 'endTime' && field !== 'conduct')
          assert.equal(valuesOf(card)[field], text, field);
      }
    });
  }

  for (const via of ['execute', 'submit'] as const) {
    it(`by ${via} shows what changed, from and to, once it is saved`, async () => {
      await begin();
      const form = await part('outcome');
      const change = { taken: '課長が説明した', reason: '人をまちがえた' };
      const saved = await desk.press('sato', form, 'edit.save', change, via);
      assert.match(readingOf(saved.card), /保存しました/u);
      assert.match(readingOf(saved.card), /13:55 係長に交代。制度を説明した → 課長が説明した/u);
      assert.equal(currentContent(await stored()).taken, '課長が説明した');
    });

    it(`by ${via} comes back with its errors and everything typed`, async () => {
      await begin();
      const form = await part('outcome');
      const typed = { taken: 'あ'.repeat(1001), endingNote: '\u0007', reason: '' };
      const wrong = await desk.press('sato', form, 'edit.save', typed, via);
      assert.match(readingOf(wrong.card), /1000字までです\(いま1001字\)/u);
      assert.match(readingOf(wrong.card), /使えない文字/u);
      for (const [field, text] of Object.entries(typed)) assert.equal(valuesOf(wrong.card)[field], text);
      const saved = await desk.press(
        'sato',
        wrong,
        'edit.save',
        { taken: 'x', endingNote: '', reason: 'y' },
        via,
      );
      assert.match(readingOf(saved.card), /保存しました/u);
    });
  }

  it('asks for the reason of a change, beside the reason', async () => {
    await begin();
    const wrong = await desk.press('sato', await part('outcome'), 'edit.save', { taken: '別の対応' });
    assert.match(readingOf(wrong.card), /書いてあったことを変えるときは、理由を/u);
    assert.equal(valuesOf(wrong.card)['taken'], '別の対応');
    const saved = await desk.press('sato', wrong, 'edit.save', { reason: 'まちがえた' });
    assert.match(readingOf(saved.card), /保存しました/u);
  });

  it('does not lose what another card saved first', async () => {
    await begin();
    const [first, second] = [await part('outcome'), await part('outcome')];
    await desk.press('sato', first, 'edit.save', { taken: '一', reason: 'r' });
    const stale = await desk.press('sato', second, 'edit.save', { taken: '二', reason: 'r' });
    assert.match(readingOf(stale.card), /ほかの直しが先に入りました/u);
    assert.equal(valuesOf(stale.card)['taken'], '二');
    await desk.press('sato', stale, 'edit.save');
    const { versions } = await stored();
    assert.deepEqual(
      versions.map(({ content }) => content.taken),
      [richTyped['taken'], '一', '二'],
    );
  });

  it('pressed five times saves once and shows the same to each', async () => {
    await begin();
    const form = await part('outcome');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => desk.press('sato', form, 'edit.save', { taken: '一', reason: 'r' })),
    );
    assert.equal(new Set(answers.map(({ card }) => readingOf(card))).size, 1);
    assert.equal((await stored()).versions.length, 2);
  });

  it('counts warnings, requests and orders by their kind', async () => {
    await begin();
    const steps = ['warning', 'stop', 'warning', 'leave', 'warning', 'final'];
    const typed = Object.fromEntries(
      steps.flatMap((kind, index) => {
        const fields = stepFields(index + 1);
        return [
          [fields.kind, kind],
          [fields.at, `13:5${index}`],
          [fields.words, `${index + 1}つ目`],
        ];
      }),
    );
    await desk.press('sato', await part('steps'), 'edit.save', typed);
    await desk.bot.execute('sato', { action: 'record.show', number: incident.number });
    await desk.deliver();
    const said = readingOf(desk.newest('sato', /^記録 /u).card);
    for (const line of [
      '警告 1回目「1つ目」',
      '中止の要請 1回目「2つ目」',
      '警告 2回目「3つ目」',
      '退去の要請 1回目「4つ目」',
      '警告 3回目「5つ目」',
      '最終警告 1回目「6つ目」',
    ]) {
      assert.ok(said.includes(line), line);
    }
  });

  it('offers three rows more than are used', async () => {
    await begin({ typed: minimalTyped });
    const words = (card: object) => fieldsOf(card).filter((id) => id.endsWith('Words')).length;
    assert.equal(words((await part('words')).card), 4);
    assert.equal(words((await part('steps')).card), 3);
    await desk.press('sato', await part('words'), 'edit.save', { [rowFields(4).words]: '四つ目' });
    assert.equal(words((await part('words')).card), 5);
  });

  for (const who of ['suzuki', 'kacho'] as const) {
    it(`is not opened for ${who}`, async () => {
      await begin();
      const form = await part('outcome');
      for (const action of ['record.edit', 'edit.open']) {
        const data = { action, number: incident.number, group: 'outcome' };
        assert.match(String((await desk.bot.execute(who, data)).value), /書いた人だけ/u);
      }
      const pressed = await desk.press(who, form, 'edit.save', { taken: '書きかえ' });
      assert.match(pressed.said, /書いた人だけ/u);
      assert.equal((await stored()).versions.length, 1);
    });
  }

  describe('in its versions', () => {
    const history = async (who: string) => {
      const before = desk.teams.calls.length;
      const { value } = await desk.bot.execute(who, { action: 'record.history', number: incident.number });
      const sent = desk.teams.calls.slice(before).at(-1);
      return { said: String(value), card: sent?.message.card ?? {} };
    };

    async function corrected(): Promise<void> {
      await begin();
      await desk.press('sato', await part('outcome'), 'edit.save', { taken: '一', reason: '理由その一' });
      await desk.press('sato', await part('care'), 'edit.save', { careNote: '眠れない夜が続く' });
    }

    it('names every version, its reason and what changed, newest first', async () => {
      await corrected();
      const said = readingOf((await history('sato')).card);
      const versions = [...said.matchAll(/第(\d)版/gu)].map(([, version]) => version);
      assert.deepEqual(versions, ['3', '2', '1']);
      assert.ok(said.includes('理由その一') && said.includes('→ 一') && said.includes('眠れない'));
    });

    for (const [who, care] of [
      ['sato', true],
      ['kacho', true],
      [coordinator().objectId, false],
    ] as const) {
      it(`${care ? 'shows' : 'hides'} the care note for ${who}, and leaves a trace`, async () => {
        await corrected();
        const said = readingOf((await history(who)).card);
        assert.match(said, /第3版/u);
        assert.equal(said.includes('眠れない'), care);
        assert.equal((await stored()).audit.at(-1)?.action, 'read');
      });
    }

    for (const who of ['suzuki', 'boss']) {
      it(`are not shown to ${who}`, async () => {
        await corrected();
        await open.settlePeople(approver({ id: 'boss', approverOf: ['zeimu'] }));
        const { said, card } = await history(who);
        assert.match(said, /版は表示できません/u);
        assert.deepEqual(card, {});
      });
    }

    it('stay below 28 KB when every field changes in every one, and so does each that was saved', async () => {
      await begin();
      const steps = Object.fromEntries(
        Array.from({ length: STEP_ROWS }, (_, index) => stepFields(index + 1)).flatMap(
          ({ kind, at, words }) => [
            [kind, 'warning'],
            [at, '13:50'],
            [words, '盾盾'],
          ],
        ),
      );
      const full = (mark: string): TypedValues => ({
        ...typedAtTotalLimit((length) => `${heavyText(length - 1)}${mark}`),
        row1Words: `${heavyText(20)}${mark}`,
        ...steps,
      });
      const turns = [
        contentOf(full('一')),
        contentOf({ ...full('二'), age: '20s', gender: 'female', danger: 'harm', scene: 'net', urgent: '' }),
      ];
      let record = incident;
      for (let base = 1; base <= 12; base += 1) {
        const [content] = base % 2 === 0 ? turns : turns.toReversed();
        assert.ok(content);
        const judged = { machine: [], why: [], person: [], advice: [] };
        const by = person();
        const order = {
          base,
          content,
          judged,
          reason: heavyText(300),
          nonce: nonceFor(`v${base}`),
          by,
          now: NOW,
        };
        const step = correct(record, order, digest);
        assert.ok('next' in step);
        record = step.next;
        assert.ok(bytesOf(cards.editSaved({ incident: record, version: base + 1 }).card) < 28 * 1024);
        assert.ok(bytesOf(cards.history({ incident: record, hidden: new Set() }).card) < 28 * 1024);
      }
      assert.match(
        readingOf(cards.history({ incident: record, hidden: new Set() }).card),
        /欄が変わりました/u,
      );
    });
  });
});
