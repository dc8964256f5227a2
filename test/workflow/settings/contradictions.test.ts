import assert from 'node:assert/strict';
import { ageSchema } from '../../../src/domain/incident/choices.ts';
import { nextVersion } from '../../../src/domain/settings/version.ts';
import type { Section, SettingsContent } from '../../../src/domain/settings/section.ts';
import { previewImport } from '../../../src/workflow/settings/import-settings.ts';
import { saveSection, sectionTag } from '../../../src/workflow/settings/save-section.ts';
import { exportSettings } from '../../../src/workflow/settings/settings-file.ts';
import { asInstalled, coordinator, type OpenHouse, openHouse } from '../../builders/house.ts';
import { digest } from '../../builders/records.ts';
import { otherProcess, saveNow } from '../../builders/settings.ts';

const { ward, rules, companion } = asInstalled;

describe('settings that are of the right form and contradict themselves', () => {
  let open: OpenHouse;
  beforeEach(async () => {
    // Half past eight in the evening in Greenwich is the next day in Japan.
    open = openHouse({ now: new Date('2026-11-21T20:30:00Z') });
    await open.settlePeople(coordinator());
  });
  afterEach(() => open.close());

  const problems = async (section: Section, content: unknown): Promise<string[]> => {
    const tag = sectionTag(open.settings, section);
    const outcome = await saveSection(open.house, open.settings, coordinator(), {
      section,
      tag,
      content,
      note: '',
    });
    return outcome.kind === 'invalid'
      ? outcome.problems.map(({ path, message }) => `${path}: ${message}`)
      : [outcome.kind];
  };

  const renamed = (names: Readonly<Record<string, string>>): SettingsContent['ward'] => ({
    ...ward,
    departments: ward.departments.map((one) => ({ ...one, name: names[one.id] ?? one.name })),
  });

  for (const name of ['税務課 ', '\u3000税務課', '税\uFE00務課']) {
    it(`are refused for a department called ${JSON.stringify(name)} beside 税務課`, async () => {
      assert.deepEqual(await problems('ward', renamed({ kokuho: name })), [
        'departments.2.name: 同じに見える名前の課がほかにあります(空白や、全角と半角の違いだけでは見分けられません)。見分けられる名前にしてください。',
      ]);
    });
  }

  it('hold on where such names were saved or installed before, and are mended by the next save', async () => {
    const content = renamed({ kokuho: '税務課 ', koen: '公\u200B園課' });
    const saved = { content, note: '', by: { key: 'p', name: '前の版' }, now: open.clock.now() };
    await open.house.settingsVersions.create(nextVersion('ward', undefined, saved, digest));
    const other = otherProcess(open);
    await other.settings.refresh();
    assert.deepEqual(other.settings.stored(), { ward: 1 });
    assert.deepEqual(other.settings.ward().departments, content.departments);
    await open.settings.refresh();
    assert.equal((await problems('ward', { ...content, name: 'べつの区' })).length, 1);
    await saveNow(open, 'ward', ward);
  });

  const all = ward.departments.map(({ id }) => id);
  const exempt = (of: object) => ({ ...ward, exempt: { ages: [], departments: [], lines: [], ...of } });
  for (const [what, content, says] of [
    [
      'every department exempt',
      exempt({ departments: all }),
      /^exempt\.departments: すべての課が選ばれています/u,
    ],
    ['every age exempt', exempt({ ages: ageSchema.options }), /^exempt\.ages: すべての年代が選ばれています/u],
  ] as const) {
    it(`are refused with ${what}: nobody would be matched any more`, async () => {
      const [found = '', ...others] = await problems('ward', content);
      assert.match(found, says);
      assert.deepEqual(others, []);
    });
  }

  it('are none with all departments exempt but one', async () => {
    assert.deepEqual(await problems('ward', exempt({ departments: all.slice(1) })), ['saved']);
  });

  for (const [alertDays, chaseMinutes, kind] of [
    [1, 1440, 'refused'],
    [1, 720, 'refused'],
    [1, 719, 'saved'],
    [1, 0, 'saved'],
    [2, 1440, 'refused'],
    [30, 1439, 'saved'],
  ] as const) {
    it(`with an alert of ${alertDays} days and a reminder after ${chaseMinutes} minutes are ${kind}`, async () => {
      const [found = ''] = await problems('rules', { ...rules, alertDays, chaseMinutes });
      if (kind === 'saved') assert.equal(found, 'saved');
      else assert.match(found, new RegExp(`^chaseMinutes: .+${alertDays === 1 ? 719 : 1439}分まで`, 'u'));
    });
  }

  const FUTURE = '先の日付になっています。確かめた日は、今日か、それより前の日にしてください。';

  it('are refused where something was checked on a day to come in Japan', async () => {
    assert.deepEqual(await problems('rules', { ...rules, alertDays: 5, date: '2026-11-23' }), [
      `date: ${FUTURE}`,
    ]);
    assert.deepEqual(await problems('rules', { ...rules, alertDays: 5, date: '2026-11-22' }), ['saved']);
    const origin = { source: '総務課', date: '2027-01-01', checkedBy: '課長' };
    const entry = { label: 'threat', ...origin, inForce: '2027-04-01', phrases: [] };
    assert.deepEqual(await problems('conduct', { entries: [entry] }), [`entries.0.date: ${FUTURE}`]);
    const [first, ...others] = companion.sentences;
    assert.deepEqual(
      await problems('companion', { ...companion, sentences: [{ ...first, date: '2026-12-01' }, ...others] }),
      [`sentences.0.date: ${FUTURE}`],
    );
  });

  it('are not held against who changes something else, when such a day stands there already', async () => {
    const content = { ...rules, date: '2026-12-24' };
    const saved = { content, note: '', by: { key: 'p', name: '前の版' }, now: open.clock.now() };
    await open.house.settingsVersions.create(nextVersion('rules', undefined, saved, digest));
    await open.settings.refresh();
    assert.deepEqual(await problems('rules', { ...content, alertDays: 5 }), ['saved']);
  });

  it('are refused in a file in the same way, with the place in words', async () => {
    const file = structuredClone(await exportSettings(open.house, open.settings));
    file.sections.ward = { ...renamed({ kokuho: '税務課 ' }), date: '2027-01-01' };
    file.sections.rules = { ...rules, alertDays: 1, chaseMinutes: 1440 };
    const outcome = await previewImport(open.house, open.settings, coordinator(), file);
    assert.ok(outcome.kind === 'preview');
    const found = outcome.parts.flatMap((part) => part.problems.map(({ message }) => message.split('。')[0]));
    assert.deepEqual(found, [
      '確かめた日: 先の日付になっています',
      '課 › 税務課  › 名前: 同じに見える名前の課がほかにあります(空白や、全角と半角の違いだけでは見分けられません)',
      '確認のない課へ知らせ直すまで(分): いまの日数では、アラートは12時間(720分)で控えめな表示になります',
    ]);
  });
});
