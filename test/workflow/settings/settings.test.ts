import assert from 'node:assert/strict';
import type { IncidentContent } from '../../../src/domain/incident/content.ts';
import { nextVersion } from '../../../src/domain/settings/version.ts';
import type { DocumentStore } from '../../../src/store/document-store.ts';
import { StoreFault } from '../../../src/store/document-store.ts';
import { createSettingsPoll } from '../../../src/workflow/settings/poll.ts';
import { createCards } from '../../../src/cards/cards.ts';
import { loadTemplates } from '../../../src/cards/template.ts';
import { screenOf } from '../../../src/domain/companion/screen.ts';
import { contactAfter } from '../../cards/gallery-companion.ts';
import { createRecordedLog } from '../../bot/front-door/recorded-log.ts';
import { asInstalled, coordinator, type OpenHouse, openHouse } from '../../builders/house.ts';
import { alertOf, digest, incident, minimalIncident } from '../../builders/records.ts';
import { otherProcess, saveNow } from '../../builders/settings.ts';
import { join } from 'node:path';

const { ward, rules, answers, law, companion } = asInstalled;

const by = { key: coordinator().key, name: coordinator().name };

const content = (overrides: Partial<IncidentContent>): IncidentContent => {
  const [version] = minimalIncident().versions;
  if (version === undefined) throw new Error('a record without a version');
  return { ...version.content, utterances: [], conduct: [], ...overrides };
};

const said = (words: string): Partial<IncidentContent> => ({ utterances: [{ who: 'caller', words }] });

describe('the settings that hold', () => {
  let open: OpenHouse;
  beforeEach(() => {
    open = openHouse();
  });
  afterEach(() => open.close());

  const labels = (overrides: Partial<IncidentContent>): string[] =>
    open.house.assessor.labelsOf(content(overrides)).labels;

  it('are those that were installed until somebody saves', async () => {
    await open.settings.refresh();
    assert.deepEqual(open.settings.stored(), {});
    assert.deepEqual(open.house.ward(), ward);
    assert.deepEqual({ ...open.house.answers }, answers);
    assert.deepEqual(
      { ...open.house.alertRules },
      { windowHours: 24, stepHours: 24, days: 3, chaseMinutes: 15 },
    );
  });

  it('show a changed name of a department on the next card that is drawn', async () => {
    const cards = createCards(
      loadTemplates(join(import.meta.dirname, '../../../cards')),
      open.settings.ward,
      open.settings.law,
      open.settings.answers,
    );
    const drawn = (): string =>
      JSON.stringify(cards.alert({ alert: alertOf(incident(), ['fukushi']), repeat: false }));
    assert.match(drawn(), /福祉課/u);
    await saveNow(open, 'ward', {
      ...ward,
      departments: ward.departments.map((one) =>
        one.id === 'fukushi' ? { ...one, name: '生活支援課' } : one,
      ),
    });
    assert.match(drawn(), /生活支援課/u);
    assert.doesNotMatch(drawn(), /福祉課/u);
  });

  it('show a changed answer on the next alert that is drawn', async () => {
    const cards = createCards(
      loadTemplates(join(import.meta.dirname, '../../../cards')),
      open.settings.ward,
      open.settings.law,
      open.settings.answers,
    );
    const alert = {
      ...alertOf(incident(), ['fukushi']),
      answer: { say: ['written'], avoid: [], department: 'fukushi', at: '2026-11-21T05:10:00.000Z' },
    };
    const drawn = (): string => JSON.stringify(cards.alert({ alert, repeat: false }));
    assert.match(drawn(), /お答えは、書面でお渡しします/u);
    await saveNow(open, 'answers', {
      ...answers,
      entries: answers.entries.map((one) =>
        one.id === 'written' ? { ...one, text: 'お答えは、文書で郵送します' } : one,
      ),
    });
    assert.match(drawn(), /お答えは、文書で郵送します/u);
  });

  it('show a changed sentence of the companion, and the changed name of a law behind it, on the next card', async () => {
    const cards = createCards(
      loadTemplates(join(import.meta.dirname, '../../../cards')),
      open.settings.ward,
      open.settings.law,
      open.settings.answers,
    );
    const reach = { channel: true, approver: true, undelivered: false };
    const contact = contactAfter([{ what: 'situation', situation: 'record-declared' }]);
    const drawn = (): string => {
      const screen = screenOf(open.house.companion, open.house.ward(), contact, open.clock.now());
      return JSON.stringify(cards.contact({ screen, nonce: 'n', page: 'main', reach }));
    };
    const [first] = companion.situations[0]?.say ?? [];
    const sentences = companion.sentences.map((one) =>
      one.id === first ? { ...one, text: { ...one.text, ja: '録音なさるのですね。わかりました。' } } : one,
    );
    const entries = law.entries.map((one) => (one.id === 'jorei-5' ? { ...one, name: '新しい見出し' } : one));
    assert.doesNotMatch(drawn(), /録音なさるのですね|新しい見出し/u);
    await saveNow(open, 'companion', { ...companion, sentences });
    await saveNow(open, 'law', { ...law, entries });
    assert.match(drawn(), /録音なさるのですね。わかりました。/u);
    assert.match(drawn(), /新しい見出し/u);
  });

  it('change the label of a long or a repeated contact with its threshold', async () => {
    assert.deepEqual(labels({ minutes: 45, callsToday: 4, visitsThisWeek: 2 }), []);
    await saveNow(open, 'rules', { ...rules, longMinutes: 40 });
    assert.deepEqual(labels({ minutes: 45, callsToday: 4, visitsThisWeek: 2 }), ['time']);
    await saveNow(open, 'rules', { ...rules, longMinutes: 50, repeatCalls: 4 });
    assert.deepEqual(labels({ minutes: 45, callsToday: 4, visitsThisWeek: 2 }), ['repeat']);
    await saveNow(open, 'rules', { ...rules, longMinutes: 50, repeatVisits: 2 });
    assert.deepEqual(labels({ minutes: 45, callsToday: 4, visitsThisWeek: 2 }), ['repeat']);
    assert.equal(open.house.recordRules.lateAfterHours, 24);
  });

  const origin = { source: '総務課', date: '2026-11-21', checkedBy: '総務課長' };

  it('know a phrase of the ward from the moment in which it is saved, letter by letter', async () => {
    const words = 'どんぐり(ぽろ*ぽろ)だぞ';
    assert.deepEqual(labels(said(words)), []);
    const entry = { label: 'threat', ...origin, phrases: [{ words, why: '当区での脅しの言い方' }] };
    await saveNow(open, 'conduct', { entries: [entry] });
    const judged = open.house.assessor.labelsOf(content(said(`おまえを、どんぐり（ぽろ＊ぽろ）だぞと`)));
    assert.deepEqual(judged, {
      labels: ['threat'],
      why: ['威嚇・脅迫: 「どんぐり(ぽろ*ぽろ)だぞ」: 当区での脅しの言い方'],
    });
    assert.deepEqual(labels(said('どんぐりぽろぽろだぞ')), []);
    await saveNow(open, 'conduct', { entries: [] });
    assert.deepEqual(labels(said(words)), []);
  });

  it('take no phrase as a pattern, a verb class or a word class', async () => {
    for (const words of [
      '<ら>くらくら',
      '{family}あああ',
      '.{2}いいい',
      '\\d\\dううう',
      '[あ-ん]えええ',
      '(おおお',
      'か|きき',
      '^けけ$',
    ]) {
      const entry = { label: 'abuse', ...origin, phrases: [{ words, why: '理由' }] };
      await saveNow(open, 'conduct', { entries: [entry] });
      assert.deepEqual(labels(said(words)), ['abuse'], words);
      assert.deepEqual(labels(said('か、きき、けけ、aaいいい、12ううう、えええ、おおお')), [], words);
    }
  });

  it('find a phrase in what was seen where the lists look there as well, and nowhere in what others said', async () => {
    const phrases = [{ words: 'みどりの旗を振', why: '当区の例' }];
    await saveNow(open, 'conduct', {
      entries: [
        { label: 'violence', ...origin, phrases },
        { label: 'abuse', ...origin, phrases: [{ words: 'べろべろばあ', why: '当区の例' }] },
      ],
    });
    assert.deepEqual(labels({ manner: 'みどりの旗を振り回した' }), ['violence']);
    assert.deepEqual(labels({ manner: 'べろべろばあの本を持っていた' }), []);
    assert.deepEqual(labels(said('前の人が「べろべろばあ」と言っていた')), []);
    assert.deepEqual(labels(said('べろべろばあ')), ['abuse']);
  });

  it('know a phrase from its 施行日 on, at the first look of that day', async () => {
    const entry = {
      label: 'abuse',
      ...origin,
      inForce: '2026-11-23',
      phrases: [{ words: 'べろべろばあ', why: '当区の例' }],
    };
    await saveNow(open, 'conduct', { entries: [entry] });
    await open.settings.look();
    assert.deepEqual(labels(said('べろべろばあ')), []);
    open.clock.skip(2 * 24 * 3_600_000);
    await open.settings.look();
    assert.deepEqual(labels(said('べろべろばあ')), ['abuse']);
  });

  it('hold in another process after its next look, and from its start in one that starts later', async () => {
    const other = otherProcess(open);
    await other.settings.refresh();
    await saveNow(open, 'rules', { ...rules, alertDays: 7 });
    await saveNow(open, 'law', { ...law, checkedBy: '法務担当' });
    await saveNow(open, 'rules', { ...rules, alertDays: 8 });
    assert.equal(other.settings.alertRules.days, 3);
    await other.settings.look();
    assert.deepEqual([other.settings.alertRules.days, other.settings.law.checkedBy], [8, '法務担当']);
    const third = otherProcess(open);
    await third.settings.refresh();
    assert.equal(third.settings.alertRules.days, 8);
    assert.deepEqual(third.settings.stored(), { rules: 2, law: 1 });
  });

  describe('are looked for', () => {
    const counting = (store: DocumentStore, asked: string[]): DocumentStore => ({
      ...store,
      read: (...call) => {
        asked.push(`read ${call[0]}`);
        return store.read(...call);
      },
      query: (...call) => {
        asked.push(`query ${call[0]}`);
        return store.query(...call);
      },
    });

    it('with one question each time, and hold elsewhere within ten seconds', async () => {
      const asked: string[] = [];
      const other = otherProcess(open, (store) => counting(store, asked));
      const { log, lines } = createRecordedLog();
      const poll = createSettingsPoll({ settings: other.settings, after: open.clock.after, log });
      await poll.start();
      assert.equal(asked.splice(0).length, 6);
      await saveNow(open, 'rules', { ...rules, alertDays: 7 });
      await open.clock.pass(10_000);
      assert.equal(other.settings.alertRules.days, 7);
      assert.deepEqual(asked.splice(0), ['query settings']);
      await open.clock.pass(80_000);
      assert.equal(asked.length, 10);
      const message = 'settings that hold as somebody saved them';
      assert.deepEqual(lines, [
        { level: 'info', fields: { stored: {} }, message },
        { level: 'info', fields: { stored: { rules: 1 } }, message },
      ]);
      await poll.stop();
      await open.clock.pass(60_000);
      assert.equal(asked.length, 10);
    });

    it('again and again while the store is away, said once, and all of it read when it is back', async () => {
      let away = true;
      const other = otherProcess(open, (store) => ({
        ...store,
        query: (...call) =>
          away ? Promise.reject(new StoreFault('unavailable', 'x')) : store.query(...call),
      }));
      const { log, lines } = createRecordedLog();
      const poll = createSettingsPoll({ settings: other.settings, after: open.clock.after, log });
      await poll.start();
      await saveNow(open, 'rules', { ...rules, alertDays: 7 });
      // Long before the looks that work: only a full reading finds it.
      open.clock.skip(3_600_000);
      await open.clock.pass(60_000);
      assert.deepEqual(
        lines.map(({ message }) => message),
        ['settings not read: what holds goes on holding'],
      );
      away = false;
      await open.clock.pass(10_000);
      assert.equal(other.settings.alertRules.days, 7);
      await poll.stop();
    });

    it('every second until they were read once, and every eight seconds from then on', async () => {
      let away = true;
      const asked: string[] = [];
      const other = otherProcess(open, (store) => ({
        ...store,
        query: (...call) => {
          asked.push(call[0]);
          return away ? Promise.reject(new StoreFault('unavailable', 'x')) : store.query(...call);
        },
      }));
      const poll = createSettingsPoll({
        settings: other.settings,
        after: open.clock.after,
        log: createRecordedLog().log,
      });
      await saveNow(open, 'rules', { ...rules, alertDays: 7 });
      await poll.start();
      await open.clock.pass(4_500);
      assert.equal(asked.splice(0).length, 5 * 6);
      assert.equal(other.settings.wasRead(), false);
      away = false;
      await open.clock.pass(1_000);
      assert.deepEqual([other.settings.wasRead(), other.settings.alertRules.days], [true, 7]);
      await poll.firstRead;
      asked.splice(0);
      await open.clock.pass(16_000);
      assert.equal(asked.length, 2);
      away = true;
      await open.clock.pass(16_000);
      assert.equal(asked.length, 4);
      assert.equal(other.settings.wasRead(), true, 'what was read is known');
      await poll.stop();
    });

    it('by many who ask at once with one question or two', async () => {
      const asked: string[] = [];
      const other = otherProcess(open, (store) => counting(store, asked));
      await other.settings.refresh();
      asked.splice(0);
      await Promise.all(Array.from({ length: 50 }, () => other.settings.look()));
      assert.ok(asked.length <= 2, asked.join(' '));
    });
  });

  describe('that do not fit this version of Tate any more', () => {
    const unfit = async (section: 'rules' | 'companion', from: OpenHouse = open): Promise<void> => {
      const newest = await from.house.settingsVersions.newest(section);
      await from.house.settingsVersions.create(
        nextVersion(
          section,
          newest,
          { content: { ...rules, alertDays: '秘密' }, note: '', by, now: from.clock.now() },
          digest,
        ),
      );
    };

    it('are left aside: the version before them holds, and the log says where, without a value', async () => {
      await saveNow(open, 'rules', { ...rules, alertDays: 7 });
      await unfit('rules');
      await unfit('rules');
      for (const settings of [open.settings, otherProcess(open).settings]) {
        await settings.refresh();
        assert.equal(settings.alertRules.days, 7);
        assert.deepEqual(settings.stored(), { rules: 1 });
      }
      assert.deepEqual(open.settingsLines, [
        {
          level: 'error',
          fields: { section: 'rules', version: 3, paths: ['alertDays'] },
          message: 'settings do not fit: what held before still holds',
        },
      ]);
    });

    it('are left aside where nothing else was saved: what was installed holds', async () => {
      await unfit('companion');
      await open.settings.refresh();
      assert.deepEqual({ ...open.house.companion }, companion);
      assert.deepEqual(open.settings.stored(), {});
    });

    it('can be saved over, even with what holds now', async () => {
      await unfit('rules');
      await open.settings.refresh();
      await saveNow(open, 'rules', rules);
      assert.deepEqual(open.settings.stored(), { rules: 2 });
    });
  });
});
