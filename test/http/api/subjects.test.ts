import assert from 'node:assert/strict';
import { foundSubjectsSchema, subjectViewSchema } from '../../../src/api/subject.ts';
import { ownSubject } from '../../../src/domain/subject/subject.ts';
import { askForFlag, decideOnFlag } from '../../../src/workflow/flag-subject.ts';
import { mergeFiles } from '../../../src/workflow/link-records.ts';
import { cards, COORDINATOR } from '../../builders/house.ts';
import { nonceFor, person, richTyped } from '../../builders/records.ts';
import { openStage, type Stage, staff } from '../../bot/person-stage.ts';
import { linksOf, partsOf } from '../../cards/read-card.ts';
import { openTabService, type TabService } from './tab-service.ts';

const { department: _, ...newcomer } = person({ id: 'new', name: '新人' });

describe('persons over the API', () => {
  let stage: Stage;
  let service: TabService;

  beforeEach(async () => {
    stage = await openStage();
    await stage.open.settlePeople(newcomer);
    service = await openTabService(stage.open, cards);
  });
  afterEach(async () => {
    await service.close();
    await stage.open.close();
  });

  const look = (as: string, subject = stage.subject) => service.call({ path: `/subjects/${subject}`, as });
  const view = async (as: string, subject = stage.subject) => {
    const reply = await look(as, subject);
    assert.equal(reply.status, 200, reply.text);
    return subjectViewSchema.parse(reply.json());
  };
  const search = (as: string, body: object) =>
    service.call({ method: 'POST', path: '/subjects/search', as, body });

  describe('a file', () => {
    // Of the threat in 福祉課, and of the complaint of the same person in 税務課.
    for (const [who, as, extents, name] of [
      ['the reporter in 福祉課', 'sato', ['full'], '山本 太郎'],
      ['a colleague of the department', 'suzuki', ['outline'], undefined],
      ['the reporter in 税務課', 'tanaka', ['outline', 'full'], '山本 太郎'],
      ['an approver of 福祉課', 'kacho', ['full'], '山本 太郎'],
      ['an approver of 税務課', 'boss', ['conduct', 'full'], '山本 太郎'],
      ['a coordinator', COORDINATOR, ['full', 'full'], '山本 太郎'],
    ] as const) {
      it(`shows ${who}: ${extents.join(' and ')}, and notes the look before`, async () => {
        const file = await view(as);
        assert.deepEqual(
          file.contacts.map(({ extent }) => extent),
          extents,
        );
        assert.equal(file.name, name);
        const known = Object.values(staff).find(({ objectId }) => objectId === as);
        assert.ok(known);
        const [look] = await stage.looks(known);
        assert.deepEqual([look?.kind, look?.shown[0]?.subject], ['file', stage.subject]);
        assert.equal(
          file.links.length > 0,
          ['kacho', 'boss', COORDINATOR].includes(as),
          'links are for officials',
        );
      });
    }

    it('shows nobody of another department anything that was typed', async () => {
      const { text } = await look('suzuki');
      for (const secret of [
        '山本',
        '1234',
        '今すぐ',
        '給付',
        '係長に交代',
        '大声はおやめ',
        '紺の上着',
        '税額',
      ]) {
        assert.ok(!text.includes(secret), secret);
      }
    });

    it('is not there for somebody of whom nothing in it may be seen, and the refusal is noted', async () => {
      const alone = ownSubject(stage.complaint.number);
      await stage.open.house.incidents.change(stage.complaint.number, (incident) => {
        const { link: _, ...rest } = incident;
        return { next: rest, result: undefined };
      });
      const [hidden, nowhere] = [await look('kacho', alone), await look('kacho', 's-261121-000000')];
      assert.deepEqual([hidden.status, nowhere.status], [404, 404]);
      const without = (text: string): string => text.replaceAll(/"reference":"\w+",?/gu, '');
      assert.equal(without(hidden.text), without(nowhere.text));
      const looks = await stage.looks(staff.kacho);
      assert.deepEqual(
        looks
          .map(({ shown }) => shown[0])
          .toSorted((a, b) => (String(a?.subject) < String(b?.subject) ? -1 : 1)),
        [
          { subject: 's-261121-000000', extent: 'refused' },
          { subject: alone, extent: 'refused' },
        ].toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
      );
    });

    it('is not there when the look cannot be written down', async () => {
      stage.open.house.lookUps.create = () => Promise.reject(new Error('no disk'));
      const reply = await look('kacho');
      assert.equal(reply.status, 500);
      assert.ok(!reply.text.includes('山本'));
    });

    it('asks somebody without a department to say it first', async () => {
      for (const reply of [await look('new'), await search('new', { name: '山本' })]) {
        assert.equal(reply.status, 403);
        assert.match(String(reply.json()['detail']), /所属の課/u);
      }
    });

    it('says what was asked of the person, and how records came into the file', async () => {
      const other = await stage.open.file({ reporter: staff.sato, typed: richTyped, word: 'third' });
      await mergeFiles(stage.open.house, {
        one: stage.subject,
        other: ownSubject(other.number),
        person: staff.kacho,
      });
      const file = await view(COORDINATOR);
      const [root, gone] = [stage.subject, ownSubject(other.number)].toSorted();
      assert.equal(file.subject, root);
      assert.deepEqual(file.merged, [gone]);
      const threat = file.contacts.find(({ number }) => number === stage.threat.number);
      assert.deepEqual(threat?.steps, ['警告 1回', '退去の要請 1回']);
      assert.deepEqual(threat.conduct[0], { id: 'time', name: '時間拘束' });
      const what = new Map(file.links.map((link) => [link.number, link.what]));
      assert.ok([...what.values()].some((line) => line.includes('まとめたときに入りました')));
      assert.ok([...what.values()].includes('この記録から始まりました'));
      assert.ok(file.links.every(({ at }) => at !== undefined));
    });

    it('says until when a mark holds, and why only to those who may end it', async () => {
      const asked = await askForFlag(stage.open.house, {
        subject: stage.subject,
        nonce: nonceFor('flag'),
        reason: '二度、物を投げたため',
        reviewOn: '2026-12-21',
        person: staff.sato,
      });
      assert.equal(asked.kind, 'asked');
      const subject = await stage.open.house.subjects.read(stage.subject);
      await decideOnFlag(stage.open.house, {
        subject: stage.subject,
        flag: subject?.flags[0]?.id ?? '',
        action: 'approve',
        reason: '',
        person: staff.kacho,
      });
      assert.deepEqual((await view('kacho')).flag, { until: '2026-12-21', reason: '二度、物を投げたため' });
      assert.deepEqual((await view('boss')).flag, { until: '2026-12-21' });
      const { text } = await look('suzuki');
      assert.ok(text.includes('2026-12-21') && !text.includes('物を投げたため'));
    });

    it('tells nobody that a record which they may not read is of a minor', async () => {
      await stage.open.file({
        reporter: staff.tanaka,
        typed: { ...richTyped, department: 'zeimu', age: '10s' },
        word: 'minor',
      });
      const [minor] = await stage.open.house.incidents.filedBy(staff.tanaka.key, 1);
      assert.ok(minor);
      await stage.open.house.incidents.change(minor.number, (incident) => ({
        next: {
          ...incident,
          link: { subject: stage.subject, at: incident.filedAt, byKey: staff.tanaka.key },
        },
        result: undefined,
      }));
      const seen = async (as: string): Promise<boolean> => (await view(as)).exempt;
      assert.deepEqual(
        [await seen('tanaka'), await seen('boss'), await seen(COORDINATOR)],
        [true, true, true],
      );
      assert.deepEqual(
        [await seen('sato'), await seen('suzuki'), await seen('kacho')],
        [false, false, false],
      );
    });

    it('has a card with nothing to press', async () => {
      for (const as of ['sato', 'suzuki', 'kacho', 'boss', COORDINATOR]) {
        const { card } = await view(as);
        const kinds = partsOf(card).map(({ kind }) => kind);
        assert.ok(!kinds.some((kind) => /^(?:Action|Input)|ActionSet/u.test(kind)), as);
        assert.deepEqual(linksOf(card), []);
      }
    });
  });

  describe('a search', () => {
    it('finds who may be meant, says why, and leaves an entry without what was typed', async () => {
      const reply = await search('kacho', { phone: '5678', looks: '紺の上着' });
      const { found } = foundSubjectsSchema.parse(reply.json());
      assert.deepEqual(
        found.map(({ subject }) => subject),
        [stage.subject],
      );
      assert.ok((found[0]?.reasons.length ?? 0) > 0);
      assert.deepEqual(
        found[0]?.contacts.map(({ department, count }) => [department.name, count]),
        [['福祉課', 1]],
      );
      const [look] = await stage.looks(staff.kacho);
      assert.deepEqual([look?.kind, look?.fields], ['search', ['phone', 'looks']]);
      assert.ok(!JSON.stringify(look).includes('5678'));
    });

    it('refuses one without anything to look for, and says what is wrong with a field', async () => {
      const nothing = await search('kacho', {});
      assert.equal(nothing.status, 422);
      assert.match(String(nothing.json()['detail']), /どれか/u);
      const wrong = await search('kacho', { phone: '12', name: '山' });
      assert.equal(wrong.status, 422);
      const errors = wrong.json()['errors'] as { path: string }[];
      assert.deepEqual(errors.map(({ path }) => path).toSorted(), ['name', 'phone']);
    });
  });
});
